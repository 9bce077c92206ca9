import pg from 'pg'
import { StoreUnusable, type ServerStore } from '../contract.ts'
import { migrate, NEWEST, requireKnown, schemaVersion } from './migrate.ts'
import { APP_ROLE } from './migrations.ts'
import { openNewsLine } from './news.ts'
import { postgresStore } from './store.ts'

export interface PostgresOptions {
  /** How the server signs in: a login that is, or belongs to, the role of the server. */
  readonly connection: string
  /** The owner of the tables, to prepare or upgrade them; used at the start only. */
  readonly owner: string | undefined
  /** The epoch of data that begins here. */
  readonly newEpoch: string
  /** Hears of connections that broke while nobody used them. */
  readonly report: (error: unknown) => void
  readonly maxConnections?: number
}

const INT8 = 20
/** Numbers of ours stay far below 2^53. */
const types = { getTypeParser: ((oid: number, format?: 'text') => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format))) as typeof pg.types.getTypeParser }

/** Opens the store on PostgreSQL, after waiting for one that is still starting. Throws `StoreUnusable` with a Dutch message. */
export async function openPostgresStore(options: PostgresOptions): Promise<ServerStore> {
  try {
    return await onceStarted(async () => {
      if (options.owner !== undefined) await migrate(options.owner, options.newEpoch)
      return connect(options)
    })
  } catch (error) {
    throw unusable(error)
  }
}

/** PostgreSQL says it of itself: it starts, or recovers. */
const STARTING = '57P03'
const PATIENCE_MS = 60_000, AGAIN_MS = 200

/** After a power cut the two start together, and PostgreSQL has more to do: who ended at once would stay away until somebody looks. */
async function onceStarted<T>(work: () => Promise<T>): Promise<T> {
  for (const until = performance.now() + PATIENCE_MS; ;) {
    try {
      return await work()
    } catch (error) {
      if (codeOf(error) !== STARTING || performance.now() > until) throw error
      await new Promise((resolve) => { setTimeout(resolve, AGAIN_MS) })
    }
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

async function connect({ connection, report, maxConnections = 10 }: PostgresOptions): Promise<ServerStore> {
  // `pipeline`: statements do not wait for each other's answers; see sql.ts.
  const settings: pg.PoolConfig & { readonly pipeline: boolean } = {
    connectionString: connection, max: maxConnections, pipeline: true, types, application_name: 'gebiedsboek', keepAlive: true,
    connectionTimeoutMillis: 10_000, statement_timeout: 60_000, idle_in_transaction_session_timeout: 60_000,
  }
  const pool = new pg.Pool(settings)
  // A connection that PostgreSQL ends while we are closing it is no news.
  pool.on('error', (error) => { if (!pool.ending) report(error) })
  try {
    requireReady(await schemaVersion(pool))
    const wall = await pool.query<{ active: boolean }>("SELECT row_security_active('feed_row') AS active")
    if (wall.rows[0]?.active !== true) throw new StoreUnusable(`Deze aanmelding bij PostgreSQL mag door de scheiding tussen gebieden heen. Gebruik een aanmelding met de rol ${APP_ROLE}.`)
    return postgresStore(pool, await openNewsLine(connection, report))
  } catch (error) {
    await pool.end()
    throw error
  }
}

function requireReady(version: number): void {
  requireKnown(version)
  if (version < NEWEST) throw notPrepared()
}

const notPrepared = () => new StoreUnusable('De database is nog niet klaar voor deze versie van Gebiedsboek. Start één keer met ook --postgres-owner (of GEBIEDSBOEK_POSTGRES_OWNER).')

function unusable(error: unknown): unknown {
  const code = codeOf(error)
  if (code === '42P01') return notPrepared()
  if (/^(ECONNREFUSED|ENOENT|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|57P03)$/.test(code)) return new StoreUnusable(`PostgreSQL is niet bereikbaar (${code}). Kijk of het draait en of het adres klopt.`)
  if (code.startsWith('28')) return new StoreUnusable('PostgreSQL laat deze aanmelding niet toe. Kijk de naam en het wachtwoord na.')
  if (code === '3D000') return new StoreUnusable('Deze database bestaat niet in PostgreSQL. Kijk de naam na.')
  if (code === '42501') return new StoreUnusable(`Deze aanmelding bij PostgreSQL heeft te weinig rechten. De server hoort bij de rol ${APP_ROLE}; voor --postgres-owner is de eigenaar van de database nodig.`)
  if (code === '53300') return new StoreUnusable('PostgreSQL heeft geen verbindingen meer over. Zet max_connections hoger of start minder servers.')
  return error
}
