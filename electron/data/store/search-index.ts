import { fieldsOf, kindNames, type KindName } from '#core/model/kinds.ts'
import type { Json } from '#core/model/field.ts'
import { DELETED, type RowVersion } from '#core/sync/row.ts'
import type { Db } from './open.ts'

/** Keys are BigInt: a number this large would be bound as a float, and FTS5 then looks at every row. */
const SHIFT = 2n ** 40n

/**
 * Keeps the two full-text indexes inside the write gate's transaction.
 * `contactSearch` holds contacts (rowid = contact.rowid, no content). `search` holds every other kind with search fields,
 * and the text of notes; its rowid is kind number × 2^40 + the row's own rowid.
 */
export class SearchIndex {
  private readonly numbers: ReadonlyMap<string, number>
  private readonly touched = new Set<number>()
  private readonly statements
  private mustRewrite = false

  constructor(db: Db) {
    this.numbers = new Map((db.prepare('SELECT kind, number FROM kindNumber').all() as { kind: string; number: number }[]).map((r) => [r.kind, r.number]))
    this.statements = {
      forget: db.prepare(`INSERT INTO contactSearch(contactSearch, rowid, text) VALUES ('delete', ?, ?)`),
      // Read, then insert: as one INSERT … SELECT, FTS5 would write its pending words out for every contact.
      text: db.prepare('SELECT text FROM contactText WHERE rowid = ? AND deleted = 0').pluck(),
      add: db.prepare('INSERT INTO contactSearch(rowid, text) VALUES (?, ?)'),
      rowid: db.prepare('SELECT rowid FROM contact WHERE id = ?').pluck(),
      put: db.prepare('INSERT INTO search (rowid, kind, subject, gebied, title, body) VALUES (?, ?, ?, ?, ?, ?)'),
      drop: db.prepare('DELETE FROM search WHERE rowid = ?'),
      rewrite: [db.prepare(`INSERT INTO search(search) VALUES ('optimize')`), db.prepare(`INSERT INTO contactSearch(contactSearch) VALUES ('optimize')`)],
    }
  }

  /** Call before a contact or its details change: the index must be told the old words. A new contact has none. */
  beforeContact(id: string): void {
    const rowid = this.statements.rowid.get(id) as number | undefined
    if (rowid === undefined || this.touched.has(rowid)) return
    const text = this.statements.text.get(rowid)
    if (text !== undefined) this.statements.forget.run(rowid, text)
    this.touched.add(rowid)
  }

  /** Call after the change; `rowid` where the caller knows that of the contact. */
  afterContact(id: string, rowid = this.statements.rowid.get(id) as number | undefined): void {
    if (rowid !== undefined) this.touched.add(rowid)
  }

  /** Call after a row of another kind was written. */
  write(row: RowVersion, rowid: number, inserted: boolean): void {
    const kind = row.kind as KindName
    const names = searchFields[kind]
    if (!names) return
    const key = this.key(kind, rowid)
    if (!inserted) this.statements.drop.run(key)
    if (row.fields[DELETED] === true) return
    const [title, ...body] = names.map((n) => words(row.fields[n]))
    this.statements.put.run(key, kind, row.id, row.gebied, title ?? '', body.filter((w) => w !== '').join('\n'))
  }

  /** Text of a note body; '' removes it. */
  writeNote(rowid: number, id: string, gebied: string, title: string, text: string): void {
    const key = this.key('note', rowid)
    this.statements.drop.run(key)
    if (text !== '') this.statements.put.run(key, 'note', id, gebied, title, text)
  }

  drop(kind: KindName, rowid: number): void {
    if (kind !== 'contact' && kind !== 'contactDetails') this.statements.drop.run(this.key(kind, rowid))
  }

  /**
   * What was forgotten in this transaction must leave the file too. FTS5 only marks words as deleted, so the indexes are
   * written anew at its end. (Its own secure-delete does this at every edit, which made 1,000 edits take 3.4 s instead of 0.06 s.)
   */
  rewriteAfter(): void {
    this.mustRewrite = true
  }

  /** Call at the end of the transaction. */
  flush(): void {
    for (const rowid of this.touched) {
      const text = this.statements.text.get(rowid)
      if (text !== undefined) this.statements.add.run(rowid, text)
    }
    this.touched.clear()
    if (this.mustRewrite) for (const statement of this.statements.rewrite) statement.run()
    this.mustRewrite = false
  }

  /** Call when the transaction failed. */
  reset(): void {
    this.mustRewrite = false
    this.touched.clear()
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
