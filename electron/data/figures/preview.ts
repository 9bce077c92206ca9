import type { FigureCounts, FigurePreview } from '#core/contract/figures.ts'
import type { MatchedArea } from '#core/figures/areas.ts'
import { sizeOf } from '#core/figures/compare.ts'
import type { Figure } from '#core/figures/figure.ts'
import { typedPeriod, typedYears } from '#core/figures/guess.ts'
import { levelNames, municipalityOf, type AreaLevel } from '#core/figures/regions.ts'
import { plural } from '#core/text/numbers.ts'
import type { Store } from '../store/store.ts'
import { knownIndicators } from './indicators.ts'
import { figuresOf, newestSources, smallOf } from './read.ts'
import type { Seen } from './session.ts'

const LISTED = 200
const MOST_INDICATORS = 5000

/** What importing would do, per area and in numbers. */
export function previewOf(store: Store, seen: Seen): FigurePreview {
  const { draft, areas } = seen
  const known = knownIndicators(store)
  const indicators = [...draft.indicators.values()].map(({ name, unit, count }) => ({ name, unit, figures: count, known: known.find(name, unit) !== undefined }))
  const counts = countFigures(store, seen, known)
  return { areas: areas.toSorted(byAttention), indicators, counts, problems: draft.problems.slice(0, LISTED), skipped: draft.skipped.slice(0, LISTED), blocked: blocked(seen, counts), warnings: warnings(seen, counts) }
}

/** What asks for a choice first, then ours, then what is left out. */
const attention: Readonly<Record<MatchedArea['state'], number>> = { dubbel: 0, totaal: 1, naam: 2, nieuw: 3, eigen: 4, onbekend: 5, hand: 6, code: 7, regio: 8, anders: 9 }
const byAttention = (a: MatchedArea, b: MatchedArea): number => attention[a.state] - attention[b.state] || a.name.localeCompare(b.name, 'nl', { numeric: true })

function* taken({ draft, areas }: Seen): Generator<{ readonly area: MatchedArea; readonly period: string; readonly key: string; readonly figure: Figure }> {
  for (const area of areas) if (area.take) for (const [period, cells] of draft.figures.get(area.key) ?? []) for (const [key, figure] of cells) yield { area, period, key, figure }
}

function countFigures(store: Store, seen: Seen, known: ReturnType<typeof knownIndicators>): FigureCounts {
  const small = smallOf(store), sources = newestSources(store)
  const count = { figures: 0, secret: 0, missing: 0, nil: 0, provisional: 0, withMargin: 0, withCount: 0, few: 0, replaced: 0 }
  const periods = new Set<string>(), levels: Partial<Record<AreaLevel, number>> = {}
  const held = new Map(seen.areas.filter((area) => area.take).map((area) => [area.code, figuresOf(store, area.code, sources)]))
  for (const area of seen.areas) if (area.take) levels[area.level] = (levels[area.level] ?? 0) + 1
  const ids = new Map([...seen.draft.indicators].map(([key, { name, unit }]) => [key, known.find(name, unit)?.id]))
  for (const { area, period, key, figure } of taken(seen)) {
    periods.add(period)
    count.figures++
    if (figure.mark === 'x') count.secret++
    if (figure.mark === '.') count.missing++
    if (figure.mark === '-') count.nil++
    if (figure.provisional) count.provisional++
    if (figure.low !== null || figure.high !== null) count.withMargin++
    if (figure.n !== null) count.withCount++
    if (figure.n !== null && sizeOf(figure, small) !== 'genoeg') count.few++
    const id = ids.get(key)
    if (id !== undefined && held.get(area.code)?.get(id)?.has(period)) count.replaced++
  }
  return { ...count, areas: seen.areas.filter((area) => area.take).length, indicators: seen.draft.indicators.size, periods: [...periods].sort(), levels }
}

function blocked({ draft, areas, choices }: Seen, counts: FigureCounts): string {
  if (choices.period !== '' && typedPeriod(choices.period) === null) return `‘${choices.period}’ is geen jaar of periode. Vul bijvoorbeeld 2023 in, of 2e kwartaal 2023.`
  if (typedYears(choices.breaks) === null) return `Bij ‘Anders gemeten vanaf’ staat iets wat geen jaar is. Vul bijvoorbeeld 2021 in, of laat het leeg.`
  if (draft.periodMissing && draft.figures.size === 0) return 'In dit bestand staat niet van welk jaar de cijfers zijn. Vul het jaar in.'
  if (draft.figures.size === 0 && draft.left > 0) return 'In dit bestand staat geen cijfer van uw gemeente, wijken of buurten. Kies een bestand over uw gemeente.'
  if (draft.figures.size === 0) return 'In deze tabel is geen cijfer gevonden. Ga terug en kijk bij elke kolom wat het is: er moet een kolom met cijfers zijn, en een gebied in een kolom of boven de cijfers.'
  if (draft.indicators.size > MOST_INDICATORS) return `Dit bestand heeft ${plural(draft.indicators.size, 'cijfer', 'verschillende cijfers')}. Dat is meer dan ${plural(MOST_INDICATORS, 'cijfer', 'cijfers')} per bestand. Verdeel het bestand, of kijk of de kolommen goed staan.`
  if (counts.figures === 0) return `In dit bestand staat geen cijfer van uw gemeente, wijken of buurten. Wel van ${plural(areas.length, 'ander gebied', 'andere gebieden')}. Kies bij een gebied welk van uw gebieden het is, of neem de andere gebieden mee om mee te vergelijken.`
  return ''
}

function warnings({ draft, areas, choices }: Seen, counts: FigureCounts): string[] {
  const out: string[] = []
  const ours = areas.filter((area) => area.take && ['code', 'naam', 'hand', 'nieuw', 'eigen'].includes(area.state))
  const others = [...new Set(areas.filter((area) => area.take && area.state === 'anders').map((area) => municipalityOf(area.code)).filter((code) => code !== ''))]
  if (ours.length === 0 && areas.some((area) => area.take)) out.push(others.length > 0 ? `Dit bestand gaat niet over uw gemeente, maar over ${others.slice(0, 3).join(', ')}${others.length > 3 ? ' en andere' : ''}. U kunt de cijfers alleen gebruiken om mee te vergelijken.` : 'In dit bestand staat geen cijfer van uw wijken of buurten. U kunt de cijfers alleen gebruiken om mee te vergelijken.')
  if (draft.left > 0) out.push(`Dit bestand is groot. Daarom is alleen uw gemeente gelezen; ${plural(draft.left, 'rij', 'rijen')} van andere gebieden niet.`)
  const named = areas.filter((area) => area.take && area.state === 'naam').length
  if (named > 0) out.push(`${plural(named, 'gebied is', 'gebieden zijn')} op naam gekoppeld, omdat er geen code bij staat. Kijk of dat klopt.`)
  if (draft.periodMissing && draft.figures.size > 0) out.push('Van een deel van de cijfers staat er niet bij van welk jaar ze zijn. Die worden niet overgenomen.')
  if (counts.withMargin === 0 && counts.withCount === 0 && counts.figures > 0) out.push('In dit bestand staan geen marges en geen aantallen antwoorden. Daarom zeggen wij straks niet of iets hoger of lager is.')
  if (counts.replaced > 0) out.push(`${plural(counts.replaced, 'cijfer is', 'cijfers zijn')} er al. De ${counts.replaced === 1 ? 'waarde' : 'waarden'} uit dit bestand ${counts.replaced === 1 ? 'telt' : 'tellen'} dan. Haalt u deze import weg, dan staan de oude er weer.`)
  if (Object.keys(counts.levels).length > 1) out.push(`Dit bestand heeft cijfers van ${Object.entries(counts.levels).map(([level, n]) => plural(n, ...levelNames[level as AreaLevel])).join(', ')}. Die blijven naast elkaar staan en worden nergens opgeteld.`)
  if (choices.provisional) out.push('Alle cijfers worden als voorlopig gemerkt.')
  return out
}
