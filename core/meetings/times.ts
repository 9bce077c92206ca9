/** Local times `jjjj-mm-ddTuu:mm` as meetings have them. A meeting is where the municipality is, so there is no zone in them. */

const pad = (n: number): string => String(n).padStart(2, '0')
export const dayPart = (local: string): string => local.slice(0, 10)
export const timePart = (local: string): string => local.slice(11, 16)
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
const timeOf = (minutes: number): string => { const m = ((minutes % 1440) + 1440) % 1440; return `${pad(Math.floor(m / 60))}:${pad(m % 60)}` }

/** '19:30' and 100 minutes → '21:10'; goes on past midnight. */
export const addMinutes = (time: string, minutes: number): string => timeOf(minutesOf(time) + minutes)

/** Minutes from one time to a later one on the same evening; past midnight counts on. */
export const minutesBetween = (from: string, until: string): number => (minutesOf(until) - minutesOf(from) + 1440) % 1440

/** The wall clock of the municipality. */
export function localNow(now: Date): string {
  const parts = new Map(amsterdam.formatToParts(now).map((part) => [part.type, part.value]))
  const get = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? ''
  return `${get('year')}-${get('month')}-${get('day')}T${get('hour')}:${get('minute')}`
}
const amsterdam = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

const WORDS: Readonly<Record<string, number>> = { een: 1, één: 1, twee: 2, drie: 3, vier: 4, vijf: 5, zes: 6, zeven: 7, acht: 8, negen: 9, tien: 10, elf: 11, twaalf: 12 }
const NUMBER = '(\\d{1,2}|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf)'

/**
 * A time as people type it: '19:30', '19.30', '1930', '19u30', '19', '7 uur', 'half acht', 'kwart over 7', "8 uur 's avonds".
 * Spoken hours 1–7 without 'ochtend' are taken as afternoon or evening: nobody plans a panel at half past four at night. Null when it is no time.
 */
export function readTime(text: string): string | null {
  const typed = text.trim().toLowerCase().replace(/[’‘`]/g, "'")
  const digits = /^(\d{1,2})(?:(?:[:.]|\s*u(?:ur)?\s*)(\d{2}))\s*(?:uur|u)?$/.exec(typed) ?? /^(\d{1,2})(\d{2})$/.exec(typed)
  if (digits) return checked(Number(digits[1]), Number(digits[2]))
  const bare = /^(\d{1,2})\s*(?:u|h)?$/.exec(typed)
  if (bare) return checked(Number(bare[1]), 0)
  return spoken(typed)
}

function spoken(typed: string): string | null {
  const match = new RegExp(`^(?:om\\s+)?(half|kwart over|kwart voor|(?:tien|vijf|10|5) over|(?:tien|vijf|10|5) voor)?\\s*${NUMBER}\\s*(?:uur|u)?\\s*('s (?:avonds|middags|morgens|ochtends|nachts))?$`).exec(typed)
  if (!match) return null
  const hour = WORDS[match[2] ?? ''] ?? Number(match[2])
  const minutes = hour * 60 + shift(match[1] ?? '')
  const part = match[3] ?? ''
  const late = /avonds|middags/.test(part) || (part === '' && hour <= 8)
  return hour > 24 ? null : timeOf(minutes + (late && hour < 12 ? 720 : 0))
}

function shift(words: string): number {
  if (words === 'half') return -30
  const amount = words.startsWith('kwart') ? 15 : /^(?:tien|10)/.test(words) ? 10 : /^(?:vijf|5)/.test(words) ? 5 : 0
  return words.endsWith('voor') ? -amount : amount
}

const checked = (hours: number, minutes: number): string | null => (hours > 23 || minutes > 59 ? null : `${pad(hours)}:${pad(minutes)}`)

export interface Timed { readonly id: string; readonly minutes: number }
export interface AgendaTime { readonly id: string; readonly from: string; readonly until: string }

/** Clock times of an agenda; empty when the meeting has no start yet. */
export function agendaTimes(startsAt: string | null, items: readonly Timed[]): AgendaTime[] {
  if (startsAt === null) return []
  let from = timePart(startsAt)
  return items.map((item) => {
    const until = addMinutes(from, item.minutes)
    const entry = { id: item.id, from, until }
    from = until
    return entry
  })
}

/** Minutes that the agenda takes more than the meeting lasts; negative when there is room left, null when that is unknown. */
export function agendaOverrun(startsAt: string | null, endsAt: string | null, items: readonly Timed[]): number | null {
  if (startsAt === null || endsAt === null) return null
  return items.reduce((sum, item) => sum + item.minutes, 0) - minutesBetween(timePart(startsAt), timePart(endsAt))
}
