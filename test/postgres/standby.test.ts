import { describe, expect, inject, it } from 'vitest'
import { makeStamp } from '#core/sync/clock.ts'
import type { ServerStore } from '../../server/store/contract.ts'
import { openPostgresStore } from '../../server/store/postgres/open.ts'
import { startCluster } from '../support/postgres.ts'

const put = (store: ServerStore, id: string) => store.write(async (tx) => {
  await tx.within(['g1'])
  await tx.putRows([{ before: undefined, after: { row: { kind: 'action', id, gebied: 'g1', stamp: makeStamp(1, 0, 'dddddddd'), overrides: {}, fields: { title: id } }, bases: {} }, audience: 'team' }])
})

/** The machine of the database is gone; a second one followed it. The steps of docs/beheer/postgresql.md. */
describe.skipIf(inject('postgres') === '')('a second PostgreSQL that follows the first', () => {
  it('takes over when the first dies in the middle of the work: everything acknowledged is there, and the feed goes on', async () => {
    const first = await startCluster({ durable: true })
    const at = await first.database('wissel')
    const store = await openPostgresStore({ connection: at.app, owner: at.owner, newEpoch: 'e1', report: () => undefined })
    const standby = await first.standby()
    const kept: string[] = []
    let stopped = false
    const writers = [0, 1, 2].map(async (w) => {
      for (let n = 0; !stopped; n++) await put(store, `a${w}-${n}`).then(() => kept.push(`a${w}-${n}`), () => { stopped = true })
    })
    await expect.poll(() => kept.length, { timeout: 20_000 }).toBeGreaterThan(50)
    await first.die()
    await Promise.all(writers)
    await store.close()
    await standby.promote()
    const there = standby.logins(at)
    const next = await openPostgresStore({ connection: there.app, owner: there.owner, newEpoch: 'e2', report: () => undefined })
    try {
      const held = await next.read(async (tx) => { await tx.within(['g1']); return tx.rows(kept.map((id) => ({ kind: 'action', id }))) })
      expect(kept.filter((id) => !held.has(`action ${id}`))).toEqual([])
      expect(await next.read((tx) => tx.epoch())).toBe('e1')
      await put(next, 'daarna')
    } finally {
      await next.close()
      await standby.stop()
      await first.stop()
    }
  }, 60_000)
})
