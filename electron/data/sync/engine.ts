import { CommandFailure } from '#core/contract/command.ts'
import type { Round, SyncPhase, SyncState } from '#core/contract/events.ts'
import type { Checked, SyncOverview } from '#core/contract/sync.ts'
import type { Account, Here } from '#core/sync/wire.ts'
import { diskFailure } from '../store/disk-failure.ts'
import type { Store } from '../store/store.ts'
import { SyncFailure } from './failures.ts'
import { httpTransport, serverAddress, type Transport } from './http.ts'
import { Listener } from './listener.ts'
import { readConnection, readRounds, writeConnection, type Connection } from './memory.ts'
import { patience, type Patience } from './patience.ts'
import type { Presence } from './presence.ts'
import type { NoteNews } from './pull.ts'
import { countRefused } from './refused.ts'
import { remoteOf, type Remote } from './remote.ts'
import { pendingCount, runRound } from './round.ts'
import { TransferRunner } from './transfer-runner.ts'
import { Transfers } from './transfers.ts'

const VERIFY_EVERY_MS = 600_000
/** Comparing waits for a round in which nothing happened, but not for ever. */
const VERIFY_BUSY_MS = 1_800_000
/** Rows per page at most: a page is one transaction, and the window waits for it. */
const PAGE = 10_000

export interface EngineOptions {
  readonly store: Store
  readonly nowMs: () => number
  readonly deviceName: string
  readonly emitState: (state: SyncState) => void
  readonly emitNotes: (news: readonly NoteNews[]) => void
  /** The account as the server has it now: role and gebieden may have changed. */
  readonly onAccount: (account: Account) => void
  /** Bytes of attachments went on a little, or failed. */
  readonly onFiles?: () => void
  readonly log: (line: string) => void
  readonly presence?: Presence
  readonly transport?: (address: string) => Transport
  readonly patience?: Patience
}

/** Keeps a laptop and its server together: when to talk, and what to tell about it. What is said is in round.ts. */
export class SyncEngine {
  /** The bytes of attachments, which follow the text. */
  readonly transfers: Transfers
  private readonly options: EngineOptions
  private readonly patience: Patience
  private readonly listener: Listener
  private readonly transferRunner: TransferRunner
  private remote: { readonly address: string; readonly api: Remote } | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private due = 0
  private running: Promise<void> | undefined
  private again = false
  private closed = false
  private failures = 0
  private verifiedAt
  /** What the last comparison with the server found, in feeds. */
  private comparison = { compared: 0, differed: 0 }
  private problem: SyncFailure | undefined
  private progress: SyncState['progress'] = null
  private lastRound: Round | null

  constructor(options: EngineOptions) {
    this.options = options
    this.transfers = new Transfers(options.store, () => { if (!this.closed) options.onFiles?.() })
    this.verifiedAt = options.nowMs() - VERIFY_EVERY_MS
    this.patience = options.patience ?? patience
    this.listener = new Listener({ silenceMs: this.patience.pokeSilence, presence: options.presence, onNews: () => this.schedule(0), onEnd: (times) => this.schedule(this.backoff(times)) })
    this.transferRunner = new TransferRunner({
      transfers: this.transfers, remote: () => this.reachable(), backoff: (times) => this.backoff(times), onEnd: () => this.tell(), log: options.log,
      calm: async () => { while (this.running) await this.running },
    })
    this.lastRound = readRounds(options.store)[0] ?? null
    if (this.connection && !this.connection.paused) this.schedule(0)
  }

  private get connection(): Connection | undefined {
    return readConnection(this.options.store)
  }

  /** An edit was made here. */
  edited(): void {
    if (!this.connection || this.closed) return
    this.tell()
    if (this.failures === 0) this.schedule(this.patience.afterEdit)
  }

  state(): SyncState {
    const phase = this.phase()
    // Alone, everything would wait, for nobody; counting it takes a while.
    return { phase, pending: phase === 'standalone' ? 0 : pendingCount(this.options.store), progress: this.progress, files: phase === 'standalone' ? { up: 0, down: 0 } : this.transfers.waiting(), lastRound: this.lastRound, problem: this.problem ? { message: this.problem.message, remedy: this.problem.remedy } : null }
  }

  overview(): SyncOverview {
    const { connection } = this
    return { ...this.state(), connection: connection ? { address: connection.address, name: connection.name, account: connection.account } : null, paused: connection?.paused ?? false, refused: countRefused(this.options.store) }
  }

  private phase(): SyncPhase {
    const { connection } = this
    if (!connection) return 'standalone'
    if (connection.paused) return 'paused'
    if (connection.token === '' || this.problem?.type === 'SignedOut') return 'signedOut'
    if (this.problem?.passing) return 'offline'
    if (this.problem) return 'error'
    return this.running ? 'busy' : this.lastRound === null ? 'offline' : 'idle'
  }

  /** Signs in at a server for the first time, or at the same one again. */
  async connect(typed: string, name: string, password: string): Promise<Account> {
    const { store, deviceName } = this.options
    const address = serverAddress(typed)
    const api = this.apiOf(address)
    await api.hello()
    const signed = await api.signIn(name.trim(), password, store.device, deviceName)
    const held = this.connection
    if (held && held.account.id !== signed.account.id) throw new SyncFailure('OtherServer')
    store.correctClock(signed.now)
    // Another epoch or role is noticed by the next round, because what was known is kept until then.
    writeConnection(store, { address, name: name.trim(), token: signed.token, epoch: held?.epoch ?? signed.epoch, account: held?.account ?? signed.account, paused: false, pushes: Math.max(held?.pushes ?? 0, signed.pushes) })
    this.options.onAccount(signed.account)
    this.problem = undefined
    this.failures = 0
    this.listener.hangUp()
    this.schedule(0)
    return signed.account
  }

  async signIn(password: string): Promise<Account> {
    const { connection } = this
    if (!connection) throw new SyncFailure('SignedOut')
    return this.connect(connection.address, connection.name, password)
  }

  pause(paused: boolean): void {
    const { connection } = this
    if (!connection) return
    writeConnection(this.options.store, { ...connection, paused })
    this.stopTimer()
    if (paused) { this.listener.hangUp(); this.progress = null } else { this.failures = 0; this.problem = undefined; this.schedule(0) }
    this.tell()
  }

  /** The window is in this note now. */
  enterNote(here: Here): void {
    this.options.presence?.enter(here)
  }

  leaveNote(note: string): void {
    this.options.presence?.leave(note)
  }

  /** A round now; resolves when it ended, however it ended. */
  async now(): Promise<void> {
    if (!this.connection || this.connection.paused) return
    if (this.running) { this.again = true; await this.running }
    await this.run()
  }

  /** Compares every feed with the server now; where one differed it compares once more, so that what it says of the repair was seen. */
  async check(): Promise<Checked> {
    const compare = async () => {
      this.verifiedAt = -Infinity
      this.comparison = { compared: 0, differed: 0 }
      await this.now()
      return this.comparison
    }
    const { compared, differed } = await compare()
    if (differed === 0) return { compared, repaired: 0, left: 0 }
    const left = (await compare()).differed
    return { compared, repaired: differed - left, left }
  }

  /** What is asked of the server outside a round: accounts. */
  async ask<T>(question: (api: Remote, token: string) => Promise<T>): Promise<T> {
    const { connection } = this
    if (!connection || connection.token === '') throw new SyncFailure('SignedOut')
    return question(this.apiOf(connection.address), connection.token)
  }

  /** Sends or fetches this file now: somebody waits for it. */
  transferNow(hash: string): void {
    this.transfers.want(hash)
    this.options.onFiles?.()
    this.transferRunner.start()
  }

  close(): void {
    this.closed = true
    this.stopTimer()
    this.transferRunner.close()
    this.listener.hangUp()
    this.remote?.api.close()
  }

  private apiOf(address: string): Remote {
    if (this.remote?.address !== address) {
      this.remote?.api.close()
      this.remote = { address, api: remoteOf(this.options.transport?.(address) ?? httpTransport(address, this.patience.silence)) }
    }
    return this.remote.api
  }

  /** The server, while bytes may go to and from it. */
  private reachable(): Remote | undefined {
    const { connection } = this
    return this.closed || !connection || connection.paused || connection.token === '' ? undefined : this.apiOf(connection.address)
  }

  private schedule(afterMs: number): void {
    if (this.closed || this.connection?.paused || this.connection?.token === '') return
    if (this.running) { this.again = true; return }
    // The earliest wish counts: a slow retry must not hold up an edit.
    const due = performance.now() + afterMs
    if (this.timer && this.due <= due) return
    clearTimeout(this.timer)
    this.due = due
    this.timer = setTimeout(() => void this.run(), afterMs)
    this.timer.unref()
  }

  private backoff(times: number): number {
    const { backoff } = this.patience
    return backoff[Math.min(times, backoff.length) - 1]!
  }

  private stopTimer(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private run(): Promise<void> {
    this.stopTimer()
    this.running ??= this.round().finally(() => {
      this.running = undefined
      this.progress = null
      if (this.closed) return
      this.tell()
      const again = this.again
      this.again = false
      this.schedule(this.failures > 0 ? this.backoff(this.failures) : again ? 0 : this.patience.every)
    })
    this.tell()
    return this.running
  }

  private async round(): Promise<void> {
    const { store, nowMs, onAccount, emitNotes, log } = this.options
    const { connection } = this
    if (!connection || connection.token === '' || this.closed) return
    const stopped = () => this.closed || this.connection?.paused === true
    const unverified = nowMs() - this.verifiedAt
    try {
      const result = await runRound({
        store, remote: this.apiOf(connection.address), nowMs, pageSize: PAGE, onAccount, onNotes: emitNotes, stopped,
        verify: unverified >= VERIFY_BUSY_MS || (unverified >= VERIFY_EVERY_MS && 'whenCalm'),
        onProgress: (progress) => { this.progress = progress; this.tell() },
      })
      if (stopped()) return
      if (result.compared > 0) { this.verifiedAt = nowMs(); this.comparison = { compared: result.compared, differed: result.differed.length } }
      for (const gebied of result.differed) log(`feed ${gebied} differed from the server and was read again`)
      // A round in which nothing happened only says that all is still up to date: the counts of the last real one stay to be read.
      const { at, sent, received, asked, refused, repaired } = result
      this.lastRound = sent + received + asked + refused + repaired > 0 || !this.lastRound ? { at, sent, received, asked, refused, repaired } : { ...this.lastRound, at }
      this.problem = undefined
      this.failures = 0
      this.listen()
      this.transferRunner.start()
    } catch (error) {
      if (!this.closed) this.failed(error)
    }
  }

  private listen(): void {
    const { connection } = this
    // A transport that was given has no line beside it.
    if (connection && !this.options.transport) this.listener.listen(connection.address, connection.token)
  }

  private failed(thrown: unknown): void {
    const error = diskFailure(thrown)
    this.failures += 1
    if (!(error instanceof CommandFailure)) this.options.log(`sync: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    this.problem = error instanceof SyncFailure ? error : error instanceof CommandFailure ? new SyncFailure('ThisComputer', error.message) : new SyncFailure('ServerTrouble', 'Bijwerken lukt niet door een fout in de app.')
    const { connection } = this
    if (this.problem.type === 'SignedOut' && connection) this.forgetToken(connection)
  }

  private forgetToken(connection: Connection): void {
    try {
      writeConnection(this.options.store, { ...connection, token: '' })
    } catch {
      // A full disk: the server will say the same at the next try.
      this.options.log('the end of the session could not be written down')
    }
  }

  private tell(): void {
    if (this.closed) return
    try {
      this.options.emitState(this.state())
    } catch (error) {
      // A damaged file: whoever asks for something is told; a timer has nobody to tell.
      if (diskFailure(error) === error) throw error
    }
  }
}
