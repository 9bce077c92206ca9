import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { ServerStore } from '../../server/store/contract.ts'
import { prepareDatabase } from '../../server/store/embedded/open.ts'
import { scrubIfDue } from '../../server/store/embedded/scrub.ts'
import { embeddedStore } from '../../server/store/embedded/store.ts'
import { Crash, dieAt, isDead, stayAlive, watchExec } from './crash.ts'

/** What the server keeps its data on. Another kind of store takes part in the simulation by giving one of these. */
export interface Backend {
  /** Opens what is there as the server does at its start, with what an erasure left to clean up: nothing the first time, later what was committed. */
  open(): Promise<ServerStore>
  /** Has the process die at its nth write from now. */
  dieAt(n: number): void
  /** Where there is one: has the line to the database break at its nth statement from now; the process goes on. */
  loseLineAt?(n: number): void
  isDead(): boolean
  /** An error that the server may report, because it was made to happen. */
  isExpected(error: unknown): boolean
  /** The process ends without a word; `open` comes next. */
  crash(): Promise<void>
  /** Keeps a copy of what is there now, in the place of an earlier one; answers whether that could be done at this moment. */
  backUp(): Promise<boolean>
  /** The process ends, and the copy takes the place of what it kept; `open` comes next. */
  putBack(): Promise<void>
  /** All bytes it keeps, to look for what should be gone. */
  bytes(): Promise<Buffer>
  remove(): Promise<void>
}

const isExpected = (error: unknown): boolean => error instanceof Crash

/** SQLite in memory: what a crash leaves is a copy of the database. */
export function memoryBackend(epoch: string): Backend {
  let db: Database.Database | undefined
  let disk: Buffer | undefined, copy: Buffer | undefined
  return {
    async open() {
      db = new Database(disk ?? ':memory:')
      prepareDatabase(db, epoch)
      scrubIfDue(db)
      watchExec(db)
      return embeddedStore(db, db, () => undefined)
    },
    dieAt: (n) => dieAt(db!, n),
    isDead: () => isDead(db!),
    isExpected,
    async crash() {
      stayAlive(db!)
      if (db!.inTransaction) db!.exec('ROLLBACK')
      disk = db!.serialize()
      db!.close()
    },
    async backUp() {
      if (db!.inTransaction || isDead(db!)) return false
      copy = db!.serialize()
      return true
    },
    async putBack() {
      stayAlive(db!)
      db!.close()
      disk = copy
    },
    bytes: async () => db!.serialize(),
    remove: async () => { db!.close() },
  }
}

/** SQLite in real files: what a crash leaves are the files as they are at that moment, the log that was not merged included. */
export function fileBackend(epoch: string): Backend {
  const root = mkdtempSync(join(tmpdir(), 'gb-sim-server-'))
  let life = 0
  const folder = () => join(root, String(life))
  const copy = join(root, 'copy')
  let writer: Database.Database | undefined, reader: Database.Database | undefined
  return {
    async open() {
      mkdirSync(folder(), { recursive: true })
      writer = new Database(join(folder(), 'server.sqlite'))
      prepareDatabase(writer, epoch)
      scrubIfDue(writer)
      reader = new Database(join(folder(), 'server.sqlite'), { readonly: true })
      watchExec(writer)
      return embeddedStore(writer, reader, () => undefined)
    },
    dieAt: (n) => dieAt(writer!, n),
    isDead: () => isDead(writer!),
    isExpected,
    async crash() {
      const from = folder()
      life += 1
      cpSync(from, folder(), { recursive: true })
      stayAlive(writer!)
      reader!.close()
      writer!.close()
      rmSync(from, { recursive: true })
    },
    async backUp() {
      if (writer!.inTransaction || isDead(writer!)) return false
      rmSync(copy, { recursive: true, force: true })
      // What was committed and not merged yet is in the log beside it.
      cpSync(folder(), copy, { recursive: true })
      return true
    },
    async putBack() {
      const from = folder()
      life += 1
      stayAlive(writer!)
      reader!.close()
      writer!.close()
      rmSync(from, { recursive: true })
      cpSync(copy, folder(), { recursive: true })
    },
    bytes: async () => bytesOf(folder()),
    remove: async () => { reader!.close(); writer!.close(); rmSync(root, { recursive: true }) },
  }
}

const bytesOf = (folder: string): Buffer => Buffer.concat(readdirSync(folder).map((f) => join(folder, f)).filter((f) => existsSync(f)).map((f) => readFileSync(f)))
