import { valueText } from '../figures/words-of.ts'
import { dutchNumber } from '../text/numbers.ts'

/** One colour of the legend: from `from` up to `to`; the last one has `to` in it too. */
export interface ColourClass { readonly from: number; readonly to: number; readonly label: string }

/** More shades than this cannot be told apart on a map. */
export const SHADES = 5
const nice = [1, 2, 2.5, 5, 10] as const
const exact = (value: number): number => Number(value.toPrecision(12))

/** The smallest round step (1, 2, 2½ or 5 times a power of ten) that is at least `width`. */
function roundStep(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width))
  return exact((nice.find((n) => n * power >= width * (1 - 1e-9)) ?? 10) * power)
}

/**
 * Classes of equal width with round limits, at most five. Equal width and not equal numbers of areas: areas that hardly differ then
 * do not get another colour for the sake of filling a class.
 */
export function valueClasses(values: readonly number[], unit = ''): readonly ColourClass[] {
  if (values.length === 0) return []
  const low = Math.min(...values), high = Math.max(...values)
  if (low === high) return [{ from: low, to: high, label: `${valueText(low)}${unit}` }]
  let step = roundStep((high - low) / SHADES)
  const begin = () => exact(Math.floor(low / step + 1e-9) * step)
  const number = () => Math.max(1, Math.ceil((high - begin()) / step - 1e-9))
  while (number() > SHADES) step = roundStep(step * 1.01)
  const start = begin(), count = number()
  return Array.from({ length: count }, (_, i) => {
    const from = exact(start + i * step), to = exact(start + (i + 1) * step)
    return { from, to, label: `${valueText(from)} ${i === count - 1 ? 'tot en met' : 'tot'} ${valueText(to)}${unit}` }
  })
}

/** Classes of whole numbers: none at all by itself, then at most four of equal width. */
export function countClasses(counts: readonly number[]): readonly ColourClass[] {
  const high = Math.max(0, ...counts)
  const none: ColourClass = { from: 0, to: 0, label: 'geen' }
  if (high === 0) return counts.length === 0 ? [] : [none]
  const step = Math.max(1, Math.ceil(roundStep(high / (SHADES - 1))))
  const some = Array.from({ length: Math.ceil(high / step) }, (_, i) => {
    const from = i * step + 1, to = (i + 1) * step
    return { from, to, label: from === to ? dutchNumber(from, 0) : `${dutchNumber(from, 0)} tot en met ${dutchNumber(to, 0)}` }
  })
  return [none, ...some]
}

/** Index of the class of a value, -1 when it lies in none. */
export const classOf = (classes: readonly ColourClass[], value: number): number => classes.findIndex(({ from, to }, i) => value >= from && (i === classes.length - 1 || from === to || Number(classes[i + 1]?.from) > to ? value <= to : value < to))

/** Which of the five shades a class gets: the first the lightest, the last the darkest. */
export const shadeOf = (index: number, count: number): number => (count <= 1 ? 2 : Math.round((index * (SHADES - 1)) / (count - 1)))
