import type { Problem, TableRow } from './cell.ts'

export interface SheetData {
  readonly name: string
  readonly hidden: boolean
  readonly rows: TableRow[]
  /** Cells that were merged: row and column numbers from 1, both ends included. */
  readonly merged: readonly MergedCells[]
  readonly problems: Problem[]
}
export interface MergedCells {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

/** What a sheet needs from the rest of its workbook. */
export interface WorkbookParts {
  readonly strings: readonly string[]
  /** Per cell style: does it show a date? */
  readonly dateStyles: readonly boolean[]
  /** Per cell style: does it show a share, so that 0.45 stands there as 45%? */
  readonly percentStyles: readonly boolean[]
  readonly date1904: boolean
}

/** Cells that may still be read, over all sheets. */
export interface Budget {
  cells: number
}
