import { CommandFailure } from '#core/contract/command.ts'
import type { Bakkie, FieldRound, SignalDetail, SimilarSignal } from '#core/contract/signals.ts'
import { localNow } from '#core/meetings/times.ts'
import type { Row } from '#core/model/kinds.ts'
import { NEAR_DAYS, similarity } from '#core/signals/similar.ts'
import { themeGroups } from '#core/signals/themes.ts'
import { addDays } from '#core/text/days.ts'
import { actionItem, listActions } from '../actions/items.ts'
import { daysOf, requireGebied } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'
import type { SqlRow } from '../store/rows.ts'
import { listSignals, signalItems } from './list.ts'

const SIMILAR = 8
const ROUND = 200

/** @throws CommandFailure `NotFound` or `NoAccess` */
export function requireSignal(context: DataContext, id: string): Row<'signal'> {
  const signal = context.store.read('signal', id)
  if (!signal) throw new CommandFailure('NotFound', 'Dit signaal is er niet meer. Misschien heeft een collega het weggehaald.')
  requireGebied(context, signal.gebied)
  return signal
}

/** One signal with everything around it. */
export function getSignal(context: DataContext, id: string): SignalDetail {
  const signal = requireSignal(context, id)
  const { store } = context
  const meeting = signal.meetingId === null ? undefined : store.read('meeting', signal.meetingId)
  return {
    signal, item: signalItems(context, [id])[0]!, gebiedName: store.read('gebied', signal.gebied)?.name ?? '', createdByName: (signal.createdBy === null ? undefined : store.read('teamMember', signal.createdBy)?.name) ?? '',
    meeting: meeting ? { id: meeting.id, title: meeting.title, startsAt: meeting.startsAt } : null,
    actions: actionsOf(context, id).map((actionId) => actionItem(context, actionId)).filter((item) => item !== undefined),
    linked: signalItems(context, signal.signalIds), similar: similarSignals(context, signal), today: daysOf(context).today,
  }
}

/** Ids of the actions that were made for a signal; few actions have signals, and an index holds just those. */
export const actionsOf = (context: DataContext, signalId: string): string[] =>
  context.store.db.prepare("SELECT id FROM action WHERE deleted = 0 AND signalIds <> '[]' AND instr(signalIds, ?) > 0 ORDER BY rowid").pluck().all(JSON.stringify(signalId)) as string[]

/** What is probably about the same and not linked yet, nearest first. */
function similarSignals(context: DataContext, signal: Row<'signal'>): SimilarSignal[] {
  const day = signal.occurredAt?.slice(0, 10)
  if (day === undefined || signal.themeIds.length === 0) return []
  const { store } = context
  const groups = themeGroups(store.rows('theme'))
  const rows = store.db.prepare(`SELECT * FROM signal s INDEXED BY signal_list WHERE s.deleted = 0 AND s.gebied = ? AND s.occurredAt BETWEEN ? AND ? AND s.id <> ? AND (s.buurtCode = ? OR s.lat IS NOT NULL)`)
    .all(signal.gebied, addDays(day, -NEAR_DAYS), `${addDays(day, NEAR_DAYS)}T99`, signal.id, signal.buurtCode) as SqlRow[]
  const near = rows.map((row) => store.decode('signal', row)).flatMap((other) => {
    const fit = signal.signalIds.includes(other.id) ? undefined : similarity(signal, other, (id) => groups.get(id) ?? id)
    return fit ? [{ id: other.id, ...fit }] : []
  }).sort((a, b) => (a.metres ?? Infinity) - (b.metres ?? Infinity) || a.days - b.days).slice(0, SIMILAR)
  const items = new Map(signalItems(context, near.map(({ id }) => id)).map((item) => [item.id, item]))
  return near.flatMap(({ id, metres }) => { const item = items.get(id); return item ? [{ item, metres }] : [] })
}

/** What is open in a buurt; in the whole gebied when the buurt is ''. Own actions first. */
export function fieldRound(context: DataContext, gebied: string, buurtCode: string): FieldRound {
  requireGebied(context, gebied)
  const place = buurtCode === '' ? {} : { buurtCode }
  const { memberId } = context.session()
  const actions = listActions(context, { gebieden: [gebied], states: ['open', 'bezig', 'deelsGedaan'], ...place }, 0, ROUND).items.map((item) => ({ ...item, mine: memberId !== '' && item.ownerId === memberId }))
  const signals = listSignals(context, { gebieden: [gebied], states: ['nieuw', 'opgepakt'], ...place }, 0, ROUND).items
  return { actions: actions.sort((a, b) => Number(b.mine) - Number(a.mine)), signals, today: daysOf(context).today }
}

/** The buurtbakkie of today, the one that is nearest to now first. */
export function bakkieOfToday(context: DataContext, gebied: string): Bakkie {
  requireGebied(context, gebied)
  const { store, now } = context
  const hour = localNow(new Date(now().getTime() - 3_600_000)), local = localNow(now())
  const meetings = store.rows('meeting', "gebied = ? AND kind = 'buurtbakkie' AND state <> 'geannuleerd' AND startsAt BETWEEN ? AND ?", [gebied, local.slice(0, 10), `${local.slice(0, 10)}T99`], 'startsAt')
  const meeting = meetings.findLast((m) => (m.startsAt ?? '') <= local) ?? meetings[0]
  const lastHour = store.db.prepare("SELECT count(*) FROM signal s INDEXED BY signal_list WHERE s.deleted = 0 AND s.occurredAt > ? AND s.gebied = ? AND s.source = 'buurtbakkie'").pluck().get(hour, gebied) as number
  return { meeting: meeting ? { id: meeting.id, title: meeting.title } : null, lastHour }
}
