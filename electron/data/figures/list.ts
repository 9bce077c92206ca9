import { CommandFailure } from '#core/contract/command.ts'
import type { FigureArea, FigureAreas, FigureList, IndicatorDetail, IndicatorLine } from '#core/contract/figures.ts'
import type { AreasChart, YearsChart } from '#core/figures/chart-model.ts'
import { compareAll, isBroken, shownFigure, type Comparison, type Pair, type SmallNumbers } from '#core/figures/compare.ts'
import type { Figure } from '#core/figures/figure.ts'
import { areaLevels } from '#core/model/figure-kinds.ts'
import { municipalityOf, type AreaLevel } from '#core/figures/regions.ts'
import type { Row } from '#core/model/kinds.ts'
import type { Store } from '../store/store.ts'
import { areaIndex, figuresAcross, figuresOf, newestSources, shownUnder, smallOf, type AreaFigures } from './read.ts'

const COUNTRY = ['NL00', 'NL01', 'regio:nederland']

/** Every area of which there are figures: ours by name, then what to compare with. */
export function figureAreas(store: Store): FigureAreas {
  const rows = store.db.prepare('SELECT areaCode AS code, max(areaName) AS name, level FROM surveyResult WHERE deleted = 0 GROUP BY areaCode').all() as { code: string; name: string; level: AreaLevel }[]
  const places = new Map<string, { name: string; gebiedId: string | null }>()
  const wijken = store.db.prepare('SELECT code, name, gebiedId FROM wijk WHERE deleted = 0').all() as { code: string; name: string; gebiedId: string | null }[]
  for (const { code, name, gebiedId } of wijken) places.set(code, { name, gebiedId })
  for (const { code, name, wijkCode } of store.db.prepare('SELECT code, name, wijkCode FROM buurt WHERE deleted = 0').all() as { code: string; name: string; wijkCode: string }[]) places.set(code, { name, gebiedId: places.get(wijkCode)?.gebiedId ?? null })
  const { gemeente } = areaIndex(store)
  const areas = rows.map(({ code, name, level }): FigureArea => ({ code, level, name: places.get(code)?.name ?? (code === gemeente.code ? gemeente.name : name || code), gebiedId: places.get(code)?.gebiedId ?? null }))
  const order = (area: FigureArea) => areaLevels.indexOf(area.level)
  return { areas: areas.sort((a, b) => order(a) - order(b) || a.name.localeCompare(b.name, 'nl', { numeric: true })), gemeente: gemeente.code }
}

export interface Looked { readonly area: FigureArea; readonly names: ReadonlyMap<string, string>; readonly than: string; readonly other: string | null; readonly figures: AreaFigures; readonly others: AreaFigures; readonly small: SmallNumbers; readonly indicators: ReadonlyMap<string, Row<'indicator'>> }

/** Everything about an area and what it is compared with; null when there are no figures of it. */
export function look(store: Store, code: string): Looked | null {
  const { areas, gemeente } = figureAreas(store)
  const area = areas.find((a) => a.code === code)
  if (!area) return null
  const other = area.level === 'regio' ? null : code === gemeente || area.level === 'gemeente' ? (areas.find((a) => COUNTRY.includes(a.code))?.code ?? null) : gemeente
  const sources = newestSources(store)
  return {
    area, other, names: new Map(areas.map((a) => [a.code, a.name])), than: area.level === 'gemeente' ? 'in Nederland' : 'in de gemeente', figures: figuresOf(store, code, sources), others: other === null ? new Map() : figuresOf(store, other, sources),
    small: smallOf(store), indicators: new Map(store.rows('indicator').map((row) => [row.id, row])),
  }
}

function mustLook(store: Store, code: string): Looked {
  const looked = look(store, code)
  if (!looked) throw new CommandFailure('NotFound', 'Van dit gebied zijn er geen cijfers meer.')
  return looked
}

/** The figures of an area with what stands out. All comparisons of the area are one family: see `compareAll`. */
export function listFigures(store: Store, code: string): FigureList {
  const looked = mustLook(store, code)
  const lines = compareLines(store, looked)
  const strength = ({ against, earlier }: IndicatorLine) => Math.min(named(against) ? (against.p ?? 1) : 2, earlier && named(earlier) ? (earlier.p ?? 1) : 2)
  return {
    area: looked.area, than: looked.than, lines, small: looked.small,
    standOut: lines.filter((line) => strength(line) <= 1).sort((a, b) => strength(a) - strength(b)).map(({ id }) => id),
    tested: lines.flatMap(({ against, earlier }) => [against, earlier]).filter((one) => one !== null && one.p !== null).length,
  }
}

const named = ({ verdict }: Comparison): boolean => verdict === 'hoger' || verdict === 'lager'

/** Which of the periods of an indicator, the oldest first, is looked at, and with which it is compared. */
type Choose = (keys: readonly string[]) => { readonly period: string | undefined; readonly before: string | undefined }
const newestTwo: Choose = (keys) => ({ period: keys.at(-1), before: keys.at(-2) })

/** All indicators of an area, each compared with the municipality and an earlier period; together one family. */
export function compareLines(store: Store, { figures, others, small, indicators }: Looked, choose: Choose = newestTwo): (IndicatorLine & { readonly other: Figure | null })[] {
  const themes = new Map(store.rows('theme').map(({ id, name }) => [id, name]))
  const found = [...figures].flatMap(([id, periods]) => {
    const indicator = indicators.get(id)
    const { period, before } = choose([...periods.keys()].sort())
    return indicator && period !== undefined ? [{ indicator, periods, period, before: before === period ? undefined : before }] : []
  })
  const pairs = found.flatMap(({ indicator, periods, period, before }): Pair[] => {
    const own = periods.get(period)!.figure, unit = indicator.unit
    return [
      { own, other: others.get(indicator.id)?.get(period)?.figure ?? null, unit, broken: false },
      { own, other: before === undefined ? null : periods.get(before)!.figure, unit, broken: before !== undefined && isBroken(indicator.breaks.map(Number), before, period) },
    ]
  })
  const compared = compareAll(pairs, small)
  return found.map(({ indicator, periods, period, before }, i) => ({
    id: indicator.id, name: indicator.name, unit: indicator.unit, direction: indicator.direction, heading: (indicator.themeId === null ? undefined : themes.get(indicator.themeId)) ?? indicator.group, themeId: indicator.themeId, period, other: otherOf(others, indicator.id, period, small),
    figure: shownFigure(periods.get(period)!.figure, small), against: compared[2 * i]!, earlier: before === undefined ? null : { ...compared[2 * i + 1]!, period: before },
  })).sort((a, b) => Number(a.heading === '') - Number(b.heading === '') || a.heading.localeCompare(b.heading, 'nl') || a.name.localeCompare(b.name, 'nl', { numeric: true }))
}

const otherOf = (others: AreaFigures, id: string, period: string, small: SmallNumbers): Figure | null => { const found = others.get(id)?.get(period)?.figure; return found ? shownFigure(found, small) : null }

/** One indicator of an area: its line, its course over the years, and the areas beside it. */
export function indicatorDetail(store: Store, code: string, indicatorId: string): IndicatorDetail {
  const looked = mustLook(store, code)
  const indicator = looked.indicators.get(indicatorId), line = compareLines(store, looked).find(({ id }) => id === indicatorId)
  if (!indicator || !line) throw new CommandFailure('NotFound', 'Van dit gebied is dit cijfer er niet. Kies boven de lijst een ander gebied.')
  const used = new Set([...(looked.figures.get(indicatorId)?.values() ?? []), ...(looked.others.get(indicatorId)?.values() ?? [])].map(({ sourceId }) => sourceId))
  return {
    indicator, line, area: looked.area, than: looked.than, small: looked.small, years: yearsChart(looked, indicator), areas: areasChart(store, looked, indicator, line.period),
    merged: [...looked.indicators.values()].filter(({ id }) => id !== indicatorId && shownUnder(store)(id) === indicatorId).map(({ id, name }) => ({ id, name })),
    sources: newestSources(store).filter(({ id }) => used.has(id)).map(({ id, name, bureau, periods, importedOn }) => ({ id, name, bureau, periods, importedOn })),
  }
}

const otherName = ({ area }: Looked): string => (area.level === 'gemeente' ? 'Nederland' : 'Gemeente')

export function yearsChart(looked: Looked, { id, name, unit, breaks }: Row<'indicator'>): YearsChart {
  const points = (figures: AreaFigures) => [...(figures.get(id) ?? [])].map(([period, { figure }]) => ({ period, figure: shownFigure(figure, looked.small) })).sort((a, b) => (a.period < b.period ? -1 : 1))
  const series = [{ label: looked.area.name, own: true, points: points(looked.figures) }, ...(looked.other === null ? [] : [{ label: otherName(looked), own: false, points: points(looked.others) }])]
  return { kind: 'jaren', title: name, unit, series: series.filter((one) => one.points.length > 0), breaks: breaks.map(Number), small: looked.small }
}

/** Wijken beside wijken, the buurten of one wijk beside each other, other municipalities and regions beside ours. */
function areasChart(store: Store, looked: Looked, { id, name, unit }: Row<'indicator'>, period: string): AreasChart | null {
  const { area, small, names } = looked
  const beside = (code: string) => area.level === 'buurt' ? code.slice(2, 8) === area.code.slice(2, 8) : area.level !== 'wijk' || municipalityOf(code) === municipalityOf(area.code)
  const rows = figuresAcross(store, { indicatorId: id, period, level: area.level }).filter(({ code }) => beside(code))
    .map(({ code, name: given, figure }) => ({ code, label: names.get(code) ?? given, figure: shownFigure(figure, small), own: code === area.code }))
    .sort((a, b) => (b.figure.value ?? Number.NEGATIVE_INFINITY) - (a.figure.value ?? Number.NEGATIVE_INFINITY) || a.label.localeCompare(b.label, 'nl', { numeric: true }))
  if (rows.length < 2) return null
  const other = looked.others.get(id)?.get(period)?.figure
  return { kind: 'gebieden', title: name, unit, period, reference: other ? { label: otherName(looked), figure: shownFigure(other, small) } : null, rows, small }
}
