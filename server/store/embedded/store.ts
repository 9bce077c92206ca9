import type Database from 'better-sqlite3'
import type { News, ServerStore } from '../contract.ts'
import { scrubIfDue } from './scrub.ts'
import { accountReads, accountWrites } from './accounts.ts'
import { attemptCounter } from './attempts.ts'
import { feedReads } from './feed.ts'
import { fileReads, fileWrites } from './files.ts'
import { noteReads, noteWrites } from './notes.ts'
import { rowReads, rowWrites } from './rows.ts'
import { buildWall, type Wall } from './wall.ts'

/**
 * The server store on SQLite: one connection that writes, one that reads (WAL: reading never waits for writing).
 * Transactions of one connection wait for each other, because their work is asynchronous.
 */
export function embeddedStore(writer: Database.Database, reader: Database.Database, onClose: () => void): ServerStore {
  const shared = writer === reader
  const writeWall = buildWall(), readWall = shared ? writeWall : buildWall()
  const writeTx = { ...readsOf(writer, writeWall), ...writesOf(writer, writeWall) }
  const readTx = shared ? writeTx : readsOf(reader, readWall)
  const listeners: ((news: News | 'unknown') => void)[] = []
  const writes = oneAtATime(), reads = shared ? writes : oneAtATime()
  return {
    read: (work) => reads(() => inTransaction(reader, readWall, 'BEGIN', () => work(readTx))),
    write: (work) => writes(() => inTransaction(writer, writeWall, 'BEGIN IMMEDIATE', () => work(writeTx))),
    tell: (news) => { for (const hear of listeners) hear(news) },
    onNews: (listener) => { listeners.push(listener) },
    attempt: attemptCounter(),
    // Nobody reads meanwhile, so that the log can be emptied too.
    scrub: () => (shared ? writes(async () => scrubIfDue(writer)) : reads(() => writes(async () => scrubIfDue(writer)))),
    close: () => writes(async () => {
      if (!shared) reader.close()
      writer.close()
      onClose()
    }),
  }
}

const readsOf = (db: Database.Database, wall: Wall) => ({ within: async (gebieden: Iterable<string>, kinds?: readonly string[]) => wall.around(gebieden, kinds), ...rowReads(db, wall), ...feedReads(db, wall), ...noteReads(db, wall), ...fileReads(db, wall), ...accountReads(db) })
const writesOf = (db: Database.Database, wall: Wall) => ({ ...rowWrites(db, wall), ...noteWrites(db, wall), ...fileWrites(db, wall), ...accountWrites(db) })

async function inTransaction<T>(db: Database.Database, wall: Wall, begin: string, work: () => Promise<T>): Promise<T> {
  wall.around([])
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
