import { isBlank, type TableRow } from './cell.ts'
import type { DataTable } from './header.ts'

/**
 * An extract of the BRP has several rows per person: the first has the present data, the ones under it (without the
 * name of the person's list in front) what was there before. Answers the rows that are history; none for other files.
 */
export function historyRows(table: DataTable): ReadonlySet<TableRow> {
  const { names } = table.header
  if (!names.includes('01.02.40') || !names.includes('08.11.60') || /^\d\d\.\d\d\./.test(names[0] ?? '')) return new Set()
  return new Set(table.rows.filter((row) => isBlank(row.cells[0])))
}
