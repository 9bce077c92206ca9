import { CommandFailure } from '#core/contract/command.ts'
import { figuresToCsv, figuresToXlsx, type FigureRow } from '#core/figures/export.ts'
import type { DataContext } from '../context.ts'
import { writeUserFile } from '../user-file.ts'
import { figureAreas } from './list.ts'
import { figuresOf, newestSources, smallOf } from './read.ts'

export interface ExportWish { readonly path: string; readonly format: 'xlsx' | 'csv'; readonly areas: readonly string[]; readonly indicatorId: string | null }

/** Writes all rounds of these areas. Public statistics: nothing in it is about a person, so nothing is logged. */
export async function exportFigures({ store }: DataContext, { path, format, areas, indicatorId }: ExportWish): Promise<{ count: number }> {
  const names = new Map(figureAreas(store).areas.map(({ code, name }) => [code, name])), sources = newestSources(store), small = smallOf(store)
  const indicators = new Map(store.rows('indicator').map((row) => [row.id, row])), themes = new Map(store.rows('theme').map(({ id, name }) => [id, name]))
  const bySource = new Map(sources.map((source) => [source.id, source.bureau || source.name]))
  const rows = areas.flatMap((code) => [...figuresOf(store, code, sources)].flatMap(([id, periods]): FigureRow[] => {
    const indicator = indicators.get(id)
    if (!indicator || (indicatorId !== null && id !== indicatorId)) return []
    const theme = (indicator.themeId === null ? undefined : themes.get(indicator.themeId)) ?? indicator.group
    return [...periods].sort(([a], [b]) => (a < b ? -1 : 1)).map(([period, { figure, sourceId }]) => ({ code: code.startsWith('naam:') || code.startsWith('regio:') || code.startsWith('eigen:') ? '' : code, area: names.get(code) ?? code, period, theme, indicator: indicator.name, unit: indicator.unit, figure, source: bySource.get(sourceId) ?? '' }))
  }))
  if (rows.length === 0) throw new CommandFailure('NothingToExport', 'Er is geen cijfer om te bewaren.')
  await writeUserFile(path, format === 'csv' ? figuresToCsv(rows, small) : figuresToXlsx(rows, small))
  return { count: rows.length }
}
