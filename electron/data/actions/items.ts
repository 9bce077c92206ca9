import type { ActionBoard, ActionFilter, ActionItem, ActionList } from '#core/contract/actions.ts'
import { clockOf, isPromised, whenGroups, type ActionState, type Told, type WhenGroup } from '#core/actions/states.ts'
import { actionStates } from '#core/model/kinds.ts'
import type { DataContext } from '../context.ts'
import { actionWhere, whenSql, type Where } from './filter.ts'
import { daysOf, type Days } from './scope.ts'

interface SqlItem {
  id: string; gebied: string; title: string; ownerId: string | null; ownerName: string | null; state: ActionState; dueOn: string | null; terugkoppelingOn: string | null; closedOn: string | null
  promise: number; toldRow: number | null; whenIndex: number; meetingId: string | null; meetingTitle: string | null; place: string | null; themeNames: string
}

const columns = `a.id, a.gebied, a.title, a.ownerId, m.name AS ownerName, a.state, a.dueOn, a.terugkoppelingOn, a.closedOn, a.promise,
  (SELECT max(t.toldOn IS NOT NULL) FROM terugkoppeling t WHERE t.actionId = a.id AND t.deleted = 0) AS toldRow, ${whenSql} AS whenIndex, a.meetingId, mt.title AS meetingTitle,
  CASE WHEN a.buurtCode <> '' THEN coalesce((SELECT name FROM buurt WHERE code = a.buurtCode AND deleted = 0), a.buurtCode)
    WHEN a.wijkCode <> '' THEN coalesce((SELECT name FROM wijk WHERE code = a.wijkCode AND deleted = 0), a.wijkCode) END AS place,
  CASE WHEN a.themeIds = '[]' THEN '[]' ELSE (SELECT json_group_array(th.name) FROM json_each(a.themeIds) j JOIN theme th ON th.id = j.value AND th.deleted = 0) END AS themeNames`
const from = `FROM action a LEFT JOIN teamMember m ON m.id = a.ownerId LEFT JOIN meeting mt ON mt.id = a.meetingId AND mt.deleted = 0`
const order = `ORDER BY whenIndex, CASE WHEN whenIndex = 5 THEN '' ELSE a.dueOn END, a.closedOn DESC, a.title COLLATE NOCASE, a.id`

/** `toldRow`: 1 told, 0 decided not to tell, null nothing recorded. */
export const toldOf = (toldRow: number | null, action: { readonly promise: boolean; readonly terugkoppelingOn: string | null }): Told =>
  toldRow === 1 ? 'verteld' : toldRow === 0 ? 'niet' : isPromised(action) ? 'nog' : 'nvt'

function toItem(row: SqlItem, days: Days): ActionItem {
  const { toldRow, whenIndex, themeNames, ownerName, meetingTitle, place, promise, ...rest } = row
  const promised = { promise: promise === 1, terugkoppelingOn: row.terugkoppelingOn }
  const told = toldOf(toldRow, promised)
  return {
    ...rest, promise: promised.promise, told, clock: clockOf({ ...promised, state: row.state, told }, days.today, days.near), when: whenGroups[whenIndex] ?? 'later',
    ownerName: ownerName ?? '', meetingTitle: meetingTitle ?? '', place: place ?? '', themeNames: JSON.parse(themeNames) as string[],
  }
}

const items = (context: DataContext, where: Where, days: Days, limit: number, offset = 0): ActionItem[] =>
  (context.store.db.prepare(`SELECT ${columns} ${from} WHERE ${where.sql} ${order} LIMIT :limit OFFSET :offset`).all({ ...where.params, limit, offset }) as SqlItem[]).map((row) => toItem(row, days))

const ownerKnown = (context: DataContext, filter: ActionFilter): boolean => filter.owner !== 'me' || context.session().memberId !== ''

/** How many actions a filter finds. */
export const countActions = (context: DataContext, filter: ActionFilter): number => {
  const where = actionWhere(context, filter, daysOf(context))
  return context.store.db.prepare(`SELECT count(*) FROM action a WHERE ${where.sql}`).pluck().get(where.params) as number
}

/** Actions by when they are due: too late first, closed last with the newest first. */
export function listActions(context: DataContext, filter: ActionFilter, offset: number, limit: number): ActionList {
  const days = daysOf(context)
  const where = actionWhere(context, filter, days)
  const counts = Object.fromEntries(whenGroups.map((g) => [g, 0])) as Record<WhenGroup, number>
  const rows = context.store.db.prepare(`SELECT ${whenSql} AS whenIndex, count(*) AS count FROM action a WHERE ${where.sql} GROUP BY whenIndex`).all(where.params) as { whenIndex: number; count: number }[]
  for (const { whenIndex, count } of rows) { const group = whenGroups[whenIndex]; if (group) counts[group] = count }
  return { items: items(context, where, days, limit, offset), total: rows.reduce((sum, r) => sum + r.count, 0), counts, ownerKnown: ownerKnown(context, filter), today: days.today }
}

/** A column per state, whatever states the filter names. */
export function boardActions(context: DataContext, filter: ActionFilter, perColumn: number): ActionBoard {
  const days = daysOf(context)
  const columnsOfBoard = actionStates.map((state) => {
    const one: ActionFilter = { ...filter, states: [state] }
    return { state, total: countActions(context, one), items: items(context, actionWhere(context, one, days), days, perColumn) }
  })
  return { columns: columnsOfBoard, ownerKnown: ownerKnown(context, filter), today: days.today }
}

/** One action as lists show it. */
export const actionItem = (context: DataContext, id: string): ActionItem | undefined => {
  const days = daysOf(context)
  return items(context, { sql: 'a.deleted = 0 AND a.id = :id', params: { id, today: days.today, weekEnd: days.weekEnd } }, days, 1)[0]
}
