import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import type { MeetingName, templateCommands } from '#core/contract/templates.ts'
import { carriedMinutes, carriedTitle, type OpenPoint } from '#core/meetings/open-points.ts'
import { positionsAfter } from '#core/meetings/position.ts'
import { dayPart } from '#core/meetings/times.ts'
import { closedStates, type Row } from '#core/model/kinds.ts'
import { dutchDay, shortDay } from '#core/text/days.ts'
import { requireGebied } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'
import { agendaOf, worksIn } from '../meetings/meetings.ts'
import { meetingOf, requireRight, today } from '../meetings/shared.ts'
import type { LocalChange } from '../store/store.ts'
import { rowTitle } from '../sync/labels.ts'

type Names = Extract<keyof typeof templateCommands, `openPoints.${string}`>

export function openPointHandlers(context: DataContext): Pick<Handlers<typeof templateCommands>, Names> {
  return {
    'openPoints.after': ({ meetingId }) => {
      const meeting = meetingOf(context, meetingId)
      return { points: openPoints(context, meeting), next: sameSeries(context, meeting, "state = 'gepland' AND (startsAt IS NULL OR @at IS NULL OR startsAt > @at)", 'startsAt IS NULL, startsAt, id LIMIT 20') }
    },
    'openPoints.before': ({ meetingId }) => before(context, meetingOf(context, meetingId)),
    'openPoints.forNew': (planned) => { requireGebied(context, planned.gebied); return before(context, { id: '', ...planned }) },
    'openPoints.take': ({ from, to, points }) => take(context, from, to, points),
  }
}

/** What the last meeting of the series left open. */
function before(context: DataContext, meeting: InSeries): { readonly from: MeetingName | null; readonly points: readonly OpenPoint[] } {
  const [from] = sameSeries(context, meeting, "state IN ('bezig', 'afgerond') AND (startsAt IS NULL OR @at IS NULL OR startsAt < @at)", 'startsAt IS NULL, startsAt DESC, id LIMIT 1')
  return from === undefined ? { from: null, points: [] } : { from, points: openPoints(context, meetingOf(context, from.id)) }
}

type InSeries = Pick<Row<'meeting'>, 'id' | 'gebied' | 'kind' | 'panelId' | 'startsAt'>
/** Other meetings of the same panel, or without a panel of the same kind in the same gebied. */
function sameSeries(context: DataContext, meeting: InSeries, where: string, order: string): MeetingName[] {
  return context.store.db.prepare(`SELECT id, title, startsAt FROM meeting WHERE deleted = 0 AND id <> @id AND gebied = @gebied AND (CASE WHEN @panelId IS NULL THEN panelId IS NULL AND kind = @kind ELSE panelId = @panelId END) AND ${where} ORDER BY ${order}`)
    .all({ id: meeting.id, gebied: meeting.gebied, panelId: meeting.panelId, kind: meeting.kind, at: meeting.startsAt }) as MeetingName[]
}

/** What stayed open at a meeting and stands on no other agenda yet: what is proposed first. */
function openPoints(context: DataContext, meeting: Row<'meeting'>): OpenPoint[] {
  const { store } = context
  const carried = new Set(store.db.prepare('SELECT i.fromKind || i.fromId FROM agendaItem i JOIN meeting m ON m.id = i.meetingId AND m.deleted = 0 WHERE i.fromMeetingId = ? AND i.deleted = 0').pluck().all(meeting.id) as string[])
  return [...items(context, meeting), ...actions(context, meeting), ...choices(context, meeting), ...differences(context, meeting)].filter(({ kind, id }) => !carried.has(kind + id)).toSorted((a, b) => Number(b.proposed) - Number(a.proposed))
}

/** Items that were marked, and those of which nothing shows that they were reached. */
function items({ store }: DataContext, meeting: Row<'meeting'>): OpenPoint[] {
  const hasTrace = store.db.prepare(`SELECT EXISTS (SELECT 1 FROM noteBody WHERE noteId = @id) OR EXISTS (SELECT 1 FROM decision WHERE agendaItemId = @id AND deleted = 0)
    OR EXISTS (SELECT 1 FROM action WHERE agendaItemId = @id AND deleted = 0) OR EXISTS (SELECT 1 FROM choice WHERE agendaItemId = @id AND deleted = 0)`).pluck()
  return store.rows('agendaItem', "meetingId = ? AND outcome <> 'behandeld'", [meeting.id], 'position, id').flatMap((item): OpenPoint[] => {
    const point = { kind: 'agendaItem', id: item.id, type: 'agendapunt', title: item.title } as const
    if (item.outcome === 'blijftOpen') return [{ ...point, why: 'blijft open', proposed: true }]
    return hasTrace.get({ id: item.id }) === 1 ? [] : [{ ...point, why: 'geen notitie, besluit of actie', proposed: false }]
  })
}

function actions(context: DataContext, meeting: Row<'meeting'>): OpenPoint[] {
  const now = today(context), closed: readonly string[] = closedStates
  const open = context.store.rows('action', 'meetingId = ?', [meeting.id], 'promise DESC, dueOn, rowid').filter(({ state }) => !closed.includes(state))
  return open.map(({ id, title, promise, dueOn }) => {
    const late = dueOn !== null && dueOn < now
    return { kind: 'action', id, type: promise ? 'belofte' : 'actie', title, why: dueOn === null ? 'zonder datum' : `${late ? 'te laat, ' : ''}uiterlijk ${shortDay(dueOn, now)}`, proposed: promise || late }
  })
}

const choices = ({ store }: DataContext, meeting: Row<'meeting'>): OpenPoint[] =>
  store.rows('choice', "meetingId = ? AND state <> 'gesloten'", [meeting.id]).map(({ id, question }) => ({ kind: 'choice', id, type: 'keuze', title: question, why: 'nog niet gekozen', proposed: true }))

/** Values that two people filled in differently and of which nobody chose one. */
function differences({ store }: DataContext, meeting: Row<'meeting'>): OpenPoint[] {
  const rows = store.rows('conflict', `resolved = 0 AND (subjectId = ? OR subjectId IN (SELECT id FROM agendaItem WHERE meetingId = ? UNION SELECT id FROM action WHERE meetingId = ? UNION SELECT id FROM decision WHERE meetingId = ? UNION SELECT id FROM choice WHERE meetingId = ?))`, Array.from({ length: 5 }, () => meeting.id))
  const told = new Set<string>()
  return rows.flatMap(({ id, subjectKind, subjectId }): OpenPoint[] => {
    const title = rowTitle(store, subjectKind as Parameters<typeof rowTitle>[1], subjectId)
    if (title === '' || told.has(subjectId)) return []
    told.add(subjectId)
    return [{ kind: 'conflict', id, type: 'verschil', title, why: 'twee waarden, nog niet gekozen', proposed: false }]
  })
}

function take(context: DataContext, from: string, to: string, asked: readonly { readonly kind: string; readonly id: string }[]) {
  requireRight(context, 'agendaItem')
  const source = meetingOf(context, from), target = meetingOf(context, to)
  if (source.gebied !== target.gebied || source.id === target.id) throw new CommandFailure('OtherGebied', 'Punten gaan alleen mee naar een andere bijeenkomst van hetzelfde gebied.')
  const wanted = new Set(asked.map(({ kind, id }) => kind + id))
  const points = openPoints(context, source).filter(({ kind, id }) => wanted.has(kind + id))
  if (points.length === 0) throw new CommandFailure('NothingOpen', 'Deze punten staan niet meer open, of staan al op een agenda.')
  const positions = positionsAfter(agendaOf(context, to), points.length)
  const changes = points.map((point, index): LocalChange => ({
    kind: 'agendaItem', id: context.newId(), gebied: target.gebied,
    fields: { meetingId: to, title: carriedTitle(point), position: positions[index] ?? '', ...aboutPoint(context, point, source, target.gebied), fromMeetingId: from, fromKind: point.kind, fromId: point.id },
  }))
  return { ...context.store.commit(changes, { label: `${points.length === 1 ? '1 open punt' : `${points.length} open punten`} meegenomen` }), count: points.length }
}

function aboutPoint(context: DataContext, { kind, id, type }: OpenPoint, source: Row<'meeting'>, gebied: string): { readonly minutes: number; readonly intro: string; readonly ownerId: string | null } {
  const origin = `Bleef open bij ${source.title}${source.startsAt === null ? '' : ` van ${dutchDay(dayPart(source.startsAt))}`}.`
  const own = (ownerId: string | null | undefined) => (ownerId && worksIn(context, ownerId, gebied) ? ownerId : null)
  const item = kind === 'agendaItem' ? context.store.read('agendaItem', id) : undefined
  if (item) return { minutes: item.minutes, intro: item.intro.includes('Bleef open bij ') ? item.intro : [item.intro, origin].filter((part) => part !== '').join('\n'), ownerId: own(item.ownerId) }
  return { minutes: type === 'agendapunt' ? 10 : carriedMinutes[type], intro: origin, ownerId: kind === 'action' ? own(context.store.read('action', id)?.ownerId) : null }
}
