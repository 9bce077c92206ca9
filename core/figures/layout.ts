import { cellText, isBlank, type TableRow } from '../import/cell.ts'
import type { Sheet } from '../import/table.ts'
import { isFigureLike } from './read-figure.ts'
import { readPeriod } from './period.ts'
import { readAreaCode } from './regions.ts'
import { isUnit, regionPart, roleOfHeader } from './words.ts'

/** A sheet taken apart: titles above, rows of names, the data, and what stands below. */
export interface Layout {
  readonly titles: readonly string[]
  /** Indexes in `sheet.rows` of the first and last row of names; -1 when the table begins at once. */
  readonly first: number
  readonly last: number
  /** Per column the names above it, from the top down, with what spans several columns repeated; without empty ones. */
  readonly headers: readonly (readonly string[])[]
  /** What the first cell calls each row of names ('Perioden', 'Marges'), aligned with the rows. */
  readonly rows: readonly TableRow[]
  /** Whether there is a row with figures at all. */
  readonly found: boolean
  readonly footers: readonly string[]
  /** The line on which another table begins, which is left out; null when there is one table. */
  readonly second: number | null
}

const SEARCHED = 60
const footer = /^(?:bron|source|toelichting|noten?|voetnoot|peildatum|afgedrukt|gegenereerd|©|\(c\)|\*|\d?\)|let op|legenda|verklaring|x\s*[=:]|\.\s*[=:]|[-–]\s*[=:]|n\.?b\.?\s*:|copyright|cbs|datum)/i

/** A source or a note below the figures. */
const isFooter = (row: TableRow): boolean => { const cells = filled(row); return cells.length <= 2 && footer.test(cellText(cells[0]).trim()) }

const filled = (row: TableRow) => row.cells.filter((cell) => !isBlank(cell))

/** A year alone may be a name above a column as well as a value in a row. */
const isYear = (text: string): boolean => readPeriod(text) !== null

/** Does a row hold figures? Names above columns can be years, units and codes of areas, which do not count. */
function holdsFigures(row: TableRow): boolean {
  const cells = filled(row)
  const figures = cells.filter((cell) => isFigureLike(cell) && !isYear(cellText(cell)) && !(typeof cell === 'number' && isYear(String(cell))))
  if (figures.length === 0) return false
  const [first, ...others] = cells
  // 'indicator;036101;036102' names areas by their digits.
  if (others.length > 1 && typeof first === 'string' && roleOfHeader(first) !== null && others.every((cell) => /^0?\d{5,8}$/.test(cellText(cell).trim()) && readAreaCode(cellText(cell)) !== null) && new Set(others.map(cellText)).size === others.length) return false
  return cells.length > 1 || typeof first === 'number'
}

/** A row that says of the areas in the columns what they are; only the row of their codes is of use. */
const describesAreas = (row: TableRow): boolean => typeof row.cells[0] === 'string' && ['gebied', 'niveau', 'overslaan'].includes(regionPart(row.cells[0]) ?? '') && filled(row).length > 2

/** Finds the rows of names: right above the first rows that hold figures. `pointed` is the first row of names where the user points at it. */
export function layoutOf(sheet: Sheet, pointed: number | null = null): Layout {
  const whole = sheet.rows.filter((row) => !describesAreas(row)), header = pointed === null ? null : Math.max(0, whole.indexOf(sheet.rows[pointed]!))
  const from = header === null ? 0 : header + 1, begin = firstData(whole, from), data = begin ?? Math.min(from, whole.length)
  const first = header ?? firstHeader(whole, data)
  const last = first < 0 ? -1 : Math.max(first, data - 1)
  const { rows, second } = onlyTable(whole, last, data)
  const names = first < 0 ? [] : rows.slice(first, last + 1)
  const end = lastData(rows, data)
  return {
    titles: rows.slice(0, first < 0 ? data : first).map((row) => filled(row).map(cellText).join(' ').trim()).filter((text) => text !== ''),
    first: first < 0 ? first : sheet.rows.indexOf(rows[first]!), last: last < 0 ? last : sheet.rows.indexOf(rows[last]!), found: begin !== null, headers: headersOf(sheet, names, widthOf(rows)), rows: rows.slice(data, end + 1), footers: rows.slice(end + 1).map((row) => filled(row).map(cellText).join(' ').trim()), second,
  }
}

/** Ends the rows where names stand once more: the same ones are left out, with other ones a second table begins. */
function onlyTable(rows: readonly TableRow[], last: number, data: number): { readonly rows: readonly TableRow[]; readonly second: number | null } {
  const names = rows[last], key = names?.cells.findIndex((cell) => !isBlank(cell)) ?? -1
  if (!names || key < 0) return { rows, second: null }
  const textIn = (row: TableRow, column: number): string => cellText(row.cells[column]).trim()
  const isNames = (row: TableRow): boolean => textIn(row, key) === textIn(names, key) && filled(row).length > 1 && !holdsFigures(row)
  const again = new Set(rows.filter((row, at) => at >= data && isNames(row)))
  const other = [...again].find((row) => row.cells.some((_, column) => textIn(row, column) !== textIn(names, column)))
  return { rows: rows.filter((row) => !again.has(row) && (other === undefined || row.line < other.line)), second: other?.line ?? null }
}

const widthOf = (rows: readonly TableRow[]): number => rows.reduce((width, row) => Math.max(width, row.cells.length), 0)

/** The first row that holds figures, and after which most rows do. */
function firstData(rows: readonly TableRow[], from: number): number | null {
  for (let at = from; at < Math.min(rows.length, from + SEARCHED); at++) {
    if (!holdsFigures(rows[at]!)) continue
    const next = rows.slice(at + 1, at + 7).filter((row) => !isFooter(row))
    if (next.length === 0 || next.filter(holdsFigures).length * 3 >= next.length) return groupAbove(rows, at, from)
  }
  return null
}

/** A heading with nothing beside it, directly above the first figures, belongs to them: 'Onveiligheidsgevoelens'. */
function groupAbove(rows: readonly TableRow[], at: number, from: number): number {
  const above = rows[at - 1], before = rows[at - 2]
  if (at - 1 <= from || !above || !before || filled(above).length !== 1 || isBlank(above.cells[0]) || filled(before).length < 2) return at
  return at - 1
}

/** Going up from the data as long as rows have something above more than the first column. */
function firstHeader(rows: readonly TableRow[], data: number): number {
  let first = data
  while (first > 0 && data - first < 6) {
    const row = rows[first - 1]!
    const cells = filled(row)
    const beyondFirst = row.cells.some((cell, column) => column > 0 && !isBlank(cell))
    if (!(beyondFirst || (cells.length === 1 && widthOf(rows.slice(data, data + 20)) === 1))) break
    // 'Bron: CBS' beside a date, or 'Perioden: 2022', is no name of a column.
    if (cells.length > 1 && cells.length <= 2 && /:\s*$|^(?:bron|datum|peildatum)\b/i.test(cellText(cells[0])) && widthOf(rows) > 3) break
    first--
  }
  return first === data ? -1 : first
}

function lastData(rows: readonly TableRow[], data: number): number {
  let end = rows.length - 1
  while (end > data) {
    const cells = filled(rows[end]!)
    const text = cellText(cells[0]).trim()
    if (holdsFigures(rows[end]!) && !isFooter(rows[end]!)) break
    if (cells.length > 3 && !footer.test(text)) break
    end--
  }
  return end
}

/** Names per column; a name over several columns counts for each of them. */
function headersOf(sheet: Sheet, names: readonly TableRow[], width: number): string[][] {
  const levels = names.map((row, level) => spread(sheet, row, width, level < names.length - 1 ? names[level + 1]! : null))
  const titles = dimensionNames(names)
  return Array.from({ length: width }, (_, column) => {
    const own = levels.map((level) => level[column] ?? '')
    // Above the first column stand the names of the rows of names themselves; the last one is the column's own.
    if (column === 0 && titles) return own.filter((text) => regionPart(text) === null).slice(-1).filter((text) => text !== '')
    return own.filter((text, level) => text !== '' && !isDimension(text, level === own.length - 1) && own.indexOf(text) === level || (names.length === 1 && text !== ''))
  })
}

/** 'Onderwerp', or 'Wijken en buurten' above names of wijken: what the names below are, no name itself. */
const isDimension = (text: string, last: boolean): boolean => /^(?:onderwerp|topic)$/i.test(text) || (!last && /^(?:perioden?|periods?|marges|regio'?s|regions|wijken en buurten)$/i.test(text))

/** Of StatLine: 'Onderwerp', 'Perioden', "Regio's" under each other in the first column. */
const dimensionNames = (names: readonly TableRow[]): boolean => names.length > 1 && names.slice(0, -1).some((row) => /^(?:onderwerp|perioden?|marges|regio'?s|wijken en buurten|)$/i.test(cellText(row.cells[0]).trim()))

function spread(sheet: Sheet, row: TableRow, width: number, below: TableRow | null): string[] {
  const texts = Array.from({ length: width }, (_, column) => cellText(row.cells[column]).replace(/\s+/g, ' ').trim().slice(0, 600))
  if (!below) return texts
  const merged = sheet.merged.filter((area) => area.top === row.line)
  for (const area of merged) for (let column = area.left; column < Math.min(area.right, width); column++) texts[column] = texts[area.left - 1] ?? ''
  if (merged.length > 0 || texts.every((text) => text === '' || isUnit(text))) return texts
  // A table that lost its merged cells on the way to CSV.
  let held = ''
  return texts.map((text, column) => { if (text !== '') held = text; return text === '' && column > 0 && !isBlank(below.cells[column]) ? held : text })
}
