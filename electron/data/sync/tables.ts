import type { Migration } from '../store/schema.ts'

/**
 * What a laptop remembers of its server. `syncFeed.settled`: the last cursor that came without more to follow.
 * `resetting` = 1: the feed is being read again from the beginning; `syncSeen` holds what came by, the rest leaves at the end.
 * `syncPush`: the one push under way, as it was sent; until it is answered exactly this is sent again.
 */
export const syncTables: Migration = {
  number: 200,
  name: 'what a laptop remembers of its server',
  run: (db) => db.exec(`
CREATE TABLE syncFeed (gebied TEXT PRIMARY KEY, cursor INTEGER NOT NULL, settled INTEGER NOT NULL, resetting INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE syncSeen (gebied TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (gebied, kind, id)) STRICT, WITHOUT ROWID;
CREATE TABLE syncPush (number INTEGER PRIMARY KEY, body TEXT NOT NULL, notes TEXT NOT NULL) STRICT;
CREATE TABLE syncRefused (id TEXT PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, rowId TEXT NOT NULL, gebied TEXT NOT NULL, title TEXT NOT NULL, message TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE syncRound (at TEXT PRIMARY KEY, sent INTEGER NOT NULL, received INTEGER NOT NULL, asked INTEGER NOT NULL, refused INTEGER NOT NULL) STRICT, WITHOUT ROWID;`),
}

/** `goneAt`: somebody was done with it; for a day it can be brought back. */
export const dismissedRefused: Migration = {
  number: 250,
  name: 'refused changes that were put away',
  run: (db) => db.exec('ALTER TABLE syncRefused ADD COLUMN goneAt TEXT'),
}

export const repairedRounds: Migration = {
  number: 201,
  name: 'how many feeds a round repaired',
  run: (db) => db.exec('ALTER TABLE syncRound ADD COLUMN repaired INTEGER NOT NULL DEFAULT 0'),
}
