/** Calendar days as `jjjj-mm-dd`. They have no time zone, so all arithmetic is done in UTC. */

const DAY_MS = 86_400_000
const weekdays = ['zo', 'ma', 'di', 'wo', 'do', 'vr', 'za'] as const
const weekdayNames = ['zondag', 'maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag'] as const
const months = ['jan', 'feb', 'mrt', 'apr', 'mei', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'] as const
const monthNames = ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december'] as const

const toMs = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const parts = (day: string): Date => new Date(toMs(day))

/** `jjjj-mm-dd` of a day that exists, or null (30 February, month 13, year 0). */
export function dayOf(year: number, month: number, date: number): string | null {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || date < 1 || date > 31) return null
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
  const ms = toMs(text)
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text ? null : text
}

export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return match !== null && dayOf(Number(match[1]), Number(match[2]), Number(match[3])) !== null
}

export const addDays = (day: string, count: number): string => new Date(toMs(day) + count * DAY_MS).toISOString().slice(0, 10)

/** Days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((toMs(to) - toMs(from)) / DAY_MS)

/** '12-12-2026' */
export const dutchDay = (day: string): string => `${day.slice(8, 10)}-${day.slice(5, 7)}-${day.slice(0, 4)}`

/** 'do 12 dec', with the year when it is not that of `today`. */
export function shortDay(day: string, today: string): string {
  const date = parts(day)
  const text = `${weekdays[date.getUTCDay()] ?? ''} ${String(date.getUTCDate())} ${months[date.getUTCMonth()] ?? ''}`
  return day.slice(0, 4) === today.slice(0, 4) ? text : `${text} ${day.slice(0, 4)}`
}

/** 'donderdag 12 december 2026' */
export function longDay(day: string): string {
  const date = parts(day)
  return `${weekdayNames[date.getUTCDay()] ?? ''} ${String(date.getUTCDate())} ${monthNames[date.getUTCMonth()] ?? ''} ${day.slice(0, 4)}`
}

/** A day as people say it: 'gisteren', 'vandaag', 'morgen', 'overmorgen', otherwise 'do 12 dec'. */
export function spokenDay(day: string, today: string): string {
  switch (daysBetween(today, day)) {
    case -1: return 'gisteren'
    case 0: return 'vandaag'
    case 1: return 'morgen'
    case 2: return 'overmorgen'
    default: return shortDay(day, today)
  }
}

/** How long until a day, to count down: 'nog 5 dagen', 'nog 3 weken', 'morgen', 'vandaag', and once passed 'gisteren te laat'. */
export function countdown(day: string, today: string): string {
  const left = daysBetween(today, day)
  if (left < 0) return dueDay(day, today)
  if (left <= 1) return spokenDay(day, today)
  return left < 21 ? `nog ${String(left)} dagen` : `nog ${String(Math.floor(left / 7))} weken`
}

/** Weeks between the Mondays of two days. */
function weeksBetween(from: string, to: string): number {
  const monday = (day: string): number => toMs(day) - ((parts(day).getUTCDay() + 6) % 7) * DAY_MS
  return Math.round((monday(to) - monday(from)) / (7 * DAY_MS))
}

/** A due date as people say it: 'morgen', 'do 12 dec', and once passed '2 dagen te laat', 'vorige week te laat', '3 weken te laat'. */
export function dueDay(day: string, today: string): string {
  const late = daysBetween(day, today)
  if (late <= 0) return spokenDay(day, today)
  if (late === 1) return 'gisteren te laat'
  const weeks = weeksBetween(day, today)
  if (weeks === 0) return `${String(late)} dagen te laat`
  if (weeks === 1) return 'vorige week te laat'
  if (late < 61) return `${String(weeks)} weken te laat`
  return late < 730 ? `${String(Math.floor(late / 30.44))} maanden te laat` : `${String(Math.floor(late / 365.25))} jaar te laat`
}
