import { afterEach, beforeEach, expect, it } from 'vitest'
import { MUNICIPALITY } from '#core/model/define.ts'
import { fieldsOf, type KindName } from '#core/model/kinds.ts'
import * as Y from 'yjs'
import { readNote } from '#core/notes/document.ts'
import type { PullAnswer } from '#core/sync/wire.ts'
import { appendNoteUpdate, noteState } from '../../../electron/data/notes/bodies.ts'
import { erasePerson } from '../../../electron/data/sync/erase.ts'
import { readAgain } from '../../../electron/data/sync/memory.ts'
import { nextPush } from '../../../electron/data/sync/push.ts'
import { listRefused, retryRefused } from '../../../electron/data/sync/refused.ts'
import { changeAccount } from '../../../server/auth/accounts.ts'
import { typeInNote } from '../../support/engine-laptop.ts'
import { afterPush, realLaptop, type RealLaptop } from '../../support/laptop.ts'
import { change, G1, G2, testServer, type TestServer } from '../../support/server.ts'

/** What is refused leaves a laptop with exactly what others have, and nothing of what was typed is gone. */
let server: TestServer, anna: RealLaptop, boa: RealLaptop
beforeEach(async () => {
  server = await testServer()
  anna = await realLaptop(server, { name: 'Anna', role: 'regisseur', gebieden: [G1, G2] })
  boa = await realLaptop(server, { name: 'Bo', role: 'boa', gebieden: [G1] })
  await anna.round()
  await boa.round()
})
afterEach(async () => {
  anna.close()
  boa.close()
  await server.close()
})

const initial = (kind: KindName) => Object.fromEntries(Object.entries(fieldsOf(kind)).map(([name, field]) => [name, field.initial]))
const title = (l: RealLaptop) => l.store.read('action', 'a1')?.title
/** A round that is broken off right after what was refused has been heard. */
const untilRefused = async (l: RealLaptop) => {
  let answers = 0
  await l.round({ stopped: () => ++answers > 1 })
}

it('[P4] a refused edit is not tried again before its row was read again: it would be lost, because the row still shows it', async () => {
  anna.store.commit([{ kind: 'contact', id: 'c1', gebied: G1, fields: { lastName: 'Voorbeeld' } }])
  await anna.round()
  await boa.round()
  boa.store.commit([{ kind: 'contact', id: 'c1', gebied: G1, fields: { lastName: 'Anders' } }])
  await untilRefused(boa)
  const ids = listRefused(boa.store).map((r) => r.id)
  expect(ids).toHaveLength(1)
  expect(() => retryRefused(boa.store, ids)).toThrow(/net opnieuw opgehaald/)
  await boa.round()
  expect(retryRefused(boa.store, ids).retried).toBe(1)
  await boa.round()
  expect(listRefused(boa.store)).toMatchObject([{ values: [{ text: 'Anders' }] }])
})

it('[P4] a row that was refused does not come to others by an edit of it that was made before it left (seed 632886)', async () => {
  const dirk = await realLaptop(server, { name: 'Dirk', role: 'regisseur', gebieden: [G1] })
  await changeAccount(server.deps, dirk.accountId, { gebieden: [] })
  dirk.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { title: 'Lamp' } }])
  await untilRefused(dirk)
  server.clock.ms += 1000
  dirk.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { description: 'Bij de brug' } }])
  await changeAccount(server.deps, dirk.accountId, { gebieden: [G1] })
  await dirk.round()
  await anna.round()
  expect([anna, dirk].map((l) => l.store.tables.action.find('a1'))).toEqual([undefined, undefined])
  expect(listRefused(dirk.store).map((r) => r.values.map((v) => v.text))).toEqual([expect.arrayContaining(['Lamp']), ['Bij de brug']])
  dirk.close()
})

it('[V3] what was refused and is tried again goes to the gebied where its row is by now (seed 620032)', async () => {
  const contact = (l: RealLaptop, fields: object, gebied = G1) => l.store.commit([{ kind: 'contact', id: 'c1', gebied, fields }])
  contact(anna, { lastName: 'Voorbeeld' })
  await anna.round()
  contact(anna, { deleted: true })
  await changeAccount(server.deps, anna.accountId, { gebieden: [G2] })
  await anna.round()
  const office = await server.laptop('Rita', 'regisseur', [G1, G2])
  await office.push([change('contact', 'c1', office.at(60), { ...initial('contact'), lastName: 'Voorbeeld' }, { gebied: G2 })])
  await anna.round()
  const ids = listRefused(anna.store).map((r) => r.id)
  expect([ids.length, anna.store.tables.contact.find('c1')]).toMatchObject([1, { gebied: G2, deleted: 0 }])
  retryRefused(anna.store, ids)
  expect(await anna.round()).toMatchObject({ sent: 1, refused: 0, differed: [] })
  expect(anna.store.tables.contact.find('c1')).toMatchObject({ gebied: G2, deleted: 1 })
})

it('[V3] [D1] a row that is moved and deleted in one edit is both, for everybody', async () => {
  const carla = await realLaptop(server, { name: 'Carla', role: 'regisseur', gebieden: [G2] })
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { title: 'Lamp' } }])
  await anna.round()
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G2, fields: { deleted: true } }])
  for (const l of [anna, carla]) await l.round()
  expect([anna, carla].map((l) => l.store.tables.action.find('a1'))).toMatchObject(Array(2).fill({ gebied: G2, title: 'Lamp', deleted: 1 }))
  carla.close()
})

it('[V3] a move that is refused brings the row back from the gebied where it still is', async () => {
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { title: 'Lamp' } }])
  await anna.round()
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G2, fields: {} }])
  await changeAccount(server.deps, anna.accountId, { gebieden: [G1] })
  expect((await anna.round({ verify: false })).refused).toBe(1)
  expect(anna.store.tables.action.find('a1')).toMatchObject({ gebied: G1, title: 'Lamp' })
})

it('[R1] [V3] a move that was not sent yet lies over what comes from the gebied that the row left (seed 2806)', async () => {
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { title: 'Lamp' } }])
  await anna.round()
  const office = await server.laptop('Rita', 'regisseur', [G1, G2])
  // Somebody edits the row while its move waits, with an app that has one field more; and what others have comes first, as after another role.
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G2, fields: {} }])
  await office.push([change('action', 'a1', office.at(60), { description: 'Bij de brug', zNieuw: 'van later' })])
  anna.store.transaction(() => readAgain(anna.store, [G1, G2]))
  await anna.round()
  expect(anna.store.tables.action.find('a1')).toMatchObject({ gebied: G2, title: 'Lamp', description: 'Bij de brug' })
  const { feeds } = await office.pull()
  expect(feeds[G2]!.items.find((item) => item[2] === 'action')?.[4]).toMatchObject({ f: { title: 'Lamp', description: 'Bij de brug', zNieuw: 'van later' } })
  expect((await anna.round({ verify: true })).differed).toEqual([])
})

it('[V3] also of a row that was made here, and turned out to be there already in another gebied (seed 611699)', async () => {
  const office = await server.laptop('Rita', 'regisseur', [G1])
  await office.push([change('action', 'a1', office.at(-60), { ...initial('action'), title: 'Lamp' })])
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G2, fields: { title: 'van Anna' } }])
  const { pull } = anna.remote
  anna.remote.pull = async (...asked) => { const answer = await pull(...asked); await changeAccount(server.deps, anna.accountId, { gebieden: [G1] }); return answer }
  anna.store.transaction(() => readAgain(anna.store, [G1, G2]))
  const { refused, differed } = await anna.round()
  expect([refused, differed]).toEqual([1, []])
  expect(anna.store.tables.action.find('a1')).toMatchObject({ gebied: G1, title: 'Lamp' })
})

it('[V3] a row that waits to be offered is no move of what others wrote since where it lies by now, also with a field that is not known here (seed 650207)', async () => {
  const office = await server.laptop('Rita', 'regisseur', [G1, G2])
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G2, fields: { title: 'Lamp' } }])
  await office.push([change('action', 'a1', office.at(-60), { zNieuw: 'van later', ...initial('action'), title: 'Lamp' }, { stamps: Object.fromEntries([...Object.keys(initial('action')), 'title'].map((f) => [f, office.at(60)])) })])
  anna.store.transaction(() => readAgain(anna.store, [G1, G2]))
  expect((await anna.round()).differed).toEqual([])
  expect(anna.store.tables.action.find('a1')).toMatchObject({ gebied: G1, title: 'Lamp' })
})

it('[S5] also when the gebied is gone before the move was sent', async () => {
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { title: 'Lamp' } }])
  await anna.round()
  await changeAccount(server.deps, anna.accountId, { gebieden: [G1] })
  // The move is made while the answer that takes the gebied away is on its way.
  let moved = false
  anna.network.fate = () => { if (!moved) anna.store.commit([{ kind: 'action', id: 'a1', gebied: G2, fields: {} }]); moved = true; return 'ok' }
  await anna.round({ verify: false })
  expect([title(anna), anna.store.tables.action.find('a1')?.['gebied'], listRefused(anna.store).length]).toEqual(['Lamp', G1, 1])
})

it('[N4] typing in a note whose row turns out not to exist waits for the answer of the server', async () => {
  const type = (text: string) => {
    const held = noteState(boa.store, 'n1'), doc = new Y.Doc()
    if (held) Y.applyUpdateV2(doc, held.update)
    const before = Y.encodeStateVector(doc)
    doc.getText('t').insert(0, text)
    appendNoteUpdate(boa.store, { noteId: 'n1', gebied: G1, meetingId: null, agendaItemId: null, generation: 0, update: Y.encodeStateAsUpdateV2(doc, before) })
  }
  type('eerst')
  await untilRefused(boa)
  type('daarna')
  await boa.round()
  await boa.round()
  const kept = boa.store.db.prepare("SELECT body FROM syncRefused WHERE kind = 'note'").pluck().all() as string[]
  const texts = kept.map((body) => { const { note } = JSON.parse(body) as { note?: string }; return note === undefined ? '' : Buffer.from(note, 'base64').toString('latin1') }).join('\n')
  expect(texts).toMatch(/eerst/)
  expect(texts).toMatch(/daarna/)
})

it('[L3] the text of a note that others have stays, also where its row was refused (seed 3035)', async () => {
  typeInNote(boa.store, 'n1', G1, 'eerst')
  await untilRefused(boa)
  await changeAccount(server.deps, boa.accountId, { role: 'regisseur' })
  typeInNote(boa.store, 'n1', G1, 'daarna')
  await boa.round()
  await boa.round()
  await anna.round()
  const text = (l: RealLaptop) => JSON.stringify(readNote([noteState(l.store, 'n1')!.update]))
  expect(text(anna)).toMatch(/daarna/)
  expect(text(boa)).toBe(text(anna))
})

it('[S5] a row that was moved to a gebied of others leaves with the gebied that it came from, also where that was not read again yet (seed 503713)', async () => {
  const dirk = await realLaptop(server, { name: 'Dirk', role: 'regisseur', gebieden: [G1] })
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { title: 'Lamp' } }])
  await anna.round()
  await dirk.round()
  dirk.store.commit([{ kind: 'action', id: 'a1', gebied: G2, fields: {} }])
  afterPush(dirk, () => changeAccount(server.deps, dirk.accountId, { gebieden: [] }))
  await dirk.round()
  expect([dirk.store.rows('action'), listRefused(dirk.store).map((r) => r.rowId)]).toEqual([[], ['a1']])
})

it('[R1] a row that left while an edit of it was on its way goes once that is answered, also when the answer is that of before it left (seed 4116)', async () => {
  const dirk = await realLaptop(server, { name: 'Dirk', role: 'regisseur', gebieden: [G2] })
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G2, fields: { title: 'Lamp' } }])
  await anna.round()
  await dirk.round()
  dirk.store.commit([{ kind: 'action', id: 'a1', gebied: G2, fields: { reason: 'Van Dirk' } }])
  // It arrives, its answer does not; then the row moves, and what others have comes before the answer.
  dirk.network.fate = () => 'answerLost'
  await expect(dirk.round()).rejects.toMatchObject({ type: 'Offline' })
  dirk.network.fate = () => 'ok'
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: {} }])
  await anna.round()
  dirk.store.transaction(() => readAgain(dirk.store, [G2]))
  const round = await dirk.round()
  expect([dirk.store.tables.action.find('a1'), round.differed]).toEqual([undefined, []])
  await anna.round()
  expect(anna.store.read('action', 'a1')?.reason).toBe('Van Dirk')
  dirk.close()
})

it('[G2] a change of role in the middle of comparing is no difference', async () => {
  anna.store.commit([{ kind: 'contactDetails', id: 'c1', gebied: G1, fields: { phone: '+31600000000' } }])
  await anna.round()
  let messages = 0
  boa.network.fate = () => { messages += 1; return 'ok' }
  await boa.round()
  const last = messages
  messages = 0
  const changed = new Promise<void>((resolve) => {
    boa.network.fate = () => { if (++messages === last) void changeAccount(server.deps, boa.accountId, { role: 'oov' }).then(() => resolve()); return 'ok' }
  })
  const [round] = await Promise.all([boa.round(), changed])
  expect(round.differed).toEqual([])
  await boa.round()
  expect(boa.store.read('contactDetails', 'c1')?.phone).toBe('+31600000000')
})

it('[E5] an erasure is told to everybody, also to who has no longer the gebied', async () => {
  const office = await server.laptop('Rita', 'regisseur', [G1])
  await office.push([change('contact', 'c1', office.at(1), { lastName: 'Voorbeeld' })])
  await office.push([], { erase: [{ contactId: 'c1', gebied: G1 }] })
  const fons = await server.laptop('Fons', 'wijkagent', [])
  expect((await fons.pull()).feeds[MUNICIPALITY]!.items).toContainEqual(['e', expect.any(Number), 'contact', 'c1'])
})

it('[E5] an erasure of whom the server lost with a restore is told as well: a laptop may know the person among what was refused (seed 200014)', async () => {
  const dirk = await realLaptop(server, { name: 'Dirk', role: 'regisseur', gebieden: [G1] })
  await dirk.round()
  dirk.store.commit([{ kind: 'contact', id: 'c1', gebied: G1, fields: { lastName: 'Voorbeeld' } }])
  await changeAccount(server.deps, dirk.accountId, { role: 'wijkagent' })
  await dirk.round()
  expect(listRefused(dirk.store).map((r) => r.rowId)).toEqual(['c1'])
  const office = await server.laptop('Rita', 'regisseur', [G1])
  for (let again = 0; again < 2; again++) await office.push([], { erase: [{ contactId: 'c1', gebied: G1 }] })
  await dirk.round()
  expect(listRefused(dirk.store)).toEqual([])
  expect((await office.pull()).feeds[MUNICIPALITY]!.items.filter((item) => item[0] === 'e')).toHaveLength(1)
  dirk.close()
})

it('[E5] what was refused of somebody goes with them, also an edit that does not say whose row it was (seed 879)', async () => {
  const dirk = await realLaptop(server, { name: 'Dirk', role: 'regisseur', gebieden: [G1] })
  anna.store.commit([{ kind: 'contact', id: 'c1', gebied: G1, fields: { lastName: 'Voorbeeld' } }])
  await anna.round()
  await dirk.round()
  dirk.store.commit([{ kind: 'consent', id: 'k1', gebied: G1, fields: { contactId: 'c1', withdrawnHow: 'aan tafel' } }])
  nextPush(dirk.store)
  // The first is on its way, and refused when it arrives; the second knows the row as one that others have.
  dirk.store.commit([{ kind: 'consent', id: 'k1', gebied: G1, fields: { withdrawnHow: 'aan de telefoon' } }])
  await changeAccount(server.deps, dirk.accountId, { gebieden: [] })
  await dirk.round()
  expect(listRefused(dirk.store).map((r) => r.rowId)).toEqual(['k1', 'k1'])
  anna.store.transaction(() => erasePerson(anna.store, 'c1', G1))
  await anna.round()
  await dirk.round()
  expect(listRefused(dirk.store)).toEqual([])
  dirk.close()
})

it('[P4] an erasure that is refused brings back everything about the person, in whatever gebied it lies (seed 3533)', async () => {
  const office = await server.laptop('Rita', 'regisseur', [G1, G2])
  await office.push([change('contact', 'c1', office.at(1), { lastName: 'Voorbeeld' }), change('consent', 'k1', office.at(1), { contactId: 'c1', withdrawnHow: 'aan tafel' }, { gebied: G2 })])
  await anna.round()
  anna.store.transaction(() => erasePerson(anna.store, 'c1', G1))
  await changeAccount(server.deps, anna.accountId, { gebieden: [G2] })
  const round = await anna.round()
  expect([anna.store.read('consent', 'k1')?.withdrawnHow, round.differed]).toEqual(['aan tafel', []])
})

it('[V4] questions about a row go with it to another gebied', async () => {
  const office = await server.laptop('Rita', 'regisseur', [G1, G2]), other = await server.laptop('Otto', 'oov', [G1, G2])
  await office.push([change('action', 'a1', office.at(1), { title: 'Lamp' })])
  await office.push([change('action', 'a1', office.at(3), { title: 'Lamp van Rita' }, { bases: { title: office.at(1) } })])
  expect((await other.push([change('action', 'a1', other.at(2), { title: 'Lamp van Otto' }, { bases: { title: office.at(1) } })])).asked).toBe(1)
  await office.push([change('action', 'a1', office.at(4), { title: 'Lamp van Rita' }, { gebied: G2, bases: { title: office.at(3) } })])
  const kinds = (gebied: string, feeds: PullAnswer['feeds']) => feeds[gebied]!.items.map((i) => `${i[0]} ${i[2]}`).sort()
  const { feeds } = await other.pull()
  expect([kinds(G1, feeds), kinds(G2, feeds)]).toEqual([['g action', 'g conflict'], ['r action', 'r conflict']])
})
