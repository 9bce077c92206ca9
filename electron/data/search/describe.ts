import { stateName } from '#core/actions/states.ts'
import type { SearchKind } from '#core/contract/search.ts'
import type { Row } from '#core/model/kinds.ts'
import { shortDay, spokenDay } from '#core/text/days.ts'
import { actionItem } from '../actions/items.ts'
import { daysOf } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'

/** How a found row is shown and what opens it. */
export interface Described {
  readonly title: string
  readonly detail: string
  /** The day it is about, for putting recent ones first. */
  readonly day: string | null
  readonly meetingId?: string | null
  readonly agendaItemId?: string | null
  readonly actionId?: string | null
}

const dot = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ')
const MAX_TITLE = 120
const short = (text: string): string => { const flat = text.replace(/\s+/gu, ' ').trim(); return flat.length > MAX_TITLE ? `${flat.slice(0, MAX_TITLE - 1).toWellFormed()}…` : flat }

/** Null when the row, or what it belongs to, is not there any more. */
export function describeHit(context: DataContext, kind: Exclude<SearchKind, 'contact'>, id: string): Described | null {
  const { store } = context
  const { today } = daysOf(context)
  const ofMeeting = (meetingId: string | null): Row<'meeting'> | undefined => (meetingId === null ? undefined : store.read('meeting', meetingId))
  const meetingName = (meeting: Row<'meeting'>): string => dot(meeting.title, meeting.startsAt === null ? '' : shortDay(meeting.startsAt.slice(0, 10), today))
  switch (kind) {
    case 'panel': { const row = store.read('panel', id); return row ? { title: row.name, detail: gebiedName(context, row.gebied), day: null } : null }
    case 'meeting': {
      const row = store.read('meeting', id)
      return row ? { title: row.title, detail: dot(row.startsAt === null ? '' : spokenDay(row.startsAt.slice(0, 10), today), row.place), day: row.startsAt, meetingId: id } : null
    }
    case 'agendaItem': {
      const row = store.read('agendaItem', id), meeting = ofMeeting(row?.meetingId ?? null)
      return row && meeting ? { title: row.title, detail: meetingName(meeting), day: meeting.startsAt, meetingId: meeting.id, agendaItemId: id } : null
    }
    case 'note': {
      const row = store.read('note', id), meeting = ofMeeting(row?.meetingId ?? null)
      const item = row?.agendaItemId ? store.read('agendaItem', row.agendaItemId) : undefined
      return row && meeting ? { title: item?.title ?? meeting.title, detail: meetingName(meeting), day: meeting.startsAt, meetingId: meeting.id, agendaItemId: item?.id ?? null } : null
    }
    case 'decision': {
      const row = store.read('decision', id), meeting = ofMeeting(row?.meetingId ?? null)
      return row ? { title: short(row.text), detail: meeting ? meetingName(meeting) : '', day: row.decidedOn ?? meeting?.startsAt ?? null, meetingId: meeting?.id ?? null, agendaItemId: row.agendaItemId } : null
    }
    case 'action': {
      const item = actionItem(context, id)
      return item ? { title: item.title, detail: dot(stateName(item.state, item.told), item.ownerName, item.dueOn === null ? '' : spokenDay(item.dueOn, today)), day: item.dueOn ?? item.closedOn, actionId: id } : null
    }
    case 'terugkoppeling': {
      const row = store.read('terugkoppeling', id), action = row?.actionId ? store.read('action', row.actionId) : undefined
      return row && action ? { title: row.toWhom || 'Geen terugkoppeling', detail: dot(row.toldOn === null ? '' : shortDay(row.toldOn, today), action.title), day: row.toldOn, actionId: action.id } : null
    }
  }
}

export const gebiedName = (context: DataContext, id: string): string => context.store.read('gebied', id)?.name ?? ''
