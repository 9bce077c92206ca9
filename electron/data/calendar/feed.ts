import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { feedEvents, type FeedAction, type FeedMeeting } from '#core/calendar/feed.ts'
import type { CalendarFeed } from '#core/contract/calendar.ts'
import { CommandFailure } from '#core/contract/command.ts'
import { toIcs, type CalendarEvent } from '#core/export/ics.ts'
import type { KindName } from '#core/model/kinds.ts'
import { mayReceive } from '#core/model/may.ts'
import { addDays } from '#core/text/days.ts'
import { gebiedenOf } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'
import { today } from '../meetings/shared.ts'
import { withoutNames } from '../promises/pages.ts'
import { writeUserFile } from '../user-file.ts'

/** How the file was chosen, on this laptop alone. */
const SETTING = 'calendar.feed'
/** What was before this long ago is of no use in a calendar. */
const BACK_DAYS = 365

/** What the file is made of: a change of these may change it. */
export const feedKinds: readonly KindName[] = ['meeting', 'action', 'actionChange', 'terugkoppeling', 'gebied', 'contact', 'contactDetails', 'teamMember', 'attendance']

export const feedOf = ({ store }: DataContext): CalendarFeed | null => store.setting<CalendarFeed & Record<string, never>>(SETTING) ?? null

export const keepFeed = ({ store }: DataContext, feed: CalendarFeed | null): void => store.setSetting(SETTING, feed === null ? null : { ...feed })

type Choice = Pick<CalendarFeed, 'gebied' | 'deadlines'>

/** Events of the file, without names of people. */
export function eventsOf(context: DataContext, choice: Choice): CalendarEvent[] {
  const meetings = meetingsOf(context, choice), actions = choice.deadlines ? actionsOf(context, choice) : []
  if (!mayReceive(context.session().role, 'contactDetails')) return feedEvents(meetings, actions, null)
  const gebieden = choice.gebied === null ? null : [choice.gebied]
  const model = [meetings.map(({ title }) => title), actions.map(({ title }) => title)]
  return withoutNames(context, { gebieden, model, choices: { keep: [], also: [] } }, (redactor) => feedEvents(meetings, actions, (text) => redactor.text(text))).made
}

const scopeOf = (context: DataContext, { gebied }: Choice) => {
  const allowed = gebiedenOf(context, gebied === null ? 'all' : [gebied])
  return { gebieden: allowed === null ? null : JSON.stringify(allowed), from: addDays(today(context), -BACK_DAYS) }
}
const WITHIN = '(@gebieden IS NULL OR x.gebied IN (SELECT value FROM json_each(@gebieden)))'

function meetingsOf(context: DataContext, choice: Choice): FeedMeeting[] {
  const rows = context.store.db.prepare(`SELECT x.id, x.kind, x.title, x.startsAt, x.endsAt, x.place, x.address, x.sequence, x.state = 'geannuleerd' AS cancelled, coalesce(g.name, '') AS gebiedName
    FROM meeting x LEFT JOIN gebied g ON g.id = x.gebied WHERE x.deleted = 0 AND ${WITHIN} AND x.startsAt >= @from ORDER BY x.startsAt, x.id`).all(scopeOf(context, choice)) as (Omit<FeedMeeting, 'cancelled'> & { cancelled: number })[]
  return rows.map((row) => ({ ...row, cancelled: row.cancelled === 1 }))
}

/** Actions that are not closed, and those of which a terugkoppeling is still owed. */
function actionsOf(context: DataContext, choice: Choice): FeedAction[] {
  const changes = (field: string): string => `(SELECT count(*) FROM actionChange c WHERE c.actionId = x.id AND c.field = '${field}' AND c.deleted = 0)`
  const rows = context.store.db.prepare(`SELECT * FROM (SELECT x.id, x.gebied, x.title, CASE WHEN x.state IN ('open', 'bezig', 'deelsGedaan') THEN x.dueOn END AS dueOn, x.terugkoppelingOn, ${changes('dueOn')} AS dueChanges, ${changes('terugkoppelingOn')} AS tellChanges,
      EXISTS (SELECT 1 FROM terugkoppeling t WHERE t.actionId = x.id AND t.deleted = 0) AS told, coalesce(g.name, '') AS gebiedName
    FROM action x LEFT JOIN gebied g ON g.id = x.gebied WHERE x.deleted = 0) x
    WHERE ${WITHIN} AND (x.dueOn >= @from OR (x.terugkoppelingOn >= @from AND NOT x.told)) ORDER BY coalesce(x.dueOn, x.terugkoppelingOn), x.id`).all(scopeOf(context, choice)) as (Omit<FeedAction, 'told'> & { told: number })[]
  return rows.map((row) => ({ ...row, told: row.told === 1 }))
}

/**
 * Writes the file beside itself and then in its place, so that a program that reads it never meets half a file. Answers what was
 * kept. @throws CommandFailure `PlaceGone` when the folder is no longer there, or as `writeUserFile`
 */
export async function writeFeed(context: DataContext, chosen: Omit<CalendarFeed, 'writtenAt' | 'events' | 'problem'>): Promise<CalendarFeed> {
  const events = eventsOf(context, chosen)
  const at = context.now().toISOString()
  const name = chosen.gebied === null ? 'Gebiedsboek' : `Gebiedsboek ${context.store.read('gebied', chosen.gebied)?.name ?? ''}`.trim()
  await requireFolder(dirname(chosen.path))
  await writeUserFile(chosen.path, toIcs(events, 'PUBLISH', at, name))
  return { ...chosen, writtenAt: at, events: events.length, problem: '' }
}

async function requireFolder(folder: string): Promise<void> {
  const there = await stat(folder).then((found) => found.isDirectory(), () => false)
  if (!there) throw new CommandFailure('PlaceGone', `De map van het agendabestand is er niet meer: ${folder}. Sluit de schijf weer aan, of kies een andere plaats.`)
}
