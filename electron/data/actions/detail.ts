import type { ActionDetail, ActionHistoryLine, Named, ToldLine } from '#core/contract/actions.ts'
import { changeSentence, longFields } from '#core/actions/history.ts'
import { CommandFailure } from '#core/contract/command.ts'
import type { Json } from '#core/model/field.ts'
import { isKindName, fieldsOf, type KindName, type Row } from '#core/model/kinds.ts'
import { signalTitle } from '#core/signals/words.ts'
import { sameJson } from '#core/sync/row.ts'
import { shortDay } from '#core/text/days.ts'
import { displayName } from '#core/text/names.ts'
import type { DataContext } from '../context.ts'
import { actionItem } from './items.ts'
import { daysOf, requireGebied } from './scope.ts'

/** @throws CommandFailure `NotFound` or `NoAccess` */
export function requireAction(context: DataContext, id: string): Row<'action'> {
  const action = context.store.read('action', id)
  if (!action) throw new CommandFailure('NotFound', 'Deze actie is er niet meer. Misschien heeft een collega haar weggehaald.')
  requireGebied(context, action.gebied)
  return action
}

/** An action with everything around it. */
export function getAction(context: DataContext, id: string): ActionDetail {
  const { store } = context
  const action = requireAction(context, id)
  const item = actionItem(context, id)
  if (!item) throw new CommandFailure('NotFound', 'Deze actie is er niet meer.')
  const meeting = action.meetingId === null ? undefined : store.read('meeting', action.meetingId)
  const agendaItem = action.agendaItemId === null ? undefined : store.read('agendaItem', action.agendaItemId)
  return {
    action, item, gebiedName: store.read('gebied', action.gebied)?.name ?? '',
    meeting: meeting ? { id: meeting.id, title: meeting.title, startsAt: meeting.startsAt } : null,
    agendaItem: agendaItem ? { id: agendaItem.id, title: agendaItem.title } : null,
    contacts: namedRows(context, 'contact', action.contactIds), themes: namedRows(context, 'theme', action.themeIds), priorities: namedRows(context, 'priority', action.priorityIds), panel: named(context, 'panel', action.panelId),
    signals: namedRows(context, 'signal', action.signalIds),
    terugkoppelingen: toldLines(context, id), history: history(context, action), today: daysOf(context).today,
  }
}

function toldLines(context: DataContext, actionId: string): ToldLine[] {
  return context.store.rows('terugkoppeling', 'actionId = ?', [actionId], 'toldOn DESC, rowid DESC').map((row) => ({
    ...row, who: named(context, 'teamMember', row.memberId)?.name ?? '', panelName: named(context, 'panel', row.panelId)?.name ?? '',
  }))
}

/** Name of a row of any kind that an action points to; null when it is not on this laptop. */
function named(context: DataContext, kind: KindName, id: string | null): Named | null {
  if (id === null) return null
  if (kind === 'contact') { const row = context.store.read('contact', id); return row ? { id, name: displayName(row) } : null }
  if (kind === 'signal') { const row = context.store.read('signal', id); return row ? { id, name: signalTitle(row.text) } : null }
  const row = context.store.read(kind, id) as { readonly name?: string; readonly title?: string } | undefined
  return row ? { id, name: row.name ?? row.title ?? '' } : null
}

const namedRows = (context: DataContext, kind: KindName, ids: readonly string[]): Named[] => ids.map((id) => named(context, kind, id)).filter((n) => n !== null)

const unknownName = 'iemand die hier niet meer staat'

function nameOf(context: DataContext, field: string, value: string): string {
  if (field === 'wijkCode' || field === 'buurtCode') return context.store.rows(field === 'wijkCode' ? 'wijk' : 'buurt', 'code = ?', [value])[0]?.name ?? value
  const kind = fieldsOf('action')[field]?.to
  if (kind === undefined || !isKindName(kind)) return value
  return named(context, kind, value)?.name || (kind === 'contact' || kind === 'teamMember' ? unknownName : 'iets dat hier niet meer staat')
}

/**
 * Who changed what, newest first. Where a field is no longer what the last line says (taken back, or a colleague's value won),
 * a line at the top says so: the history never tells another story than the action itself.
 */
function history(context: DataContext, action: Row<'action'>): ActionHistoryLine[] {
  const { today } = daysOf(context)
  const names = { nameOf: (field: string, value: string) => nameOf(context, field, value), day: (day: string) => shortDay(day, today) }
  const changes = context.store.rows('actionChange', 'actionId = ?', [action.id], 'at DESC, rowid DESC')
  const lines = changes.map((c) => ({ id: c.id, at: c.at ?? '', who: named(context, 'teamMember', c.memberId)?.name ?? 'Iemand', sentence: changeSentence(c, names) }))
  const seen = new Set<string>()
  const now: Readonly<Record<string, Json>> = { ...action }
  const later: ActionHistoryLine[] = []
  for (const change of changes) {
    if (seen.has(change.field) || longFields.has(change.field) || !Object.hasOwn(now, change.field)) continue
    seen.add(change.field)
    const value = now[change.field] ?? null
    if (!sameJson(value, change.after)) later.push({ id: `${change.id}-later`, at: '', who: '', sentence: `Daarna: ${changeSentence({ field: change.field, before: change.after, after: value }, names)}` })
  }
  return [...later, ...lines]
}
