import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import type { Attendee, meetingCommands } from '#core/contract/meetings.ts'
import { splitFullName } from '#core/import/read-name.ts'
import { splitAddress } from '#core/import/read-address.ts'
import { checkEmail, checkPhone } from '#core/contacts/check.ts'
import { standardConsentText } from '#core/meetings/consent.ts'
import { isPresent, type Presence, type Response } from '#core/meetings/words.ts'
import { attendanceId, membershipId } from '#core/model/ids.ts'
import type { channels } from '#core/model/kinds.ts'
import { plural } from '#core/text/numbers.ts'
import type { DataContext } from '../context.ts'
import type { LocalChange } from '../store/store.ts'
import { attendees, candidates, findPeople, type FullAttendee } from './people.ts'
import { meetingOf, nowLocal, requireRight, today } from './shared.ts'

type Commands = typeof meetingCommands
type Names = Extract<keyof Commands, `attendance.${string}`>

export function attendanceHandlers(context: DataContext): Pick<Handlers<Commands>, Names> {
  return {
    'attendance.list': ({ meetingId }) => attendees(context, meetingId).map(withoutDetails),
    'attendance.find': ({ meetingId, query }) => findPeople(context, meetingId, query),
    'attendance.candidates': ({ meetingId, panelId, label, contactIds }) => candidates(context, meetingId, { panelId, label, contactIds }),
    'attendance.invite': ({ meetingId, contactIds, memberIds }) => invite(context, meetingId, contactIds, memberIds),
    'attendance.mark': (input) => mark(context, input),
    'attendance.remove': ({ ids }) => {
      requireRight(context, 'attendance')
      const rows = context.store.rows('attendance', 'id IN (SELECT value FROM json_each(?))', [JSON.stringify(ids)])
      return context.store.commit(rows.map((row): LocalChange => ({ kind: 'attendance', id: row.id, gebied: row.gebied, fields: { deleted: true } })), { label: 'Van de lijst gehaald' })
    },
    'attendance.consentText': () => consentTextNow(context),
    'attendance.walkIn': (input) => walkIn(context, input),
  }
}

/** Addresses and numbers stay in the data process: no screen of a meeting shows them. */
function withoutDetails(person: FullAttendee): Attendee {
  const { details, ...shown } = person
  void details
  return shown
}

/** A row that was taken off the list earlier begins anew. */
const fresh = { deleted: false, response: 'geen', presence: 'onbekend', arrivedAt: null, walkIn: false } as const

function invite(context: DataContext, meetingId: string, contactIds: readonly string[], memberIds: readonly string[]) {
  requireRight(context, 'attendance')
  const { gebied } = meetingOf(context, meetingId)
  const { ready, refused } = candidates(context, meetingId, { panelId: null, label: null, contactIds })
  const invitedOn = today(context)
  const row = (person: { contactId: string } | { memberId: string }, personId: string): LocalChange => {
    const id = attendanceId(meetingId, personId)
    return { kind: 'attendance', id, gebied, fields: { meetingId, ...person, invitedOn, ...(context.store.read('attendance', id) ? {} : fresh) } }
  }
  const changes = [...ready.map(({ contactId }) => row({ contactId }, contactId)), ...memberIds.filter((id) => context.store.read('teamMember', id)).map((memberId) => row({ memberId }, memberId))]
  if (changes.length === 0) return { undo: null, invited: 0, refused }
  return { ...context.store.commit(changes, { label: `${plural(changes.length, 'persoon', 'personen')} uitgenodigd` }), invited: changes.length, refused }
}

interface Mark { readonly meetingId: string; readonly contactId: string | null; readonly memberId: string | null; readonly response?: Response | undefined; readonly presence?: Presence | undefined; readonly arrivedAt?: string | null | undefined }

/** A resident or somebody of the team answers or is seen; whoever was not on the list yet is put on it. */
function mark(context: DataContext, { meetingId, contactId, memberId, response, presence, arrivedAt }: Mark) {
  requireRight(context, 'attendance')
  const { gebied } = meetingOf(context, meetingId)
  const personId = contactId ?? memberId
  if (personId === null || (contactId !== null && memberId !== null)) throw new CommandFailure('Invalid', 'Kies één persoon.')
  const id = attendanceId(meetingId, personId)
  const held = context.store.read('attendance', id)
  // Being there is stronger than an apology that was sent before.
  const arrival = presence === undefined ? {} : { presence, arrivedAt: arrivedAt !== undefined ? arrivedAt : presence === 'laat' ? nowLocal(context) : null }
  const fields = { ...(held ? {} : { ...fresh, meetingId, contactId, memberId }), ...(response === undefined ? {} : { response }), ...arrival }
  return context.store.commit([{ kind: 'attendance', id, gebied, fields }], { label: 'Aanwezigheid gewijzigd' })
}

function consentTextNow(context: DataContext) {
  const day = today(context)
  const [newest] = context.store.rows('consentText', 'validFrom IS NULL OR validFrom <= ?', [day], 'validFrom DESC, rowid DESC LIMIT 1')
  return newest ? { version: newest.version, text: newest.text } : standardConsentText
}

type Channel = (typeof channels)[number]
interface WalkIn { readonly meetingId: string; readonly name: string; readonly email: string; readonly phone: string; readonly address: string; readonly textVersion: string; readonly channels: readonly Channel[]; readonly panelId: string | null; readonly contactId: string | null }

function walkIn(context: DataContext, input: WalkIn) {
  for (const kind of ['contact', 'consent', 'attendance'] as const) requireRight(context, kind)
  const { gebied } = meetingOf(context, input.meetingId)
  checkWays(input)
  const day = today(context)
  const known = input.contactId === null ? undefined : context.store.read('contact', input.contactId)
  const contactId = known?.id ?? context.newId()
  const changes: LocalChange[] = [
    ...(known ? [] : [newContact(contactId, gebied, input), newDetails(contactId, gebied, input)]),
    { kind: 'consent', id: context.newId(), gebied, fields: { contactId, givenOn: day, source: 'aanTafel', textVersion: input.textVersion, channels: [...input.channels], withdrawnOn: null } },
    arrival(context, input.meetingId, contactId, gebied),
    ...(input.panelId === null ? [] : [{ kind: 'panelMembership', id: membershipId(input.panelId, contactId), gebied, fields: { deleted: false, panelId: input.panelId, contactId, since: day, until: null } } satisfies LocalChange]),
  ]
  return { ...context.store.commit(changes, { label: 'Inloper toegevoegd' }), contactId }
}

/** Somebody who was on the list already stays a guest, not a walk-in, and keeps the time they came. */
function arrival(context: DataContext, meetingId: string, contactId: string, gebied: string): LocalChange {
  const id = attendanceId(meetingId, contactId)
  const held = context.store.read('attendance', id)
  const fields = held ? (isPresent(held.presence) ? {} : { presence: 'aanwezig' as const }) : { ...fresh, meetingId, contactId, presence: 'aanwezig' as const, walkIn: true, arrivedAt: nowLocal(context) }
  return { kind: 'attendance', id, gebied, fields }
}

/** Whoever chose a way of contact must be reachable that way. */
function checkWays({ channels: chosen, email, phone, address, contactId }: WalkIn): void {
  const problem = checkEmail(email).problem ?? checkPhone(phone).problem
  if (problem !== null) throw new CommandFailure('InvalidContact', problem)
  if (contactId !== null) return
  if (chosen.includes('email') && email.trim() === '') throw new CommandFailure('EmailMissing', 'Vul het e-mailadres in, of kies een andere manier van contact.')
  if (chosen.includes('telefoon') && phone.trim() === '') throw new CommandFailure('PhoneMissing', 'Vul het telefoonnummer in, of kies een andere manier van contact.')
  if (chosen.includes('post') && address.trim() === '') throw new CommandFailure('AddressMissing', 'Vul het adres in, of kies een andere manier van contact.')
}

function newContact(id: string, gebied: string, input: WalkIn): LocalChange {
  const name = splitFullName(input.name.trim())
  return { kind: 'contact', id, gebied, fields: { salutation: name.salutation, initials: name.initials, firstName: name.firstName, prefix: name.prefix, lastName: name.lastName } }
}

/** An address that cannot be split safely is kept as it was typed, in the street. */
function newDetails(id: string, gebied: string, { email, phone, address }: WalkIn): LocalChange {
  return { kind: 'contactDetails', id, gebied, fields: { email: checkEmail(email).value, phone: checkPhone(phone).value, ...(splitAddress(address) ?? { street: address.trim() }) } }
}
