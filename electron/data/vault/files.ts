import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { byteFileOf } from '../store/byte-store.ts'
import { unreadable } from '../store/open.ts'
import { onDisk, vaultFailure } from './failures.ts'

/** SQLite takes a file smaller than this for a new one: everything would seem gone. */
const ONE_PAGE = 4096
/** A database is up to three files. */
const ENDINGS = ['', '-wal', '-shm']

/** Which files a vault has, and how they come and go. */
export class VaultFiles {
  readonly folder: string
  readonly db: string
  readonly key: string
  readonly slot: string
  readonly temp: string
  readonly attempts: string
  readonly copies: string
  private readonly now: () => number

  constructor(folder: string, now: () => number) {
    this.folder = folder
    this.now = now
    this.db = join(folder, 'boek.db')
    this.key = join(folder, 'boek.key.json')
    this.slot = join(folder, 'boek.slot')
    this.temp = join(folder, 'tijdelijk')
    this.attempts = join(folder, 'boek.pogingen.json')
    this.copies = join(folder, 'kopieen')
  }

  makeFolder(): void {
    onDisk(() => mkdirSync(this.folder, { recursive: true }))
  }

  makeTemp(): void {
    // Not recursive: that answers ENOENT on a folder that may only be read.
    onDisk(() => { if (!existsSync(this.temp)) mkdirSync(this.temp) })
  }

  /** Files that were made for other programs do not outlive the session. */
  emptyTemp(): void {
    rmSync(this.temp, { recursive: true, force: true })
  }

  /** @throws CommandFailure `DatabaseMissing`, or that a database of this size cannot be whole. */
  checkSize(): void {
    if (!existsSync(this.db)) throw vaultFailure('DatabaseMissing')
    const { size } = statSync(this.db)
    // SQLite takes what is missing of a last page for zeros. Beside a log such a page is on its way and will be written again.
    if (size < ONE_PAGE || (size % ONE_PAGE !== 0 && !existsSync(`${this.db}-wal`))) throw unreadable(`${size} bytes`)
  }

  /** A database whose key nobody has makes room for a new one. */
  setKeylessAside(): void {
    this.setAside('zonder-sleutel', this.db)
    this.setAside('zonder-sleutel', byteFileOf(this.db))
  }

  replaceDatabase(copy: string): void {
    onDisk(() => {
      this.setAside('beschadigd', this.db)
      copyFileSync(copy, this.db)
    })
  }

  removeDatabase(): void {
    for (const path of [this.db, byteFileOf(this.db)]) for (const ending of ENDINGS) rmSync(`${path}${ending}`, { force: true })
  }

  /** Nothing is ever deleted that might hold somebody's work: it gets another name. */
  private setAside(why: string, path: string): void {
    const stamp = new Date(this.now()).toISOString().replace(/[:.]/g, '-')
    for (const ending of ENDINGS) {
      const file = `${path}${ending}`
      if (existsSync(file)) renameSync(file, join(this.folder, `boek-${why}-${stamp}${basename(path).replace(/^boek/, '')}${ending}`))
    }
  }
}
