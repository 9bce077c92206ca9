import type { ContactAction, ContactMeeting, ContactView, MembershipView } from '#core/contract/contacts.ts'
import { consentState } from '#core/contacts/consent.ts'
import { mayErase, mayWrite } from '#core/model/may.ts'
import type { DataContext } from '../context.ts'
import { maySeeDetails, memberId, requireContact } from './rights.ts'

const LOG_AGAIN_MS = 10 * 60_000

/** Answers one contact with all that concerns it, and logs who saw its details: once per contact in ten minutes. */
export function contactViewer(context: DataContext): (id: string) => ContactView {
  const seen = new Map<string, number>()
  return (id) => {
    const contact = requireContact(context, id)
    const { store } = context
    const visible = maySeeDetails(context)
    const details = visible ? (store.read('contactDetails', id) ?? null) : null
    const consents = visible ? store.rows('consent', 'contactId = ?', [id], 'givenOn DESC, rowid DESC') : null
    if (details) logView(context, seen, id, contact.gebied)
    return {
      contact, details, consents, consent: consents && consentState(consents),
      memberships: memberships(context, id), meetings: meetings(context, id), actions: actions(context, id),
      editable: mayWrite(context.session().role, 'contact'), erasable: mayErase(context.session().role),
    }
  }
}

function logView(context: DataContext, seen: Map<string, number>, id: string, gebied: string): void {
  const now = context.now().getTime()
  const last = seen.get(id)
  if (last !== undefined && now - last < LOG_AGAIN_MS) return
  seen.set(id, now)
  context.store.commit([{
    kind: 'accessLog', id: context.newId(), gebied,
    fields: { act: 'bekeken', objectKind: 'contact', objectId: id, count: 1, outcome: 'getoond', memberId: memberId(context), device: context.store.device, at: new Date(now).toISOString() },
  }])
}

const memberships = ({ store }: DataContext, id: string): MembershipView[] =>
  store.db.prepare(`SELECT m.id, m.panelId, p.name AS panel, m.since, m."until" FROM panelMembership m JOIN panel p ON p.id = m.panelId AND p.deleted = 0
    WHERE m.contactId = ? AND m.deleted = 0 ORDER BY m."until" IS NOT NULL, p.name`).all(id) as MembershipView[]

function meetings({ store }: DataContext, id: string): ContactMeeting[] {
  const rows = store.db.prepare(`SELECT a.meetingId, t.title, t.startsAt, t.state, a.response, a.presence, a.walkIn FROM attendance a JOIN meeting t ON t.id = a.meetingId AND t.deleted = 0
    WHERE a.contactId = ? AND a.deleted = 0 ORDER BY t.startsAt DESC`).all(id) as (Omit<ContactMeeting, 'walkIn'> & { walkIn: number })[]
  return rows.map((row) => ({ ...row, walkIn: row.walkIn === 1 }))
}

const actions = ({ store }: DataContext, id: string): ContactAction[] =>
  store.db.prepare(`SELECT a.id, a.title, a.state, a.dueOn, coalesce(m.name, '') AS owner FROM action a LEFT JOIN teamMember m ON m.id = a.ownerId
    WHERE a.deleted = 0 AND instr(a.contactIds, ?) > 0 ORDER BY a.closedOn IS NOT NULL, a.dueOn IS NULL, a.dueOn`).all(id) as ContactAction[]
