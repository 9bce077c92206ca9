import * as Y from 'yjs'
import type { Role } from '#core/model/access.ts'
import { appendNoteUpdate, noteState } from '../../electron/data/notes/bodies.ts'
import { pendingCount } from '../../electron/data/sync/round.ts'
import { readFeeds } from '../../electron/data/sync/memory.ts'
import { changeAccount } from '../../server/auth/accounts.ts'
import { realLaptop, type RealLaptop } from '../support/laptop.ts'
import { seeded } from '../support/seeded.ts'
import { G1, G2, testServer, type TestServer } from '../support/server.ts'

/** One value that somebody typed, and the value they saw when they did. */
export interface Written { readonly by: number; readonly kind: 'action' | 'contact' | 'contactDetails'; readonly id: string; readonly field: string; readonly value: string; readonly saw: string | undefined; readonly order: number }

export interface World {
  readonly server: TestServer
  readonly laptops: readonly RealLaptop[]
  readonly written: Written[]
  readonly typed: { readonly note: string; readonly text: string }[]
  step(): Promise<void>
  /** Everything heals: clocks right, network whole, everybody up to date. */
  quiet(): Promise<void>
  close(): Promise<void>
}

const DAY = 86_400_000
const people: readonly { name: string; role: Role; gebieden: readonly string[] }[] = [
  { name: 'Anna', role: 'regisseur', gebieden: [G1, G2] }, { name: 'Bert', role: 'oov', gebieden: [G1, G2] }, { name: 'Carla', role: 'boa', gebieden: [G1] }, { name: 'Dirk', role: 'regisseur', gebieden: [G1] },
]
const fieldsOfKind = { action: ['title', 'description', 'reason'], contact: ['lastName', 'remarks'], contactDetails: ['phone', 'street'] } as const

/** Four laptops and a server under a bad star: lost, doubled and late messages, wrong clocks, changing rights. */
export async function world(seed: number): Promise<World> {
  const random = seeded(seed)
  const server = await testServer()
  const late: (() => Promise<unknown>)[] = []
  const laptops: RealLaptop[] = []
  for (const [i, person] of people.entries()) laptops.push(await realLaptop(server, { ...person, random: random.bytes, device: `s${String(i).padStart(7, '0')}` }))
  const state = { troubled: true, count: 0 }
  for (const laptop of laptops) {
    laptop.network.fate = () => {
      server.clock.ms += 1 + random.below(50)
      return !state.troubled ? 'ok' : random.pick(['ok', 'ok', 'ok', 'ok', 'lost', 'twice', 'answerLost'] as const)
    }
    laptop.onMessage = (again) => { if (state.troubled && random.chance(0.1)) late.push(again) }
  }
  const written: Written[] = [], typed: World['typed'] = []
  const ids = { action: ['a1', 'a2', 'a3'], contact: ['c1', 'c2'], contactDetails: ['c1', 'c2'] } as const
  const actor = (kind: Written['kind']) => { const able = laptops.map((_, i) => i).filter((i) => kind === 'action' || people[i]!.role !== 'boa'); return random.pick(able) }

  function edit(): void {
    const kind = random.pick(['action', 'action', 'contact', 'contactDetails'] as const)
    const by = actor(kind), id = random.pick(ids[kind]), field = random.pick(fieldsOfKind[kind])
    const { store } = laptops[by]!
    const held = store.tables[kind].find(id)
    const gebied = (held?.['gebied'] as string | undefined) ?? G1
    if (!readFeeds(store).some((f) => f.gebied === G1) && !held) return
    const value = `w${++state.count}`
    const saw = held?.[field]
    store.commit([{ kind, id, gebied, fields: { [field]: value } } as never])
    written.push({ by, kind, id, field, value, saw: typeof saw === 'string' && saw !== '' ? saw : undefined, order: state.count })
  }
  function remove(): void {
    const { store } = random.pick(laptops)
    const row = store.rows('action')[0]
    if (row) store.commit([{ kind: 'action', id: row.id, gebied: row.gebied, fields: { deleted: random.chance(0.7) } }])
  }
  function type(): void {
    const by = actor('contact'), { store } = laptops[by]!
    if (!readFeeds(store).some((f) => f.gebied === G1)) return
    const held = noteState(store, 'n1'), doc = new Y.Doc()
    doc.clientID = 1 + random.below(2 ** 31)
    if (held) Y.applyUpdateV2(doc, held.update)
    const before = Y.encodeStateVector(doc), text = `<${++state.count}>`
    doc.getText('t').insert(random.chance(0.5) ? 0 : doc.getText('t').length, text)
    appendNoteUpdate(store, { noteId: 'n1', gebied: G1, meetingId: null, agendaItemId: null, generation: 0, update: Y.encodeStateAsUpdateV2(doc, before) })
    typed.push({ note: 'n1', text })
  }
  async function talk(): Promise<void> {
    const laptop = random.pick(laptops)
    let messages = 0
    const enough = 1 + random.below(6)
    // Stopping between messages is what a crash there leaves behind: every step is committed by itself.
    await ignoreOffline(laptop.round({ pageSize: 1 + random.below(8), stopped: () => state.troubled && ++messages > enough, verify: random.chance(0.3) }))
  }
  const rights = () => changeAccount(server.deps, laptops[3]!.accountId, random.pick([{ role: 'boa' as const }, { role: 'regisseur' as const }, { gebieden: [G2] }, { gebieden: [G1] }, { gebieden: [G1, G2] }]))

  return {
    server, laptops, written, typed,
    async step() {
      server.clock.ms += random.below(3000)
      const dice = random.below(100)
      if (dice < 40) edit()
      else if (dice < 45) remove()
      else if (dice < 55) type()
      else if (dice < 85) await talk()
      else if (dice < 90) random.pick(laptops).network.down = random.chance(0.5)
      else if (dice < 94) await late.splice(random.below(late.length + 1), 1)[0]?.()
      else if (dice < 97) random.pick(laptops).skewMs = random.pick([0, 0, -3600_000, 3600_000, 900 * DAY, -900 * DAY])
      else await rights()
    },
    async quiet() {
      state.troubled = false
      for (const again of late.splice(0)) await again()
      await changeAccount(server.deps, laptops[3]!.accountId, { role: 'regisseur', gebieden: [G1] })
      for (const laptop of laptops) { laptop.network.down = false; laptop.skewMs = 0 }
      for (let turn = 0; turn < 6; turn++) for (const laptop of laptops) { server.clock.ms += 5; await laptop.round() }
      const busy = laptops.filter((l) => pendingCount(l.store) > 0)
      if (busy.length > 0) throw new Error(`${busy.length} laptops still have something to send`)
    },
    async close() {
      for (const laptop of laptops) laptop.close()
      await server.close()
    },
  }
}

/** A round that met no network, or a right that was just taken away, is an ordinary day. */
async function ignoreOffline(round: Promise<unknown>): Promise<void> {
  try {
    await round
  } catch (error) {
    if (!(error instanceof Error) || !('failure' in error) || (error.failure as { type: string }).type !== 'Offline') throw error
  }
}

