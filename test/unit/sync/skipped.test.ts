import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeStamp } from '#core/sync/clock.ts'
import { forgetRow } from '../../../electron/data/store/remote.ts'
import { skipRow } from '../../../electron/data/sync/skipped.ts'
import { realLaptop, type RealLaptop } from '../../support/laptop.ts'
import { G1, START, testServer, type TestServer } from '../../support/server.ts'

let server: TestServer, anna: RealLaptop
beforeEach(async () => {
  server = await testServer()
  anna = await realLaptop(server, { name: 'Anna', role: 'regisseur', gebieden: [G1] })
  await anna.round()
})
afterEach(async () => {
  anna.close()
  await server.close()
})
const skipped = () => anna.store.db.prepare('SELECT kind, id FROM syncSkipped').all()
/** What a newer version of the app wrote. */
const newer = (id: string, title: string) => server.store.write(async (tx) => {
  await tx.within([G1])
  const row = { kind: 'nieuwigheid', id, gebied: G1, stamp: makeStamp(START, 0, 'nieuwer0'), overrides: { title: makeStamp(START, 1, 'nieuwer0') }, fields: { title } }
  await tx.putRows([{ before: undefined, after: { row, bases: {} }, audience: 'team' }])
  return row
})

it('[V2] of a kind that only a newer version knows the stamps are kept and no value: nothing differs, and nothing is read again every time', async () => {
  const row = await newer('x1', 'iets nieuws')
  await newer('x2', 'nog iets')
  expect(await anna.round({ verify: true })).toMatchObject({ received: 2, differed: [] })
  expect(skipped()).toEqual([{ kind: 'nieuwigheid', id: 'x1' }, { kind: 'nieuwigheid', id: 'x2' }])
  expect(anna.store.db.serialize().includes('iets nieuws')).toBe(false)
  await server.store.write(async (tx) => { await tx.within([G1, 'gemeente']); await tx.eraseRows([{ row, bases: {} }], () => 'team', START) })
  expect(await anna.round({ verify: true })).toMatchObject({ differed: [] })
  expect(skipped()).toEqual([{ kind: 'nieuwigheid', id: 'x2' }])
})

it('[V2] what an earlier version did not know comes after an update', async () => {
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { title: 'Lantaarn' } }])
  await anna.round()
  const { tables } = anna.store
  const row = tables.action.version(tables.action.find('a1')!)
  // As an app would have left it that did not know actions.
  anna.store.transaction(() => { forgetRow(anna.store, 'action', 'a1'); skipRow(anna.store, row) })
  expect(await anna.round({ verify: true })).toMatchObject({ differed: [] })
  expect(anna.store.read('action', 'a1')?.title).toBe('Lantaarn')
  expect(skipped()).toEqual([])
})
