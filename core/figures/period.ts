import { isCellDate, type Cell } from '../import/cell.ts'

/** When a figure was measured. `key` sorts: '2023', '2023-K2', '2023-M05'; `year` decides about method breaks. */
export interface Period {
  readonly key: string
  readonly year: number
  readonly provisional: boolean
}

const period = (year: number, part = '', provisional = false): Period | null => (year >= 1900 && year < 2100 ? { key: `${String(year)}${part === '' ? '' : `-${part}`}`, year, provisional } : null)
/** Month 1 to 12 by its name or the start of it; 0 when it is none. */
const monthNumber = (text: string): number => (/^(?:mrt|mar)$/.test(text) ? 3 : text === 'may' ? 5 : text === 'oct' ? 10 : months.findIndex((name) => name === text || name.slice(0, 3) === text) + 1)
const two = (n: number) => String(n).padStart(2, '0')
const months = ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december']

/**
 * A period as tables write it: `2023`, `2023*`, `2023JJ00`, `2022KW03`, `2022MM05`, `2022 3e kwartaal`, `2022-Q3`, `mei 2022`, `jan-23`, `VM 2021`,
 * `meting 2019`, a date. `2015-2017` and `2020/'21` count for the last year. Null when it is none.
 */
export function readPeriod(cell: Cell | undefined): Period | null {
  if (cell === undefined || typeof cell === 'boolean') return null
  if (typeof cell === 'number') return Number.isInteger(cell) ? period(cell) : null
  if (isCellDate(cell)) return cell.date === null ? null : period(Number(cell.date.slice(0, 4)))
  if (cell.length > 60 || !/\d\d/.test(cell)) return null
  const provisional = /\*\s*$/.test(cell)
  const text = cell.trim().replace(/\s*\*+$/, '').toLowerCase()
  const short = /^(\p{L}{3,9})\.?\s*[-'’/]\s*(\d\d)$/u.exec(text), shortMonth = monthNumber(short?.[1] ?? '')
  if (short && shortMonth > 0) return period(2000 + Number(short[2]), `M${two(shortMonth)}`, provisional)
  if (!/(?:19|20)\d\d/.test(text)) return null
  const plain = /^((?:19|20)\d\d)$/.exec(text)
  if (plain) return period(Number(plain[1]), '', provisional)
  const coded = /^((?:19|20)\d\d)(jj|kw|mm|hj|sj|x0|g0)(\d\d)$/.exec(text)
  if (coded) {
    const nth = Number(coded[3]), kind = coded[2] ?? ''
    return period(Number(coded[1]), kind === 'kw' ? `K${String(nth)}` : kind === 'mm' ? `M${two(nth)}` : kind === 'hj' ? `H${String(nth)}` : '', provisional)
  }
  const quarter = /^((?:19|20)\d\d)\s*[-_ ]?\s*(?:q|k|kw)([1-4])$|^((?:19|20)\d\d)\s+([1-4])e\s+kwartaal$|^(?:q|k|kw)([1-4])\s*[-_ ]?\s*((?:19|20)\d\d)$|^([1-4])e\s+kwartaal\s+((?:19|20)\d\d)$/.exec(text)
  if (quarter) return period(Number(quarter[1] ?? quarter[3] ?? quarter[6] ?? quarter[8]), `K${quarter[2] ?? quarter[4] ?? quarter[5] ?? quarter[7] ?? ''}`, provisional)
  const month = /^(?:((?:19|20)\d\d)\s+)?(\p{L}{3,9})\.?(?:\s+((?:19|20)\d\d))?$/u.exec(text)
  const nth = monthNumber(month?.[2] ?? '')
  if (month && nth > 0 && (month[1] ?? month[3]) !== undefined) return period(Number(month[1] ?? month[3]), `M${two(nth)}`, provisional)
  const range = /^((?:19|20)\d\d)\s*[-–/]\s*'?((?:19|20)?\d\d)$/.exec(text)
  if (range) return lastOf(Number(range[1]), range[2] ?? '', provisional)
  const date = /^\d{1,2}[-/]\d{1,2}[-/]((?:19|20)\d\d)$|^((?:19|20)\d\d)-\d{2}-\d{2}(?:t.*)?$/.exec(text)
  if (date) return period(Number(date[1] ?? date[2]), '', provisional)
  const named = /^(?:vm|veiligheidsmonitor|jaar|meting|ronde|peiling|monitor|stand|peiljaar|nulmeting|enquête|enquete|onderzoek|cijfers|uitkomst|resultaat|score|%|pct|percentage)[\s:_-]*((?:19|20)\d\d)$/.exec(text)
  return named ? period(Number(named[1]), '', provisional) : null
}

/** 'Onveilig 2021', 'Rapportcijfer (2023*)': a name and the year behind it; null when there is none. */
export function withYear(text: string): { readonly name: string; readonly period: Period | null } | null {
  const match = text.length > 300 ? null : /^(.*[^\s(,:–-])[\s(,:–-]+((?:19|20)\d\d\*{0,2})\)?$/.exec(text)
  return match && { name: match[1] ?? '', period: readPeriod(match[2]) }
}

/** The part of a year that a column 'Maand' or 'Kwartaal' names beside one of years: 'M05', 'K2'; null when it is none. */
export function partOfYear(header: string, cell: Cell | undefined): string | null {
  const text = (typeof cell === 'number' ? String(cell) : typeof cell === 'string' ? cell : '').trim().toLowerCase().replace(/\.$/, '')
  if (/maand|month/i.test(header)) {
    const month = /^\d{1,2}$/.test(text) ? Number(text) : monthNumber(text)
    return month >= 1 && month <= 12 ? `M${two(month)}` : null
  }
  const quarter = /kwartaal|quarter/i.test(header) ? /^(?:[qk]|kw)?\s*([1-4])(?:e(?:\s+kwartaal)?)?$/.exec(text)?.[1] : undefined
  return quarter === undefined ? null : `K${quarter}`
}

/** The month of a day; null when the cell holds none. */
export function monthOfDay(cell: Cell | undefined): string | null {
  const text = cell !== undefined && typeof cell === 'object' ? (cell.date ?? '') : typeof cell === 'string' ? cell.trim() : ''
  const match = /^\d{1,2}[-/](\d{1,2})[-/](?:19|20)\d\d$|^(?:19|20)\d\d-(\d\d)-\d\d/.exec(text), nth = Number(match?.[1] ?? match?.[2] ?? 0)
  return nth >= 1 && nth <= 12 ? `M${two(nth)}` : null
}

/** May of a year; a period that is part of a year already stays what it is. */
export const inPart = (whole: Period, part: string | null): Period => (part === null || whole.key.includes('-') ? whole : { ...whole, key: `${whole.key}-${part}` })

/** `2015-2017`, `2020/21`: a range that runs forward and ends within some years; '2020-12' is a month. */
function lastOf(from: number, to: string, provisional: boolean): Period | null {
  const year = to.length === 2 ? Math.floor(from / 100) * 100 + Number(to) : Number(to)
  if (to.length === 2 && Number(to) >= 1 && Number(to) <= 12 && year - from !== 1) return period(from, `M${to}`, provisional)
  return year >= from && year - from <= 10 ? period(year, '', provisional) : null
}

/** '2023', '2e kwartaal 2023', 'mei 2023'. */
export function periodName(key: string): string {
  const [year = '', part = ''] = key.split('-')
  if (part.startsWith('K')) return `${part.slice(1)}e kwartaal ${year}`
  if (part.startsWith('H')) return `${part.slice(1)}e halfjaar ${year}`
  return part.startsWith('M') ? `${months[Number(part.slice(1)) - 1] ?? ''} ${year}`.trim() : year
}

export const yearOf = (key: string): number => Number(key.slice(0, 4))

/**
 * The year that a title or a file name tells: 'Perioden: 2022', 'nabijheid-buurt-2021.csv'. Of several the last; null when there is none.
 * The year of a division ('indeling 2025') says how areas are cut, not when was measured.
 */
export function periodInText(text: string): Period | null {
  const labelled = /(?:perioden?|periods?|jaar|peiljaar|verslagjaar)\s*:\s*([^;|\n]+)/i.exec(text)
  const read = labelled ? readPeriod((labelled[1] ?? '').trim()) : null
  if (read) return read
  const years = [...text.replace(/indeling\s+(?:19|20)\d\d/gi, '').matchAll(/(?<!\d)((?:19|20)\d\d)(?!\d)/g)].map((match) => Number(match[1])).filter((year) => year >= 1990 && year < 2060)
  return years.length === 0 ? null : period(Math.max(...years))
}
