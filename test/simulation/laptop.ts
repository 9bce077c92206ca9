import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '#core/model/access.ts'
import { uuidv7 } from '#core/model/ids.ts'
import type { Store } from '../../electron/data/store/store.ts'
import { erasedIds } from '../../electron/data/sync/erase.ts'
import type { Reply, Transport } from '../../electron/data/sync/http.ts'
import { readConnection, writeConnection } from '../../electron/data/sync/memory.ts'
import type { Remote } from '../../electron/data/sync/remote.ts'
import { emptyDatabase, newest, type App } from './apps.ts'
import { Crash, dieAt, stayAlive } from './crash.ts'
import type { Weather } from './network.ts'
import { PASSWORD, type SimServer } from './server.ts'
import type { Random } from '../support/seeded.ts'
import type { Timeline } from './timeline.ts'

export interface Person { readonly name: string; readonly device: string; readonly role: Role; readonly gebieden: readonly string[] }
/** What the laptops of one world share. */
export interface Surroundings {
  readonly timeline: Timeline
  readonly server: SimServer
  readonly random: Random
  readonly weather: Weather
  readonly onDisk: boolean
  /** Of the server's data, before it ever went back to a copy. */
  readonly epoch: string
  readonly problem: (text: string) => void
  readonly note: (text: string) => void
}

const KEY = new Uint8Array(32).fill(7)
/** Timeouts, lost lines and captive portals are an ordinary day. */
const ordinary = new Set(['Offline', 'Timeout', 'Portal', 'ServerTrouble', 'SignedOut'])

/** A real store and the real sync of one laptop, that can die at any write and between any two messages. */
export class SimLaptop {
  readonly person: Person
  /** The version of the app on this laptop. */
  app: App
  store!: Store
  transfers!: InstanceType<App['Transfers']>
  /** Its own clock minus the true time. */
  skewMs = 0
  online = true
  crashes = 0
  /** Rounds that reached their end. */
  rounds = 0
  /** Photos of which it let go when nothing here waited for them any more, by fingerprint: [A5] with their gebied, say. */
  readonly letGo = new Set<string>()
  private readonly around: Surroundings
  private remote: Remote
  private readonly root: string | undefined
  private life = 0
  private busy = false
  private signedOut = true

  constructor(person: Person, app: App, around: Surroundings) {
    this.person = person
    this.app = app
    this.around = around
    this.root = around.onDisk ? mkdtempSync(join(tmpdir(), 'gb-sim-laptop-')) : undefined
    this.remote = app.remoteOf(this.transport())
    if (this.root) mkdirSync(this.folder())
    this.start(this.root ? this.file() : (emptyDatabase(app) as unknown as string))
  }

  /** The process begins; `bytes` is what the other file holds, where both are in memory. */
  private start(file: string, bytes?: string): void {
    this.store = this.opened(file, bytes)
    this.transfers = new this.app.Transfers(this.store, () => undefined)
  }

  private folder(): string {
    return join(this.root!, String(this.life))
  }
  private file(): string {
    return join(this.folder(), 'gebiedsboek.sqlite')
  }

  private opened(file: string, byteFile = this.root ? `${file}.bijlagen` : ':memory:'): Store {
    const { timeline, random } = this.around
    const store = new this.app.Store({
      file, byteFile, ...(this.root ? { key: KEY } : {}), nowMs: () => timeline.now + this.skewMs, newDevice: () => this.person.device, migrations: this.app.migrations,
      newId: () => uuidv7(timeline.now, (b) => { b.set(random.bytes(b.length)); return b }),
    })
    // The log is kept small by SQLite itself at a size that no simulation reaches.
    for (const db of [store.db, store.bytes.db]) db.pragma('wal_autocheckpoint = 50')
    this.noteLetGo(store)
    return store
  }

  private noteLetGo({ db, bytes }: Store): void {
    const drop = bytes.drop.bind(bytes)
    const waiting = db.prepare(`SELECT sha256 FROM attachment JOIN outbox ON outbox.kind = 'attachment' AND outbox.id = attachment.id
      UNION SELECT json_extract(body, '$.change.fields.sha256') FROM syncRefused WHERE kind = 'attachment'`).pluck()
    bytes.drop = (hashes, thorough) => {
      const kept = new Set(waiting.all())
      for (const hash of hashes) if (!kept.has(hash)) this.letGo.add(hash)
      drop(hashes, thorough)
    }
  }

  get isBusy(): boolean {
    return this.busy
  }

  /** Starts a round, if none is under way; the world goes on meanwhile. */
  begin(options: { readonly pageSize: number; readonly verify: boolean; readonly stopAfter?: number }): void {
    if (this.busy) return
    const { life } = this
    const { timeline, problem, note } = this.around
    let asked = 0
    this.busy = true
    const round = async () => {
      if (this.signedOut) await this.signIn()
      const result = await this.app.runRound({
        store: this.store, remote: this.remote, nowMs: () => timeline.now + this.skewMs, pageSize: options.pageSize, verify: options.verify,
        onNotes: () => undefined, onAccount: () => undefined, onProgress: () => undefined,
        stopped: () => options.stopAfter !== undefined && ++asked > options.stopAfter,
      })
      note(`${this.person.name} ended a round: ${JSON.stringify(result)}`)
      await this.transfers.run({ remote: this.remote, verify: options.verify, stopped: () => life !== this.life || (options.stopAfter !== undefined && ++asked > options.stopAfter), between: async () => undefined })
      this.rounds += 1
      // Who knows of an erasure and may not tell a restored server of it holds less than that does, until somebody comes who may.
      const knowsMore = readConnection(this.store)!.epoch !== this.around.epoch && erasedIds(this.store).size > 0
      if (!knowsMore) for (const gebied of result.differed) problem(`${this.person.name} held something else of ${gebied} than the server, at ${timeline.now}`)
    }
    round().catch((error: unknown) => { if (life === this.life) this.failed(error) }).finally(() => { if (life === this.life) this.busy = false })
  }

  private failed(error: unknown): void {
    this.around.note(`${this.person.name} broke off a round: ${error instanceof this.app.SyncFailure ? error.type : String(error)}`)
    if (error instanceof Crash) this.crash()
    else if (error instanceof this.app.SyncFailure && ordinary.has(error.type)) this.signedOut ||= error.type === 'SignedOut'
    else this.around.problem(`${this.person.name}: ${error instanceof Error ? error.stack : String(error)}`)
  }

  /** What the engine does when a password is given. */
  private async signIn(): Promise<void> {
    const { name, device } = this.person
    const signed = await this.remote.signIn(name.replace(/ .*/, ''), PASSWORD, device, 'laptop')
    const held = readConnection(this.store)
    this.store.correctClock(signed.now)
    writeConnection(this.store, { address: 'http://test', name, token: signed.token, epoch: held?.epoch ?? signed.epoch, account: held?.account ?? signed.account, paused: false, pushes: Math.max(held?.pushes ?? 0, signed.pushes) })
    this.signedOut = false
  }

  /** Work at this laptop; false when the app said no, or died before the work was on disk. */
  work(what: (store: Store) => void): boolean {
    try {
      what(this.store)
      return true
    } catch (error) {
      if (error instanceof Crash) this.crash()
      else if (!(error instanceof this.app.CommandFailure)) throw error
      return false
    }
  }

  /** Has the process die at its nth write from now. */
  dieAt(n: number): void {
    for (const db of this.databases()) dieAt(db, n)
  }
  private databases() {
    return [this.store.db, this.store.bytes.db]
  }
  /** No death to come. */
  recover(): void {
    for (const db of this.databases()) stayAlive(db)
    this.online = true
  }

  /** Gets the newest version of the app, on the same data. */
  update(): void {
    this.app = newest
    this.remote = newest.remoteOf(this.transport())
    this.crash()
  }

  /** The process ends without a word, and is started again on what was committed. */
  crash(): void {
    this.around.note(`${this.person.name} dies`)
    this.crashes += 1
    const databases = this.databases()
    for (const db of databases) stayAlive(db)
    const from = this.root && this.folder()
    this.life += 1
    this.busy = false
    if (from !== undefined) cpSync(from, this.folder(), { recursive: true })
    else for (const db of databases) if (db.inTransaction) db.exec('ROLLBACK')
    const disks = from === undefined ? databases.map((db) => db.serialize() as unknown as string) : []
    for (const db of databases) db.close()
    if (from !== undefined) rmSync(from, { recursive: true })
    this.start(disks[0] ?? this.file(), disks[1])
  }

  /** The only way out: messages that meet the weather, and whose answers an earlier life does not hear. */
  private transport(): Transport {
    return {
      send: (method, path, headers, body) => {
        const { life } = this
        const alive = (act: () => void) => () => { if (life === this.life) act() }
        return new Promise<Reply>((resolve, reject) => {
          const fail = (type: 'Offline' | 'Timeout') => alive(() => reject(new this.app.SyncFailure(type)))
          this.around.weather.carry({
            reachable: () => this.online,
            deliver: () => this.around.server.handle(method, path, headers, body),
            answered: (reply) => alive(() => { if (this.online) resolve(reply); else fail('Offline')() })(),
            failed: (type) => fail(type)(),
          })
        })
      },
      close: () => undefined,
    }
  }

  /** Everything this laptop keeps, to look for what should be gone. */
  bytes(): Buffer {
    return this.store.db.serialize()
  }
  close(): void {
    this.life += 1
    for (const db of this.databases()) { stayAlive(db); db.close() }
    if (this.root) rmSync(this.root, { recursive: true })
  }
}
