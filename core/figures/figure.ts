import type { Json } from '../model/field.ts'

/**
 * What a table says where there is no number, in the signs of CBS: `x` secret, `.` not known, `-` nil (does not occur).
 * None of these is ever 0.
 */
export type FigureMark = 'x' | '.' | '-'

/** One figure of one area in one period. */
export interface Figure {
  readonly value: number | null
  /** The limits of the 95 % interval, as the source gives them. */
  readonly low: number | null
  readonly high: number | null
  /** How many answers it rests on. */
  readonly n: number | null
  /** Why there is no number; null where there is one. */
  readonly mark: FigureMark | null
  /** The source may still change it (`*`). */
  readonly provisional: boolean
}

export const noFigure: Figure = { value: null, low: null, high: null, n: null, mark: '.', provisional: false }

export const markNames = { x: 'geheim', '.': 'onbekend', '-': 'komt niet voor' } as const satisfies Readonly<Record<FigureMark, string>>

/**
 * A figure as it is kept: a bare number, a bare mark, or `[value, low, high, n, marks]` without empty ends.
 * A row of a survey holds hundreds of these, and most are a number and nothing else.
 */
export function packFigure({ value, low, high, n, mark, provisional }: Figure): Json {
  const signs = (mark ?? '') + (provisional ? '*' : '')
  if (low === null && high === null && n === null) {
    if (signs === '') return value
    if (value === null) return signs
  }
  const parts: Json[] = [value, low, high, n, signs === '' ? null : signs]
  while (parts.at(-1) === null) parts.pop()
  return parts
}

/** The figure that was kept; null where the source had none for this area. */
export function unpackFigure(packed: Json | undefined): Figure | null {
  if (packed === null || packed === undefined) return null
  if (typeof packed === 'number') return { ...noFigure, value: packed, mark: null }
  const [value, low, high, n, signs] = typeof packed === 'string' ? [null, null, null, null, packed] : Array.isArray(packed) ? (packed as readonly Json[]) : []
  const text = typeof signs === 'string' ? signs : ''
  const mark = (['x', '.', '-'] as const).find((m) => text.includes(m)) ?? null
  const number = (given: Json | undefined): number | null => (typeof given === 'number' ? given : null)
  return { value: number(value), low: number(low), high: number(high), n: number(n), mark: number(value) === null ? (mark ?? '.') : null, provisional: text.includes('*') }
}

/** Whether a unit is a share of answers, so that its margin follows from `n`. */
export const isShare = (unit: string): boolean => /^(?:%|procent|percentage|pct)/i.test(unit.trim())
