import { CommandFailure } from '#core/contract/command.ts'
import type { WorkTask } from '#core/contract/events.ts'
import type { DataContext } from './context.ts'
import type { LocalChange, Store } from './store/store.ts'
import { readPush } from './sync/memory.ts'

/** Rows that are taken back per transaction. */
const ROWS_PER_STEP = 5000
const RETRY_MS = 10_000
const MARK = 'werk.onaf'
/** On disk while work is under way: after a crash or a full disk it is taken back. `from`: outbox entries from here on are its. */
type Mark = { readonly token: string; readonly from: number }

export interface LongEdit {
  readonly task: WorkTask
  /** 'De import', 'De wijziging': for messages. */
  readonly what: string
  /** For the undo record; asked after each part. */
  readonly label: () => string
  readonly total: number
  /** Asked for one at a time, each written in one transaction. `done` of `total` after it. */
  readonly parts: Iterable<{ readonly changes: readonly LocalChange[]; readonly done: number }>
  /** Carried out with the end of the work, in one transaction. */
  readonly finish?: (token: string) => void
}

/** Lets calls of the window and of sync through between two steps of long work. */
export const pause = () => new Promise<void>((resolve) => { setImmediate(resolve) })

/**
 * Edits of thousands of rows: written in parts so that everything else goes on, undone as one, and all or nothing all the same.
 * Until the last part is written nothing of it is sent, and a mark on disk says that it is not finished: stopped, crashed or out of
 * disk, all of it is taken back, and rows that it made leave the file. One at a time.
 */
export class LongWork {
  private readonly store: Store
  private readonly emit: DataContext['emit']
  private readonly onFree: () => void
  private running: { readonly task: WorkTask; stopped: boolean } | undefined
  private retry: NodeJS.Timeout | undefined

  /** @param onFree hears that what was held back may be sent now */
  constructor(store: Store, emit: DataContext['emit'], onFree: () => void = () => undefined) {
    this.store = store
    this.emit = emit
    this.onFree = onFree
  }

  /** Asks the edit that runs now to stop; it then fails with `Cancelled` and leaves nothing behind. */
  stop(): void {
    if (this.running) this.running.stopped = true
  }

  /** @returns the undo token, null when no part changed anything. @throws CommandFailure `Cancelled`, `Busy`, `DiskFull` … */
  async write({ task, what, label, total, parts, finish }: LongEdit): Promise<string | null> {
    return this.alone(task, async (run) => {
      const { store } = this
      await this.takeBackUnfinished(task)
      const from = store.outbox.holdFrom()
      let token: string | null = null
      try {
        this.emit('progress', { task, done: 0, total })
        for (const { changes, done } of parts) {
          if (run.stopped) throw new CommandFailure('Cancelled', `${what} is gestopt. Wat al geschreven was, is teruggedraaid.`)
          if (changes.length > 0) token = store.transaction(() => {
            const undo = store.commit(changes, token === null ? { label: label() } : { continues: token, label: label() }).undo
            if (token === null) store.setSetting(MARK, { token: undo!, from })
            return undo
          })
          this.emit('progress', { task, done, total })
          await pause()
        }
        if (token !== null) this.store.transaction(() => { store.setSetting(MARK, null); finish?.(token!) })
        return token
      } catch (error) {
        throw token === null ? error : await this.broken(error, task, what)
      }
    })
  }

  /** Takes a finished edit back, whatever its size. @throws CommandFailure `UndoGone` */
  async takeBack(token: string, task: WorkTask): Promise<{ label: string }> {
    const record = this.store.undoable().find((r) => r.token === token)
    if (!record) throw new CommandFailure('UndoGone', 'Dit kan niet meer ongedaan worden gemaakt.')
    if (record.count <= ROWS_PER_STEP) return this.store.undo(token)
    return this.alone(task, async () => {
      await this.takeBackUnfinished(task)
      this.store.outbox.holdFrom(0)
      this.store.setSetting(MARK, { token, from: 0 })
      try {
        await this.takeBackUnfinished(task)
      } catch (error) {
        this.tryLater()
        throw error
      }
      return { label: record.label }
    })
  }

  /** Call when the data are opened: what was not finished then is taken back, before any of it can be sent. */
  resume(): void {
    const mark = this.mark()
    if (!mark || this.running) return
    this.store.outbox.holdFrom(mark.from)
    this.alone('tidy', () => this.takeBackUnfinished('tidy')).catch(() => this.tryLater())
  }

  close(): void {
    clearTimeout(this.retry)
    this.stop()
  }

  private mark(): Mark | null {
    return this.store.setting<Mark | null>(MARK) ?? null
  }

  private async alone<T>(task: WorkTask, work: (run: { stopped: boolean }) => Promise<T>): Promise<T> {
    if (this.running) throw new CommandFailure('Busy', 'Er loopt al iets groots, zoals een import. Wacht tot dat klaar is.')
    const run = this.running = { task, stopped: false }
    clearTimeout(this.retry)
    try {
      return await work(run)
    } finally {
      this.running = undefined
      // What is not taken back yet stays held back.
      if (this.store.db.open && this.mark() === null) this.store.outbox.holdFrom(Number.MAX_SAFE_INTEGER)
      this.emit('progress', { task, done: 0, total: 0 })
      this.onFree()
    }
  }

  private async takeBackUnfinished(task: WorkTask): Promise<void> {
    const mark = this.mark()
    if (!mark) return
    const total = this.store.undoable().find((r) => r.token === mark.token)?.count ?? 0
    this.emit('progress', { task, done: 0, total })
    for (let left = total; left > 0; await pause()) {
      // A row that may be on its way to the server becomes a deleted row: everybody must hear of it.
      left = this.store.undoSome(mark.token, ROWS_PER_STEP, readPush(this.store) === undefined)
      this.emit('progress', { task, done: Math.max(0, total - left), total })
    }
    this.store.setSetting(MARK, null)
  }

  /** What went wrong, after all of it was taken back; on a full disk that may have to wait. */
  private async broken(error: unknown, task: WorkTask, what: string): Promise<unknown> {
    if (!this.store.db.open) return new CommandFailure('Locked', `${what} is gestopt omdat Gebiedsboek op slot ging. Wat al geschreven was, wordt bij het openen teruggedraaid.`)
    try {
      await this.takeBackUnfinished(task === 'import' ? 'import.undo' : 'undo')
    } catch (second) {
      if (!(second instanceof CommandFailure)) return second
      this.tryLater()
      return new CommandFailure(second.failure.type, `${what} is gestopt. ${cause(second)} Wat al geschreven was, wordt teruggedraaid zodra dat kan.`)
    }
    return error instanceof CommandFailure && error.failure.type !== 'Cancelled' ? new CommandFailure(error.failure.type, `${what} is gestopt. ${cause(error)} Wat al geschreven was, is teruggedraaid.`) : error
  }

  private tryLater(): void {
    this.retry = setTimeout(() => this.resume(), RETRY_MS).unref()
  }
}

/** Without what the store says about a single edit: here it is about all of them. */
const cause = ({ failure }: CommandFailure): string => (failure.type === 'DiskFull' ? 'De schijf van deze computer is vol. Maak ruimte vrij.' : failure.message)
