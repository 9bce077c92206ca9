import type { Migration } from '../store/schema.ts'

/**
 * Note bodies: a compacted state and the updates since, as they came. `pending` = 1: the server has not confirmed it; 2: it waits for a newer generation.
 * `unread` = 1: the words are not in the search index yet. `noteLink`: the rows a note points at.
 */
export const noteTables: Migration = {
  number: 100,
  name: 'note bodies',
  run: (db) => db.exec(`
CREATE TABLE noteBody (noteId TEXT PRIMARY KEY, gebied TEXT NOT NULL, generation INTEGER NOT NULL, state BLOB, unread INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE INDEX noteBody_gebied ON noteBody (gebied);
CREATE INDEX noteBody_unread ON noteBody (noteId) WHERE unread = 1;
CREATE TABLE noteUpdate (seq INTEGER PRIMARY KEY AUTOINCREMENT, noteId TEXT NOT NULL, data BLOB NOT NULL, pending INTEGER NOT NULL) STRICT;
CREATE INDEX noteUpdate_note ON noteUpdate (noteId, seq);
CREATE INDEX noteUpdate_pending ON noteUpdate (seq) WHERE pending = 1;
CREATE TABLE noteLink (noteId TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (noteId, kind, id)) STRICT, WITHOUT ROWID;
CREATE INDEX noteLink_row ON noteLink (kind, id);`),
}

/** Also what waits for a newer generation is looked for at every round. */
export const waitingTyping: Migration = {
  number: 255,
  name: 'typing that waits, by note',
  run: (db) => db.exec('DROP INDEX noteUpdate_pending; CREATE INDEX noteUpdate_waiting ON noteUpdate (noteId, seq) WHERE pending > 0'),
}
