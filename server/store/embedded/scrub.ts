import Database from 'better-sqlite3'

/**
 * [E1] After an erasure the file is written anew: `secure_delete` wipes what is deleted, but not every copy that moving rows
 * between pages left behind (3 in 1,000, measured). The mark is written with the erasure itself, so that a crash, a full disk
 * or another program in the file only puts it off, to the next erasure or the next start of the server.
 */
export function scrubIfDue(db: Database.Database): void {
  if (db.prepare("SELECT 1 FROM meta WHERE key = 'scrub'").get() === undefined) return
  try {
    db.exec('VACUUM')
    const [done] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    if (done?.busy === 0) db.exec("DELETE FROM meta WHERE key = 'scrub'")
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || !/^SQLITE_(BUSY|FULL|IOERR)/.test(error.code)) throw error
  }
}
