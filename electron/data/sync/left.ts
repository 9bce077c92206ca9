import { isNotePending } from '../notes/bodies.ts'
import type { Migration } from '../store/schema.ts'
import type { Store } from '../store/store.ts'

/**
 * [R1] Rows that left their feed while something of them waited for the server: they stay until that is answered. Only then can it be
 * told where they belong, because the answer may be that of an earlier day: their feed is read again.
 */
export const leftTable: Migration = {
  number: 256,
  name: 'rows that left while something of them waited',
  run: (db) => db.exec('CREATE TABLE syncLeft (kind TEXT NOT NULL, id TEXT NOT NULL, gebied TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID'),
}

/** A row with edits, or a note with typing, that the server has not answered yet. */
export const isUnsent = (store: Store, kind: string, id: string): boolean => store.outbox.get(kind, id) !== undefined || (kind === 'note' && isNotePending(store, id))

export const rememberLeft = (store: Store, kind: string, id: string, gebied: string): void => { store.db.prepare('INSERT OR REPLACE INTO syncLeft (kind, id, gebied) VALUES (?, ?, ?)').run(kind, id, gebied) }

/** The feeds to read again, now that nothing of these rows waits any more. Call inside the transaction that took over the answer. */
export function answeredLeft(store: Store): string[] {
  const done = (store.db.prepare('SELECT kind, id, gebied FROM syncLeft').all() as { kind: string; id: string; gebied: string }[]).filter(({ kind, id }) => !isUnsent(store, kind, id))
  for (const { kind, id } of done) store.db.prepare('DELETE FROM syncLeft WHERE kind = ? AND id = ?').run(kind, id)
  return [...new Set(done.map((d) => d.gebied))]
}
