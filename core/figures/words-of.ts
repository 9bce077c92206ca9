import { dutchNumber } from '../text/numbers.ts'
import { limitsOf, sizeOf, type SmallNumbers } from './compare.ts'
import { isShare, markNames, type Figure } from './figure.ts'

/** Decimals that fit the size of a number: 9,8 and 74,97 but 1.234. */
const decimalsFor = (value: number): number => (Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 100 ? 1 : Math.abs(value) < 1 ? 3 : Math.abs(value) < 10 ? 2 : 1)

/** A value in Dutch notation, without its unit. */
export const valueText = (value: number): string => dutchNumber(value, decimalsFor(value))

/** The unit as it stands behind a number: ' %', ' km', '' for a mark or an index. */
export function unitText(unit: string): string {
  if (isShare(unit)) return ' %'
  return unit === '' || /^(?:rapportcijfer|cijfer|getal|index|score|schaal|aantal|absoluut|gemiddeld)/i.test(unit) ? '' : ` ${unit}`
}

/** '31,4 %', 'geheim', 'te weinig antwoorden'; with `*` where it is provisional. */
export function figureText(figure: Figure | null, unit: string, small: SmallNumbers): string {
  if (!figure) return 'geen cijfer'
  if (sizeOf(figure, small) === 'verborgen') return 'te weinig antwoorden'
  if (figure.value === null) return markNames[figure.mark ?? '.']
  return `${valueText(figure.value)}${unitText(unit)}${figure.provisional ? '*' : ''}`
}

/** '27,1 – 35,7', or '' when no margin is known. */
export function marginText(figure: Figure | null, unit: string): string {
  const limits = figure ? limitsOf(figure, unit) : null
  return limits ? `${valueText(limits.low)} – ${valueText(limits.high)}` : ''
}

/** '212', 'minder dan 10', 'onbekend'. */
export const countText = ({ n }: Figure, { hide }: SmallNumbers): string => (n === null ? 'onbekend' : n < hide ? `minder dan ${String(hide)}` : dutchNumber(n, 0))
