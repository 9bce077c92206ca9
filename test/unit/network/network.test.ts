import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SyncState } from '#core/contract/events.ts'
import { noteText } from '#core/notes/text.ts'
import { noteState } from '../../../electron/data/notes/bodies.ts'
import type { Patience } from '../../../electron/data/sync/patience.ts'
import { digestOf } from '../../../electron/data/sync/round.ts'
import type { AddressInfo } from 'node:net'
import { badNetwork, type BadNetwork, type Weather } from '../../support/bad-network.ts'
import { engineLaptop, type EngineLaptop } from '../../support/engine-laptop.ts'
import { G1, testServer, type TestServer } from '../../support/server.ts'
import { seeded } from '../../support/seeded.ts'

/** As patient as the app, but of a test's scale. */
const hasty: Patience = { afterEdit: 20, every: 400, backoff: [50, 100, 200], silence: 400, pokeSilence: 2000 }
let server: TestServer, network: BadNetwork, anna: EngineLaptop, bert: EngineLaptop
const cleanups: (() => Promise<unknown> | void)[] = []
afterEach(async () => { for (const cleanup of cleanups.splice(0).reverse()) await cleanup() })

beforeEach(async () => {
  server = await testServer()
  server.clock.ms = Date.now()
  const direct = await server.app.listen({ port: 0, host: '127.0.0.1' })
  cleanups.push(() => server.close())
  network = await badNetwork({ port: (server.app.server.address() as AddressInfo).port })
  cleanups.push(() => network.close())
  anna = await laptop('Anna', network.address)
  bert = await laptop('Bert', direct)
})

async function laptop(name: string, address: string, with_: Patience = hasty): Promise<EngineLaptop> {
  const made = await engineLaptop(server, { name, patience: with_ })
  cleanups.push(() => made.close())
  await made.engine.connect(address, name, made.password)
  await settled(made)
  return made
}
const settled = (l: EngineLaptop) => vi.waitFor(() => { expect(l.engine.state()).toMatchObject({ phase: 'idle', pending: 0, problem: null }) }, { timeout: 10_000, interval: 10 })
const add = (l: EngineLaptop, ...ids: string[]) => l.store.commit(ids.map((id) => ({ kind: 'action' as const, id, gebied: G1, fields: { title: `van ${id}`, description: 'lang '.repeat(40) } })))
const onServer = (kind: string) => server.store.read(async (tx) => { await tx.within([G1]); return tx.rowsOfKind(kind) })
const titles = (l: EngineLaptop) => l.store.rows('action').map((a) => a.title).sort()

/** Both have everything once, and agree with the server. */
async function expectWhole(ids: readonly string[]): Promise<void> {
  await vi.waitFor(() => {
    for (const l of [anna, bert]) expect(titles(l)).toEqual(ids.map((id) => `van ${id}`).sort())
    for (const l of [anna, bert]) expect(l.engine.state()).toMatchObject({ pending: 0, problem: null })
    expect(digestOf(anna.store, G1)).toBe(digestOf(bert.store, G1))
  }, { timeout: 15_000, interval: 20 })
  expect(await onServer('action')).toHaveLength(ids.length)
  expect(await onServer('conflict')).toHaveLength(0)
}

describe('a network that', () => {
  it.each<[string, Partial<Weather>, Partial<SyncState>]>([
    ['is not there', { kind: 'refused' }, { phase: 'offline', problem: expect.objectContaining({ message: 'De server is niet te bereiken.' }) }],
    ['accepts and never answers', { kind: 'silent' }, { phase: 'offline', problem: expect.objectContaining({ message: 'De server antwoordt niet op tijd.' }) }],
    ['breaks off answers halfway', { cutDown: 150 }, { phase: 'offline', problem: expect.objectContaining({ message: 'De server is niet te bereiken.' }) }],
    ['breaks off questions halfway', { cutUp: 400 }, { phase: 'offline', problem: expect.objectContaining({ message: 'De server is niet te bereiken.' }) }],
    ['drips', { bytesPerSecond: 100 }, { phase: 'offline', problem: expect.objectContaining({ message: 'De server antwoordt niet op tijd.' }) }],
    ['answers everything with a page of its own', { kind: 'portal' }, { phase: 'error', problem: expect.objectContaining({ message: 'Dit netwerk vraagt eerst om aanmelden.' }) }],
    ['sends everybody to its login page', { kind: 'login' }, { phase: 'error', problem: expect.objectContaining({ message: 'Dit netwerk vraagt eerst om aanmelden.' }) }],
  ])('%s: the laptop says so, works on, and resumes by itself', async (_name, weather, expected) => {
    network.change(weather)
    add(anna, 'a1', 'a2')
    add(bert, 'b1')
    await vi.waitFor(() => { expect(anna.engine.state()).toMatchObject({ ...expected, pending: 2 }) }, { timeout: 10_000, interval: 10 })
    add(anna, 'a3')
    expect(anna.engine.state().pending).toBe(3)
    await settled(bert)
    expect(titles(anna)).toEqual(['van a1', 'van a2', 'van a3'])
    network.change({})
    await expectWhole(['a1', 'a2', 'a3', 'b1'])
    expect(anna.log).toEqual([])
  })

  it.each<[string, Partial<Weather>]>([['is far away', { latencyMs: 120 }], ['is slow', { bytesPerSecond: 20_000, latencyMs: 30 }]])('%s: everything still comes over', async (_name, weather) => {
    network.change(weather)
    const many = Array.from({ length: 40 }, (_, i) => `b${i}`)
    add(bert, ...many)
    add(anna, 'a1')
    await expectWhole(['a1', ...many])
    expect(anna.log).toEqual([])
  })

  it('loses an answer: what was sent arrived once, and is answered at the next try', async () => {
    network.change({ cutDown: 0 })
    add(anna, 'a1')
    await vi.waitFor(async () => { expect(await onServer('action')).toHaveLength(1) }, { timeout: 10_000 })
    expect(anna.engine.state().pending).toBe(1)
    network.change({})
    await expectWhole(['a1'])
    expect(anna.log).toEqual([])
  })
})

it('[K1] a poke line that died without a word is opened again, so that news arrives at once', async () => {
  const carla = await laptop('Carla', network.address, { ...hasty, every: 60_000, pokeSilence: 1200 })
  await vi.waitFor(() => expect(server.app.websocketServer.clients.size).toBeGreaterThan(2), { timeout: 5000 })
  const before = server.app.websocketServer.clients.size
  network.change({ kind: 'silent' })
  network.change({})
  await vi.waitFor(() => expect(server.app.websocketServer.clients.size).toBeGreaterThan(before), { timeout: 10_000 })
  add(bert, 'b1')
  // Without a line Carla would ask by herself only after a minute.
  await vi.waitFor(() => { expect(carla.store.read('action', 'b1')?.title).toBe('van b1') }, { timeout: 5000 })
})

it('connecting for the first time from behind a login page says what to do, and works afterwards', async () => {
  const dirk = await engineLaptop(server, { name: 'Dirk', patience: hasty })
  cleanups.push(() => dirk.close())
  network.change({ kind: 'portal' })
  await expect(dirk.engine.connect(network.address, 'Dirk', dirk.password)).rejects.toMatchObject({ type: 'Portal' })
  expect(dirk.engine.state().phase).toBe('standalone')
  network.change({})
  await dirk.engine.connect(network.address, 'Dirk', dirk.password)
  await settled(dirk)
})

/** `STORM_MS=60000 STORM_SEED=7` blows longer, and another way. */
it('a storm: after seconds of changing trouble nothing is lost and nothing is there twice', async () => {
  const random = seeded(Number(process.env['STORM_SEED'] ?? 1))
  const until = Date.now() + Number(process.env['STORM_MS'] ?? 2500)
  const ids: string[] = [], words: string[] = []
  for (let i = 0; Date.now() < until; i++) {
    network.change(random.pick<Partial<Weather>>([{}, {}, { kind: 'refused' }, { kind: 'silent' }, { kind: 'portal' }, { kind: 'login' }, { latencyMs: 60 }, { cutUp: random.below(4000) }, { cutDown: random.below(4000) }, { bytesPerSecond: 2000 }]))
    const who = random.pick([anna, anna, bert])
    add(who, `${who.name}${i}`)
    ids.push(`${who.name}${i}`)
    who.type('n1', `<${i}>`)
    words.push(`<${i}>`)
    await new Promise((resolve) => { setTimeout(resolve, random.below(60)) })
  }
  network.change({})
  await expectWhole(ids)
  await vi.waitFor(() => {
    const [one, two] = [anna, bert].map(({ store }) => noteText(noteState(store, 'n1')!.update))
    expect(one).toBe(two)
    for (const word of words) expect(one!.split(word)).toHaveLength(2)
  }, { timeout: 5000 })
  expect([...anna.log, ...bert.log]).toEqual([])
}, 120_000)
