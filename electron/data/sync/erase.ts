import { dayIn } from '#core/actions/typed-day.ts'
import { aboutPerson, concerning, fieldsWithout, goesWhenNaming, isOpenInvitation, ofPerson, type NamingKind } from '#core/contacts/erasure.ts'
import { mentionFinder, withoutMentions, type MentionFinder } from '#core/contacts/mentions.ts'
import type { FieldValues } from '#core/model/define.ts'
import type { KindName } from '#core/model/kinds.ts'
import { DELETED } from '#core/sync/row.ts'
import { emptyNote } from '#core/notes/document.ts'
import { fromBase64, toBase64 } from '#core/notes/base64.ts'
import type { PushRequest } from '#core/sync/wire.ts'
import { forgetRow } from '../store/remote.ts'
import { quote, type Migration } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import { forgetUndo } from '../store/undo.ts'
import { readPush, writePush } from './memory.ts'

/**
 * Who was erased, by opaque id. `told` = 0: the server must still hear of it, because it was done here; 2: it must hear it
 * again, because it was restored from a back-up; 1: it knows; 3: it would not.
 */
export const erasedTable: Migration = {
  number: 240,
  name: 'who was erased',
  run: (db) => db.exec('CREATE TABLE erased (id TEXT PRIMARY KEY, gebied TEXT NOT NULL, told INTEGER NOT NULL) STRICT, WITHOUT ROWID'),
}

/** The erased, whatever comes by of whom is left out. Empty on nearly every laptop. */
export const erasedIds = (store: Store): ReadonlySet<string> => new Set(store.db.prepare('SELECT id FROM erased WHERE told <> 3').pluck().all() as string[])

export const erasureTold = (store: Store, id: string): number | undefined => store.db.prepare('SELECT told FROM erased WHERE id = ?').pluck().get(id) as number | undefined
export const countErasures = (store: Store): number => store.db.prepare('SELECT count(*) FROM erased WHERE told IN (0, 2)').pluck().get() as number
export const pendingErasures = (store: Store, limit: number): { contactId: string; gebied: string }[] =>
  store.db.prepare('SELECT id AS contactId, gebied FROM erased WHERE told IN (0, 2) ORDER BY told, id LIMIT ?').all(limit) as { contactId: string; gebied: string }[]

const setTold = (store: Store, id: string, told: number): void => { store.db.prepare('UPDATE erased SET told = ? WHERE id = ?').run(told, id) }
export const erasureConfirmed = (store: Store, id: string): void => setTold(store, id, 1)
export const erasureRefused = (store: Store, id: string): void => setTold(store, id, 3)
/** After a restore the server may know them again. */
export const tellErasuresAgain = (store: Store): void => { store.db.prepare('UPDATE erased SET told = 2 WHERE told = 1').run() }

/** [E1] Wipes a person from this laptop, and remembers that the server must hear of it. Call inside a transaction. */
export function erasePerson(store: Store, id: string, gebied: string): void {
  forgetPerson(store, id)
  store.db.prepare('INSERT INTO erased (id, gebied, told) VALUES (?, ?, 0) ON CONFLICT (id) DO UPDATE SET told = 0').run(id, gebied)
}

/** The server said that somebody was erased. Call inside a transaction. */
export function takeErasure(store: Store, id: string, gebied: string): void {
  forgetPerson(store, id)
  store.db.prepare('INSERT INTO erased (id, gebied, told) VALUES (?, ?, 1) ON CONFLICT (id) DO UPDATE SET told = 1').run(id, gebied)
}

/** [E5] Also what was refused of a row whose person is not known here any more, because the gebied or the role went. */
export const forgetRefusedOf = (store: Store, kind: string, id: string): void => { store.db.prepare('DELETE FROM syncRefused WHERE kind = ? AND rowId = ?').run(kind, id) }

/** A row about somebody who was erased: it is not taken over. */
export function isOfErased(erased: ReadonlySet<string>, kind: string, id: string, fields: FieldValues): boolean {
  if (erased.size === 0) return false
  if ((ofPerson as readonly string[]).includes(kind)) return erased.has(id)
  if ((aboutPerson as readonly string[]).includes(kind)) return erased.has(String(fields['contactId']))
  return kind === 'conflict' && erased.has(String(fields['subjectId'])) && (ofPerson as readonly string[]).includes(String(fields['subjectKind']))
}

/** By what this person is recognised; undefined when the contact is not here. */
export function finderFor(store: Store, id: string): MentionFinder | undefined {
  const contact = store.tables.contact.find(id), details = store.tables.contactDetails.find(id)
  return contact && mentionFinder(Object.assign({}, contact, details) as unknown as Record<string, string>)
}

/**
 * [E1] [E4] Everything about a person leaves this laptop: their rows, what points at them, differences, what can be taken back,
 * what was refused or is on its way. The server does the same to what it holds, so no stamp changes here.
 */
function forgetPerson(store: Store, id: string): void {
  const find = finderFor(store, id)
  const gone: Subject[] = []
  for (const kind of aboutPerson) gone.push(...idsOf(store, kind, 'contactId = ?', id).map((row) => ({ kind, id: row })))
  for (const kind of ofPerson) gone.push({ kind, id })
  gone.push(...gone.flatMap((s) => idsOf(store, 'conflict', 'subjectKind = ? AND subjectId = ?', s.kind, s.id).map((row) => ({ kind: 'conflict' as const, id: row }))))
  if (find) for (const kind of Object.keys(goesWhenNaming) as NamingKind[]) gone.push(...rowsNaming(store, kind, find))
  const changed = loosen(store, id)
  const wasHere = find !== undefined || changed.length > 0 || gone.length > ofPerson.length
  for (const { kind, id: row } of gone) forgetRow(store, kind, row)
  // What could be taken back holds old values: those of the person, and texts that name them.
  forgetUndo(store.db, (before) => before.includes(id) || (find !== undefined && surely(find, before)))
  forgetRefused(store, gone.map((s) => s.id), find)
  emptyPush(store, [...gone, ...changed], [])
  if (wasHere) markScrub(store)
}

export interface Subject { readonly kind: KindName; readonly id: string }
const idsOf = (store: Store, kind: KindName, where: string, ...params: string[]): string[] => store.db.prepare(`SELECT id FROM ${quote(kind)} WHERE ${where}`).pluck().all(...params) as string[]

/** What names the person and goes as a whole. */
export function rowsNaming(store: Store, kind: NamingKind, find: MentionFinder): Subject[] {
  const text = goesWhenNaming[kind].map((field) => `coalesce(${quote(field)}, '')`).join(" || ' ' || ")
  const lines = store.db.prepare(`SELECT id, ${text} AS text FROM ${quote(kind)}`).iterate() as Iterable<{ id: string; text: string }>
  return [...lines].filter((line) => surely(find, line.text)).map((line) => ({ kind, id: line.id }))
}

/** Rows that point at the person go on without. */
function loosen(store: Store, contactId: string): Subject[] {
  const changed: Subject[] = []
  const today = dayIn(new Date(store.options.nowMs()))
  for (const kind of ['attendance', ...concerning] as const) {
    for (const id of idsOf(store, kind, kind === 'attendance' ? 'contactId = ?' : 'instr(contactIds, ?) > 0', contactId)) {
      const table = store.tables[kind], held = table.find(id)!
      const row = table.version(held)
      const open = kind === 'attendance' && isOpenInvitation(store.decode('attendance', held), store.read('meeting', String(row.fields['meetingId'])), today)
      const fields = fieldsWithout(kind, row.fields, contactId, open)
      if (!fields) continue
      table.write({ ...row, fields: { ...row.fields, ...fields, ...(open ? { [DELETED]: true } : {}) } }, held)
      store.touch(kind, id, row.gebied)
      changed.push({ kind, id })
    }
  }
  return changed
}

const surely = (find: MentionFinder, text: string): boolean => find(text).some((m) => m.sure)

/** What was refused about the person goes; other texts wait on without the name. */
function forgetRefused(store: Store, ids: readonly string[], find: MentionFinder | undefined): void {
  const clean = (text: string): string => (find ? withoutMentions(text, find(text).filter((m) => m.sure)) : text)
  const keep = store.db.prepare('UPDATE syncRefused SET title = ?, body = ? WHERE id = ?'), drop = store.db.prepare('DELETE FROM syncRefused WHERE id = ?')
  for (const row of store.db.prepare('SELECT id, rowId, title, body FROM syncRefused').all() as { id: string; rowId: string; title: string; body: string }[]) {
    const body = JSON.parse(row.body) as { note?: string }
    const typed = body.note === undefined ? '' : new TextDecoder().decode(fromBase64(body.note))
    if (ids.some((id) => row.rowId === id || row.body.includes(id)) || (find && surely(find, typed))) drop.run(row.id)
    else if (find) keep.run(clean(row.title), JSON.stringify(body, (_key, v: unknown) => (typeof v === 'string' ? clean(v) : v)), row.id)
  }
}

/**
 * The push under way keeps its number and its order [P1], but what it said of these rows goes: an emptied change is nobody's
 * any more, and what should still reach the server is in the outbox. Call inside a transaction.
 */
export function emptyPush(store: Store, rows: readonly Subject[], notes: readonly string[]): void {
  const push = readPush(store)
  if (!push) return
  const request = JSON.parse(push.body) as PushRequest
  const gone = new Set(rows.map((r) => `${r.kind} ${r.id}`)), rewritten = new Set(notes)
  const changes = request.changes.map((c) => (gone.has(`${c.kind} ${c.id}`) ? { kind: c.kind, id: c.id, gebied: c.gebied, stamp: c.stamp, fields: {} } : c))
  const kept = request.notes.map((n) => (rewritten.has(n.id) ? { ...n, update: toBase64(emptyNote()) } : n))
  writePush(store, { ...push, body: JSON.stringify({ ...request, changes, notes: kept }) })
}

const SCRUB = 'erase.scrub'
/** The file must be written anew: deleted rows are wiped, but copies that pages left behind when rows moved are not. */
const markScrub = (store: Store): void => store.setSetting(SCRUB, true)
export const scrubIsDue = (store: Store): boolean => store.setting<boolean>(SCRUB) === true
export const scrubDone = (store: Store): void => store.setSetting(SCRUB, false)
/** Writes the whole file anew and empties its log. Not inside a transaction. */
export function scrub(store: Store): void {
  store.db.exec('VACUUM')
  store.db.pragma('wal_checkpoint(TRUNCATE)')
}
