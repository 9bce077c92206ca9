import { isChannel } from '#core/contacts/consent.ts'
import { isOpenInvitation } from '#core/contacts/erasure.ts'
import type { DoorConsent, DoorMeeting, DoorPlaces, DoorSent, DoorTold, DoorView } from '#core/door/view.ts'
import { findDetail } from '#core/hall/text.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { attendanceId, membershipId } from '#core/model/ids.ts'
import type { Row } from '#core/model/kinds.ts'
import { keyOf, type ReadTx, type StoredRow } from '../store/contract.ts'
import { readRow, readRows, type Visit } from './visit.ts'

/** So many of each at most: a page is read on a phone. */
const MAX_SENT = 30, MAX_TOLD = 20

/** What the visitor sees. `places`: from `placesKeeper`. */
export async function doorView(tx: ReadTx, visit: Visit, placesOf: PlacesOf): Promise<DoorView> {
  const { gebied, contactId, today, expiresOn } = visit
  const [meetings, messages, consents, panels, places] = await Promise.all([
    tx.rowsOfKind('meeting'), messagesOf(tx, visit), tx.rowsWhere(gebied, 'consent', 'contactId', contactId), tx.rowsOfKind('panel'), placesOf(tx, gebied),
  ])
  const all = readRows('meeting', meetings)
  const [invited, signals, told] = await Promise.all([invitedTo(tx, visit, all), signalsOf(tx, visit, messages), toldTo(tx, visit, panels)])
  const titles = new Map(all.map(({ id, title }) => [id, title]))
  return {
    meetings: invited.map((each) => withAnswer(each, messages)), places, told, expiresOn, today,
    sent: messages.slice(0, MAX_SENT).map((message): DoorSent => ({ on: (message.receivedAt ?? '').slice(0, 10), state: message.state, answer: message.answer, about: aboutOf(message, titles, signals) })),
    consent: consentOf(readRows('consent', consents), messages),
  }
}

/** What the visitor sent, newest first. */
export async function messagesOf(tx: ReadTx, { gebied, contactId }: Visit): Promise<Row<'doorMessage'>[]> {
  return readRows('doorMessage', await tx.rowsWhere(gebied, 'doorMessage', 'contactId', contactId)).sort((a, b) => ((a.receivedAt ?? '') < (b.receivedAt ?? '') ? 1 : -1))
}

export interface Invited { readonly meeting: Row<'meeting'>; readonly attendance: Row<'attendance'>; readonly stored: StoredRow }

/** Meetings still to come that the visitor is invited to, the first one first. Their ids follow from who and which. */
export async function invitedTo(tx: ReadTx, { contactId, today }: Visit, meetings: readonly Row<'meeting'>[]): Promise<Invited[]> {
  const next = meetings.filter(({ state, startsAt }) => state !== 'afgerond' && startsAt !== null && startsAt.slice(0, 10) >= today)
  const keys = next.map(({ id }) => ({ kind: 'attendance', id: attendanceId(id, contactId) }))
  const rows = await tx.rows(keys)
  return next.flatMap((meeting, n): Invited[] => {
    const stored = rows.get(keyOf(keys[n]!)), attendance = readRow('attendance', stored)
    return stored && attendance && attendance.contactId === contactId && attendance.invitedOn !== null ? [{ meeting, attendance, stored }] : []
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
async function signalsOf(tx: ReadTx, { gebied }: Visit, messages: readonly Row<'doorMessage'>[]): Promise<ReadonlyMap<string, Followed>> {
  const ids = messages.slice(0, MAX_SENT).flatMap(({ signalId }) => (signalId === null ? [] : [signalId]))
  if (ids.length === 0) return new Map()
  const signals = await tx.rows(ids.map((id) => ({ kind: 'signal', id })))
  const followed = await Promise.all([...signals.values()].flatMap((stored) => readRow('signal', stored) ?? []).map(async (signal): Promise<[string, Followed]> => {
    const actions = readRows('action', await tx.rowsWhere(gebied, 'action', 'signalIds', signal.id))
    const told = await Promise.all(actions.map((action) => tx.rowsWhere(gebied, 'terugkoppeling', 'actionId', action.id)))
    return [signal.id, { signal, told: publicOnes(readRows('terugkoppeling', told.flat())) }]
  }))
  return new Map(followed)
}

/** What was told to a panel that the visitor is in, or to the visitor; never what was told to others by name. */
async function toldTo(tx: ReadTx, { gebied, contactId, today }: Visit, panels: readonly StoredRow[]): Promise<readonly DoorTold[]> {
  const ids = readRows('panel', panels).map(({ id }) => id)
  const memberships = [...(await tx.rows(ids.map((id) => ({ kind: 'panelMembership', id: membershipId(id, contactId) })))).values()].flatMap((stored) => readRow('panelMembership', stored) ?? [])
  const mine = memberships.filter((m) => m.contactId === contactId && (m.until === null || m.until > today)).flatMap(({ panelId }) => panelId ?? [])
  const rows = await Promise.all([...mine.map((id) => tx.rowsWhere(gebied, 'terugkoppeling', 'panelId', id)), tx.rowsWhere(gebied, 'terugkoppeling', 'contactIds', contactId)])
  const unique = new Map(readRows('terugkoppeling', rows.flat()).map((told) => [told.id, told]))
  return publicOnes([...unique.values()].filter((told) => told.contactIds.length === 0 || told.contactIds.includes(contactId)))
}

/** Only the public wording, newest first. A number, address or mail address in it keeps it back, whatever the laptop thought. */
function publicOnes(rows: readonly Row<'terugkoppeling'>[]): readonly DoorTold[] {
  const newest = rows.flatMap(({ toldOn, publicText }) => (toldOn === null || publicText.trim() === '' ? [] : [{ on: toldOn, text: publicText }])).sort((a, b) => (a.on < b.on ? 1 : -1))
  const shown: DoorTold[] = []
  // Looking into a text takes time: only into those that would be shown.
  for (const told of newest) if (shown.length < MAX_TOLD && findDetail(told.text) === null) shown.push(told)
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

export type PlacesOf = (tx: ReadTx, gebied: string) => Promise<DoorPlaces>

/** Themes and the buurten of a gebied. Boundaries make these rows large, so they are kept until something of the municipality changes. */
export function placesKeeper(): PlacesOf {
  let seen = -1, kept = new Map<string, DoorPlaces>()
  return async (tx, gebied) => {
    const seq = (await tx.feedHeads([MUNICIPALITY])).get(MUNICIPALITY)?.seq ?? 0
    if (seq !== seen) { kept = new Map(); seen = seq }
    const held = kept.get(gebied)
    if (held) return held
    const made = await readPlaces(tx, gebied)
    if (seq === seen) kept.set(gebied, made)
    return made
  }
}

async function readPlaces(tx: ReadTx, gebied: string): Promise<DoorPlaces> {
  const [themes, wijken, buurten] = await Promise.all([tx.rowsOfKind('theme'), tx.rowsOfKind('wijk'), tx.rowsOfKind('buurt')])
  const codes = new Set(readRows('wijk', wijken).filter((wijk) => wijk.gebiedId === gebied).map(({ code }) => code))
  const byName = <T extends { readonly name: string }>(list: readonly T[]): T[] => list.toSorted((a, b) => a.name.localeCompare(b.name, 'nl'))
  return {
    themes: byName(readRows('theme', themes).filter(({ parentId }) => parentId === null)).map(({ id, name }) => ({ id, name })),
    buurten: byName(readRows('buurt', buurten).filter(({ wijkCode, code }) => codes.has(wijkCode) && code !== '')).map(({ code, name }) => ({ code, name })),
  }
}
