import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeStamp } from '#core/sync/clock.ts'
import type { DataContext } from '../../../electron/data/context.ts'
import { OFFERED } from '../../../electron/data/store/outbox.ts'
import { applyRemoteRow, nextChanges } from '../../../electron/data/store/remote.ts'
import { resolveConflict } from '../../../electron/data/sync/conflicts.ts'
import { SyncFailure } from '../../../electron/data/sync/failures.ts'
import { readAgain } from '../../../electron/data/sync/memory.ts'
import { erasePerson } from '../../../electron/data/sync/erase.ts'
import { listRefused } from '../../../electron/data/sync/refused.ts'
import { pendingCount } from '../../../electron/data/sync/round.ts'
import { buildServer } from '../../../server/app.ts'
import { changeAccount } from '../../../server/auth/accounts.ts'
import type { ServerStore } from '../../../server/store/contract.ts'
import { backupEmbedded } from '../../../server/store/embedded/backup.ts'
import { openEmbeddedStore } from '../../../server/store/embedded/open.ts'
import { afterPush, realLaptop, type RealLaptop } from '../../support/laptop.ts'
import { G1, G2, testServer, type TestServer } from '../../support/server.ts'

/** A server that goes back to an earlier day, about which the laptops know more than it does. */
let folder: string, server: TestServer, anna: RealLaptop, bert: RealLaptop, putAway: () => Promise<void>
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gb-restored-'))
  putAway = async () => undefined
  server = await testServer({ folder: join(folder, 'data') })
  anna = await realLaptop(server, { name: 'Anna', role: 'regisseur', gebieden: [G1, G2] })
  bert = await realLaptop(server, { name: 'Bert', role: 'regisseur', gebieden: [G1, G2] })
  edit(anna, 'Lamp')
  await everybody()
  copyTo('copy')
})
afterEach(async () => {
  anna.close()
  bert.close()
  await putAway()
  await server.close()
  rmSync(folder, { recursive: true })
})

const everybody = async () => { for (const l of [anna, bert, anna, bert]) await l.round() }
const edit = (l: RealLaptop, title: string, gebied = G1) => { server.clock.ms += 1000; l.store.commit([{ kind: 'action', id: 'a1', gebied, fields: { title } }]) }
/** A question that everybody has: what Anna wrote lost to what Bert wrote. */
const disagree = async () => { edit(anna, 'van Anna'); edit(bert, 'van Bert'); await everybody() }
const moveAway = (l: RealLaptop) => { server.clock.ms += 1000; l.store.commit([{ kind: 'action', id: 'a1', gebied: G2, fields: {} }]) }
const title = (l: RealLaptop) => l.store.read('action', 'a1')?.title
const questions = () => [anna, bert].map((l) => l.store.rows('conflict', 'resolved = 0').map((c) => c.value))
const open = (l: RealLaptop, value: string) => l.store.rows('conflict', 'resolved = 0').find((c) => c.value === value)!
const choose = (l: RealLaptop, value: string, keep: 'current' | 'other') => { server.clock.ms += 1000; resolveConflict({ store: l.store, session: () => ({ userId: l.accountId }) } as unknown as DataContext, open(l, value).id, keep) }
const nothingLeft = () => [anna, bert].map((l) => [pendingCount(l.store), listRefused(l.store)])
const copyTo = (name: string) => backupEmbedded(join(folder, 'data'), join(folder, name))
let restored: ServerStore
async function goBack(copy = 'copy'): Promise<void> {
  const store = restored = openEmbeddedStore({ folder: join(folder, copy), newEpoch: '', lock: false })
  await store.write((tx) => tx.setEpoch('na de reservekopie'))
  const { app } = server
  server.app = await buildServer({ ...server.deps, store })
  putAway = async () => { await server.app.close(); await store.close(); server.app = app }
}

it('[R3] a question that was asked after the copy is there again, and its value is not gone', async () => {
  await disagree()
  expect(questions()).toEqual([['van Anna'], ['van Anna']])
  await goBack()
  await everybody()
  expect(questions()).toEqual([['van Anna'], ['van Anna']])
  expect([title(anna), title(bert), pendingCount(anna.store), pendingCount(bert.store), listRefused(anna.store).length]).toEqual(['van Bert', 'van Bert', 0, 0, 0])
})

it('[R3] what somebody saw and wrote over since the copy is no question', async () => {
  edit(bert, 'van Bert, die Lamp zag')
  await everybody()
  await goBack()
  await everybody()
  expect([title(anna), title(bert), ...questions()]).toEqual(['van Bert, die Lamp zag', 'van Bert, die Lamp zag', [], []])
})

it('[R3] [C4] a value of a clock that was an hour ahead stays later than what it was written over, also at a restored server that never had that', async () => {
  const written = (l: RealLaptop, aheadMs: number, value: string) => {
    l.store.correctClock(server.clock.ms + aheadMs)
    l.store.commit([{ kind: 'action', id: 'a2', gebied: G1, fields: { title: value } }])
  }
  // Three minutes are believed, so the value that Bert sees has a stamp of later than now.
  written(anna, 180_000, 'van Anna')
  await everybody()
  written(bert, 3_600_000, 'van Bert, die dat zag')
  await goBack()
  for (const l of [bert, anna, bert, anna]) await l.round()
  expect([anna, bert].map((l) => [l.store.read('action', 'a2')?.title, pendingCount(l.store)])).toEqual(Array(2).fill(['van Bert, die dat zag', 0]))
})

it('[R3] but an edit that did not see what another laptop sent to the restored server is one, before or after its laptop noticed', async () => {
  await goBack()
  edit(bert, 'blind van Bert')
  edit(anna, 'van Anna')
  await anna.round()
  // Bert notices, and nothing more gets through; then he edits again.
  let messages = 0
  bert.network.fate = () => (++messages > 2 ? 'lost' : 'ok')
  await expect(bert.round()).rejects.toMatchObject({ type: 'Offline' })
  edit(bert, 'nog eens van Bert')
  bert.network.fate = () => 'ok'
  await everybody()
  expect([title(anna), title(bert), ...questions()]).toEqual(['nog eens van Bert', 'nog eens van Bert', ['van Anna'], ['van Anna']])
})

it.each(['bert', 'anna'] as const)('[R3] what was written before the restore, and never sent, is asked about against what others offer: %s comes first', async (first) => {
  edit(bert, 'nooit verstuurd')
  edit(anna, 'van Anna')
  await anna.round()
  await goBack()
  for (const l of first === 'bert' ? [bert, anna, bert, anna] : [anna, bert, anna, bert]) expect((await l.round()).differed).toEqual([])
  expect([title(anna), title(bert), ...questions()]).toEqual(['van Anna', 'van Anna', ['nooit verstuurd'], ['nooit verstuurd']])
})

it('[R3] [P1] nor is a value covered that was covered on its laptop before it was sent', async () => {
  edit(bert, 'nooit verstuurd')
  edit(anna, 'van Anna')
  await anna.round()
  // Bert hears of what Anna wrote, and his own value does not get through any more.
  const { push } = bert.remote
  bert.remote.push = () => Promise.reject(new SyncFailure('Offline'))
  bert.store.transaction(() => readAgain(bert.store, [G1]))
  await expect(bert.round()).rejects.toMatchObject({ type: 'Offline' })
  bert.remote.push = push
  expect(title(bert)).toBe('van Anna')
  await goBack()
  // Anna does not come any more: Bert has both values.
  await bert.round()
  const rows = await restored.read(async (tx) => { await tx.within([G1]); return [...await tx.rowsOfKind('action'), ...await tx.rowsOfKind('conflict')] })
  expect(rows.map(({ row }) => row.fields['title'] ?? row.fields['value'])).toEqual(['van Anna', 'nooit verstuurd'])
  expect([title(bert), questions()[1], ...nothingLeft()[1]!]).toEqual(['van Anna', ['nooit verstuurd'], 0, []])
})

it('[R3] a value about which a question was open is not lost to who wrote over the row after the restore', async () => {
  // Bert wrote first, Anna did not see it and wrote later: the copy has what Bert wrote, and the question came after it.
  edit(bert, 'van Bert')
  edit(anna, 'van Anna')
  await bert.round()
  copyTo('halverwege')
  await everybody()
  expect(questions()).toEqual([['van Bert'], ['van Bert']])
  await goBack('halverwege')
  edit(anna, 'weer van Anna')
  await everybody()
  expect(title(bert)).toBe('weer van Anna')
  expect(questions().map((values) => values.includes('van Bert'))).toEqual([true, true])
})

it.each(['chooser', 'other'] as const)('[R3] [M6] a choice that the restored server did not hear settles its question there: the %s comes first', async (first) => {
  await disagree()
  await goBack()
  choose(anna, 'van Anna', 'current')
  server.clock.ms += 60_000
  for (const l of first === 'chooser' ? [anna, bert, anna, bert] : [bert, anna, bert, anna]) expect((await l.round()).differed).toEqual([])
  // What was chosen against is kept, and asks nothing any more.
  expect(questions()).toEqual([[], []])
  expect([anna, bert].map((l) => l.store.rows('conflict', 'resolved = 1').map((c) => c.value))).toEqual([['van Anna'], ['van Anna']])
  expect([title(bert), ...nothingLeft()]).toEqual(['van Bert', [0, []], [0, []]])
})

it.each(['before', 'after'] as const)('[R3] [M6] a choice that was made since the copy stands, also where the copy was made %s the question', async (made) => {
  edit(anna, 'van Anna')
  edit(bert, 'van Bert')
  if (made === 'after') { await everybody(); copyTo('met de vraag') } else await everybody()
  choose(bert, 'van Anna', 'other')
  await everybody()
  await goBack(made === 'after' ? 'met de vraag' : 'copy')
  await everybody()
  expect([title(anna), title(bert), ...questions(), ...nothingLeft()]).toEqual(['van Anna', 'van Anna', [], [], [0, []], [0, []]])
})

it('[R3] [M6] a choice stands also where the restored server has a reason to ask no more, and would ask again later', async () => {
  await disagree()
  await goBack()
  // Anna herself wrote over it meanwhile, and a device is never asked about its own value [M4].
  edit(anna, 'weer van Anna')
  await anna.round()
  choose(bert, 'van Anna', 'current')
  await bert.round()
  edit(bert, 'weer van Bert')
  await everybody()
  expect([title(anna), ...questions().map((values) => values.includes('van Anna')), ...nothingLeft()]).toEqual(['weer van Bert', false, false, [0, []], [0, []]])
})

it('[R3] [M6] a choice that waited goes after its row, also where the restored server never had that', async () => {
  const write = (l: RealLaptop, value: string) => { server.clock.ms += 1000; l.store.commit([{ kind: 'action', id: 'a2', gebied: G1, fields: { title: value } }]) }
  write(anna, 'nieuw')
  await everybody()
  write(anna, 'van Anna')
  write(bert, 'van Bert')
  await everybody()
  choose(anna, 'van Anna', 'current')
  await goBack()
  await everybody()
  expect([anna.store.rows('conflict').map((c) => [c.value, c.resolved]), ...questions(), ...nothingLeft()]).toEqual([[['van Anna', true]], [], [], [0, []], [0, []]])
})

it('[R3] [P4] of a question about a row that went to a gebied of others, what was written here is in the refused list', async () => {
  await disagree()
  await goBack()
  moveAway(bert)
  await bert.round()
  await changeAccount({ ...server.deps, store: restored }, anna.accountId, { gebieden: [G1] })
  await anna.round()
  expect(listRefused(anna.store).flatMap((r) => r.values.map((v) => v.text))).toContain('van Anna')
  expect(questions()).toEqual([[], ['van Anna']])
})

it('[R3] [D2] a question about an edit under a delete is there again', async () => {
  edit(bert, 'van Bert')
  server.clock.ms += 1000
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { deleted: true } }])
  await everybody()
  const asked = () => [anna, bert].map((l) => l.store.rows('conflict', 'resolved = 0').map((c) => [c.type, c.losingStamp]))
  const before = asked()
  expect(before.map((found) => found.map(([type]) => type))).toEqual([['editAfterDelete'], ['editAfterDelete']])
  await goBack()
  await everybody()
  expect([asked(), ...nothingLeft()]).toEqual([before, [0, []], [0, []]])
})

it('[R3] [M6] of a question that the restored server asked anew only the choice is offered, and nothing where that came along', async () => {
  await disagree()
  choose(bert, 'van Anna', 'current')
  await everybody()
  const { store } = anna, { id } = store.rows('conflict')[0]!
  const held = store.tables.conflict.version(store.tables.conflict.find(id)!)
  const anew = { ...held, stamp: makeStamp(server.clock.ms, 0, 'server00') }
  const offer = () => store.outbox.put({ kind: 'conflict', id, created: true, bases: { [OFFERED]: null }, lost: {} })
  store.transaction(() => { offer(); applyRemoteRow(store, anew) }, 'remote')
  expect(store.outbox.get('conflict', id)).toBeUndefined()
  store.transaction(() => { store.tables.conflict.write(held, store.tables.conflict.find(id)); offer(); applyRemoteRow(store, { ...anew, overrides: {}, fields: { ...held.fields, resolved: false } }) }, 'remote')
  expect(nextChanges(store, 10).map(({ change }) => change.fields)).toEqual([{ resolved: true }])
})

it('[R3] [V3] a row that moved since the copy goes where it was moved last, whoever comes first', async () => {
  edit(anna, 'Lamp', G2)
  await everybody()
  await goBack()
  edit(bert, 'Lamp van de brug', G1)
  for (const l of [bert, anna, bert]) expect((await l.round()).differed).toEqual([])
  expect([anna, bert].map((l) => l.store.tables.action.find('a1'))).toMatchObject([{ gebied: G1, title: 'Lamp van de brug' }, { gebied: G1, title: 'Lamp van de brug' }])
})

it('[R3] [V3] a question about a row that somebody moved since goes with it', async () => {
  await disagree()
  await goBack()
  moveAway(anna)
  await everybody()
  expect([title(bert), ...questions(), ...nothingLeft()]).toEqual(['van Bert', ['van Anna'], ['van Anna'], [0, []], [0, []]])
  expect([anna, bert].map((l) => l.store.rows('conflict')[0]?.gebied)).toEqual([G2, G2])
})

it('[R3] [P4] a choice that is made while its question is on its way, and refused, goes to the list (seed 641898)', async () => {
  await disagree()
  await goBack()
  // The row that it is about went to a gebied that is not Bert's.
  moveAway(anna)
  await anna.round()
  await changeAccount({ ...server.deps, store: restored }, bert.accountId, { gebieden: [G1] })
  const { id, gebied } = open(bert, 'van Anna')
  afterPush(bert, () => { if (open(bert, 'van Anna')) bert.store.commit([{ kind: 'conflict', id, gebied, fields: { resolved: true } }]); return Promise.resolve() })
  await bert.round()
  expect(listRefused(bert.store).map((r) => r.rowId)).toContain(id)
})

it('[R3] [E5] somebody whom the restored server never knew leaves the refused list of who lost the gebied as well', async () => {
  const name = (l: RealLaptop, lastName: string) => l.store.commit([{ kind: 'contact', id: 'c1', gebied: G1, fields: { lastName } }])
  name(anna, 'Voorbeeld')
  await everybody()
  name(bert, 'Zandloper')
  await changeAccount(server.deps, bert.accountId, { gebieden: [] })
  await bert.round()
  expect(listRefused(bert.store)).toHaveLength(1)
  await goBack()
  anna.store.transaction(() => erasePerson(anna.store, 'c1', G1))
  await changeAccount({ ...server.deps, store: restored }, bert.accountId, { gebieden: [] })
  await everybody()
  expect([listRefused(bert.store), JSON.stringify(bert.store.db.prepare('SELECT * FROM syncRefused').all())]).toEqual([[], '[]'])
})

it('[R3] [S5] of rows that were only offered to a restored server, the refused list gets what was written on this laptop', async () => {
  edit(bert, 'van Bert')
  bert.store.commit([{ kind: 'action', id: 'a2', gebied: G1, fields: { title: 'ook van Bert' } }])
  anna.store.commit([{ kind: 'action', id: 'a3', gebied: G1, fields: { title: 'van Anna' } }])
  await everybody()
  await goBack()
  await changeAccount({ ...server.deps, store: restored }, bert.accountId, { gebieden: [] })
  await bert.round()
  const kept = (bert.store.db.prepare('SELECT body FROM syncRefused ORDER BY rowId').pluck().all() as string[]).map((body) => (JSON.parse(body) as { change: { id: string; fields: object } }).change)
  expect(kept).toMatchObject([{ id: 'a1', fields: { title: 'van Bert' } }, { id: 'a2', fields: { title: 'ook van Bert', state: 'open' } }])
  expect(Object.keys(kept[0]!.fields)).toEqual(['title'])
})

it('[R3] [E1] a question about somebody who is erased meanwhile does not come back', async () => {
  const name = (l: RealLaptop, lastName: string) => { server.clock.ms += 1000; l.store.commit([{ kind: 'contact', id: 'c1', gebied: G1, fields: { lastName } }]) }
  name(anna, 'Voorbeeld')
  await everybody()
  name(anna, 'Zandloper')
  name(bert, 'Zonnewijzer')
  await everybody()
  await goBack()
  anna.network.fate = () => 'lost'
  await expect(anna.round()).rejects.toMatchObject({ type: 'Offline' })
  anna.network.fate = () => 'ok'
  anna.store.transaction(() => erasePerson(anna.store, 'c1', G1))
  await everybody()
  expect([anna, bert].map((l) => JSON.stringify([l.store.rows('conflict'), l.store.rows('contact'), listRefused(l.store)]))).toEqual(['[[],[],[]]', '[[],[],[]]'])
})
