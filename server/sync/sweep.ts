import { KEEP_REMOVED_MS, KEEP_UNFINISHED_MS } from '#core/attachments/limits.ts'
import { wallOf } from '#core/sync/clock.ts'
import { DELETED, stampOf } from '#core/sync/row.ts'
import type { ServerStore, StoredFile, StoredRow, WriteTx } from '../store/contract.ts'

/**
 * [A5] Lets go of bytes that nobody needs: no row points at them (erased), the row was deleted so long ago that it is not put back, or the
 * rest never came. Answers how many files went.
 */
export async function sweepFiles(store: ServerStore, nowMs: number): Promise<number> {
  let gone = 0
  for (const gebied of await store.read((tx) => tx.gebieden())) gone += await store.write(async (tx) => { await tx.within([gebied]); return dropDeadFiles(tx, gebied, nowMs) })
  return gone
}

/** The same in one gebied, which the transaction is about. Under its lock: nobody puts a row back meanwhile. */
export async function dropDeadFiles(tx: WriteTx, gebied: string, nowMs: number): Promise<number> {
  const files = await tx.filesOf(gebied)
  if (files.length === 0) return 0
  await tx.claim([gebied], [])
  const kept = new Set((await tx.rowsOfKind('attachment')).filter((row) => row.row.gebied === gebied && keepsBytes(row, nowMs)).map(({ row }) => row.fields['sha256']))
  const isDead = (file: StoredFile) => !kept.has(file.hash) || (!file.complete && nowMs - file.at > KEEP_UNFINISHED_MS)
  const dead = files.filter(isDead)
  await tx.dropFiles(dead)
  return dead.length
}

const keepsBytes = ({ row }: StoredRow, nowMs: number): boolean =>
  row.fields[DELETED] !== true || nowMs - wallOf(stampOf(row, DELETED) ?? row.stamp) < KEEP_REMOVED_MS
