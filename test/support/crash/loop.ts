import { seeded } from '../seeded.ts'
import type { LaptopProcess } from './laptop.ts'
import { openOffice, type Office, type Verdict } from './office.ts'

export interface CrashReport extends Verdict {
  readonly kills: Readonly<Record<'laptop' | 'server', number>>
  /** Of the kills: while a push or a pull of the killed laptop was under way, or any laptop's of the killed server. */
  readonly during: Readonly<Record<'push' | 'pull' | 'neither', number>>
  /** What the processes wrote of trouble that they did not expect. */
  readonly unexpected: readonly string[]
  readonly settled: boolean
}

/** No message of the wanted kind comes by: kill anyhow. */
const PATIENCE_MS = 1500
/** Between the message and the kill, so that it hits every moment of the work on it. */
const SPREAD_MS = 6
const CHECK_EVERY = 50

/** Kills a laptop's data process or the server, so many times, in the middle of a push or a pull, while two people type; each starts again on its own files. */
export async function crashLoop(options: { readonly kills: number; readonly seed: number; readonly pauseMs?: number; readonly say?: (line: string) => void }): Promise<CrashReport> {
  const random = seeded(options.seed)
  const office = await openOffice({ seed: options.seed, pauseMs: options.pauseMs ?? 10 })
  const kills = { laptop: 0, server: 0 }, during = { push: 0, pull: 0, neither: 0 }
  let settled = true
  try {
    for (let n = 1; n <= options.kills; n++) {
      for (const laptop of office.laptops) laptop.tell('type')
      const victim = random.pick([...office.laptops, office.server, office.server])
      const hit = await momentOf(office, victim, random)
      during[hit ?? 'neither'] += 1
      await victim.kill()
      kills[victim === office.server ? 'server' : 'laptop'] += 1
      await victim.start()
      if (n % CHECK_EVERY !== 0) continue
      const states = await office.settle()
      settled &&= fine(states)
      options.say?.(`${n} kills: ${fine(states) ? 'both laptops and the server agree' : JSON.stringify(states)}`)
    }
    const states = await office.settle()
    settled &&= fine(states)
    const unexpected = [...office.laptops.flatMap((l) => l.log), ...office.laptops.flatMap((l) => l.refused.map((r) => r.message)), ...(office.server.said === '' ? [] : [office.server.said])]
    return { kills, during, settled, unexpected, ...await office.judge() }
  } finally {
    await office.remove()
  }
}

const fine = (states: Awaited<ReturnType<Office['settle']>>): boolean => states.every((s) => s.pending === 0 && s.problem === null && s.refused === 0 && s.digests.join() === states[0]!.digests.join())

/** Waits for a push or a pull that concerns the victim, and a little longer; answers what was under way then. */
async function momentOf(office: Office, victim: LaptopProcess | Office['server'], random: ReturnType<typeof seeded>): Promise<'push' | 'pull' | undefined> {
  const wanted = random.pick(['push', 'pull'] as const), stage = random.pick(['asked', 'answered'] as const)
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS)
    office.onMessage = (laptop, what, at) => { if (what === wanted && at === stage && (victim === laptop || victim === office.server)) { clearTimeout(timer); resolve() } }
  })
  office.onMessage = () => undefined
  const wait = random.below(SPREAD_MS)
  if (wait > 0) await new Promise((resolve) => { setTimeout(resolve, wait) })
  const busy = office.laptops.filter((l) => victim === l || victim === office.server).map((l) => office.waitingFor(l))
  return busy.includes(wanted) ? wanted : busy.find((what) => what !== undefined) ?? (stage === 'answered' && wait < 3 ? wanted : undefined)
}
