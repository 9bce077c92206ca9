import type { Migration } from './schema.ts'

/**
 * Undo rows name their record by number, and the outbox is in order of its own rowids and leaves the gebied to the row:
 * an import writes one undo row and one mark for each of its rows.
 */
export const slimMarks: Migration = {
  number: 210,
  name: 'slimmer undo rows and outbox marks',
  run: (db) => db.exec(`
ALTER TABLE undoLabel RENAME TO oldUndoLabel;
CREATE TABLE undoLabel (number INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, label TEXT NOT NULL, at TEXT NOT NULL, count INTEGER NOT NULL) STRICT;
INSERT INTO undoLabel (token, label, at, count) SELECT token, label, at, count FROM oldUndoLabel ORDER BY at;
DROP TABLE oldUndoLabel;

DROP INDEX undo_row;
ALTER TABLE undo RENAME TO oldUndo;
-- gebied and before: as the row was before the edit; both null where the edit made it.
CREATE TABLE undo (record INTEGER NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, gebied TEXT, before TEXT, PRIMARY KEY (record, position)) STRICT, WITHOUT ROWID;
INSERT INTO undo SELECT l.number, u.position, u.kind, u.id, CASE WHEN u.before IS NOT NULL THEN u.gebied END, u.before FROM oldUndo u JOIN undoLabel l ON l.token = u.token;
CREATE INDEX undo_row ON undo (id);
DROP TABLE oldUndo;

DROP INDEX outbox_position;
ALTER TABLE outbox RENAME TO oldOutbox;
-- What the server has not confirmed, oldest first. created = 1: the server knows nothing of the row. bases: field -> stamp the writer saw (null: none). lost: field -> {v,s,b} that a newer value from elsewhere covered before it was sent.
CREATE TABLE outbox (position INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, created INTEGER NOT NULL, bases TEXT, lost TEXT, UNIQUE (id, kind)) STRICT;
INSERT INTO outbox (kind, id, created, bases, lost) SELECT kind, id, created, bases, lost FROM oldOutbox ORDER BY position;
DROP TABLE oldOutbox;
DROP VIEW IF EXISTS contactText;`),
}
