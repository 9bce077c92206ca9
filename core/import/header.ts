import { cellText, isBlank, isCellDate, type Cell, type TableRow } from './cell.ts'
import { namelessColumn, targetOfHeader } from './columns.ts'
import { forbiddenHeader } from './forbidden.ts'
import type { Sheet } from './table.ts'

/** Where the column names are and what they are. */
export interface Header {
  /** Index in `sheet.rows` of the first and last row of names; -1 when the list has no names and starts at once. */
  readonly first: number
  readonly last: number
  /** One unique name per column; 'Kolom 3' where there is none. */
  readonly names: readonly string[]
}

/** The rows of a list under its header. */
export interface DataTable {
  readonly header: Header
  readonly rows: readonly TableRow[]
  /** Rows that are no data: totals and source lines under the list. */
  readonly skipped: readonly { readonly line: number; readonly why: string }[]
}

const SEARCHED_ROWS = 40
/** A merge over more rows is no household but a whole sheet. */
const HIGHEST_MERGE = 200
const unit = /^(?:aantal|%|x 1[ .]?000|(?:mld|mln|1 000)? ?euro|getal|km|index|n)$/i

/** Finds the row of column names under titles and blank rows, or sees that there is none. */
export function findHeader(sheet: Sheet): Header {
  const rows = sheet.rows.slice(0, SEARCHED_ROWS)
  const usual = usualWidth(sheet.rows)
  let best = -1, bestScore = 0
  rows.forEach((row, index) => {
    const score = headerScore(row, usual) - index / 1000
    if (score > bestScore) [best, bestScore] = [index, score]
  })
  const above = rows[best - 1], found = rows[best]
  // A row of units ('aantal', '%') is the last of several rows of names.
  if (above && found && filled(found).slice(1).every((cell) => unit.test(cellText(cell).trim())) && filled(found).length > 1 && filled(above).length > 1) best--
  return best < 0 ? { first: -1, last: -1, names: columnNames([], widthOf(sheet.rows)) } : headerAt(sheet, best)
}

/** The header when the user points at a row (or the first of several rows of names). */
export function headerAt(sheet: Sheet, index: number): Header {
  const width = widthOf(sheet.rows)
  if (index < 0 || index >= sheet.rows.length) return { first: -1, last: -1, names: columnNames([], width) }
  let last = index
  while (last - index < 2 && continues(sheet, index, last)) last++
  const levels: string[][] = []
  for (let at = index; at <= last; at++) levels.push(namesIn(sheet, at, at < last))
  const above = namesAbove(sheet, index)
  let group = ''
  const names = Array.from({ length: width }, (_, column) => {
    group = above[column] || group
    const parts = levels.map((level) => (level[column] ?? '').trim()).filter((part) => part !== '')
    return parts.length === 0 ? above[column] ?? '' : underGroup(parts.filter((part, i) => parts.indexOf(part) === i).join(' '), group)
  })
  return { first: index, last, names: columnNames(names, width) }
}

/** Cuts a sheet under its header and sets total rows and source lines apart. */
export function tableUnder(sheet: Sheet, header: Header): DataTable {
  const rows: TableRow[] = []
  const skipped: { line: number; why: string }[] = []
  const width = header.names.length
  for (const row of mergedDown(sheet, sheet.rows.slice(header.last + 1))) {
    const why = notData(row, width) ?? (repeats(row, header) ? 'Dit zijn de kolomnamen nog een keer.' : undefined)
    if (why === undefined) rows.push(row)
    else skipped.push({ line: row.line, why })
  }
  return { header, rows, skipped }
}

/** A cell that was merged over several rows holds for each of them: the address of a household. */
function mergedDown(sheet: Sheet, rows: readonly TableRow[]): readonly TableRow[] {
  const first = rows[0]?.line ?? 0
  const areas = sheet.merged.filter(({ top, bottom }) => top >= first && bottom > top && bottom - top < HIGHEST_MERGE)
  if (areas.length === 0) return rows
  const cells = new Map(rows.map((row) => [row.line, [...row.cells]]))
  for (const { top, bottom, left } of areas) {
    const value = cells.get(top)?.[left - 1] ?? ''
    for (let line = top + 1; line <= bottom; line++) {
      const below = cells.get(line)
      while (below && below.length < left) below.push('')
      if (below && isBlank(below[left - 1])) below[left - 1] = value
    }
  }
  return rows.map(({ line }) => ({ line, cells: cells.get(line) ?? [] }))
}

const filled = (row: TableRow): Cell[] => row.cells.filter((cell) => !isBlank(cell))

const widthOf = (rows: readonly TableRow[]): number => rows.reduce((width, row) => Math.max(width, row.cells.length), 0)

/** Filled cells of most rows further down. */
function usualWidth(rows: readonly TableRow[]): number {
  const counts = new Map<number, number>()
  for (const row of rows.slice(0, 200)) {
    const width = row.cells.length
    counts.set(width, (counts.get(width) ?? 0) + 1)
  }
  return [...counts].reduce((best, [width, count]) => (count > best[1] || (count === best[1] && width > best[0]) ? [width, count] : best), [1, 0])[0]
}

/** How much a row looks like names of columns; 0 or less when it does not. */
function headerScore(row: TableRow, usual: number): number {
  const cells = filled(row)
  if (cells.length === 0 || cells.length < Math.min(2, usual)) return 0
  if (cells.some((cell) => !isNameLike(cell))) return 0
  const known = cells.filter((cell) => targetOfHeader(cellText(cell)) !== undefined).length
  const share = Math.min(1, cells.length / usual)
  return known * 2 + (share >= 0.5 ? share : 0)
}

/** A column name is text without digits only, addresses, dates; years and 'q12' pass. */
function isNameLike(cell: Cell): boolean {
  if (typeof cell === 'boolean' || isCellDate(cell)) return false
  if (typeof cell === 'number') return Number.isInteger(cell) && cell >= 1900 && cell < 2100
  const text = cell.trim()
  // BRP elements ('01.02.40') and years are names in spite of their digits.
  if (/^(?:19|20)\d\d$|^\d\d\.\d\d\.\w+$/.test(text)) return true
  return text.length <= 120 && !/^[^@\s]+@[^@\s]+$|^[-+]?[\d.,\s]+%?$|^\d{4}\s?[A-Z]{2}$|^\d{1,4}[-/]\d{1,2}[-/]\d{1,4}$/i.test(text)
}

/** Is the row after `last` a further row of names? Only when the names so far leave columns alike or nameless. */
function continues(sheet: Sheet, first: number, last: number): boolean {
  const next = sheet.rows[last + 1]
  if (!next || last + 2 >= sheet.rows.length || filled(next).length < 2 || filled(next).some((cell) => !isNameLike(cell))) return false
  const row = sheet.rows[last]
  const cells = filled(next).slice(1).map((cell) => cellText(cell).trim())
  if (cells.length > 0 && cells.every((text) => unit.test(text))) return true
  if (!row || last > first + 1) return false
  const merged = sheet.merged.some((area) => area.top === row.line && area.right > area.left)
  const names = filled(row).map((cell) => cellText(cell).trim())
  const alike = names.length > 1 && new Set(names).size < names.length
  const below = filled(next)
  const years = below.slice(1).every((cell) => /^(?:19|20)\d\d\*?$/.test(cellText(cell)))
  const known = below.filter((cell) => targetOfHeader(cellText(cell)) !== undefined).length
  // Names under a name that is wider than one column: 'Adres | ' over 'Straat | Plaats'.
  const parts = known === below.length && next.cells.some((cell, column) => !isBlank(cell) && isBlank(row.cells[column]))
  return parts || (merged && below.length > names.length) || (alike && years) || known > Math.max(1, names.filter((name) => targetOfHeader(name) !== undefined).length)
}

/** Names in one row; a name over several columns (merged, or repeated by leaving the next ones blank) counts for each. */
function namesIn(sheet: Sheet, index: number, group: boolean): string[] {
  const row = sheet.rows[index]
  if (!row) return []
  const names = row.cells.map((cell) => cellText(cell).trim())
  if (group) {
    for (const area of sheet.merged) {
      if (area.top !== row.line) continue
      for (let column = area.left; column < area.right && column < 1024; column++) names[column] = names[area.left - 1] ?? ''
    }
  }
  return names
}

/** Names in the row above, for columns that have none in the header itself: in 'Naam | Adres | ' over ' | Straat | Plaats' the name stands one higher. A title stands alone and is no name. */
function namesAbove(sheet: Sheet, index: number): readonly string[] {
  const row = sheet.rows[index - 1]
  return row && filled(row).length > 1 && filled(row).every(isNameLike) ? row.cells.map((cell) => cellText(cell).trim()) : []
}

/** 'Datum' under 'Toestemming', 'Naam' under 'Partner': a name that says too little, or something else, without the one over it. */
function underGroup(name: string, group: string): string {
  const whole = `${group} ${name}`
  if (group === '' || group === name || forbiddenHeader(name) !== undefined) return name
  return forbiddenHeader(whole) !== undefined || (targetOfHeader(name) === undefined && targetOfHeader(whole) !== undefined) ? whole : name
}

/** Unique names: blank ones get a number, repeated ones a count. Compared by exact text, so `__proto__` is a name like any other. */
function columnNames(given: readonly string[], width: number): string[] {
  const taken = new Set<string>()
  return Array.from({ length: width }, (_, column) => {
    const raw = (given[column] ?? '').replace(/\s+/g, ' ').trim()
    const name = raw === '' ? namelessColumn(column) : raw
    let unique = name
    for (let count = 2; taken.has(unique); count++) unique = `${name} (${String(count)})`
    taken.add(unique)
    return unique
  })
}

/** The names of the columns once more, as lists of several pages have them. */
const repeats = (row: TableRow, { first, names }: Header): boolean =>
  first >= 0 && filled(row).length > 1 && row.cells.every((cell, column) => isBlank(cell) || cellText(cell).replace(/\s+/g, ' ').trim() === names[column])

/** Why a row under the header is no data, or undefined. */
function notData(row: TableRow, width: number): string | undefined {
  const cells = filled(row)
  const first = cells[0] === undefined ? '' : cellText(cells[0]).trim()
  const others = cells.slice(1)
  if (/^(?:(?:sub|eind)?totaal|total|som|aantal)\b/i.test(first) && others.every((cell) => typeof cell === 'number' || /^[-\d.,%\s]*$/.test(cellText(cell))) && (others.length > 0 || width > 1)) return 'Dit is een totaalregel.'
  if (cells.length === 1 && width > 2 && /^(?:bron|source|toelichting|noot|peildatum|afgedrukt|gegenereerd)\b|^©/i.test(first)) return 'Dit is een regel onder de lijst.'
  return undefined
}
