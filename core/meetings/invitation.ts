import { toEml, type MailDraft, type MailPerson } from '../export/eml.ts'
import { toIcs } from '../export/ics.ts'
import { longDay } from '../text/days.ts'
import { dayPart, timePart } from './times.ts'

export interface InvitedMeeting {
  readonly id: string
  readonly title: string
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly place: string
  readonly address: string
  readonly sequence: number
  readonly cancelled: boolean
  /** What the team wrote itself; '' for the standard letter. */
  readonly invitation: string
  readonly agenda: readonly string[]
  /** Who signs: 'Gebiedsteam Overdie'. */
  readonly sender: string
}

export interface Draft { readonly fileName: string; readonly bytes: Uint8Array; readonly refused: readonly string[] }

const GROUP = 50
const where = (meeting: InvitedMeeting): string => [meeting.place, meeting.address].filter((part) => part.trim() !== '').join(', ')

export function whenWords({ startsAt, endsAt }: Pick<InvitedMeeting, 'startsAt' | 'endsAt'>): string {
  if (startsAt === null) return ''
  return `${longDay(dayPart(startsAt))} van ${timePart(startsAt)}${endsAt === null ? ' uur' : ` tot ${timePart(endsAt)} uur`}`
}

export function invitationSubject(meeting: InvitedMeeting): string {
  const what = meeting.cancelled ? 'Gaat niet door' : meeting.sequence > 0 ? 'Gewijzigd' : 'Uitnodiging'
  return `${what}: ${meeting.title}${meeting.startsAt === null ? '' : `, ${longDay(dayPart(meeting.startsAt))}`}`
}

/** A personal link to the digital door. */
export interface OwnLink { readonly url: string; readonly expiresOn: string }
/** How to answer with a link, for a mail and for a letter. */
export const linkWords = ({ url, expiresOn }: OwnLink): string => `Dat kan op uw eigen pagina:\n${url}\nDeze link is alleen voor u en werkt tot en met ${longDay(expiresOn)}. U leest er ook wat wij doen met wat u doorgeeft. Geef de link aan niemand anders.`

/** The message in plain words, as a mail. */
export const invitationText = (meeting: InvitedMeeting, link?: OwnLink): string =>
  ['Beste bewoner,', invitationBody(meeting, link ? `${linkWords(link)}\n\nU kunt ook op dit bericht antwoorden.` : 'U kunt op dit bericht antwoorden.'), `Met vriendelijke groet,\n${meeting.sender}`].join('\n\n')

/** What lies between greeting and signature; a meeting that moved or is off says so first. `answering`: how to say whether you come. */
export function invitationBody(meeting: InvitedMeeting, answering: string): string {
  const facts = [['Wanneer', whenWords(meeting)], ['Waar', where(meeting)]].filter(([, value]) => value !== '').map(([name, value]) => `${name ?? ''}: ${value ?? ''}`).join('\n')
  if (meeting.cancelled) return [`Deze bijeenkomst gaat niet door: ${meeting.title}.`, facts, 'U hoort van ons wanneer er een nieuwe datum is.'].filter((part) => part !== '').join('\n\n')
  const first = meeting.sequence > 0 ? `De tijd of de plaats van ${meeting.title} is veranderd. Hieronder staan de nieuwe gegevens.` : meeting.invitation.trim() || `Wij nodigen u uit voor: ${meeting.title}.`
  const agenda = meeting.agenda.length === 0 ? '' : `Waar we het over hebben:\n${meeting.agenda.map((item) => `- ${item}`).join('\n')}`
  return [first, facts, agenda, `Wilt u laten weten of u komt? ${answering}`, 'Wilt u geen uitnodigingen meer? Laat het ons weten, dan halen wij u van de lijst.'].filter((part) => part !== '').join('\n\n')
}

/** The calendar file: to put in one's own calendar, or to take it out when the meeting is off. */
export function invitationCalendar(meeting: InvitedMeeting, now: string): Uint8Array<ArrayBuffer> | null {
  if (meeting.startsAt === null) return null
  const event = { uid: `${meeting.id}@gebiedsboek`, sequence: meeting.sequence, startsAt: meeting.startsAt, endsAt: meeting.endsAt, title: meeting.title, place: where(meeting), description: meeting.agenda.join('\n') }
  return toIcs([event], meeting.cancelled ? 'CANCEL' : 'PUBLISH', now)
}

/** A file name that every system takes. */
export const fileNameOf = (text: string): string => text.normalize('NFC').replace(/[^\p{L}\p{N} ,.()-]+/gu, ' ').replace(/\s+/g, ' ').replace(/^[ .]+|[ .]+$/g, '').slice(0, 80).replace(/[ .]+$/, '') || 'Bijeenkomst'

/** Mail with the invitation and the calendar file. */
export function invitationDrafts(meeting: InvitedMeeting, people: readonly (MailPerson & { readonly link?: OwnLink })[], form: 'each' | 'bcc', now: string): Draft[] {
  const calendar = invitationCalendar(meeting, now)
  const attachments = calendar === null ? [] : [{ fileName: 'bijeenkomst.ics', type: `text/calendar; method=${meeting.cancelled ? 'CANCEL' : 'PUBLISH'}; charset=UTF-8`, bytes: calendar }]
  return draftsFor(people, form, 'Uitnodiging', { subject: invitationSubject(meeting), text: invitationText(meeting), attachments }, ({ link }) => invitationText(meeting, link))
}

/** One draft per person, or groups of 50 in BCC who do not see each other's address. `name` begins the files of groups, `ownText` is what each reads in a draft of their own. */
export function draftsFor<P extends MailPerson>(people: readonly P[], form: 'each' | 'bcc', name: string, common: Pick<MailDraft, 'subject' | 'text' | 'attachments'>, ownText: (person: P) => string = () => common.text): Draft[] {
  const numbered = (index: number, total: number): string => String(index + 1).padStart(String(total).length, '0')
  if (form === 'each') return people.map((person, index) => ({ fileName: `${numbered(index, people.length)} ${fileNameOf(person.name ?? 'bewoner')}.eml`, ...toEml({ ...common, text: ownText(person), to: [{ name: person.name, email: person.email }] }) }))
  const groups = Array.from({ length: Math.ceil(people.length / GROUP) }, (_, index) => people.slice(index * GROUP, (index + 1) * GROUP))
  return groups.map((group, index) => ({ fileName: `${name} groep ${numbered(index, groups.length)}.eml`, ...toEml({ ...common, bcc: group.map(({ email }) => ({ email })) }) }))
}
