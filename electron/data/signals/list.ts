import type { Counted, SignalCounts, SignalFilter, SignalItem, SignalList } from '#core/contract/signals.ts'
import { signalStates, type Row } from '#core/model/kinds.ts'
import { themeGroups, themeName } from '#core/signals/themes.ts'
import { signalTitle, type SignalState } from '#core/signals/words.ts'
import { daysOf } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'
import { signalWhere, type SignalWhere } from './filter.ts'

interface SqlItem extends Omit<SignalItem, 'title' | 'place' | 'themeNames'> { text: string; place: string; area: string | null; themeIds: string }

const columns = `s.id, s.gebied, s.text, s.state, s.source, s.weight, s.occurredAt, s.place, s.themeIds,
  CASE WHEN s.buurtCode <> '' THEN coalesce((SELECT name FROM buurt WHERE code = s.buurtCode AND deleted = 0), s.buurtCode)
    WHEN s.wijkCode <> '' THEN coalesce((SELECT name FROM wijk WHERE code = s.wijkCode AND deleted = 0), s.wijkCode) END AS area`
/** The whole list comes from one index: order, filters and counts. */
const fromIndex = ({ covered }: SignalWhere): string => `signal s ${covered ? 'INDEXED BY signal_list' : ''}`
const order = 'ORDER BY s.occurredAt DESC, s.id DESC'

/** Spot and buurt, each said once: 'Marelaan 3' in the buurt Marelaan needs no more. */
const placeOf = (spot: string, area: string): string => (spot === '' || area === '' || spot.toLowerCase().includes(area.toLowerCase()) ? spot || area : `${spot}, ${area}`)

/** Signals as lists show them. */
const toItem = (themes: readonly Row<'theme'>[]) => ({ text, place, area, themeIds, ...rest }: SqlItem): SignalItem => ({
  ...rest, title: signalTitle(text), place: placeOf(place, area ?? ''), themeNames: (JSON.parse(themeIds) as string[]).map((id) => themeName(themes, id)).filter((name) => name !== ''),
})

/** The SQL of one window of the list, for the test that looks at its plan. */
export const pageSql = (where: SignalWhere): string => `SELECT s.rowid AS place FROM ${fromIndex(where)} WHERE ${where.sql} ${order} LIMIT :limit OFFSET :offset`
/** The SQL of the counts, for the same test. */
export const countSql = (where: SignalWhere): string => `SELECT s.themeIds, s.buurtCode, s.state, count(*) AS count FROM ${fromIndex(where)} WHERE ${where.sql} GROUP BY s.themeIds, s.buurtCode, s.state`

/** A window of what the filter finds, newest first. `total` says how many there are. */
export function listSignals(context: DataContext, filter: SignalFilter, offset: number, limit: number): SignalList {
  const where = signalWhere(context, filter)
  const { db } = context.store
  const rows = db.prepare(`SELECT ${columns} FROM (${pageSql(where)}) p JOIN signal s ON s.rowid = p.place ${order}`).all({ ...where.params, limit, offset }) as SqlItem[]
  const total = db.prepare(`SELECT count(*) FROM ${fromIndex(where)} WHERE ${where.sql}`).pluck().get(where.params) as number
  return { items: rows.map(toItem(context.store.rows('theme'))), offset, total, today: daysOf(context).today }
}

/** The signals with these ids that are there, newest first. */
export function signalItems(context: DataContext, ids: readonly string[]): SignalItem[] {
  if (ids.length === 0) return []
  const rows = context.store.db.prepare(`SELECT ${columns} FROM json_each(?) j JOIN signal s ON s.id = j.value WHERE s.deleted = 0 ${order}`).all(JSON.stringify(ids)) as SqlItem[]
  return rows.map(toItem(context.store.rows('theme')))
}

export const countSignals = (context: DataContext, filter: SignalFilter): number => {
  const where = signalWhere(context, filter)
  return context.store.db.prepare(`SELECT count(*) FROM ${fromIndex(where)} WHERE ${where.sql}`).pluck().get(where.params) as number
}

/** Counts by hoofdthema, buurt and state, in one pass over the index. A signal with two hoofdthema's counts under both. */
export function signalCounts(context: DataContext, filter: SignalFilter): SignalCounts {
  const where = signalWhere(context, filter)
  const rows = context.store.db.prepare(countSql(where)).all(where.params) as { themeIds: string; buurtCode: string; state: SignalState; count: number }[]
  const allThemes = context.store.rows('theme')
  const groups = themeGroups(allThemes)
  const states = Object.fromEntries(signalStates.map((state) => [state, 0])) as Record<SignalState, number>
  const themes = new Map<string, number>(), buurten = new Map<string, number>()
  const add = (counts: Map<string, number>, key: string, count: number) => counts.set(key, (counts.get(key) ?? 0) + count)
  let total = 0
  for (const { themeIds, buurtCode, state, count } of rows) {
    total += count
    states[state] += count
    if (buurtCode !== '') add(buurten, buurtCode, count)
    for (const group of new Set((JSON.parse(themeIds) as string[]).map((id) => groups.get(id)).filter((id) => id !== undefined))) add(themes, group, count)
  }
  const buurtNames = new Map((context.store.db.prepare('SELECT code, name FROM buurt WHERE deleted = 0').raw().all() as [string, string][]))
  return { total, states, themes: mostFirst(themes, (id) => themeName(allThemes, id)), buurten: mostFirst(buurten, (code) => buurtNames.get(code) ?? code) }
}

const mostFirst = (counts: ReadonlyMap<string, number>, nameOf: (id: string) => string): Counted[] =>
  [...counts].map(([id, count]) => ({ id, name: nameOf(id), count })).sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'nl'))
