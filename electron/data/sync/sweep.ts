import { KEEP_REMOVED_MS } from '#core/attachments/limits.ts'
import { wallOf } from '#core/sync/clock.ts'
import { DELETED, stampOf } from '#core/sync/row.ts'
import type { SqlRow } from '../store/rows.ts'
import type { Store } from '../store/store.ts'

/**
 * [A5] Lets go of bytes that no row here points at: at once where the row left this laptop (erased, or its gebied was taken away), and when it
 * can no longer be put back where it was deleted. [A7] What was refused keeps its bytes until somebody decides. Answers how many files went.
 */
export function sweepBytes(store: Store): number {
  const heads = store.bytes.heads()
  if (heads.length === 0) return 0
  const { kept, known } = pointedAt(store)
  const gone = heads.map((head) => head.hash).filter((hash) => !kept.has(hash))
  store.bytes.drop(gone, gone.some((hash) => !known.has(hash)))
  return gone.length
}

/** `known`: also by rows that were deleted long ago. */
function pointedAt(store: Store): { readonly kept: ReadonlySet<string>; readonly known: ReadonlySet<string> } {
  const table = store.tables.attachment
  const now = store.options.nowMs() + store.clockOffset
  const kept = new Set(refusedHashes(store)), known = new Set(kept)
  for (const row of store.db.prepare('SELECT * FROM attachment').iterate() as Iterable<SqlRow>) {
    const hash = row['sha256'] as string
    known.add(hash)
    if (row['deleted'] === 0 || now - wallOf(stampOf(table.version(row), DELETED) ?? row['stamp'] as string) < KEEP_REMOVED_MS) kept.add(hash)
  }
  return { kept, known }
}

const refusedHashes = (store: Store): string[] =>
  store.db.prepare("SELECT json_extract(body, '$.change.fields.sha256') FROM syncRefused WHERE kind = 'attachment'").pluck().all().filter((hash): hash is string => typeof hash === 'string')
