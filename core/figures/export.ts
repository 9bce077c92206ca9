import { toCsv } from '../export/csv.ts'
import { toXlsx, type SheetCell } from '../export/xlsx.ts'
import { sizeOf, type SmallNumbers } from './compare.ts'
import type { Figure } from './figure.ts'

/** One figure on its way out. */
export interface FigureRow { readonly code: string; readonly area: string; readonly period: string; readonly theme: string; readonly indicator: string; readonly unit: string; readonly figure: Figure; readonly source: string }

const columns = ['gebiedscode', 'gebied', 'periode', 'thema', 'indicator', 'eenheid', 'waarde', 'ondergrens', 'bovengrens', 'n', 'bron'] as const
const widths = [14, 28, 10, 22, 44, 14, 10, 11, 11, 8, 30]

const csvNumber = (value: number | null): string => (value === null ? '' : String(value).replace('.', ','))

/** The value with the marks of CBS: `x` secret, `.` not known, `-` nil, `*` provisional. */
function valueCell({ value, mark, provisional }: Figure): SheetCell {
  if (value === null) return mark ?? '.'
  return provisional ? `${csvNumber(value)}*` : value
}

/** Figures of too few answers leave as secret, without their limits. */
function cells({ code, area, period, theme, indicator, unit, figure, source }: FigureRow, small: SmallNumbers): SheetCell[] {
  const hidden = sizeOf(figure, small) === 'verborgen'
  return [code, area, period, theme, indicator, unit, hidden ? 'x' : valueCell(figure), hidden ? '' : (figure.low ?? ''), hidden ? '' : (figure.high ?? ''), hidden ? `<${String(small.hide)}` : (figure.n ?? ''), source]
}

export const figuresToCsv = (rows: readonly FigureRow[], small: SmallNumbers): Uint8Array => toCsv([columns, ...rows.map((row) => cells(row, small).map((cell) => (typeof cell === 'number' ? csvNumber(cell) : String(cell))))])
export const figuresToXlsx = (rows: readonly FigureRow[], small: SmallNumbers): Uint8Array => toXlsx([{ name: 'Cijfers', columns: columns.map((header, i) => ({ header, width: widths[i]! })), rows: rows.map((row) => cells(row, small)) }])
