import type { Field } from '#core/model/field.ts'
import { fieldsOf, kindNames, type KindName } from '#core/model/kinds.ts'
import type { Db } from './open.ts'

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

const sqlTypes: Record<Field['sql'], string> = { text: 'TEXT', integer: 'INTEGER', real: 'REAL', boolean: 'INTEGER', json: 'TEXT' }

/** Column definition of a field; text and numbers are never null unless their initial value is. */
export function column(name: string, field: Field): string {
  const initial = field.initial === null ? null : field.sql === 'json' ? `'${JSON.stringify(field.initial)}'` : typeof field.initial === 'boolean' ? Number(field.initial) : typeof field.initial === 'string' ? `'${field.initial}'` : String(field.initial)
  return `${quote(name)} ${sqlTypes[field.sql]}${initial === null ? '' : ` NOT NULL DEFAULT ${initial}`}`
}

/** Columns that SQLite needs and nobody syncs: how a list is sorted. */
const derivedColumns: Partial<Record<KindName, readonly string[]>> = { contact: [`"sortKey" TEXT NOT NULL DEFAULT ''`] }

export const tableOf = (kind: KindName) => `CREATE TABLE IF NOT EXISTS ${quote(kind)} (
  rowid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, gebied TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0,
  stamp TEXT NOT NULL, overrides TEXT, extra TEXT,
  ${[...Object.entries(fieldsOf(kind)).map(([n, f]) => column(n, f)), ...(derivedColumns[kind] ?? [])].join(',\n  ')}
) STRICT`

/** Everything by which the list of contacts is ordered, narrowed and counted, so that it is answered from here alone. */
const contactIndex = 'CREATE INDEX IF NOT EXISTS contact_list ON contact (deleted, sortKey, gebied, wijkCode, buurtCode, labels)'

/**
 * Without content: rows are marked as deleted by their number, nobody says the old words again. A part of a first sync goes into
 * one segment: what is merged afterwards leaves free pages behind.
 */
const contactSearch = `CREATE VIRTUAL TABLE contactSearch USING fts5 (text, content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
INSERT INTO contactSearch (contactSearch, rank) VALUES ('hashsize', 16777216);
`

const fixed = `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
-- What the server has not confirmed. created = 1: the server knows nothing of the row. bases: field -> stamp the writer saw (null: none). lost: field -> {v,s,b} that a newer value from elsewhere covered before it was sent.
CREATE TABLE IF NOT EXISTS outbox (kind TEXT NOT NULL, id TEXT NOT NULL, gebied TEXT NOT NULL, position INTEGER NOT NULL, created INTEGER NOT NULL, bases TEXT, lost TEXT, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS outbox_position ON outbox (position);
CREATE TABLE IF NOT EXISTS undo (token TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, gebied TEXT NOT NULL, before TEXT, PRIMARY KEY (token, position)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS undo_row ON undo (kind, id);
CREATE TABLE IF NOT EXISTS undoLabel (token TEXT PRIMARY KEY, label TEXT NOT NULL, at TEXT NOT NULL, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kindNumber (kind TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5 (kind UNINDEXED, subject UNINDEXED, gebied UNINDEXED, title, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
${contactSearch}${contactIndex};
CREATE INDEX IF NOT EXISTS panelMembership_contact ON panelMembership (contactId);
CREATE INDEX IF NOT EXISTS panelMembership_panel ON panelMembership (panelId);
CREATE INDEX IF NOT EXISTS consent_contact ON consent (contactId);
CREATE INDEX IF NOT EXISTS attendance_meeting ON attendance (meetingId);
CREATE INDEX IF NOT EXISTS attendance_contact ON attendance (contactId);
CREATE INDEX IF NOT EXISTS agendaItem_meeting ON agendaItem (meetingId);
CREATE INDEX IF NOT EXISTS decision_meeting ON decision (meetingId);
CREATE INDEX IF NOT EXISTS action_meeting ON action (meetingId);
CREATE INDEX IF NOT EXISTS action_due ON action (gebied, deleted, dueOn);
CREATE INDEX IF NOT EXISTS actionChange_action ON actionChange (actionId);
CREATE INDEX IF NOT EXISTS terugkoppeling_action ON terugkoppeling (actionId);
CREATE INDEX IF NOT EXISTS minutes_meeting ON minutes (meetingId);
CREATE INDEX IF NOT EXISTS meeting_start ON meeting (gebied, deleted, startsAt);
CREATE INDEX IF NOT EXISTS conflict_subject ON conflict (subjectId);
`

/** A numbered step; never edited once shipped. New columns of the model need none: `migrate` makes them. */
export interface Migration { readonly number: number; readonly name: string; readonly run: (db: Db) => void }

export const base: Migration = {
  number: 1, name: 'first tables',
  run: (db) => { for (const kind of kindNames) db.exec(tableOf(kind)); db.exec(fixed) },
}

/** Decision 0029. The words of contacts are put into the new index afterwards, as after a first sync. `contactStale`: contacts of which they changed since they were put in. */
export const fewerIndexes: Migration = {
  number: 260, name: 'one index for the list of contacts, and a search index without old words',
  run: (db) => {
    db.exec('CREATE TABLE IF NOT EXISTS contactStale (rowid INTEGER PRIMARY KEY) STRICT')
    const made = db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'contactSearch'").pluck().get() as string
    if (made.includes('contentless_delete')) return
    for (const name of ['sort', 'sort_all', 'wijk', 'buurt', 'labels']) db.exec(`DROP INDEX IF EXISTS contact_${name}`)
    db.exec(`DROP TABLE contactSearch; ${contactSearch}${contactIndex}; INSERT OR REPLACE INTO meta (key, value) VALUES ('contactsIndexedTo', '0')`)
  },
}

/** Nobody may look into it before it is made again; see `Store.completeLists`. Call inside a transaction. */
export const dropContactIndex = (db: Db): void => { db.exec('DROP INDEX IF EXISTS contact_list') }
export const makeContactIndex = (db: Db): void => { db.exec(contactIndex) }
