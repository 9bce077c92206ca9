import { fieldsOf, kindNames, type KindName } from '#core/model/kinds.ts'
import { DELETED, type RowVersion } from '#core/sync/row.ts'
import { contactWords, fieldWords, wordColumns } from './contact-words.ts'
import type { Db } from './open.ts'
import { dropContactIndex, makeContactIndex } from './schema.ts'

/** Keys are BigInt: a number this large would be bound as a float, and FTS5 then looks at every row. */
const SHIFT = 2n ** 40n

/** In table `meta`. */
export const INDEXED_TO = 'contactsIndexedTo'
/** Contacts that others changed, in one transaction, of which the words may follow later. */
const MANY = 100

type Put = readonly [kind: string, subject: string, gebied: string, title: string, body: string]

/** What of the contacts is in their indexes. */
interface Reach {
  /** The highest row number whose words are in; rows above it follow. */
  readonly indexedTo: number
  /** `contactStale` holds some. */
  readonly stale: boolean
  /** The sorted index is there. */
  readonly sorted: boolean
}
const COMPLETE = Number.POSITIVE_INFINITY

/**
 * Keeps the two full-text indexes inside the write gate's transaction.
 * `contactSearch` holds contacts (rowid = contact.rowid, no content). `search` holds every other kind with search fields,
 * and the text of notes; its rowid is kind number × 2^40 + the row's own rowid.
 *
 * Both are written at the end of the transaction, in order of rowid: at every step back FTS5 writes out the words it has pending,
 * which made 1,000 edits cost four times as much.
 *
 * Where very many contacts come at once from elsewhere their words follow later: of new ones `indexedTo` says from which row number on,
 * of others `contactStale` holds the row numbers. Both are on disk with those rows, so that a crash forgets none. The rest follows
 * through `catchUp`: in the background, or all of it before somebody searches.
 * The sorted index of an empty table waits with it: made at once it costs half.
 */
export class SearchIndex {
  private readonly db: Db
  private readonly numbers: ReadonlyMap<string, number>
  /** Contacts of which the words changed in this transaction, with their row numbers, and the ids of details of which they did. */
  private readonly contacts = new Map<string, number>()
  private readonly details = new Set<string>()
  /** Row numbers in the index that contacts left in this transaction. */
  private readonly left = new Set<number>()
  private readonly others = new Map<bigint, { readonly drop: boolean; readonly put: Put | undefined }>()
  private readonly statements
  private mustRewrite = false
  private reach: Reach
  /** As it is on disk. */
  private committedReach: Reach

  constructor(db: Db) {
    this.db = db
    this.numbers = new Map((db.prepare('SELECT kind, number FROM kindNumber').all() as { kind: string; number: number }[]).map((r) => [r.kind, r.number]))
    this.statements = {
      // Read and written apart: a statement that does both opens a savepoint, at which FTS5 writes out what it has pending.
      wordsOf: db.prepare(`${contactWords} c.rowid = ?`).raw(),
      index: db.prepare('INSERT OR REPLACE INTO contactSearch (rowid, text) VALUES (?, ?)'),
      indexAll: db.prepare(`INSERT INTO contactSearch (rowid, text) ${contactWords} c.rowid > ? AND c.rowid <= ? ORDER BY c.rowid`),
      remove: db.prepare('DELETE FROM contactSearch WHERE rowid = ?'),
      rowidOf: db.prepare('SELECT rowid FROM contact WHERE id = ?').pluck(),
      last: db.prepare('SELECT coalesce(max(rowid), 0) FROM contact').pluck(),
      endOf: db.prepare('SELECT rowid FROM contact WHERE rowid > ? ORDER BY rowid LIMIT 1 OFFSET ?').pluck(),
      setStale: db.prepare('INSERT OR IGNORE INTO contactStale (rowid) VALUES (?)'),
      unsetStale: db.prepare('DELETE FROM contactStale WHERE rowid = ?'),
      stale: db.prepare('SELECT rowid FROM contactStale ORDER BY rowid LIMIT ?').pluck(),
      put: db.prepare('INSERT INTO search (rowid, kind, subject, gebied, title, body) VALUES (?, ?, ?, ?, ?, ?)'),
      drop: db.prepare('DELETE FROM search WHERE rowid = ?'),
      mark: db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)'),
      unmark: db.prepare('DELETE FROM meta WHERE key = ?'),
      rewrite: [db.prepare(`INSERT INTO search(search) VALUES ('optimize')`), db.prepare(`INSERT INTO contactSearch(contactSearch) VALUES ('optimize')`)],
    }
    const mark = db.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(INDEXED_TO) as string | undefined
    this.committedReach = this.reach = {
      indexedTo: mark === undefined ? COMPLETE : Number(mark), stale: this.statements.stale.get(1) !== undefined,
      sorted: mark === undefined || db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'contact_list'").get() !== undefined,
    }
  }

  /** Call after a contact or its details were written. `columns`: those that changed; undefined for a new row. */
  writeContact(kind: string, id: string, rowid: number, columns: readonly string[] | undefined): void {
    const read = kind === 'contact' ? wordColumns.contact : wordColumns.contactDetails
    if (columns && !columns.some((column) => read.has(column))) return
    if (kind === 'contact') this.contacts.set(id, rowid); else this.details.add(id)
  }

  /** Call after a row of another kind was written. */
  write(row: RowVersion, rowid: number, inserted: boolean): void {
    const kind = row.kind as KindName
    const names = searchFields[kind]
    if (!names) return
    const [title, ...body] = row.fields[DELETED] === true ? [] : names.map((n) => fieldWords(row.fields[n]))
    this.set(this.key(kind, rowid), !inserted, title === undefined ? undefined : [kind, row.id, row.gebied, title, body.filter((w) => w !== '').join('\n')])
  }

  /** Text of a note body; '' removes it. */
  writeNote(rowid: number, id: string, gebied: string, title: string, text: string): void {
    this.set(this.key('note', rowid), true, text === '' ? undefined : ['note', id, gebied, title, text])
  }

  /**
   * Call after a row was removed for good. Its words must leave the file too, and FTS5 only marks them as deleted, so the indexes
   * are written anew at the end of the transaction. (Its own secure-delete does this at every edit, which made 1,000 edits take
   * 3.4 s instead of 0.06 s.) Only for what was never kept, `rewrite` may be left out.
   */
  forget(kind: KindName, id: string, rowid: number, rewrite: boolean): void {
    if (rewrite) this.mustRewrite = true
    if (kind === 'contact') {
      this.contacts.delete(id)
      // Now: the mark may yet move below it.
      if (rowid <= this.reach.indexedTo) this.left.add(rowid)
    } else if (kind === 'contactDetails') this.details.add(id)
    else this.set(this.key(kind, rowid), true, undefined)
  }

  /** Call at the end of the transaction. `mayWait`: what changed came from elsewhere, and its words may follow later where it is much. */
  flush(mayWait: boolean): void {
    this.flushContacts(mayWait)
    const others = [...this.others].sort(([a], [b]) => (a < b ? -1 : 1))
    for (const [key, { drop, put }] of others) {
      if (drop) this.statements.drop.run(key)
      if (put) this.statements.put.run(key, ...put)
    }
    if (this.mustRewrite) for (const statement of this.statements.rewrite) statement.run()
    this.reset()
  }

  private flushContacts(mayWait: boolean): void {
    const changed = new Set(this.contacts.values())
    for (const id of this.details) {
      if (this.contacts.has(id)) continue
      const rowid = this.statements.rowidOf.get(id) as number | undefined
      if (rowid !== undefined) changed.add(rowid)
    }
    const reached = [...new Set([...[...changed].filter((rowid) => rowid <= this.reach.indexedTo), ...this.left])].sort((a, b) => a - b)
    // What leaves the file leaves its index with it.
    const later = mayWait && !this.mustRewrite && this.left.size === 0 && reached.length > MANY
    if (later) for (const rowid of reached) this.statements.setStale.run(rowid); else for (const rowid of reached) this.indexOne(rowid)
    if (later) this.move({ stale: true })
  }

  /** Whatever has this row number now, or nothing. */
  private indexOne(rowid: number): void {
    const words = rowid > this.reach.indexedTo ? undefined : this.statements.wordsOf.get(rowid) as [number, string] | undefined
    if (words) this.statements.index.run(words); else this.statements.remove.run(rowid)
    if (this.reach.stale) this.statements.unsetStale.run(rowid)
  }

  /** Call inside a transaction, before very many contacts are written that are likely new. New rows have the highest numbers of their table, so one number parts them from what is in the index. */
  fallBehind(): void {
    if (this.reach.indexedTo !== COMPLETE) return
    const last = this.statements.last.get() as number
    if (last === 0) dropContactIndex(this.db)
    this.moveMark(last)
    this.move({ sorted: last !== 0 })
  }

  /** Contacts whose words are not in the index yet, or not as they are now. */
  get isBehind(): boolean {
    return this.reach.indexedTo !== COMPLETE || this.reach.stale
  }

  /** Whether contacts can be listed in order: that does not wait for their words. */
  get isSorted(): boolean {
    return this.reach.sorted
  }

  /** Call inside a transaction. */
  sort(): void {
    makeContactIndex(this.db)
    this.move({ sorted: true })
  }

  /** Puts the words of the next contacts into the index; answers whether there are more to come. Call inside a transaction of its own. */
  catchUp(limit: number): boolean {
    this.flush(false)
    this.sort()
    const stale = this.statements.stale.all(limit) as number[]
    for (const rowid of stale) this.indexOne(rowid)
    this.move({ stale: stale.length === limit })
    const { indexedTo } = this.reach
    if (stale.length === 0 && indexedTo !== COMPLETE) {
      const end = this.statements.endOf.get(indexedTo, limit - 1) as number | undefined
      this.statements.indexAll.run(indexedTo, end ?? Number.MAX_SAFE_INTEGER)
      this.moveMark(end ?? COMPLETE)
    }
    return this.isBehind
  }

  private moveMark(indexedTo: number): void {
    this.move({ indexedTo })
    if (indexedTo === COMPLETE) this.statements.unmark.run(INDEXED_TO); else this.statements.mark.run(INDEXED_TO, String(indexedTo))
  }

  private move(to: Partial<Reach>): void {
    this.reach = { ...this.reach, ...to }
  }

  /** Call after the transaction was committed. */
  committed(): void {
    this.committedReach = this.reach
  }

  /** Call when the transaction failed. */
  rolledBack(): void {
    this.reach = this.committedReach
    this.reset()
  }

  private reset(): void {
    this.mustRewrite = false
    for (const held of [this.contacts, this.details, this.left, this.others]) held.clear()
  }

  private set(key: bigint, held: boolean, put: Put | undefined): void {
    this.others.set(key, { drop: held || this.others.get(key)?.drop === true, put })
  }

  /** The rowids that a kind has in `search`: `first` for its row number 0. */
  span(kind: KindName): { readonly first: bigint; readonly last: bigint } {
    const first = this.key(kind, 0)
    return { first, last: first + SHIFT - 1n }
  }

  private key(kind: KindName, rowid: number): bigint {
    return BigInt(this.numbers.get(kind)!) * SHIFT + BigInt(rowid)
  }
}

export const isContactKind = (kind: string): boolean => kind === 'contact' || kind === 'contactDetails'

const searchFields: Partial<Record<KindName, readonly string[]>> = Object.fromEntries(
  kindNames.filter((k) => !isContactKind(k)).map((k) => [k, Object.entries(fieldsOf(k)).filter(([, f]) => f.search).map(([n]) => n)] as const).filter(([, names]) => names.length > 0),
)
