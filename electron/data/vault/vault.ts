import { randomBytes } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { CommandFailure, type Failure } from '#core/contract/command.ts'
import type { EventName, Events } from '#core/contract/events.ts'
import type { VaultMode, VaultStatus } from '#core/contract/vault.ts'
import type { Session } from '../context.ts'
import { openDatabase } from '../store/open.ts'
import { DAMAGED, diskFailure } from '../store/disk-failure.ts'
import { openWorkspace, type Workspace } from '../workspace.ts'
import { Copies, removeOldAside } from './copies.ts'
import { asVaultFailure, onDisk, vaultFailure } from './failures.ts'
import { VaultFiles } from './files.ts'
import { newKeyFile, readKeyFile, writeKeyFile, type KeyFile } from './keyFile.ts'
import { Locks, type LockOptions } from './locks.ts'
import { readSession } from './session.ts'
import { takeSlot } from './slot.ts'

export interface VaultOptions extends LockOptions {
  readonly folder: string
  readonly newId: () => string
  readonly newDevice: () => string
  readonly emit: <E extends EventName>(event: E, payload: Events[E]) => void
  readonly log: (line: string) => void
}

const DEFAULT_IDLE_MINUTES = 15
const COPY_AFTER_MS = 3 * 60_000
const FLUSH_MS = 500
/** Failures that typing another passphrase does not mend. */
const lasting = new Set([DAMAGED, 'WrongKeyOrBroken', 'NewerVersion', 'KeyFileBroken', 'KeyFileNewer', 'DatabaseMissing'])

/** The locked box around the data: makes, opens and closes the workspace. */
export class Vault {
  workspace: Workspace | undefined
  private readonly options: VaultOptions
  private readonly files: VaultFiles
  private readonly locks: Locks
  private readonly copies: Copies
  private slot: { release(): void } | undefined
  private problem: Failure | undefined
  /** The right key of a database that would not open, so that its copies can be tried. */
  private keyOfBroken: Uint8Array | undefined
  private copyTimer: NodeJS.Timeout | undefined
  private openKey: Uint8Array | undefined

  constructor(options: VaultOptions) {
    this.options = options
    this.files = new VaultFiles(options.folder, options.now)
    this.locks = new Locks(this.files, options)
    this.copies = new Copies(this.files.copies, options.now)
    this.files.emptyTemp()
  }

  /** A sample opens by being looked at: it has no passphrase. */
  status(again: boolean): VaultStatus {
    if (again) this.problem = undefined
    const file = this.keyFileOrProblem()
    if (file?.open && !this.workspace && !this.problem) this.openRemembering(Buffer.from(file.open, 'base64'), 'sample')
    const state = this.workspace ? 'open' : this.problem ? 'broken' : file ? 'locked' : 'none'
    const newest = this.copies.list()[0]
    return {
      state, mode: file?.mode ?? null, waitMs: this.locks.waitMs(), problem: this.problem ?? null,
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
    this.files.makeFolder()
    this.files.setKeylessAside()
    const key = randomBytes(32)
    try {
      const workspace = this.open(key, mode)
      await fill(workspace)
      const locks = passphrase === null ? null : await this.locks.both(key, passphrase)
      writeKeyFile(this.files.key, newKeyFile({
        mode, createdAt: new Date(this.options.now()).toISOString(), idleMinutes: DEFAULT_IDLE_MINUTES,
        passphrase: locks?.passphrase ?? null, recovery: locks?.recovery ?? null, open: locks ? null : key.toString('base64'),
      }))
      return locks?.code ?? ''
    } catch (error) {
      this.close()
      this.files.removeDatabase() // made a moment ago, with a key that nobody keeps
      throw asVaultFailure(error)
    }
  }

  /** Opens with the passphrase. Its wrong ones are counted and slow down; they touch no file that matters. */
  async unlock(passphrase: string): Promise<void> {
    if (this.workspace) return
    const { file, key } = await this.locks.withPassphrase(passphrase)
    this.openOrSay(key, file.mode)
  }

  /** Opens with the recovery code, sets a new passphrase and replaces the code. */
  async recover(typed: string, passphrase: string): Promise<string> {
    const opened = await this.locks.withCode(typed)
    const code = await this.locks.setCode(opened, passphrase)
    if (!this.workspace) this.openOrSay(opened.key, opened.file.mode)
    return code
  }

  async changePassphrase(current: string, next: string): Promise<void> {
    await this.locks.setPassphrase(await this.locks.withPassphrase(current), next)
  }

  async replaceCode(passphrase: string): Promise<string> {
    return this.locks.setCode(await this.locks.withPassphrase(passphrase))
  }

  setIdleMinutes(idleMinutes: number): void {
    writeKeyFile(this.files.key, { ...this.locks.keyFile(), idleMinutes })
  }

  /** The laptop goes to sleep: what is being typed gets a moment to reach the disk, then the vault closes. */
  suspend(): void {
    if (!this.workspace || this.locks.keyFile().open !== null) return
    this.options.emit('locking', {})
    setTimeout(() => this.lock(), FLUSH_MS)
  }

  lock(): void {
    if (!this.workspace || this.locks.keyFile().open !== null) return
    this.close()
    this.options.emit('locked', {})
  }

  leaveSample(): void {
    if (this.locks.keyFile().mode !== 'sample') throw vaultFailure('NotSample')
    this.close()
    onDisk(() => {
      this.files.removeDatabase()
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
    this.files.replaceDatabase(copy)
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
    this.files.emptyTemp()
  }

  private open(key: Uint8Array, mode: VaultMode): Workspace {
    this.slot ??= takeSlot(this.files.slot)
    const { newId, newDevice, emit, now } = this.options
    const session = (): Session => {
      if (!this.workspace) throw new Error('session asked of a closed vault')
      return readSession(this.workspace.context.store, mode)
    }
    this.files.makeTemp()
    onDisk(() => removeOldAside(this.files.folder, now()))
    const workspace: Workspace = openWorkspace({ file: this.files.db, key, nowMs: now, newId, newDevice, session, emit, log: this.options.log, tempFolder: this.files.temp, onErased: () => this.copies.renew(workspace.context.store.db) })
    this.workspace = workspace
    this.openKey = key
    this.copyTimer = setTimeout(() => { if (this.workspace) this.copyWhenDue(this.workspace) }, COPY_AFTER_MS).unref()
    return this.workspace
  }

  /** @throws CommandFailure also where it can only be remembered why this database cannot be opened. */
  private openOrSay(key: Uint8Array, mode: VaultMode): void {
    this.openRemembering(key, mode)
    if (this.problem) throw new CommandFailure(this.problem.type, this.problem.message, this.problem.detail)
  }

  /** Opens, or remembers why this database cannot be opened. Failures that may pass are thrown. */
  private openRemembering(key: Uint8Array, mode: VaultMode): void {
    try {
      this.files.checkSize()
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
}
