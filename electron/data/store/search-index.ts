import type { FieldValues } from '#core/model/define.ts'
import { fieldsOf, kindNames, type KindName } from '#core/model/kinds.ts'
import type { Json } from '#core/model/field.ts'
import { DELETED, type RowVersion } from '#core/sync/row.ts'
import { contactWords } from './contact-words.ts'
import type { Db } from './open.ts'
import type { SqlRow, Tables } from './rows.ts'
import { dropContactIndexes, makeContactIndexes } from './schema.ts'

/** Keys are BigInt: a number this large would be bound as a float, and FTS5 then looks at every row. */
const SHIFT = 2n ** 40n

/** In table `meta`. */
const INDEXED_TO = 'contactsIndexedTo'

interface Entry { readonly rowid: number; readonly text: string }
/** A contact that changes in this transaction. */
interface Changing {
  /** What the index holds of it. */
  readonly old: Entry | undefined
  rowid: number | undefined
  sortKey: string
  /** null: there is none (any more). */
  contact: FieldValues | null
  /** undefined: not looked at yet. */
  details: FieldValues | null | undefined
}
type Put = readonly [kind: string, subject: string, gebied: string, title: string, body: string]

/**
 * Keeps the two full-text indexes inside the write gate's transaction.
 * `contactSearch` holds contacts (rowid = contact.rowid, no content). `search` holds every other kind with search fields,
 * and the text of notes; its rowid is kind number × 2^40 + the row's own rowid.
 *
 * Both are written at the end of the transaction, in order of rowid: at every step back FTS5 writes out the words it has pending,
 * which made 1,000 edits cost four times as much.
 *
 * While very many contacts come at once, `indexedTo` says up to which row number they are in the index; it is on disk with those rows,
 * so that a crash forgets none. The rest follows through `catchUp`: in the background, or all of it before somebody searches.
 * The sorted indexes of an empty table wait with it: made at once they cost half.
 */
export class SearchIndex {
  private readonly db: Db
  private readonly numbers: ReadonlyMap<string, number>
  private readonly tables: Tables
  private readonly contacts = new Map<string, Changing>()
  private readonly others = new Map<bigint, { readonly drop: boolean; readonly put: Put | undefined }>()
  private readonly statements
  private mustRewrite = false
  private indexedTo: number
  /** As it is on disk. */
  private committedTo: number

  constructor(db: Db, tables: Tables) {
    this.db = db
    this.tables = tables
    this.numbers = new Map((db.prepare('SELECT kind, number FROM kindNumber').all() as { kind: string; number: number }[]).map((r) => [r.kind, r.number]))
    this.statements = {
      forget: db.prepare(`INSERT INTO contactSearch(contactSearch, rowid, text) VALUES ('delete', ?, ?)`),
      add: db.prepare('INSERT INTO contactSearch(rowid, text) VALUES (?, ?)'),
      put: db.prepare('INSERT INTO search (rowid, kind, subject, gebied, title, body) VALUES (?, ?, ?, ?, ?, ?)'),
      drop: db.prepare('DELETE FROM search WHERE rowid = ?'),
      mark: db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)'),
      unmark: db.prepare('DELETE FROM meta WHERE key = ?'),
      last: db.prepare('SELECT coalesce(max(rowid), 0) FROM contact').pluck(),
      behind: db.prepare('SELECT * FROM contact WHERE rowid > ? ORDER BY rowid LIMIT ?'),
      rewrite: [db.prepare(`INSERT INTO search(search) VALUES ('optimize')`), db.prepare(`INSERT INTO contactSearch(contactSearch) VALUES ('optimize')`)],
    }
    const mark = db.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(INDEXED_TO) as string | undefined
    this.committedTo = this.indexedTo = mark === undefined ? Number.POSITIVE_INFINITY : Number(mark)
  }

  /** Call before a contact or its details change, with the row of that kind as it is. A new contact needs it not: there are no old words. */
  beforeContact(kind: string, id: string, held: SqlRow | undefined): void {
    if (this.contacts.has(id)) return
    const row = kind === 'contact' ? held : this.tables.contact.find(id)
    if (!row) { this.contacts.set(id, { old: undefined, rowid: undefined, sortKey: '', contact: null, details: undefined }); return }
    const rowid = row['rowid'] as number, contact = this.tables.contact.version(row).fields, details = this.detailsOf(kind === 'contactDetails' ? held : this.tables.contactDetails.find(id))
    const sortKey = row['sortKey'] as string, text = rowid > this.indexedTo ? undefined : contactWords(sortKey, contact, details)
    this.contacts.set(id, { old: text === undefined ? undefined : { rowid, text }, rowid, sortKey, contact, details })
  }

  /** Whether this contact, or its details, changed in this transaction already. */
  follows(id: string): boolean {
    return this.contacts.has(id)
  }

  /** Call after a contact or its details were written. */
  afterContact(row: RowVersion, rowid: number, sortKey: string): void {
    const held = this.contacts.get(row.id)
    if (row.kind === 'contactDetails') { if (held) held.details = row.fields } else if (held) Object.assign(held, { rowid, sortKey, contact: row.fields }); else this.contacts.set(row.id, { old: undefined, rowid, sortKey, contact: row.fields, details: undefined })
  }

  /** Call after a row of another kind was written. */
  write(row: RowVersion, rowid: number, inserted: boolean): void {
    const kind = row.kind as KindName
    const names = searchFields[kind]
    if (!names) return
    const [title, ...body] = row.fields[DELETED] === true ? [] : names.map((n) => words(row.fields[n]))
    this.set(this.key(kind, rowid), !inserted, title === undefined ? undefined : [kind, row.id, row.gebied, title, body.filter((w) => w !== '').join('\n')])
  }

  /** Text of a note body; '' removes it. */
  writeNote(rowid: number, id: string, gebied: string, title: string, text: string): void {
    this.set(this.key('note', rowid), true, text === '' ? undefined : ['note', id, gebied, title, text])
  }

  /**
   * Call after a row was removed for good, and for a contact `beforeContact` first. Its words must leave the file too, and FTS5 only
   * marks them as deleted, so the indexes are written anew at the end of the transaction. (Its own secure-delete does this at
   * every edit, which made 1,000 edits take 3.4 s instead of 0.06 s.) Only for what was never kept, `rewrite` may be left out.
   */
  forget(kind: KindName, id: string, rowid: number, rewrite: boolean): void {
    if (rewrite) this.mustRewrite = true
    if (!isContactKind(kind)) { this.set(this.key(kind, rowid), true, undefined); return }
    const held = this.contacts.get(id)
    if (held) held[kind === 'contact' ? 'contact' : 'details'] = null
  }

  /** Call at the end of the transaction. */
  flush(): void {
    const forgotten: Entry[] = [], added: Entry[] = []
    for (const [id, contact] of this.contacts) {
      const { old, rowid } = contact, later = rowid !== undefined && rowid > this.indexedTo
      if (!old && later) continue
      const text = later ? undefined : this.textOf(id, contact)
      if (old && old.rowid === rowid && old.text === text) continue
      if (old) forgotten.push(old)
      if (text !== undefined && rowid !== undefined) added.push({ rowid, text })
    }
    this.writeInOrder(forgotten, added)
    const others = [...this.others].sort(([a], [b]) => (a < b ? -1 : 1))
    for (const [key, { drop, put }] of others) {
      if (drop) this.statements.drop.run(key)
      if (put) this.statements.put.run(key, ...put)
    }
    if (this.mustRewrite) for (const statement of this.statements.rewrite) statement.run()
    this.reset()
  }

  /** Call inside a transaction, before very many contacts are written that are likely new. New rows have the highest numbers of their table, so one number parts them from what is in the index. */
  fallBehind(): void {
    if (this.isBehind) return
    const last = this.statements.last.get() as number
    if (last === 0) dropContactIndexes(this.db)
    this.moveMark(last)
  }

  /** Contacts whose words are not in the index yet. */
  get isBehind(): boolean {
    return this.indexedTo !== Number.POSITIVE_INFINITY
  }

  /** Puts the words of the next contacts into the index; answers whether there are more to come. Call inside a transaction of its own. */
  catchUp(limit: number): boolean {
    this.flush()
    makeContactIndexes(this.db)
    const rows = this.statements.behind.all(this.indexedTo, limit) as SqlRow[]
    for (const row of rows) {
      const { fields, id } = this.tables.contact.version(row)
      const text = contactWords(row['sortKey'] as string, fields, this.detailsOf(this.tables.contactDetails.find(id)))
      if (text !== undefined) this.statements.add.run(row['rowid'], text)
    }
    this.moveMark(rows.length < limit ? Number.POSITIVE_INFINITY : (rows.at(-1)!['rowid'] as number))
    return this.isBehind
  }

  private moveMark(indexedTo: number): void {
    this.indexedTo = indexedTo
    if (indexedTo === Number.POSITIVE_INFINITY) this.statements.unmark.run(INDEXED_TO); else this.statements.mark.run(INDEXED_TO, String(indexedTo))
  }

  /** Call after the transaction was committed. */
  committed(): void {
    this.committedTo = this.indexedTo
  }

  /** Call when the transaction failed. */
  rolledBack(): void {
    this.indexedTo = this.committedTo
    this.reset()
  }

  private reset(): void {
    this.mustRewrite = false
    this.contacts.clear()
    this.others.clear()
  }

  /** Both lists as one, by rowid; what leaves a rowid before what takes it. */
  private writeInOrder(forgotten: Entry[], added: Entry[]): void {
    const byRowid = (a: Entry, b: Entry) => a.rowid - b.rowid
    forgotten.sort(byRowid)
    let next = 0
    const forgetUpTo = (rowid: number) => { for (let e = forgotten[next]; e && e.rowid <= rowid; e = forgotten[++next]) this.statements.forget.run(e.rowid, e.text) }
    for (const { rowid, text } of added.sort(byRowid)) {
      forgetUpTo(rowid)
      this.statements.add.run(rowid, text)
    }
    forgetUpTo(Number.POSITIVE_INFINITY)
  }

  private textOf(id: string, { sortKey, contact, details }: Changing): string | undefined {
    return contact === null ? undefined : contactWords(sortKey, contact, details === undefined ? this.detailsOf(this.tables.contactDetails.find(id)) : details)
  }

  private detailsOf(row: SqlRow | undefined): FieldValues | null {
    return row ? this.tables.contactDetails.version(row).fields : null
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

const words = (value: Json | undefined): string => (typeof value === 'string' ? value : Array.isArray(value) ? value.join(' ') : '')

const searchFields: Partial<Record<KindName, readonly string[]>> = Object.fromEntries(
  kindNames.filter((k) => !isContactKind(k)).map((k) => [k, Object.entries(fieldsOf(k)).filter(([, f]) => f.search).map(([n]) => n)] as const).filter(([, names]) => names.length > 0),
)
