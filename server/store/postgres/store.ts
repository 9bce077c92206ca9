import type pg from 'pg'
import type { ReadTx, ServerStore, WriteTx } from '../contract.ts'
import { accountReads, accountWrites } from './accounts.ts'
import { feedReads } from './feed.ts'
import { fileReads, fileWrites } from './files.ts'
import type { NewsLine } from './news.ts'
import { noteReads, noteWrites } from './notes.ts'
import { rowReads, rowWrites } from './rows.ts'
import { inTransaction, type Sql } from './sql.ts'

const readTx = (sql: Sql): ReadTx => ({ ...rowReads(sql), ...feedReads(sql), ...noteReads(sql), ...fileReads(sql), ...accountReads(sql, '') })
const writeTx = (sql: Sql): WriteTx => ({ ...rowReads(sql), ...feedReads(sql), ...noteReads(sql), ...fileReads(sql), ...accountReads(sql, ' FOR UPDATE'), ...rowWrites(sql), ...noteWrites(sql), ...fileWrites(sql), ...accountWrites(sql) })

/** A snapshot for reading. For writing every statement sees what is committed by then, because `claim` waits for others. */
const READ = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'
const WRITE = 'BEGIN ISOLATION LEVEL READ COMMITTED'

/** Two transactions that waited for each other, or that made the same row: one of them goes again and sees the other. */
const MET_ANOTHER = new Set(['40001', '40P01', '23505'])
const MAX_TRIES = 5

const ATTEMPT = `INSERT INTO attempt (key, until, count) VALUES ($1, $2, 1) ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN attempt.until <= $3 THEN 1 ELSE attempt.count + 1 END, until = CASE WHEN attempt.until <= $3 THEN excluded.until ELSE attempt.until END RETURNING count`

/** The server store on PostgreSQL; any number of servers may share it. */
export function postgresStore(pool: pg.Pool, news: NewsLine): ServerStore {
  let clearedAt = 0
  return {
    read: (work) => withClient(pool, (client) => inTransaction(client, READ, (sql) => work(readTx(sql)))),
    async write(work) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await withClient(pool, (client) => inTransaction(client, WRITE, (sql) => work(writeTx(sql))))
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && MET_ANOTHER.has(String(error.code))) || tries === MAX_TRIES) throw error
        }
      }
    },
    tell: news.tell,
    onNews: news.onNews,
    async attempt(key, nowMs, windowMs) {
      // Windows that are over count for nobody; they are cleared away now and then, not at every attempt.
      if (nowMs >= clearedAt + windowMs || nowMs < clearedAt) { clearedAt = nowMs; await pool.query('DELETE FROM attempt WHERE until <= $1', [nowMs]) }
      const counted = await pool.query<{ count: number }>({ name: 'attempt', text: ATTEMPT, values: [key, nowMs + windowMs, nowMs] })
      return counted.rows[0]!.count
    },
    // What PostgreSQL deleted stays in its files until they are tidied; that takes the owner of the tables (see tidy.ts).
    scrub: async () => undefined,
    async close() {
      await news.close()
      await pool.end()
    },
  }
}

async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  const onError = (error: Error) => { broken = error }
  client.on('error', onError)
  try {
    return await work(client)
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}
