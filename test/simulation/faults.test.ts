import { expect, it } from 'vitest'
import { faults } from './faults.ts'
import { playFault } from './pool.ts'

/** Each of these mistakes in product code must make the simulation fail, within this many seeds, and nothing else may. */
const SEEDS = 60

// Two at once, each with one worker: most mistakes show in the first day, and loading the product takes as long as a day.
it.concurrent.each(faults.map((f) => [f.name, f] as const))('the simulation notices when %s', async (_name, fault) => {
  const { noticed, without } = await playFault(fault, SEEDS, { steps: 150, workers: 1 })
  expect(noticed).not.toEqual([])
  expect(without).toEqual([])
}, 300_000)
