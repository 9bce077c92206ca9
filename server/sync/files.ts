import { createHash } from 'node:crypto'
import { MAX_ATTACHMENT_BYTES } from '#core/attachments/limits.ts'
import { mayWrite } from '#core/model/may.ts'
import { DELETED, type RowVersion } from '#core/sync/row.ts'
import type { FileProgress } from '#core/sync/wire.ts'
import { scopeOf, type Scope } from '../auth/scope.ts'
import { WireFailure } from '../failure.ts'
import { keyOf, type FileKey, type ServerStore, type StoredFile, type StoredRow } from '../store/contract.ts'
import { audienceOf } from './run.ts'

interface Wanted { readonly key: FileKey; readonly size: number }

/**
 * [A3] What a row of kind attachment says of its bytes; undefined for an account that may not have the row, and where it was deleted.
 * `row` was found within the gebieden of the account. Knowing a fingerprint opens nothing: there is no other way to bytes than a row.
 */
function wantedBy(scope: Scope, stored: StoredRow | undefined): Wanted | undefined {
  const row: RowVersion | undefined = stored?.row
  if (!row || row.fields[DELETED] === true || !scope.audiences.includes(audienceOf(row))) return undefined
  const { sha256, byteSize } = row.fields
  if (typeof sha256 !== 'string' || sha256 === '' || typeof byteSize !== 'number' || byteSize < 1 || byteSize > MAX_ATTACHMENT_BYTES) return undefined
  return { key: { gebied: row.gebied, hash: sha256 }, size: byteSize }
}

const keysOf = (ids: readonly string[]) => ids.map((id) => ({ kind: 'attachment', id }))
const noSuch = () => new WireFailure('notFound', 'Deze bijlage is er niet (meer)')
const begun = (file: StoredFile | undefined, size: number): FileProgress => ({ received: file?.size === size ? file.received : 0, complete: file?.complete === true && file.size === size })

/** Of these attachments, how many bytes are here. */
export const filesHere = (store: ServerStore, accountId: string, ids: readonly string[]): Promise<Record<string, FileProgress>> => store.read(async (tx) => {
  const scope = await scopeOf(tx, accountId)
  const rows = await tx.rows(keysOf(ids))
  const found: [string, FileProgress][] = []
  for (const id of new Set(ids)) {
    const wanted = wantedBy(scope, rows.get(keyOf({ kind: 'attachment', id })))
    if (wanted) found.push([id, begun(await tx.file(wanted.key), wanted.size)])
  }
  return Object.fromEntries(found)
})

/**
 * [A2] Takes the next part of a file. One that does not follow on what is here changes nothing: the answer says where to go on. When all of
 * it is here its fingerprint decides: right, and others may have it; wrong, and it begins anew. `news`: the gebied whose laptops can fetch it now.
 */
export const takePart = (store: ServerStore, accountId: string, id: string, from: number, bytes: Uint8Array, nowMs: number): Promise<{ readonly progress: FileProgress; readonly news: string | undefined }> => store.write(async (tx) => {
  const scope = await scopeOf(tx, accountId)
  const key = { kind: 'attachment', id }
  const { rows } = await tx.claim([], [key])
  const wanted = wantedBy(scope, rows.get(keyOf(key)))
  if (!wanted) throw noSuch()
  if (!mayWrite(scope.account.role, 'attachment')) throw new WireFailure('forbidden', 'Met uw rol kunt u geen bijlagen versturen')
  const { key: file, size } = wanted
  const held = await tx.file(file)
  const before = begun(held, size)
  if (before.complete || before.received !== from) return { progress: before, news: undefined }
  const received = from + bytes.length
  if (received > size) throw new WireFailure('invalid', 'Dit bestand is groter dan het zei te zijn')
  if (held && from === 0) await tx.dropFiles([file])
  if (bytes.length === 0) return { progress: before, news: undefined }
  await tx.putFile({ ...file, size, received, complete: false, at: nowMs }, bytes)
  if (received < size) return { progress: { received, complete: false }, news: undefined }
  const right = createHash('sha256').update(await tx.fileBytes(file, 0, size)).digest('hex') === file.hash
  if (right) await tx.putFile({ ...file, size, received, complete: true, at: nowMs }, new Uint8Array())
  else await tx.dropFiles([file])
  return { progress: { received: right ? received : 0, complete: right }, news: right ? file.gebied : undefined }
})

/** A stretch of a file that is complete. */
export const filePart = (store: ServerStore, accountId: string, id: string, from: number, length: number): Promise<{ readonly bytes: Uint8Array; readonly size: number }> => store.read(async (tx) => {
  const scope = await scopeOf(tx, accountId)
  const key = { kind: 'attachment', id }
  const wanted = wantedBy(scope, (await tx.rows([key])).get(keyOf(key)))
  if (!wanted || !begun(await tx.file(wanted.key), wanted.size).complete || from >= wanted.size) throw noSuch()
  return { bytes: await tx.fileBytes(wanted.key, from, length), size: wanted.size }
})
