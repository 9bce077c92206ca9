import { isBlank, isCellDate, type Cell } from '../import/cell.ts'
import type { Figure, FigureMark } from './figure.ts'

/** How numbers are written: `,` before decimals (Dutch), `.` before decimals, or nothing that tells. */
export type NumberStyle = ',' | '.' | null

/** '31,4 (27,1 – 35,7)' is the longest that a cell of figures holds; of what is longer the patterns would take very long. */
const LONGEST = 120
const number = String.raw`[-−–+]?\d[\d.,\u00a0\u202f ]*(?:e[+]?\d{1,2})?`
const whole = new RegExp(`^${number}$`, 'iu')
/** '23,4 (20,1 – 26,7)', '23,4 ± 2,1', '20,1 - 26,7', '23,4 (n=512)'. */
const withLimits = new RegExp(String.raw`^(${number})\s*[([]\s*(${number})\s*(?:[-–;/]|tot|t/m|to)\s*(${number})\s*[)\]]$`, 'iu')
const onlyLimits = new RegExp(String.raw`^[([]?\s*(\d[\d.,]*)\s*(?:[-–;/]|tot|t/m)\s*(\d[\d.,]*)\s*[)\]]?$`, 'iu')
const withMargin = new RegExp(String.raw`^(${number})\s*(?:±|\+/-|\+-)\s*(${number})$`, 'iu')
const withCount = new RegExp(String.raw`^(${number})\s*\(\s*n\s*=\s*(\d[\d. ]*)\)$`, 'iu')

const missing = new Set(['.', '..', '...', '', 'na', 'n/a', '#n/a', '#n/b', 'n/b', 'nb', 'n.b.', 'nvt', 'n.v.t.', 'null', 'nan', 'onbekend', 'geen gegevens', 'missing', '#waarde!', '#value!', '#deel/0!', '#div/0!', '?', '^'])
const secret = new Set(['x', 'geheim', 'te weinig', 'te weinig waarnemingen', 'tw', 't.w.', 'te klein', 'onderdrukt', 'niet getoond', '#', '*', '**', '†', '~'])
const nil = new Set(['-', '–', '—', '−', '--', 'nihil', 'geen'])

/** Numbers that CBS writes where there is no number. */
const sentinel = (value: number): boolean => value === -99997 || value === -99999 || value === -99995 || value === -99996 || value === -99998 || value === -99999999 || value === -99997000

/** Every mark of a cell, or undefined when its text is none. `<10` says that fewer than ten answered, `>95%` that the source cuts it off. */
export function markOf(text: string): FigureMark | undefined {
  const word = text.trim().toLowerCase().replace(/^[([]\s*([^()[\]\d]+?)\s*[)\]]$/, '$1')
  if (missing.has(word)) return '.'
  if (secret.has(word) || /^(?:n\s*)?[<≤>≥]=?\s*\d{1,3}\s*%?$/.test(word)) return 'x'
  return nil.has(word) ? '-' : undefined
}

/** Which style a text of digits can only be; null when it could be either. */
export function styleOf(text: string): NumberStyle {
  const clean = text.trim().replace(/[*%€\s\u00a0\u202f]/g, '')
  const comma = clean.lastIndexOf(','), point = clean.lastIndexOf('.')
  if (comma >= 0 && point >= 0) return comma > point ? ',' : '.'
  const sign = comma >= 0 ? ',' : point >= 0 ? '.' : null
  if (sign === null || !/^[-−–+]?\d*[.,\d]*$/.test(clean)) return null
  const groups = clean.split(sign)
  // '0.452' and '12.34' cannot be thousands; '1.234.567' cannot be decimals.
  if (groups.length > 2) return sign === ',' ? '.' : ','
  return groups[1]?.length !== 3 || /^[-−–+]?0*$/.test(groups[0] ?? '') || (groups[0] ?? '').replace(/\D/g, '').length > 3 ? sign : null
}

/** A number as it is written, or undefined. `style` decides what `1.234` is where the text itself does not say. */
export function readNumber(text: string, style: NumberStyle): number | undefined {
  const clean = text.trim().replace(/\s*%$/, '').replace(/^[−–]\s*/, '-').replace(/^\+/, '').replace(/[\s\u00a0\u202f](?=\d{3}(?:\D|$))/g, '')
  if (/^-?\d+$/.test(clean)) return Number(clean)
  if (/^-?\d+(?:[.,]\d+)?e\+?\d{1,2}$/i.test(clean)) return Number(clean.replace(',', '.'))
  const decimal = styleOf(clean) ?? style ?? ','
  const thousand = decimal === ',' ? '.' : ','
  const parts = clean.split(decimal)
  if (parts.length > 2) return undefined
  const [integer = '', fraction = ''] = parts
  const grouped = /^-?\d{1,3}(?:[.,]\d{3})+$/.test(integer)
  if (!/^-?\d*$/.test(grouped ? integer.replaceAll(thousand, '') : integer) || !/^\d*$/.test(fraction) || (integer === '' && fraction === '') || integer === '-') return undefined
  return Number(`${grouped ? integer.replaceAll(thousand, '') : integer || '0'}.${fraction || '0'}`)
}

/** What a cell says: null for an empty one, undefined when it is neither a figure nor a mark. `share`: limits without a value. */
export type ReadFigure = Pick<Figure, 'value' | 'low' | 'high' | 'n' | 'mark' | 'provisional'>
export const bare: ReadFigure = { value: null, low: null, high: null, n: null, mark: null, provisional: false }

export function readFigure(cell: Cell | undefined, style: NumberStyle): ReadFigure | null | undefined {
  if (cell === undefined || isBlank(cell)) return null
  if (typeof cell === 'number') return Number.isFinite(cell) ? settled(cell) : undefined
  if (typeof cell === 'boolean' || isCellDate(cell)) return undefined
  const text = cell.trim()
  if (text.length > LONGEST) return undefined
  // Nearly every cell is a plain number.
  if (/^-?\d+$/.test(text) || (style === '.' && /^-?\d+\.\d+$/.test(text))) return settled(Number(text))
  if (style === ',' && /^-?\d+,\d+$/.test(text)) return settled(Number(text.replace(',', '.')))
  const mark = markOf(text)
  if (mark !== undefined) return { ...bare, mark }
  // One or two asterisks: provisional, further provisional.
  const starred = /^(.*?\d.*?)\s*\*{1,3}$/.exec(text) ?? /^\*{1,2}\s*(.*\d.*)$/.exec(text)
  // Signs of a bureau behind or around a number: a significant difference, a note, few answers.
  const plain = (starred?.[1] ?? text).replace(/^(?:±|\+\/-|€|eur)\s*(?=[-\d])/i, '').replace(/(?<=[\d%])\s*(?:[▲▼△▽↑↓⬆⬇¹²³⁴⁵†‡^]+|\([+-]\)|\+|\s[a-e])$/u, '').replace(/^\(\s*([-−–]?\d[\d.,]*\s*%?)\s*\)$/u, '$1')
  const read = readPlain(plain, style)
  return read && starred ? { ...read, provisional: true } : read
}

const settled = (value: number): ReadFigure => (sentinel(value) ? { ...bare, mark: '.' } : { ...bare, value })

function readPlain(text: string, style: NumberStyle): ReadFigure | undefined {
  const at = (part: string | undefined): number | null => (part === undefined ? null : (readNumber(part, style) ?? null))
  if (whole.test(text) || /^[-−–+]?\d[\d.,]*\s*%$/.test(text)) {
    const value = readNumber(text, style)
    if (value !== undefined) return settled(value)
  }
  const limits = withLimits.exec(text)
  if (limits) return { ...bare, value: at(limits[1]), low: at(limits[2]), high: at(limits[3]) }
  const margin = withMargin.exec(text)
  if (margin) {
    const value = at(margin[1]), half = at(margin[2])
    return value === null || half === null ? undefined : { ...bare, value, low: minus(value, half), high: minus(value, -half) }
  }
  const count = withCount.exec(text)
  if (count) return { ...bare, value: at(count[1]), n: at(count[2]) }
  const range = onlyLimits.exec(text)
  return range && /\D/.test(text) && !/^\d{4}\s*[-/]\s*\d{2,4}$/.test(text) ? { ...bare, low: at(range[1]), high: at(range[2]) } : undefined
}

/** Difference without the dust of binary fractions: 7,3 − 0,1 is 7,2. */
export const minus = (a: number, b: number): number => Math.round((a - b) * 1e9) / 1e9

/** Does the cell hold a figure or a mark? Empty cells answer false. */
export const isFigureLike = (cell: Cell | undefined): boolean => { const read = readFigure(cell, ','); return read !== null && read !== undefined }
