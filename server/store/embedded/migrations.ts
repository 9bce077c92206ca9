/** Numbered with room; never edited once shipped. Each runs in a transaction of its own. */
export const migrations: readonly { readonly version: number; readonly name: string; readonly sql: string }[] = [
  {
    version: 10,
    name: 'begin',
    sql: `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE feed (gebied TEXT PRIMARY KEY, seq INTEGER NOT NULL, floor INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE TABLE digest (gebied TEXT NOT NULL, audience TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (gebied, audience)) STRICT, WITHOUT ROWID;
CREATE TABLE row (kind TEXT NOT NULL, id TEXT NOT NULL, gebied TEXT NOT NULL, seq INTEGER NOT NULL, audience TEXT NOT NULL, body TEXT NOT NULL, bases TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT;
CREATE UNIQUE INDEX row_feed ON row (gebied, seq, audience);
CREATE TABLE marker (gebied TEXT NOT NULL, seq INTEGER NOT NULL, type TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, audience TEXT NOT NULL, PRIMARY KEY (gebied, seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX marker_row ON marker (kind, id, gebied);
CREATE TABLE note (id TEXT PRIMARY KEY, gebied TEXT NOT NULL, seq INTEGER NOT NULL, generation INTEGER NOT NULL, state BLOB, state_seq INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX note_feed ON note (gebied, seq);
CREATE TABLE note_update (n INTEGER PRIMARY KEY, id TEXT NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX note_update_note ON note_update (id, n);
CREATE TABLE erased (kind TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;
CREATE TABLE account (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, role TEXT NOT NULL, gebieden TEXT NOT NULL, member_id TEXT, password TEXT NOT NULL, disabled INTEGER NOT NULL) STRICT;
CREATE TABLE session (hash TEXT PRIMARY KEY, account_id TEXT NOT NULL, device TEXT NOT NULL, seen_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session (account_id);
CREATE TABLE device (id TEXT NOT NULL, account_id TEXT NOT NULL, name TEXT NOT NULL, last_push INTEGER NOT NULL, last_answer TEXT NOT NULL, seen_at INTEGER NOT NULL, made_at INTEGER NOT NULL, PRIMARY KEY (id, account_id)) STRICT, WITHOUT ROWID;
`,
  },
  {
    version: 20,
    name: 'bytes of attachments',
    sql: `
CREATE TABLE file (gebied TEXT NOT NULL, hash TEXT NOT NULL, size INTEGER NOT NULL, received INTEGER NOT NULL, complete INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (gebied, hash)) STRICT, WITHOUT ROWID;
CREATE TABLE file_part (n INTEGER PRIMARY KEY, gebied TEXT NOT NULL, hash TEXT NOT NULL, start INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX file_part_file ON file_part (gebied, hash, start);
`,
  },
  {
    version: 30,
    name: 'what is about a contact',
    sql: `
CREATE INDEX row_contact ON row (json_extract(body, '$.f.contactId'), gebied) WHERE kind IN ('consent', 'panelMembership', 'doorLink', 'doorMessage', 'attendance');
`,
  },
  {
    version: 40,
    name: 'what came from a copy',
    sql: 'ALTER TABLE feed ADD COLUMN copied INTEGER NOT NULL DEFAULT 0;',
  },
]
