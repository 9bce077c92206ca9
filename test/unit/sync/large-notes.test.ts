import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { noteDoc, noteFragment, readNote } from '#core/notes/document.ts'
import { MAX_NOTE_BYTES, MAX_UPDATE_BYTES } from '#core/notes/limits.ts'
import type { NoteNode } from '#core/notes/schema.ts'
import { appendNodes } from '#core/notes/document.ts'
import { appendNoteUpdate, noteState, offerNoteAgain } from '../../../electron/data/notes/bodies.ts'
import type { Store } from '../../../electron/data/store/store.ts'
import { nextPush } from '../../../electron/data/sync/push.ts'
import { listRefused } from '../../../electron/data/sync/refused.ts'
import { pendingCount } from '../../../electron/data/sync/round.ts'
import { typeInNote } from '../../support/engine-laptop.ts'
import { realLaptop, type RealLaptop } from '../../support/laptop.ts'
import { seeded } from '../../support/seeded.ts'
import { G1, testServer, type TestServer } from '../../support/server.ts'

let server: TestServer, anna: RealLaptop, bert: RealLaptop
beforeEach(async () => {
  server = await testServer()
  anna = await realLaptop(server, { name: 'Anna', role: 'regisseur', gebieden: [G1] })
  bert = await realLaptop(server, { name: 'Bert', role: 'oov', gebieden: [G1] })
  await anna.round()
  await bert.round()
})
afterEach(async () => {
  anna.close()
  bert.close()
  await server.close()
})

const random = seeded(23)
const block = Array.from({ length: 8000 }, () => Math.floor(random.next() * 36 ** 7).toString(36).padStart(7, '0')).join(' ')
const words = (bytes: number): string => block.repeat(Math.ceil(bytes / block.length)).slice(0, bytes)
const paragraph = (text: string): NoteNode => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const table = (rows: number, bytes: number): NoteNode => ({ type: 'table', content: Array.from({ length: rows }, () => ({ type: 'tableRow', content: Array.from({ length: 4 }, () => ({ type: 'tableCell', content: [paragraph(words(bytes))] })) })) })

/** Pastes these parts at the end of a note, as an editor does that has it open. */
function paste(store: Store, nodes: readonly NoteNode[]): void {
  const held = noteState(store, 'n1')
  const doc = noteDoc(held ? [held.update] : []), before = Y.encodeStateVector(doc)
  appendNodes(doc, nodes)
  const update = Y.encodeStateAsUpdateV2(doc, before)
  doc.destroy()
  appendNoteUpdate(store, { noteId: 'n1', gebied: G1, meetingId: null, agendaItemId: null, generation: 0, update })
}
const size = (store: Store): number => noteState(store, 'n1')!.update.length
const textOf = (store: Store): string => { const doc = noteDoc([noteState(store, 'n1')!.update]), text = noteFragment(doc).toString(); doc.destroy(); return text }

it('[N5] a note of more than six million bytes with tables reaches the other laptop whole, in parts, and typing goes on in it on both sides', async () => {
  for (let i = 0; i < 4; i++) paste(anna.store, [paragraph(`Deel ${i}`), table(20, 20_000)])
  typeInNote(anna.store, 'n1', G1, 'einde van Anna')
  expect(size(anna.store)).toBeGreaterThan(6_000_000)
  const sizes: number[] = []
  anna.network.fate = () => { sizes.push(nextPush(anna.store)?.body.length ?? 0); return 'ok' }
  await anna.round()
  anna.network.fate = () => 'ok'
  expect(Math.max(...sizes)).toBeLessThan(7_000_000)
  expect([pendingCount(anna.store), listRefused(anna.store)]).toEqual([0, []])
  await bert.round()
  typeInNote(bert.store, 'n1', G1, 'Bert erbij')
  await bert.round()
  await anna.round()
  expect(textOf(anna.store)).toBe(textOf(bert.store))
  expect(textOf(anna.store)).toContain('Bert erbij')
  expect(readNote([noteState(anna.store, 'n1')!.update]).filter((n) => n.type === 'table')).toHaveLength(4)
}, 60_000)

it('[N5] one paste of seven million bytes goes at once; also after the server was restored and everything is offered again, beside other work', async () => {
  paste(anna.store, [paragraph(words(7_000_000))])
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { title: 'gaat mee' } }])
  await anna.round()
  anna.store.transaction(() => offerNoteAgain(anna.store, 'n1'))
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { title: 'gaat weer mee' } }])
  await anna.round()
  await bert.round()
  expect([pendingCount(anna.store), listRefused(anna.store), bert.store.read('action', 'a1')?.title, size(bert.store)]).toEqual([0, [], 'gaat weer mee', size(anna.store)])
}, 60_000)

it('[N5] what would make a note too large is refused with words before it is kept; what fits still goes, and something can be taken out', () => {
  paste(anna.store, [paragraph(words(7_000_000))])
  expect(() => paste(anna.store, [paragraph(words(4_000_000))])).toThrow(/Deze notitie is vol/)
  expect(size(anna.store)).toBeLessThan(MAX_NOTE_BYTES)
  paste(anna.store, [paragraph(words(2_900_000))])
  typeInNote(anna.store, 'n1', G1, 'een klein beetje meer')
  expect(textOf(anna.store)).toContain('een klein beetje meer')
}, 60_000)

it('[N5] [P4] one that no server reads waits in the list of what was refused, whole, and holds up nothing else; the note stays on the laptop', async () => {
  paste(anna.store, [paragraph(words(8_000_000))])
  // As it can be after two people each filled the note without a connection.
  const doc = noteDoc()
  appendNodes(doc, [paragraph(words(8_000_000))])
  anna.store.db.prepare('INSERT INTO noteUpdate (noteId, data, pending) VALUES (?, ?, 0)').run('n1', Buffer.from(Y.encodeStateAsUpdateV2(doc)))
  anna.store.transaction(() => offerNoteAgain(anna.store, 'n1'))
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { title: 'gaat door' } }])
  expect(size(anna.store)).toBeGreaterThan(MAX_UPDATE_BYTES)
  await anna.round()
  await bert.round()
  expect([pendingCount(anna.store), bert.store.read('action', 'a1')?.title]).toEqual([0, 'gaat door'])
  expect(listRefused(anna.store)).toMatchObject([{ kind: 'note', rowId: 'n1', message: expect.stringContaining('te groot om te versturen') }])
  expect(size(anna.store)).toBeGreaterThan(MAX_UPDATE_BYTES)
}, 60_000)
