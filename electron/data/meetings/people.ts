import type { Attendee, Candidates, PersonHit } from '#core/contract/meetings.ts'
import { isMailAddress } from '#core/export/eml.ts'
import { consentProblem, validConsent, type ConsentFacts } from '#core/meetings/consent.ts'
import { matchesName, prefixQuery } from '#core/meetings/match.ts'
import type { Presence, Response } from '#core/meetings/words.ts'
import { roleNames, type Role } from '#core/model/access.ts'
import { displayName, listName } from '#core/text/names.ts'
import type { DataContext } from '../context.ts'
import { meetingOf, sees, today } from './shared.ts'

interface NameColumns { readonly firstName: string | null; readonly initials: string | null; readonly prefix: string | null; readonly lastName: string | null; readonly organisation: string | null }
const NAME = 'c.firstName, c.initials, c.prefix, c.lastName, c.organisation'
const nameParts = (row: NameColumns) => ({ firstName: row.firstName ?? '', initials: row.initials ?? '', prefix: row.prefix ?? '', lastName: row.lastName ?? '', organisation: row.organisation ?? '' })
const shownName = (row: NameColumns): string => displayName(nameParts(row)) || 'Zonder naam'

export interface Reachable { readonly email: string | null; readonly phone: string | null; readonly street: string | null; readonly houseNumber: string | null; readonly houseNumberAddition: string | null; readonly postcode: string | null; readonly city: string | null }
interface AttendeeRow extends NameColumns, Reachable {
  readonly id: string; readonly contactId: string | null; readonly memberId: string | null; readonly invitedOn: string | null; readonly response: Response; readonly presence: Presence
  readonly arrivedAt: string | null; readonly walkIn: number; readonly contactThere: string | null; readonly memberName: string | null
}
type Consent = ConsentFacts & { readonly contactId: string }

/** Consents of contacts; `from` is SQL that selects their ids. */
export function consentsOf(context: DataContext, from: string, param: string): Map<string, Consent[]> {
  const rows = context.store.db.prepare(`SELECT contactId, givenOn, withdrawnOn, channels FROM consent WHERE deleted = 0 AND contactId IN (${from})`).all(param) as (Omit<Consent, 'channels'> & { channels: string })[]
  const grouped = new Map<string, Consent[]>()
  for (const row of rows) grouped.set(row.contactId, [...(grouped.get(row.contactId) ?? []), { ...row, channels: JSON.parse(row.channels) as string[] }])
  return grouped
}
const OF_MEETING = 'SELECT contactId FROM attendance WHERE meetingId = ? AND deleted = 0'
const OF_LIST = 'SELECT value FROM json_each(?)'

export interface FullAttendee extends Attendee { readonly details: Reachable }

/** Everybody on the list of a meeting: residents by surname, then the team. */
export function attendees(context: DataContext, meetingId: string): FullAttendee[] {
  const rows = context.store.db.prepare(`
    SELECT a.id, a.contactId, a.memberId, a.invitedOn, a.response, a.presence, a.arrivedAt, a.walkIn, c.id AS contactThere, ${NAME}, t.name AS memberName,
      d.email, d.phone, d.street, d.houseNumber, d.houseNumberAddition, d.postcode, d.city
    FROM attendance a LEFT JOIN contact c ON c.id = a.contactId AND c.deleted = 0 LEFT JOIN contactDetails d ON d.id = a.contactId AND d.deleted = 0 LEFT JOIN teamMember t ON t.id = a.memberId
    WHERE a.meetingId = ? AND a.deleted = 0 ORDER BY a.memberId IS NOT NULL, c.sortKey, t.name, a.id`).all(meetingId) as AttendeeRow[]
  const consents = sees(context, 'consent') ? consentsOf(context, OF_MEETING, meetingId) : undefined
  return rows.map((row) => attendee(row, consents))
}

function attendee(row: AttendeeRow, consents: Map<string, Consent[]> | undefined): FullAttendee {
  const { email, phone, street, houseNumber, houseNumberAddition, postcode, city } = row
  const details = { email, phone, street, houseNumber, houseNumberAddition, postcode, city }
  const own = row.contactId === null ? [] : (consents?.get(row.contactId) ?? [])
  const valid = validConsent(own)
  const name = row.memberId !== null ? (row.memberName ?? 'Oud-teamlid') : row.contactId === null ? 'Een bewoner (gegevens gewist)' : row.contactThere === null ? 'Verwijderd contact' : shownName(row)
  return {
    id: row.id, contactId: row.contactId, memberId: row.memberId, name, listName: row.contactThere === null ? name : listName(nameParts(row)) || name, invitedOn: row.invitedOn, response: row.response,
    presence: row.presence, arrivedAt: row.arrivedAt, walkIn: row.walkIn === 1, details,
    reach: row.memberId !== null || consents === undefined ? 'onbekend' : reachOf(valid, details),
    withdrawn: consents !== undefined && row.contactId !== null && !valid,
  }
}

/** The way somebody chose and that works, mail first. A consent without channels leaves every way open. */
function reachOf(consent: ConsentFacts | undefined, details: Reachable): Attendee['reach'] {
  const wants = (channel: string): boolean => consent !== undefined && (consent.channels.length === 0 || consent.channels.includes(channel))
  if (wants('email') && isMailAddress(details.email ?? '')) return 'email'
  if (wants('telefoon') && (details.phone ?? '') !== '') return 'telefoon'
  return wants('post') && (details.street ?? '') !== '' ? 'post' : 'geen'
}

export interface Selection { readonly panelId: string | null; readonly label: string | null; readonly contactIds: readonly string[] }

/** Who of a panel, with a label or of a selection can be invited. The rule is here and not on a screen: no consent, no invitation. */
export function candidates(context: DataContext, meetingId: string, { panelId, label, contactIds }: Selection): Candidates {
  const meeting = meetingOf(context, meetingId)
  const ids = panelId !== null ? panelMembers(context, panelId) : label !== null ? labelled(context, meeting.gebied, label) : contactIds
  const list = JSON.stringify(ids)
  const rows = context.store.db.prepare(`SELECT c.id, c.gebied, ${NAME} FROM contact c WHERE c.deleted = 0 AND c.id IN (${OF_LIST}) ORDER BY c.sortKey, c.id`).all(list) as (NameColumns & { id: string; gebied: string })[]
  const invited = new Set(context.store.db.prepare('SELECT contactId FROM attendance WHERE meetingId = ? AND deleted = 0 AND (invitedOn IS NOT NULL OR walkIn = 1)').pluck().all(meetingId) as string[])
  const consents = consentsOf(context, OF_LIST, list)
  const open = rows.filter((row) => !invited.has(row.id))
  const judged = open.map((row) => ({ contactId: row.id, name: shownName(row), why: row.gebied === meeting.gebied ? consentProblem(consents.get(row.id) ?? []) : 'hoort bij een ander gebied' }))
  return {
    ready: judged.filter((each) => each.why === null).map(({ contactId, name }) => ({ contactId, name })),
    refused: judged.flatMap(({ why, ...rest }) => (why === null ? [] : [{ ...rest, why }])),
    already: rows.length - open.length,
  }
}

const panelMembers = (context: DataContext, panelId: string): string[] =>
  context.store.db.prepare('SELECT contactId FROM panelMembership WHERE panelId = ? AND deleted = 0 AND (until IS NULL OR until > ?)').pluck().all(panelId, today(context)) as string[]

const labelled = (context: DataContext, gebied: string, label: string): string[] =>
  context.store.db.prepare('SELECT id FROM contact WHERE gebied = ? AND deleted = 0 AND EXISTS (SELECT 1 FROM json_each(labels) WHERE value = ?)').pluck().all(gebied, label) as string[]

const HITS = 8

/** Contacts of the gebied and the team, by name, who are not on the list of the meeting yet. */
export function findPeople(context: DataContext, meetingId: string, query: string): PersonHit[] {
  const meeting = meetingOf(context, meetingId)
  const match = prefixQuery(query)
  if (match === null) return []
  context.store.completeIndex()
  const rows = context.store.db.prepare(`
    SELECT c.id, ${NAME}, coalesce((SELECT group_concat(p.name, ', ') FROM panelMembership m JOIN panel p ON p.id = m.panelId AND p.deleted = 0 WHERE m.contactId = c.id AND m.deleted = 0), '') AS panels
    FROM contact c WHERE c.gebied = ? AND c.deleted = 0 AND c.rowid IN (SELECT rowid FROM contactSearch WHERE contactSearch MATCH ?)
      AND c.id NOT IN (SELECT contactId FROM attendance WHERE meetingId = ? AND deleted = 0 AND contactId IS NOT NULL)
    ORDER BY c.sortKey LIMIT 500`).all(meeting.gebied, match, meetingId) as (NameColumns & { id: string; panels: string })[]
  const residents = rows.map((row): PersonHit => ({ contactId: row.id, memberId: null, name: shownName(row), about: row.panels || 'contact' })).filter((hit) => matchesName(query, hit.name))
  return [...teamHits(context, meetingId, query), ...residents].slice(0, HITS)
}

function teamHits(context: DataContext, meetingId: string, query: string): PersonHit[] {
  const rows = context.store.db.prepare('SELECT id, name, role FROM teamMember WHERE deleted = 0 AND id NOT IN (SELECT memberId FROM attendance WHERE meetingId = ? AND deleted = 0 AND memberId IS NOT NULL) ORDER BY name').all(meetingId) as { id: string; name: string; role: Role }[]
  return rows.filter((row) => matchesName(query, row.name)).map((row) => ({ contactId: null, memberId: row.id, name: row.name, about: roleNames[row.role] }))
}
