import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { StoreUnusable, type ServerStore } from '../contract.ts'
import { migrations } from './migrations.ts'
import { scrubIfDue } from './scrub.ts'
import { embeddedStore } from './store.ts'

export interface OpenOptions {
  /** Folder of the data, or ':memory:' for tests. */
  readonly folder: string
  /** The epoch of data that begins here. */
  readonly newEpoch: string
  /** A server holds the lock as long as it runs; the account commands do without, beside a running server. */
  readonly lock: boolean
}

/** Opens the embedded store (SQLite), making or upgrading it. Throws `StoreUnusable` with a Dutch message. */
export function openEmbeddedStore(options: OpenOptions): ServerStore {
  if (options.folder === ':memory:') {
    const db = new Database(':memory:')
    prepareDatabase(db, options.newEpoch)
    return embeddedStore(db, db, () => undefined)
  }
  try {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 })
    const unlock = options.lock ? takeLock(options.folder) : () => undefined
    const file = join(options.folder, 'server.sqlite')
    const writer = new Database(file)
    prepareDatabase(writer, options.newEpoch)
    if (options.lock) scrubIfDue(writer)
    const reader = new Database(file, { readonly: true })
    reader.pragma('busy_timeout = 5000')
    return embeddedStore(writer, reader, unlock)
  } catch (error) {
    throw unusable(error, options.folder)
  }
}

/** The lock is a transaction in a file of its own: the system lets go of it when the process ends, however it ends. */
function takeLock(folder: string): () => void {
  const lock = new Database(join(folder, 'server.lock'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (codeOf(error).startsWith('SQLITE_BUSY')) throw new StoreUnusable(`Er draait al een server op de gegevens in ${folder}. Stop die eerst, of kies met --data een andere map.`)
    throw error
  }
  return () => lock.close()
}

/** Makes or upgrades the tables and sets how SQLite keeps them. */
export function prepareDatabase(db: Database.Database, newEpoch: string): void {
  db.pragma('busy_timeout = 5000')
  // Before anything is written: a file from the future stays as it is.
  const version = db.pragma('user_version', { simple: true }) as number
  const newest = migrations.at(-1)!.version
  if (version > newest) throw new StoreUnusable('Deze gegevens zijn van een nieuwere versie van Gebiedsboek. Gebruik die versie, of kies met --data een andere map. Er is niets veranderd.')
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('secure_delete = ON')
  db.pragma('cache_size = -32000')
  // 32 MB: a push of a thousand edits touches more pages than the usual limit, and its laptop would wait while the log is copied into the file.
  db.pragma('wal_autocheckpoint = 8000')
  for (const m of migrations.filter((m) => m.version > version)) {
    db.transaction(() => { db.exec(m.sql); db.pragma(`user_version = ${m.version}`) }).immediate()
  }
  db.prepare("INSERT OR IGNORE INTO meta VALUES ('epoch', ?)").run(newEpoch)
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '')

function unusable(error: unknown, folder: string): unknown {
  if (error instanceof StoreUnusable) return error
  const code = codeOf(error)
  if (/^(EACCES|EROFS|EPERM|SQLITE_READONLY|SQLITE_CANTOPEN)/.test(code)) return new StoreUnusable(`In de map ${folder} kan niet geschreven worden. Geef deze gebruiker schrijfrechten, of kies met --data een andere map.`)
  if (/^(EEXIST|ENOTDIR)/.test(code)) return new StoreUnusable(`${folder} is geen map. Kies met --data een map.`)
  if (/^(SQLITE_NOTADB|SQLITE_CORRUPT)/.test(code)) return new StoreUnusable(`De gegevens in ${folder} zijn beschadigd of niet van Gebiedsboek. Zet een reservekopie terug, of kies met --data een andere map. Er is niets veranderd.`)
  if (/^(ENOSPC|SQLITE_FULL)/.test(code)) return new StoreUnusable(`De schijf van ${folder} is vol. Maak ruimte en start de server opnieuw.`)
  if (code.startsWith('SQLITE_BUSY')) return new StoreUnusable(`De gegevens in ${folder} zijn in gebruik door een ander programma. Probeer het zo opnieuw.`)
  return error
}
