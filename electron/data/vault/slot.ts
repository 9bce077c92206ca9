import Database from 'better-sqlite3'
import { asVaultFailure, vaultFailure } from './failures.ts'

/**
 * Keeps a second program away from the same data folder. The lock is the operating system's, held through an empty SQLite file,
 * so it also goes when this program is killed.
 * @throws CommandFailure `InUse`.
 */
export function takeSlot(file: string): { release(): void } {
  let db: Database.Database | undefined
  try {
    db = new Database(file, { timeout: 200 })
    db.pragma('locking_mode = EXCLUSIVE')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db?.close()
    if (error instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code)) throw vaultFailure('InUse')
    throw asVaultFailure(error)
  }
  const held = db
  return { release: () => { if (held.open) held.close() } }
}
