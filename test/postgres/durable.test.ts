import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { MUNICIPALITY } from '#core/model/define.ts'
import { makeStamp } from '#core/sync/clock.ts'
import { EMPTY_FEED, type ServerStore } from '../../server/store/contract.ts'
import { openPostgresStore } from '../../server/store/postgres/open.ts'
import { tidy } from '../../server/store/postgres/tidy.ts'
import { query, startCluster, type Cluster, type DatabaseLogins } from '../support/postgres.ts'

const row = (id: string, title: string) => ({ kind: 'contact', id, gebied: 'g1', stamp: makeStamp(1, 0, 'dddddddd'), overrides: {}, fields: { lastName: title } })

/** PostgreSQL as in production: it syncs to disk. */
describe.skipIf(inject('postgres') === '')('PostgreSQL that syncs to disk', () => {
  let cluster: Cluster, at: DatabaseLogins, store: ServerStore
  const troubles: unknown[] = []
  beforeAll(async () => {
    cluster = await startCluster({ durable: true })
    at = await cluster.database('duurzaam')
    store = await openPostgresStore({ connection: at.app, owner: at.owner, newEpoch: 'e1', report: (e) => troubles.push(e) })
  })
  afterAll(async () => { await store.close(); await cluster.stop() })

  const put = (id: string, title: string) => store.write(async (tx) => { await tx.within(['g1']); await tx.putRows([{ before: undefined, after: { row: row(id, title), bases: {} }, audience: 'people' }]) })

  it('PostgreSQL ends at once while servers write, twice: nothing acknowledged is lost, numbers stay whole, the server goes on by itself', async () => {
    const kept: string[] = []
    for (let crash = 0; crash < 2; crash++) {
      let stopped = false
      const writers = Array.from({ length: 4 }, async (_, w) => {
        for (let n = 0; !stopped; n++) {
          const id = `c${crash}-${w}-${n}`
          try {
            await put(id, 'x')
            kept.push(id)
          } catch (error) {
            troubles.push(error)
            await new Promise((resolve) => { setTimeout(resolve, 20) })
          }
        }
      })
      await new Promise((resolve) => { setTimeout(resolve, 150) })
      await cluster.crash()
      await expect.poll(() => put(`na${crash}`, 'x').then(() => 'goes on', () => 'not yet'), { timeout: 10_000 }).toBe('goes on')
      stopped = true
      await Promise.all(writers)
    }
    const slice = await store.read(async (tx) => { await tx.within(['g1']); return tx.feed({ gebied: 'g1', head: (await tx.feedHeads(['g1'])).get('g1') ?? EMPTY_FEED, after: 0, audiences: ['people'], limit: 100_000, maxBytes: 1e9 }) })
    const there = new Set(slice.entries.map((e) => e.id))
    expect(kept.length).toBeGreaterThan(20)
    expect(kept.filter((id) => !there.has(id))).toEqual([])
    expect(new Set(slice.entries.map((e) => e.seq)).size).toBe(slice.entries.length)
    // It did notice that PostgreSQL was away.
    expect(troubles.length).toBeGreaterThan(0)
  }, 60_000)

  it('[E1] after an erasure and tidying up, the bytes are in no table file', async () => {
    const name = 'Uitwisbaarsson'
    const bytes = (folder: string): string => readdirSync(folder).map((f) => join(folder, f)).map((f) => (statSync(f).isDirectory() ? bytes(f) : readFileSync(f).toString('latin1'))).join('')
    const tables = join(cluster.folder, 'data', 'base')
    await put('c1', name)
    await query(at.admin, 'CHECKPOINT')
    expect(bytes(tables)).toContain(name)
    await store.write(async (tx) => { await tx.within([MUNICIPALITY, 'g1']); await tx.eraseRows([{ row: row('c1', name), bases: {} }], () => 'people', 1) })
    await tidy(at.owner)
    await query(at.admin, 'CHECKPOINT')
    expect(bytes(tables)).not.toContain(name)
  })
})
