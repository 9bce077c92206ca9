/** The role the server signs in as, or that its login belongs to. Made by whoever installs PostgreSQL; see docs/beheer. */
export const APP_ROLE = 'gebiedsboek_app'

const walled = ['feed', 'digest', 'feed_row', 'marker', 'note', 'note_update'] as const
/** `(SELECT …)` has PostgreSQL work out the wall once per statement instead of once per row. */
const wall = (table: string) => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_gebieden ON ${table} USING (gebied = ANY ((SELECT wall())::text[]));`

/**
 * Numbered with room; never edited once shipped. Each runs in a transaction of its own, by the owner of the tables.
 * Bodies are text and not jsonb: they are passed on to laptops as they are, and jsonb refuses some characters that JSON has.
 */
export const migrations: readonly { readonly version: number; readonly name: string; readonly sql: string }[] = [
  {
    version: 10,
    name: 'begin',
    sql: `
CREATE TABLE feed (gebied text COLLATE "C" PRIMARY KEY, seq bigint NOT NULL, floor bigint NOT NULL DEFAULT 0);
CREATE TABLE digest (gebied text COLLATE "C" NOT NULL, audience text NOT NULL, a bigint NOT NULL, b bigint NOT NULL, PRIMARY KEY (gebied, audience));
CREATE TABLE feed_row (kind text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, gebied text COLLATE "C" NOT NULL, seq bigint NOT NULL, audience text NOT NULL, body text NOT NULL, bases text NOT NULL, PRIMARY KEY (kind, id));
CREATE UNIQUE INDEX feed_row_feed ON feed_row (gebied, seq);
CREATE TABLE marker (gebied text COLLATE "C" NOT NULL, seq bigint NOT NULL, type text NOT NULL, kind text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, audience text NOT NULL, PRIMARY KEY (kind, id, gebied));
CREATE UNIQUE INDEX marker_feed ON marker (gebied, seq);
CREATE TABLE note (id text COLLATE "C" PRIMARY KEY, gebied text COLLATE "C" NOT NULL, seq bigint NOT NULL, generation bigint NOT NULL, state bytea, state_seq bigint NOT NULL);
CREATE UNIQUE INDEX note_feed ON note (gebied, seq);
CREATE TABLE note_update (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text COLLATE "C" NOT NULL, gebied text COLLATE "C" NOT NULL, seq bigint NOT NULL, body bytea NOT NULL);
CREATE INDEX note_update_note ON note_update (id, n);
CREATE TABLE erased (kind text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, at bigint NOT NULL, PRIMARY KEY (kind, id));
CREATE TABLE account (id text COLLATE "C" PRIMARY KEY, name text COLLATE "C" NOT NULL, role text NOT NULL, gebieden text NOT NULL, member_id text, password text NOT NULL, disabled boolean NOT NULL);
CREATE UNIQUE INDEX account_name ON account (lower(name));
CREATE TABLE session (hash text COLLATE "C" PRIMARY KEY, account_id text NOT NULL, device text NOT NULL, seen_at bigint NOT NULL);
CREATE INDEX session_account ON session (account_id);
CREATE TABLE device (id text COLLATE "C" NOT NULL, account_id text COLLATE "C" NOT NULL, name text NOT NULL, last_push bigint NOT NULL, last_answer text NOT NULL, seen_at bigint NOT NULL, made_at bigint NOT NULL, PRIMARY KEY (id, account_id));
CREATE UNLOGGED TABLE attempt (key text COLLATE "C" PRIMARY KEY, until bigint NOT NULL, count integer NOT NULL);

-- The gebieden of the transaction, as the server set them; none when it did not.
CREATE FUNCTION wall() RETURNS text[] LANGUAGE sql STABLE AS
$$ SELECT string_to_array(coalesce(current_setting('gebiedsboek.gebieden', true), ''), ',') $$;
${walled.map(wall).join('')}

-- Where rows are, beyond the wall as well: the gebied and nothing else.
CREATE FUNCTION places(kinds text[], ids text[]) RETURNS TABLE (kind text, id text, gebied text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT r.kind, r.id, r.gebied FROM unnest(kinds, ids) k(kind, id) JOIN feed_row r ON r.kind = k.kind AND r.id = k.id
   UNION SELECT 'note', n.id, n.gebied FROM unnest(kinds, ids) k(kind, id) JOIN note n ON k.kind = 'note' AND n.id = k.id $$;

CREATE FUNCTION known_gebieden(municipality text) RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT id FROM feed_row WHERE kind = 'gebied' UNION SELECT gebied FROM feed WHERE gebied <> municipality ORDER BY 1 $$;

-- Locks the gebieden named and those where the rows are, in one order for everybody; then reads. Each statement here sees what was
-- committed while the one before it waited. A row without a body lies beyond the wall.
CREATE FUNCTION claim(wanted text[], kinds text[], ids text[]) RETURNS TABLE (kind text, id text, gebied text, body text, bases text) LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS
$$
DECLARE
  locked text[] := '{}';
  missing text[] := wanted;
  found_in text[] := '{}';
BEGIN
  LOOP
    PERFORM pg_advisory_xact_lock(7151, h) FROM (SELECT DISTINCT hashtext(g) h FROM unnest(missing) g ORDER BY 1) x;
    locked := locked || missing;
    EXIT WHEN cardinality(kinds) = 0;
    SELECT coalesce(array_agg(DISTINCT p.gebied), '{}') INTO found_in FROM places(kinds, ids) p;
    EXIT WHEN found_in <@ locked;
    missing := found_in;
  END LOOP;
  IF cardinality(found_in) = 0 THEN RETURN; END IF;
  RETURN QUERY SELECT r.kind, r.id, r.gebied, r.body, r.bases FROM unnest(kinds, ids) k(kind, id) JOIN feed_row r ON r.kind = k.kind AND r.id = k.id;
  IF NOT found_in <@ wall() THEN
    RETURN QUERY SELECT p.kind, p.id, p.gebied, NULL::text, NULL::text FROM places(kinds, ids) p WHERE NOT p.gebied = ANY (wall());
  END IF;
END
$$;

REVOKE ALL ON FUNCTION wall(), places(text[], text[]), known_gebieden(text), claim(text[], text[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION wall(), places(text[], text[]), known_gebieden(text), claim(text[], text[], text[]) TO ${APP_ROLE};
GRANT SELECT ON meta TO ${APP_ROLE};
GRANT UPDATE (value) ON meta TO ${APP_ROLE};
GRANT SELECT, INSERT ON erased TO ${APP_ROLE};
GRANT SELECT, INSERT, UPDATE ON feed, digest, account, device TO ${APP_ROLE};
GRANT SELECT, INSERT, UPDATE, DELETE ON feed_row, marker, note, note_update, session, attempt TO ${APP_ROLE};
`,
  },
  {
    version: 20,
    name: 'bytes of attachments',
    sql: `
CREATE TABLE file (gebied text COLLATE "C" NOT NULL, hash text COLLATE "C" NOT NULL, size bigint NOT NULL, received bigint NOT NULL, complete boolean NOT NULL, at bigint NOT NULL, PRIMARY KEY (gebied, hash));
CREATE TABLE file_part (gebied text COLLATE "C" NOT NULL, hash text COLLATE "C" NOT NULL, start bigint NOT NULL, body bytea NOT NULL, PRIMARY KEY (gebied, hash, start));
-- Photos are compressed already.
ALTER TABLE file_part ALTER COLUMN body SET STORAGE EXTERNAL;
${['file', 'file_part'].map(wall).join('')}
GRANT SELECT, INSERT, UPDATE, DELETE ON file, file_part TO ${APP_ROLE};
`,
  },
  {
    version: 30,
    name: 'a wall around kinds',
    sql: `
-- The kinds that the transaction is about, as the server set them; NULL when it is about all.
CREATE FUNCTION kinds_wall() RETURNS text[] LANGUAGE sql STABLE AS
$$ SELECT string_to_array(nullif(coalesce(current_setting('gebiedsboek.kinds', true), ''), ''), ',') $$;
REVOKE ALL ON FUNCTION kinds_wall() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kinds_wall() TO ${APP_ROLE};
CREATE POLICY own_kinds ON feed_row AS RESTRICTIVE USING ((SELECT kinds_wall()) IS NULL OR kind = ANY ((SELECT kinds_wall())::text[]));
${['note', 'note_update', 'file', 'file_part'].map((table) => `CREATE POLICY all_kinds ON ${table} AS RESTRICTIVE USING ((SELECT kinds_wall()) IS NULL);`).join('\n')}
`,
  },
  {
    version: 40,
    name: 'what is about a contact',
    sql: `
-- As it stands in the text of the body, escapes and all: PostgreSQL cannot read every JSON that JavaScript writes. Inside a text the quotes
-- would be escaped, so that only a field of the row can look like this. A column and not an index on the expression: row-level security
-- keeps an index on a function out of reach.
ALTER TABLE feed_row ADD COLUMN contact_id text COLLATE "C" GENERATED ALWAYS AS (
  CASE WHEN kind = ANY ('{consent,panelMembership,doorLink,doorMessage,attendance}'::text[]) THEN substring(body FROM '"f":[{].*?"contactId":"((?:[^"\\\\]|\\\\.)*)"') END) STORED;
CREATE INDEX feed_row_contact ON feed_row (contact_id, gebied) WHERE contact_id IS NOT NULL;

-- Its plan is kept per connection, which that of places() is not.
CREATE FUNCTION gebied_of_link(link text) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ BEGIN RETURN (SELECT r.gebied FROM feed_row r WHERE r.kind = 'doorLink' AND r.id = link); END $$;
REVOKE ALL ON FUNCTION gebied_of_link(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gebied_of_link(text) TO ${APP_ROLE};
`,
  },
  {
    version: 50,
    name: 'what came from a copy',
    sql: `
ALTER TABLE feed ADD COLUMN copied bigint NOT NULL DEFAULT 0;
-- About every feed, on this side of the wall or not.
CREATE FUNCTION begin_epoch(named text) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ UPDATE meta SET value = named WHERE key = 'epoch'; UPDATE feed SET copied = seq $$;
REVOKE ALL ON FUNCTION begin_epoch(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION begin_epoch(text) TO ${APP_ROLE};
REVOKE UPDATE (value) ON meta FROM ${APP_ROLE};
`,
  },
]
