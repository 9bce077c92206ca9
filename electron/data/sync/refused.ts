import { z } from 'zod'
import { CommandFailure } from '#core/contract/command.ts'
import type { RefusedItem } from '#core/contract/sync.ts'
import { aboutPerson } from '#core/contacts/erasure.ts'
import { fieldsOf, isKindName, kinds } from '#core/model/kinds.ts'
import { toBase64 } from '#core/notes/base64.ts'
import { deviceOf } from '#core/sync/clock.ts'
import { DELETED, type Change } from '#core/sync/row.ts'
import { pendingNoteUpdates } from '../notes/bodies.ts'
import type { Store, LocalChange } from '../store/store.ts'
import { erasePerson } from './erase.ts'
import { changeOf, OFFERED, withCovered, type OutboxEntry } from '../store/outbox.ts'
import { readFeeds } from './memory.ts'
import { fieldLabel, rowTitle, valueText } from './labels.ts'

/** What was refused: a change of fields, typing in a note (Yjs v2 in base64), or erasing a person. */
type Body = { readonly change: Change } | { readonly note: string } | { readonly erase: true }
const stored = z.union([z.object({ change: z.object({ kind: z.string(), id: z.string(), gebied: z.string(), fields: z.record(z.string(), z.json()) }) }), z.object({ note: z.string() }), z.object({ erase: z.literal(true) })])

interface Row { id: string; at: string; kind: string; rowId: string; gebied: string; title: string; message: string; body: string }

/** Whose row it is: an edit of another field does not say it, and erasing that person must find what is kept of it. */
function personOf(store: Store, kind: string, id: string): { readonly person?: string } {
  const contactId = (aboutPerson as readonly string[]).includes(kind) && isKindName(kind) ? store.tables[kind].find(id)?.['contactId'] : undefined
  return typeof contactId === 'string' ? { person: contactId } : {}
}

/** [P4] A refused change is never dropped: it waits here with the reason until somebody decides. Call inside a transaction. */
export function keepRefused(store: Store, about: { readonly kind: string; readonly id: string; readonly gebied: string }, message: string, body: Body): void {
  store.db.prepare('INSERT INTO syncRefused (id, at, kind, rowId, gebied, title, message, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(store.options.newId(), new Date(store.options.nowMs()).toISOString(), about.kind, about.id, about.gebied, isKindName(about.kind) ? rowTitle(store, about.kind, about.id) : '', message, JSON.stringify({ ...body, ...personOf(store, about.kind, about.id) }))
}

/** Keeps everything of a row that was not sent; answers whether it was a move [V3]. Call before the row leaves this laptop, inside a transaction. */
export function keepUnsent(store: Store, kind: string, id: string, message: string): boolean {
  const entry = store.outbox.get(kind, id)
  if (!entry || !isKindName(kind)) return false
  const held = store.tables[kind].find(id)
  store.outbox.drop(kind, id)
  if (!held) return false
  const change = mine(store, entry, withCovered(changeOf(entry, store.tables[kind].version(held)), entry.lost))
  if (!change) return false
  keepRefused(store, { kind, id, gebied: held['gebied'] as string }, message, { change })
  return isMove(change)
}

/** [R3] Of a row that is only offered to a restored server: what was written here, and whether it was deleted. The rest is somebody else's to offer. */
function mine(store: Store, { bases }: OutboxEntry, change: Change): Change | undefined {
  if (!Object.hasOwn(bases, OFFERED)) return change
  const isMine = (field: string) => deviceOf(change.stamps?.[field] ?? change.stamp) === store.device
  const fields = Object.entries(change.fields)
  return fields.some(([field]) => isMine(field)) ? { ...change, fields: Object.fromEntries(fields.filter(([field]) => field === DELETED || isMine(field))) } : undefined
}

/** [V3] A move writes every field of a row that others have. When it is refused they still have the row where it was, which nothing here says any more. A new row says no bases at all. */
export const isMove = ({ kind, bases, fields }: Change): boolean => isKindName(kind) && bases !== undefined && Object.keys(fieldsOf(kind)).every((f) => Object.hasOwn(fields, f))

/** The same for typing in notes: of one gebied, or of one note. */
export function keepUnsentNotes(store: Store, which: { readonly gebied: string } | { readonly id: string }, message: string): void {
  const mine = pendingNoteUpdates(store, undefined, true).filter((n) => ('id' in which ? n.noteId === which.id : n.gebied === which.gebied))
  for (const n of mine) keepRefused(store, { kind: 'note', id: n.noteId, gebied: n.gebied }, message, { note: toBase64(n.update) })
}

const rowsOf = (store: Store, ids?: readonly string[]): Row[] =>
  (store.db.prepare('SELECT id, at, kind, rowId, gebied, title, message, body FROM syncRefused WHERE goneAt IS NULL ORDER BY at, id').all() as Row[]).filter((r) => ids === undefined || ids.includes(r.id))

export const countRefused = (store: Store): number => listRefused(store).length

/** A line of the history of an action says nothing that the refused action does not say: it goes where its action goes. */
function actionOf({ kind, body }: Row): string | undefined {
  const parsed = kind === 'actionChange' ? stored.parse(JSON.parse(body)) : undefined
  return parsed && 'change' in parsed ? String(parsed.change.fields['actionId']) : undefined
}
function withHistory(store: Store, ids: readonly string[]): string[] {
  const rows = rowsOf(store)
  const actions = new Set(rows.filter((row) => row.kind === 'action' && ids.includes(row.id)).map((row) => row.rowId))
  return rows.filter((row) => ids.includes(row.id) || actions.has(actionOf(row) ?? '')).map((row) => row.id)
}

export function listRefused(store: Store): RefusedItem[] {
  const rows = rowsOf(store)
  const actions = new Set(rows.filter((row) => row.kind === 'action').map((row) => row.rowId))
  return rows.filter((row) => !actions.has(actionOf(row) ?? '')).map((row) => itemOf(store, row))
}

function itemOf(store: Store, { body, ...row }: Row): RefusedItem {
  const parsed = stored.parse(JSON.parse(body))
  const { kind } = row
  const values = 'change' in parsed && isKindName(kind) ? Object.entries(parsed.change.fields).map(([field, value]) => ({ label: fieldLabel(kind, field), text: valueText(store, kind, field, value) })).filter((v) => v.text !== '') : []
  return { ...row, kindName: isKindName(kind) ? kinds[kind].names[0] : kind, values }
}

/**
 * The gebied to write it in again. [V3] An edit of some fields does not move its row back, where that went to another gebied meanwhile.
 * @throws CommandFailure for an edit of a row that is not here (yet): it would make that row anew, and its other fields would become empty for everybody.
 */
function whereNow(store: Store, { kind, id, gebied, fields }: Pick<Change, 'kind' | 'id' | 'gebied' | 'fields'>): string {
  const table = isKindName(kind) ? store.tables[kind] : undefined
  if (table?.names.every((name) => name in fields)) return gebied
  const held = table?.find(id)
  if (held) return held['gebied'] as string
  throw new CommandFailure('NotHere', 'Waar deze wijziging bij hoort, staat nu niet op deze laptop. Hoort u weer bij het gebied? Wacht dan tot alles is bijgewerkt en probeer het opnieuw.')
}

/**
 * Makes the changes again as edits of now. @throws CommandFailure where that cannot be: until the feed was read again the
 * row still shows what was refused, an edit to the same value would be none, and it would be in no list any more.
 */
export function retryRefused(store: Store, ids: readonly string[]): { readonly retried: number; readonly undo: string | null } {
  const rows = rowsOf(store, withHistory(store, ids))
  if (readFeeds(store).some((f) => f.resetting)) throw new CommandFailure('NotPossible', 'De gegevens worden net opnieuw opgehaald. Probeer het opnieuw zodra alles is bijgewerkt.')
  return store.transaction(() => {
    let undo: string | null = null, erased = false
    for (const row of rows) {
      const parsed = stored.parse(JSON.parse(row.body))
      if ('note' in parsed) throw new CommandFailure('NotPossible', 'Typwerk in een notitie kan niet opnieuw verstuurd worden. Bewaar het als bestand en neem het over in de notitie.')
      if ('erase' in parsed) { erasePerson(store, row.rowId, row.gebied); erased = true; continue }
      const { kind, id, fields } = parsed.change
      undo = store.commit([{ kind, id, gebied: whereNow(store, parsed.change), fields } as unknown as LocalChange], undo === null ? { label: 'Opnieuw geprobeerd' } : { continues: undo }).undo
    }
    dismissRefused(store, ids)
    // Erasing cannot be taken back.
    return { retried: rows.filter((row) => actionOf(row) === undefined).length, undo: erased ? null : undo }
  })
}

const KEPT_MS = 24 * 3_600_000

/** Out of the list; after a day it goes for good. */
export function dismissRefused(store: Store, ids: readonly string[]): void {
  const now = store.options.nowMs()
  const put = store.db.prepare('UPDATE syncRefused SET goneAt = ? WHERE id = ?')
  store.transaction(() => { for (const id of withHistory(store, ids)) put.run(new Date(now).toISOString(), id) })
  forgetDismissed(store)
}
export const forgetDismissed = (store: Store): void => { store.db.prepare('DELETE FROM syncRefused WHERE goneAt < ?').run(new Date(store.options.nowMs() - KEPT_MS).toISOString()) }

/** Back in the list, with what had gone along. */
export function restoreRefused(store: Store, ids: readonly string[]): void {
  const moments = store.db.prepare('SELECT DISTINCT goneAt FROM syncRefused WHERE goneAt IS NOT NULL AND id IN (SELECT value FROM json_each(?))').pluck().all(JSON.stringify(ids)) as string[]
  const back = store.db.prepare('UPDATE syncRefused SET goneAt = NULL WHERE goneAt = ?')
  store.transaction(() => { for (const moment of moments) back.run(moment) })
}

/** As JSON that a person can read, and that keeps the exact values. */
export function exportRefused(store: Store, ids: readonly string[]): string {
  return JSON.stringify(rowsOf(store, withHistory(store, ids)).map((row) => ({ ...itemOf(store, row), inhoud: JSON.parse(row.body) as unknown })), null, 2)
}
