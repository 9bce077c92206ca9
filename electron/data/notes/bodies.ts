import { CommandFailure } from '#core/contract/command.ts'
import { compactNote, isNoteUpdate, joinUpdates, rebaseTyping } from '#core/notes/document.ts'
import { MAX_NOTE_BYTES, MAX_UPDATE_BYTES, PART_BYTES } from '#core/notes/limits.ts'
import type { Store } from '../store/store.ts'

/** More updates than this are joined with the state: opening a note stays quick. */
export const MAX_UPDATES = 200

export interface NoteState {
  readonly gebied: string
  readonly generation: number
  /** The whole document. */
  readonly update: Uint8Array
}

interface Body { readonly gebied: string; readonly generation: number; readonly state: Uint8Array | null }
const bodyOf = (store: Store, noteId: string) => store.db.prepare('SELECT gebied, generation, state FROM noteBody WHERE noteId = ?').get(noteId) as Body | undefined

/** The body of a note, joined; undefined when nobody wrote in it yet. */
export function noteState(store: Store, noteId: string): NoteState | undefined {
  const body = bodyOf(store, noteId)
  if (!body) return undefined
  const parts = [...(body.state ? [body.state] : []), ...updatesOf(store, noteId)]
  return parts.length === 0 ? undefined : { gebied: body.gebied, generation: body.generation, update: joinUpdates(parts) }
}

const updatesOf = (store: Store, noteId: string) => store.db.prepare('SELECT data FROM noteUpdate WHERE noteId = ? ORDER BY seq').pluck().all(noteId) as Uint8Array[]

export interface LocalNoteUpdate {
  readonly noteId: string
  readonly gebied: string
  readonly meetingId: string | null
  readonly agendaItemId: string | null
  readonly generation: number
  readonly update: Uint8Array
}

/**
 * Puts typing on disk: update, mark for the server and the note's row in one transaction.
 * @throws CommandFailure `OldGeneration` when the note was rewritten since it was opened, `Invalid` for bytes that are no update, `NoteFull` when it would become too large.
 */
export function appendNoteUpdate(store: Store, local: LocalNoteUpdate): void {
  const { noteId, gebied, meetingId, agendaItemId, generation, update } = local
  if (!isNoteUpdate(update)) throw new CommandFailure('Invalid', 'Deze wijziging van de notitie is beschadigd en is niet bewaard.')
  store.transaction(() => {
    const body = bodyOf(store, noteId)
    if (generation !== (body?.generation ?? 0)) throw new CommandFailure('OldGeneration', 'Deze notitie is intussen opnieuw opgebouwd. Open de notitie opnieuw; uw laatste regels staan nog op het scherm.')
    if (isTooLarge(store, noteId, update.length)) throw new CommandFailure('NoteFull', 'Deze notitie is vol: er past ongeveer 10 MB tekst in. Uw laatste regels staan nog op het scherm, maar zijn niet bewaard. Kopieer ze naar een bestand of een andere notitie.')
    if (!store.read('note', noteId)) store.commit([{ kind: 'note', id: noteId, gebied, fields: { meetingId, agendaItemId, generation, deleted: false } }])
    keepUpdate(store, noteId, body?.gebied ?? gebied, generation, update, true)
  })
}

/** A full note still takes small changes: whoever takes something out of it writes as well. */
const SMALL_BYTES = 50_000
function isTooLarge(store: Store, noteId: string, more: number): boolean {
  const most = more <= SMALL_BYTES ? MAX_UPDATE_BYTES : MAX_NOTE_BYTES
  const held = () => store.db.prepare('SELECT coalesce((SELECT length(state) FROM noteBody WHERE noteId = ?), 0) + coalesce((SELECT sum(length(data)) FROM noteUpdate WHERE noteId = ?), 0)').pluck().get(noteId, noteId) as number
  if (held() + more <= most) return false
  // What was typed and deleted again counts until it is joined.
  return (noteState(store, noteId)?.update.length ?? 0) + more > most
}

/** What the server told about a note. `complete`: these updates are the whole document. */
export interface RemoteNoteUpdates {
  readonly noteId: string
  readonly gebied: string
  readonly generation: number
  readonly updates: readonly Uint8Array[]
  readonly complete: boolean
}

/**
 * Takes over what came from elsewhere. Call inside `store.transaction(…, 'remote')`.
 * [N2] A newer generation replaces the document, and typing in the old one that was not sent goes on in the new one; where it
 * does not fit it is answered, so that the caller can keep it for the user. An older generation is left out.
 * @returns the joined update for an open editor (event `noteUpdate`), or null when nothing changed.
 */
export function receiveNoteUpdates(store: Store, { noteId, gebied, generation, updates }: RemoteNoteUpdates): { readonly update: Uint8Array | null; readonly unsent: Uint8Array | null } {
  const body = bodyOf(store, noteId)
  const good = updates.filter(isNoteUpdate)
  if (body && generation < body.generation) return { update: null, unsent: null }
  const replaced = body !== undefined && generation > body.generation
  const unsent = replaced ? joinPending(store, noteId) : null
  if (replaced) forgetBody(store, noteId)
  if (good.length === 0 && !replaced) return { update: null, unsent }
  const update = good.length > 0 ? joinUpdates(good) : null
  if (update) keepUpdate(store, noteId, gebied, generation, update, false)
  store.touch('note', noteId, gebied)
  const typed = update && unsent ? rebaseTyping(update, unsent) : undefined
  if (typed) keepUpdate(store, noteId, gebied, generation, typed, true)
  return { update: update && typed ? joinUpdates([update, typed]) : update, unsent: typed === undefined ? unsent : null }
}

/** [N2] Replaces the body by one that came forth from it, as a new generation: what stood there before leaves every replica. Call inside a transaction. */
export function rewriteNote(store: Store, noteId: string, update: Uint8Array): { readonly generation: number } {
  const { gebied, generation } = bodyOf(store, noteId)!
  store.db.prepare('DELETE FROM noteUpdate WHERE noteId = ?').run(noteId)
  store.db.prepare('UPDATE noteBody SET state = NULL, generation = ? WHERE noteId = ?').run(generation + 1, noteId)
  keepUpdate(store, noteId, gebied, generation + 1, update, true)
  store.touch('note', noteId, gebied)
  return { generation: generation + 1 }
}

/** The server has a newer generation than the one that this was typed in: it waits until that comes. What is typed in a newer one by now goes its own way. */
export const holdTyping = (store: Store, noteId: string, generation: number): void => {
  if ((bodyOf(store, noteId)?.generation ?? 0) <= generation) store.db.prepare('UPDATE noteUpdate SET pending = 2 WHERE noteId = ? AND pending > 0').run(noteId)
}
/** What waits is offered once a round, so that the server always has the last word about it. */
export const offerHeldTyping = (store: Store): void => { store.db.prepare('UPDATE noteUpdate SET pending = 1 WHERE pending > 0 AND pending = 2').run() }

function keepUpdate(store: Store, noteId: string, gebied: string, generation: number, update: Uint8Array, pending: boolean): void {
  store.db.prepare('INSERT INTO noteBody (noteId, gebied, generation, unread) VALUES (?, ?, ?, 1) ON CONFLICT (noteId) DO UPDATE SET unread = 1, gebied = excluded.gebied').run(noteId, gebied, generation)
  store.db.prepare('INSERT INTO noteUpdate (noteId, data, pending) VALUES (?, ?, ?)').run(noteId, update, pending ? 1 : 0)
  const count = store.db.prepare('SELECT count(*) FROM noteUpdate WHERE noteId = ?').pluck().get(noteId) as number
  if (count > MAX_UPDATES) compact(store, noteId)
}

/** Joins the updates with the state. What the server has not confirmed stays apart, joined, under a new number: a confirmation under way does not clear it. */
function compact(store: Store, noteId: string): void {
  const whole = noteState(store, noteId)
  const unsent = joinPending(store, noteId)
  if (!whole) return
  store.db.prepare('UPDATE noteBody SET state = ? WHERE noteId = ?').run(compactNote([whole.update]), noteId)
  store.db.prepare('DELETE FROM noteUpdate WHERE noteId = ?').run(noteId)
  if (unsent) store.db.prepare('INSERT INTO noteUpdate (noteId, data, pending) VALUES (?, ?, 1)').run(noteId, unsent)
}

function joinPending(store: Store, noteId: string): Uint8Array | null {
  const waiting = store.db.prepare('SELECT data FROM noteUpdate WHERE noteId = ? AND pending > 0 ORDER BY seq').pluck().all(noteId) as Uint8Array[]
  return waiting.length === 0 ? null : joinUpdates(waiting)
}

/** [N5] The first part of what waits: whole updates in the order in which they were made, so that each part applies by itself. Always the first, however large. */
function nextPart(store: Store, noteId: string): Pick<PendingNote, 'update' | 'upTo'> {
  const parts: Uint8Array[] = []
  let bytes = 0, upTo = 0
  for (const { seq, data } of store.db.prepare('SELECT seq, data FROM noteUpdate WHERE noteId = ? AND pending > 0 ORDER BY seq').iterate(noteId) as Iterable<{ seq: number; data: Uint8Array }>) {
    bytes += data.length
    if (parts.length > 0 && bytes > PART_BYTES) break
    parts.push(data)
    upTo = seq
  }
  return { update: joinUpdates(parts), upTo }
}

/** What waits for the server, joined per note. */
export interface PendingNote {
  readonly noteId: string
  readonly gebied: string
  readonly generation: number
  readonly update: Uint8Array
  /** For `acknowledgeNoteUpdates`: everything up to here is in `update`. */
  readonly upTo: number
}
type Waiting = Omit<PendingNote, 'update'>

const waitingNotes = (store: Store, limit: number, held: boolean): Waiting[] => store.db.prepare(`SELECT u.noteId, b.gebied, b.generation, max(u.seq) AS upTo FROM noteUpdate u JOIN noteBody b ON b.noteId = u.noteId
  WHERE u.pending > 0 AND u.pending <= ? GROUP BY u.noteId ORDER BY min(u.seq) LIMIT ?`).all(held ? 2 : 1, limit) as Waiting[]

/** The notes with unconfirmed typing, longest waiting first, each with all of it. `held`: also what waits for a newer generation. */
export const pendingNoteUpdates = (store: Store, limit = 1000, held = false): PendingNote[] =>
  waitingNotes(store, limit, held).map((note) => ({ ...note, update: joinPending(store, note.noteId) ?? new Uint8Array() }))

/** The same for the next push: of a large note a part, that applies by itself at the server. */
export const nextNoteParts = (store: Store, limit: number): PendingNote[] => waitingNotes(store, limit, false).map((note) => ({ ...note, ...nextPart(store, note.noteId) }))

export const countPendingNotes = (store: Store): number => store.db.prepare('SELECT count(DISTINCT noteId) FROM noteUpdate WHERE pending > 0').pluck().get() as number

/** Whether somebody typed here in this note what the server has not confirmed. */
export const isNotePending = (store: Store, noteId: string): boolean => store.db.prepare('SELECT 1 FROM noteUpdate WHERE noteId = ? AND pending > 0 LIMIT 1').get(noteId) !== undefined

/** The server has these. Typing since `upTo` keeps its mark. */
export function acknowledgeNoteUpdates(store: Store, sent: readonly Pick<PendingNote, 'noteId' | 'upTo'>[]): void {
  const clear = store.db.prepare('UPDATE noteUpdate SET pending = 0 WHERE noteId = ? AND seq <= ? AND pending > 0 AND pending = 1')
  store.transaction(() => { for (const { noteId, upTo } of sent) clear.run(noteId, upTo) })
}

/** Marks the whole body as unsent: after the server lost data it must be offered again. */
export function offerNoteAgain(store: Store, noteId: string): void {
  const whole = noteState(store, noteId)
  if (!whole) return
  store.transaction(() => {
    store.db.prepare('DELETE FROM noteUpdate WHERE noteId = ?').run(noteId)
    store.db.prepare('UPDATE noteBody SET state = NULL WHERE noteId = ?').run(noteId)
    store.db.prepare('INSERT INTO noteUpdate (noteId, data, pending) VALUES (?, ?, 1)').run(noteId, whole.update)
  })
}

/** Takes the bodies of a gebied off this laptop. Call inside a transaction, after unsent typing was kept elsewhere. */
export function forgetNotesOf(store: Store, gebied: string): void {
  for (const noteId of store.db.prepare('SELECT noteId FROM noteBody WHERE gebied = ?').pluck().all(gebied) as string[]) forgetBody(store, noteId)
}

/** Takes one body off this laptop, its words in the search index included. Call inside a transaction. */
export function forgetBody(store: Store, noteId: string): void {
  store.setNoteText(noteId, '', '')
  for (const table of ['noteUpdate', 'noteLink', 'noteBody']) store.db.prepare(`DELETE FROM ${table} WHERE noteId = ?`).run(noteId)
}
