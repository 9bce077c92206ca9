import type { IndicatorDetail } from '#core/contract/figures.ts'
import { isBroken, limitsOf, sizeOf, type SmallNumbers } from '#core/figures/compare.ts'
import { markNames, type Figure } from '#core/figures/figure.ts'
import type { HallFigure } from '#core/hall/view.ts'
import type { DataContext } from '../context.ts'
import { indicatorDetail } from '../figures/list.ts'
import type { Guard } from './compose.ts'

type Bar = HallFigure['rounds'][number]['own']
/** More are not read from a chair. */
const MAX_ROUNDS = 3

/** A figure of an area beside the municipality, as the hall may see it: of too few answers no value, and no number of them. */
export function hallFigureOf({ store }: DataContext, { areaCode, indicatorId }: { readonly areaCode: string; readonly indicatorId: string }, guard: Guard): HallFigure {
  const detail = indicatorDetail(store, areaCode, indicatorId)
  const { indicator, line, area, sources } = detail
  const newest = sources[0]
  return {
    title: guard({ kind: 'indicator', id: indicator.id }, indicator.name, 'Cijfer'), unit: guard({ kind: 'indicator', id: `${indicator.id}:eenheid` }, indicator.unit, ''),
    area: guard({ kind: 'surveyResult', id: area.code }, area.name, 'Dit gebied'), beside: area.level === 'gemeente' ? 'Nederland' : 'gemeente',
    source: newest ? guard({ kind: 'surveySource', id: newest.id }, [newest.name, newest.bureau].filter((text) => text !== '').join(', '), '') : '',
    rounds: roundsOf(detail), against: line.against.verdict, earlier: line.earlier && { verdict: line.earlier.verdict, period: line.earlier.period },
  }
}

/** The newest rounds of the area, each with what it is compared with. */
function roundsOf({ years, indicator, small }: IndicatorDetail): HallFigure['rounds'] {
  const own = years.series.find((series) => series.own)?.points ?? [], others = years.series.find((series) => !series.own)?.points ?? []
  const bar = (figure: Figure) => barOf(figure, indicator.unit, small)
  return own.slice(-MAX_ROUNDS).map(({ period, figure }, i, shown) => {
    const next = shown[i + 1], other = others.find((point) => point.period === period)
    return { period, brokenAfter: next !== undefined && isBroken(years.breaks, period, next.period), own: bar(figure), other: other ? bar(other.figure) : null }
  }).toReversed()
}

function barOf(figure: Figure, unit: string, small: SmallNumbers): Bar {
  const size = sizeOf(figure, small)
  if (size === 'verborgen') return { value: null, low: null, high: null, n: null, note: 'verborgen', provisional: false }
  const limits = limitsOf(figure, unit), note = figure.value === null ? markNames[figure.mark ?? '.'] : size === 'weinig' ? 'weinig' : ''
  return { value: figure.value, low: limits?.low ?? null, high: limits?.high ?? null, n: figure.n, note, provisional: figure.provisional }
}
