import type { MapArea, MapData, MapIndicator, MapLevel, MapRest, mapQuestionSchema } from '#core/contract/map.ts'
import { shownFigure } from '#core/figures/compare.ts'
import type { Figure } from '#core/figures/figure.ts'
import type { z } from 'zod'
import type { DataContext } from '../context.ts'
import { figuresAcross, newestSources, shownUnder, smallOf } from '../figures/read.ts'
import type { Store } from '../store/store.ts'
import { countPlaces, type Tally } from './counts.ts'
import { outlinesOf } from './outlines.ts'
import { mapScope, type MapScope } from './scope.ts'

/** Everything that the map shows, in one answer. */
export function readMap(context: DataContext, question: z.output<typeof mapQuestionSchema>): MapData {
  const { store } = context
  const scope = mapScope(context, question.gebieden)
  const outlines = question.outlines ? outlinesOf(store, scope) : null
  const { tallies, rest, points } = tally(context, scope, question)
  const figures = question.figure ? figuresByCode(store, question.figure) : new Map<string, Figure>()
  const none: Tally = { signals: 0, unplaced: 0, actions: 0 }
  const areas = (level: MapLevel, list: MapScope['wijken']): MapArea[] => list.map(({ code, name, wijkCode, drawn }) => ({ code, name, level, wijkCode, outlined: drawn, ...(tallies.get(code) ?? none), figure: figures.get(code) ?? null }))
  return { areas: [...areas('wijk', scope.wijken), ...areas('buurt', scope.buurten)], rest, points, indicators: indicatorsOf(store), small: smallOf(store), outlines }
}

/** A row counts for its buurt and for the wijk of that buurt; without a buurt for its wijk, and as rest of that wijk. */
function tally(context: DataContext, { wijken, buurten }: MapScope, question: z.output<typeof mapQuestionSchema>) {
  const tallies = new Map<string, Tally>(), rest = new Map<string, Tally>()
  const wijkOf = new Map(buurten.map(({ code, wijkCode }) => [code, wijkCode])), known = new Set(wijken.map(({ code }) => code))
  const add = (to: Map<string, Tally>, code: string, of: keyof Tally, count: number) => {
    const held = to.get(code) ?? { signals: 0, unplaced: 0, actions: 0 }
    held[of] += count
    to.set(code, held)
  }
  const points = countPlaces(context, question, ({ wijkCode, buurtCode, count }, of) => {
    const wijk = wijkOf.get(buurtCode) ?? (known.has(wijkCode) ? wijkCode : '')
    if (wijk !== '') add(tallies, wijk, of, count)
    if (wijkOf.has(buurtCode)) add(tallies, buurtCode, of, count)
    else add(rest, wijk, of, count)
  })
  const lines = [...rest].map(([wijkCode, counts]): MapRest => ({ wijkCode, ...counts })).filter(({ signals, actions }) => signals + actions > 0)
  return { tallies, rest: lines, points }
}

function figuresByCode(store: Store, asked: { readonly indicatorId: string; readonly period: string }): ReadonlyMap<string, Figure> {
  const small = smallOf(store)
  return new Map((['wijk', 'buurt'] as const).flatMap((level) => figuresAcross(store, { ...asked, level })).map(({ code, figure }) => [code, shownFigure(figure, small)]))
}

/** What wijken or buurten have figures of, and of which years; by name. */
function indicatorsOf(store: Store): MapIndicator[] {
  const held = store.db.prepare(`SELECT DISTINCT sourceId, period FROM surveyResult INDEXED BY surveyResult_map WHERE deleted = 0 AND level IN ('wijk', 'buurt')`).all() as { sourceId: string; period: string }[]
  const periods = Map.groupBy(held, ({ sourceId }) => sourceId), under = shownUnder(store)
  const found = new Map<string, Set<string>>()
  for (const source of newestSources(store)) for (const indicatorId of source.indicatorIds) {
    const id = under(indicatorId), own = found.get(id) ?? new Set<string>()
    for (const { period } of periods.get(source.id) ?? []) own.add(period)
    found.set(id, own)
  }
  return store.rows('indicator').filter(({ id }) => (found.get(id)?.size ?? 0) > 0)
    .map(({ id, name, unit }) => ({ id, name, unit, periods: [...found.get(id)!].sort().reverse() })).sort((a, b) => a.name.localeCompare(b.name, 'nl', { numeric: true }))
}
