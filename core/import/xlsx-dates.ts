import { addDays, dayOf } from '../text/days.ts'
import type { CellDate } from './cell.ts'

/** Number formats that Excel knows by number only and that show a date or time. */
const isBuiltInDate = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

/** Does a number with this format show as a date or time? */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return isBuiltInDate(id)
  // Texts in quotes, escaped characters, colours and conditions say nothing; [h] counts hours and does.
  const bare = (code.split(';')[0] ?? '').replace(/"[^"]*"?|\\.|_.|\*./g, '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
  return !/general|standaard|0|#|\?/i.test(bare.replace(/s\.0+/gi, 's')) && /[dmyhsj]/i.test(bare)
}

/** Does a number with this format show a hundred times larger, with a percent sign? */
export const isPercentFormat = (id: number, code: string | undefined): boolean => (code === undefined ? id === 9 || id === 10 : (code.split(';')[0] ?? '').replace(/"[^"]*"?|\\./g, '').includes('%'))

/** The day and time of a serial number, or null outside the years that Excel has. */
export function fromSerial(serial: number, date1904: boolean): CellDate | null {
  if (!Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return null
  let days = Math.floor(serial)
  let seconds = Math.round((serial - days) * 86_400)
  if (seconds === 86_400) { days++; seconds = 0 }
  const time = seconds === 0 ? null : `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`
  if (date1904) return { date: serial < 1 ? null : addDays('1904-01-01', days), time: time ?? (serial < 1 ? '00:00:00' : null) }
  if (days === 0) return { date: null, time: time ?? '00:00:00' }
  // Excel believes that 29 February 1900 existed (serial 60), so days before it are one off.
  return { date: addDays('1899-12-30', days < 61 ? days + 1 : days), time }
}

const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')

/** An ISO 8601 date, time or both, as strict workbooks and `t="d"` cells hold them. */
export function fromIso(text: string): CellDate | null {
  const match = /^(?:(\d{4})-(\d\d)-(\d\d))?(?:T?(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?Z?$/.exec(text.trim())
  if (!match || (match[1] === undefined && match[4] === undefined)) return null
  const date = match[1] === undefined ? null : dayOf(Number(match[1]), Number(match[2]), Number(match[3]))
  if (match[1] !== undefined && date === null) return null
  const time = match[4] === undefined ? null : `${match[4]}:${match[5] ?? '00'}:${match[6] ?? '00'}`
  return { date, time: time === '00:00:00' && date !== null ? null : time }
}
