import { newest } from './apps.ts'
import { deeds } from './deeds.ts'
import { check } from './invariants.ts'
import { backsUp, restoresBehindSomebodyPerhaps, restoresPerhaps } from './restore.ts'
import { everybody, makeWorld, met, quiet, round, troubles, type Counts, type World } from './world.ts'

export interface PlayOptions {
  readonly steps: number
  /** On real files instead of in memory. */
  readonly onDisk?: boolean
  /** The server on this PostgreSQL: the folder of its socket. */
  readonly postgres?: string | undefined
  readonly trace?: boolean
  /** What happens more, or less, often than usual. */
  readonly more?: Weights
}
export interface Outcome {
  readonly seed: number
  readonly problems: readonly string[]
  readonly trace: readonly string[]
  readonly counts: Counts
}

/** How often each thing happens, per step. */
const usual = {
  edit: 26, create: 8, type: 9, round: 30, everybody: 1.5, remove: 3, move: 3, undo: 2, resolve: 3, retry: 1, erase: 0.7, rewrite: 0.5, newerApp: 1, photo: 4, photoGoes: 1.5,
  line: 4, clock: 3, laptopDies: 4, updates: 0.5, serverDies: 2, lineBreaks: 1, rights: 2, hours: 1,
  /** Somebody keeps a copy of the server's data, to which it may go back. */
  backsUp: 0.5,
}
export type Weights = Partial<Record<keyof typeof usual, number>>
/** After so many steps it becomes quiet, and everything must hold. */
const QUIET_EVERY = 100

/** Plays one seed from beginning to end. What goes wrong is answered; nothing is thrown. */
export async function play(seed: number, options: PlayOptions): Promise<Outcome> {
  const { steps, onDisk = false, trace = false, more = {}, postgres } = options
  const weights = { ...usual, ...more }
  const w = await makeWorld(seed, { onDisk, postgres, traced: trace })
  try {
    for (let i = 1; i <= steps && w.problems.length === 0; i++) {
      await step(w, i, weights)
      if (i % QUIET_EVERY !== 0 && i !== steps) continue
      if (i < steps && await restoresBehindSomebodyPerhaps(w)) { w.weather.bad = true; continue }
      await quiet(w)
      w.problems.push(...await check(w))
      w.weather.bad = true
      if (i < steps && w.problems.length === 0) await restoresPerhaps(w)
    }
  } catch (error) {
    w.problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  } finally {
    await w.close()
  }
  return { seed, problems: w.problems.slice(0, 20), trace: w.trace, counts: totals(w) }
}

async function step(w: World, i: number, weights: Readonly<Record<keyof typeof usual, number>>): Promise<void> {
  const what = w.random.weighted(weights)
  met(w, what)
  w.note(`step ${i}: ${what}`)
  if (what === 'round') round(w)
  else if (what === 'everybody') await everybody(w)
  else if (what === 'backsUp') await backsUp(w)
  else if (what in troubles) await troubles[what as keyof typeof troubles](w)
  else await deeds[what as keyof typeof deeds](w)
  await w.timeline.advance(w.random.below(300))
}

const totals = (w: World): Counts => ({
  ...w.counts, steps: Object.values(w.counts).reduce((a, b) => a + b, 0), written: w.written.length, typed: w.typed.length, erased: w.erased.size, photos: w.photos.size, laptops: w.laptops.length, older: w.laptops.filter((l) => l.app !== newest).length,
  rounds: w.laptops.reduce((n, l) => n + l.rounds, 0), laptopCrashes: w.laptops.reduce((n, l) => n + l.crashes, 0), serverCrashes: w.server.crashes,
  ...Object.fromEntries(Object.entries(w.weather.met).map(([fate, n]) => [`message ${fate}`, n])),
})
