import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { digestOf } from '../../../electron/data/sync/round.ts'
import { migrations } from '../../../electron/data/migrations.ts'
import type { Store } from '../../../electron/data/store/store.ts'
import { openOffice } from '../../support/crash/office.ts'
import { engineLaptop } from '../../support/engine-laptop.ts'
import { G1, testServer } from '../../support/server.ts'
import { testStore } from '../../support/store.ts'

const cleanups: (() => Promise<unknown> | void)[] = []
afterEach(async () => { for (const cleanup of cleanups.splice(0).reverse()) await cleanup() })
const folder = () => { const at = mkdtempSync(join(tmpdir(), 'gebiedsboek-full-')); cleanups.push(() => rmSync(at, { recursive: true, force: true })); return at }
/** The database may grow by so many pages; null: as much as it likes. */
const room = (store: Store, pages: number | null) => store.db.pragma(`max_page_count = ${pages === null ? 4_294_967_294 : (store.db.pragma('page_count', { simple: true }) as number) + pages}`)
const hasty = { afterEdit: 20, every: 300, backoff: [50, 100], silence: 2000, pokeSilence: 60_000 }
const contact = (i: number) => ({ kind: 'contact' as const, id: `c${i}`, gebied: G1, fields: { lastName: `Naam ${i}`, remarks: 'lang '.repeat(150) } })

describe('a full disk of a laptop', () => {
  it('refuses the edit that does not fit, keeps all that was acknowledged, and goes on when there is room', () => {
    const file = join(folder(), 'boek.db'), key = new Uint8Array(32).fill(3)
    let { store } = testStore({ file, key, migrations })
    room(store, 20)
    let kept = 0, refused: unknown
    for (; kept < 2000 && refused === undefined; kept++) try { store.commit([contact(kept)]) } catch (error) { refused = error; kept -= 1 }
    expect(refused).toMatchObject({ failure: { type: 'DiskFull', message: expect.stringContaining('De schijf van deze computer is vol') } })
    expect(kept).toBeGreaterThan(10)
    expect(store.rows('contact')).toHaveLength(kept)
    expect(store.outbox.count()).toBe(kept)
    store.close()
    store = testStore({ file, key, migrations }).store
    expect(store.rows('contact')).toHaveLength(kept)
    store.commit([contact(kept)])
    expect(store.rows('contact')).toHaveLength(kept + 1)
    expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok')
    store.close()
  })

  it('during a first sync: says that it is this computer, loses nothing, and gets the rest by itself', async () => {
    const server = await testServer()
    server.clock.ms = Date.now()
    cleanups.push(() => server.close())
    const address = await server.app.listen({ port: 0, host: '127.0.0.1' })
    const anna = await engineLaptop(server, { name: 'Anna', patience: hasty })
    cleanups.push(() => anna.close())
    anna.store.commit(Array.from({ length: 600 }, (_, i) => contact(i)))
    await anna.engine.connect(address, 'Anna', anna.password)
    await vi.waitFor(() => expect(anna.engine.state()).toMatchObject({ phase: 'idle', pending: 0 }), { timeout: 10_000 })
    const bert = await engineLaptop(server, { name: 'Bert', patience: hasty, file: join(folder(), 'boek.db'), key: new Uint8Array(32).fill(4) })
    cleanups.push(() => bert.close())
    bert.store.commit([{ kind: 'action', id: 'b1', gebied: G1, fields: { title: 'van Bert' } }])
    room(bert.store, 25)
    await bert.engine.connect(address, 'Bert', bert.password)
    await vi.waitFor(() => expect(bert.engine.state()).toMatchObject({ phase: 'error', problem: { message: expect.stringContaining('De schijf van deze computer is vol') } }), { timeout: 10_000 })
    expect(bert.store.read('action', 'b1')?.title).toBe('van Bert')
    room(bert.store, null)
    await vi.waitFor(() => {
      expect(bert.engine.state()).toMatchObject({ phase: 'idle', pending: 0, problem: null })
      expect(bert.store.rows('contact')).toHaveLength(600)
      expect(anna.store.read('action', 'b1')?.title).toBe('van Bert')
      expect(digestOf(bert.store, G1)).toBe(digestOf(anna.store, G1))
    }, { timeout: 15_000 })
    expect([...anna.log, ...bert.log]).toEqual([])
  })
})

/** Files that may not grow any more: what a full disk, a quota or a broken disk does to a write. Only where a shell can set it. */
const limits = spawnSync('sh', ['-c', "trap '' XFSZ; ulimit -f 100"]).status === 0
describe.skipIf(!limits)(limits ? 'files that cannot grow, in processes of their own' : 'files that cannot grow (overgeslagen: deze computer kent geen ulimit)', () => {
  it('the server refuses what it cannot keep and the laptops wait; with room again everything arrives, and nothing acknowledged is lost', async () => {
    const office = await openOffice({ seed: 1, pauseMs: 6 })
    cleanups.push(() => office.remove())
    const { server, laptops } = office
    for (const laptop of laptops) laptop.tell('type')
    await new Promise((resolve) => { setTimeout(resolve, 600) })
    await server.close()
    const used = Math.ceil(statSync(join(server.place as string, 'server.sqlite')).size / 1024)
    await server.start(used + 200)
    await vi.waitFor(() => expect(server.said).toMatch(/disk I\/O error|disk is full/), { timeout: 20_000 })
    expect(server.running).toBe(true)
    const stuck = await laptops[0]!.sync()
    expect(stuck.pending).toBeGreaterThan(0)
    expect(stuck.problem).toContain('De schijf van de server is vol of geeft een fout')
    await server.close()
    await server.start()
    const states = await office.settle()
    expect(states.map((s) => [s.pending, s.problem, s.refused])).toEqual([[0, null, 0], [0, null, 0]])
    const { lost, digests, integrity, acknowledged } = await office.judge()
    expect({ lost, integrity }).toEqual({ lost: [], integrity: ['ok', 'ok'] })
    expect(digests.laptops).toEqual([digests.server, digests.server])
    expect(acknowledged).toBeGreaterThan(50)
  }, 90_000)

  it('a laptop whose file cannot grow refuses edits in plain words, does not end, and has everything it acknowledged afterwards', async () => {
    const office = await openOffice({ seed: 2, pauseMs: 4 })
    cleanups.push(() => office.remove())
    const [anna, bert] = office.laptops as [typeof office.laptops[number], typeof office.laptops[number]]
    for (const laptop of office.laptops) laptop.tell('type')
    await new Promise((resolve) => { setTimeout(resolve, 400) })
    anna.tell('stopTyping')
    await anna.close()
    const used = Math.ceil(statSync(join(anna.config.folder, 'boek.db')).size / 1024)
    await anna.start(used + 150)
    anna.tell('type')
    await vi.waitFor(() => expect(anna.refused.length).toBeGreaterThan(2), { timeout: 20_000 })
    expect(anna.running).toBe(true)
    expect([...new Set(anna.refused.map((r) => r.type))].every((type) => type === 'DiskError' || type === 'DiskFull')).toBe(true)
    await anna.kill()
    await anna.start()
    const states = await office.settle()
    expect(states.map((s) => [s.pending, s.problem, s.refused])).toEqual([[0, null, 0], [0, null, 0]])
    const { lost, digests, integrity } = await office.judge()
    expect({ lost, integrity }).toEqual({ lost: [], integrity: ['ok', 'ok'] })
    expect(digests.laptops).toEqual([digests.server, digests.server])
    expect([anna.log, bert.log]).toEqual([[], []])
  }, 90_000)
})
