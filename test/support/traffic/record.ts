import { createHash } from 'node:crypto'
import { textOf } from '#core/notes/text.ts'
import { readNote } from '#core/notes/document.ts'
import type { Json } from '#core/model/field.ts'
import { uuidv7 } from '#core/model/ids.ts'
import { kindNames } from '#core/model/kinds.ts'
import { paths, PROTOCOL } from '#core/sync/wire.ts'
import { migrations } from '../../../electron/data/migrations.ts'
import { noteState } from '../../../electron/data/notes/bodies.ts'
import { Store, type LocalChange } from '../../../electron/data/store/store.ts'
import { SyncFailure } from '../../../electron/data/sync/failures.ts'
import { readConnection, readFeeds, writeConnection } from '../../../electron/data/sync/memory.ts'
import { remoteOf, type Remote } from '../../../electron/data/sync/remote.ts'
import { digestOf, runRound, type RoundOptions } from '../../../electron/data/sync/round.ts'
import { typeInNote } from '../engine-laptop.ts'
import { PASSWORD, type End, type Exchange, type Traffic, type TrafficServer } from './traffic.ts'

/** A real laptop of which everything it says and hears is written down. */
export interface RecordedLaptop {
  readonly name: string
  readonly store: Store
  /** The laptop's own: the server's plus `skewMs`. */
  readonly clock: { skewMs: number; readonly ms: number }
  signIn(password?: string): Promise<void>
  round(more?: Partial<RoundOptions>): Promise<void>
  write(changes: readonly LocalChange[]): void
  type(noteId: string, word: string): void
  tick(): void
  ask<T>(question: (remote: Remote, token: string) => Promise<T>): Promise<T>
  /** A message as it is, whatever comes back. */
  say(method: string, path: string, body?: Json, headers?: Readonly<Record<string, string>>): Promise<void>
  /** The next pushes arrive, but what the server says to them does not. */
  loseAnswers(count: number): void
}
export interface Recorder { laptop(name: string): RecordedLaptop; reader(name: string): RecordedLaptop }

/** A laptop's own device, ids and clock, which follow from its name and the server's clock alone. */
export function readerStore(name: string, clock: { readonly ms: number }): Store {
  let drawn = 0
  const bytes = (n: number) => createHash('sha512').update(`${name} ${++drawn}`).digest().subarray(0, n)
  return new Store({ file: ':memory:', nowMs: () => clock.ms, newDevice: () => createHash('sha256').update(name).digest('hex').slice(0, 8), newId: () => uuidv7(clock.ms, (b) => { b.set(bytes(b.length)); return b }), migrations })
}

export function connect(store: Store, name: string, signed: Awaited<ReturnType<Remote['signIn']>>): void {
  const held = readConnection(store)
  store.correctClock(signed.now)
  writeConnection(store, { address: 'http://opname', name, token: signed.token, epoch: held?.epoch ?? signed.epoch, account: held?.account ?? signed.account, paused: false, pushes: Math.max(held?.pushes ?? 0, signed.pushes) })
}

export const quiet = { verify: true, onNotes: () => undefined, onAccount: () => undefined, onProgress: () => undefined, stopped: () => false }

/** How a laptop stands. */
export function endOf(store: Store): End {
  const rows = Object.fromEntries(kindNames.flatMap((kind) => {
    const held = (store.db.prepare(`SELECT id FROM "${kind}" ORDER BY id`).pluck().all() as string[]).map((id) => [id, store.tables[kind].version(store.tables[kind].find(id)!).fields])
    return held.length > 0 ? [[kind, Object.fromEntries(held)]] : []
  })) as End['rows']
  const words = (store.db.prepare('SELECT noteId FROM noteBody ORDER BY noteId').pluck().all() as string[]).map((id) => [id, textOf(readNote([noteState(store, id)!.update]))])
  return { rows, digests: Object.fromEntries(readFeeds(store).map((f) => [f.gebied, digestOf(store, f.gebied)])), words: Object.fromEntries(words) }
}

/** Plays `evening` against a server and answers everything that was said. */
export async function record(server: TrafficServer, evening: (recorder: Recorder) => Promise<void>): Promise<Traffic> {
  const exchanges: Exchange[] = [], stores: Store[] = [], readers: { name: string; store: Store }[] = []
  const laptop = (name: string): RecordedLaptop => {
    const made = recordedLaptop(server, name, exchanges)
    stores.push(made.store)
    return made
  }
  await evening({ laptop, reader: (name) => { const made = laptop(name); readers.push(made); return made } })
  const ends = Object.fromEntries(readers.map(({ name, store }) => [name, endOf(store)]))
  for (const store of stores) store.close()
  return { protocol: PROTOCOL, exchanges, pokes: [JSON.stringify({ gebieden: [] }), JSON.stringify({ gebieden: ['opname-dorp'] })], ends }
}

function recordedLaptop(server: TrafficServer, name: string, exchanges: Exchange[]): RecordedLaptop {
  let lost = 0
  const clock = { skewMs: 0, get ms() { return server.clock.ms + clock.skewMs } }
  const store = readerStore(name, clock)
  const send = async (method: string, path: string, headers: Readonly<Record<string, string>>, body?: string) => {
    server.clock.ms += 50
    const reply = await server.app.inject({ method: method as 'POST', url: path, headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { payload: body }) })
    exchanges.push({ at: server.clock.ms, who: name, method, path, headers: { ...headers }, body: body === undefined ? null : (JSON.parse(body) as Json), status: reply.statusCode, answer: reply.body === '' ? null : (JSON.parse(reply.body) as Json) })
    if (path === paths.push && lost-- > 0) throw new SyncFailure('Offline')
    return { status: reply.statusCode, type: String(reply.headers['content-type'] ?? ''), text: reply.body }
  }
  const remote = remoteOf({ send, close: () => undefined })
  const token = () => readConnection(store)!.token
  const tick = () => { server.clock.ms += 1000 }
  return {
    name, store, clock, tick,
    signIn: async (password = PASSWORD) => connect(store, name, await remote.signIn(name, password, store.device, 'laptop')),
    round: async (more = {}) => { await runRound({ store, remote, nowMs: () => clock.ms, pageSize: 500, ...quiet, ...more }) },
    write: (changes) => { tick(); store.commit(changes) },
    type: (noteId, word) => { tick(); typeInNote(store, noteId, 'opname-dorp', word) },
    ask: (question) => question(remote, token()),
    say: async (method, path, body, headers = {}) => { await send(method, path, { 'x-gebiedsboek-protocol': String(PROTOCOL), ...(readConnection(store) ? { authorization: `Bearer ${token()}` } : {}), ...headers }, body === undefined ? undefined : JSON.stringify(body)) },
    loseAnswers: (count) => { lost = count },
  }
}
