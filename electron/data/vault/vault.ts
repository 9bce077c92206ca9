import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { CommandFailure, type Failure } from '#core/contract/command.ts'
import type { EventName, Events } from '#core/contract/events.ts'
import type { VaultMode, VaultStatus } from '#core/contract/vault.ts'
import type { Session } from '../context.ts'
import { byteFileOf } from '../store/byte-store.ts'
import { openDatabase, unreadable } from '../store/open.ts'
import { DAMAGED, diskFailure } from '../store/store.ts'
import { openWorkspace, type Workspace } from '../workspace.ts'
import { Attempts } from './attempts.ts'
import { Copies, removeOldAside } from './copies.ts'
import { asVaultFailure, onDisk, vaultFailure } from './failures.ts'
import { newKeyFile, readKeyFile, writeKeyFile, type KeyFile } from './keyFile.ts'
import { newRecoveryCode, readRecoveryCode } from './recoveryCode.ts'
import { readSession } from './session.ts'
import { takeSlot } from './slot.ts'
import { passphraseCost, recoveryCost, unwrapKey, wrapKey, type ScryptCost } from './wrap.ts'

export interface VaultOptions {
  readonly folder: string
  readonly now: () => number
  readonly newId: () => string
  readonly newDevice: () => string
  readonly random: (bytes: Uint8Array) => Uint8Array
  readonly emit: <E extends EventName>(event: E, payload: Events[E]) => void
  readonly log: (line: string) => void
  /** Tests make it cheap. */
  readonly cost?: ScryptCost
}

const DEFAULT_IDLE_MINUTES = 15
const COPY_AFTER_MS = 3 * 60_000
const FLUSH_MS = 500
/** SQLite takes a file smaller than this for a new one: everything would seem gone. */
const ONE_PAGE = 4096
/** Failures that typing another passphrase does not mend. */
const lasting = new Set([DAMAGED, 'WrongKeyOrBroken', 'NewerVersion', 'KeyFileBroken', 'KeyFileNewer', 'DatabaseMissing'])

/** The locked box around the data: makes, opens and closes the workspace. */
export class Vault {
  workspace: Workspace | undefined
  private readonly options: VaultOptions
  private readonly attempts: Attempts
  private readonly copies: Copies
  private readonly files
  private slot: { release(): void } | undefined
  private problem: Failure | undefined
  /** The right key of a database that would not open, so that its copies can be tried. */
  private keyOfBroken: Uint8Array | undefined
  private copyTimer: NodeJS.Timeout | undefined
  private openKey: Uint8Array | undefined

  constructor(options: VaultOptions) {
    const at = (name: string) => join(options.folder, name)
    this.options = options
    this.files = { db: at('boek.db'), key: at('boek.key.json'), slot: at('boek.slot'), temp: at('tijdelijk') }
    this.attempts = new Attempts(at('boek.pogingen.json'), options.now)
    this.copies = new Copies(at('kopieen'), options.now)
    this.emptyTemp()
  }

  /** A sample opens by being looked at: it has no passphrase. */
  status(again: boolean): VaultStatus {
    if (again) this.problem = undefined
    const file = this.keyFileOrProblem()
    if (file?.open && !this.workspace && !this.problem) this.openRemembering(Buffer.from(file.open, 'base64'), 'sample')
    const state = this.workspace ? 'open' : this.problem ? 'broken' : file ? 'locked' : 'none'
    const newest = this.copies.list()[0]
    return {
      state, mode: file?.mode ?? null, waitMs: this.attempts.waitMs(), problem: this.problem ?? null,
      lastCopy: newest ? new Date(newest.atMs).toISOString() : null, idleMinutes: file?.open ? 0 : (file?.idleMinutes ?? DEFAULT_IDLE_MINUTES),
    }
  }

  private keyFileOrProblem(): KeyFile | undefined {
    try {
      const file = readKeyFile(this.files.key)
      if (file && !this.workspace && !existsSync(this.files.db)) throw vaultFailure('DatabaseMissing')
      return file
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error
      this.problem = error.failure
      return undefined
    }
  }

  /**
   * Makes a vault. `fill` writes the first rows; when it throws, nothing was made.
   * @returns the recovery code; '' for a sample, which has none.
   */
  async create(mode: VaultMode, passphrase: string | null, fill: (workspace: Workspace) => void | Promise<void>): Promise<string> {
    if (this.workspace || existsSync(this.files.key)) throw vaultFailure('VaultExists')
    onDisk(() => mkdirSync(this.options.folder, { recursive: true }))
    this.setAside('zonder-sleutel', this.files.db)
    this.setAside('zonder-sleutel', byteFileOf(this.files.db))
    const key = randomBytes(32)
    const code = newRecoveryCode(this.options.random)
    try {
      const workspace = this.open(key, mode)
      await fill(workspace)
      writeKeyFile(this.files.key, newKeyFile({
        mode, createdAt: new Date(this.options.now()).toISOString(), idleMinutes: DEFAULT_IDLE_MINUTES,
        passphrase: passphrase === null ? null : await this.wrapPassphrase(key, passphrase),
        recovery: passphrase === null ? null : await this.wrapCode(key, code), open: passphrase === null ? key.toString('base64') : null,
      }))
    } catch (error) {
      this.close()
      this.removeDatabase() // made a moment ago, with a key that nobody keeps
      throw asVaultFailure(error)
    }
    return passphrase === null ? '' : code
  }

  /** Opens with the passphrase. Its wrong ones are counted and slow down; they touch no file that matters. */
  async unlock(passphrase: string): Promise<void> {
    if (this.workspace) return
    const { file, key } = await this.checked('passphrase', passphrase)
    this.openRemembering(key, file.mode)
    if (this.problem) throw new CommandFailure(this.problem.type, this.problem.message, this.problem.detail)
  }

  /** Opens with the recovery code, sets a new passphrase and replaces the code. */
  async recover(typed: string, passphrase: string): Promise<string> {
    const { file, key } = await this.checked('recovery', readRecoveryCode(typed))
    const code = newRecoveryCode(this.options.random)
    writeKeyFile(this.files.key, { ...file, passphrase: await this.wrapPassphrase(key, passphrase), recovery: await this.wrapCode(key, code) })
    if (!this.workspace) this.openRemembering(key, file.mode)
    if (this.problem) throw new CommandFailure(this.problem.type, this.problem.message, this.problem.detail)
    return code
  }

  async changePassphrase(current: string, next: string): Promise<void> {
    const { file, key } = await this.checked('passphrase', current)
    writeKeyFile(this.files.key, { ...file, passphrase: await this.wrapPassphrase(key, next) })
  }

  async replaceCode(passphrase: string): Promise<string> {
    const { file, key } = await this.checked('passphrase', passphrase)
    const code = newRecoveryCode(this.options.random)
    writeKeyFile(this.files.key, { ...file, recovery: await this.wrapCode(key, code) })
    return code
  }

  setIdleMinutes(idleMinutes: number): void {
    writeKeyFile(this.files.key, { ...this.keyFile(), idleMinutes })
  }

  /** The laptop goes to sleep: what is being typed gets a moment to reach the disk, then the vault closes. */
  suspend(): void {
    if (!this.workspace || this.keyFile().open !== null) return
    this.options.emit('locking', {})
    setTimeout(() => this.lock(), FLUSH_MS)
  }

  lock(): void {
    if (!this.workspace || this.keyFile().open !== null) return
    this.close()
    this.options.emit('locked', {})
  }

  leaveSample(): void {
    if (this.keyFile().mode !== 'sample') throw vaultFailure('NotSample')
    this.close()
    onDisk(() => {
      this.removeDatabase()
      for (const { file } of this.copies.list()) rmSync(file, { force: true })
      rmSync(this.files.key, { force: true })
    })
  }

  /** Puts the newest sound copy in the place of a database that cannot be read, which is kept under another name. */
  restoreCopy(): void {
    const key = this.keyOfBroken
    const file = readKeyFile(this.files.key)
    if (this.workspace || !key || !file) throw vaultFailure('NoCopy')
    const copy = this.copies.newestSound(key)
    if (copy === undefined) throw vaultFailure('NoCopy')
    onDisk(() => {
      this.setAside('beschadigd', this.files.db)
      copyFileSync(copy, this.files.db)
    })
    // The server may have seen later work of this laptop: as another device it can tell the two apart.
    const db = openDatabase(this.files.db, key)
    db.prepare("DELETE FROM meta WHERE key = 'clock'").run()
    db.close()
    this.problem = undefined
    this.openRemembering(key, file.mode)
  }

  /** A part of the open file cannot be read: it closes and stays as it is, so that a copy can take its place. */
  damaged({ failure }: CommandFailure): void {
    if (!this.workspace) return
    this.problem = failure
    this.keyOfBroken = this.openKey
    this.close()
    this.options.emit('locked', {})
  }

  close(): void {
    clearTimeout(this.copyTimer)
    if (this.workspace) this.copyWhenDue(this.workspace)
    this.workspace?.close()
    this.workspace = undefined
    this.openKey = undefined
    this.slot?.release()
    this.slot = undefined
    this.emptyTemp()
  }

  private keyFile(): KeyFile {
    const file = readKeyFile(this.files.key)
    if (!file) throw vaultFailure('NoVault')
    return file
  }

  private async checked(lock: 'passphrase' | 'recovery', secret: string): Promise<{ readonly file: KeyFile; readonly key: Uint8Array }> {
    const file = this.keyFile()
    const wrapped = file[lock]
    if (!wrapped) throw vaultFailure('NoVault')
    if (this.attempts.waitMs() > 0) throw vaultFailure('TooSoon')
    const key = await unwrapKey(wrapped, secret, lock)
    if (!key) {
      this.attempts.wrong()
      throw vaultFailure(lock === 'passphrase' ? 'WrongPassphrase' : 'WrongCode')
    }
    this.attempts.right()
    return { file, key }
  }

  private open(key: Uint8Array, mode: VaultMode): Workspace {
    this.slot ??= takeSlot(this.files.slot)
    const { newId, newDevice, emit, now } = this.options
    const session = (): Session => {
      if (!this.workspace) throw new Error('session asked of a closed vault')
      return readSession(this.workspace.context.store, mode)
    }
    // Not recursive: that answers ENOENT on a folder that may only be read.
    onDisk(() => { if (!existsSync(this.files.temp)) mkdirSync(this.files.temp) })
    onDisk(() => removeOldAside(this.options.folder, now()))
    const workspace: Workspace = openWorkspace({ file: this.files.db, key, nowMs: now, newId, newDevice, session, emit, log: this.options.log, tempFolder: this.files.temp, onErased: () => this.copies.renew(workspace.context.store.db) })
    this.workspace = workspace
    this.openKey = key
    this.copyTimer = setTimeout(() => { if (this.workspace) this.copyWhenDue(this.workspace) }, COPY_AFTER_MS).unref()
    return this.workspace
  }

  /** Opens, or remembers why this database cannot be opened. Failures that may pass are thrown. */
  private openRemembering(key: Uint8Array, mode: VaultMode): void {
    try {
      if (!existsSync(this.files.db)) throw vaultFailure('DatabaseMissing')
      const { size } = statSync(this.files.db)
      // SQLite takes what is missing of a last page for zeros. Beside a log such a page is on its way and will be written again.
      if (size < ONE_PAGE || (size % ONE_PAGE !== 0 && !existsSync(`${this.files.db}-wal`))) throw unreadable(`${size} bytes`)
      this.open(key, mode)
      this.problem = undefined
      this.keyOfBroken = undefined
    } catch (error) {
      this.slot?.release()
      this.slot = undefined
      const failure = asVaultFailure(diskFailure(error))
      if (!(failure instanceof CommandFailure) || !lasting.has(failure.failure.type)) throw failure
      this.problem = failure.failure
      this.keyOfBroken = key
    }
  }

  private copyWhenDue(workspace: Workspace): void {
    try {
      if (this.copies.due() && existsSync(this.files.key)) this.copies.make(workspace.context.store.db)
    } catch (error) {
      // A full disk must not keep the vault from closing; the copy of yesterday is still there.
      this.options.log(`no automatic copy: ${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'}`)
    }
  }

  /** Nothing is ever deleted that might hold somebody's work: it gets another name. */
  private setAside(why: string, path: string): void {
    const stamp = new Date(this.options.now()).toISOString().replace(/[:.]/g, '-')
    for (const ending of ['', '-wal', '-shm']) {
      const file = `${path}${ending}`
      if (existsSync(file)) renameSync(file, join(this.options.folder, `boek-${why}-${stamp}${basename(path).replace(/^boek/, '')}${ending}`))
    }
  }

  private removeDatabase(): void {
    for (const path of [this.files.db, byteFileOf(this.files.db)]) for (const ending of ['', '-wal', '-shm']) rmSync(`${path}${ending}`, { force: true })
  }

  /** Files that were made for other programs do not outlive the session. */
  private emptyTemp(): void {
    rmSync(this.files.temp, { recursive: true, force: true })
  }

  private wrapPassphrase(key: Uint8Array, passphrase: string) {
    return wrapKey(key, passphrase, 'passphrase', this.options.cost ?? passphraseCost)
  }

  private wrapCode(key: Uint8Array, code: string) {
    return wrapKey(key, readRecoveryCode(code), 'recovery', recoveryCost)
  }
}
