import { fold } from '../text/fold.ts'
import type { FigureColumn } from './columns.ts'
import { isMeasure } from './words.ts'

/** A column of figures with the columns of its margins and counts. */
export interface Slot {
  readonly value: FigureColumn
  /** `value` itself and what belongs to it. */
  readonly columns: readonly FigureColumn[]
}

/**
 * Brings every margin and count to the figure it belongs to: the one with the same name, area and period; without a name the one to its
 * left; and a single nameless `n` counts for every figure of the row.
 */
export function slotsOf(columns: readonly FigureColumn[]): Slot[] {
  const values = columns.filter((column) => column.role === 'waarde')
  // A table of nothing but limits: each is a figure of its own.
  const bases = values.length > 0 ? values : columns.filter((column) => isMeasure(column.role)).slice(0, 1)
  const others = columns.filter((column) => isMeasure(column.role) && !bases.includes(column))
  const byPlace = new Map(bases.map((value) => [placeOf(value), value]))
  const belonging = new Map<FigureColumn, FigureColumn[]>(bases.map((value) => [value, [value]]))
  const give = (value: FigureColumn | undefined, column: FigureColumn) => { if (value) belonging.get(value)!.push(column) }
  for (const column of others) {
    const named = column.parts.indicator !== ''
    const there = bases.filter((value) => sameTime(value, column))
    const alone = others.filter((other) => other.role === column.role && other.parts.indicator === '' && sameTime(other, column)).length === 1
    if (named && byPlace.has(placeOf(column))) give(byPlace.get(placeOf(column)), column)
    else if (!named && alone && (column.role === 'n' || there.length === 1)) for (const value of there) give(value, column)
    else give(bases.findLast((value) => value.column < column.column) ?? bases[0], column)
  }
  return [...belonging].map(([value, all]) => ({ value, columns: all }))
}

/** Of the same period and area, as far as both names tell. */
const sameTime = (a: FigureColumn, b: FigureColumn): boolean => (b.parts.period === null || b.parts.period.key === a.parts.period?.key) && (b.parts.area === null || fold(b.parts.area.name + b.parts.area.code) === fold((a.parts.area?.name ?? '') + (a.parts.area?.code ?? '')))

const placeOf = ({ parts }: FigureColumn): string => [fold(parts.indicator), parts.period?.key ?? '', parts.area?.code ?? '', fold(parts.area?.name ?? '')].join('|')
