import { spreadPositions } from '../meetings/position.ts'
import type { FieldsByKind, KindName } from '../model/kinds.ts'
import { MUNICIPALITY } from '../model/define.ts'
import { addDays } from '../text/days.ts'
import { fold } from '../text/fold.ts'
import type { RolloutMeeting, RolloutSet } from './set.ts'

/** A row to be made. */
export type RolloutRow = { readonly [K in KindName]: { readonly kind: K; readonly id: string; readonly gebied: string; readonly fields: Partial<FieldsByKind[K]> } }[KindName]

export interface RolloutTarget {
  readonly gebied: string
  readonly wijkCode: string
  /** Takes the place of the names that the set was made in. */
  readonly name: string
  readonly panelId: string | null
  /** Of the first meeting; null: dates follow later. */
  readonly firstDay: string | null
}
export interface KnownTheme { readonly id: string; readonly name: string; readonly parentId: string | null }

/** Names of the wijk that it came from become the name where it goes; longer names first, so that 'Overdie-West' does not become half. */
export function renamed(text: string, places: readonly string[], name: string): string {
  if (name === '') return text
  return places.toSorted((a, b) => b.length - a.length).reduce((done, place) => done.replace(new RegExp(`(?<![\\p{L}\\p{N}-])${place.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}-])`, 'giu'), () => name), text)
}

/** The day of a meeting of the set, when the first is on `firstDay`. */
export const dayOfMeeting = ({ afterDays }: Pick<RolloutMeeting, 'afterDays'>, firstDay: string | null): string | null => (firstDay === null || afterDays === null ? null : addDays(firstDay, afterDays))

/** All rows that a set becomes at its target: planned meetings with agenda and choices, open actions without an owner, themes that were not there. */
export function rolloutRows(set: RolloutSet, target: RolloutTarget, known: readonly KnownTheme[], today: string, newId: () => string): RolloutRow[] {
  const themes = themeRows(set, known, newId)
  return [...themes.rows, ...set.meetings.flatMap((meeting) => meetingRows(meeting, set, target, themes.idOf, today, newId))]
}

const keyOf = (name: string): string => fold(name).replace(/\s+/g, ' ').trim()

/** Themes are found by name; those of the set that are not there are made, under their hoofdthema. */
function themeRows(set: RolloutSet, known: readonly KnownTheme[], newId: () => string): { readonly rows: RolloutRow[]; readonly idOf: (name: string) => string | null } {
  const ids = new Map(known.map(({ id, name }) => [keyOf(name), id]))
  const rows: RolloutRow[] = []
  for (const { name, parent } of set.themes.toSorted((a, b) => Number(a.parent !== '') - Number(b.parent !== ''))) {
    if (ids.has(keyOf(name))) continue
    const id = newId()
    ids.set(keyOf(name), id)
    const parentId = parent === '' ? null : (ids.get(keyOf(parent)) ?? null)
    rows.push({ kind: 'theme', id, gebied: MUNICIPALITY, fields: { name, parentId: known.some((theme) => theme.id === parentId && theme.parentId !== null) ? null : parentId } })
  }
  return { rows, idOf: (name) => ids.get(keyOf(name)) ?? null }
}

function meetingRows(meeting: RolloutMeeting, set: RolloutSet, target: RolloutTarget, themeId: (name: string) => string | null, today: string, newId: () => string): RolloutRow[] {
  const id = newId(), { gebied, wijkCode } = target
  const panelId = meeting.kind === 'wijkpanel' ? target.panelId : null
  const text = (value: string): string => renamed(value, set.places, target.name)
  const day = dayOfMeeting(meeting, target.firstDay)
  const at = (time: string | null): string | null => (day === null || time === null ? null : `${day}T${time}`)
  const after = (days: number | null): string | null => (day === null || days === null ? null : addDays(day, days))
  const itemIds = meeting.items.map(() => newId()), positions = spreadPositions(meeting.items.length)
  const itemOf = (item: number | null): string | null => (item === null ? null : (itemIds[item] ?? null))
  const startsAt = at(meeting.from), endsAt = at(meeting.until)
  return [
    { kind: 'meeting', id, gebied, fields: { kind: meeting.kind, title: text(meeting.title).slice(0, 300), startsAt, endsAt: startsAt !== null && endsAt !== null && endsAt > startsAt ? endsAt : null, state: 'gepland', wijkCode, panelId, invitation: text(meeting.invitation), room: text(meeting.room), bring: text(meeting.bring) } },
    ...meeting.items.map((item, n): RolloutRow => ({ kind: 'agendaItem', id: itemIds[n] ?? '', gebied, fields: { meetingId: id, title: text(item.title).slice(0, 300), minutes: item.minutes, intro: text(item.intro), position: positions[n] ?? '' } })),
    ...meeting.choices.flatMap((choice) => choiceRows(choice, gebied, { meetingId: id, agendaItemId: itemOf(choice.item) }, text, themeId, newId)),
    ...meeting.actions.map((action): RolloutRow => ({
      kind: 'action', id: newId(), gebied,
      fields: {
        title: text(action.title).slice(0, 300), description: text(action.description), promise: action.promise, dueOn: after(action.dueAfter), terugkoppelingOn: after(action.tellAfter), state: 'open', createdOn: today,
        meetingId: id, agendaItemId: itemOf(action.item), panelId, wijkCode, themeIds: action.themes.map(themeId).filter((theme) => theme !== null),
      },
    })),
  ]
}

/** A choice that nobody has made yet, with what can be chosen; without the figures of where it came from. */
function choiceRows({ question, options, method, perVoter, counting, tables }: RolloutMeeting['choices'][number], gebied: string, at: { readonly meetingId: string; readonly agendaItemId: string | null }, text: (value: string) => string, themeId: (name: string) => string | null, newId: () => string): RolloutRow[] {
  const choiceId = newId(), positions = spreadPositions(options.length)
  return [
    { kind: 'choice', id: choiceId, gebied, fields: { ...at, question: text(question).slice(0, 90), method, perVoter, counting, tables, state: 'concept' } },
    ...options.map(({ title, theme }, n): RolloutRow => ({ kind: 'choiceOption', id: newId(), gebied, fields: { choiceId, title: text(title).slice(0, 60), themeId: themeId(theme), position: positions[n] ?? '' } })),
  ]
}
