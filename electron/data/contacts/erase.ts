import { CommandFailure } from '#core/contract/command.ts'
import type { Erasure, ErasureCheck, ErasureCounts, ErasureState, MentionKey } from '#core/contract/erasure.ts'
import { withoutMentions, type MentionFinder } from '#core/contacts/mentions.ts'
import { toBase64 } from '#core/notes/base64.ts'
import { withoutPerson } from '#core/notes/replace.ts'
import { mayErase } from '#core/model/may.ts'
import type { Row } from '#core/model/kinds.ts'
import { displayName } from '#core/text/names.ts'
import type { DataContext } from '../context.ts'
import { noteState, rewriteNote } from '../notes/bodies.ts'
import { indexUnreadNotes } from '../notes/words.ts'
import type { LocalChange } from '../store/store.ts'
import { emptyPush, erasePerson, erasureTold, finderFor, rowsNaming, type Subject } from '../sync/erase.ts'
import { readConnection } from '../sync/memory.ts'
import { openInvitations } from './consents.ts'
import { findMentions, isTypedKind } from './mentions.ts'
import { memberId, requireContact } from './rights.ts'

/** @throws CommandFailure `NoRight`, `NotFound`. */
function requireErasable(context: DataContext, id: string): Row<'contact'> {
  if (!mayErase(context.session().role)) throw new CommandFailure('NoRight', 'Met uw rol kunt u niemands gegevens wissen. De gebiedsregisseur en de medewerker OOV kunnen dat wel.')
  return requireContact(context, id)
}

/** What erasing would do, counted, and where the person is named. */
export function checkErasure(context: DataContext, id: string): ErasureCheck {
  const contact = requireErasable(context, id)
  const { store } = context
  indexUnreadNotes(store)
  const ids = [id, ...deletedNamesakes(context, id)]
  const mentions = findMentions(store, finderOf(context, id), ids)
  return { id, name: displayName(contact), counts: countsOf(context, ids, finderOf(context, id), mentions.filter((m) => m.kind === 'minutes').length), mentions, namesakes: namesakes(context, id, 0).length, connected: readConnection(store) !== undefined }
}

/** [E1] Erases a person for good: here at once, on the server and the other laptops at their next contact. */
export function eraseContact(context: DataContext, { id, replace }: { readonly id: string; readonly replace: readonly MentionKey[] }): Erasure {
  const { gebied } = requireErasable(context, id)
  const { store } = context
  indexUnreadNotes(store)
  return store.transaction(() => {
    const find = finderOf(context, id)
    const ids = [id, ...deletedNamesakes(context, id)]
    const minutes = findMentions(store, find, ids).filter((m) => m.kind === 'minutes').length
    const notes = rewriteNotes(context, find, replace), texts = rewriteTexts(context, find, replace)
    const counts = { ...countsOf(context, ids, find, minutes), notes: notes.length, texts: texts.length }
    forgetUndoOf(context, texts)
    emptyPush(store, texts, notes)
    for (const each of ids) erasePerson(store, each, (store.tables.contact.find(each)?.['gebied'] as string | undefined) ?? gebied)
    const reference = context.newId()
    store.commit([{
      kind: 'accessLog', id: reference, gebied,
      fields: { act: 'gewist', objectKind: 'contact', objectId: id, count: ids.length, outcome: 'gelukt', counts: { ...counts }, memberId: memberId(context), device: store.device, at: context.now().toISOString() },
    }])
    return erasureOf(context, store.read('accessLog', reference)!)
  })
}

function finderOf({ store }: DataContext, id: string): MentionFinder {
  const find = finderFor(store, id)
  if (!find) throw new Error('a contact that is here has a finder')
  return find
}

/** Contacts of exactly this name: `deleted` = 1 those that were deleted before, by merging doubles for example. */
const namesakes = ({ store }: DataContext, id: string, deleted: 0 | 1): string[] =>
  store.db.prepare("SELECT id FROM contact WHERE deleted = ? AND sortKey = (SELECT sortKey FROM contact WHERE id = ?) AND replace(sortKey, char(1), '') <> '' AND id <> ?").pluck().all(deleted, id, id) as string[]
const deletedNamesakes = (context: DataContext, id: string): string[] => namesakes(context, id, 1)

function countsOf(context: DataContext, ids: readonly string[], find: MentionFinder, minutes: number): ErasureCounts {
  const count = (sql: string): number => context.store.db.prepare(sql).pluck().get(JSON.stringify(ids)) as number
  const theirs = 'contactId IN (SELECT value FROM json_each(?)) AND deleted = 0'
  const concerned = (table: string) => `SELECT count(*) FROM ${table} t, json_each(?) p WHERE t.deleted = 0 AND instr(t.contactIds, p.value) > 0`
  const invitations = ids.reduce((sum, id) => sum + openInvitations(context, id).length, 0)
  return {
    contacts: ids.length, consents: count(`SELECT count(*) FROM consent WHERE ${theirs}`), panels: count(`SELECT count(DISTINCT panelId) FROM panelMembership WHERE ${theirs}`),
    meetings: count(`SELECT count(*) FROM attendance WHERE ${theirs}`) - invitations, invitations, actions: count(concerned('action')) + count(concerned('terugkoppeling')), notes: 0, texts: 0, attachments: rowsNaming(context.store, 'attachment', find).length, minutes,
  }
}

/** Which of the ticked mentions of a text these are: what is sure, what may be somebody else, or both. */
const wantedIn = (replace: readonly MentionKey[], at: Omit<MentionKey, 'sure'>) => {
  const ticked = new Set(replace.filter((r) => r.kind === at.kind && r.id === at.id && r.field === at.field).map((r) => r.sure))
  return (mention: { readonly sure: boolean }): boolean => ticked.has(mention.sure)
}

/** [N2] The notes become a new generation, in which the name never stood. */
function rewriteNotes(context: DataContext, find: MentionFinder, replace: readonly MentionKey[]): string[] {
  const { store, emit } = context
  const ids = [...new Set(replace.filter((r) => r.kind === 'note').map((r) => r.id))]
  const done = ids.filter((id) => {
    const held = noteState(store, id)
    const clean = held && withoutPerson(held.update, find, wantedIn(replace, { kind: 'note', id, field: 'body' }))
    if (!clean) return false
    const { generation } = rewriteNote(store, id, clean)
    emit('noteUpdate', { id, generation, update: toBase64(clean) })
    return true
  })
  indexUnreadNotes(store)
  return done
}

function rewriteTexts({ store }: DataContext, find: MentionFinder, replace: readonly MentionKey[]): Subject[] {
  const wanted = replace.filter((r) => isTypedKind(r.kind))
  const subjects = [...new Map(wanted.map(({ kind, id }) => [`${kind} ${id}`, { kind, id }])).values()]
  return subjects.flatMap(({ kind, id }): Subject[] => {
    const row = isTypedKind(kind) ? store.read(kind, id) : undefined
    if (!row || !isTypedKind(kind)) return []
    const fields = Object.fromEntries(wanted.filter((r) => r.kind === kind && r.id === id).flatMap(({ field }) => {
      const text = (row as unknown as Record<string, unknown>)[field]
      return typeof text === 'string' ? [[field, withoutMentions(text, find(text).filter(wantedIn(replace, { kind, id, field })))]] : []
    }))
    store.commit([{ kind, id, gebied: row.gebied, fields } as unknown as LocalChange])
    return [{ kind, id }]
  })
}

/** Taking back an earlier edit of these texts would bring the name back. */
function forgetUndoOf({ store }: DataContext, texts: readonly Subject[]): void {
  const drop = store.db.prepare('DELETE FROM undo WHERE kind = ? AND id = ?')
  for (const { kind, id } of texts) drop.run(kind, id)
}

/** Every erasure in the log, newest first. */
export const listErasures = (context: DataContext): Erasure[] =>
  context.store.rows('accessLog', "act = 'gewist'", [], 'at DESC').map((row) => erasureOf(context, row))

function erasureOf({ store }: DataContext, { id, at, memberId: by, objectId, counts }: Row<'accessLog'>): Erasure {
  const told = erasureTold(store, objectId)
  const state: ErasureState = told === 3 ? 'refused' : told === 1 || told === undefined ? 'confirmed' : readConnection(store) ? 'waiting' : 'here'
  return { reference: id.slice(-12).toUpperCase(), at: at ?? '', by: (by === null ? undefined : store.read('teamMember', by)?.name) ?? 'onbekend', counts: { ...noCounts, ...(counts as Partial<ErasureCounts> | null) }, state }
}
const noCounts: ErasureCounts = { contacts: 1, consents: 0, panels: 0, meetings: 0, invitations: 0, actions: 0, notes: 0, texts: 0, attachments: 0, minutes: 0 }
