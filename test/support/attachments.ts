import { createHash } from 'node:crypto'
import type { FieldValues } from '#core/model/define.ts'
import type { Store } from '../../electron/data/store/store.ts'
import { Transfers } from '../../electron/data/sync/transfers.ts'
import type { RealLaptop } from './laptop.ts'
import { G1 } from './server.ts'

export const fingerprint = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
/** Bytes that begin as a JPEG and are the same for the same seed; nothing in them repeats. */
export function photoBytes(size: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(size)
  let x = (seed * 2_654_435_761) >>> 0 || 1
  for (let i = 0; i < size; i++) { x ^= x << 13; x ^= x >>> 17; x ^= x << 5; bytes[i] = x & 0xff }
  bytes.set([0xff, 0xd8, 0xff, 0xe0])
  return bytes
}
/** The fields of the row of these bytes. */
export const attachmentFields = (bytes: Uint8Array, more: FieldValues = {}): FieldValues => ({ subjectKind: 'action', subjectId: 'a1', name: 'foto.jpg', mimeType: 'image/jpeg', byteSize: bytes.length, sha256: fingerprint(bytes), addedAt: '2026-11-23T12:00:00.000Z', ...more })

/** What the app does when somebody adds a photo. */
export function addPhoto(store: Store, id: string, bytes: Uint8Array, gebied = G1): void {
  store.bytes.keep(bytes)
  store.commit([{ kind: 'attachment', id, gebied, fields: attachmentFields(bytes) }])
}

/** The transfers of a laptop without an engine: what the engine does after a round. */
export function transfersOf(laptop: RealLaptop): { readonly transfers: Transfers; run(more?: { verify?: boolean; stopAfter?: number; between?: () => Promise<void> }): Promise<void> } {
  const transfers = new Transfers(laptop.store, () => undefined)
  return {
    transfers,
    run({ verify = false, stopAfter = Infinity, between = async () => undefined } = {}) {
      let asked = 0
      return transfers.run({ remote: laptop.remote, verify, stopped: () => ++asked > stopAfter, between })
    },
  }
}
