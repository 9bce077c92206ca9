import { randomBytes, randomFillSync, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from '#core/model/ids.ts'
import { findPostgres, installPostgres } from '../../scripts/postgres.ts'
import { migrations } from '../../electron/data/migrations.ts'
import { Store } from '../../electron/data/store/store.ts'
import { httpTransport } from '../../electron/data/sync/http.ts'
import { writeConnection } from '../../electron/data/sync/memory.ts'
import { remoteOf } from '../../electron/data/sync/remote.ts'
import { runRound } from '../../electron/data/sync/round.ts'
import { buildServer } from '../../server/app.ts'
import { addAccount } from '../../server/auth/accounts.ts'
import type { Deps } from '../../server/deps.ts'
import { ALL_GEBIEDEN } from '../../server/store/contract.ts'
import { openPostgresStore } from '../../server/store/postgres/open.ts'
import { query, startCluster, type DatabaseLogins } from '../support/postgres.ts'
import { plainPasswords } from '../support/server.ts'
import type { Line } from './ratio.ts'
import { DAYS, USERS, Year } from './region/year.ts'

const MUNICIPALITIES = 300, LAST_MONTH = Math.round((DAYS * 11) / 12)
const PASSWORD = 'lang genoeg 1'
const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`

/** A laptop with a real encrypted file that talks over HTTP. */
async function laptop(folder: string, name: string, address: string, now: () => number) {
  const file = join(folder, `${name}.db`), random = (b: Uint8Array) => randomFillSync(b)
  const store = new Store({ file, key: randomBytes(32), nowMs: now, newId: () => uuidv7(now(), random), newDevice: () => `laptop0${name}`, migrations })
  const transport = httpTransport(address), remote = remoteOf(transport)
  const { token, epoch, account } = await remote.signIn('Laptop 0', PASSWORD, store.device, 'laptop')
  writeConnection(store, { address, name: 'Laptop 0', token, epoch, account, paused: false, pushes: 0 })
  return {
    file,
    async round() {
      const began = performance.now()
      const { received, differed } = await runRound({ store, remote, nowMs: now, pageSize: 10_000, verify: true, onNotes: () => undefined, onAccount: () => undefined, onProgress: () => undefined, stopped: () => false })
      if (differed.length > 0) throw new Error('the laptop holds something else than the server')
      return { received, ms: performance.now() - began }
    },
    close() { transport.close(); store.close() },
  }
}

async function measure(at: DatabaseLogins, folder: string): Promise<Line[]> {
  const store = await openPostgresStore({ connection: at.app, owner: at.owner, newEpoch: randomUUID(), report: (error) => { throw error } })
  const clock = { now: Date.UTC(2026, 0, 2) }
  const deps: Deps = { store, passwords: plainPasswords, now: () => clock.now, random: (b) => randomFillSync(b), report: (error) => { throw error }, signInsPerMinute: 100, doorPagesPerMinute: 1e9, behindProxy: false }
  const app = await buildServer(deps)
  try {
    const address = await app.listen({ port: 0, host: '127.0.0.1' }).then(() => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`)
    const accounts: string[] = []
    for (let n = 0; n < USERS; n++) accounts.push((await addAccount(deps, { name: `Laptop ${n}`, role: n === 0 ? 'beheerder' : 'regisseur', gebieden: [ALL_GEBIEDEN], password: PASSWORD })).id)
    const year = new Year(store, await store.read((tx) => tx.epoch()), accounts, clock.now)
    await year.begin()
    await year.days(0, LAST_MONTH)
    clock.now = year.now
    const away = await laptop(folder, 'a', address, () => clock.now)
    await away.round()
    await year.days(LAST_MONTH, DAYS)
    clock.now = year.now
    const caughtUp = await away.round()
    const fresh = await laptop(folder, 'b', address, () => clock.now)
    const first = await fresh.round()
    away.close()
    fresh.close()
    await query(at.owner, 'VACUUM')
    const [sizes] = await query<{ db: string; rows: string; feed: string; notes: string }>(at.admin, "SELECT pg_database_size(current_database()) AS db, (SELECT count(*) FROM feed_row) AS rows, pg_total_relation_size('feed_row') AS feed, pg_total_relation_size('note') + pg_total_relation_size('note_update') AS notes")
    const { pushes, rows, edits, typing } = year.counts, db = Number(sizes!.db), file = statSync(fresh.file).size
    const said = { wanted: 'said, no limit set', holds: true }
    return [
      { what: `a year of one municipality: ${USERS} people, ${pushes} pushes, ${rows} rows, ${edits} edits, ${typing} pieces of typing`, ours: `feed ${sizes!.rows} rows, ${mb(Number(sizes!.feed))}; notes ${mb(Number(sizes!.notes))}`, measure: `a laptop with all of it: ${mb(file)}`, result: `database ${mb(db)}`, ...said },
      { what: `${MUNICIPALITIES} municipalities of that size, a database each (multiplied, not measured)`, ours: `${(MUNICIPALITIES * pushes / DAYS / 28_800).toFixed(1)} pushes per second in working hours`, measure: 'one database measured above', result: `${(MUNICIPALITIES * db / 1e9).toFixed(0)} GB`, ...said },
      { what: `catching up after a month away: ${caughtUp.received} rows and notes, until durable`, ours: `${(caughtUp.ms / 1000).toFixed(2)} s`, measure: `first sync of the whole year, ${first.received}: ${(first.ms / 1000).toFixed(2)} s`, result: `${(caughtUp.ms / first.ms).toFixed(2)} ×`, ...said },
    ]
  } finally {
    await app.close()
    await store.close()
  }
}

/** What a year of one municipality comes to on PostgreSQL, and a month of it for a laptop that was away. One database is one municipality, so a region is so many times this. */
export async function regionBench(): Promise<Line[]> {
  if (findPostgres() === undefined) {
    console.log(`The figures of a region need PostgreSQL. This line installs it:\n\n  ${installPostgres}\n`)
    return []
  }
  const cluster = await startCluster(), folder = mkdtempSync(join(tmpdir(), 'gebiedsboek-region-'))
  try {
    return await measure(await cluster.database('region'), folder)
  } finally {
    rmSync(folder, { recursive: true })
    await cluster.stop()
  }
}
