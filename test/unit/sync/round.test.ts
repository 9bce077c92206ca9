import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { MUNICIPALITY } from '#core/model/define.ts'
import { appendNoteUpdate, noteState } from '../../../electron/data/notes/bodies.ts'
import { readAgain, readConnection } from '../../../electron/data/sync/memory.ts'
import { erasePerson } from '../../../electron/data/sync/erase.ts'
import { countRefused, dismissRefused, forgetDismissed, listRefused, restoreRefused, retryRefused } from '../../../electron/data/sync/refused.ts'
import { applyRemoteRow } from '../../../electron/data/store/remote.ts'
import { digestOf, pendingCount } from '../../../electron/data/sync/round.ts'
import { changeAccount } from '../../../server/auth/accounts.ts'
import { G1, G2, testServer, type TestServer } from '../../support/server.ts'
import { afterPush, realLaptop, type RealLaptop } from '../../support/laptop.ts'

let server: TestServer, anna: RealLaptop, bert: RealLaptop
const opened: RealLaptop[] = []
const laptop = async (...args: Parameters<typeof realLaptop>) => { const l = await realLaptop(...args); opened.push(l); return l }
beforeEach(async () => {
  server = await testServer()
  anna = await laptop(server, { name: 'Anna', role: 'regisseur', gebieden: [G1, G2] })
  bert = await laptop(server, { name: 'Bert', role: 'oov', gebieden: [G1] })
  await anna.round()
  await bert.round()
})
afterEach(async () => {
  for (const l of opened.splice(0)) l.close()
  await server.close()
})

const action = (l: RealLaptop, id: string, fields: Record<string, string | boolean>, gebied = G1) => { server.clock.ms += 10; l.store.commit([{ kind: 'action', id, gebied, fields }]) }
const title = (l: RealLaptop, id: string) => l.store.read('action', id)?.title
const conflicts = (l: RealLaptop) => l.store.rows('conflict', 'resolved = 0')

it('edits made offline on both laptops arrive on both', async () => {
  action(anna, 'a1', { title: 'van Anna' })
  action(bert, 'b1', { title: 'van Bert' })
  expect(await anna.round()).toMatchObject({ sent: 1, refused: 0, asked: 0, differed: [] })
  await bert.round()
  await anna.round()
  expect([title(anna, 'b1'), title(bert, 'a1'), pendingCount(anna.store), pendingCount(bert.store)]).toEqual(['van Bert', 'van Anna', 0, 0])
  expect(digestOf(anna.store, G1)).toBe(digestOf(bert.store, G1))
})

it('[M3] [P3] the same field keeps both values and asks; the later one stands on both laptops', async () => {
  action(anna, 'a1', { title: 'eerste' })
  await anna.round()
  await bert.round()
  action(bert, 'a1', { title: 'van Bert' })
  action(anna, 'a1', { title: 'van Anna' })
  await anna.round()
  expect((await bert.round()).asked).toBe(1)
  await anna.round()
  expect([title(anna, 'a1'), title(bert, 'a1')]).toEqual(['van Anna', 'van Anna'])
  expect(conflicts(anna)).toMatchObject([{ subjectId: 'a1', field: 'title', value: 'van Bert', losingUser: bert.accountId }])
  expect(conflicts(bert)).toHaveLength(1)
})

it('[P1] an answer that got lost is asked for again, and makes no second question', async () => {
  action(anna, 'a1', { title: 'een' })
  await anna.round()
  await bert.round()
  action(bert, 'a1', { title: 'twee' })
  bert.network.fate = () => 'answerLost'
  await expect(bert.round()).rejects.toMatchObject({ type: 'Offline' })
  bert.network.fate = () => 'ok'
  await anna.round()
  action(anna, 'a1', { title: 'drie' })
  await anna.round()
  action(anna, 'a1', { title: 'vier' })
  await anna.round()
  await bert.round()
  expect([title(bert, 'a1'), conflicts(bert).length, pendingCount(bert.store)]).toEqual(['vier', 0, 0])
})

describe('[R1] [V3] [M3] a value that was covered before it was sent', () => {
  const cover = async () => {
    action(anna, 'a1', { title: 'Lamp' })
    await anna.round()
    await bert.round()
    action(anna, 'a1', { title: 'van Anna' })
    action(bert, 'a1', { title: 'van Bert' })
    await bert.round()
    const { action: table } = bert.store.tables
    anna.store.transaction(() => applyRemoteRow(anna.store, table.version(table.find('a1')!)), 'remote')
    expect(title(anna, 'a1')).toBe('van Bert')
  }
  const ends = async () => {
    for (const _ of [1, 2]) await anna.round()
    const { gebied, title } = anna.store.tables.action.find('a1')!
    return [gebied, title, conflicts(anna).map((c) => c.value), pendingCount(anna.store), (await anna.round()).differed]
  }
  const asked = [G2, 'van Bert', ['van Anna'], 0, []]

  it('is asked about, also where its row was moved before that', async () => {
    await cover()
    action(anna, 'a1', {}, G2)
    expect(await ends()).toEqual(asked)
  })
  it('is not where it was typed over', async () => {
    await cover()
    action(anna, 'a1', { title: 'weer van Anna' }, G2)
    expect(await ends()).toEqual([G2, 'weer van Anna', [], 0, []])
  })
  it('holds up no move that is made while it is on its way', async () => {
    await cover()
    let messages = 0
    anna.network.fate = () => (++messages === 1 ? 'answerLost' : 'lost')
    await expect(anna.round()).rejects.toMatchObject({ type: 'Offline' })
    anna.network.fate = () => 'ok'
    action(anna, 'a1', {}, G2)
    expect(await ends()).toEqual(asked)
  })
})

it('[C4] a laptop with a wrong year does not win forever', async () => {
  const carla = await laptop(server, { name: 'Carla', role: 'oov', gebieden: [G1] })
  await carla.round()
  carla.store.correctClock(server.clock.ms + 400 * 86_400_000)
  action(carla, 'c1', { title: 'uit de toekomst' })
  await carla.round()
  await anna.round()
  action(anna, 'c1', { title: 'van nu' })
  await anna.round()
  await carla.round()
  expect([title(carla, 'c1'), title(anna, 'c1')]).toEqual(['van nu', 'van nu'])
  expect(digestOf(carla.store, G1)).toBe(digestOf(anna.store, G1))
})

it('[P4] an edit of a row that is not here cannot be tried again until it is: it would make the row anew and empty', async () => {
  action(anna, 'a1', { title: 'Lampen', description: 'oud' }, G2)
  await anna.round()
  anna.store.commit([
    { kind: 'action', id: 'a1', gebied: G2, fields: { description: 'van Anna' } },
    { kind: 'actionChange', id: 'h1', gebied: G2, fields: { actionId: 'a1', field: 'description', before: 'oud', after: 'van Anna' } },
  ])
  await changeAccount(server.deps, anna.accountId, { gebieden: [G1] })
  await anna.round()
  // The line of its history goes along with the action and is no question of its own.
  const [refused, ...more] = listRefused(anna.store)
  expect([refused?.kind, more.length, countRefused(anna.store)]).toEqual(['action', 0, 1])
  expect(() => retryRefused(anna.store, [refused!.id])).toThrow('staat nu niet op deze laptop')
  expect([title(anna, 'a1'), pendingCount(anna.store), listRefused(anna.store).length]).toEqual([undefined, 0, 1])

  await changeAccount(server.deps, anna.accountId, { gebieden: [G1, G2] })
  await changeAccount(server.deps, bert.accountId, { gebieden: [G1, G2] })
  await anna.round()
  expect(retryRefused(anna.store, [refused!.id]).retried).toBe(1)
  await anna.round()
  await bert.round()
  expect(bert.store.read('action', 'a1')).toMatchObject({ title: 'Lampen', description: 'van Anna' })
  expect(bert.store.read('actionChange', 'h1')).toMatchObject({ after: 'van Anna' })
  expect(listRefused(anna.store)).toEqual([])
})

it('[P4] what was thrown away or tried again comes back for a day, with its history; erasing the person reaches it there too', async () => {
  const boa = await laptop(server, { name: 'Bas', role: 'boa', gebieden: [G1] })
  anna.store.commit([{ kind: 'contact', id: 'c1', gebied: G1, fields: { lastName: 'Voorbeeld' } }, { kind: 'contact', id: 'c2', gebied: G1, fields: { lastName: 'Testman' } }])
  await anna.round()
  await boa.round()
  boa.store.commit([{ kind: 'contact', id: 'c1', gebied: G1, fields: { lastName: 'Mag niet' } }])
  boa.store.commit([{ kind: 'contact', id: 'c2', gebied: G1, fields: { lastName: 'Mag ook niet' } }])
  await boa.round()
  const ids = listRefused(boa.store).map((r) => r.id)
  expect(ids).toHaveLength(2)
  const name = () => boa.store.read('contact', 'c1')?.lastName
  const { undo } = retryRefused(boa.store, ids)
  expect([name(), listRefused(boa.store)]).toEqual(['Mag niet', []])
  boa.store.undo(undo!)
  restoreRefused(boa.store, ids)
  expect([name(), listRefused(boa.store).map((r) => r.id)]).toEqual(['Voorbeeld', ids])
  dismissRefused(boa.store, ids)
  expect(countRefused(boa.store)).toBe(0)
  anna.store.transaction(() => erasePerson(anna.store, 'c2', G1))
  await anna.round()
  await boa.round()
  restoreRefused(boa.store, ids)
  expect(listRefused(boa.store).filter((r) => ids.includes(r.id)).map((r) => r.rowId)).toEqual(['c1'])
  dismissRefused(boa.store, ids)
  server.clock.ms += 25 * 3_600_000
  forgetDismissed(boa.store)
  restoreRefused(boa.store, ids)
  expect(listRefused(boa.store).filter((r) => ids.includes(r.id))).toEqual([])
})

it('[S5] a gebied that is taken away leaves the laptop, after unsent edits went to the refused list', async () => {
  action(anna, 'a1', { title: 'blijft' }, G1)
  action(anna, 'a2', { title: 'gaat' }, G2)
  await anna.round()
  action(anna, 'a3', { title: 'onverzonden' }, G2)
  await changeAccount(server.deps, anna.accountId, { gebieden: [G1] })
  const round = await anna.round()
  expect(round.refused).toBe(1)
  expect([title(anna, 'a1'), title(anna, 'a2'), title(anna, 'a3')]).toEqual(['blijft', undefined, undefined])
  expect(listRefused(anna.store)).toMatchObject([{ kindName: 'actie', title: 'onverzonden', rowId: 'a3' }])
  expect(readConnection(anna.store)?.account.gebieden).toEqual([G1])
})

it('[S4] another role gains and loses kinds', async () => {
  anna.store.commit([{ kind: 'contact', id: 'c1', gebied: G1, fields: { lastName: 'Voorbeeld' } }, { kind: 'contactDetails', id: 'c1', gebied: G1, fields: { phone: '+31600000000' } }])
  await anna.round()
  await bert.round()
  expect(bert.store.read('contactDetails', 'c1')?.phone).toBe('+31600000000')
  await changeAccount(server.deps, bert.accountId, { role: 'boa' })
  await bert.round()
  expect([bert.store.read('contact', 'c1')?.lastName, bert.store.read('contactDetails', 'c1')]).toEqual(['Voorbeeld', undefined])
  await changeAccount(server.deps, bert.accountId, { role: 'oov' })
  expect((await bert.round()).differed).toEqual([])
  expect(bert.store.read('contactDetails', 'c1')?.phone).toBe('+31600000000')
})

it('[S4] what the server took in a role that the laptop never heard of does not stay on it', async () => {
  await changeAccount(server.deps, bert.accountId, { role: 'boa' })
  await bert.round()
  // As from a window that is behind.
  bert.store.commit([{ kind: 'contactDetails', id: 'c1', gebied: G1, fields: { phone: '+31600000000' } }])
  await changeAccount(server.deps, bert.accountId, { role: 'oov' })
  afterPush(bert, () => changeAccount(server.deps, bert.accountId, { role: 'boa' }))
  expect(await bert.round({ verify: true })).toMatchObject({ sent: 1, refused: 0, differed: [] })
  await anna.round()
  expect([anna, bert].map((l) => l.store.read('contactDetails', 'c1')?.phone)).toEqual(['+31600000000', undefined])
})

it('[P4] what the server refuses is kept with its reason, leaves the row as others have it, and can be tried again', async () => {
  const boa = await laptop(server, { name: 'Bo', role: 'boa', gebieden: [G1] })
  anna.store.commit([{ kind: 'contact', id: 'c1', gebied: G1, fields: { lastName: 'Voorbeeld' } }])
  await anna.round()
  await boa.round()
  boa.store.commit([{ kind: 'contact', id: 'c1', gebied: G1, fields: { lastName: 'Anders' } }, { kind: 'action', id: 'a1', gebied: G1, fields: { title: 'mag wel' } }])
  expect(await boa.round()).toMatchObject({ sent: 1, refused: 1 })
  expect(boa.store.read('contact', 'c1')?.lastName).toBe('Voorbeeld')
  const [refused] = listRefused(boa.store)
  expect(refused).toMatchObject({ kindName: 'contact', message: 'Met uw rol kunt u dit niet wijzigen', values: [{ label: 'Achternaam', text: 'Anders' }] })
  await changeAccount(server.deps, boa.accountId, { role: 'regisseur' })
  await boa.round()
  retryRefused(boa.store, [refused!.id])
  await boa.round()
  await anna.round()
  expect(anna.store.read('contact', 'c1')?.lastName).toBe('Anders')
})

it('[R3] after a restored back-up the laptops send what the server lacks', async () => {
  action(anna, 'a1', { title: 'voor de kopie' })
  anna.store.commit([{ kind: 'theme', id: 't1', gebied: MUNICIPALITY, fields: { name: 'Verkeer' } }])
  await anna.round()
  await bert.round()
  const other = await testServer()
  await other.store.write(async (tx) => {
    for (const a of await server.store.read((t) => t.accounts())) await tx.putAccount(a)
  })
  server.app = other.app
  other.clock.ms = server.clock.ms
  for (const l of [anna, bert]) {
    await expect(l.round()).rejects.toMatchObject({ type: 'SignedOut' })
    const { epoch } = readConnection(l.store)!
    await l.signIn()
    l.store.setSetting('sync', { ...(l.store.setting<Record<string, string>>('sync')), epoch })
  }
  const fresh = await realLaptop({ ...other, app: other.app }, { name: 'Fons', role: 'oov', gebieden: [G1] })
  opened.push(fresh)
  await anna.round()
  await bert.round()
  await fresh.round()
  expect([title(fresh, 'a1'), fresh.store.read('theme', 't1')?.name, conflicts(fresh).length, listRefused(bert.store).length]).toEqual(['voor de kopie', 'Verkeer', 0, 0])
  await other.close()
})

it('[L1] a first sync that stops half-way goes on where it was', async () => {
  for (let i = 0; i < 60; i++) action(anna, `a${i}`, { title: `actie ${i}` })
  await anna.round()
  const fresh = await laptop(server, { name: 'Fons', role: 'oov', gebieden: [G1] })
  let asked = 0
  fresh.network.fate = () => (++asked > 3 ? 'lost' : 'ok')
  await expect(fresh.round({ pageSize: 10 })).rejects.toMatchObject({ type: 'Offline' })
  const half = fresh.store.rows('action').length
  fresh.network.fate = () => 'ok'
  const round = await fresh.round({ pageSize: 10 })
  expect([half > 0 && half < 60, fresh.store.rows('action').length, round.received < 66]).toEqual([true, 60, true])
})

it('[N1] two people typing in one note without connection end with both texts', async () => {
  const type = (l: RealLaptop, text: string) => {
    const held = noteState(l.store, 'n1'), doc = new Y.Doc()
    if (held) Y.applyUpdateV2(doc, held.update)
    const before = Y.encodeStateVector(doc)
    doc.getText('t').insert(0, text)
    appendNoteUpdate(l.store, { noteId: 'n1', gebied: G1, meetingId: 'm1', agendaItemId: null, generation: 0, update: Y.encodeStateAsUpdateV2(doc, before) })
  }
  const read = (l: RealLaptop) => { const doc = new Y.Doc(); Y.applyUpdateV2(doc, noteState(l.store, 'n1')!.update); return doc.getText('t').toString() }
  type(anna, 'Anna. ')
  type(bert, 'Bert. ')
  await anna.round()
  await bert.round()
  await anna.round()
  expect(read(anna)).toBe(read(bert))
  expect(read(anna)).toMatch(/Anna\./)
  expect(read(anna)).toMatch(/Bert\./)
  expect(anna.notes.map((n) => n.id)).toContain('n1')
})

it('a laptop that was put back to an earlier day is asked to sign in, and then goes on', async () => {
  action(anna, 'a1', { title: 'een' })
  await anna.round()
  const earlier = readConnection(anna.store)!
  action(anna, 'a1', { title: 'twee' })
  await anna.round()
  anna.store.setSetting('sync', { ...earlier, account: { ...earlier.account, gebieden: [...earlier.account.gebieden] }, pushes: 0 })
  action(anna, 'a1', { title: 'drie' })
  await expect(anna.round()).rejects.toMatchObject({ type: 'SignedOut' })
  await anna.signIn()
  await anna.round()
  await bert.round()
  expect([title(bert, 'a1'), pendingCount(anna.store)]).toEqual(['drie', 0])
})

it('[L4] what a laptop sent does not come back to it, unless somebody else wrote in between', async () => {
  const fetched: number[] = []
  const { pull } = anna.remote
  anna.remote.pull = async (token, request) => { const answer = await pull(token, request); fetched.push(Object.values(answer.feeds).reduce((n, f) => n + f.items.length, 0)); return answer }
  action(anna, 'a1', { title: 'een' })
  action(anna, 'a2', { title: 'twee' })
  await anna.round({ verify: false })
  expect(fetched.splice(0)).toEqual([0])
  action(bert, 'b1', { title: 'van Bert' })
  await bert.round({ verify: false })
  action(anna, 'a1', { title: 'drie' })
  await anna.round({ verify: false })
  expect([fetched, title(anna, 'b1')]).toEqual([[2], 'van Bert'])
  await bert.round()
  expect((await anna.round()).differed).toEqual([])
  expect(digestOf(anna.store, G1)).toBe(digestOf(bert.store, G1))
})

it('[L4] two edits of a row in one go leave it as the server has it', async () => {
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { title: 'een' } }, { kind: 'action', id: 'a1', gebied: G1, fields: { title: 'twee' } }])
  expect((await anna.round()).differed).toEqual([])
  await bert.round()
  expect(digestOf(anna.store, G1)).toBe(digestOf(bert.store, G1))
})

/** Bert writes over what Anna wrote, and Anna has not fetched it; then the server's clock, which was ten minutes ahead, is put right. */
async function editedAhead(): Promise<void> {
  action(anna, 'a1', { title: 'een' })
  await anna.round()
  await bert.round()
  server.clock.ms += 600_000
  action(bert, 'a1', { title: 'van Bert' })
  await bert.round()
  server.clock.ms -= 600_000
}

it('[C4] an edit from the future that loses to what was fetched already leaves the row as everybody has it', async () => {
  await editedAhead()
  const { pull } = anna.remote
  anna.remote.pull = async (token, request) => {
    anna.remote.pull = pull
    anna.skewMs = 3 * 365 * 86_400_000
    action(anna, 'a1', { title: 'van Anna' })
    return pull(token, request)
  }
  expect(await anna.round()).toMatchObject({ sent: 1, asked: 1, differed: [] })
  await bert.round()
  expect([title(anna, 'a1'), title(bert, 'a1')]).toEqual(['van Bert', 'van Bert'])
  expect(conflicts(bert)).toMatchObject([{ subjectId: 'a1', field: 'title', value: 'van Anna' }])
  expect(digestOf(anna.store, G1)).toBe(digestOf(bert.store, G1))
})

it('[P1] what is under way is answered before a feed is read again: afterwards nothing would come by to say what became of it', async () => {
  await editedAhead()
  anna.skewMs = 3 * 365 * 86_400_000
  action(anna, 'a1', { title: 'van Anna' })
  anna.network.fate = () => 'answerLost'
  await expect(anna.round()).rejects.toMatchObject({ type: 'Offline' })
  anna.network.fate = () => 'ok'
  // As after another role.
  anna.store.transaction(() => readAgain(anna.store, [G1]))
  expect(await anna.round()).toMatchObject({ sent: 1, differed: [] })
  await bert.round()
  expect([title(anna, 'a1'), pendingCount(anna.store)]).toEqual(['van Bert', 0])
  expect(digestOf(anna.store, G1)).toBe(digestOf(bert.store, G1))
})

it('[S5] a gebied that is taken away and given back while pages come in is read from its beginning', async () => {
  for (const id of ['a1', 'a2', 'a3']) action(anna, id, { title: id }, G2)
  await anna.round()
  for (const id of ['b1', 'b2', 'b3']) action(bert, id, { title: id })
  await bert.round()
  const { pull } = anna.remote
  const rights = [[G1], [G1, G2]]
  anna.remote.pull = async (token, request) => {
    const gebieden = rights.shift()
    if (gebieden) await changeAccount(server.deps, anna.accountId, { gebieden })
    return pull(token, request)
  }
  expect((await anna.round({ pageSize: 1 })).differed).toEqual([])
  expect(rights).toEqual([])
  expect(['a1', 'a2', 'a3', 'b1', 'b2', 'b3'].map((id) => title(anna, id))).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'b3'])
})
