import { describe, expect, inject, it } from 'vitest'
import { postgresFaults } from '../simulation/faults.ts'
import { playFault, playMany, report, sum } from '../simulation/pool.ts'

const postgres = inject('postgres')
const SEEDS = [1, 2, 3, 4, 5, 6]

describe.skipIf(postgres === '')('the simulation with the server on PostgreSQL', () => {
  it('in bad days replicas agree once it is quiet, also when the server dies between two statements or loses its line to the database', async () => {
    const options = { steps: 100, workers: 2, onDisk: true, postgres }
    const outcomes = await playMany(SEEDS, options)
    expect(report(outcomes.filter((o) => o.problems.length > 0), options)).toBe('')
    const met = sum(outcomes)
    expect(['serverCrashes', 'lineBreaks', 'laptopCrashes', 'message lost', 'rights'].filter((what) => (met[what] ?? 0) === 0)).toEqual([])
  }, 300_000)

  it('the server goes back to a copy, and loses nothing that a laptop has', async () => {
    const options = { steps: 110, workers: 2, onDisk: true, postgres, more: { backsUp: 20 } }
    const outcomes = await playMany(SEEDS, options)
    expect(report(outcomes.filter((o) => o.problems.length > 0), options)).toBe('')
    expect(sum(outcomes)['restores']).toBeGreaterThan(1)
  }, 300_000)

  it.each(postgresFaults.map((f) => [f.name, f] as const))('it notices when %s', async (_name, fault) => {
    const { noticed, without } = await playFault(fault, 30, { steps: 150, workers: 2, postgres })
    expect(noticed).not.toEqual([])
    expect(without).toEqual([])
  }, 300_000)
})
