import { describe, expect, inject, it } from 'vitest'
import { crashLoop } from '../support/crash/loop.ts'
import { startCluster } from '../support/postgres.ts'

/** `npm run crash -- 200` does the same for longer. */
describe.skipIf(inject('postgres') === '')('the power goes out under PostgreSQL, a connection of it, the server or a laptop', () => {
  it('in the middle of a push or a pull, six times: nothing that was acknowledged is lost, and all end equal', async () => {
    const cluster = await startCluster({ durable: true })
    try {
      const { settled, lost, digests, integrity, unexpected, kills, acknowledged } = await crashLoop({ kills: 6, seed: 5, cluster })
      expect({ settled, lost, unexpected }).toEqual({ settled: true, lost: [], unexpected: [] })
      expect(digests.laptops).toEqual([digests.server, digests.server])
      expect(integrity).toEqual(['ok', 'ok'])
      expect(kills.postgres + kills.backend).toBeGreaterThan(1)
      expect(acknowledged).toBeGreaterThan(100)
    } finally {
      await cluster.stop()
    }
  }, 180_000)
})
