import type { Cluster } from '../postgres.ts'
import { seeded } from '../seeded.ts'
import type { LaptopProcess } from './laptop.ts'
import { openOffice, type Office, type Verdict } from './office.ts'

/** `postgres`: all processes of PostgreSQL at once; `backend`: the one process of it that serves a connection, after which it recovers by itself. */
const victims = ['laptop', 'server', 'postgres', 'backend'] as const
type Victim = (typeof victims)[number]

export interface CrashReport extends Verdict {
  readonly kills: Readonly<Record<Victim, number>>
  /** Of the kills: while a push or a pull of the killed laptop was under way, or any laptop's of the killed server or database, when the signal had been given. */
  readonly during: Readonly<Record<'push' | 'pull' | 'neither', number>>
  /** What the processes wrote of trouble that they did not expect. */
  readonly unexpected: readonly string[]
  readonly settled: boolean
}
export interface CrashOptions {
  readonly kills: number
  readonly seed: number
  readonly pauseMs?: number
  /** The server keeps its data here instead of in a file of its own, and PostgreSQL is killed too. */
  readonly cluster?: Cluster | undefined
  readonly say?: (line: string) => void
}

/** No message of the wanted kind comes by: kill anyhow. */
const PATIENCE_MS = 1500
/** Between the message and the kill, so that it hits every moment of the work on it. */
const SPREAD_MS = 6
const CHECK_EVERY = 50

/** Kills a laptop's data process, the server or its PostgreSQL, so many times, in the middle of a push or a pull, while two people type; each starts again on its own files. */
export async function crashLoop({ kills: wanted, seed, pauseMs = 10, cluster, say }: CrashOptions): Promise<CrashReport> {
  const random = seeded(seed)
  const office = await openOffice({ seed, pauseMs, place: await cluster?.database(`crash_${seed}`) })
  const kills = { laptop: 0, server: 0, postgres: 0, backend: 0 }, during = { push: 0, pull: 0, neither: 0 }
  let settled = true
  try {
    for (let n = 1; n <= wanted; n++) {
      for (const laptop of office.laptops) laptop.tell('type')
      const victim = random.pick<Victim>(cluster ? ['laptop', 'server', 'postgres', 'backend'] : ['laptop', 'server'])
      const laptop = victim === 'laptop' ? random.pick(office.laptops) : undefined
      const { wanted, busy } = await momentOf(office, laptop, random)
      let hit: 'push' | 'pull' | 'neither' = 'neither'
      const onKilled = () => { hit = busy(wanted) }
      if (await kill(office, cluster, victim, laptop, onKilled)) { kills[victim] += 1; during[hit] += 1 }
      if (n % CHECK_EVERY !== 0) continue
      const states = await office.settle()
      settled &&= fine(states)
      say?.(`${n} kills: ${fine(states) ? 'both laptops and the server agree' : JSON.stringify(states)}`)
    }
    const states = await office.settle()
    settled &&= fine(states)
    const unexpected = [...office.laptops.flatMap((l) => l.log), ...office.laptops.flatMap((l) => l.refused.map((r) => r.message)), ...troubleOf(office.server.said, cluster !== undefined)]
    return { kills, during, settled, unexpected, ...await office.judge() }
  } finally {
    await office.remove()
  }
}

/** Kills, and has it start again; answers whether there was anything to kill. */
async function kill({ server }: Office, cluster: Cluster | undefined, victim: Victim, laptop: LaptopProcess | undefined, onKilled: () => void): Promise<boolean> {
  if (victim === 'postgres') { await cluster!.crash(onKilled); return true }
  if (victim === 'backend') return cluster!.crashBackend(onKilled)
  // A process that is gone waits for nothing: this looks at the moment of the signal.
  onKilled()
  await (laptop ?? server).kill()
  await (laptop ?? server).start()
  return true
}

/** What a server says when its PostgreSQL goes away and comes back. */
const away = /terminat|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|starting up|in recovery mode|shutting down|not yet accepting|connection error|Client has encountered/i
const troubleOf = (said: string, onPostgres: boolean): string[] => said.split('\n').filter((line) => (onPostgres ? /^\d{4}-\d\d-\d\dT/.test(line) && !away.test(line) : line !== ''))

const fine = (states: Awaited<ReturnType<Office['settle']>>): boolean => states.every((s) => s.pending === 0 && s.problem === null && s.refused === 0 && s.digests.join() === states[0]!.digests.join())

interface Moment { readonly wanted: 'push' | 'pull'; /** what is under way, `preferred` when that is */ readonly busy: (preferred: 'push' | 'pull') => 'push' | 'pull' | 'neither' }

/** Waits for a push or a pull of the laptop, or of any, and a little longer. A pull is made long: everything from the beginning. */
async function momentOf(office: Office, victim: LaptopProcess | undefined, random: ReturnType<typeof seeded>): Promise<Moment> {
  const wanted = random.pick(['push', 'pull'] as const), stage = random.pick(['asked', 'answered'] as const)
  const concerns = (laptop: LaptopProcess) => victim === undefined || victim === laptop
  if (wanted === 'pull') (victim ?? random.pick(office.laptops)).tell('readAgain')
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS)
    office.onMessage = (laptop, what, at) => { if (what === wanted && at === stage && concerns(laptop)) { clearTimeout(timer); resolve() } }
  })
  office.onMessage = () => undefined
  const wait = random.below(SPREAD_MS)
  if (wait > 0) await new Promise((resolve) => { setTimeout(resolve, wait) })
  // Right after an answer its laptop is still writing it.
  const writing = stage === 'answered' && wait < 3 ? wanted : undefined
  const busy = (preferred: 'push' | 'pull') => {
    const under = office.laptops.filter(concerns).map((l) => office.waitingFor(l))
    return under.includes(preferred) ? preferred : under.find((what) => what !== undefined) ?? (victim ? writing : undefined) ?? 'neither'
  }
  return { wanted, busy }
}
