import { isShare, type Figure } from './figure.ts'
import { yearOf } from './period.ts'

/** From how many answers a figure may be shown and compared. Below `hide` it is never shown, below `mark` it is marked and nothing is concluded from it. */
export interface SmallNumbers { readonly mark: number; readonly hide: number }
export const smallNumbers: SmallNumbers = { mark: 30, hide: 10 }

export type Size = 'genoeg' | 'weinig' | 'verborgen' | 'onbekend'
export const sizeOf = ({ n }: Pick<Figure, 'n'>, { mark, hide }: SmallNumbers): Size => (n === null ? 'onbekend' : n < hide ? 'verborgen' : n < mark ? 'weinig' : 'genoeg')

/** A figure as it may be shown: of too few answers neither the value nor its limits leave the store. */
export const shownFigure = (figure: Figure, small: SmallNumbers): Figure => (sizeOf(figure, small) === 'verborgen' ? { ...figure, value: null, low: null, high: null, mark: 'x' } : figure)

/** Why two figures are not compared. */
const untested = ['geenCijfer', 'teWeinig', 'margeOnbekend', 'methodebreuk', 'geenVergelijking'] as const
export type Untested = (typeof untested)[number]
export const verdicts = ['hoger', 'lager', 'gelijk', ...untested] as const
export type Verdict = (typeof verdicts)[number]

export interface Comparison {
  readonly verdict: Verdict
  /** Own value minus the other; null when one of them is not there. */
  readonly difference: number | null
  /** Two-sided, before correction; null where it was not tested. */
  readonly p: number | null
}

/** 97.5 % of a normal distribution lies below this. */
export const Z95 = 1.959964
/** Of the differences that are named, at most this share is expected to be chance. */
export const FALSE_SHARE = 0.05

/**
 * Half the width of the 95 % interval on the side of `towards`, in the unit of the figure; null when unknown.
 * From the limits of the source where it gives them; else, for a percentage with `n`, from the binomial distribution with two successes
 * and two failures added (Agresti and Coull 1998), which holds near 0 and 100 % too. The survey's weighting is not known then, so that
 * the true margin is somewhat larger.
 */
export function halfWidth(figure: Figure, unit: string, towards: number): number | null {
  const { value, low, high, n } = figure
  if (value === null) return null
  const up = high === null ? null : high - value, down = low === null ? null : value - low
  const facing = towards >= value ? (up ?? down) : (down ?? up)
  if (facing !== null && facing >= 0) return facing
  if (!isShare(unit) || n === null || n < 1 || value < 0 || value > 100) return null
  const size = n + 4, p = ((value / 100) * n + 2) / size
  return 100 * Z95 * Math.sqrt((p * (1 - p)) / size)
}

/** The limits to draw: those of the source, or what follows from `n`; null when neither is known. */
export function limitsOf(figure: Figure, unit: string): { readonly low: number; readonly high: number } | null {
  if (figure.value === null) return null
  const up = halfWidth(figure, unit, Number.POSITIVE_INFINITY), down = halfWidth(figure, unit, Number.NEGATIVE_INFINITY)
  return up === null || down === null ? null : { low: figure.value - down, high: figure.value + up }
}

export interface Pair { readonly own: Figure | null; readonly other: Figure | null; readonly unit: string; /** One lies before and the other after a change of method. */ readonly broken: boolean }

/** With whether it lies outside the margin of the two figures together. */
type Tested = Comparison & { readonly outside: boolean }

/** The test of one pair, without the correction for looking at many: that is `compareAll`. */
function test({ own, other, unit, broken }: Pair, small: SmallNumbers): Tested {
  const not = (verdict: Untested, difference: number | null = null): Tested => ({ verdict, difference, p: null, outside: false })
  if (!own || own.value === null) return not(sizeIsSmall(own, small) ? 'teWeinig' : 'geenCijfer')
  if (!other || other.value === null) return not(sizeIsSmall(other, small) ? 'teWeinig' : 'geenVergelijking')
  const difference = own.value - other.value
  if (sizeIsSmall(own, small) || sizeIsSmall(other, small)) return not('teWeinig')
  if (broken) return not('methodebreuk')
  const a = halfWidth(own, unit, other.value), b = halfWidth(other, unit, own.value)
  if (a === null || b === null) return not('margeOnbekend', difference)
  const margin = Math.hypot(a, b)
  const p = margin === 0 ? (difference === 0 ? 1 : 0) : twoSided((Math.abs(difference) / margin) * Z95)
  return { verdict: 'gelijk', difference, p, outside: Math.abs(difference) - margin > 1e-9 }
}

const sizeIsSmall = (figure: Figure | null, small: SmallNumbers): boolean => figure !== null && figure.n !== null && figure.n < small.mark

/**
 * The rule by which something stands out, for all comparisons that are looked at together (all figures of one area, against the
 * municipality and against the round before):
 *
 * 1. Two figures are compared with a two-sided test for independent means or shares: their difference over the root of the summed squares
 *    of their standard errors. The standard error is the half width of the 95 % interval on the facing side over 1.96, see `halfWidth`.
 *    A wijk is part of its municipality, so the two are not wholly independent; leaving that out makes the test stricter.
 * 2. Not compared: figures of fewer than `mark` answers (default 30), figures of which no margin is known, and figures from before and
 *    after a change of method.
 * 3. Who looks at a hundred differences finds five by chance. So the p-values are corrected after Benjamini and Hochberg (1995): of all
 *    differences that are named, at most 5 % is expected to be chance. A named difference always lies outside the 95 % margin of the
 *    two figures together, because the correction only ever makes the limit stricter.
 *
 * Everything else that was tested is `gelijk`: no difference that can be shown, which is not the same as no difference.
 */
export function compareAll(pairs: readonly Pair[], small: SmallNumbers): readonly Comparison[] {
  const tested = pairs.map((pair) => test(pair, small))
  const limit = benjaminiHochberg(tested.flatMap(({ p }) => (p === null ? [] : [p])))
  return tested.map(({ verdict, difference, p, outside }) => ({ verdict: p !== null && p <= limit && outside ? (difference! > 0 ? 'hoger' : 'lager') : verdict, difference, p }))
}

/** The largest p-value that still counts as a difference; -1 when none does. */
export function benjaminiHochberg(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const last = sorted.findLastIndex((p, i) => p <= (FALSE_SHARE * (i + 1)) / sorted.length)
  return last < 0 ? -1 : sorted[last]!
}

/** Whether a change of method lies between two periods: figures of `breaks` and later are measured another way than those before. */
export const isBroken = (breaks: readonly number[], a: string, b: string): boolean => {
  const [from, to] = [yearOf(a), yearOf(b)].sort((x, y) => x - y) as [number, number]
  return breaks.some((year) => from < year && year <= to)
}

/** The chance of a value at least this far from 0 under the normal distribution, on both sides (Abramowitz and Stegun 7.1.26; error below 1.5e-7). */
export function twoSided(z: number): number {
  const x = Math.abs(z) / Math.SQRT2, t = 1 / (1 + 0.3275911 * x)
  return t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp(-x * x)
}

/** The rule in words, for people. */
export const ruleInWords = ({ mark, hide }: SmallNumbers): readonly string[] => [
  'Een enquête is een steekproef. Daarom heeft elk cijfer een marge: het echte cijfer ligt met 95 % zekerheid binnen die marge.',
  'Wij noemen iets alleen ‘hoger’ of ‘lager’ als het verschil groter is dan de marges van beide cijfers samen.',
  'Wie naar veel cijfers kijkt, vindt altijd wel een verschil dat toeval is. Daarom zijn wij strenger als er meer cijfers zijn: van de verschillen die wij noemen, is naar verwachting hooguit 1 op de 20 toeval.',
  `Bij minder dan ${String(mark)} antwoorden trekken wij geen conclusie. Bij minder dan ${String(hide)} antwoorden tonen wij het cijfer niet.`,
  'Is er geen marge bekend, dan zeggen wij niets over hoger of lager. Cijfers van voor en na een andere manier van meten vergelijken wij niet.',
]

export const verdictNames: Readonly<Record<Verdict, string>> = {
  hoger: 'Hoger', lager: 'Lager', gelijk: 'Geen verschil dat we kunnen aantonen', geenCijfer: 'Geen cijfer', teWeinig: 'Te weinig antwoorden om te vergelijken', margeOnbekend: 'Niet te vergelijken: de marge is onbekend',
  methodebreuk: 'Niet te vergelijken: er is anders gemeten', geenVergelijking: 'Geen cijfer om mee te vergelijken',
}

/** 'Hoger dan in de gemeente', 'Lager dan in 2021'. */
export const verdictText = (verdict: Verdict, than: string): string => (verdict === 'hoger' || verdict === 'lager' ? `${verdictNames[verdict]} dan ${than}` : verdict === 'geenVergelijking' ? `Geen cijfer ${than.startsWith('in de') ? `van ${than.slice(3)}` : than} om mee te vergelijken` : verdictNames[verdict])
