import type { SignalFilter } from '#core/contract/signals.ts'
import { matchQuery } from '#core/search/match.ts'
import { themeAndUnder } from '#core/signals/themes.ts'
import { gebiedenOf } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'

type Param = string | bigint
export interface SignalWhere { readonly sql: string; readonly params: Readonly<Record<string, Param>>; /** Can be answered from the index alone. */ readonly covered: boolean }

/**
 * Conditions on table `s` (signal). Values are bound; only fixed SQL is put together. All but `meetingId` lie in the index
 * `signal_list`, so that counting and windowing 50,000 signals reads no row.
 */
export function signalWhere(context: DataContext, filter: SignalFilter): SignalWhere {
  const conditions = ['s.deleted = 0']
  const params: Record<string, Param> = {}
  const add = (sql: string, values: Readonly<Record<string, Param>> = {}) => { conditions.push(sql); Object.assign(params, values) }
  const gebieden = gebiedenOf(context, filter.gebieden)
  const [only] = gebieden ?? []
  if (gebieden && gebieden.length === 1 && only !== undefined) add('s.gebied = :gebied', { gebied: only })
  else if (gebieden) add('s.gebied IN (SELECT value FROM json_each(:gebieden))', { gebieden: JSON.stringify(gebieden) })
  if (filter.states && filter.states.length > 0) add('s.state IN (SELECT value FROM json_each(:states))', { states: JSON.stringify(filter.states) })
  for (const field of ['buurtCode', 'wijkCode', 'source', 'weight', 'meetingId'] as const) {
    const value = filter[field]
    if (value !== undefined) add(`s.${field} = :${field}`, { [field]: value })
  }
  if (filter.from !== undefined) add('s.occurredAt >= :from', { from: filter.from })
  if (filter.to !== undefined) add('s.occurredAt <= :to', { to: `${filter.to}T99` })
  if (filter.themeId !== undefined) addThemes(themeAndUnder(context.store.rows('theme'), filter.themeId), add)
  addText(context, filter.text ?? '', add)
  return { sql: conditions.join(' AND '), params, covered: filter.meetingId === undefined }
}

type Add = (sql: string, values?: Readonly<Record<string, Param>>) => void

/** Ids stand between quotes in the list: looking for them as text is a tenth of the price of reading it as JSON. */
function addThemes(ids: readonly string[], add: Add): void {
  const names = ids.map((_, n) => `theme${n}`)
  add(`(${names.map((name) => `instr(s.themeIds, :${name}) > 0`).join(' OR ')})`, Object.fromEntries(names.map((name, n) => [name, JSON.stringify(ids[n])])))
}

function addText(context: DataContext, text: string, add: Add): void {
  // One letter begins nearly everything: it narrows nothing down and would cost the most.
  if (text.trim().length < 2) return
  const match = matchQuery(text)
  const { first, last } = context.store.search.span('signal')
  if (match === null) add('0')
  else add('s.rowid IN (SELECT rowid - :first FROM search WHERE search MATCH :match AND rowid BETWEEN :first AND :last)', { match, first, last })
}
