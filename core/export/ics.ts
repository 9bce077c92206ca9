import { addDays } from '../text/days.ts'
import { utf8 } from '../text/bytes.ts'
import { escapeValue, foldLines } from './fold-lines.ts'

/** PUBLISH: to put in one's own calendar. REQUEST: an invitation that asks for an answer. CANCEL: it is off. */
export type CalendarMethod = 'PUBLISH' | 'REQUEST' | 'CANCEL'

export interface CalendarPerson {
  readonly name: string
  readonly email: string
}

export interface CalendarEvent {
  /** Stable over all versions of this event, for example `<meeting id>@gebiedsboek`. */
  readonly uid: string
  /** Raised with each change of time or place. */
  readonly sequence: number
  /** Local time in the Netherlands, `jjjj-mm-ddTuu:mm`; or `jjjj-mm-dd` for a whole day, which leaves people free. */
  readonly startsAt: string
  readonly endsAt: string | null
  readonly title: string
  readonly place?: string
  readonly description?: string
  /** It is off. In a file of many events each says so for itself. */
  readonly cancelled?: boolean
  readonly organiser?: CalendarPerson
  readonly attendees?: readonly CalendarPerson[]
}

const TIMEZONE = [
  'BEGIN:VTIMEZONE', 'TZID:Europe/Amsterdam', 'X-LIC-LOCATION:Europe/Amsterdam',
  'BEGIN:DAYLIGHT', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'TZNAME:CEST', 'DTSTART:19700329T020000', 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', 'END:DAYLIGHT',
  'BEGIN:STANDARD', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'TZNAME:CET', 'DTSTART:19701025T030000', 'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU', 'END:STANDARD',
  'END:VTIMEZONE',
]

/** A calendar file. `now` is the moment of writing in UTC, ISO 8601. `name`: what a program that reads it calls the calendar. */
export function toIcs(events: readonly CalendarEvent[], method: CalendarMethod, now: string, name = ''): Uint8Array<ArrayBuffer> {
  const stamp = now.replace(/[-:]|\.\d+/g, '')
  return utf8(foldLines(['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Gebiedsboek//NL', 'CALSCALE:GREGORIAN', `METHOD:${method}`, ...(name === '' ? [] : [`X-WR-CALNAME:${escapeValue(name)}`]), ...TIMEZONE, ...events.flatMap((event) => eventLines(event, method, stamp)), 'END:VCALENDAR']))
}

function eventLines(event: CalendarEvent, method: CalendarMethod, stamp: string): string[] {
  const lines = ['BEGIN:VEVENT', `UID:${escapeValue(event.uid)}`, `DTSTAMP:${stamp}`, `SEQUENCE:${String(Math.max(0, Math.trunc(event.sequence)))}`]
  const wholeDay = event.startsAt.length === 10
  if (wholeDay) lines.push(`DTSTART;VALUE=DATE:${dateOf(event.startsAt)}`, `DTEND;VALUE=DATE:${dateOf(addDays(event.startsAt, 1))}`)
  else lines.push(`DTSTART;TZID=Europe/Amsterdam:${localTime(event.startsAt)}`)
  if (!wholeDay && event.endsAt !== null && event.endsAt > event.startsAt) lines.push(`DTEND;TZID=Europe/Amsterdam:${localTime(event.endsAt)}`)
  lines.push(`SUMMARY:${escapeValue(event.title)}`)
  if (event.place !== undefined && event.place !== '') lines.push(`LOCATION:${escapeValue(event.place)}`)
  if (event.description !== undefined && event.description !== '') lines.push(`DESCRIPTION:${escapeValue(event.description)}`)
  lines.push(`STATUS:${method === 'CANCEL' || event.cancelled === true ? 'CANCELLED' : 'CONFIRMED'}`, `TRANSP:${wholeDay || event.cancelled === true ? 'TRANSPARENT' : 'OPAQUE'}`)
  const organiser = event.organiser && personLine('ORGANIZER', event.organiser)
  if (organiser !== undefined) lines.push(organiser)
  // A published event has no attendees: nobody is asked, and nobody sees who else got it.
  if (method !== 'PUBLISH') for (const person of event.attendees ?? []) lines.push(...[personLine('ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE', person)].filter((line) => line !== undefined))
  return [...lines, 'END:VEVENT']
}

const dateOf = (day: string): string => day.replaceAll('-', '')
const localTime = (time: string): string => `${time.replace(/[-:]/g, '').slice(0, 13)}00`

/** A parameter may hold neither quotes nor control characters; an address that is none gets no line. */
function personLine(property: string, { name, email }: CalendarPerson): string | undefined {
  if (!/^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/.test(email)) return undefined
  // oxlint-disable-next-line no-control-regex -- see above
  const shown = name.toWellFormed().replace(/["\x00-\x1f\x7f]/g, ' ').trim()
  return `${property}${shown === '' ? '' : `;CN="${shown}"`}:mailto:${email}`
}
