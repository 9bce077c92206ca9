import { randomBytes } from 'node:crypto'
import type { Role } from '#core/model/access.ts'
import { uuidv7 } from '#core/model/ids.ts'
import { SyncFailure } from '../../electron/data/sync/failures.ts'
import type { Transport } from '../../electron/data/sync/http.ts'
import { migrations } from '../../electron/data/migrations.ts'
import { writeConnection } from '../../electron/data/sync/memory.ts'
import type { NoteNews } from '../../electron/data/sync/pull.ts'
import { remoteOf, type Remote } from '../../electron/data/sync/remote.ts'
import { runRound, type RoundOptions, type RoundResult } from '../../electron/data/sync/round.ts'
import { Store } from '../../electron/data/store/store.ts'
import { addAccount } from '../../server/auth/accounts.ts'
import { injectedReply } from './reply.ts'
import type { TestServer } from './server.ts'

/** What a network can do to one message. */
export interface Network {
  /** Nothing gets through. */
  down: boolean
  /** Called for each message; may throw before it arrives, have it delivered twice, or lose the answer. */
  fate: () => 'ok' | 'lost' | 'twice' | 'answerLost'
}

/** A real client store and the real messages to the real server, without a network in between. */
export interface RealLaptop {
  store: Store
  readonly remote: Remote
  readonly network: Network
  /** This laptop's own clock minus the server's. */
  skewMs: number
  readonly accountId: string
  readonly notes: NoteNews[]
  /** Hears of every message, with a way to deliver it once more, later. */
  onMessage: (again: () => Promise<unknown>) => void
  /** Signs in; a first time also makes the connection. */
  signIn(): Promise<void>
  round(more?: Partial<RoundOptions>): Promise<RoundResult>
  close(): void
}

export function injected(server: TestServer, network: Network, onMessage: (again: () => Promise<unknown>) => void): Transport {
  return {
    async send(method, path, headers, body) {
      const deliver = () => injectedReply(server.app, method, path, headers, body)
      onMessage(deliver)
      const fate = network.down ? 'lost' : network.fate()
      if (fate === 'lost') throw new SyncFailure('Offline')
      if (fate === 'twice') await deliver()
      const reply = await deliver()
      if (fate === 'answerLost') throw new SyncFailure('Offline')
      return reply
    },
    close: () => undefined,
  }
}

/** Something happens between the answer to each push of this laptop and what it does with that. */
export function afterPush({ remote }: RealLaptop, happens: () => Promise<unknown>): void {
  const { push } = remote
  remote.push = async (...sent) => {
    const answer = await push(...sent)
    await happens()
    return answer
  }
}

let devices = 0

export interface LaptopOptions { readonly name: string; readonly role: Role; readonly gebieden: readonly string[]; readonly file?: string; readonly random?: (n: number) => Uint8Array; readonly device?: string; readonly skewMs?: number }

/** A laptop of a new account. Its clock is the server's, plus its skew. */
export async function realLaptop(server: TestServer, options: LaptopOptions): Promise<RealLaptop> {
  const { name, role, gebieden } = options
  const random = options.random ?? ((n: number) => randomBytes(n))
  const skew = { ms: options.skewMs ?? 0 }
  const nowMs = () => server.clock.ms + skew.ms
  const device = options.device ?? (++devices).toString(36).padStart(8, 'r')
  const account = await addAccount(server.deps, { name, role, gebieden: [...gebieden], password: 'lang genoeg 1' })
  const store = new Store({ file: options.file ?? ':memory:', nowMs, newId: () => uuidv7(server.clock.ms, (b) => { b.set(random(b.length)); return b }), newDevice: () => device, migrations })
  const network: Network = { down: false, fate: () => 'ok' }
  const remote = remoteOf(injected(server, network, (again) => laptop.onMessage(again)))
  const notes: NoteNews[] = []
  const laptop: RealLaptop = {
    store, remote, network, notes, accountId: account.id, onMessage: () => undefined,
    get skewMs() { return skew.ms },
    set skewMs(ms) { skew.ms = ms },
    async signIn() {
      const signed = await remote.signIn(name, 'lang genoeg 1', laptop.store.device, 'laptop')
      laptop.store.correctClock(signed.now)
      writeConnection(laptop.store, { address: 'http://test', name, token: signed.token, epoch: signed.epoch, account: signed.account, paused: false, pushes: signed.pushes })
    },
    round: (more = {}) => runRound({ store: laptop.store, remote, nowMs, pageSize: 500, verify: true, onNotes: (n) => notes.push(...n), onAccount: () => undefined, onProgress: () => undefined, stopped: () => false, ...more }),
    close: () => laptop.store.close(),
  }
  await laptop.signIn()
  return laptop
}
