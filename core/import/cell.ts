import { dutchDay } from '../text/days.ts'

/** A calendar day, a time of day, or both, as a worksheet holds them: `jjjj-mm-dd` and `uu:mm:ss`. */
export interface CellDate {
  readonly date: string | null
  readonly time: string | null
}

/** What stands in a cell. Text stays exactly as it was; an empty cell is ''. */
export type Cell = string | number | boolean | CellDate

/** One row of a file that holds something. `line` is its line or row number as the user sees it, from 1. */
export interface TableRow {
  readonly line: number
  readonly cells: readonly Cell[]
}

/** Something the user should know about a place in the file. */
export interface Problem {
  readonly line: number
  /** Column number from 1. */
  readonly column?: number
  readonly message: string
}

export const isCellDate = (cell: Cell): cell is CellDate => typeof cell === 'object'

/** A cell as a Dutch reader writes it: `dd-mm-jjjj`, decimal comma, ja/nee. */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return ''
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number') return numberText(cell)
  if (typeof cell === 'boolean') return cell ? 'ja' : 'nee'
  const time = cell.time === null ? '' : cell.time.replace(/:00$/, '')
  if (cell.date === null) return time
  return time === '' ? dutchDay(cell.date) : `${dutchDay(cell.date)} ${time}`
}

/** Never in exponents: a phone number that Excel took for a number must stay readable. */
function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) >= 1e21) return BigInt(value).toString()
  return String(value).replace('.', ',')
}

export const isBlank = (cell: Cell | undefined): boolean => cell === undefined || (typeof cell === 'string' && cell.trim() === '')
