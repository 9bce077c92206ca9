import { z } from 'zod'
import type { Removal } from '../minutes/public.ts'
import { agendaOutcomes, channels, meetingKinds, minutesEditions, presences, responses, type Row } from '../model/kinds.ts'
import type { MeetingKind, MeetingState, MinutesEdition, Presence, Response } from '../meetings/words.ts'
import { command } from './command.ts'
import type { Done } from './contacts.ts'

const id = z.string().min(1).max(64)
/** As many as one meeting can hold. */
export const MAX_PEOPLE = 5000
const ids = z.array(id).max(MAX_PEOPLE)
const text = (max = 300) => z.string().max(max)
const localTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'Dit is geen datum met tijd')
const meetingKind = z.enum(meetingKinds)

/** How many were asked, and what became of it. `present` counts who came late and walk-ins too. */
export interface PeopleCounts { readonly invited: number; readonly coming: number; readonly apologies: number; readonly present: number; readonly walkIns: number }

export interface MeetingSummary extends PeopleCounts {
  readonly id: string
  readonly gebied: string
  readonly kind: MeetingKind
  readonly title: string
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly place: string
  readonly state: MeetingState
  readonly panelName: string
}
export interface MeetingList { readonly upcoming: readonly MeetingSummary[]; readonly past: readonly MeetingSummary[] }

export interface AgendaEntry { readonly id: string; readonly title: string; readonly position: string; readonly minutes: number; readonly ownerId: string | null; readonly intro: string; readonly outcome: Row<'agendaItem'>['outcome']; /** the meeting that left it open */ readonly fromMeetingId: string | null }
export interface MinutesVersion { readonly id: string; readonly version: number; readonly edition: MinutesEdition; readonly finalisedAt: string | null; readonly by: string }

export interface MeetingView {
  readonly meeting: Row<'meeting'>
  readonly panelName: string
  /** Code of the wijk that it is about: its own, else that of its panel; '' when neither has one. */
  readonly wijk: string
  readonly agenda: readonly AgendaEntry[]
  readonly counts: PeopleCounts
  /** Newest first. */
  readonly minutes: readonly MinutesVersion[]
  /** May this role change the meeting, and see who was invited with which address? */
  readonly editable: boolean
  readonly seesDetails: boolean
  /** Time or place changed after these were last written to files on this laptop. */
  readonly outdatedInvitation: boolean
}

export interface Attendee {
  readonly id: string
  readonly contactId: string | null
  readonly memberId: string | null
  /** 'Jan van der Berg' */
  readonly name: string
  /** 'Berg, Jan van der' */
  readonly listName: string
  readonly invitedOn: string | null
  readonly response: Response
  readonly presence: Presence
  readonly arrivedAt: string | null
  readonly walkIn: boolean
  /** How an invitation reaches this person; 'onbekend' when this role may not see it. */
  readonly reach: 'email' | 'telefoon' | 'post' | 'geen' | 'onbekend'
  /** Consent was withdrawn after the invitation. */
  readonly withdrawn: boolean
}

/** Somebody who is not on the list of the meeting yet. */
export interface PersonHit { readonly contactId: string | null; readonly memberId: string | null; readonly name: string; readonly about: string }
export interface Candidate { readonly contactId: string; readonly name: string }
export interface RefusedCandidate extends Candidate { readonly why: string }
export interface Candidates {
  readonly ready: readonly Candidate[]
  readonly refused: readonly RefusedCandidate[]
  /** Already invited, so not in the lists. */
  readonly already: number
}

export interface MeetingAction { readonly id: string; readonly title: string; readonly state: Row<'action'>['state']; readonly owner: string; readonly dueOn: string | null; readonly terugkoppelingOn: string | null; readonly promise: boolean; readonly agendaItemId: string | null }
export interface MeetingDecision { readonly id: string; readonly text: string; readonly agendaItemId: string | null; readonly decidedOn: string | null }
export interface MeetingResults { readonly actions: readonly MeetingAction[]; readonly decisions: readonly MeetingDecision[] }

/** Panels, labels and team of a gebied: whom to invite. */
export interface Invitable { readonly panels: readonly { readonly id: string; readonly name: string; readonly members: number }[]; readonly labels: readonly { readonly label: string; readonly contacts: number }[]; readonly team: readonly { readonly id: string; readonly name: string }[] }
export interface ConsentTextNow { readonly version: string; readonly text: string }
export interface AgendaSource { readonly id: string; readonly gebied: string; readonly title: string; readonly startsAt: string | null; readonly items: readonly string[] }
export interface DraftsWritten { readonly folder: string; readonly drafts: number; readonly people: number; /** Addresses that no mail can go to. */ readonly refusedAddresses: readonly string[]; readonly withoutEmail: number }
export interface PrintPage { readonly html: string; readonly people: number }

/** What goes into the minutes. */
export const minutesOptionsSchema = z.object({
  attendance: z.enum(['names', 'counts']).default('names'),
  notes: z.boolean().default(true),
  actions: z.boolean().default(true),
  /** `openbaar`: without what points at a person. */
  edition: z.enum(minutesEditions).default('intern'),
  /** Of a public version: found texts that stay in, and further texts that go out. */
  keep: z.array(text()).max(500).default([]),
  also: z.array(text()).max(500).default([]),
  /** Photos that a person found fit for the public version: ids of attachments. */
  photos: z.array(id).max(500).optional(),
})
export type MinutesOptions = z.output<typeof minutesOptionsSchema>
export interface MinutesPreview {
  readonly html: string
  /** The version that 'Stel vast' would make. */
  readonly nextVersion: number
  /** What is there now equals the newest final version made with the same choices. */
  readonly unchanged: boolean
  /** What the public version leaves out; empty for the internal one. */
  readonly removals: readonly Removal[]
  /** Photos of the meeting; a public version holds only those that were ticked. */
  readonly photos: readonly { readonly id: string; readonly label: string; /** found fit for the public version on this laptop, an earlier time */ readonly ticked: boolean }[]
}

const meetingFields = z.object({
  kind: meetingKind, title: text(), startsAt: localTime.nullable(), endsAt: localTime.nullable(), place: text(), address: text(),
  panelId: id.nullable(), wijkCode: text(20), invitation: text(20_000), route: text(20_000), room: text(20_000), bring: text(20_000),
})
export type MeetingFields = z.output<typeof meetingFields>
const agendaFields = z.object({ title: text(), minutes: z.int().min(0).max(600), ownerId: id.nullable(), intro: text(20_000), outcome: z.enum(agendaOutcomes) })
const person = { contactId: id.nullable().default(null), memberId: id.nullable().default(null) }
const reply = z.enum(responses)
const seen = z.enum(presences)

export const meetingCommands = {
  /** `gebied: null` means every gebied on this laptop. */
  'meetings.list': command(z.object({ gebied: id.nullable(), kind: meetingKind.nullable().default(null), query: text(200).default('') })).answers<MeetingList>(),
  'meetings.get': command(z.object({ id })).answers<MeetingView>(),
  'meetings.create': command(z.object({ gebied: id, ...meetingFields.partial().shape, kind: meetingKind, title: text().min(1, 'Geef de bijeenkomst een titel'), /** its items become the agenda */ templateId: id.nullable().optional() })).answers<{ readonly id: string }>(),
  /** `tellInvited`: people were invited and time or place changed, so they should hear of it. */
  'meetings.update': command(z.object({ id, fields: meetingFields.partial() })).answers<Done & { readonly tellInvited: number }>(),
  'meetings.setState': command(z.object({ id, state: z.enum(['gepland', 'bezig', 'afgerond', 'geannuleerd']) })).answers<Done & { readonly tellInvited: number }>(),
  /** Takes a meeting away with its agenda and its list of people. Not possible once there are final minutes. */
  'meetings.delete': command(z.object({ id })).answers<Done>(),
  'meetings.invitable': command(z.object({ gebied: id })).answers<Invitable>(),
  /** Earlier meetings with an agenda, of any gebied on this laptop: those of the same kind first, then the newest. */
  'meetings.agendaSources': command(z.object({ meetingId: id })).answers<readonly AgendaSource[]>(),
  'meetings.copyAgenda': command(z.object({ from: id, to: id })).answers<Done & { readonly count: number }>(),
  'meetings.results': command(z.object({ meetingId: id })).answers<MeetingResults>(),

  /** After item `afterId`; null first, left out last. */
  'agenda.add': command(z.object({ meetingId: id, title: text().min(1), minutes: z.int().min(0).max(600).default(10), afterId: id.nullable().optional() })).answers<{ readonly id: string }>(),
  'agenda.update': command(z.object({ id, fields: agendaFields.partial() })).answers<Done>(),
  'agenda.move': command(z.object({ id, afterId: id.nullable() })).answers<Done>(),
  'agenda.remove': command(z.object({ id })).answers<Done>(),

  'attendance.list': command(z.object({ meetingId: id })).answers<readonly Attendee[]>(),
  /** People of the gebied and the team who are not on the list yet, by the first letters of any part of their name. */
  'attendance.find': command(z.object({ meetingId: id, query: text(100) })).answers<readonly PersonHit[]>(),
  /** Who of a panel, with a label, or of these contacts, can be invited, and who cannot and why. */
  'attendance.candidates': command(z.object({ meetingId: id, panelId: id.nullable().default(null), label: text(120).nullable().default(null), contactIds: ids.default([]) })).answers<Candidates>(),
  /** Those without a valid consent are left out and answered, whatever the screen thought. */
  'attendance.invite': command(z.object({ meetingId: id, contactIds: ids.default([]), memberIds: ids.default([]) })).answers<Done & { readonly invited: number; readonly refused: readonly RefusedCandidate[] }>(),
  /** Answer to the invitation, or being there. 'laat' notes the time unless one is given. */
  'attendance.mark': command(z.object({ meetingId: id, ...person, response: reply.optional(), presence: seen.optional(), arrivedAt: localTime.nullable().optional() })).answers<Done>(),
  'attendance.remove': command(z.object({ ids: ids.min(1) })).answers<Done>(),
  /** The text that a resident at the table agrees with. */
  'attendance.consentText': command(z.object({})).answers<ConsentTextNow>(),
  /** A resident who came without being invited and gives consent at the table: contact, consent, membership and presence at once. */
  'attendance.walkIn': command(z.object({
    meetingId: id, name: text(200).min(1, 'Vul de naam in'), email: text().default(''), phone: text(60).default(''), /** on one line */ address: text().default(''),
    textVersion: text(40).min(1), channels: z.array(z.enum(channels)).min(1, 'Kies ten minste één manier van contact'), panelId: id.nullable().default(null),
    /** somebody who is known already */ contactId: id.nullable().default(null),
  })).answers<Done & { readonly contactId: string }>(),

  /** Mail drafts with the invitation (or the change, or the cancellation) in a new folder at `path`. `bcc`: groups of 50 who do not see each other. */
  'invitations.drafts': command(z.object({ meetingId: id, form: z.enum(['each', 'bcc']), path: text(4000).min(1), /** a personal link to the digital door for each; not in groups */ links: z.boolean().optional() })).answers<DraftsWritten>(),
  'invitations.calendarFile': command(z.object({ meetingId: id, path: text(4000).min(1) })).answers<{ readonly path: string }>(),
  /** Page to print: whom to call or to write, because no mail goes there. */
  'invitations.otherWays': command(z.object({ meetingId: id })).answers<PrintPage>(),
  'invitations.text': command(z.object({ meetingId: id })).answers<{ readonly subject: string; readonly text: string }>(),

  'minutes.preview': command(z.object({ meetingId: id, options: minutesOptionsSchema })).answers<MinutesPreview>(),
  /** Remembers on this laptop which photos a person found fit for the public version. */
  'minutes.tickPhotos': command(z.object({ meetingId: id, photos: z.array(id).max(500) })).answers<null>(),
  'minutes.finalise': command(z.object({ meetingId: id, options: minutesOptionsSchema })).answers<{ readonly id: string; readonly version: number }>(),
  'minutes.read': command(z.object({ id })).answers<{ readonly html: string; readonly version: number; readonly finalisedAt: string | null }>(),
  /** Notes in the log that the minutes were written to a file. */
  'minutes.exported': command(z.object({ meetingId: id, minutesId: id.nullable().default(null), form: z.enum(['PDF', 'Word']), edition: z.enum(minutesEditions) })).answers<null>(),
}
