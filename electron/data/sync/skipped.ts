import { isKindName } from '#core/model/kinds.ts'
import { addDigest, EMPTY_DIGEST, rowDigest, type Digest } from '#core/sync/digest.ts'
import type { RowVersion } from '#core/sync/row.ts'
import type { Migration } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import { readAgain } from './memory.ts'

/**
 * [V2] Rows of kinds that only a newer version of the app knows: their stamps, so that comparing with the server is right, and
 * none of their values. Once the kind is known here, their feeds are read again.
 */
export const skippedTable: Migration = {
  number: 245,
  name: 'rows of kinds that only a newer version knows',
  run: (db) => db.exec('CREATE TABLE syncSkipped (kind TEXT NOT NULL, id TEXT NOT NULL, gebied TEXT NOT NULL, stamp TEXT NOT NULL, overrides TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID'),
}

export const skipRow = (store: Store, { kind, id, gebied, stamp, overrides }: Omit<RowVersion, 'fields'>): void => {
  store.db.prepare('INSERT OR REPLACE INTO syncSkipped (kind, id, gebied, stamp, overrides) VALUES (?, ?, ?, ?, ?)').run(kind, id, gebied, stamp, JSON.stringify(overrides))
}
export const forgetSkipped = (store: Store, gebied: string, kind: string, id: string): void => { store.db.prepare('DELETE FROM syncSkipped WHERE kind = ? AND id = ? AND gebied = ?').run(kind, id, gebied) }
export const forgetAllSkipped = (store: Store, gebied: string): void => { store.db.prepare('DELETE FROM syncSkipped WHERE gebied = ?').run(gebied) }
/** [L3] At the end of reading a feed again. */
export const forgetUnseenSkipped = (store: Store, gebied: string): void => {
  store.db.prepare('DELETE FROM syncSkipped WHERE gebied = ? AND NOT EXISTS (SELECT 1 FROM syncSeen s WHERE s.gebied = syncSkipped.gebied AND s.kind = syncSkipped.kind AND s.id = syncSkipped.id)').run(gebied)
}

export function skippedDigest(store: Store, gebied: string): Digest {
  let sum = EMPTY_DIGEST
  for (const { kind, id, stamp, overrides } of store.db.prepare('SELECT kind, id, stamp, overrides FROM syncSkipped WHERE gebied = ?').iterate(gebied) as Iterable<{ kind: string; id: string; stamp: string; overrides: string }>) {
    sum = addDigest(sum, rowDigest(kind, id, stamp, JSON.parse(overrides) as Record<string, string>))
  }
  return sum
}

/** After an update of the app: reads the feeds again that have rows of kinds it knows by now. */
export function readNowKnown(store: Store): void {
  const known = (store.db.prepare('SELECT DISTINCT kind, gebied FROM syncSkipped').all() as { kind: string; gebied: string }[]).filter(({ kind }) => isKindName(kind))
  if (known.length === 0) return
  store.transaction(() => {
    for (const { kind, gebied } of known) store.db.prepare('DELETE FROM syncSkipped WHERE kind = ? AND gebied = ?').run(kind, gebied)
    readAgain(store, [...new Set(known.map((k) => k.gebied))])
  })
}
