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
  const signals = db.prepare(`SELECT s.wijkCode, s.buurtCode, count(*) AS count FROM signal s INDEXED BY signal_list WHERE ${where.sql} GROUP BY s.wijkCode, s.buurtCode`).all(where.params) as PlaceCount[]
  for (const place of signals) { visit(place, 'signals'); visit(place, 'unplaced') }
  // Everything in here stands in the index, so that no row is read.
  const rows = db.prepare(`SELECT s.id, s.lon, s.lat, s.wijkCode, s.buurtCode FROM signal s INDEXED BY signal_point WHERE ${where.sql} AND s.lat IS NOT NULL AND s.lon IS NOT NULL`).raw().iterate(where.params) as IterableIterator<[string, number, number, string, string]>
  const micro: number[] = [], ids: string[] = []
  for (const [id, lon, lat, wijkCode, buurtCode] of rows) {
    micro.push(Math.round(lon * MICRO), Math.round(lat * MICRO))
    ids.push(id)
    visit({ wijkCode, buurtCode, count: -1 }, 'unplaced')
  }
  const open = actionWhere(context, { gebieden, states: [...OPEN] }, daysOf(context))
  const actions = db.prepare(`SELECT a.wijkCode, a.buurtCode, count(*) AS count FROM action a WHERE ${open.sql} GROUP BY a.wijkCode, a.buurtCode`).all(open.params) as PlaceCount[]
  for (const place of actions) visit(place, 'actions')
  return { micro, ids: ids.join(' ') }
}
