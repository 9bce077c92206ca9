import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { erasePerson } from '../../../electron/data/sync/erase.ts'
import { listRefused } from '../../../electron/data/sync/refused.ts'
import { pendingCount } from '../../../electron/data/sync/round.ts'
import { buildServer } from '../../../server/app.ts'
import { backupEmbedded } from '../../../server/store/embedded/backup.ts'
import { openEmbeddedStore } from '../../../server/store/embedded/open.ts'
import { realLaptop, type RealLaptop } from '../../support/laptop.ts'
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
  backupEmbedded(join(folder, 'data'), join(folder, 'copy'))
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
const title = (l: RealLaptop) => l.store.read('action', 'a1')?.title
const questions = () => [anna, bert].map((l) => l.store.rows('conflict', 'resolved = 0').map((c) => c.value))
async function goBack(): Promise<void> {
  const store = openEmbeddedStore({ folder: join(folder, 'copy'), newEpoch: '', lock: false })
  await store.write((tx) => tx.setEpoch('na de reservekopie'))
  const { app } = server
  server.app = await buildServer({ ...server.deps, store })
  putAway = async () => { await server.app.close(); await store.close(); server.app = app }
}

it('[R3] a question that was asked after the copy is asked again, once, and its value is not gone', async () => {
  edit(anna, 'van Anna')
  edit(bert, 'van Bert')
  await everybody()
  expect(questions()).toEqual([['van Anna'], ['van Anna']])
  await goBack()
  await everybody()
  // Where a question was open, what the copy had is asked about as well: nobody knows any more who saw that.
  expect(questions().map((values) => values.sort())).toEqual([['Lamp', 'van Anna'], ['Lamp', 'van Anna']])
  expect([title(anna), title(bert), pendingCount(anna.store), pendingCount(bert.store), listRefused(anna.store).length]).toEqual(['van Bert', 'van Bert', 0, 0, 0])
})

it('[R3] what somebody saw and wrote over since the copy is no question', async () => {
  edit(bert, 'van Bert, die Lamp zag')
  await everybody()
  await goBack()
  await everybody()
  expect([title(anna), title(bert), ...questions()]).toEqual(['van Bert, die Lamp zag', 'van Bert, die Lamp zag', [], []])
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

it('[R3] [V3] a row that moved since the copy goes where it was moved last, whoever comes first', async () => {
  edit(anna, 'Lamp', G2)
  await everybody()
  await goBack()
  edit(bert, 'Lamp van de brug', G1)
  for (const l of [bert, anna, bert]) expect((await l.round()).differed).toEqual([])
  expect([anna, bert].map((l) => l.store.tables.action.find('a1'))).toMatchObject([{ gebied: G1, title: 'Lamp van de brug' }, { gebied: G1, title: 'Lamp van de brug' }])
})

it('[R3] [E1] a question about somebody who is erased meanwhile is not asked again', async () => {
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
  expect([anna, bert].map((l) => JSON.stringify([l.store.rows('conflict'), l.store.rows('contact'), listRefused(l.store), l.store.db.prepare('SELECT * FROM syncAskAgain').all()]))).toEqual(['[[],[],[],[]]', '[[],[],[],[]]'])
})
