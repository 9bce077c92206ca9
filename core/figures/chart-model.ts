import { limitsOf, sizeOf, type SmallNumbers } from './compare.ts'
import type { Figure } from './figure.ts'
import { unitText } from './words-of.ts'

/** One figure of several areas in one period, with the municipality as the line to compare with. */
export interface AreasChart {
  readonly kind: 'gebieden'
  readonly title: string
  readonly unit: string
  readonly period: string
  readonly reference: { readonly label: string; readonly figure: Figure } | null
  readonly rows: readonly { readonly code: string; readonly label: string; readonly figure: Figure | null; readonly own: boolean }[]
  readonly small: SmallNumbers
}

/** One figure of an area over the rounds, with the municipality beside it. Lines are broken where the method changed. */
export interface YearsChart {
  readonly kind: 'jaren'
  readonly title: string
  readonly unit: string
  readonly series: readonly { readonly label: string; readonly own: boolean; readonly points: readonly { readonly period: string; readonly figure: Figure }[] }[]
  /** Years from which on it is measured another way. */
  readonly breaks: readonly number[]
  readonly small: SmallNumbers
}
export type FigureChart = AreasChart | YearsChart

/** The least and the most that must be on the axis; null when there is nothing to draw. */
export function rangeOf(figures: readonly (Figure | null)[], unit: string, small: SmallNumbers): { readonly min: number; readonly max: number } | null {
  let min = Number.POSITIVE_INFINITY, max = Number.NEGATIVE_INFINITY
  for (const figure of figures) {
    if (!figure || figure.value === null || sizeOf(figure, small) === 'verborgen') continue
    const limits = limitsOf(figure, unit) ?? { low: figure.value, high: figure.value }
    min = Math.min(min, limits.low, figure.value)
    max = Math.max(max, limits.high, figure.value)
  }
  if (min > max) return null
  // Near zero the axis begins at zero: then nothing looks larger than it is.
  return { min: min > 0 && min < max * 0.4 ? 0 : min, max }
}

/** 'voorlopig', 'weinig antwoorden': what stands beside a figure. */
export const remark = (figure: Figure, small: SmallNumbers): string => [figure.provisional ? 'voorlopig' : '', sizeOf(figure, small) === 'weinig' ? 'weinig antwoorden' : ''].filter((text) => text !== '').join(', ')

/** The title of an axis: the name of the unit, '%' in full. */
export const axisTitle = (unit: string): string => (unitText(unit) === ' %' ? (unit.trim() === '%' ? 'procent' : unit.replace(/^%/, 'procent')) : unit)
