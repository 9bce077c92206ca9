import type { Json } from '#core/model/field.ts'
import type { Stamp } from '#core/sync/clock.ts'
import { stampOf, type Change, type RowVersion } from '#core/sync/row.ts'
import type { Db } from './open.ts'

/** A typed value that a newer one from elsewhere covered before it was sent: it still goes to the server, which keeps it as a conflict. */
export interface LostValue { readonly v: Json; readonly s: Stamp; readonly b: Stamp | null }

/** Among the bases of a row that is offered to a restored server: what that has of the other fields was seen. */
export const OFFERED = ''

export interface OutboxEntry {
  readonly kind: string
  readonly id: string
  /** The server knows nothing of this row, or may have lost it: everything goes. */
  readonly created: boolean
  /** Fields changed since the server last knew them, with the stamp the writer saw (null: the field had none). */
  readonly bases: Readonly<Record<string, Stamp | null>>
  readonly lost: Readonly<Record<string, LostValue>>
}

interface SqlEntry { kind: string; id: string; created: number; bases: string | null; lost: string | null }

const decode = (r: SqlEntry): OutboxEntry => ({
  kind: r.kind, id: r.id, created: r.created === 1,
  bases: r.bases === null ? {} : (JSON.parse(r.bases) as Record<string, Stamp | null>), lost: r.lost === null ? {} : (JSON.parse(r.lost) as Record<string, LostValue>),
})
const keyOf = ({ kind, id }: { readonly kind: string; readonly id: string }): string => `${kind} ${id}`
const isEmpty = (record: object): boolean => { for (const _ in record) return false; return true }

/** What the server has not confirmed. Row and entry are written in one transaction: a crash must not lose an unsent edit. */
export class Outbox {
  private readonly statements
  private heldFrom = Number.MAX_SAFE_INTEGER
  private readonly db: Db
  /** Nothing was here when it was last counted, and nothing was put since. */
  private knownEmpty = false
  /** What was put here since the last batch was taken, as `keyOf`; undefined: this process took none. */
  private since: Set<string> | undefined

  constructor(db: Db) {
    this.db = db
    this.statements = {
      get: db.prepare('SELECT kind, id, created, bases, lost FROM outbox WHERE kind = ? AND id = ?'),
      put: db.prepare(`INSERT INTO outbox (kind, id, created, bases, lost) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id, kind) DO UPDATE SET created = excluded.created, bases = excluded.bases, lost = excluded.lost`),
      drop: db.prepare('DELETE FROM outbox WHERE kind = ? AND id = ?'),
      batch: db.prepare('SELECT kind, id, created, bases, lost FROM outbox WHERE position < ? ORDER BY position LIMIT ?'),
      last: db.prepare('SELECT coalesce(max(position), 0) FROM outbox').pluck(),
      count: db.prepare('SELECT count(*) FROM outbox').pluck(),
    }
  }

  get(kind: string, id: string): OutboxEntry | undefined {
    if (this.knownEmpty) return undefined
    const row = this.statements.get.get(kind, id) as SqlEntry | undefined
    return row && decode(row)
  }

  put(entry: OutboxEntry): void {
    this.knownEmpty = false
    this.since?.add(keyOf(entry))
    if (!entry.created && isEmpty(entry.bases) && isEmpty(entry.lost)) { this.drop(entry.kind, entry.id); return }
    this.statements.put.run(entry.kind, entry.id, entry.created ? 1 : 0, isEmpty(entry.bases) ? null : JSON.stringify(entry.bases), isEmpty(entry.lost) ? null : JSON.stringify(entry.lost))
  }

  /** Whether what stands here is still what the last batch took. Where it is not known it is false. */
  isAsTaken(kind: string, id: string): boolean {
    return this.since !== undefined && !this.since.has(keyOf({ kind, id }))
  }

  drop(kind: string, id: string): void {
    this.statements.drop.run(kind, id)
  }

  /**
   * Holds back what was put here from `position` on (without it: from now on), until this is called with another; answers the position.
   * For work in parts, of which nobody else may see a half.
   */
  holdFrom(position = (this.statements.last.get() as number) + 1): number {
    this.heldFrom = position
    return position
  }

  /** Rows that may be sent, oldest first. */
  batch(limit = -1): OutboxEntry[] {
    return (this.statements.batch.all(this.heldFrom, limit) as SqlEntry[]).map(decode)
  }

  /** The same, for sending: from here on it is known which of them changed since. One that sends a covered value has more to send. */
  takeBatch(limit: number): OutboxEntry[] {
    const entries = this.batch(limit)
    this.since = new Set(entries.filter((entry) => !isEmpty(entry.lost)).map(keyOf))
    return entries
  }

  count(): number {
    const count = this.statements.count.get() as number
    // Inside a transaction it may yet be taken back.
    if (count === 0 && !this.db.inTransaction) this.knownEmpty = true
    return count
  }
}

/** What is sent for an entry: the row as it is now, and of the other fields the values that were covered before they were sent. The rest of those goes when that is answered. */
export function changeOf(entry: OutboxEntry, row: RowVersion): Change {
  const { kind, id, gebied } = row
  if (entry.created) return isEmpty(row.overrides) ? { kind, id, gebied, stamp: row.stamp, fields: row.fields } : { kind, id, gebied, stamp: row.stamp, stamps: row.overrides, fields: row.fields }
  const fields: Record<string, Json> = {}, stamps: Record<string, Stamp> = {}, bases: Record<string, Stamp> = {}
  for (const field of Object.keys(entry.bases)) {
    const value = row.fields[field]
    if (value === undefined) continue
    fields[field] = value
    stamps[field] = stampOf(row, field) ?? row.stamp
    const base = entry.bases[field]
    if (base) bases[field] = base
  }
  const change = { kind, id, gebied, stamp: row.stamp, stamps, bases, fields }
  return withCovered(change, Object.fromEntries(Object.entries(entry.lost).filter(([field]) => !Object.hasOwn(fields, field))))
}

/** The change with what was covered here instead of what stands over it. */
export function withCovered(change: Change, lost: OutboxEntry['lost']): Change {
  const fields = { ...change.fields }, stamps = { ...change.stamps }, bases = { ...change.bases }
  for (const [field, { v, s, b }] of Object.entries(lost)) {
    fields[field] = v
    stamps[field] = s
    if (b) bases[field] = b; else delete bases[field]
  }
  return { ...change, fields, stamps, bases }
}
