import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Role } from '#core/model/access.ts'
import type { Json } from '#core/model/field.ts'
import { buildServer } from '../../../server/app.ts'
import { addAccount } from '../../../server/auth/accounts.ts'
import type { Deps } from '../../../server/deps.ts'
import { openEmbeddedStore } from '../../../server/store/embedded/open.ts'

/** One question of a laptop and what the server answered. */
export interface Exchange {
  /** The server's clock, in ms. */
  readonly at: number
  /** Whose laptop. */
  readonly who: string
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Json
  readonly status: number
  readonly answer: Json
}

/** How a reader's laptop stood at the end: rows by kind and id, digests by gebied, words by note. */
export interface End { readonly rows: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Json>>>>>>; readonly digests: Readonly<Record<string, string>>; readonly words: Readonly<Record<string, string>> }

/** What was said between the laptops of one evening and their server, when `protocol` was the newest. */
export interface Traffic {
  readonly protocol: number
  readonly exchanges: readonly Exchange[]
  /** What the server says by itself over the open line. */
  readonly pokes: readonly string[]
  /** By name, those that only read: their dialogue follows from the answers alone. */
  readonly ends: Readonly<Record<string, End>>
}

export const BEGIN = Date.UTC(2026, 10, 23, 12)
export const PASSWORD = 'lang genoeg 1'
export const EPOCH = 'opname'
/** The first account, as the server's own command makes it. */
export const FIRST = { name: 'Frank Opname', role: 'beheerder' as Role }

export const trafficFile = (protocol: number): string => join(import.meta.dirname, `../../fixtures/traffic/protocol-${protocol}.json`)
export const hasTraffic = (protocol: number): boolean => existsSync(trafficFile(protocol))
export const readTraffic = (protocol: number): Traffic => JSON.parse(readFileSync(trafficFile(protocol), 'utf8')) as Traffic

export interface TrafficServer { readonly app: FastifyInstance; readonly clock: { ms: number }; readonly reported: unknown[]; close(): Promise<void> }

/** The real server on an empty embedded store. What it draws by lot follows from its clock alone, so that ids come out the same each time. */
export async function trafficServer(): Promise<TrafficServer> {
  const clock = { ms: BEGIN }, reported: unknown[] = []
  const store = openEmbeddedStore({ folder: ':memory:', newEpoch: EPOCH, lock: false })
  const random: Deps['random'] = (bytes) => { bytes.set(createHash('sha512').update(String(clock.ms)).digest().subarray(0, bytes.length)); return bytes }
  const passwords: Deps['passwords'] = { hash: async (p) => `plain:${p}`, matches: async (p, stored) => stored === `plain:${p}` }
  const deps: Deps = { store, passwords, now: () => clock.ms, random, report: (e) => reported.push(e), signInsPerMinute: 10_000, doorPagesPerMinute: 1e9, behindProxy: false }
  const app = await buildServer(deps)
  await addAccount(deps, { ...FIRST, gebieden: ['alle'], password: PASSWORD })
  return { app, clock, reported, close: async () => { await app.close(); await store.close() } }
}

/**
 * Where `now` does not say what `recorded` said, as paths; what is new beside it does not matter, because who spoke then does not look at it.
 * Not compared: tokens, the newest protocol, and how messages are worded.
 */
export function unsaid(recorded: Json, now: Json | undefined, path = ''): string[] {
  if (Array.isArray(recorded)) {
    if (!Array.isArray(now) || now.length !== recorded.length) return [`${path}: ${recorded.length} parts, now ${Array.isArray(now) ? now.length : typeof now}`]
    return recorded.flatMap((part, i) => unsaid(part as Json, now[i] as Json, `${path}[${i}]`))
  }
  if (typeof recorded === 'object' && recorded !== null) {
    if (typeof now !== 'object' || now === null || Array.isArray(now)) return [`${path}: no object any more`]
    return Object.entries(recorded as Readonly<Record<string, Json>>).flatMap(([name, value]) => {
      const there = (now as Readonly<Record<string, Json>>)[name]
      if (['token', 'protocol', 'message'].includes(name)) return typeof there === typeof value ? [] : [`${path}.${name}: gone`]
      return unsaid(value, there, `${path}.${name}`)
    })
  }
  return recorded === now ? [] : [`${path}: ${JSON.stringify(recorded)}, now ${JSON.stringify(now)}`]
}
