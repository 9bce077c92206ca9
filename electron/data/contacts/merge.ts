import type { ContactFields, DetailFields, Done } from '#core/contract/contacts.ts'
import { CommandFailure } from '#core/contract/command.ts'
import { storedDetails } from '#core/contacts/check.ts'
import { attendanceId, membershipId } from '#core/model/ids.ts'
import type { Row } from '#core/model/kinds.ts'
import type { DataContext } from '../context.ts'
import type { LocalChange, Store } from '../store/store.ts'
import { requireContact, requireWrite } from './rights.ts'

interface Merge { readonly keepId: string; readonly dropId: string; readonly contact: ContactFields; readonly details: DetailFields }

/** Makes one contact of two: memberships, consents, attendances and actions follow the one that stays. One edit, one undo. */
export function mergeContacts(context: DataContext, { keepId, dropId, contact, details }: Merge): Done {
  requireWrite(context, 'contact')
  if (keepId === dropId) throw new CommandFailure('SameContact', 'Kies twee verschillende contacten.')
  const keep = requireContact(context, keepId), drop = requireContact(context, dropId)
  const { store } = context
  const gone = { deleted: true } as const
  return store.commit([
    { kind: 'contact', id: keepId, gebied: keep.gebied, fields: { labels: [...new Set([...keep.labels, ...drop.labels])], ...contact } },
    { kind: 'contactDetails', id: keepId, gebied: keep.gebied, fields: storedDetails(details) },
    ...memberships(store, keep, drop), ...attendances(store, keep, drop),
    ...store.rows('consent', 'contactId = ?', [dropId]).map((row): LocalChange => ({ kind: 'consent', id: row.id, gebied: keep.gebied, fields: { contactId: keepId } })),
    ...store.rows('action', 'instr(contactIds, ?) > 0', [dropId]).map((row): LocalChange => ({ kind: 'action', id: row.id, gebied: row.gebied, fields: { contactIds: replaced(row.contactIds, dropId, keepId) } })),
    ...store.rows('terugkoppeling', 'instr(contactIds, ?) > 0', [dropId]).map((row): LocalChange => ({ kind: 'terugkoppeling', id: row.id, gebied: row.gebied, fields: { contactIds: replaced(row.contactIds, dropId, keepId) } })),
    ...(['doorLink', 'doorMessage'] as const).flatMap((kind) => store.rows(kind, 'contactId = ?', [dropId]).map((row): LocalChange => ({ kind, id: row.id, gebied: keep.gebied, fields: { contactId: keepId } }))),
    { kind: 'contact', id: dropId, gebied: drop.gebied, fields: gone },
    ...(store.read('contactDetails', dropId) ? [{ kind: 'contactDetails', id: dropId, gebied: drop.gebied, fields: gone } as const] : []),
  ], { label: 'Contacten samengevoegd' })
}

const replaced = (ids: readonly string[], from: string, to: string): string[] => [...new Set(ids.map((id) => (id === from ? to : id)))]
const earliest = (a: string | null, b: string | null): string | null => (a === null || b === null ? (a ?? b) : a < b ? a : b)
const latest = (a: string | null, b: string | null): string | null => (a === null || b === null ? null : a > b ? a : b)

function memberships(store: Store, keep: Row<'contact'>, drop: Row<'contact'>): LocalChange[] {
  return store.rows('panelMembership', 'contactId = ?', [drop.id]).flatMap((row): LocalChange[] => {
    const gone: LocalChange = { kind: 'panelMembership', id: row.id, gebied: row.gebied, fields: { deleted: true } }
    if (row.panelId === null) return [gone]
    const id = membershipId(row.panelId, keep.id)
    const held = store.rows('panelMembership', 'contactId = ? AND panelId = ?', [keep.id, row.panelId])[0]
    const fields = held ? { since: earliest(held.since, row.since), until: latest(held.until, row.until) } : { panelId: row.panelId, contactId: keep.id, since: row.since, until: row.until, deleted: false }
    return [{ kind: 'panelMembership', id: held?.id ?? id, gebied: row.gebied, fields }, gone]
  })
}

const presenceRank: Readonly<Record<Row<'attendance'>['presence'], number>> = { onbekend: 0, afwezig: 1, laat: 2, aanwezig: 3 }

/** Where both were on the list, the one who says most stays: present before absent, an answer before none. */
function attendances(store: Store, keep: Row<'contact'>, drop: Row<'contact'>): LocalChange[] {
  return store.rows('attendance', 'contactId = ?', [drop.id]).flatMap((row): LocalChange[] => {
    const gone: LocalChange = { kind: 'attendance', id: row.id, gebied: row.gebied, fields: { deleted: true } }
    if (row.meetingId === null) return [gone]
    const held = store.rows('attendance', 'contactId = ? AND meetingId = ?', [keep.id, row.meetingId])[0]
    if (held && presenceRank[held.presence] >= presenceRank[row.presence] && (held.response !== 'geen' || row.response === 'geen')) return [gone]
    const said = held && presenceRank[held.presence] >= presenceRank[row.presence] ? held : row
    const fields = {
      meetingId: row.meetingId, contactId: keep.id, memberId: null, invitedOn: earliest(held?.invitedOn ?? null, row.invitedOn), response: held && held.response !== 'geen' ? held.response : row.response,
      presence: said.presence, arrivedAt: said.arrivedAt, walkIn: said.walkIn, deleted: false,
    }
    return [{ kind: 'attendance', id: held?.id ?? attendanceId(row.meetingId, keep.id), gebied: row.gebied, fields }, gone]
  })
}
