import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import pg from 'pg'
import { openPostgresStore } from '../../server/store/postgres/open.ts'
import { databaseIn, emptied, query, type DatabaseLogins } from '../support/postgres.ts'
import type { Backend } from './backend.ts'
import { Crash } from './crash.ts'

/** The connections of the one server that runs in this thread, and when the next thing goes wrong, in statements from now. */
interface Life { readonly open: Set<pg.Client>; left: number; goes: 'process' | 'line'; dead: boolean }
let life: Life | undefined
const NEVER = Number.MAX_SAFE_INTEGER
const newLife = (): Life => ({ open: new Set(), left: NEVER, goes: 'process', dead: false })

type Patched = pg.Client & { readonly user: string; readonly connection: { readonly stream: Socket } }
type Query = (this: pg.Client, ...args: unknown[]) => unknown
const cut = (client: pg.Client): void => { (client as Patched).connection.stream.destroy() }

/** Every statement of the server passes here once, so that it can die between any two of them. Whoever looks in from outside signs in by another name. */
const original = pg.Client.prototype.query as Query
;(pg.Client.prototype as { query: Query }).query = function (...args) {
  const mine = (this as Patched).user === 'gebiedsboek_app' ? life : undefined
  if (mine) {
    mine.open.add(this)
    if (mine.left-- <= 0 || mine.dead) {
      if (mine.goes === 'line' && !mine.dead) { mine.left = NEVER; cut(this) } else { mine.dead = true; return refuse(args) }
    }
  }
  return original.apply(this, args)
}

function refuse(args: readonly unknown[]): unknown {
  const crash = new Crash('at a statement'), last = args.at(-1)
  if (typeof last !== 'function') return Promise.reject(crash)
  process.nextTick(() => { (last as (error: Error) => void)(crash) })
  return undefined
}

/** One database per thread, emptied for every seed: that is quicker than making another. */
let held: DatabaseLogins | undefined
async function anEmptyDatabase(cluster: string, epoch: string): Promise<DatabaseLogins> {
  if (held) await emptied(held.owner)
  const at = held ??= await databaseIn(cluster, `sim_${randomUUID().replaceAll('-', '')}`)
  const store = await openPostgresStore({ connection: at.app, owner: at.owner, newEpoch: epoch, report: () => undefined })
  await store.close()
  await query(at.owner, `UPDATE meta SET value = '${epoch}' WHERE key = 'epoch'`)
  return at
}

/** A line breaks because it was made to, or because this whole program was put on hold for minutes: PostgreSQL does not wait for that. */
const isLineBroken = (error: unknown): boolean => error instanceof Error && /^Connection terminated|^write EPIPE|^read ECONNRESET|has encountered a connection error|terminating connection|timeout exceeded when trying to connect/.test(error.message)

async function patiently<T>(work: () => Promise<T>, tries = 5): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (tries <= 1 || !isLineBroken(error)) throw error
    return patiently(work, tries - 1)
  }
}

const TABLES = ['feed', 'digest', 'feed_row', 'marker', 'note', 'note_update', 'account', 'device'] as const

/** What a copy of the database holds. */
const KEPT = [...TABLES, 'file', 'file_part', 'erased', 'session'] as const

/**
 * Real PostgreSQL, by the folder of its socket. What a crash leaves is what was committed: the connections are cut, as the system does with those of a process that ended.
 * Requests of one moment really run side by side there, so a day that is played again may differ in who came first.
 */
export function postgresBackend(cluster: string, epoch: string): Backend {
  let at: DatabaseLogins | undefined, close = async (): Promise<void> => undefined
  const end = () => {
    for (const client of life?.open ?? []) cut(client)
    life = undefined
    // What is left of the pool notices by itself; nobody waits for it.
    close().catch(() => undefined)
  }
  return {
    async open() {
      at ??= await patiently(() => anEmptyDatabase(cluster, epoch))
      life = newLife()
      const store = await patiently(() => openPostgresStore({ connection: at!.app, owner: undefined, newEpoch: epoch, report: () => undefined }))
      close = store.close
      return store
    },
    dieAt: (n) => { Object.assign(life!, { left: n, goes: 'process' }) },
    loseLineAt: (n) => { Object.assign(life!, { left: n, goes: 'line' }) },
    isDead: () => life?.dead === true,
    isExpected: (error) => error instanceof Crash || life?.dead === true || isLineBroken(error),
    crash: async () => end(),
    // As pg_dump and pg_restore do with files (test/postgres/restore.test.ts): all that was committed at one moment.
    async backUp() {
      await query(at!.admin, 'DROP SCHEMA IF EXISTS copy CASCADE; CREATE SCHEMA copy')
      await query(at!.admin, `BEGIN ISOLATION LEVEL REPEATABLE READ; ${KEPT.map((t) => `CREATE TABLE copy.${t} AS TABLE public.${t}`).join('; ')}; COMMIT`)
      return true
    },
    async putBack() {
      end()
      // What PostgreSQL works out itself it will not be told.
      const columns = await query<{ table: string; names: string }>(at!.admin, "SELECT table_name AS table, string_agg(quote_ident(column_name), ', ') AS names FROM information_schema.columns WHERE table_schema = 'public' AND is_generated = 'NEVER' GROUP BY 1")
      const namesOf = new Map(columns.map(({ table, names }) => [table, names]))
      await query(at!.admin, `TRUNCATE ${KEPT.map((t) => `public.${t}`).join(', ')}; ${KEPT.map((t) => `INSERT INTO public.${t} (${namesOf.get(t)}) OVERRIDING SYSTEM VALUE SELECT ${namesOf.get(t)} FROM copy.${t}`).join('; ')}`)
    },
    /** Deleted rows are in its files until they are tidied (test/postgres/durable.test.ts); here is looked at what can be asked for. */
    bytes: async () => Buffer.from((await query<{ all: string | null }>(at!.admin, TABLES.map((t) => `SELECT string_agg(t::text, ' ') AS all FROM ${t} t`).join(' UNION ALL '))).map((r) => r.all ?? '').join(' ')),
    remove: async () => end(),
  }
}
