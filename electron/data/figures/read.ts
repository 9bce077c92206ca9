import { AreaIndex, type OwnAreas } from '#core/figures/areas.ts'
import { smallNumbers, type SmallNumbers } from '#core/figures/compare.ts'
import { unpackFigure, type Figure } from '#core/figures/figure.ts'
import type { AreaLevel } from '#core/figures/regions.ts'
import type { Json } from '#core/model/field.ts'
import { FIGURE_SETTINGS_ID } from '#core/model/figure-kinds.ts'
import { HOUSE_STYLE_ID, type Row } from '#core/model/kinds.ts'
import type { Store } from '../store/store.ts'

/** The figures of an area: per indicator, per period the one of the newest import. */
export type AreaFigures = ReadonlyMap<string, ReadonlyMap<string, { readonly figure: Figure; readonly sourceId: string }>>

interface SqlResult { readonly sourceId: string; readonly period: string; readonly values: string | null }

/** Imports, newest first: by day, and within a day by the time that their id holds. */
export const newestSources = (store: Store): Row<'surveySource'>[] => store.rows('surveySource').sort((a, b) => (b.importedOn ?? '').localeCompare(a.importedOn ?? '') || (a.id < b.id ? 1 : -1))

/** Which indicator each one is shown under: itself, or the one that asks the same. */
export function shownUnder(store: Store): (id: string) => string {
  const same = new Map((store.db.prepare('SELECT id, sameAs FROM indicator WHERE deleted = 0 AND sameAs IS NOT NULL').raw().all() as [string, string][]))
  return (id) => {
    let at = id
    // Two laptops can point two indicators at each other: then they are walked once, and the first id of the two counts for both.
    const seen = new Set([id])
    for (let next = same.get(at); next !== undefined; next = same.get(at)) {
      if (seen.has(next)) return [...seen].sort()[0]!
      seen.add(at = next)
    }
    return at
  }
}

/** Everything about one area, in a few milliseconds for twenty years of a hundred indicators. */
export function figuresOf(store: Store, areaCode: string, sources = newestSources(store)): AreaFigures {
  const rows = store.db.prepare('SELECT sourceId, period, "values" FROM surveyResult WHERE areaCode = ? AND deleted = 0').all(areaCode) as SqlResult[]
  const bySource = Map.groupBy(rows, (row) => row.sourceId)
  const found = new Map<string, Map<string, { figure: Figure; sourceId: string }>>(), under = shownUnder(store)
  for (const source of sources) for (const { period, values } of bySource.get(source.id) ?? []) {
    const packed = values === null ? [] : (JSON.parse(values) as readonly Json[])
    source.indicatorIds.forEach((own, position) => {
      const figure = unpackFigure(packed[position])
      if (!figure) return
      const id = under(own)
      const periods = found.get(id) ?? new Map<string, { figure: Figure; sourceId: string }>()
      if (!periods.has(period)) periods.set(period, { figure: source.provisional ? { ...figure, provisional: true } : figure, sourceId: source.id })
      found.set(id, periods)
    })
  }
  return found
}

export interface AreaFigure { readonly code: string; readonly name: string; readonly figure: Figure }

/** One indicator in one period for all areas of a level. Only the one value of each row is taken out of its list. */
export function figuresAcross(store: Store, { indicatorId, period, level }: { readonly indicatorId: string; readonly period: string; readonly level: AreaLevel }, sources = newestSources(store)): readonly AreaFigure[] {
  const one = store.db.prepare(`SELECT areaCode AS code, areaName AS name, json_extract("values", ?) AS packed, json_type("values", ?) AS type FROM surveyResult WHERE sourceId = ? AND period = ? AND level = ? AND deleted = 0`)
  const found = new Map<string, AreaFigure>(), under = shownUnder(store)
  for (const source of sources) for (const [position, id] of source.indicatorIds.entries()) {
    if (under(id) !== indicatorId) continue
    const path = `$[${String(position)}]`
    for (const { code, name, packed, type } of one.all(path, path, source.id, period, level) as { code: string; name: string; packed: Json; type: string | null }[]) {
      const figure = unpackFigure(type === 'array' ? (JSON.parse(packed as string) as Json) : packed)
      if (figure && !found.has(code)) found.set(code, { code, name, figure: source.provisional ? { ...figure, provisional: true } : figure })
    }
  }
  return [...found.values()]
}

export function smallOf(store: Store): SmallNumbers {
  const row = store.read('figureSettings', FIGURE_SETTINGS_ID)
  return row ? { mark: row.mark, hide: row.hide } : smallNumbers
}

/** The municipality with its wijken and buurten, for recognising areas. */
export function ownAreas(store: Store): OwnAreas {
  const list = (kind: 'wijk' | 'buurt') => store.db.prepare(`SELECT code, name FROM ${kind} WHERE deleted = 0`).all() as { code: string; name: string }[]
  return { municipality: store.read('houseStyle', HOUSE_STYLE_ID)?.municipality ?? '', wijken: list('wijk'), buurten: list('buurt') }
}
export const areaIndex = (store: Store): AreaIndex => new AreaIndex(ownAreas(store))
