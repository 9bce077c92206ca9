import { Worker } from 'node:worker_threads'
import type { Fault } from './faults.ts'
import type { Edit } from './hooks.ts'
import type { Outcome, PlayOptions } from './play.ts'

export interface PoolOptions extends Pick<PlayOptions, 'steps' | 'onDisk' | 'postgres' | 'trace' | 'more'> {
  readonly workers: number
  /** Faults to put into product code. */
  readonly edits?: readonly Edit[]
  /** Answers whether to stop early. */
  readonly onOutcome?: (outcome: Outcome) => boolean | void
}

/** Plays seeds in worker threads; answers what came out, in the order it came. */
export async function playMany(seeds: readonly number[], { workers, edits = [], onOutcome = () => undefined, ...options }: PoolOptions): Promise<Outcome[]> {
  const waiting = [...seeds], outcomes: Outcome[] = []
  const one = () => new Promise<void>((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { edits }, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: 64 } })
    const next = () => {
      const seed = waiting.shift()
      if (seed === undefined) void worker.terminate().then(() => resolve())
      else worker.postMessage({ seed, options })
    }
    worker.on('message', (outcome: Outcome) => {
      outcomes.push(outcome)
      if (onOutcome(outcome) === true) waiting.length = 0
      next()
    })
    worker.on('error', reject)
    next()
  })
  await Promise.all(Array.from({ length: Math.min(workers, seeds.length) }, one))
  return outcomes
}

/**
 * The test of the test: plays seeds with a mistake in product code until one fails, and that seed once more without it, where nothing may fail.
 * Answers what went wrong with the mistake and without.
 */
export async function playFault({ edits, more = {} }: Fault, seeds: number, options: Pick<PoolOptions, 'steps' | 'workers' | 'postgres'>): Promise<{ readonly noticed: readonly string[]; readonly without: readonly string[] }> {
  let failed: Outcome | undefined
  await playMany(Array.from({ length: seeds }, (_, i) => i + 1), { ...options, edits, more, onOutcome: (o) => { if (o.problems.length > 0) failed ??= o; return failed !== undefined } })
  const [clean] = failed ? await playMany([failed.seed], { ...options, more }) : []
  return { noticed: failed?.problems ?? [], without: clean?.problems ?? [] }
}

type Where = Pick<PlayOptions, 'steps' | 'onDisk' | 'postgres'>

/** The one command that plays a seed again, with everything that happened. */
export const replay = (seed: number, { steps, onDisk = false, postgres }: Where): string => `npm run nightly -- --seed ${seed} --steps ${steps}${onDisk ? ' --disk' : ''}${postgres === undefined ? '' : ' --postgres'}`

export const report = (failed: readonly Outcome[], options: Where): string =>
  failed.map((o) => `seed ${o.seed}: ${o.problems.slice(0, 3).join('\n  ')}\n  play it again: ${replay(o.seed, options)}`).join('\n')

/** The counts of many seeds together. */
export function sum(outcomes: readonly Outcome[]): Record<string, number> {
  const total: Record<string, number> = {}
  for (const { counts } of outcomes) for (const [name, n] of Object.entries(counts)) total[name] = (total[name] ?? 0) + n
  return total
}
