import { CommandFailure } from '#core/contract/command.ts'
import { packFigure } from '#core/figures/figure.ts'
import { typedYears } from '#core/figures/guess.ts'
import { dayIn } from '#core/actions/typed-day.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { surveyResultId } from '#core/model/ids.ts'
import { plural } from '#core/text/numbers.ts'
import type { DataContext } from '../context.ts'
import type { LocalChange } from '../store/store.ts'
import { indicatorChange, knownIndicators } from './indicators.ts'
import type { FigureSession, Seen } from './session.ts'

/** Results per transaction: each holds hundreds of figures. */
const PER_STEP = 100
const gebied = MUNICIPALITY

/** Writes the previewed figures, in parts under one undo record. Stopped half-way, nothing of it stays behind. */
export async function runFigureImport(context: DataContext, session: FigureSession): Promise<{ undo: string; sourceId: string; figures: number; areas: number; first: string | null }> {
  const seen = session.seen(), sourceId = context.newId()
  const rows = seen.areas.filter((area) => area.take).flatMap((area) => [...(seen.draft.figures.get(area.key) ?? [])].map(([period, cells]) => ({ area, period, cells })))
  const figures = rows.reduce((sum, { cells }) => sum + cells.size, 0)
  if (figures === 0) throw new CommandFailure('NothingToImport', 'Er is geen cijfer om te importeren.')
  const { ids, changes } = indicators(context, seen)
  const positions = new Map([...ids.values()].map((id, position) => [id, position]))
  const toChange = ({ area, period, cells }: (typeof rows)[number]): LocalChange => {
    const values = Array.from({ length: positions.size }, () => null as ReturnType<typeof packFigure>)
    for (const [key, figure] of cells) values[positions.get(ids.get(key)!)!] = packFigure(figure)
    while (values.at(-1) === null) values.pop()
    return { kind: 'surveyResult', id: surveyResultId(sourceId, period, area.code), gebied, fields: { sourceId, period, areaCode: area.code, areaName: area.name.slice(0, 300), level: area.level, values } }
  }
  const source = sourceChange(context, session, seen, { sourceId, indicatorIds: [...positions.keys()], periods: [...new Set(rows.map(({ period }) => period))].sort() })
  const undo = await context.work.write({
    task: 'import', what: 'De import', total: rows.length, label: () => `${plural(figures, 'cijfer', 'cijfers')} geïmporteerd uit ${session.name}`,
    parts: parts([...changes, source], rows, toChange), finish: () => session.remember(),
  })
  return { undo: undo!, sourceId, figures, areas: new Set(rows.map(({ area }) => area.code)).size, first: seen.areas.find((area) => area.take && area.level !== 'regio')?.code ?? rows[0]?.area.code ?? null }
}

function* parts<T>(first: readonly LocalChange[], rows: readonly T[], toChange: (row: T) => LocalChange) {
  yield { changes: first, done: 0 }
  for (let from = 0; from < rows.length; from += PER_STEP) yield { changes: rows.slice(from, from + PER_STEP).map(toChange), done: Math.min(rows.length, from + PER_STEP) }
}

/** The ids of the indicators of the file that have a figure, and the rows that are new or changed. */
function indicators({ store }: DataContext, { draft, choices }: Seen): { readonly ids: ReadonlyMap<string, string>; readonly changes: readonly LocalChange[] } {
  const known = knownIndicators(store), breaks = typedYears(choices.breaks) ?? []
  const ids = new Map<string, string>(), changes = new Map<string, LocalChange>()
  for (const [key, indicator] of draft.indicators) {
    const { id, change } = indicatorChange(store, known, indicator, breaks)
    ids.set(key, id)
    if (change) changes.set(id, change)
  }
  return { ids, changes: [...changes.values()] }
}

function sourceChange(context: DataContext, session: FigureSession, { choices, roles, layout }: Seen, { sourceId, indicatorIds, periods }: { sourceId: string; indicatorIds: readonly string[]; periods: readonly string[] }): LocalChange {
  const remarks = [...layout.titles, ...layout.footers].join('\n').slice(0, 5000).toWellFormed()
  return {
    kind: 'surveySource', id: sourceId, gebied, fields: {
      name: choices.name || session.name, bureau: choices.bureau, fileName: session.name.slice(0, 300), periods: periods.slice(0, 100), importedOn: dayIn(context.now()), memberId: context.session().memberId || null, provisional: choices.provisional,
      indicatorIds, mapping: { roles: [...roles], links: { ...choices.links } }, remarks,
    },
  }
}

/** Takes an import back: its results and itself. The indicators stay; without figures nobody sees them. */
export async function removeSource(context: DataContext, id: string): Promise<{ undo: string | null }> {
  const source = context.store.read('surveySource', id)
  if (!source) throw new CommandFailure('NotFound', 'Deze import is er niet meer.')
  const ids = context.store.db.prepare('SELECT id FROM surveyResult WHERE sourceId = ? AND deleted = 0').pluck().all(id) as string[]
  const remove = (kind: 'surveyResult' | 'surveySource', rowId: string): LocalChange => ({ kind, id: rowId, gebied, fields: { deleted: true } })
  return { undo: await context.work.write({ task: 'bulk', what: 'Het weghalen', total: ids.length, label: () => `Cijfers uit ${source.name || source.fileName} weggehaald`, parts: parts([remove('surveySource', id)], ids, (rowId) => remove('surveyResult', rowId)) }) }
}
