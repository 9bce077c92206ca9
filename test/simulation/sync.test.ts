import { expect, it } from 'vitest'
import { playMany, report, sum } from './pool.ts'

/** The budget: with two cores to itself this takes less than 120 seconds. `npm run nightly` plays more, and one again. */
const SEEDS = 300
const options = { steps: 150, workers: 2 }

it(`in ${SEEDS} bad days replicas agree once it is quiet, nothing that was typed is gone and nobody has what is not theirs`, async () => {
  const outcomes = await playMany(Array.from({ length: SEEDS }, (_, i) => i + 1), options)
  expect(report(outcomes.filter((o) => o.problems.length > 0), options)).toBe('')
  // What never happens proves nothing.
  const met = sum(outcomes)
  const faults = ['laptopCrashes', 'serverCrashes', 'message lost', 'message answerLost', 'message twice', 'message late', 'rights', 'clock', 'move', 'undo', 'resolve', 'retry', 'rewrite', 'newerApp', 'erased', 'photos']
  expect(faults.filter((what) => (met[what] ?? 0) < 50)).toEqual([])
  expect(met['restores']).toBeGreaterThan(25)
}, 600_000)

it('real encrypted files hold as well', async () => {
  const onFiles = { steps: 100, workers: 2, onDisk: true }
  expect(report((await playMany([1, 2, 3, 4, 5, 6], onFiles)).filter((o) => o.problems.length > 0), onFiles)).toBe('')
}, 300_000)

it('the same seed is the same day, to the last message', async () => {
  const [one, two] = [await playMany([7], { ...options, workers: 1, trace: true }), await playMany([7], { ...options, workers: 1, trace: true })]
  expect(one[0]!.trace.length).toBeGreaterThan(150)
  expect(two).toEqual(one)
}, 120_000)
