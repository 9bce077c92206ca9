import { dayOf } from '../text/days.ts'
import { isCellDate, type Cell } from './cell.ts'
import { fromSerial } from './xlsx-dates.ts'

/** What a cell says about a day. Half a date stays half a date: it never becomes 1 January. */
export type ReadDay =
  | { readonly kind: 'none' }
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'partial'; readonly year: number; readonly month: number | null }
  | { readonly kind: 'unknown' }

const none: ReadDay = { kind: 'none' }
const unknown: ReadDay = { kind: 'unknown' }

const monthWords: readonly string[] = ['jan', 'feb', 'mrt', 'apr', 'mei', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec']
const otherMonthWords: Readonly<Record<string, number>> = { maa: 3, mar: 3, may: 5, oct: 10 }

/** Reads a Dutch date in any of the ways people and programs write it. Two-digit years are of this century up to `thisYear`. */
export function readDay(cell: Cell | undefined, thisYear = 2100): ReadDay {
  if (cell === undefined || typeof cell === 'boolean') return cell === undefined ? none : unknown
  if (isCellDate(cell)) return cell.date === null ? unknown : { kind: 'day', day: cell.date }
  if (typeof cell === 'number') return fromNumber(cell)
  const text = cell.trim().replace(/(?<=\d)\.$/, '')
  if (text === '' || /^[0.\-/\s]+$/.test(text) || /^(?:onbekend|n\.?v\.?t\.?|geen|null|-+)$/i.test(text)) return none
  if (/^\d{4,8}$/.test(text)) return fromNumber(Number(text))
  return iso(text) ?? dutch(text, thisYear) ?? withWords(text, thisYear) ?? unknown
}

/** An Excel serial number, or a BRP date (`19870000`: day and month unknown). */
function fromNumber(value: number): ReadDay {
  if (value === 0) return none
  if (Number.isInteger(value) && value >= 10_000_000 && value <= 99_999_999) return whole(Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100)
  if (Number.isInteger(value) && value >= 1900 && value < 2100) return { kind: 'partial', year: value, month: null }
  // Serial numbers of 1955 to 2119; smaller ones are more likely something else.
  if (value < 20_000 || value > 80_000) return unknown
  const day = fromSerial(value, false)?.date
  return day === undefined || day === null ? unknown : { kind: 'day', day }
}

function whole(year: number, month: number, date: number): ReadDay {
  if (year === 0) return none
  if (month === 0) return date === 0 ? { kind: 'partial', year, month: null } : unknown
  if (date === 0) return month <= 12 ? { kind: 'partial', year, month } : unknown
  const day = dayOf(year, month, date)
  return day === null ? unknown : { kind: 'day', day }
}

function iso(text: string): ReadDay | undefined {
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d\d.*)?$/.exec(text)
  return match ? whole(Number(match[1]), Number(match[2]), Number(match[3])) : undefined
}

/** Day first, as in the Netherlands, unless only month first can be right (03/25/2024, 2/1/2024 12:00 AM). */
function dutch(text: string, thisYear: number): ReadDay | undefined {
  const match = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2}|'\d{2})(?:,? \d{1,2}:\d\d.*)?$/.exec(text)
  if (!match) return undefined
  const first = Number(match[1]), second = Number(match[2]), year = fullYear(match[3] ?? '', thisYear)
  // 'AM' and 'PM' come from programs that put the month first.
  if (((second > 12 && first <= 12) || /[AP]M$/i.test(text)) && text.includes('/')) return whole(year, first, second)
  return whole(year, second, first)
}

function withWords(text: string, thisYear: number): ReadDay | undefined {
  const match = /^(?:(?:[a-z]+,? )?(\d{1,2})(?:e|de|ste)?[- .])?([a-z]{3,9})\.?[- .](\d{4}|'?\d{2})$/i.exec(text)
  if (!match) return undefined
  const word = (match[2] ?? '').slice(0, 3).toLowerCase()
  const month = monthWords.indexOf(word) + 1 || (otherMonthWords[word] ?? 0)
  return month === 0 ? undefined : whole(fullYear(match[3] ?? '', thisYear), month, Number(match[1] ?? 0))
}

function fullYear(text: string, thisYear: number): number {
  const year = Number(text.replace("'", ''))
  if (text.replace("'", '').length > 2) return year
  const century = Math.floor(thisYear / 100) * 100
  return century + year > thisYear ? century - 100 + year : century + year
}
