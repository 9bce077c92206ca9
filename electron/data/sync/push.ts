import { isKindName, type FieldsByKind } from '#core/model/kinds.ts'
import { audienceKind, mayReceive } from '#core/model/may.ts'
import { toBase64 } from '#core/notes/base64.ts'
import { base64Length, MAX_UPDATE_BYTES } from '#core/notes/limits.ts'
import type { Change } from '#core/sync/row.ts'
import { isPlainChange } from '#core/sync/quick.ts'
import { changeSchema, MAX_PUSH_CHANGES, type PushAnswer, type PushRequest, type Receipt } from '#core/sync/wire.ts'
import { acknowledgeNoteUpdates, forgetBody, holdTyping, nextNoteParts, type PendingNote } from '../notes/bodies.ts'
import { deviceOf } from '#core/sync/clock.ts'
import { acknowledge, forgetRow, nextChanges } from '../store/remote.ts'
import type { Store } from '../store/store.ts'
import { erasedIds, erasureConfirmed, erasureRefused, erasureTold, isOfErased, pendingErasures, takeErasure } from './erase.ts'
import { answeredLeft } from './left.ts'
import { clearPush, readAgain, readConnection, readFeeds, readPush, writeConnection, writeFeed, writePush, type StoredPush } from './memory.ts'
import { isMove, keepRefused, keepUnsentNotes } from './refused.ts'

/** One push stays around this size, so that a weak connection gets through something. */
const MAX_BYTES = 3_000_000

/**
 * [P1] The push to send now: the one that was not answered yet, or the next of the outbox; undefined when nothing waits.
 * It is on disk before it is sent, so that after a crash exactly the same goes out again under the same number.
 */
export function nextPush(store: Store): StoredPush | undefined {
  const connection = readConnection(store)
  if (!connection) return undefined
  const waiting = readPush(store)
  // After a restored copy this laptop counts as another device, or finds that it sent more than it knows: then this one is made anew.
  if (waiting && waiting.number === connection.pushes && (JSON.parse(waiting.body) as PushRequest).device === store.device) return waiting
  return store.transaction(() => {
    const changes = fitting(sendable(store), (text) => text.length)
    // What is large goes by itself: together it could be more than the server reads at once.
    const room = MAX_BYTES - changes.reduce((sum, text) => sum + text.length, 0)
    const notes = room <= 0 ? [] : fitting(sendableNotes(store), (n) => base64Length(n.update.length), changes.length === 0 ? 'atLeastOne' : room)
    const erase = pendingErasures(store, MAX_PUSH_CHANGES)
    if (changes.length === 0 && notes.length === 0 && erase.length === 0) { clearPush(store); return undefined }
    const number = connection.pushes + 1
    const rest = JSON.stringify({ notes: notes.map((n) => ({ id: n.noteId, gebied: n.gebied, generation: n.generation, update: toBase64(n.update) })), erase, device: store.device, push: number, epoch: connection.epoch })
    const push: StoredPush = { number, body: `{"changes":[${changes.join(',')}],${rest.slice(1)}`, notes: notes.map(({ noteId, upTo }) => ({ noteId, upTo })) }
    writeConnection(store, { ...connection, pushes: number })
    clearPush(store)
    writePush(store, push)
    return push
  })
}

/** All but the values, which the model checked when they were written. */
const heads = changeSchema.omit({ fields: true }).strip()

/** The next changes as JSON. One that no server could read must not hold up the others: it goes to the refused list. */
function sendable(store: Store): string[] {
  const texts: string[] = []
  for (const { change } of nextChanges(store, MAX_PUSH_CHANGES)) {
    if (isPlainChange(change) || heads.safeParse(change).success) texts.push(JSON.stringify(change))
    else refuse(store, change, 'Deze gegevens kunnen niet verstuurd worden')
  }
  return texts
}

/** [N5] What no server reads must not hold up the rest either: it goes to the refused list, whole, and its note stays as it is. */
function sendableNotes(store: Store): PendingNote[] {
  const notes = nextNoteParts(store, 200)
  const tooLarge = notes.filter((n) => n.update.length > MAX_UPDATE_BYTES)
  for (const { noteId } of tooLarge) keepUnsentNotes(store, { id: noteId }, 'Deze notitie is te groot om te versturen. Zij staat nog op deze laptop. Verdeel de tekst over meer notities')
  acknowledgeNoteUpdates(store, tooLarge.map((n) => ({ noteId: n.noteId, upTo: Number.MAX_SAFE_INTEGER })))
  return notes.filter((n) => !tooLarge.includes(n))
}

/** As many as fit in `room`; where at least one has to go, the first is taken however large. */
function fitting<T>(items: readonly T[], sizeOf: (item: T) => number, room: number | 'atLeastOne' = 'atLeastOne'): T[] {
  let bytes = 0
  const out: T[] = []
  for (const item of items) {
    bytes += sizeOf(item)
    if (room === 'atLeastOne' ? out.length > 0 && bytes > MAX_BYTES : bytes > room) break
    out.push(item)
  }
  return out
}

export interface Acknowledged { readonly sent: number; readonly asked: number; readonly refused: number }

/** [P3] Takes over the receipts, all in one transaction with letting go of the push. */
export function takeReceipts(store: Store, push: StoredPush, answer: PushAnswer): Acknowledged {
  const request = JSON.parse(push.body) as PushRequest
  let refused = 0
  store.transaction(() => {
    const role = readConnection(store)!.account.role
    const again = new Set<string>()
    const erased = erasedIds(store)
    request.changes.forEach((change, i) => {
      const receipt = answer.changes[i]
      if (isEmptied(change, erased)) return
      if (change.kind === 'conflict' && receipt?.status === 'refused' && (receipt.reason === 'invalid' || Object.hasOwn(change.fields, 'type'))) { if (refuseQuestion(store, change as Change, receipt.message)) refused += 1; return }
      if (receipt?.status === 'applied') {
        acknowledge(store, change as Change, receipt)
        // [S4] The server took it because the role was another for a moment.
        if (isKindName(change.kind) && !mayReceive(role, audienceKind(change.kind, change.fields)) && !store.outbox.get(change.kind, change.id)) forgetRow(store, change.kind, change.id)
      }
      else if (receipt?.status === 'erased') { if (isKindName(change.kind)) forgetRow(store, change.kind, change.id); if (change.kind === 'contact') takeErasure(store, change.id, change.gebied) }
      else if (receipt) { refused += 1; for (const gebied of refuse(store, change as Change, receipt.message)) again.add(gebied) }
    })
    request.notes.forEach((note, i) => { if (noteReceipt(store, note, push.notes[i], answer.notes[i])) { refused += 1; again.add(note.gebied) } })
    request.erase.forEach(({ contactId, gebied }, i) => { if (erasureReceipt(store, contactId, gebied, answer.erase[i])) { refused += 1; for (const feed of readFeeds(store)) again.add(feed.gebied) } })
    for (const gebied of answeredLeft(store)) again.add(gebied)
    // What was refused differs from what everybody else has: the feed is read again.
    readAgain(store, [...again])
    stepOver(store, answer.own ?? {})
    clearPush(store)
  }, 'remote')
  return { sent: answer.changes.length + answer.notes.length + answer.erase.length - refused, asked: answer.asked, refused }
}

/** Somebody was erased while this was on its way. */
const isEmptied = (change: PushRequest['changes'][number], erased: ReadonlySet<string>): boolean => Object.keys(change.fields).length === 0 || isOfErased(erased, change.kind, change.id, change.fields)

/** Answers whether the server would not. Then the person comes back here as everybody else still has them, from whatever feed they are in, and the list says so. */
function erasureReceipt(store: Store, contactId: string, gebied: string, receipt: Receipt | undefined): boolean {
  if (!receipt) return false
  // What is only told again after a restore was somebody else's to ask.
  const again = erasureTold(store, contactId) === 2
  if (receipt.status !== 'refused' || again) { erasureConfirmed(store, contactId); return false }
  erasureRefused(store, contactId)
  keepRefused(store, { kind: 'contact', id: contactId, gebied }, `Het wissen van deze persoon is niet uitgevoerd. ${receipt.message}`, { erase: true })
  return true
}

/** [L4] Where nobody else wrote since this laptop last looked, what it sent itself need not come back: the cursor goes over it. */
function stepOver(store: Store, own: NonNullable<PushAnswer['own']>): void {
  for (const feed of readFeeds(store)) {
    const run = own[feed.gebied]
    if (!run || feed.resetting || feed.cursor !== run[0] - 1 || feed.settled !== feed.cursor) continue
    writeFeed(store, { ...feed, cursor: run[1], settled: run[1] })
  }
}

/** [P4] Kept in the list with its reason, and no longer waiting; what was typed since still is. Answers the feeds that say what others have: after a move any of them. */
function refuse(store: Store, change: Change, message: string): string[] {
  keepRefused(store, change, message, { change })
  acknowledge(store, change, { status: 'applied' })
  return isMove(change) ? readFeeds(store).map((f) => f.gebied) : [change.gebied]
}

/**
 * [R3] A question that the server would not take over, or a choice of which it does not know the question, is none here either. What was
 * written on this laptop goes to the list: the choice, or the value that lost as the edit that it was. Answers whether there was any.
 */
function refuseQuestion(store: Store, change: Change, message: string): boolean {
  const written = writtenHere(store, asItIsNow(store, change))
  forgetRow(store, 'conflict', change.id)
  if (written) keepRefused(store, written, message, { change: written })
  return written !== undefined
}

/** With the choice that was made while it was on its way. */
function asItIsNow(store: Store, change: Change): Change {
  const { conflict } = store.tables
  const held = store.outbox.get('conflict', change.id) && conflict.find(change.id)
  if (!held) return change
  const { fields, overrides } = conflict.version(held)
  return { ...change, stamps: { ...change.stamps, ...overrides }, fields: { ...change.fields, resolved: fields['resolved']! } }
}

function writtenHere(store: Store, change: Change): Change | undefined {
  const { subjectKind, subjectId, type, field, value, losingStamp, resolved } = change.fields as Partial<FieldsByKind['conflict']>
  const isMine = (stamp: string | undefined) => stamp !== undefined && deviceOf(stamp) === store.device
  if (type === undefined) return undefined
  if (resolved === true) return isMine(change.stamps?.['resolved']) ? { ...change, fields: { resolved } } : undefined
  return type === 'field' && isMine(losingStamp) ? { kind: subjectKind!, id: subjectId!, gebied: change.gebied, stamp: losingStamp!, fields: { [field!]: value! } } : undefined
}

/** Answers whether the typing was refused. Then the note is fetched as everybody else has it, and all that was typed here since goes to the list. */
function noteReceipt(store: Store, note: PushRequest['notes'][number], mark: StoredPush['notes'][number] | undefined, receipt: Receipt | undefined): boolean {
  if (!mark || !receipt) return false
  if (receipt.status === 'applied') { acknowledgeNoteUpdates(store, [mark]); return false }
  // [N2] Typing goes on in the newer generation: once that comes, or already, where it came by while this was on its way.
  if (receipt.status === 'refused' && receipt.reason === 'oldGeneration') { holdTyping(store, note.id, note.generation); return false }
  if (receipt.status === 'refused') keepUnsentNotes(store, { id: note.id }, receipt.message)
  forgetBody(store, note.id)
  return receipt.status === 'refused'
}
