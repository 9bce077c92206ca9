import { afterEach, beforeEach, expect, it } from 'vitest'
import { paths, PROTOCOL, pushRequest } from '#core/sync/wire.ts'
import { readAgain } from '../../../electron/data/sync/memory.ts'
import { digestOf, pendingCount } from '../../../electron/data/sync/round.ts'
import { realLaptop, type RealLaptop } from '../../support/laptop.ts'
import { change, G1, testServer, type TestServer } from '../../support/server.ts'

/** Rules of core/sync/SPEC.md that have no better place. */
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

it('[D1] deleting is a field: the row stays, hidden, and can be put back by somebody else', async () => {
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { title: 'Lamp' } }])
  await anna.round()
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { deleted: true } }])
  await anna.round()
  await bert.round()
  expect([bert.store.read('action', 'a1'), bert.store.tables.action.find('a1')]).toMatchObject([undefined, { title: 'Lamp', deleted: 1 }])
  bert.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { deleted: false } }])
  await bert.round()
  await anna.round()
  expect(anna.store.read('action', 'a1')?.title).toBe('Lamp')
})

it('[E3] erasing twice is answered the same and changes nothing', async () => {
  const office = await server.laptop('Rita', 'regisseur', [G1])
  await office.push([change('contact', 'c1', office.at(1), { lastName: 'Voorbeeld' })])
  const erase = { erase: [{ contactId: 'c1', gebied: G1 }] }
  const first = await office.push([], erase), before = await office.pull()
  const again = await office.push([], erase), after = await office.pull()
  expect([first.erase, again.erase]).toEqual([[{ status: 'applied' }], [{ status: 'applied' }]])
  expect(after.feeds).toEqual(before.feeds)
})

it('[R2] a round that is broken off after any message goes on where it was', async () => {
  for (let i = 0; i < 6; i++) anna.store.commit([{ kind: 'action', id: `a${i}`, gebied: G1, fields: { title: `van Anna ${i}` } }])
  await anna.round()
  const ended: string[] = []
  for (let enough = 0; enough < 12; enough++) {
    bert.store.commit([{ kind: 'action', id: `b${enough}`, gebied: G1, fields: { title: `van Bert ${enough}` } }])
    let messages = 0
    bert.network.fate = () => (++messages > enough % 4 ? 'answerLost' : 'ok')
    ended.push(await bert.round({ pageSize: 1 }).then(() => 'whole', (error: unknown) => (error as { type?: string }).type ?? String(error)))
  }
  expect([...new Set(ended)]).toEqual(['Offline'])
  bert.network.fate = () => 'ok'
  await bert.round()
  await anna.round()
  expect([pendingCount(bert.store), bert.store.rows('action').length, anna.store.rows('action').length]).toEqual([0, 18, 18])
  expect(digestOf(bert.store, G1)).toBe(digestOf(anna.store, G1))
})

it('[V1] every request says its protocol; too old and too new are told apart, and nothing is done', async () => {
  const office = await server.laptop('Rita', 'regisseur', [G1])
  const ask = (protocol: string | undefined) => server.app.inject({
    method: 'POST', url: paths.push, headers: { authorization: `Bearer ${office.token}`, ...(protocol === undefined ? {} : { 'x-gebiedsboek-protocol': protocol }) },
    payload: pushRequest.parse({ device: office.device, push: 1, epoch: 'e', changes: [change('action', 'a1', office.at(1), { title: 'Lamp' })], notes: [], erase: [] }),
  })
  const types = await Promise.all(['0', undefined, String(PROTOCOL + 1)].map(async (p) => (await ask(p)).json<{ error: { type: string } }>().error.type))
  expect(types).toEqual(['tooOld', 'tooOld', 'tooNew'])
  expect(JSON.stringify(await office.pull())).not.toContain('Lamp')
})

it('[L3] reading a feed again removes at its end what did not come by, but not unsent work; nothing disappears meanwhile', async () => {
  for (let i = 0; i < 4; i++) anna.store.commit([{ kind: 'action', id: `a${i}`, gebied: G1, fields: { title: `van Anna ${i}` } }])
  await anna.round()
  await bert.round()
  // A row that the server does not have, as a mistake would leave it, and one that waits to be sent.
  bert.store.db.prepare("INSERT INTO action (id, gebied, stamp, title) SELECT 'ghost', gebied, stamp, 'spook' FROM action WHERE id = 'a0'").run()
  bert.store.transaction(() => readAgain(bert.store, [G1]))
  let messages = 0
  const meanwhile: number[] = []
  bert.network.fate = () => {
    if (++messages === 2) bert.store.commit([{ kind: 'action', id: 'b1', gebied: G1, fields: { title: 'van Bert' } }])
    meanwhile.push(bert.store.rows('action').length)
    return 'ok'
  }
  await bert.round({ pageSize: 1, verify: false })
  expect(Math.min(...meanwhile)).toBeGreaterThanOrEqual(5)
  expect(bert.store.rows('action').map((a) => a.id).sort()).toEqual(['a0', 'a1', 'a2', 'a3', 'b1'])
})
