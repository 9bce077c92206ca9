import { createHash } from 'node:crypto'
import { existsSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { PART_BYTES } from '#core/attachments/limits.ts'
import { CommandFailure } from '#core/contract/command.ts'
import { openDatabase, type Db } from './open.ts'

/** The file for the bytes beside a database file; in memory where that is. */
export const byteFileOf = (file: string): string => (file.endsWith('.db') ? join(dirname(file), `${basename(file, '.db')}.bijlagen.db`) : file === ':memory:' ? file : `${file}.bijlagen`)
export const fingerprintOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** How much of a file is here, from its beginning. `whole`: all of it, and it is what its fingerprint says. */
export interface ByteHead { readonly hash: string; readonly size: number; readonly here: number; readonly whole: boolean }

/**
 * `delivered`: files that the server has, per gebied. `thumb`: small pictures made here, never sent. Parts are of any length; they follow
 * each other without a gap.
 */
const tables = `
CREATE TABLE IF NOT EXISTS file (hash TEXT PRIMARY KEY, size INTEGER NOT NULL, here INTEGER NOT NULL, whole INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS part (n INTEGER PRIMARY KEY, hash TEXT NOT NULL, start INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS part_file ON part (hash, start);
CREATE TABLE IF NOT EXISTS thumb (hash TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS delivered (gebied TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (gebied, hash)) STRICT, WITHOUT ROWID;`

/** Writing anew happens in memory, because temporary files would not be encrypted. */
const MOST_TO_REWRITE = 256_000_000

/**
 * Bytes of attachments by their SHA-256, in an encrypted database of their own (decision 0022): the book stays small and quick to copy
 * and to clean, and a damaged photo takes no notes along. Written before the row that needs them, so that no row lacks them after a crash.
 */
export class ByteStore {
  db: Db
  /** Grows with every change of what is here or delivered. */
  version = 0
  private readonly file: string
  private readonly key: Uint8Array | undefined
  private statements

  constructor(file: string, key: Uint8Array | undefined) {
    this.file = file
    this.key = key
    this.db = opened(file, key)
    this.statements = statementsOf(this.db)
  }
  head(hash: string): ByteHead | undefined {
    const raw = this.safely(() => this.statements.head.get(hash)) as (Omit<ByteHead, 'whole'> & { whole: number }) | undefined
    return raw && { ...raw, whole: raw.whole === 1 }
  }

  isWhole(hash: string): boolean {
    return this.head(hash)?.whole === true
  }

  heads(): ByteHead[] {
    return (this.safely(() => this.statements.all.all()) as (Omit<ByteHead, 'whole'> & { whole: number })[]).map((raw) => ({ ...raw, whole: raw.whole === 1 }))
  }

  /** Keeps a whole file; answers its fingerprint. */
  keep(bytes: Uint8Array): string {
    const hash = fingerprintOf(bytes)
    if (this.isWhole(hash)) return hash
    this.write(() => {
      this.statements.dropParts.run(hash)
      for (let at = 0; at < bytes.length; at += PART_BYTES) this.statements.add.run(hash, at, bytes.subarray(at, at + PART_BYTES))
      this.statements.setHead.run(hash, bytes.length, bytes.length, 1)
    })
    return hash
  }

  /** Adds what came from the server. A file that turns out not to be what its fingerprint says is dropped: `broken`. */
  append(hash: string, size: number, from: number, data: Uint8Array): 'more' | 'whole' | 'broken' {
    return this.write(() => {
      const held = this.head(hash)
      if (held?.whole) return 'whole'
      const here = held?.size === size ? held.here : 0
      if (here === 0) this.statements.dropParts.run(hash)
      if (from !== here || from + data.length > size) return 'more'
      this.statements.add.run(hash, from, data)
      const now = from + data.length
      if (now < size) { this.statements.setHead.run(hash, size, now, 0); return 'more' }
      if (fingerprintOf(this.part(hash, 0, size)) !== hash) { this.statements.dropParts.run(hash); this.statements.dropHead.run(hash); return 'broken' }
      this.statements.setHead.run(hash, size, size, 1)
      return 'whole'
    })
  }

  /** The whole file, when it is here. */
  read(hash: string): Uint8Array | undefined {
    const head = this.head(hash)
    return head?.whole ? this.safely(() => this.part(hash, 0, head.size)) : undefined
  }

  part(hash: string, from: number, length: number): Uint8Array {
    const out = new Uint8Array(length)
    for (const { start, data } of this.statements.parts.all(hash, from + length, from) as { start: number; data: Buffer }[]) {
      const skip = Math.max(0, from - start)
      out.set(data.subarray(skip, Math.min(data.length, from + length - start)), start + skip - from)
    }
    return out
  }

  /** Lets go of files; what they were is overwritten. `thorough`: the file is written anew, as long as it is small enough, so that no piece is left where SQLite moved something before. */
  drop(hashes: readonly string[], thorough: boolean): void {
    if (hashes.length === 0) return
    this.write(() => {
      const { dropHead, dropParts, dropThumb, dropDelivered } = this.statements
      for (const hash of hashes) for (const statement of [dropParts, dropThumb, dropDelivered, dropHead]) statement.run(hash)
    })
    if (thorough && this.fileBytes() <= MOST_TO_REWRITE) this.db.exec('VACUUM')
    this.db.pragma('wal_checkpoint(TRUNCATE)')
  }

  private fileBytes(): number {
    return (this.db.pragma('page_count', { simple: true }) as number) * (this.db.pragma('page_size', { simple: true }) as number)
  }

  thumb(hash: string): Uint8Array | undefined {
    return this.statements.thumb.get(hash) as Buffer | undefined
  }
  keepThumb(hash: string, data: Uint8Array): void {
    this.statements.setThumb.run(hash, data)
  }

  isDelivered(gebied: string, hash: string): boolean {
    return this.statements.isDelivered.get(gebied, hash) !== undefined
  }
  deliver(gebied: string, hash: string): void {
    this.write(() => this.statements.deliver.run(gebied, hash))
  }
  /** What the server has is to be asked again. */
  doubt(): void {
    this.write(() => this.statements.doubt.run())
  }

  close(): void {
    this.db.close()
  }

  private write<T>(work: () => T): T {
    this.version += 1
    return this.safely(() => this.db.transaction(work).immediate())
  }

  /** Damage here is no damage of the book: this file begins anew, and whoever asked is told. */
  private safely<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      // Inside a transaction whoever began it answers for it.
      if (this.db.inTransaction || !(error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code)))) throw error
      this.version += 1
      this.db.close()
      setAside(this.file)
      this.db = prepared(this.file, this.key)
      this.statements = statementsOf(this.db)
      throw new CommandFailure('BytesDamaged', 'Een deel van de opslag van foto’s en bestanden op deze computer is beschadigd. Gebiedsboek is met een nieuwe begonnen. Wat op de server staat, komt vanzelf terug.')
    }
  }
}

const statementsOf = (db: Db) => ({
  head: db.prepare('SELECT hash, size, here, whole FROM file WHERE hash = ?'),
  all: db.prepare('SELECT hash, size, here, whole FROM file'),
  setHead: db.prepare('INSERT INTO file (hash, size, here, whole) VALUES (?, ?, ?, ?) ON CONFLICT (hash) DO UPDATE SET size = excluded.size, here = excluded.here, whole = excluded.whole'),
  add: db.prepare('INSERT INTO part (hash, start, data) VALUES (?, ?, ?)'),
  parts: db.prepare('SELECT start, data FROM part WHERE hash = ? AND start < ? AND start + length(data) > ? ORDER BY start'),
  dropHead: db.prepare('DELETE FROM file WHERE hash = ?'), dropParts: db.prepare('DELETE FROM part WHERE hash = ?'), dropThumb: db.prepare('DELETE FROM thumb WHERE hash = ?'), dropDelivered: db.prepare('DELETE FROM delivered WHERE hash = ?'),
  thumb: db.prepare('SELECT data FROM thumb WHERE hash = ?').pluck(), setThumb: db.prepare('INSERT OR REPLACE INTO thumb (hash, data) VALUES (?, ?)'),
  isDelivered: db.prepare('SELECT 1 FROM delivered WHERE gebied = ? AND hash = ?').pluck(), deliver: db.prepare('INSERT OR IGNORE INTO delivered (gebied, hash) VALUES (?, ?)'), doubt: db.prepare('DELETE FROM delivered'),
})

/** A file that cannot be opened is kept under another name and a new one begun: the book itself is whole, and what the server has comes back. */
function opened(file: string, key: Uint8Array | undefined): Db {
  try {
    return prepared(file, key)
  } catch (error) {
    if (!(error instanceof CommandFailure) || !existsSync(file)) throw error
    setAside(file)
    return prepared(file, key)
  }
}

function prepared(file: string, key: Uint8Array | undefined): Db {
  const db = openDatabase(file, key)
  db.exec(tables)
  return db
}

/** The name by which the vault knows what to remove after a month. */
function setAside(file: string): void {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-')
  for (const ending of ['', '-wal', '-shm']) if (existsSync(`${file}${ending}`)) renameSync(`${file}${ending}`, join(dirname(file), `boek-beschadigd-${stamp}.bijlagen.db${ending}`))
}
