import { cellText, isBlank } from './cell.ts'
import { targetOfHeader } from './columns.ts'
import { findHeader } from './header.ts'
import type { Sheet } from './table.ts'

const LOOKED_AT = 200

/** Names of contact fields above the list: a sheet 'Toelichting' in front of it has none. */
const fieldsOf = (sheet: Sheet): number => findHeader(sheet).names.filter((name) => targetOfHeader(name) !== undefined).length

/** Cells that hold a number, however it is written. */
const numbersOf = (sheet: Sheet): number => sheet.rows.slice(0, LOOKED_AT).reduce((count, { cells }) => count + cells.filter((cell) => !isBlank(cell) && /^[-–]?[\d.,\s]+%?$/.test(cellText(cell).trim())).length, 0)

/** Index of the sheet to open first: of those that are shown and have rows the one that looks most like a list; of equals the first. */
function choose(sheets: readonly Sheet[], score: (sheet: Sheet) => number): number {
  const scores = sheets.map((sheet) => (sheet.hidden || sheet.rows.length === 0 ? -1 : score(sheet)))
  return Math.max(0, scores.indexOf(Math.max(0, ...scores)))
}

export const contactSheet = (sheets: readonly Sheet[]): number => choose(sheets, fieldsOf)
export const figureSheet = (sheets: readonly Sheet[]): number => choose(sheets, numbersOf)
