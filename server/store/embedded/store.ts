import type Database from 'better-sqlite3'
import type { ServerStore } from '../contract.ts'
import { accountReads, accountWrites } from './accounts.ts'
import { feedReads } from './feed.ts'
import { noteReads, noteWrites } from './notes.ts'
import { rowReads, rowWrites } from './rows.ts'

/**
 * The server store on SQLite: one connection that writes, one that reads (WAL: reading never waits for writing).
 * Transactions of one connection wait for each other, because their work is asynchronous.
 */
export function embeddedStore(writer: Database.Database, reader: Database.Database, onClose: () => void): ServerStore {
  const shared = writer === reader
  const writeTx = { ...readsOf(writer), ...writesOf(writer) }
  const readTx = shared ? writeTx : readsOf(reader)
  const writes = oneAtATime(), reads = shared ? writes : oneAtATime()
  return {
    read: (work) => reads(() => inTransaction(reader, 'BEGIN', () => work(readTx))),
    write: (work) => writes(() => inTransaction(writer, 'BEGIN IMMEDIATE', () => work(writeTx))),
    scrub: () => writes(async () => { writer.pragma('wal_checkpoint(TRUNCATE)') }),
    close: () => writes(async () => {
      if (!shared) reader.close()
      writer.close()
      onClose()
    }),
  }
}

const readsOf = (db: Database.Database) => ({ ...rowReads(db), ...feedReads(db), ...noteReads(db), ...accountReads(db) })
const writesOf = (db: Database.Database) => ({ ...rowWrites(db), ...noteWrites(db), ...accountWrites(db) })

async function inTransaction<T>(db: Database.Database, begin: string, work: () => Promise<T>): Promise<T> {
  db.exec(begin)
  try {
    const result = await work()
    db.exec('COMMIT')
    return result
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}

function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work)
    last = next
    return next
  }
}
