import type { ActionFilter } from '#core/contract/actions.ts'
import { whenGroups } from '#core/actions/states.ts'
import { closedStates } from '#core/model/kinds.ts'
import { matchQuery } from '#core/search/match.ts'
import type { DataContext } from '../context.ts'
import { gebiedenOf, type Days } from './scope.ts'

export interface Where { readonly sql: string; readonly params: Readonly<Record<string, string>> }

const closed = `a.state IN (${closedStates.map((s) => `'${s}'`).join(', ')})`
const untold = `(a.promise = 1 OR a.terugkoppelingOn IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM terugkoppeling t WHERE t.actionId = a.id AND t.deleted = 0)`

/** Index into `whenGroups`; the same rule as `whenOf` in core. Needs :today and :weekEnd. */
export const whenSql = `CASE WHEN ${closed} THEN 5 WHEN a.dueOn IS NULL THEN 4 WHEN a.dueOn < :today THEN 0 WHEN a.dueOn = :today THEN 1 WHEN a.dueOn <= :weekEnd THEN 2 ELSE 3 END`

/** The belofteklok in SQL; the same rule as `clockOf` in core. Needs :today and :near. */
const clockSql: Record<NonNullable<ActionFilter['clock']>, string> = {
  nogTeVertellen: untold,
  teLaat: `${untold} AND a.terugkoppelingOn < :today`,
  nadert: `${untold} AND CASE WHEN a.terugkoppelingOn IS NULL THEN ${closed} ELSE a.terugkoppelingOn >= :today AND (a.terugkoppelingOn <= :near OR ${closed}) END`,
  afgeslotenNietVerteld: `${untold} AND ${closed}`,
  onvolledig: `${untold} AND (coalesce(a.ownerId, '') = '' OR a.terugkoppelingOn IS NULL OR (a.panelId IS NULL AND a.contactIds = '[]'))`,
}

/** Conditions on table `a` (action). Values are bound; only fixed SQL is put together. */
export function actionWhere(context: DataContext, filter: ActionFilter, days: Days): Where {
  const conditions = ['a.deleted = 0']
  const params: Record<string, string> = { today: days.today, weekEnd: days.weekEnd, near: days.near }
  const add = (sql: string, name?: string, value?: string) => {
    conditions.push(sql)
    if (name !== undefined && value !== undefined) params[name] = value
  }
  const gebieden = gebiedenOf(context, filter.gebieden)
  if (gebieden) add('a.gebied IN (SELECT value FROM json_each(:gebieden))', 'gebieden', JSON.stringify(gebieden))
  if (filter.owner === 'none') add(`(a.ownerId IS NULL OR a.ownerId = '')`)
  else if (filter.owner === 'me') add(`a.ownerId = :owner AND :owner <> ''`, 'owner', context.session().memberId)
  else if (filter.owner !== undefined) add('a.ownerId = :owner', 'owner', filter.owner)
  if (filter.states && filter.states.length > 0) add('a.state IN (SELECT value FROM json_each(:states))', 'states', JSON.stringify(filter.states))
  if (filter.when && filter.when.length > 0) add(`${whenSql} IN (SELECT value FROM json_each(:when))`, 'when', JSON.stringify(filter.when.map((w) => whenGroups.indexOf(w))))
  for (const field of ['wijkCode', 'buurtCode', 'meetingId', 'panelId'] as const) {
    const value = filter[field]
    if (value !== undefined) add(`a.${field} = :${field}`, field, value)
  }
  if (filter.themeId !== undefined) add('EXISTS (SELECT 1 FROM json_each(a.themeIds) WHERE value = :themeId)', 'themeId', filter.themeId)
  if (filter.contactId !== undefined) add('EXISTS (SELECT 1 FROM json_each(a.contactIds) WHERE value = :contactId)', 'contactId', filter.contactId)
  if (filter.promise !== undefined) add(filter.promise ? 'a.promise = 1' : 'a.promise = 0')
  if (filter.clock !== undefined) add(`(${clockSql[filter.clock]})`)
  addText(filter.text ?? '', add)
  return { sql: conditions.join(' AND '), params }
}

function addText(text: string, add: (sql: string, name?: string, value?: string) => void): void {
  if (text.trim() === '') return
  const match = matchQuery(text)
  if (match === null) add('0')
  else add(`a.id IN (SELECT subject FROM search WHERE search MATCH :match AND kind = 'action')`, 'match', match)
}
