import type { MapPoints, MapQuestion } from '#core/contract/map.ts'
import { actionWhere } from '../actions/filter.ts'
import { daysOf } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'
import { signalWhere } from '../signals/filter.ts'

/** Signals, those without a point, and open actions of one place. */
export interface Tally { signals: number; unplaced: number; actions: number }
interface PlaceCount { readonly wijkCode: string; readonly buurtCode: string; readonly count: number }

const MICRO = 1_000_000
const OPEN = ['open', 'bezig', 'deelsGedaan'] as const

/** Visits how many signals, points and open actions there are per wijk and buurt, as they stand in the rows. */
export function countPlaces(context: DataContext, question: Pick<MapQuestion, 'gebieden' | 'themeId' | 'from' | 'to'>, visit: (place: PlaceCount, of: keyof Tally) => void): MapPoints {
  const { gebieden, themeId, from, to } = question
  const where = signalWhere(context, { gebieden, themeId, from, to })
  const { db } = context.store
  // Everything in here stands in an index, so that no row is read; and counting here takes a third of what sorting for GROUP BY takes.
  const places = db.prepare(`SELECT s.wijkCode || char(10) || s.buurtCode FROM signal s INDEXED BY signal_list WHERE ${where.sql}`).pluck().all(where.params) as string[]
  for (const place of counted(places)) { visit(place, 'signals'); visit(place, 'unplaced') }
  const rows = db.prepare(`SELECT s.id, s.lon, s.lat, s.wijkCode || char(10) || s.buurtCode FROM signal s INDEXED BY signal_point WHERE ${where.sql} AND s.lat IS NOT NULL AND s.lon IS NOT NULL`).raw().all(where.params) as [string, number, number, string][]
  const micro: number[] = []
  for (const [, lon, lat] of rows) micro.push(Math.round(lon * MICRO), Math.round(lat * MICRO))
  for (const { count, ...place } of counted(rows.map(([, , , place]) => place))) visit({ ...place, count: -count }, 'unplaced')
  const open = actionWhere(context, { gebieden, states: [...OPEN] }, daysOf(context))
  const actions = db.prepare(`SELECT a.wijkCode, a.buurtCode, count(*) AS count FROM action a WHERE ${open.sql} GROUP BY a.wijkCode, a.buurtCode`).all(open.params) as PlaceCount[]
  for (const place of actions) visit(place, 'actions')
  return { micro, ids: rows.map(([id]) => id).join(' ') }
}

/** How often each wijk and buurt is there: two codes with a line break between. */
function counted(places: readonly string[]): PlaceCount[] {
  const counts = new Map<string, number>()
  for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1)
  return [...counts].map(([place, count]) => { const [wijkCode = '', buurtCode = ''] = place.split('\n'); return { wijkCode, buurtCode, count } })
}
