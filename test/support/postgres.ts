import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { findPostgres } from '../../scripts/postgres.ts'

/** A real PostgreSQL of one's own, in a temporary folder, reachable through a socket in it and in no other way. */
export interface Cluster {
  /** Programs of this PostgreSQL: pg_dump and the like. */
  readonly bin: string
  /** Makes an empty database with the roles of docs/beheer; answers how the server, the owner and the administrator sign in. */
  database(name: string): Promise<DatabaseLogins>
  /** Ends all of it at once, as a power cut would, and starts it again on the same files. */
  crash(): Promise<void>
  readonly folder: string
  stop(): Promise<void>
}
export interface DatabaseLogins { readonly name: string; readonly app: string; readonly owner: string; readonly admin: string }

const ADMIN = 'beheer'

/** PostgreSQL refuses to run as root: then it runs as somebody who owns nothing else here. */
const NOBODY = 65_534
const asWhom = () => (process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {})

/** `durable`: syncs to disk as in production. Tests of what is kept after a crash need it; others are faster without. */
export async function startCluster({ durable = false }: { readonly durable?: boolean } = {}): Promise<Cluster> {
  const bin = findPostgres()
  if (bin === undefined) throw new Error('PostgreSQL is not installed here')
  const folder = mkdtempSync(join(tmpdir(), 'gb-pg-'))
  chmodSync(folder, 0o755)
  if (process.getuid?.() === 0) chownSync(folder, NOBODY, NOBODY)
  const data = join(folder, 'data')
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', ADMIN, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync', '--no-instructions'], { ...asWhom(), cwd: folder, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`)
  let running = await run(bin, folder, durable)
  await query(address(ADMIN, folder, 'postgres'), 'CREATE ROLE gebiedsboek_owner LOGIN; CREATE ROLE gebiedsboek_app LOGIN')
  return {
    bin, folder,
    database: (name) => databaseIn(folder, name),
    async crash() {
      await end(running, 'SIGQUIT')
      running = await run(bin, folder, durable)
    },
    async stop() {
      await end(running, 'SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Makes an empty database in a PostgreSQL that runs, by the folder of its socket. */
export async function databaseIn(folder: string, name: string): Promise<DatabaseLogins> {
  await query(address(ADMIN, folder, 'postgres'), `CREATE DATABASE ${name} OWNER gebiedsboek_owner`)
  return { name, app: address('gebiedsboek_app', folder, name), owner: address('gebiedsboek_owner', folder, name), admin: address(ADMIN, folder, name) }
}

/** The folder of the socket stands where the name of a computer would; so libpq and the driver both read it. */
const address = (user: string, folder: string, database: string) => `postgres://${user}@${encodeURIComponent(folder)}/${database}`

async function run(bin: string, folder: string, durable: boolean): Promise<ChildProcess> {
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
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.kill(signal)
  await gone
}

/** One or more statements on a connection of their own. */
export async function query<T extends pg.QueryResultRow>(connectionString: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

/** Empties a prepared database, which is quicker than making another. */
export const emptied = (owner: string): Promise<unknown> => query(owner, 'TRUNCATE feed, digest, feed_row, marker, note, note_update, erased, account, session, device, attempt')
