import type { Told } from '#core/actions/states.ts'
import { CommandFailure } from '#core/contract/command.ts'
import type { Row } from '#core/model/kinds.ts'
import { figurePointer } from '#core/promises/figure.ts'
import type { Thread, ThreadAction, ThreadLine, ThreadMeeting, ThreadTold } from '#core/promises/thread.ts'
import { themeName } from '#core/signals/themes.ts'
import type { SignalSource } from '#core/signals/words.ts'
import { toldOf } from '../actions/items.ts'
import { daysOf, gebiedenOf, requireGebied } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'
import { figureStories } from '../figures/story.ts'
import { signalWhere } from '../signals/filter.ts'
import { listSignals, signalCounts } from '../signals/list.ts'

const SHOWN = 5

/** Everything that hangs on a priority: what was said, what was chosen, done and told. */
export function threadOf(context: DataContext, id: string): Thread {
  const { store } = context
  const priority = store.read('priority', id)
  if (!priority) throw new CommandFailure('NotFound', 'Deze prioriteit is er niet meer.')
  requireGebied(context, priority.gebied)
  const nameOf = (kind: 'panel' | 'gebied', rowId: string | null) => (rowId === null ? '' : (store.read(kind, rowId)?.name ?? ''))
  const { gebied, title, state, rank, points, decidedOn, themeId, wijkCode, panelId } = priority
  return {
    id, gebied, title, state, rank, points, decidedOn, themeId, wijkCode, panelId, gebiedName: nameOf('gebied', gebied), panelName: nameOf('panel', panelId), themeName: themeId === null ? '' : themeName(store.rows('theme'), themeId),
    wijkName: wijkCode === '' ? '' : (store.rows('wijk', 'code = ?', [wijkCode])[0]?.name ?? wijkCode), figure: figureOf(context, priority), signals: signalsOf(context, priority), meeting: meetingOf(context, priority.meetingId),
    question: priority.choiceId === null ? '' : (store.read('choice', priority.choiceId)?.question ?? ''), actions: actionsOf(context, id), told: toldLines(context, id), today: daysOf(context).today,
  }
}

function figureOf({ store }: DataContext, { figure }: Row<'priority'>): Thread['figure'] {
  const pointer = figurePointer(figure)
  return pointer && { pointer, story: figureStories(store)(pointer) }
}

function meetingOf({ store }: DataContext, id: string | null): ThreadMeeting | null {
  const meeting = id === null ? undefined : store.read('meeting', id)
  return meeting ? { id: meeting.id, title: meeting.title, startsAt: meeting.startsAt } : null
}

function signalsOf(context: DataContext, { gebied, themeId, wijkCode }: Row<'priority'>): Thread['signals'] {
  if (themeId === null) return null
  const filter = { gebieden: [gebied], themeId, ...(wijkCode === '' ? {} : { wijkCode }) }
  const { items, total } = listSignals(context, filter, 0, SHOWN)
  const where = signalWhere(context, filter)
  const { db } = context.store
  return {
    total, newest: items.map(({ id, title, occurredAt, place, state }) => ({ id, title, occurredAt, place, state })), buurten: signalCounts(context, filter).buurten.map(({ id, name, count }) => ({ code: id, name, count })),
    sources: db.prepare(`SELECT s.source, count(*) AS count FROM signal s WHERE ${where.sql} GROUP BY s.source ORDER BY count DESC, s.source`).all(where.params) as { source: SignalSource; count: number }[],
    meetings: db.prepare(`SELECT DISTINCT m.id, m.title, m.startsAt FROM signal s JOIN meeting m ON m.id = s.meetingId AND m.deleted = 0 WHERE ${where.sql} ORDER BY m.startsAt DESC LIMIT ${String(SHOWN)}`).all(where.params) as ThreadMeeting[],
  }
}

/** Actions that say they are for this priority. */
const LINKED = `action a JOIN json_each(a.priorityIds) j ON j.value = ? WHERE a.deleted = 0 AND a.priorityIds <> '[]'`
/** 1: told; 0: decided not to; null: nothing recorded. */
export const TOLD_ROW = '(SELECT max(t.toldOn IS NOT NULL) FROM terugkoppeling t WHERE t.actionId = a.id AND t.deleted = 0)'

function actionsOf({ store }: DataContext, id: string): ThreadAction[] {
  const rows = store.db.prepare(`SELECT a.id, a.title, coalesce((SELECT name FROM teamMember WHERE id = a.ownerId), '') AS ownerName, a.state, a.promise, a.dueOn, a.terugkoppelingOn, a.closedOn, a.reason, ${TOLD_ROW} AS toldRow FROM ${LINKED} ORDER BY a.createdOn, a.title COLLATE NOCASE, a.id`).all(id) as (Omit<ThreadAction, 'promise' | 'told'> & { promise: number; toldRow: number | null })[]
  return rows.map(({ promise, toldRow, ...action }) => {
    const promised = { promise: promise === 1, terugkoppelingOn: action.terugkoppelingOn }
    const told: Told = toldOf(toldRow, promised)
    return { ...action, promise: promised.promise, told }
  })
}

const toldLines = ({ store }: DataContext, id: string): ThreadTold[] =>
  store.db.prepare(`SELECT t.id, t.actionId, a.title AS actionTitle, t.toWhom, t.how, t.what, t.toldOn, coalesce((SELECT name FROM teamMember WHERE id = t.memberId), '') AS who
    FROM terugkoppeling t JOIN (SELECT a.id, a.title FROM ${LINKED}) a ON a.id = t.actionId WHERE t.deleted = 0 ORDER BY t.toldOn, t.id`).all(id) as ThreadTold[]

/** Every priority with how far it came: those that still count first, the newest first. */
export function listThreads(context: DataContext, asked: 'all' | readonly string[]): ThreadLine[] {
  const gebieden = gebiedenOf(context, asked)
  const { store } = context
  const themes = store.rows('theme')
  const rows = store.db.prepare(`
    WITH linked AS (SELECT j.value AS priorityId, a.closedOn, (a.promise = 1 OR a.terugkoppelingOn IS NOT NULL) AS promised, ${TOLD_ROW} AS toldRow FROM action a, json_each(a.priorityIds) j WHERE a.deleted = 0 AND a.priorityIds <> '[]'),
      far AS (SELECT priorityId, count(*) AS actions, count(closedOn) AS closed, count(toldRow) AS told, sum(promised AND toldRow IS NULL) AS waiting FROM linked GROUP BY priorityId)
    SELECT p.id, p.gebied, p.title, p.state, p.rank, p.decidedOn, coalesce((SELECT name FROM panel WHERE id = p.panelId), '') AS panelName, p.themeId, coalesce(far.actions, 0) AS actions, coalesce(far.closed, 0) AS closed, coalesce(far.told, 0) AS told, coalesce(far.waiting, 0) AS waiting
    FROM priority p LEFT JOIN far ON far.priorityId = p.id WHERE p.deleted = 0 AND (@gebieden IS NULL OR p.gebied IN (SELECT value FROM json_each(@gebieden)))
    ORDER BY p.state IN ('bereikt', 'losgelaten'), p.decidedOn DESC, panelName, p.rank, p.title`).all({ gebieden: gebieden === null ? null : JSON.stringify(gebieden) }) as (Omit<ThreadLine, 'themeName'> & { themeId: string | null })[]
  return rows.map(({ themeId, ...line }) => ({ ...line, themeName: themeId === null ? '' : themeName(themes, themeId) }))
}
