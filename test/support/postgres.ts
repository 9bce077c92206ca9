import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { findPostgres } from '../../scripts/postgres.ts'
import { asOwner } from '../../server/store/postgres/owner.ts'

/** A real PostgreSQL of one's own, in a temporary folder, reachable through a socket in it and in no other way. */
export interface Cluster {
  /** Programs of this PostgreSQL: pg_dump and the like. */
  readonly bin: string
  /** Makes an empty database with the roles of docs/beheer; answers how the server, the owner and the administrator sign in. */
  database(name: string): Promise<DatabaseLogins>
  /** `kill -9` of all its processes at once, as a power cut would, and a start on the same files. */
  crash(onKilled?: () => void): Promise<void>
  /** `kill -9` of one process that serves a connection of the server; PostgreSQL then ends all others and recovers by itself. Answers whether there was one. */
  crashBackend(onKilled?: () => void): Promise<boolean>
  /** `kill -9` of all its processes, for good. */
  die(): Promise<void>
  /** A second PostgreSQL that follows this one: what is acknowledged here is on disk there (docs/beheer/postgresql.md). */
  standby(): Promise<Standby>
  readonly folder: string
  stop(): Promise<void>
}
export interface Standby {
  /** The same logins, there. */
  logins(at: DatabaseLogins): DatabaseLogins
  /** From now on it is the one that is written to. */
  promote(): Promise<void>
  stop(): Promise<void>
}
export interface DatabaseLogins { readonly name: string; readonly app: string; readonly owner: string; readonly admin: string }

const ADMIN = 'beheer'

/** PostgreSQL refuses to run as root: then it runs as somebody who owns nothing else here. */
const NOBODY = 65_534
const asWhom = () => (process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {})

function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gb-pg-'))
  chmodSync(folder, 0o755)
  if (process.getuid?.() === 0) chownSync(folder, NOBODY, NOBODY)
  return folder
}

/** `durable`: syncs to disk as in production. Tests of what is kept after a crash need it; others are faster without. */
export async function startCluster({ durable = false }: { readonly durable?: boolean } = {}): Promise<Cluster> {
  const bin = findPostgres()
  if (bin === undefined) throw new Error('PostgreSQL is not installed here')
  const folder = ownFolder()
  const data = join(folder, 'data')
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', ADMIN, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync', '--no-instructions'], { ...asWhom(), cwd: folder, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`)
  let running = await run(bin, folder, durable)
  await query(address(ADMIN, folder, 'postgres'), 'CREATE ROLE gebiedsboek_owner LOGIN; CREATE ROLE gebiedsboek_app LOGIN')
  return {
    bin, folder,
    database: (name) => databaseIn(folder, name),
    async crash(onKilled) {
      await killAll(running, onKilled)
      running = await run(bin, folder, durable)
    },
    die: () => killAll(running),
    standby: () => standbyOf(bin, folder),
    async crashBackend(onKilled) {
      const [found] = await query<{ pid: number }>(address(ADMIN, folder, 'postgres'), "SELECT pid FROM pg_stat_activity WHERE usename = 'gebiedsboek_app' ORDER BY state = 'active' DESC, random() LIMIT 1")
      if (found) { killNow(found.pid); onKilled?.() }
      // It recovers while laptops and server go on asking; who starts a server next would be sent away.
      for (let tries = 0; found && !await accepts(folder); tries++) {
        if (tries > 1000) throw new Error('PostgreSQL does not recover')
        await new Promise((resolve) => { setTimeout(resolve, 25) })
      }
      return found !== undefined
    },
    async stop() {
      await end(running, 'SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Its children as well: one that outlives it would keep the memory that they share. */
async function killAll(server: ChildProcess, onKilled?: () => void): Promise<void> {
  const children = spawnSync('ps', ['--ppid', String(server.pid), '-o', 'pid='], { encoding: 'utf8' }).stdout.split('\n').map(Number).filter((n) => n > 0)
  const gone = new Promise((resolve) => server.once('exit', resolve))
  for (const pid of [server.pid!, ...children]) killNow(pid)
  onKilled?.()
  await gone
}

async function standbyOf(bin: string, from: string): Promise<Standby> {
  const folder = ownFolder()
  const made = spawnSync(join(bin, 'pg_basebackup'), ['-h', from, '-U', ADMIN, '-D', join(folder, 'data'), '-R', '-X', 'stream', '--checkpoint=fast'], { ...asWhom(), cwd: folder, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`pg_basebackup: ${made.stderr}`)
  const server = await run(bin, folder, true)
  const first = address(ADMIN, from, 'postgres')
  await query(first, "ALTER SYSTEM SET synchronous_standby_names = '*'")
  await query(first, 'SELECT pg_reload_conf()')
  for (let tries = 0; (await query(first, "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'")).length === 0; tries++) {
    if (tries > 200) throw new Error('the standby does not follow')
    await new Promise((resolve) => { setTimeout(resolve, 25) })
  }
  return {
    logins: ({ name }) => loginsIn(folder, name),
    promote: async () => { await query(address(ADMIN, folder, 'postgres'), 'SELECT pg_promote()') },
    async stop() {
      await end(server, 'SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const accepts = (folder: string): Promise<boolean> => query(address(ADMIN, folder, 'postgres'), 'SELECT 1').then(() => true, () => false)

/** It may have ended a moment before. */
function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Makes an empty database in a PostgreSQL that runs, by the folder of its socket. */
export async function databaseIn(folder: string, name: string): Promise<DatabaseLogins> {
  await query(address(ADMIN, folder, 'postgres'), `CREATE DATABASE ${name} OWNER gebiedsboek_owner`)
  return loginsIn(folder, name)
}
const loginsIn = (folder: string, name: string): DatabaseLogins => ({ name, app: address('gebiedsboek_app', folder, name), owner: address('gebiedsboek_owner', folder, name), admin: address(ADMIN, folder, name) })

/** The folder of the socket stands where the name of a computer would; so libpq and the driver both read it. */
const address = (user: string, folder: string, database: string) => `postgres://${user}@${encodeURIComponent(folder)}/${database}`

/** After `kill -9` the processes that the old server had started need a moment to notice; until then no new one begins on its data. */
async function run(bin: string, folder: string, durable: boolean): Promise<ChildProcess> {
  for (let tries = 0; ; tries++) {
    try {
      return await runOnce(bin, folder, durable)
    } catch (error) {
      if (tries >= 100 || !(error instanceof Error) || !error.message.includes('pre-existing shared memory block')) throw error
      await new Promise((resolve) => { setTimeout(resolve, 100) })
    }
  }
}

async function runOnce(bin: string, folder: string, durable: boolean): Promise<ChildProcess> {
  const sure = durable ? [] : ['-c', 'fsync=off']
  const server = spawn(join(bin, 'postgres'), ['-D', join(folder, 'data'), '-k', folder, '-c', 'listen_addresses=', '-c', 'max_connections=120', ...sure], { ...asWhom(), cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on('data', (text: Buffer) => { said += text.toString(); if (said.includes('database system is ready')) resolve() })
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`postgres ended with ${code}:\n${said}`)))
  })
  return server
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.kill(signal)
  // One that is asked to stop while it recovers may wait for ever.
  const impatient = setTimeout(() => server.kill('SIGQUIT'), 15_000)
  await gone
  clearTimeout(impatient)
}

/** One or more statements on a connection of their own. */
export const query = <T extends pg.QueryResultRow>(connectionString: string, sql: string): Promise<T[]> =>
  asOwner(connectionString, 'test', async (client) => (await client.query<T>(sql)).rows)

/** Empties a prepared database, which is quicker than making another. */
export const emptied = (owner: string): Promise<unknown> => query(owner, 'TRUNCATE feed, digest, feed_row, marker, note, note_update, file, file_part, erased, account, session, device, attempt')
