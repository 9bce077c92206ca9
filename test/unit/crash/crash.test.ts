import { expect, it } from 'vitest'
import { crashLoop } from '../../support/crash/loop.ts'

/** `npm run crash -- 200` does the same for longer. */
it('twelve times the power goes out under a laptop or the server, in the middle of a push or a pull: nothing that was acknowledged is lost, and all end equal', async () => {
  const { settled, lost, digests, integrity, unexpected, kills, during, acknowledged } = await crashLoop({ kills: 12, seed: 3 })
  expect({ settled, lost, unexpected }).toEqual({ settled: true, lost: [], unexpected: [] })
  expect(digests.laptops).toEqual([digests.server, digests.server])
  expect(integrity).toEqual(['ok', 'ok'])
  expect(kills.laptop + kills.server).toBe(12)
  expect(during.push + during.pull).toBeGreaterThan(4)
  expect(acknowledged).toBeGreaterThan(100)
}, 180_000)
