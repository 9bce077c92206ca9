import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase, type Db } from '../store/open.ts'

const KEEP = 3
const EVERY_MS = 20 * 3_600_000

/** Automatic copies of the database, encrypted with the same key, newest first. */
export class Copies {
  private readonly folder: string
  private readonly now: () => number

  constructor(folder: string, now: () => number) {
    this.folder = folder
    this.now = now
  }

  list(): readonly { readonly file: string; readonly atMs: number }[] {
    if (!existsSync(this.folder)) return []
    return readdirSync(this.folder).filter((name) => /^boek-[\d-]+\.db$/.test(name)).sort().reverse().map((name) => {
      const file = join(this.folder, name)
      return { file, atMs: statSync(file).mtimeMs }
    })
  }

  due(): boolean {
    const newest = this.list()[0]
    return newest === undefined || Math.abs(this.now() - newest.atMs) > EVERY_MS
  }

  /** Copies the open database. Nothing else writes to it meanwhile: this process is its only user, and this is one turn of it. */
  make(db: Db): void {
    // A damaged database must not push out the good copies.
    if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Error('the database is damaged')
    db.pragma('wal_checkpoint(TRUNCATE)')
    mkdirSync(this.folder, { recursive: true })
    const name = `boek-${new Date(this.now()).toISOString().slice(0, 19).replace(/[T:]/g, '-')}.db`
    const partial = join(this.folder, `${name}.deel`)
    try {
      copyFileSync(db.name, partial)
      renameSync(partial, join(this.folder, name))
    } finally {
      rmSync(partial, { force: true })
    }
    for (const { file } of this.list().slice(KEEP)) rmSync(file, { force: true })
  }

  /** Somebody was erased: one copy without them takes the place of all that were made before. */
  renew(db: Db): void {
    const old = this.list()
    if (old.length === 0) return
    this.make(db)
    const fresh = this.list()[0]?.file
    for (const { file } of old) if (file !== fresh) rmSync(file, { force: true })
  }

  /** The newest copy that this key opens and in which SQLite finds nothing wrong. */
  newestSound(key: Uint8Array): string | undefined {
    return this.list().find(({ file }) => isSound(file, key))?.file
  }
}

const ASIDE_DAYS = 30
/**
 * A database that could not be read is kept beside a restored copy, for who may still save work from it; but nobody can erase
 * a person from it, and the law gives a month for that.
 */
export function removeOldAside(folder: string, nowMs: number): void {
  for (const name of readdirSync(folder)) {
    const day = /^boek-(?:beschadigd|zonder-sleutel)-(\d{4}-\d{2}-\d{2})T.*\.db/.exec(name)?.[1]
    if (day !== undefined && nowMs - Date.parse(day) > ASIDE_DAYS * 86_400_000) rmSync(join(folder, name), { force: true })
  }
}

function isSound(file: string, key: Uint8Array): boolean {
  let db: Db | undefined
  try {
    db = openDatabase(file, key)
    return db.pragma('quick_check(1)', { simple: true }) === 'ok'
  } catch {
    return false // that is the question that was asked
  } finally {
    db?.close()
    for (const ending of ['-wal', '-shm']) rmSync(`${file}${ending}`, { force: true })
  }
}
