import { LAPTOP_BUDGET, PART_BYTES } from '#core/attachments/limits.ts'
import type { AttachmentState } from '#core/contract/attachments.ts'
import { CommandFailure } from '#core/contract/command.ts'
import { MAX_FILES_ASKED } from '#core/sync/wire.ts'
import { diskFailure } from '../store/disk-failure.ts'
import type { Store } from '../store/store.ts'
import { SyncFailure } from './failures.ts'
import { readConnection } from './memory.ts'
import type { Remote } from './remote.ts'
import { sweepBytes } from './sweep.ts'

/** One file of one gebied, and a row by which the server may be asked for it. */
interface File { readonly id: string; readonly gebied: string; readonly hash: string; readonly size: number }
const keyOf = (f: Pick<File, 'gebied' | 'hash'>): string => `${f.gebied} ${f.hash}`

export interface TransferOptions {
  readonly remote: Remote
  /** Ask again what the server has, also of what it was seen to have. */
  readonly verify: boolean
  /** Asked between messages: true ends it, resumable. */
  readonly stopped: () => boolean
  /** Before each part: [A1] rounds with edits go first. */
  readonly between: () => Promise<void>
}

const DAY_MS = 86_400_000
/** On a line so slow that a part does not get through in time, parts become smaller. */
const LEAST_PART = 16_384
/** So often a file may arrive broken, or not get on, before somebody has to look at it. */
const MAX_TRIES = 3

/**
 * The bytes of attachments on their way: after the text, in parts, to and from the server. What is on disk says how far each file is;
 * in memory is only what a person likes to see.
 */
export class Transfers {
  private readonly store: Store
  private readonly onProgress: () => void
  private readonly percents = new Map<string, number>()
  private readonly failures = new Map<string, string>()
  /** Whether the server had all of a file when it was last asked, by `keyOf`. */
  private readonly atServer = new Map<string, boolean>()
  /** Asked for by somebody: fetched whatever the budget. */
  private readonly wanted = new Set<string>()
  private moving: { readonly hash: string; readonly up: boolean } | undefined
  private partBytes = PART_BYTES
  private verified: { readonly epoch: string; readonly at: number } | undefined
  private counted: { readonly version: string; readonly files: { readonly up: number; readonly down: number } } | undefined

  constructor(store: Store, onProgress: () => void) {
    this.store = store
    this.onProgress = onProgress
  }

  /** Somebody asked for this file, or wants it tried again. */
  want(hash: string): void {
    this.wanted.add(hash)
    this.failures.delete(hash)
    this.counted = undefined
  }

  stateOf({ gebied, sha256: hash }: { readonly gebied: string; readonly sha256: string }): AttachmentState {
    const here = this.store.bytes.isWhole(hash), failure = this.failures.get(hash)
    const state = (type: AttachmentState['type']): AttachmentState => ({ type, percent: this.percents.get(hash) ?? 0, message: failure ?? '' })
    if (!readConnection(this.store)) return state(here ? 'alone' : 'notSent')
    if (here && this.store.bytes.isDelivered(gebied, hash)) return state('there')
    if (failure !== undefined) return state('failed')
    if (this.moving?.hash === hash) return state(this.moving.up ? 'sending' : 'fetching')
    if (here) return state('waiting')
    return state(this.atServer.get(keyOf({ gebied, hash })) === false ? 'notSent' : 'absent')
  }

  /** How many files still go each way. */
  waiting(): { readonly up: number; readonly down: number } {
    const version = `${this.store.writesOf('attachment')} ${this.store.hasBytes ? this.store.bytes.version : 0} ${this.atServer.size}`
    if (this.counted?.version !== version) {
      const { up, down } = this.todo(false)
      this.counted = { version, files: { up: up.length, down: down.filter((f) => this.atServer.get(keyOf(f)) === true).length } }
    }
    return this.counted.files
  }

  /**
   * [A2] Sends and fetches what there is to send and fetch; it can end after any message and go on later from there.
   * @throws SyncFailure when the server cannot be reached. What is wrong with one file is that file's `failed`.
   */
  async run(options: TransferOptions): Promise<void> {
    const { store } = this
    if (!store.hasBytes && this.files().length === 0) return
    sweepBytes(store)
    this.beginAnewWhenDue(options.verify)
    const { up, down } = this.todo(true)
    const asked = [...up, ...down.filter((f) => this.mayFetch(f))]
    if (asked.length === 0) return
    const received = await this.ask(options, asked)
    if (options.stopped()) return
    for (const file of up) {
      if (received.get(file.id)?.complete) store.bytes.deliver(file.gebied, file.hash)
    }
    for (const file of up) if (received.has(file.id) && !received.get(file.id)!.complete) await this.move(options, file, true, () => this.send(options, file, received.get(file.id)!.received))
    for (const file of down) if (received.get(file.id)?.complete) await this.move(options, file, false, () => this.fetch(options, file))
  }

  /** [A6] A restored server may have lost what it had; and once a day nothing is taken for granted. */
  private beginAnewWhenDue(asked: boolean): void {
    const { store } = this
    const epoch = readConnection(store)?.epoch ?? '', at = store.options.nowMs()
    if (!asked && this.verified?.epoch === epoch && Math.abs(at - this.verified.at) < DAY_MS) return
    store.bytes.doubt()
    this.failures.clear()
    this.atServer.clear()
    this.verified = { epoch, at }
  }

  /** Files of rows that the server knows, newest first. */
  private files(alsoUnsent = false): File[] {
    const rows = this.store.db.prepare(`SELECT a.id, a.gebied, a.sha256 AS hash, a.byteSize AS size FROM attachment a LEFT JOIN outbox o ON o.kind = 'attachment' AND o.id = a.id AND o.created = 1
      WHERE a.deleted = 0 AND a.sha256 <> ''${alsoUnsent ? '' : ' AND o.id IS NULL'} ORDER BY a.addedAt DESC, a.id`).all() as File[]
    return [...new Map(rows.map((f) => [keyOf(f), f])).values()]
  }

  /** What goes up, oldest first, and what comes down, newest first. */
  private todo(sendable: boolean): { readonly up: File[]; readonly down: File[] } {
    if (!readConnection(this.store)) return { up: [], down: [] }
    const files = this.files(!sendable)
    if (files.length === 0) return { up: [], down: [] }
    const { bytes } = this.store
    const whole = new Set(bytes.heads().filter((h) => h.whole).map((h) => h.hash))
    const tried = (f: File) => !sendable || !this.failures.has(f.hash)
    return { up: files.filter((f) => whole.has(f.hash) && !bytes.isDelivered(f.gebied, f.hash) && tried(f)).reverse(), down: files.filter((f) => !whole.has(f.hash) && tried(f)) }
  }

  /** [A4] A BOA without a connection needs the photos of the own gebied: they come by themselves, up to what a laptop can spare. */
  private mayFetch(file: File): boolean {
    if (this.wanted.has(file.hash)) return true
    return this.store.bytes.heads().reduce((sum, head) => sum + head.here, 0) + file.size <= LAPTOP_BUDGET
  }

  private async ask({ remote, stopped }: TransferOptions, files: readonly File[]): Promise<ReadonlyMap<string, { readonly received: number; readonly complete: boolean }>> {
    const found = new Map<string, { readonly received: number; readonly complete: boolean }>()
    for (let i = 0; i < files.length && !stopped(); i += MAX_FILES_ASKED) {
      const some = files.slice(i, i + MAX_FILES_ASKED)
      const answer = await remote.files(this.token(), some.map((f) => f.id))
      for (const file of some) {
        const progress = Object.hasOwn(answer, file.id) ? answer[file.id] : undefined
        if (progress) found.set(file.id, progress)
        this.atServer.set(keyOf(file), progress?.complete === true)
      }
    }
    this.onProgress()
    return found
  }

  private token(): string {
    const connection = readConnection(this.store)
    if (!connection || connection.token === '') throw new SyncFailure('SignedOut')
    return connection.token
  }

  /** One file after another: what is wrong with this one holds up no other. */
  private async move({ stopped }: TransferOptions, file: File, up: boolean, work: () => Promise<void>): Promise<void> {
    if (stopped() || (!up && !this.mayFetch(file))) return
    this.moving = { hash: file.hash, up }
    try {
      await work()
    } catch (thrown) {
      if (thrown instanceof SyncFailure && thrown.type === 'Timeout') this.partBytes = Math.max(LEAST_PART, this.partBytes / 4)
      const error = stopped() ? thrown : diskFailure(thrown)
      if (!(error instanceof CommandFailure) || (error instanceof SyncFailure && error.type !== 'Refused' && error.type !== 'Forbidden')) throw error
      this.failures.set(file.hash, error.message)
    } finally {
      this.moving = undefined
      if (!stopped()) this.onProgress()
    }
  }

  private isStillThere(file: File): boolean {
    const row = this.store.read('attachment', file.id)
    return row?.gebied === file.gebied && row.sha256 === file.hash
  }

  private async send({ remote, stopped, between }: TransferOptions, file: File, from: number): Promise<void> {
    const { bytes } = this.store
    for (let at = from, tries = 0; ;) {
      this.progress(file, at)
      await between()
      if (stopped() || !this.isStillThere(file)) return
      const began = this.store.options.nowMs()
      const { received, complete } = await remote.putPart(this.token(), file.id, at, bytes.part(file.hash, at, Math.min(this.partBytes, file.size - at)))
      if (stopped()) return
      this.quicker(this.store.options.nowMs() - began)
      if (complete) { bytes.deliver(file.gebied, file.hash); this.atServer.set(keyOf(file), true); this.percents.delete(file.hash); return }
      if (received <= at && ++tries >= MAX_TRIES) { this.failures.set(file.hash, 'Dit bestand komt niet heel aan bij de server.'); return }
      at = received
    }
  }

  private async fetch({ remote, stopped, between }: TransferOptions, file: File): Promise<void> {
    const { bytes } = this.store
    for (let tries = 0; ;) {
      const head = bytes.head(file.hash), at = head?.size === file.size ? head.here : 0
      this.progress(file, at)
      await between()
      if (stopped() || !this.isStillThere(file)) return
      const part = await remote.getPart(this.token(), file.id, at, this.partBytes)
      if (stopped() || !this.isStillThere(file)) return
      const became = part.size === file.size ? bytes.append(file.hash, file.size, at, part.bytes) : 'broken'
      if (became === 'whole') { bytes.deliver(file.gebied, file.hash); this.percents.delete(file.hash); return }
      if ((became === 'broken' || part.bytes.length === 0) && ++tries >= MAX_TRIES) { this.failures.set(file.hash, 'Dit bestand komt niet heel aan op deze laptop.'); return }
    }
  }

  private progress(file: File, at: number): void {
    this.percents.set(file.hash, Math.floor((at / file.size) * 100))
    this.onProgress()
  }

  private quicker(tookMs: number): void {
    if (tookMs < 2000) this.partBytes = Math.min(PART_BYTES, this.partBytes * 2)
  }
}
