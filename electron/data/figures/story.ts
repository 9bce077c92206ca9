import { isBroken } from '#core/figures/compare.ts'
import { yearOf } from '#core/figures/period.ts'
import type { FigurePointer, FigureStory, StoryRound } from '#core/promises/figure.ts'
import type { Store } from '../store/store.ts'
import { compareLines, look, yearsChart, type Looked } from './list.ts'
import { newestSources, shownUnder } from './read.ts'

/** Tells of figures what they were and became; areas are read once, however many figures of them are asked for. */
export function figureStories(store: Store): (pointer: FigurePointer) => FigureStory | null {
  const areas = new Map<string, Looked | null>()
  const areaOf = (code: string): Looked | null => {
    if (!areas.has(code)) areas.set(code, look(store, code))
    return areas.get(code) ?? null
  }
  return ({ indicatorId, wijkCode, year }) => {
    const looked = areaOf(wijkCode), id = shownUnder(store)(indicatorId)
    return looked && storyOf(store, looked, id, year)
  }
}

function storyOf(store: Store, looked: Looked, id: string, year: number): FigureStory | null {
  const indicator = looked.indicators.get(id), periods = [...(looked.figures.get(id)?.keys() ?? [])].sort()
  const first = periods.findLast((period) => yearOf(period) === year), newest = periods.at(-1)
  if (!indicator || first === undefined || newest === undefined) return null
  // Each is tested among all figures of the area of that time, so that the rule is as strict as it was on the page of figures.
  const until = (last: number) => (keys: readonly string[]) => keys.findLast((period) => yearOf(period) <= last)
  const then = compareLines(store, looked, (keys) => ({ period: until(year)(keys), before: undefined })).find((line) => line.id === id)
  const now = newest === first ? undefined : compareLines(store, looked, (keys) => ({ period: keys.at(-1), before: until(year)(keys) })).find((line) => line.id === id)
  if (!then) return null
  const round = (line: typeof then): StoryRound => ({ period: line.period, figure: line.figure, other: line.other, against: line.against.verdict })
  const source = newestSources(store).find((each) => each.id === looked.figures.get(id)?.get(first)?.sourceId)
  return {
    name: indicator.name, unit: indicator.unit, areaName: looked.area.name, than: looked.than, chosen: round(then), small: looked.small, chart: yearsChart(looked, indicator),
    later: now ? { ...round(now), since: isBroken(indicator.breaks.map(Number), first, newest) ? 'methodebreuk' : (now.earlier?.verdict ?? 'geenVergelijking') } : null,
    source: source ? [source.name, source.bureau].filter((text) => text !== '').join(', ') : '',
  }
}
