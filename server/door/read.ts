import { isChannel } from '#core/contacts/consent.ts'
import { isOpenInvitation } from '#core/contacts/erasure.ts'
import type { DoorConsent, DoorMeeting, DoorSent, DoorTold, DoorView } from '#core/door/view.ts'
import { attendanceId, membershipId } from '#core/model/ids.ts'
import type { Row } from '#core/model/kinds.ts'
import type { ReadTx, StoredRow } from '../store/contract.ts'
import type { Shared, SharedOf, SharedTold } from './shared.ts'
import { readRow, readRows, type Visit } from './visit.ts'

/** So many of each at most: a page is read on a phone. */
const MAX_SENT = 30, MAX_TOLD = 20

/** What the visitor sees. `sharedOf`: from `sharedKeeper`. */
export async function doorView(tx: ReadTx, visit: Visit, sharedOf: SharedOf): Promise<DoorView> {
  const { today, expiresOn } = visit
  const [shared, about] = await Promise.all([sharedOf(tx, visit.gebied), rowsAbout(tx, visit)])
  const { messages } = about
  const signals = await signalsOf(tx, visit, messages, shared)
  const titles = new Map(shared.meetings.map(({ id, title }) => [id, title]))
  return {
    meetings: invitedTo(visit, shared.meetings, about.attendances).map((each) => withAnswer(each, messages)), places: shared.places, told: toldTo(visit, about.memberships, shared), expiresOn, today,
    sent: messages.slice(0, MAX_SENT).map((message): DoorSent => ({ on: (message.receivedAt ?? '').slice(0, 10), state: message.state, answer: message.answer, about: aboutOf(message, titles, signals) })),
    consent: consentOf(readRows('consent', about.consents), messages),
  }
}

/** Everything of the gebied that is about the visitor. */
export interface About { /** newest first */ readonly messages: readonly Row<'doorMessage'>[]; readonly consents: readonly StoredRow[]; readonly attendances: readonly StoredRow[]; readonly memberships: readonly Row<'panelMembership'>[] }
export async function rowsAbout(tx: ReadTx, { gebied, contactId }: Visit): Promise<About> {
  const rows = Map.groupBy(await tx.rowsOfContact(gebied, contactId), ({ row }) => row.kind)
  const of = (kind: string) => rows.get(kind) ?? []
  const messages = readRows('doorMessage', of('doorMessage')).sort((a, b) => ((a.receivedAt ?? '') < (b.receivedAt ?? '') ? 1 : -1))
  return { messages, consents: of('consent'), attendances: of('attendance'), memberships: readRows('panelMembership', of('panelMembership')) }
}

export interface Invited { readonly meeting: Row<'meeting'>; readonly attendance: Row<'attendance'>; readonly stored: StoredRow }

/** Meetings still to come that the visitor is invited to, the first one first. The id of an invitation follows from who and which. */
export function invitedTo({ contactId, today }: Visit, meetings: readonly Row<'meeting'>[], attendances: readonly StoredRow[]): Invited[] {
  const own = new Map(attendances.map((stored) => [stored.row.id, stored]))
  return meetings.flatMap((meeting): Invited[] => {
    if (meeting.state === 'afgerond' || meeting.startsAt === null || meeting.startsAt.slice(0, 10) < today) return []
    const stored = own.get(attendanceId(meeting.id, contactId)), attendance = readRow('attendance', stored)
    return stored && attendance && attendance.invitedOn !== null ? [{ meeting, attendance, stored }] : []
  }).sort((a, b) => ((a.meeting.startsAt ?? '') < (b.meeting.startsAt ?? '') ? -1 : 1))
}

/** True while an answer can be given. */
export const mayAnswer = ({ meeting, attendance }: Invited, today: string): boolean => isOpenInvitation(attendance, meeting, today)

/** The newest answer about a meeting that nobody took over or refused yet. */
export const waitingAnswer = (messages: readonly Row<'doorMessage'>[], meetingId: string): Row<'doorMessage'> | undefined =>
  messages.find((m) => m.type === 'komst' && m.meetingId === meetingId && m.state === 'nieuw')

function withAnswer({ meeting, attendance }: Invited, messages: readonly Row<'doorMessage'>[]): DoorMeeting {
  const { id, title, startsAt, endsAt, place, address, state } = meeting
  const response = attendance.response === 'geen' ? null : attendance.response
  return { id, title, startsAt: startsAt ?? '', endsAt, place, address, cancelled: state === 'geannuleerd', response, waiting: waitingAnswer(messages, id)?.response ?? null }
}

interface Followed { readonly signal: Row<'signal'>; readonly told: readonly DoorTold[] }

/** The signals that messages became, and what was told about the actions for them. */
async function signalsOf(tx: ReadTx, { gebied }: Visit, messages: readonly Row<'doorMessage'>[], { told, mayShow }: Shared): Promise<ReadonlyMap<string, Followed>> {
  const ids = messages.slice(0, MAX_SENT).flatMap(({ signalId }) => (signalId === null ? [] : [signalId]))
  if (ids.length === 0) return new Map()
  const signals = await tx.rows(ids.map((id) => ({ kind: 'signal', id })))
  const followed = await Promise.all([...signals.values()].flatMap((stored) => readRow('signal', stored) ?? []).map(async (signal): Promise<[string, Followed]> => {
    const actions = new Set(readRows('action', await tx.rowsWhere(gebied, 'action', 'signalIds', signal.id)).map(({ id }) => id))
    return [signal.id, { signal, told: publicOnes(told.filter(({ actionId }) => actionId !== null && actions.has(actionId)), mayShow) }]
  }))
  return new Map(followed)
}

/** What was told to a panel that the visitor is in, or to the visitor; never what was told to others by name. */
function toldTo({ contactId, today }: Visit, memberships: readonly Row<'panelMembership'>[], { told, panels, mayShow }: Shared): readonly DoorTold[] {
  const mine = new Set(memberships.filter(({ id, panelId, until }) => panelId !== null && panels.includes(panelId) && id === membershipId(panelId, contactId) && (until === null || until > today)).map(({ panelId }) => panelId))
  return publicOnes(told.filter(({ panelId, contactIds }) => contactIds.includes(contactId) || (contactIds.length === 0 && mine.has(panelId))), mayShow)
}

/** Only the public wording, newest first. */
function publicOnes(told: readonly SharedTold[], mayShow: Shared['mayShow']): readonly DoorTold[] {
  const shown: DoorTold[] = []
  for (const each of told) if (shown.length < MAX_TOLD && mayShow(each)) shown.push({ on: each.on, text: each.text })
  return shown
}

function aboutOf(message: Row<'doorMessage'>, titles: ReadonlyMap<string, string>, signals: ReadonlyMap<string, Followed>): DoorSent['about'] {
  if (message.type === 'komst') return { type: 'komst', title: titles.get(message.meetingId ?? '') ?? '', response: message.response }
  if (message.type === 'toestemming') return { type: 'toestemming', withdrawn: message.withdrawn, channels: message.channels.filter(isChannel) }
  const followed = signals.get(message.signalId ?? '')
  return { type: 'signaal', text: message.text, state: followed?.signal.state ?? null, told: followed?.told ?? [] }
}

/** Consents that hold, newest first: the one that counts is the first. */
export const holding = (consents: readonly Row<'consent'>[]): Row<'consent'>[] =>
  consents.filter((c) => c.givenOn !== null && c.withdrawnOn === null).sort((a, b) => ((a.givenOn ?? '') < (b.givenOn ?? '') ? 1 : -1))

function consentOf(consents: readonly Row<'consent'>[], messages: readonly Row<'doorMessage'>[]): DoorConsent {
  const [valid] = holding(consents)
  const newest = messages.find((m) => m.type === 'toestemming')
  return {
    state: valid ? 'geldig' : consents.length > 0 ? 'ingetrokken' : 'geen', channels: valid?.channels.filter(isChannel) ?? [],
    waiting: newest?.state === 'nieuw' && !newest.withdrawn ? newest.channels.filter(isChannel) : null,
  }
}
