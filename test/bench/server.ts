import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import pg from 'pg'
import { makeStamp } from '#core/sync/clock.ts'
import { paths, PROTOCOL, type PullAnswer } from '#core/sync/wire.ts'
import { findPostgres, installPostgres } from '../../scripts/postgres.ts'
import { tokenHash } from '../../server/auth/session.ts'
import { openPostgresStore } from '../../server/store/postgres/open.ts'
import { startCluster, type DatabaseLogins } from '../support/postgres.ts'
import { serverCommand, type ServerCommand } from '../support/serverCommand.ts'
import { median, percentile, type Line } from './ratio.ts'

const CONNECTIONS = 8, GEBIEDEN = 4, SECONDS = 2, INSTANCES = [1, 2, 4]
/** Calls before the clock runs: a server that just started is slow for reasons of its own. */
const WARM_UP = 50
const RETURNING = 500, ROWS_BEHIND = 10, FEEDS = 20
const gebiedOf = (n: number) => `g${n % FEEDS}`
const text = 'Bewoners melden dat de lantaarn bij het speeltuintje al drie weken niet brandt; afgesproken is dat de gemeente dit deze week nakijkt. '

/** One laptop as the server sees it: a token, a kept connection, and messages. */
interface Caller { readonly device: string; readonly gebied: string; readonly token: string; readonly port: number; readonly agent: Agent; pushes: number }

function post<T>(caller: Caller, path: string, body: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${caller.token}`, 'content-type': 'application/json', 'x-gebiedsboek-protocol': String(PROTOCOL) }
    const sent = request({ port: caller.port, host: '127.0.0.1', path, method: 'POST', agent: caller.agent, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => {
        const said = Buffer.concat(parts).toString()
        if (answer.statusCode === 200) resolve(JSON.parse(said) as T)
        else reject(new Error(`${answer.statusCode} ${said}`))
      })
    })
    sent.on('error', reject)
    sent.end(JSON.stringify(body))
  })
}

let rows = 0
const action = (caller: Caller) => ({ kind: 'action', id: `r${++rows}`, gebied: caller.gebied, stamp: makeStamp(Date.now(), rows % 40_000, caller.device), fields: { title: `Lantaarn ${rows}`, description: text, state: 'open' } })
const push = (caller: Caller, epoch: string, edits: number) => post(caller, paths.push, { device: caller.device, push: ++caller.pushes, epoch, changes: Array.from({ length: edits }, () => action(caller)), notes: [], erase: [] })
const pull = (caller: Caller, epoch: string, cursors: Readonly<Record<string, number>>) => post<PullAnswer>(caller, paths.pull, { device: caller.device, epoch, cursors, limit: 4000 })

/** Reads the caller's gebied from a number on; answers where it ended. */
async function readToEnd(caller: Caller, epoch: string, from: number): Promise<number> {
  for (let after = from; ;) {
    const { cursor, more } = (await pull(caller, epoch, { [caller.gebied]: after })).feeds[caller.gebied]!
    if (!more) return cursor
    after = cursor
  }
}

/** Calls for the time given, each caller one at a time; answers how many per second. */
async function perSecond(callers: number, call: (n: number) => Promise<unknown>): Promise<number> {
  await Promise.all(Array.from({ length: callers }, async (_, n) => { for (let i = 0; i < WARM_UP; i++) await call(n) }))
  const until = performance.now() + SECONDS * 1000
  const counts = await Promise.all(Array.from({ length: callers }, async (_, n) => {
    let count = 0
    for (; performance.now() < until; count++) await call(n)
    return count
  }))
  return counts.reduce((a, b) => a + b, 0) / SECONDS
}

/** Accounts, each with a gebied, that are signed in already. */
async function makeCallers(at: DatabaseLogins, count: number, gebied: (n: number) => string): Promise<{ epoch: string; callers: (Omit<Caller, 'port' | 'agent'>)[] }> {
  const store = await openPostgresStore({ connection: at.app, owner: at.owner, newEpoch: randomUUID(), report: (error) => { throw error } })
  const callers = Array.from({ length: count }, (_, n) => ({ device: n.toString(36).padStart(8, 'b'), gebied: gebied(n), token: randomUUID().replaceAll('-', ''), pushes: 0 }))
  const epoch = await store.write(async (tx) => {
    for (const [n, c] of callers.entries()) {
      await tx.putAccount({ id: `u${n}`, name: `Laptop ${n}`, role: 'regisseur', gebieden: [c.gebied], memberId: null, password: '-', disabled: false })
      await tx.putSession({ hash: tokenHash(c.token), accountId: `u${n}`, device: c.device, seenAt: Date.now() })
      await tx.putDevice({ id: c.device, accountId: `u${n}`, name: '', lastPush: 0, lastAnswer: '' }, Date.now())
    }
    return tx.epoch()
  })
  await store.close()
  return { epoch, callers }
}

async function withServers<T>(at: DatabaseLogins, count: number, work: (ports: readonly number[]) => Promise<T>): Promise<T> {
  const servers: ServerCommand[] = Array.from({ length: count }, () => serverCommand(['--postgres', at.app, '--port', '0']))
  try {
    return await work(await Promise.all(servers.map((s) => s.port())))
  } finally {
    await Promise.all(servers.map((s) => s.stop()))
  }
}

/** What PostgreSQL itself does on this machine: one row of the same size per transaction. */
async function bareInserts(at: DatabaseLogins): Promise<number> {
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, async () => { const client = new pg.Client({ connectionString: at.owner }); await client.connect(); return client }))
  await clients[0]!.query('CREATE TABLE IF NOT EXISTS bare (kind text, id text PRIMARY KEY, gebied text, body text)')
  const found = await perSecond(CONNECTIONS, (n) => clients[n]!.query({ name: 'bare', text: 'INSERT INTO bare VALUES ($1, $2, $3, $4)', values: ['action', randomUUID(), `g${n % GEBIEDEN}`, text] }))
  await Promise.all(clients.map((c) => c.end()))
  return found
}

async function throughput(at: DatabaseLogins): Promise<Line[]> {
  const lines: Line[] = []
  const { epoch, callers: bare } = await makeCallers(at, CONNECTIONS, (n) => `g${n % GEBIEDEN}`)
  for (const count of INSTANCES) {
    const measured = await withServers(at, count, async (ports) => {
      const callers: Caller[] = bare.map((c, n) => ({ ...c, port: ports[n % count]!, agent: new Agent({ keepAlive: true, maxSockets: 1 }) }))
      const before = await bareInserts(at)
      const pushes = await perSecond(CONNECTIONS, (n) => push(callers[n]!, epoch, 1))
      // A pull brings the one row that is new.
      const ends = await Promise.all(callers.map((c) => readToEnd(c, epoch, 0)))
      const pulls = await perSecond(CONNECTIONS, async (n) => { await pull(callers[n]!, epoch, { [callers[n]!.gebied]: Math.max(0, ends[n]! - 1) }) })
      const inserts = median([before, await bareInserts(at)])
      for (const [n, c] of callers.entries()) { bare[n]!.pushes = c.pushes; c.agent.destroy() }
      return { pushes, pulls, inserts }
    })
    const servers = `${count} ${count === 1 ? 'server' : 'servers'}`
    for (const [what, value] of [['pushes of one edit', measured.pushes], ['pulls', measured.pulls]] as const) {
      lines.push({ what: `${what} per second on PostgreSQL, ${servers}`, ours: `${Math.round(value)}/s`, measure: `bare INSERTs by the same ${CONNECTIONS} connections: ${Math.round(measured.inserts)}/s`, result: `${(value / measured.inserts).toFixed(2)} ×`, wanted: 'said, no limit set', holds: true })
    }
  }
  return lines
}

/** Node's WebSocket takes headers; the DOM's, which the types know, does not. */
const NodeSocket = WebSocket as unknown as new (url: string, options: { readonly headers: Readonly<Record<string, string>> }) => WebSocket

async function returning(at: DatabaseLogins): Promise<Line> {
  const { epoch, callers: bare } = await makeCallers(at, RETURNING, gebiedOf)
  return withServers(at, 2, async (ports) => {
    const agent = new Agent({ keepAlive: true })
    const callers: Caller[] = bare.map((c, n) => ({ ...c, port: ports[n % 2]!, agent }))
    for (const c of callers.slice(0, FEEDS)) for (let i = 0; i < 5; i++) await push(c, epoch, 20)
    const sockets: WebSocket[] = [], failed: unknown[] = []
    const one = async (c: Caller): Promise<number> => {
      const began = performance.now()
      try {
        const socket = new NodeSocket(`ws://127.0.0.1:${c.port}${paths.poke}`, { headers: { authorization: `Bearer ${c.token}`, 'x-gebiedsboek-protocol': String(PROTOCOL) } })
        sockets.push(socket)
        const open = new Promise((resolve, reject) => { socket.addEventListener('open', resolve); socket.addEventListener('error', () => reject(new Error('no open line'))) })
        await push(c, epoch, 3)
        await readToEnd(c, epoch, 100 - ROWS_BEHIND)
        await open
      } catch (error) {
        failed.push(error)
      }
      return performance.now() - began
    }
    const times = await Promise.all(callers.map(one))
    for (const socket of sockets) socket.close()
    agent.destroy()
    if (failed.length > 0) console.log(failed[0])
    return {
      what: `${RETURNING} laptops come back at the same moment after an outage, 3 edits each, 2 servers: open line, push, pull`, ours: `p50 ${(percentile(times, 0.5) / 1000).toFixed(1)} s`, measure: 'all of them on this one machine',
      result: `p99 ${(percentile(times, 0.99) / 1000).toFixed(1)} s, ${failed.length} errors`, wanted: 'no error', holds: failed.length === 0,
    }
  })
}

/** The server on a real PostgreSQL that syncs to disk, everything on this machine: servers, database and the laptops that call. */
export async function serverBench(): Promise<Line[]> {
  if (findPostgres() === undefined) {
    console.log(`The server's figures need PostgreSQL. This line installs it:\n\n  ${installPostgres}\n`)
    return []
  }
  const cluster = await startCluster({ durable: true })
  try {
    return [...await throughput(await cluster.database('throughput')), await returning(await cluster.database('comeback'))]
  } finally {
    await cluster.stop()
  }
}
