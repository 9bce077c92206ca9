import { randomFillSync } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Role } from '#core/model/access.ts'
import { MUNICIPALITY, type FieldValues } from '#core/model/define.ts'
import { makeStamp } from '#core/sync/clock.ts'
import type { Change } from '#core/sync/row.ts'
import { PROTOCOL, paths, type PullAnswer, type PushAnswer, type PushRequest } from '#core/sync/wire.ts'
import { buildServer } from '../../server/app.ts'
import type { Deps } from '../../server/deps.ts'
import type { Passwords } from '../../server/auth/password.ts'
import { addAccount } from '../../server/auth/accounts.ts'
import type { ServerStore } from '../../server/store/contract.ts'
import { openTestStore } from './serverStore.ts'

/** Fast and worthless: Argon2id has tests of its own. */
export const plainPasswords: Passwords = { hash: async (p) => `plain:${p}`, matches: async (p, stored) => stored === `plain:${p}` }

export interface TestServer {
  app: FastifyInstance
  readonly store: ServerStore
  readonly clock: { ms: number }
  readonly deps: Deps
  /** What the server reported as unexpected; closing demands that it is empty. */
  readonly reported: unknown[]
  laptop(name: string, role: Role, gebieden: readonly string[]): Promise<Laptop>
  close(): Promise<void>
}

/** A laptop reduced to its messages. */
export interface Laptop {
  readonly token: string
  readonly device: string
  readonly accountId: string
  push(changes: readonly Change[], more?: Partial<PushRequest>): Promise<PushAnswer>
  pull(cursors?: Readonly<Record<string, number>>, more?: { limit?: number; settled?: Readonly<Record<string, number>> }): Promise<PullAnswer>
  call(path: string, body: unknown, method?: 'POST' | 'GET' | 'PATCH' | 'DELETE'): Promise<{ status: number; body: unknown }>
  /** A stamp of this laptop, `s` seconds after the test's beginning. */
  at(s: number): string
}

export const START = Date.UTC(2026, 10, 23, 12)
export const G1 = 'g-overdie', G2 = 'g-mare'

/** The real server without a network, in memory unless a folder is given; on PostgreSQL in the project of that name. */
export async function testServer(options: { folder?: string; signInsPerMinute?: number; doorPagesPerMinute?: number; behindProxy?: boolean } = {}): Promise<TestServer> {
  const clock = { ms: START }
  const reported: unknown[] = []
  const store = await openTestStore(options.folder, (e) => reported.push(e))
  const deps: Deps = { store, passwords: plainPasswords, now: () => clock.ms, random: (b) => randomFillSync(b), report: (e) => reported.push(e), signInsPerMinute: options.signInsPerMinute ?? 10_000, doorPagesPerMinute: options.doorPagesPerMinute ?? 1e9, behindProxy: options.behindProxy ?? false }
  const app = await buildServer(deps)
  await seedGebieden(store)
  let count = 0
  return {
    app, store, clock, deps, reported,
    laptop: async (name, role, gebieden) => {
      const account = await addAccount(deps, { name, role, gebieden: [...gebieden], password: 'lang genoeg 1' })
      return signedIn(app, account.id, name, `d${String(++count).padStart(7, '0')}`)
    },
    close: async () => {
      await app.close()
      await store.close()
      if (reported.length > 0) throw new Error('the server reported something unexpected', { cause: reported[0] })
    },
  }
}

async function seedGebieden(store: ServerStore): Promise<void> {
  const row = (id: string, name: string) => ({ kind: 'gebied', id, gebied: MUNICIPALITY, stamp: makeStamp(START - 1000, 0, 'server00'), overrides: {}, fields: { name, color: 0, position: 0 } })
  await store.write(async (tx) => {
    await tx.within([MUNICIPALITY])
    await tx.putRows([row(G1, 'Overdie'), row(G2, 'De Mare')].map((r) => ({ before: undefined, after: { row: r, bases: {} }, audience: 'team' })))
  })
}

export async function signedIn(app: FastifyInstance, accountId: string, name: string, device: string): Promise<Laptop> {
  const answer = await app.inject({ method: 'POST', url: paths.session, payload: { name, password: 'lang genoeg 1', device, deviceName: 'laptop', protocol: PROTOCOL } })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  const { token, epoch } = answer.json<{ token: string; epoch: string }>()
  const headers = { authorization: `Bearer ${token}`, 'x-gebiedsboek-protocol': String(PROTOCOL) }
  const call: Laptop['call'] = async (path, body, method = 'POST') => {
    const r = await app.inject({ method, url: path, headers, ...(body === undefined ? {} : { payload: body as object }) })
    return { status: r.statusCode, body: r.body === '' ? undefined : (r.json() as unknown) }
  }
  const must = async <T>(path: string, body: unknown): Promise<T> => {
    const r = await call(path, body)
    if (r.status !== 200) throw new Error(JSON.stringify(r.body))
    return r.body as T
  }
  let pushes = 0
  return {
    token, device, accountId, call,
    push: (changes, more = {}) => must<PushAnswer>(paths.push, { device, push: ++pushes, epoch, changes, notes: [], erase: [], ...more }),
    pull: (cursors = {}, { limit = 1000, settled } = {}) => must<PullAnswer>(paths.pull, { device, epoch, cursors, limit, ...(settled ? { settled } : {}) }),
    at: (s) => makeStamp(START + s * 1000, 0, device),
  }
}

/** A change as a laptop would send it. */
export const change = (kind: string, id: string, stamp: string, fields: FieldValues, more: Partial<Change> = {}): Change => ({ kind, id, gebied: G1, stamp, fields, ...more })
