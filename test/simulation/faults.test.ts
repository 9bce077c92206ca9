import { expect, it } from 'vitest'
import { faults } from './faults.ts'
import { playMany } from './pool.ts'

/** The test of the test: each of these mistakes in product code must make the simulation fail, within this many seeds. */
const SEEDS = 60

// Two at once, each with one worker: most mistakes show in the first day, and loading the product takes as long as a day.
it.concurrent.each(faults.map((f) => [f.name, f] as const))('the simulation notices when %s', async (_name, { edits, more = {} }) => {
  const problems: string[] = []
  await playMany(Array.from({ length: SEEDS }, (_, i) => i + 1), { steps: 150, workers: 1, edits, more, onOutcome: (o) => { problems.push(...o.problems); return problems.length > 0 } })
  expect(problems.length).toBeGreaterThan(0)
}, 300_000)
