import { randomFillSync, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import pg from 'pg'
import { newToken, tokenLetters } from '#core/door/token.ts'
import { MUNICIPALITY, type FieldValues } from '#core/model/define.ts'
import { DOOR_SETTINGS_ID } from '#core/model/door-kinds.ts'
import { attendanceId, membershipId } from '#core/model/ids.ts'
import { makeStamp } from '#core/sync/clock.ts'
import { findPostgres, installPostgres } from '../../scripts/postgres.ts'
import { buildServer } from '../../server/app.ts'
import { linkIdOf } from '../../server/door/visit.ts'
import type { ServerStore } from '../../server/store/contract.ts'
import { openPostgresStore } from '../../server/store/postgres/open.ts'
import { audienceOf } from '../../server/sync/run.ts'
import { query, startCluster } from '../support/postgres.ts'
import { plainPasswords } from '../support/server.ts'
import { median, type Line } from './ratio.ts'

const PEOPLE = 300, MEETINGS = 20, TOLD = 60, MESSAGES = 100
const CONNECTIONS = 8, SECONDS = 3, TURNS = 3, GEBIED = 'g1'
const random = (bytes: Uint8Array) => randomFillSync(bytes)

/** A gebied with a panel of 300, twenty meetings of which half is still to come, and what came through the door before. */
async function fill(store: ServerStore, today: string): Promise<string[]> {
  let n = 0
  const row = (kind: string, id: string, fields: FieldValues, gebied = GEBIED) => ({ kind, id, gebied, stamp: makeStamp(Date.now(), n++ % 40_000, 'bench000'), overrides: {}, fields })
  const people = Array.from({ length: PEOPLE }, (_, i) => `c${i}`), tokens = people.map(() => newToken(random))
  const rows = [
    row('doorSettings', DOOR_SETTINGS_ID, { open: true, heading: 'Gemeente Voorbeeld' }, MUNICIPALITY), row('panel', 'p', { name: 'Wijkpanel' }),
    ...Array.from({ length: MEETINGS }, (_, i) => row('meeting', `m${i}`, { title: `Wijkavond ${i}`, startsAt: `${i % 2 ? '2099' : '2020'}-05-0${(i % 9) + 1}T19:30`, state: 'gepland', place: 'De Alkenhorst' })),
    ...people.flatMap((id, i) => [
      row('consent', `k${i}`, { contactId: id, givenOn: today, withdrawnOn: null, channels: ['email'] }), row('panelMembership', membershipId('p', id), { panelId: 'p', contactId: id, until: null }),
      row('doorLink', linkIdOf(tokenLetters(tokens[i]!)), { contactId: id, madeAt: `${today}T00:00:00.000Z`, expiresOn: '2099-01-01', revokedOn: null }),
      ...Array.from({ length: MEETINGS / 2 }, (_, m) => row('attendance', attendanceId(`m${m * 2 + 1}`, id), { meetingId: `m${m * 2 + 1}`, contactId: id, invitedOn: today, response: 'geen' })),
    ]),
    ...Array.from({ length: TOLD }, (_, i) => row('terugkoppeling', `t${i}`, { panelId: 'p', contactIds: [], toldOn: today, publicText: `De lantaarn in de steeg is gemaakt, ${i}.` })),
    ...Array.from({ length: MESSAGES }, (_, i) => row('doorMessage', `b${i}`, { contactId: `c${i}`, type: 'signaal', text: `De lamp is stuk ${i}`, receivedAt: `${today}T00:00:00.000Z`, state: 'nieuw' })),
  ]
  await store.write(async (tx) => {
    await tx.within([MUNICIPALITY, GEBIED])
    await tx.putRows(rows.map((each) => ({ before: undefined, after: { row: each, bases: {} }, audience: audienceOf(each) })))
  })
  return tokens
}

/** The least that a page from PostgreSQL can be: one statement, one template. */
async function bareServer(connection: string): Promise<{ port: number; close(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: connection, max: 10 })
  const app = fastify({ logger: false })
  app.get<{ Params: { id: string } }>('/bare/:id', async (request_, reply) => {
    const { rows } = await pool.query<{ body: string }>({ name: 'bare', text: "SELECT body FROM feed_row WHERE kind = 'doorLink' AND id = $1", values: [request_.params.id] })
    return reply.type('text/html; charset=utf-8').send(`<!doctype html><html lang="nl"><title>Kaal</title><p>${rows[0]?.body ?? ''}</p></html>`)
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { port: (app.server.address() as AddressInfo).port, close: async () => { await app.close(); await pool.end() } }
}

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
const get = (port: number, path: string, address: string) => new Promise<void>((resolve, reject) => {
  request({ port, host: '127.0.0.1', path, agent, headers: { 'x-forwarded-for': address } }, (answer) => {
    answer.resume().on('end', () => { if (answer.statusCode === 200) resolve(); else reject(new Error(`${path}: ${answer.statusCode}`)) })
  }).on('error', reject).end()
})

async function perSecond(call: (n: number) => Promise<void>): Promise<number> {
  const until = performance.now() + SECONDS * 1000
  let count = 0
  await Promise.all(Array.from({ length: CONNECTIONS }, async () => { while (performance.now() < until) await call(count++) }))
  return count / SECONDS
}

/** Pages of the digital door per second on PostgreSQL, against a bare Fastify with one statement per page: `npm run bench -- door`. */
export async function doorBench(): Promise<Line[]> {
  if (findPostgres() === undefined) {
    console.log(`The figures of the door need PostgreSQL. This line installs it:\n\n  ${installPostgres}\n`)
    return []
  }
  const cluster = await startCluster({ durable: true })
  try {
    const at = await cluster.database('door')
    const fail = (error: unknown) => { throw error }
    const store = await openPostgresStore({ connection: at.app, owner: at.owner, newEpoch: randomUUID(), report: fail })
    const app = await buildServer({ store, passwords: plainPasswords, now: Date.now, random, report: fail, signInsPerMinute: 10, doorPagesPerMinute: 1e9, behindProxy: true })
    const tokens = await fill(store, new Date().toISOString().slice(0, 10))
    // As PostgreSQL does by itself on a server that runs for a minute.
    await query(at.owner, 'ANALYZE')
    await app.listen({ port: 0, host: '127.0.0.1' })
    const port = (app.server.address() as AddressInfo).port
    const bare = await bareServer(at.owner)
    const door = (n: number) => get(port, `/deur/${tokens[n % PEOPLE]!}`, `10.0.${n % PEOPLE >> 8}.${n % 250}`)
    const plain = (n: number) => get(bare.port, `/bare/${linkIdOf(tokenLetters(tokens[n % PEOPLE]!))}`, '10.0.0.1')
    const ours: number[] = [], others: number[] = []
    for (let turn = 0; turn <= TURNS; turn++) { const [a, b] = [await perSecond(door), await perSecond(plain)]; if (turn > 0) { ours.push(a); others.push(b) } }
    await bare.close(); await app.close(); await store.close()
    agent.destroy()
    return [{ what: `pages of the digital door per second on PostgreSQL, a gebied of ${PEOPLE} panel members`, ours: `${Math.round(median(ours))}/s`, measure: `a bare Fastify page of one statement: ${Math.round(median(others))}/s`, result: `${(median(ours) / median(others)).toFixed(2)} ×`, wanted: 'said, no limit set', holds: true }]
  } finally {
    await cluster.stop()
  }
}
