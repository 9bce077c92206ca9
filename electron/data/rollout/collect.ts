import type { RolloutSeries } from '#core/contract/rollout.ts'
import { MAX_OPTIONS } from '#core/contract/choices.ts'
import { CommandFailure } from '#core/contract/command.ts'
import { dayPart, timePart } from '#core/meetings/times.ts'
import { meetingKindNames } from '#core/meetings/words.ts'
import type { Removal } from '#core/minutes/public.ts'
import type { Row } from '#core/model/kinds.ts'
import { ROLLOUT_VERSION, type RolloutAction, type RolloutMeeting, type RolloutSet } from '#core/rollout/set.ts'
import { daysBetween } from '#core/text/days.ts'
import type { DataContext } from '../context.ts'
import { optionRows } from '../choices/choices.ts'
import { agendaOf } from '../meetings/meetings.ts'
import { meetingOf, today } from '../meetings/shared.ts'
import { withoutPersons } from './clean.ts'

interface Wording { readonly keep: readonly string[]; readonly also: readonly string[] }
interface SeriesRow { readonly id: string; readonly gebied: string; readonly title: string; readonly startsAt: string | null; readonly kind: Row<'meeting'>['kind']; readonly panelId: string | null; readonly panelName: string | null; readonly wijkCode: string; readonly wijkName: string | null; readonly gebiedName: string | null; readonly items: number; readonly actions: number }

/** Meetings with something to take along, by panel, or by kind and wijk. */
export function seriesOf({ store }: DataContext): RolloutSeries[] {
  const rows = store.db.prepare(`SELECT m.id, m.gebied, m.title, m.startsAt, m.kind, m.panelId, p.name AS panelName, m.wijkCode, w.name AS wijkName, g.name AS gebiedName,
      (SELECT count(*) FROM agendaItem i WHERE i.meetingId = m.id AND i.deleted = 0) AS items, (SELECT count(*) FROM action a WHERE a.meetingId = m.id AND a.deleted = 0) AS actions
    FROM meeting m LEFT JOIN panel p ON p.id = m.panelId AND p.deleted = 0 LEFT JOIN wijk w ON w.code = m.wijkCode AND m.wijkCode <> '' AND w.deleted = 0 LEFT JOIN gebied g ON g.id = m.gebied
    WHERE m.deleted = 0 AND m.state <> 'geannuleerd' ORDER BY m.startsAt IS NULL, m.startsAt, m.id`).all() as SeriesRow[]
  const groups = Map.groupBy(rows.filter(({ items, actions }) => items + actions > 0), (row) => (row.panelName === null ? `${row.kind} ${row.gebied} ${row.wijkCode}` : (row.panelId ?? '')))
  return [...groups].map(([id, meetings]) => {
    const [first] = meetings
    const name = first?.panelName ?? `${meetingKindNames[first?.kind ?? 'wijkpanel']} ${first?.wijkName ?? first?.gebiedName ?? ''}`.trim()
    return { id, gebied: first?.gebied ?? '', name, meetings: meetings.map(({ id: meetingId, title, startsAt, items, actions }) => ({ id: meetingId, title, startsAt, items, actions })) }
  }).toSorted((a, b) => (b.meetings.at(-1)?.startsAt ?? '').localeCompare(a.meetings.at(-1)?.startsAt ?? '') || a.name.localeCompare(b.name, 'nl'))
}

/** The approach of these meetings as a set, without what points at a person. */
export function collect(context: DataContext, meetingIds: readonly string[], wording: Wording): { set: RolloutSet; removals: readonly Removal[] } {
  const meetings = meetingIds.map((id) => meetingOf(context, id)).toSorted((a, b) => (a.startsAt ?? '9999').localeCompare(b.startsAt ?? '9999'))
  const [first] = meetings
  if (!first) throw new CommandFailure('NotFound', 'Kies ten minste één bijeenkomst.')
  const firstDay = first.startsAt === null ? null : dayPart(first.startsAt)
  const raw: RolloutSet = {
    app: 'gebiedsboek', kind: 'uitrolset', version: ROLLOUT_VERSION, name: nameOf(context, first), madeOn: today(context), places: placesOf(context, meetings),
    themes: [], meetings: meetings.map((meeting) => meetingPart(context, meeting, firstDay)),
  }
  return cleaned(context, { ...raw, themes: themesOf(context, raw) }, wording, [...new Set(meetings.map(({ gebied }) => gebied))])
}

/** A set of which every text went through what takes persons out. `gebieden` null: looked for everybody on this laptop. */
export function cleaned(context: DataContext, set: RolloutSet, wording: Wording, gebieden: readonly string[] | null): { set: RolloutSet; removals: readonly Removal[] } {
  const { made, removals } = withoutPersons(context, { gebieden, model: set, choices: wording }, (text): RolloutSet => {
    const line = (value: string, max = 300): string => text(value).slice(0, max) || '(weggelaten)'
    return {
      ...set, name: line(set.name, 120), themes: set.themes.map(({ name, parent }) => ({ name: line(name), parent: text(parent).slice(0, 300) })),
      meetings: set.meetings.map((meeting) => ({
        ...meeting, title: line(meeting.title), invitation: text(meeting.invitation).slice(0, 20_000), room: text(meeting.room).slice(0, 20_000), bring: text(meeting.bring).slice(0, 20_000),
        items: meeting.items.map((item) => ({ ...item, title: line(item.title), intro: text(item.intro).slice(0, 20_000) })),
        choices: meeting.choices.map((choice) => ({ ...choice, question: line(choice.question, 90), options: choice.options.map(({ title, theme }) => ({ title: line(title, 60), theme: text(theme).slice(0, 300) })) })),
        actions: meeting.actions.map((action) => ({ ...action, title: line(action.title), description: text(action.description).slice(0, 20_000), themes: action.themes.map((theme) => line(theme)) })),
      })),
    }
  })
  return { set: made, removals }
}

const nameOf = ({ store }: DataContext, { panelId, title }: Row<'meeting'>): string => (((panelId === null ? undefined : store.read('panel', panelId)?.name) ?? title) || 'Uitrolset').slice(0, 120)

/** Names in titles that are of this wijk alone. */
function placesOf({ store }: DataContext, meetings: readonly Row<'meeting'>[]): string[] {
  const wijken = meetings.flatMap(({ wijkCode, panelId }) => [wijkCode, panelId === null ? '' : (store.read('panel', panelId)?.wijkCode ?? '')]).filter((code) => code !== '')
  const names = [...store.rows('wijk').filter(({ code }) => wijken.includes(code)).map(({ name }) => name), ...meetings.map(({ gebied }) => store.read('gebied', gebied)?.name ?? '')]
  return [...new Set(names.map((name) => name.trim().slice(0, 120)).filter((name) => name.length > 2))].slice(0, 20)
}

function themesOf({ store }: DataContext, { meetings }: RolloutSet): RolloutSet['themes'] {
  const used = new Set(meetings.flatMap(({ actions, choices }) => [...actions.flatMap(({ themes }) => themes), ...choices.flatMap(({ options }) => options.map(({ theme }) => theme))]))
  const all = store.rows('theme')
  return all.filter(({ name }) => used.has(name)).map(({ name, parentId }) => ({ name, parent: all.find(({ id }) => id === parentId)?.name ?? '' })).slice(0, 200)
}

function meetingPart(context: DataContext, meeting: Row<'meeting'>, firstDay: string | null): RolloutMeeting {
  const { store } = context
  const agenda = agendaOf(context, meeting.id).filter(({ title }) => title.trim() !== '').slice(0, 200)
  const placeOf = (id: string | null): number | null => { const at = agenda.findIndex((item) => item.id === id); return at < 0 ? null : at }
  const day = meeting.startsAt === null ? null : dayPart(meeting.startsAt)
  const choices = store.rows('choice', 'meetingId = ?', [meeting.id]).filter(({ question }) => question.trim() !== '').slice(0, 50)
  return {
    kind: meeting.kind, title: meeting.title || meetingKindNames[meeting.kind], afterDays: day === null || firstDay === null ? null : daysBetween(firstDay, day),
    from: meeting.startsAt === null ? null : timePart(meeting.startsAt), until: meeting.endsAt === null ? null : timePart(meeting.endsAt), invitation: meeting.invitation, room: meeting.room, bring: meeting.bring,
    items: agenda.map(({ title, minutes, intro }) => ({ title, minutes, intro })),
    choices: choices.map(({ id, agendaItemId, question, method, perVoter, counting, tables }) => ({ item: placeOf(agendaItemId), question: question.slice(0, 90), method, perVoter: within(perVoter, 100), counting, tables: within(tables, 40), options: optionsOf(context, id) })),
    actions: store.rows('action', 'meetingId = ?', [meeting.id], 'createdOn, rowid LIMIT 500').filter(({ title }) => title.trim() !== '').map((action) => actionPart(context, action, day, placeOf(action.agendaItemId))),
  }
}

/** What could be chosen, without what was counted or the figure that it came from: those are of this wijk. */
const optionsOf = (context: DataContext, choiceId: string): RolloutMeeting['choices'][number]['options'] =>
  optionRows(context, choiceId).filter(({ title }) => title.trim() !== '').slice(0, MAX_OPTIONS).map(({ title, themeId }) => ({ title: title.slice(0, 60), theme: themeId === null ? '' : (context.store.read('theme', themeId)?.name ?? '') }))

const within = (count: number, max: number): number => Math.min(max, Math.max(1, count))

function actionPart({ store }: DataContext, { title, description, promise, dueOn, terugkoppelingOn, themeIds }: Row<'action'>, day: string | null, item: number | null): RolloutAction {
  const after = (date: string | null): number | null => (date === null || day === null ? null : Math.min(3650, Math.max(-3650, daysBetween(day, date))))
  return { item, title, description, promise, dueAfter: after(dueOn), tellAfter: after(terugkoppelingOn), themes: themeIds.map((id) => store.read('theme', id)?.name ?? '').filter((name) => name !== '').slice(0, 20) }
}
