import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { appendNoteUpdate, noteState } from '../../../electron/data/notes/bodies.ts'
import { digestOf } from '../../../electron/data/sync/round.ts'
import { readConnection } from '../../../electron/data/sync/memory.ts'
import { G1, G2, testServer, type TestServer } from '../../support/server.ts'
import { realLaptop, type RealLaptop } from '../../support/laptop.ts'

let server: TestServer, anna: RealLaptop
const opened: RealLaptop[] = []
const laptop = async (...args: Parameters<typeof realLaptop>) => { const l = await realLaptop(...args); opened.push(l); return l }
const add = (kind: 'action' | 'contact', id: string, fields: object, gebied = G1) => { server.clock.ms += 10; anna.store.commit([{ kind, id, gebied, fields }]) }
beforeEach(async () => {
  server = await testServer()
  anna = await laptop(server, { name: 'Anna', role: 'regisseur', gebieden: [G1, G2] })
  await anna.round()
})
afterEach(async () => {
  for (const l of opened.splice(0)) l.close()
  await server.close()
})
/** A first sync that goes down after so many pages. */
async function begun(l: RealLaptop, pages: number, pageSize: number): Promise<void> {
  let asked = 0
  l.network.fate = () => (++asked > pages ? 'lost' : 'ok')
  await expect(l.round({ pageSize })).rejects.toMatchObject({ type: 'Offline' })
  l.network.fate = () => 'ok'
}

it('[L5] the newest rows of every gebied and the own actions are there after the first page, and in the end everything is', async () => {
  const fons = await laptop(server, { name: 'Fons', role: 'oov', gebieden: [G1, G2] })
  const { memberId } = readConnection(fons.store)!.account
  add('action', 'mine', { title: 'van Fons', ownerId: memberId })
  for (let i = 0; i < 60; i++) add('contact', `c${String(i)}`, { lastName: `Voorbeeld ${String(i)}` })
  for (let i = 0; i < 60; i++) add('action', `b${String(i)}`, { title: `in de andere wijk ${String(i)}` }, G2)
  await anna.round()
  await begun(fons, 1, 12)
  const { store } = fons
  expect([store.read('action', 'mine')?.title, store.read('contact', 'c59')?.lastName, store.read('action', 'b59')?.title]).toEqual(['van Fons', 'Voorbeeld 59', 'in de andere wijk 59'])
  expect([store.read('contact', 'c40'), store.read('action', 'b30')]).toEqual([undefined, undefined])
  // What came ahead can be worked with at once.
  server.clock.ms += 1000
  store.commit([{ kind: 'action', id: 'mine', gebied: G1, fields: { title: 'al begonnen' } }])
  const { received } = await fons.round({ pageSize: 12 })
  await anna.round()
  expect([store.rows('contact').length, store.rows('action').length, received < 130, anna.store.read('action', 'mine')?.title]).toEqual([60, 61, true, 'al begonnen'])
  for (const gebied of [G1, G2]) expect(digestOf(store, gebied)).toBe(digestOf(anna.store, gebied))
})

it('[L5] what came ahead and moved or went meanwhile does not stay', async () => {
  const fons = await laptop(server, { name: 'Fons', role: 'regisseur', gebieden: [G1] })
  for (let i = 0; i < 40; i++) add('contact', `c${String(i)}`, { lastName: `Voorbeeld ${String(i)}` })
  await anna.round()
  await begun(fons, 1, 8)
  expect(fons.store.read('contact', 'c39')).toBeDefined()
  server.clock.ms += 1000
  anna.store.commit([{ kind: 'contact', id: 'c39', gebied: G2, fields: {} }, { kind: 'contact', id: 'c38', gebied: G1, fields: { deleted: true } }])
  await anna.round()
  await fons.round({ pageSize: 8 })
  expect([fons.store.read('contact', 'c39'), fons.store.read('contact', 'c38'), fons.store.rows('contact').length]).toEqual([undefined, undefined, 38])
  expect(digestOf(fons.store, G1)).toBe(digestOf(anna.store, G1))
})

it('[L5] a note does not go ahead without its text', async () => {
  for (let i = 0; i < 20; i++) add('contact', `c${String(i)}`, { lastName: 'Voorbeeld' })
  server.clock.ms += 10
  anna.store.commit([{ kind: 'note', id: 'n1', gebied: G1, fields: {} }])
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'besproken: de lantaarn')
  appendNoteUpdate(anna.store, { noteId: 'n1', gebied: G1, meetingId: 'm1', agendaItemId: null, generation: 0, update: Y.encodeStateAsUpdateV2(doc) })
  await anna.round()
  const fons = await laptop(server, { name: 'Fons', role: 'oov', gebieden: [G1] })
  await begun(fons, 1, 6)
  const held = new Y.Doc()
  Y.applyUpdateV2(held, noteState(fons.store, 'n1')!.update)
  expect([fons.store.read('note', 'n1')?.gebied, held.getText('t').toJSON()]).toEqual([G1, 'besproken: de lantaarn'])
})

it('[L6] a laptop says how many rows it has of how many there are, and that ends where it said', async () => {
  for (let i = 0; i < 50; i++) add('contact', `c${String(i)}`, { lastName: 'Voorbeeld' }, i % 2 === 0 ? G1 : G2)
  await anna.round()
  const fons = await laptop(server, { name: 'Fons', role: 'oov', gebieden: [G1, G2] })
  const told: { done: number; total: number }[] = []
  const { received } = await fons.round({ pageSize: 12, onProgress: (progress) => told.push(progress) })
  expect(new Set(told.map((p) => p.total))).toEqual(new Set([received]))
  expect(told.map((p) => p.done)).toEqual([...new Set(told.map((p) => p.done))].sort((a, b) => a - b))
  expect([told.length >= 4, told.at(-1)!.done]).toEqual([true, received])
})
