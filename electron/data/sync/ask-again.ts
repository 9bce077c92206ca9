import type { Role } from '#core/model/access.ts'
import type { FieldValues } from '#core/model/define.ts'
import { isKindName, type KindName, type Row } from '#core/model/kinds.ts'
import { mayWrite } from '#core/model/may.ts'
import { DELETED, stampOf, type Change, type RowVersion } from '#core/sync/row.ts'
import type { Migration } from '../store/schema.ts'
import type { Store } from '../store/store.ts'

/**
 * [R3] Only the server asks questions, so after a restore it may lack some that laptops still hold. The value that lost goes to it once
 * more, under its own stamp: it loses again, and the same question is asked, once for everybody. Waits here until that was answered.
 */
export const askAgainTable: Migration = {
  number: 257,
  name: 'questions that a restored server has to ask again',
  run: (db) => db.exec('CREATE TABLE syncAskAgain (change TEXT PRIMARY KEY) STRICT, WITHOUT ROWID'),
}

/** As far as the server is known to have heard: a choice that was not sent yet settled nothing there, and has to find its question. */
const OPEN = "(resolved = 0 OR id IN (SELECT id FROM outbox WHERE kind = 'conflict'))"

/** The fields of rows of a kind about which a question is open, as bases that saw nothing. */
export function openQuestions(store: Store, kind: string): ReadonlyMap<string, Readonly<Record<string, null>>> {
  const open = new Map<string, Record<string, null>>()
  for (const c of store.rows('conflict', `type = 'field' AND subjectKind = ? AND ${OPEN}`, [kind])) open.set(c.subjectId, { ...open.get(c.subjectId), [c.field]: null })
  return open
}

/** Call inside a transaction, while the questions are still here. */
export function askAgain(store: Store, role: Role): void {
  const put = store.db.prepare('INSERT OR IGNORE INTO syncAskAgain (change) VALUES (?)')
  for (const c of store.rows('conflict', OPEN)) {
    const held = isKindName(c.subjectKind) && mayWrite(role, c.subjectKind) ? store.tables[c.subjectKind].find(c.subjectId) : undefined
    if (!held) continue
    const fields = whatLost(c, store.tables[c.subjectKind as KindName].version(held))
    const change: Change = { kind: c.subjectKind, id: c.subjectId, gebied: String(held['gebied']), stamp: c.losingStamp, fields }
    if (Object.keys(fields).length > 0) put.run(JSON.stringify(change))
  }
}

/** The value that lost; [D2] of an edit that did not see a delete, what it left under that. */
const whatLost = (c: Row<'conflict'>, row: RowVersion): FieldValues =>
  c.type === 'field' ? { [c.field]: c.value } : Object.fromEntries(Object.entries(row.fields).filter(([field]) => field !== DELETED && stampOf(row, field) === c.losingStamp))

/** [M6] A choice that was made since the copy settles its question there too, where it has that. Call inside a transaction. */
export function offerChoices(store: Store): void {
  for (const { id } of store.rows('conflict', 'resolved = 1')) {
    const entry = store.outbox.get('conflict', id)
    store.outbox.put({ kind: 'conflict', id, created: false, bases: { resolved: null, ...entry?.bases }, lost: entry?.lost ?? {} })
  }
}

export const waitingToAsk = (store: Store, limit: number): string[] => store.db.prepare('SELECT change FROM syncAskAgain LIMIT ?').pluck().all(limit) as string[]
export const countToAsk = (store: Store): number => store.db.prepare('SELECT count(*) FROM syncAskAgain').pluck().get() as number
/** Whether this change was such a question, which is answered now. */
export const askedAgain = (store: Store, change: unknown): boolean => store.db.prepare('DELETE FROM syncAskAgain WHERE change = ?').run(JSON.stringify(change)).changes > 0
/** Those about somebody who is erased. Call inside a transaction. */
export function forgetQuestions(store: Store, about: (change: string) => boolean): void {
  const drop = store.db.prepare('DELETE FROM syncAskAgain WHERE change = ?')
  for (const change of waitingToAsk(store, -1)) if (about(change)) drop.run(change)
}
