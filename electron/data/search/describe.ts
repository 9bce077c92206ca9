import { choiceStateNames, priorityStateNames, rankText } from '#core/choices/words.ts'
import { stateName } from '#core/actions/states.ts'
import type { SearchKind } from '#core/search/kinds.ts'
import type { Row } from '#core/model/kinds.ts'
import { shortDay, spokenDay } from '#core/text/days.ts'
import { signalStateLooks } from '#core/signals/words.ts'
import { actionItem } from '../actions/items.ts'
import { daysOf } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'
import { signalItems } from '../signals/list.ts'

/** How a found row is shown and what opens it. */
export interface Described {
  readonly title: string
  readonly detail: string
  readonly meetingId?: string | null
  readonly agendaItemId?: string | null
  readonly actionId?: string | null
  readonly signalId?: string | null
  readonly panelId?: string | null
}

const dot = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ')
const MAX_TITLE = 120
const short = (text: string): string => { const flat = text.replace(/\s+/gu, ' ').trim(); return flat.length > MAX_TITLE ? `${flat.slice(0, MAX_TITLE - 1).toWellFormed()}…` : flat }

/** The day a row is about, for putting recent ones first. */
export function dayOfRow(context: DataContext, kind: Exclude<SearchKind, 'contact'>, id: string): string | null {
  const { store } = context
  const ofMeeting = (meetingId: string | null | undefined) => (meetingId ? (store.read('meeting', meetingId)?.startsAt ?? null) : null)
  switch (kind) {
    case 'panel': return null
    case 'indicator': return null
    case 'meeting': return ofMeeting(id)
    case 'agendaItem': return ofMeeting(store.read('agendaItem', id)?.meetingId)
    case 'note': return ofMeeting(store.read('note', id)?.meetingId)
    case 'decision': { const row = store.read('decision', id); return row?.decidedOn ?? ofMeeting(row?.meetingId) }
    case 'action': { const row = store.read('action', id); return row?.dueOn ?? row?.closedOn ?? null }
    case 'signal': return store.read('signal', id)?.occurredAt ?? null
    case 'terugkoppeling': return store.read('terugkoppeling', id)?.toldOn ?? null
    case 'choice': return ofMeeting(store.read('choice', id)?.meetingId)
    case 'priority': return store.read('priority', id)?.decidedOn ?? null
    case 'attachment': return store.read('attachment', id)?.addedAt ?? null
  }
}

/** Null when the row, or what it belongs to, is not there any more. */
export function describeHit(context: DataContext, kind: Exclude<SearchKind, 'contact'>, id: string): Described | null {
  const { store } = context
  const { today } = daysOf(context)
  const ofMeeting = (meetingId: string | null): Row<'meeting'> | undefined => (meetingId === null ? undefined : store.read('meeting', meetingId))
  const meetingName = (meeting: Row<'meeting'>): string => dot(meeting.title, meeting.startsAt === null ? '' : shortDay(meeting.startsAt.slice(0, 10), today))
  switch (kind) {
    case 'indicator': {
      const row = store.read('indicator', id)
      // Without figures there is nothing to open: its import was taken back.
      const used = store.db.prepare('SELECT EXISTS (SELECT 1 FROM surveySource s, json_each(s.indicatorIds) j WHERE s.deleted = 0 AND j.value = ?)').pluck().get(id)
      return row && used === 1 ? { title: row.name, detail: dot(row.group, row.unit) } : null
    }
    case 'panel': { const row = store.read('panel', id); return row ? { title: row.name, detail: gebiedName(context, row.gebied) } : null }
    case 'meeting': {
      const row = store.read('meeting', id)
      return row ? { title: row.title, detail: dot(row.startsAt === null ? '' : spokenDay(row.startsAt.slice(0, 10), today), row.place), meetingId: id } : null
    }
    case 'agendaItem': {
      const row = store.read('agendaItem', id), meeting = ofMeeting(row?.meetingId ?? null)
      return row && meeting ? { title: row.title, detail: meetingName(meeting), meetingId: meeting.id, agendaItemId: id } : null
    }
    case 'note': {
      const row = store.read('note', id), meeting = ofMeeting(row?.meetingId ?? null)
      const item = row?.agendaItemId ? store.read('agendaItem', row.agendaItemId) : undefined
      return row && meeting ? { title: item?.title ?? meeting.title, detail: meetingName(meeting), meetingId: meeting.id, agendaItemId: item?.id ?? null } : null
    }
    case 'decision': {
      const row = store.read('decision', id), meeting = ofMeeting(row?.meetingId ?? null)
      return row ? { title: short(row.text), detail: meeting ? meetingName(meeting) : '', meetingId: meeting?.id ?? null, agendaItemId: row.agendaItemId } : null
    }
    case 'action': {
      const item = actionItem(context, id)
      return item ? { title: item.title, detail: dot(stateName(item.state, item.told), item.ownerName, item.dueOn === null ? '' : spokenDay(item.dueOn, today)), actionId: id } : null
    }
    case 'choice': {
      const row = store.read('choice', id), meeting = ofMeeting(row?.meetingId ?? null)
      return row && meeting ? { title: row.question, detail: dot(choiceStateNames[row.state], meetingName(meeting)), meetingId: meeting.id, agendaItemId: row.agendaItemId } : null
    }
    case 'priority': {
      const row = store.read('priority', id), panel = row?.panelId ? store.read('panel', row.panelId) : undefined
      return row ? { title: row.title, detail: dot(`${row.rank === 0 ? 'Gekozen' : rankText(row.rank, false)}${panel ? ` van ${panel.name}` : ''}`, row.state === 'gekozen' ? '' : priorityStateNames[row.state]), meetingId: row.meetingId, panelId: panel?.id ?? null } : null
    }
    case 'signal': {
      const [item] = signalItems(context, [id])
      return item ? { title: item.title, detail: dot(signalStateLooks[item.state].name, item.occurredAt === null ? '' : spokenDay(item.occurredAt.slice(0, 10), today), item.place) } : null
    }
    case 'terugkoppeling': {
      const row = store.read('terugkoppeling', id), action = row?.actionId ? store.read('action', row.actionId) : undefined
      return row && action ? { title: row.toWhom || 'Geen terugkoppeling', detail: dot(row.toldOn === null ? '' : shortDay(row.toldOn, today), action.title), actionId: action.id } : null
    }
    case 'attachment': {
      const row = store.read('attachment', id), subject = row && describeHit(context, row.subjectKind, row.subjectId)
      return subject ? { title: row.caption || row.name, detail: dot(subject.title, subject.detail), meetingId: subject.meetingId ?? null, actionId: subject.actionId ?? null, signalId: row.subjectKind === 'signal' ? row.subjectId : null } : null
    }
  }
}

export const gebiedName = (context: DataContext, id: string): string => context.store.read('gebied', id)?.name ?? ''
