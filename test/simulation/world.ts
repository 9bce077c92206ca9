import type { Role } from '#core/model/access.ts'
import type { KindName } from '#core/model/kinds.ts'
import { addAccount, changeAccount } from '../../server/auth/accounts.ts'
import { newest, older } from './apps.ts'
import { fileBackend, memoryBackend } from './backend.ts'
import { SimLaptop, type Person } from './laptop.ts'
import { Weather } from './network.ts'
import { postgresBackend } from './postgres.ts'
import { seeded, type Random } from '../support/seeded.ts'
import { GEBIEDEN, PASSWORD, SimServer } from './server.ts'
import { sweepFiles } from '../../server/sync/sweep.ts'
import { Timeline } from './timeline.ts'

export const [G1, G2] = GEBIEDEN
export const NOTES = [{ id: 'n1', gebied: G1 }, { id: 'n2', gebied: G2 }] as const

/** One value that somebody typed, and the value they saw when they did. `by`: the number of the laptop, -1 for the beheerder. */
export interface Written { readonly by: number; readonly kind: KindName; readonly id: string; readonly field: string; readonly value: string; readonly saw: string | undefined; readonly order: number; /** the contact it is about */ readonly person: string | undefined }
export interface Typed { readonly note: string; readonly text: string }

/** Names of faults and how often each was met. */
export type Counts = Record<string, number>

/** Laptops, a server and the weather; what people did, and what went wrong. */
export interface World {
  readonly random: Random
  readonly timeline: Timeline
  readonly server: SimServer
  readonly weather: Weather
  readonly laptops: readonly SimLaptop[]
  readonly accounts: ReadonlyMap<string, string>
  readonly written: Written[]
  readonly typed: Typed[]
  /** Text that somebody deleted from a note. */
  readonly cut: Set<string>
  /** Contacts that were erased. */
  readonly erased: Set<string>
  /** Which laptop, by number, erased whom. */
  readonly wiped: Set<string>
  /** Rows that somebody deleted, and those that somebody put back, as 'kind id'. */
  readonly removed: Set<string>
  readonly restored: Set<string>
  /** The bytes of every photo that somebody added, by fingerprint, and by which laptops. */
  readonly photos: Map<string, { readonly bytes: Buffer; readonly by: Set<number> }>
  /** Photos of which somebody deleted a row, by fingerprint. */
  readonly putAway: Set<string>
  /** Questions that somebody settled, by id, and those of them that a restored server may ask once more. */
  readonly chosen: Set<string>
  readonly askable: Set<string>
  /** Undo tokens by laptop. */
  readonly undo: Map<SimLaptop, string[]>
  readonly counts: Counts
  readonly problems: string[]
  readonly trace: string[]
  /** For a replay that is traced. */
  readonly note: (text: string) => void
  count: number
  /** There is a copy of the server's data. */
  backedUp: boolean
  close(): Promise<void>
}

const people: readonly Person[] = [
  { name: 'Anna', device: 'laptop01', role: 'regisseur', gebieden: GEBIEDEN },
  { name: 'Bert', device: 'laptop02', role: 'oov', gebieden: GEBIEDEN },
  { name: 'Carla', device: 'laptop03', role: 'boa', gebieden: [G1] },
  { name: 'Dirk', device: 'laptop04', role: 'regisseur', gebieden: [G1] },
  { name: 'Anna 2', device: 'laptop05', role: 'regisseur', gebieden: GEBIEDEN },
  { name: 'Els', device: 'laptop06', role: 'wijkagent', gebieden: [G2] },
]
/** Whose rights change during the day. */
const movable = ['Carla', 'Dirk', 'Els']
const YEAR = 365 * 86_400_000
const START = Date.UTC(2026, 10, 23, 12)

export interface WorldOptions { readonly onDisk: boolean; readonly postgres: string | undefined; readonly traced: boolean }

export async function makeWorld(seed: number, { onDisk, postgres, traced }: WorldOptions): Promise<World> {
  const random = seeded(seed)
  const timeline = new Timeline(START)
  const epoch = `epoch-${seed}`
  const server = await SimServer.start(postgres !== undefined ? postgresBackend(postgres, epoch) : onDisk ? fileBackend(epoch) : memoryBackend(epoch), timeline, random)
  const weather = new Weather(timeline, random)
  const problems: string[] = [], trace: string[] = []
  const team = people.slice(0, 3 + random.below(people.length - 2))
  const accounts = new Map<string, string>()
  for (const { name, role, gebieden } of team) if (!name.includes(' ')) accounts.set(name, (await addAccount(server.deps, { name, role, gebieden: [...gebieden], password: PASSWORD })).id)
  const note = (text: string) => { if (traced) trace.push(`  ${timeline.now - START} ${text}`) }
  const around = { timeline, server, random, weather, onDisk, epoch, note, problem: (text: string) => { problems.push(text); note(`PROBLEM ${text}`) } }
  const laptops = team.map((person) => new SimLaptop(person, random.chance(0.15) ? older : newest, around))
  return {
    random, timeline, server, weather, laptops, accounts, written: [], typed: [], cut: new Set(), erased: new Set(), wiped: new Set(), removed: new Set(), restored: new Set(), photos: new Map(), putAway: new Set(), chosen: new Set(), askable: new Set(), undo: new Map(), counts: {}, problems, trace, note, count: 0, backedUp: false,
    async close() {
      for (const laptop of laptops) laptop.close()
      await server.close()
    },
  }
}

export const met = (w: World, what: string): void => { w.counts[what] = (w.counts[what] ?? 0) + 1 }

/** Something that goes wrong, or that a beheerder changes. */
export const troubles = {
  line(w) { const laptop = w.random.pick(w.laptops); laptop.online = w.random.chance(0.6) },
  clock(w) { w.random.pick(w.laptops).skewMs = w.random.pick([0, 0, -20_000, 240_000, -3_600_000, 3_600_000, 3 * YEAR, -3 * YEAR]) },
  laptopDies(w) { const laptop = w.random.pick(w.laptops); if (w.random.chance(0.2)) laptop.crash(); else laptop.dieAt(w.random.below(40)) },
  updates(w) { const behind = w.laptops.filter((l) => l.app === older); if (behind.length > 0) { met(w, 'updated'); w.random.pick(behind).update() } },
  async serverDies(w) { if (w.random.chance(0.2)) await w.server.restart(w.random.below(5000)); else w.server.backend.dieAt(w.random.below(60)) },
  lineBreaks(w) { w.server.backend.loseLineAt?.(w.random.below(60)) },
  async rights(w) {
    const name = w.random.pick(movable.filter((m) => w.accounts.has(m)).concat('Carla'))
    const edit = w.random.pick<{ role?: Role; gebieden?: string[] }>([{ role: 'boa' }, { role: 'regisseur' }, { role: 'oov' }, { role: 'wijkagent' }, { gebieden: [G1] }, { gebieden: [G2] }, { gebieden: [G1, G2] }, { gebieden: [] }])
    w.note(`${name} gets ${JSON.stringify(edit)}`)
    await w.server.beside((deps) => changeAccount(deps, w.accounts.get(name)!, edit))
  },
  async hours(w) {
    await w.timeline.advance(w.random.below(6) * 3_600_000)
    await w.server.beside((deps) => sweepFiles(deps.store, w.timeline.now))
  },
} satisfies Record<string, (w: World) => void | Promise<void>>

/** A laptop and its server talk, while the world goes on. */
export function round({ random, laptops }: World, laptop: SimLaptop = random.pick(laptops)): void {
  laptop.begin({ pageSize: 1 + random.below(12), verify: random.chance(0.3), ...(random.chance(0.2) ? { stopAfter: 1 + random.below(8) } : {}) })
}

/** Everybody at the same moment: the server has it all in hand together. */
export async function everybody(w: World): Promise<void> {
  w.weather.inStep = true
  for (const laptop of w.laptops) round(w, laptop)
  await w.timeline.advance(100)
  w.weather.inStep = false
}

/** The weather clears, everybody but who is `asleep` is up and online; only the clocks stay as wrong as they are. */
export async function quiet(w: World, asleep?: SimLaptop): Promise<void> {
  const awake = w.laptops.filter((laptop) => laptop !== asleep)
  w.weather.bad = false
  w.server.recover()
  for (const laptop of awake) laptop.recover()
  if (asleep) asleep.online = false
  await w.timeline.advance(60_000)
  for (let turn = 0; turn < 12; turn++) {
    let nothing = true
    for (const laptop of awake) {
      const before = laptop.rounds, held = bytesHeld(laptop)
      laptop.begin({ pageSize: 500, verify: true })
      for (let i = 0; laptop.isBusy; i++) {
        if (i > 3000) throw new Error(`${laptop.person.name} never ends its round`)
        await w.timeline.advance(50)
      }
      if (laptop.rounds === before || laptop.app.pendingCount(laptop.store) > 0 || bytesHeld(laptop) !== held) nothing = false
    }
    // Once everybody has nothing left to say, one more turn lets everybody hear it.
    if (nothing && turn >= 2) return
  }
  w.problems.push(...awake.filter((l) => l.app.pendingCount(l.store) > 0).map((l) => `${l.person.name} still has something to send`), 'it never becomes quiet')
}

/** Which files a laptop has whole, and which it knows to be at the server. */
const bytesHeld = ({ store }: SimLaptop): string => JSON.stringify([store.bytes.heads().filter((h) => h.whole).map((h) => h.hash), store.bytes.db.prepare('SELECT gebied, hash FROM delivered ORDER BY 1, 2').all()])
