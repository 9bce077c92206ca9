import { addDays, dayOf } from '../text/days.ts'

export const monthNames = ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december'] as const

/** Monday is 0. */
export const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

/** ISO 8601 week number: week 1 has the first Thursday of the year. */
export function weekOf(day: string): number {
  const thursday = addDays(day, 3 - weekdayOf(day))
  const first = `${thursday.slice(0, 4)}-01-01`
  return 1 + Math.floor((Date.parse(`${thursday}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / (7 * 86_400_000))
}

export interface Week { readonly number: number; /** Monday to Sunday; null outside the month. */ readonly days: readonly (string | null)[] }
export interface Month { /** 1–12 */ readonly month: number; readonly name: string; readonly weeks: readonly Week[] }

/** The months of a year as weeks from Monday to Sunday. */
export const monthsOf = (year: number): Month[] => monthNames.map((name, index) => ({ month: index + 1, name, weeks: weeksOf(year, index + 1) }))

function weeksOf(year: number, month: number): Week[] {
  const first = dayOf(year, month, 1) ?? ''
  const weeks: Week[] = []
  for (let monday = addDays(first, -weekdayOf(first)); monday.slice(0, 7) <= first.slice(0, 7); monday = addDays(monday, 7)) {
    const days = Array.from({ length: 7 }, (_, n) => addDays(monday, n))
    weeks.push({ number: weekOf(monday), days: days.map((day) => (day.slice(0, 7) === first.slice(0, 7) ? day : null)) })
  }
  return weeks
}

const last = (year: number, month: number): number => [31, 30, 29, 28].find((date) => dayOf(year, month, date) !== null) ?? 28

/** The same date so many months later, or the last day of that month. */
export function addMonths(day: string, count: number): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count
  const year = Math.floor(months / 12), month = (months % 12) + 1
  return dayOf(year, month, Math.min(Number(day.slice(8, 10)), last(year, month))) ?? day
}

/** Where a key leads from a day: arrows by day and week, Page by month, Home and End in the week. Null for other keys. */
export function dayAfterKey(day: string, key: string): string | null {
  switch (key) {
    case 'ArrowLeft': return addDays(day, -1)
    case 'ArrowRight': return addDays(day, 1)
    case 'ArrowUp': return addDays(day, -7)
    case 'ArrowDown': return addDays(day, 7)
    case 'PageUp': return addMonths(day, -1)
    case 'PageDown': return addMonths(day, 1)
    case 'Home': return addDays(day, -weekdayOf(day))
    case 'End': return addDays(day, 6 - weekdayOf(day))
    default: return null
  }
}
