import Database from 'better-sqlite3'
import { CommandFailure } from '#core/contract/command.ts'
import { keepStatements } from './statements.ts'

export type Db = Database.Database

export const unreadable = (detail: string): CommandFailure => new CommandFailure('WrongKeyOrBroken', 'Het gegevensbestand kan niet worden gelezen. Het is beschadigd of hoort bij een andere sleutel. Er is niets aan veranderd.', detail)

/**
 * Opens an encrypted database, making it when it is not there.
 * AEGIS-256 is authenticated encryption per page (a changed byte is noticed) and uses the processor's AES; see docs/decisions/0002.
 * @param key 32 bytes; given raw, so that SQLite derives nothing. Undefined opens without encryption (tests of the format only).
 * @throws CommandFailure `WrongKeyOrBroken` when the file cannot be read with this key.
 */
export function openDatabase(file: string, key: Uint8Array | undefined): Db {
  const db = new Database(file)
  try {
    if (key) {
      db.pragma("cipher='aegis'")
      db.pragma(`key='raw:${Buffer.from(key).toString('hex')}'`)
    }
    // The first read: fails here, not later, when the key does not fit.
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    db.pragma('journal_mode = WAL')
    // An acknowledged edit survives a power cut.
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    db.pragma('secure_delete = ON')
    // Sorting and temporary tables never reach the disk unencrypted.
    db.pragma('temp_store = MEMORY')
    // 32 MB: large imports and first syncs would otherwise copy the log into the file at every commit.
    db.pragma('wal_autocheckpoint = 8000')
    db.pragma('cache_size = -32768')
    db.pragma('busy_timeout = 2000')
    keepStatements(db)
    return db
  } catch (error) {
    db.close()
    if (error instanceof Database.SqliteError && /NOTADB|CORRUPT/.test(error.code)) {
      throw unreadable(error.code)
    }
    throw error
  }
}
