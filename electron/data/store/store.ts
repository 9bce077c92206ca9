import { existsSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { CommandFailure } from '#core/contract/command.ts'
import type { Json } from '#core/model/field.ts'
import { isKindName, kinds, type KindName, type Row } from '#core/model/kinds.ts'
import { correct, observe, tick, type ClockState, type Stamp } from '#core/sync/clock.ts'
import { ByteStore, byteFileOf } from './byte-store.ts'
import { Touched, type Changed } from './changed.ts'
import { diskFailure } from './disk-failure.ts'
import { applyLocal, type LocalChange } from './local.ts'
import { openDatabase, type Db } from './open.ts'
import { Outbox } from './outbox.ts'
import { makeTables, type SqlRow, type SqlValue, type Tables } from './rows.ts'
import { migrate } from './migrate.ts'
import { quote, type Migration } from './schema.ts'
import { SearchIndex } from './search-index.ts'
import { UndoLog, type UndoRow } from './undo.ts'

export type { LocalChange } from './local.ts'

export interface StoreOptions {
  readonly file: string
  /** For the bytes of attachments; left out: beside `file`. */
  readonly byteFile?: string
  /** 32 bytes; undefined: not encrypted, for tests only. */
  readonly key?: Uint8Array
  readonly nowMs: () => number
  readonly newId: () => string
  /** 8 base-36 characters; used once, when the file is made. */
  readonly newDevice: () => string
  readonly migrations?: readonly Migration[]
  readonly onChanged?: (changed: Changed) => void
}

export interface CommitOptions {
  /** Dutch, for the undo message: 'Contact gewijzigd'. Without it the edit cannot be undone. */
  readonly label?: string
  readonly origin?: 'local' | 'undo'
  /** Adds these edits to an earlier undo record, so that work done in parts is taken back as one. */
  readonly continues?: string
}

/** Contacts that the background puts into the index in one go, some 60 ms: fewer make more segments, which are merged again. */
const INDEX_AT_ONCE = 5000

/**
 * The encrypted database of one laptop. Every write of a synced row passes `commit` (local edits) or the functions of
 * remote.ts (rows from the server): row, stamps, outbox, full-text index and event belong to one transaction.
 */
export class Store {
  readonly db: Db
  readonly tables: Tables
  readonly outbox: Outbox
  readonly search: SearchIndex
  readonly options: StoreOptions
  private readonly undoLog: UndoLog
  private byteStore: ByteStore | undefined
  private readonly writeMeta
  private readonly atOnce: Database.Transaction<(work: () => unknown) => unknown>
  private clock: ClockState
  private depth = 0
  private pending: Touched | undefined
  private readonly writes = new Map<KindName, number>()

  constructor(options: StoreOptions) {
    this.options = options
    this.db = openDatabase(options.file, options.key)
    try {
      migrate(this.db, options.migrations ?? [])
      this.tables = makeTables(this.db)
      this.outbox = new Outbox(this.db)
      this.search = new SearchIndex(this.db)
      this.undoLog = new UndoLog(this.db)
      this.writeMeta = this.db.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
      this.atOnce = this.db.transaction((work) => work())
      this.clock = this.loadClock()
    } catch (error) {
      this.db.close()
      throw error
    }
  }

  /** Server time minus own time in ms, as last measured. */
  get clockOffset(): number {
    return this.clock.offsetMs
  }

  /** Bytes of attachments; their file is opened when it is first needed. */
  get bytes(): ByteStore {
    return (this.byteStore ??= new ByteStore(this.byteFile, this.options.key))
  }

  /** Whether there may be any; asking does not open their file. */
  get hasBytes(): boolean {
    return this.byteStore !== undefined || existsSync(this.byteFile)
  }

  private get byteFile(): string {
    return this.options.byteFile ?? byteFileOf(this.options.file)
  }

  get device(): string {
    return this.clock.device
  }

  /**
   * The write gate for edits of this laptop. All or nothing.
   * @returns a token for `undo` when a label was given.
   * @throws CommandFailure `Invalid` (Dutch message) when a value does not fit its field.
   */
  commit(changes: readonly LocalChange[], options: CommitOptions = {}): { undo: string | null } {
    return this.transaction(() => {
      const record = options.continues !== undefined ? this.undoLog.open(options.continues) : options.label === undefined ? undefined : this.undoLog.begin(this.options.newId(), options.label, new Date(this.options.nowMs()).toISOString())
      const stamp = this.nextStamp()
      for (const change of changes) {
        const before = applyLocal(this, change, stamp)
        if (record && before) this.undoLog.add(record, change.kind, change.id, before.row)
      }
      if (record) this.undoLog.keep(record, options.label)
      return { undo: record?.token ?? options.continues ?? null }
    }, options.origin ?? 'local')
  }

  /** Takes an edit back as a new edit: rows it made are deleted, fields it changed get their old value. */
  undo(token: string): { label: string } {
    return this.transaction(() => {
      const label = this.undoLog.label(token)
      if (label === undefined) throw new CommandFailure('UndoGone', 'Dit kan niet meer ongedaan worden gemaakt.')
      while (this.undoSome(token, Number.MAX_SAFE_INTEGER) > 0);
      return { label }
    }, 'undo')
  }

  /**
   * Takes back the last `limit` rows of an edit; answers how many are left. For edits that are too large for one go.
   * `forget`: rows that the edit made and nobody was sent leave the file instead of staying as deleted ones.
   */
  undoSome(token: string, limit: number, forget = false): number {
    return this.transaction(() => {
      const rows = this.undoLog.last(token, limit)
      const kept = forget ? rows.filter((r) => r.before !== null || this.outbox.get(r.kind, r.id)?.created !== true || !this.forget(r.kind, r.id)) : rows
      this.commit(kept.flatMap((row) => this.takenBack(row) ?? []), { origin: 'undo' })
      return this.undoLog.shrink(token, rows.at(-1)?.position ?? 0)
    }, 'undo')
  }

  /** A row that the edit made is deleted where it is now; undefined when it is no longer here. */
  private takenBack({ kind, id, before }: UndoRow): LocalChange | undefined {
    const gebied = before ? before.gebied : (this.tables[kind].find(id)?.['gebied'] as string | undefined)
    return gebied === undefined ? undefined : { kind, id, gebied, fields: before ? { deleted: false, ...before.fields } : { deleted: true } } as unknown as LocalChange
  }

  /**
   * Removes a row from this laptop, with its mark for the server and its undo records; answers whether it was there. Call inside a
   * transaction. `rewriteIndex`: its words may not even stay in the free parts of the search index.
   */
  forget(kind: KindName, id: string, { rewriteIndex = false } = {}): boolean {
    const held = this.tables[kind].find(id)
    this.outbox.drop(kind, id)
    this.undoLog.forget(kind, id)
    if (!held) return false
    this.search.forget(kind, id, held['rowid'] as number, rewriteIndex)
    this.tables[kind].remove(held['rowid'] as number)
    this.touch(kind, id, held['gebied'] as string)
    return true
  }

  /** Edits that can be taken back, newest first. */
  undoable(): { token: string; label: string; at: string; count: number }[] {
    return this.undoLog.all()
  }

  read<K extends KindName>(kind: K, id: string): Row<K> | undefined {
    const row = this.tables[kind].find(id)
    return row && row['deleted'] === 0 ? this.decode(kind, row) : undefined
  }

  /** Rows that are not deleted. `where` is SQL of ours with bound parameters, never text from outside. */
  rows<K extends KindName>(kind: K, where = '1', params: readonly SqlValue[] = [], order = 'rowid'): Row<K>[] {
    return (this.db.prepare(`SELECT * FROM ${quote(kind)} WHERE deleted = 0 AND (${where}) ORDER BY ${order}`).all(params) as SqlRow[]).map((r) => this.decode(kind, r))
  }

  decode<K extends KindName>(kind: K, row: SqlRow): Row<K> {
    return this.tables[kind].decode(row) as unknown as Row<K>
  }

  /** The text of a note body in the full-text index; '' removes it. */
  setNoteText(noteId: string, title: string, text: string): void {
    const row = this.tables.note.find(noteId)
    if (!row) return
    this.transaction(() => {
      this.search.writeNote(row['rowid'] as number, noteId, row['gebied'] as string, title, text)
    })
  }

  /** Makes the sorted index of contacts where a first sync ran ahead of it. Call before a question that names it. */
  completeLists(): void {
    if (!this.search.isSorted) this.transaction(() => this.search.sort(), 'remote')
  }

  /** Brings both indexes of contacts up to date where what came from elsewhere ran ahead of them. Call before a question to `contactSearch`. */
  completeIndex(): void {
    while (this.search.isBehind) this.indexSome()
  }

  /** A part of that, for the background; answers whether there is more. */
  indexSome(): boolean {
    return this.transaction(() => this.search.catchUp(INDEX_AT_ONCE), 'remote')
  }

  /** A setting of this laptop; not synced. */
  setting<T extends Json>(key: string): T | undefined {
    const value = this.db.prepare('SELECT value FROM setting WHERE key = ?').pluck().get(key) as string | undefined
    return value === undefined ? undefined : (JSON.parse(value) as T)
  }

  setSetting(key: string, value: Json): void {
    this.transaction(() => { this.db.prepare('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, JSON.stringify(value)) })
  }

  /** Runs `work` in one transaction, nested calls join it; the `changed` event follows after the outermost commit. */
  transaction<T>(work: () => T, origin: Changed['origin'] = 'local'): T {
    if (this.depth > 0) return work()
    this.pending = new Touched()
    const clock = this.clock
    this.depth++
    let answer: T
    try {
      answer = this.atOnce.immediate(() => {
        const value = work()
        this.search.flush(origin === 'remote')
        // The clock is on disk with what it stamped: a restart never gives out an older stamp.
        if (this.clock !== clock) this.writeMeta.run('clock', JSON.stringify(this.clock))
        return value
      }) as T
    } catch (error) {
      this.search.rolledBack()
      this.clock = clock
      this.pending = undefined
      throw diskFailure(error)
    } finally {
      this.depth--
    }
    this.search.committed()
    const touched = this.pending
    this.pending = undefined
    if (touched && touched.count > 0) this.options.onChanged?.(touched.event(origin))
    return answer
  }

  /** Notes for the event that a row changed; only inside `transaction`. */
  touch(kind: string, id: string, gebied: string): void {
    if (!isKindName(kind)) return
    this.pending?.add(kind, id, gebied)
    this.writes.set(kind, (this.writes.get(kind) ?? 0) + 1)
  }

  /** Grows with every write of these kinds: for what is kept in memory beside the database. */
  writesOf(...kinds: readonly KindName[]): number {
    return kinds.reduce((sum, kind) => sum + (this.writes.get(kind) ?? 0), 0)
  }

  /** A new stamp; only inside `transaction`. */
  nextStamp(): Stamp {
    const next = tick(this.clock, this.options.nowMs())
    this.clock = next.clock
    return next.stamp
  }

  observeStamp(stamp: Stamp): void {
    this.clock = observe(this.clock, stamp, this.options.nowMs())
  }

  correctClock(serverMs: number): void {
    this.transaction(() => { this.clock = correct(this.clock, serverMs, this.options.nowMs()) })
  }

  private loadClock(): ClockState {
    const value = this.db.prepare('SELECT value FROM meta WHERE key = ?').pluck().get('clock') as string | undefined
    if (value !== undefined) return JSON.parse(value) as ClockState
    const fresh: ClockState = { device: this.options.newDevice(), last: '', offsetMs: 0 }
    this.writeMeta.run('clock', JSON.stringify(fresh))
    return fresh
  }

  close(): void {
    try {
      this.db.pragma('wal_checkpoint(TRUNCATE)')
    } catch (error) {
      // On a full disk everything stays in the log, which the next opening reads.
      if (!(diskFailure(error) instanceof CommandFailure)) throw error
    } finally {
      this.byteStore?.close()
      this.db.close()
    }
  }
}

/** Whether a kind may be edited after it was made. */
export const isAppendOnly = (kind: KindName): boolean => 'appendOnly' in kinds[kind]
