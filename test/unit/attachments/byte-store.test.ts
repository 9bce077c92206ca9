import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { PART_BYTES } from '#core/attachments/limits.ts'
import { byteFileOf } from '../../../electron/data/store/byte-store.ts'
import type { Store } from '../../../electron/data/store/store.ts'
import { sweepBytes } from '../../../electron/data/sync/sweep.ts'
import { migrations } from '../../../electron/data/migrations.ts'
import { addPhoto, fingerprint, photoBytes } from '../../support/attachments.ts'
import { testStore } from '../../support/store.ts'

let folder: string, stores: Store[]
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'gebiedsboek-bytes-')); stores = [] })
afterEach(() => { for (const store of stores) store.close(); rmSync(folder, { recursive: true }) })
const KEY = new Uint8Array(32).fill(5)
function open(key: Uint8Array | null = KEY): Store {
  const { store } = testStore({ file: join(folder, 'boek.db'), migrations, ...(key ? { key } : {}) })
  stores.push(store)
  return store
}
const close = (store: Store) => { stores = stores.filter((s) => s !== store); store.close() }
const onDisk = (): Buffer => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))))
/** Every 64 bytes of a file, to look for: no page is so small. */
const samples = (bytes: Buffer): Buffer[] => Array.from({ length: Math.floor(bytes.length / 997) }, (_, i) => bytes.subarray(i * 997, i * 997 + 64))
const found = (bytes: Buffer): number => { const disk = onDisk(); return samples(bytes).filter((sample) => disk.includes(sample)).length }

it('no byte of a photo, its name or its small picture can be read in any file, while it is open and after', () => {
  const store = open(), photo = photoBytes(3 * PART_BYTES + 77), thumb = photoBytes(9000, 4)
  addPhoto(store, 'f1', photo)
  store.bytes.keepThumb(fingerprint(photo), thumb)
  expect([found(photo), found(thumb), onDisk().includes('foto.jpg'), existsSync(byteFileOf(join(folder, 'boek.db')))]).toEqual([0, 0, false, true])
  close(store)
  expect([found(photo), found(thumb), onDisk().includes('foto.jpg')]).toEqual([0, 0, false])
  const again = open()
  expect(Buffer.from(again.bytes.read(fingerprint(photo))!).equals(photo)).toBe(true)
})

it('[A5] what left is overwritten: not a piece of it stays in the file or its log, encrypted or not', () => {
  const store = open(null), photos = Array.from({ length: 6 }, (_, i) => photoBytes(PART_BYTES + 1000 * i, i + 1))
  photos.forEach((photo, i) => addPhoto(store, `f${i}`, photo))
  expect(found(photos[2]!)).toBeGreaterThan(200)
  // The row is gone, as after an erasure or with a gebied that was taken away.
  store.transaction(() => { store.forget('attachment', 'f2'); store.forget('attachment', 'f4') })
  expect(sweepBytes(store)).toBe(2)
  expect([found(photos[2]!), found(photos[4]!), Buffer.from(store.bytes.read(fingerprint(photos[3]!))!).equals(photos[3]!)]).toEqual([0, 0, true])
})

it('the same file twice is kept once; parts in any length make the same file; what is wrong as a whole is dropped', () => {
  const { bytes } = open(), photo = photoBytes(1000), hash = fingerprint(photo)
  expect(bytes.append(hash, 1000, 0, photo.subarray(0, 1))).toBe('more')
  expect(bytes.append(hash, 1000, 500, photo.subarray(500))).toBe('more')
  expect([bytes.append(hash, 1000, 1, photo.subarray(1, 600)), bytes.head(hash)?.here, bytes.read(hash)]).toEqual(['more', 600, undefined])
  expect([bytes.append(hash, 1000, 600, photo.subarray(600)), Buffer.from(bytes.part(hash, 598, 4)).equals(photo.subarray(598, 602))]).toEqual(['whole', true])
  expect([bytes.keep(photo), bytes.heads().length]).toEqual([hash, 1])
  const other = fingerprint(photoBytes(10, 3))
  expect([bytes.append(other, 10, 0, photoBytes(10, 4)), bytes.head(other)]).toEqual(['broken', undefined])
})

it('a damaged file of photos takes nothing of the book along: it is kept apart, a new one begins, and what the server has comes back', () => {
  const store = open(), photo = photoBytes(PART_BYTES)
  store.commit([{ kind: 'action', id: 'a1', gebied: 'g1', fields: { title: 'Lamp' } }])
  addPhoto(store, 'f1', photo)
  close(store)
  const file = byteFileOf(join(folder, 'boek.db'))
  for (const damage of ['all', 'middle']) {
    const content = readFileSync(file)
    writeFileSync(file, damage === 'all' ? Buffer.from('geen database, maar wel lang genoeg om er een te lijken'.repeat(200)) : Buffer.concat([content.subarray(0, content.length >> 1), Buffer.alloc(4096, 7), content.subarray((content.length >> 1) + 4096)]))
    const again = open()
    expect(again.read('action', 'a1')?.title).toBe('Lamp')
    const read = () => { try { return again.bytes.read(fingerprint(photo)) } catch (error) { return (error as { failure?: { type: string } }).failure?.type } }
    read()
    expect([read(), readdirSync(folder).some((name) => name.startsWith('boek-beschadigd-'))]).toEqual([undefined, true])
    again.bytes.keep(photo)
    expect(again.bytes.isWhole(fingerprint(photo))).toBe(true)
    close(again)
    for (const name of readdirSync(folder).filter((n) => n.startsWith('boek-beschadigd-'))) rmSync(join(folder, name))
  }
})
