import { byDay, type CalendarEntry } from '#core/calendar/entries.ts'
import { closedStates } from '#core/model/kinds.ts'
import { dayPart, timePart } from '#core/meetings/times.ts'
import { gebiedenOf } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'
import { today } from '../meetings/shared.ts'

interface MeetingRow { readonly id: string; readonly gebied: string; readonly title: string; readonly startsAt: string; readonly place: string; readonly state: string }
interface ActionRow { readonly id: string; readonly gebied: string; readonly title: string; readonly state: string; readonly dueOn: string | null; readonly terugkoppelingOn: string | null; readonly told: number }
interface ToldRow { readonly id: string; readonly gebied: string; readonly title: string; readonly toldOn: string }

const CLOSED: readonly string[] = closedStates

/** Everything with a day in a year, of one gebied or of all of this laptop. */
export function calendarYear(context: DataContext, gebied: string | null, year: number): { entries: CalendarEntry[]; today: string } {
  const now = today(context)
  const allowed = gebiedenOf(context, gebied === null ? 'all' : [gebied])
  const scope = { gebieden: allowed === null ? null : JSON.stringify(allowed), from: `${year}-01-01`, to: `${year}-12-31` }
  const within = (column: string): string => `(@gebieden IS NULL OR ${column} IN (SELECT value FROM json_each(@gebieden)))`
  const all = <T>(sql: string): T[] => context.store.db.prepare(sql).all(scope) as T[]
  const meetings = all<MeetingRow>(`SELECT id, gebied, title, startsAt, place, state FROM meeting WHERE deleted = 0 AND ${within('gebied')} AND startsAt >= @from AND startsAt < @to || 'U'`)
  const actions = all<ActionRow>(`SELECT a.id, a.gebied, a.title, a.state, a.dueOn, a.terugkoppelingOn, EXISTS (SELECT 1 FROM terugkoppeling t WHERE t.actionId = a.id AND t.deleted = 0) AS told
    FROM action a WHERE a.deleted = 0 AND ${within('a.gebied')} AND (a.dueOn BETWEEN @from AND @to OR a.terugkoppelingOn BETWEEN @from AND @to)`)
  const told = all<ToldRow>(`SELECT a.id, a.gebied, a.title, t.toldOn FROM terugkoppeling t JOIN action a ON a.id = t.actionId AND a.deleted = 0 WHERE t.deleted = 0 AND ${within('a.gebied')} AND t.toldOn BETWEEN @from AND @to`)
  const inYear = (day: string | null): day is string => day !== null && day >= scope.from && day <= scope.to
  const entries = [
    ...meetings.map(meetingEntry),
    ...actions.filter((action) => inYear(action.dueOn)).map((action): CalendarEntry => ({ ...dayOf(action, action.dueOn!), kind: 'actie', state: stateOf(CLOSED.includes(action.state), action.dueOn! < now) })),
    ...actions.filter((action) => inYear(action.terugkoppelingOn)).map((action): CalendarEntry => ({ ...dayOf(action, action.terugkoppelingOn!), kind: 'terugkoppeling', state: stateOf(action.told === 1, action.terugkoppelingOn! < now) })),
    ...told.map((row): CalendarEntry => ({ ...dayOf(row, row.toldOn), kind: 'verteld', state: 'klaar' })),
  ]
  return { entries: entries.sort(byDay), today: now }
}

const dayOf = ({ id, gebied, title }: Pick<ActionRow, 'id' | 'gebied' | 'title'>, day: string): Omit<CalendarEntry, 'kind' | 'state'> => ({ id, gebied, title, day, time: null, place: '' })
const stateOf = (done: boolean, passed: boolean): CalendarEntry['state'] => (done ? 'klaar' : passed ? 'telaat' : 'komt')

function meetingEntry({ id, gebied, title, startsAt, place, state }: MeetingRow): CalendarEntry {
  return { kind: 'bijeenkomst', id, gebied, title, place, day: dayPart(startsAt), time: timePart(startsAt), state: state === 'geannuleerd' ? 'vervallen' : state === 'afgerond' ? 'klaar' : 'komt' }
}
