import type { HallRequest, HeldText, Shown } from '#core/contract/hall.ts'
import { plainLine } from '#core/hall/text.ts'
import { MAX_HALL_TEXT, type HallScreen, type HallView } from '#core/hall/view.ts'
import { agendaTimes, dayPart, minutesBetween, timePart } from '#core/meetings/times.ts'
import { capacity } from '#core/choices/result.ts'
import type { AgendaEntry } from '#core/contract/meetings.ts'
import { HOUSE_STYLE_ID } from '#core/model/kinds.ts'
import { choiceOf, choicesOf, viewOf } from '../choices/choices.ts'
import type { ChoiceView } from '#core/contract/choices.ts'
import type { DataContext } from '../context.ts'
import { agendaOf } from '../meetings/meetings.ts'
import { houseStyle } from '../meetings/minutes.ts'
import { meetingOf, nowLocal } from '../meetings/shared.ts'
import { hallFigureOf } from './figure.ts'

type Subject = Pick<HeldText, 'kind' | 'id'>
/** Gives a text back as the hall may read it, and notes what was held back. */
export type Guard = (subject: Subject, text: string, instead: string) => string

/** Takes the words of a screen from the rows, each past the guard. */
export function compose(context: DataContext, tone: HallView['tone'], request: HallRequest, guard: Guard, held: readonly HeldText[]): Shown {
  return { view: { tone, body: screenOf(context, request, guard) }, held }
}

function screenOf(context: DataContext, request: HallRequest, guard: Guard): HallScreen {
  switch (request.show) {
    case 'black': return { screen: 'black' }
    case 'pause': return pause(context, request, guard)
    case 'agenda': return { screen: 'agenda', items: agenda(context, request.meetingId, request.itemId, guard) }
    case 'item': return item(context, request.meetingId, request.itemId, guard)
    case 'figure': return { screen: 'figure', figure: hallFigureOf(context, request, guard) }
    case 'choice': return choice(viewOf(context, choiceOf(context, request.choiceId)), guard)
  }
}

/** Everything of a meeting past the guard, whatever is shown first. */
export function lookAhead(context: DataContext, meetingId: string, guard: Guard): void {
  agenda(context, meetingId, null, guard)
  for (const view of choicesOf(context, meetingId)) choice(view, guard)
}

function pause(context: DataContext, { words, until }: { readonly words: 'welkom' | 'pauze' | 'einde'; readonly until: string | null }, guard: Guard): HallScreen {
  const { municipality, logo } = houseStyle(context)
  const picture = /^data:image\/(?:png|jpeg|svg\+xml|webp);base64,[A-Za-z0-9+/]+=*$/.test(logo) ? logo : null
  return { screen: 'pause', words, until, municipality: guard({ kind: 'houseStyle', id: HOUSE_STYLE_ID }, municipality, ''), logo: picture }
}

const MAX_ITEMS = 30
const titleOf = (entry: AgendaEntry, index: number, guard: Guard): string => guard({ kind: 'agendaItem', id: entry.id }, entry.title, `Agendapunt ${index + 1}`)

function agenda(context: DataContext, meetingId: string, itemId: string | null, guard: Guard) {
  const entries = agendaOf(context, meetingId).slice(0, MAX_ITEMS)
  const now = entries.findIndex((entry) => entry.id === itemId)
  return entries.map((entry, index) => ({ title: titleOf(entry, index, guard), state: index === now ? 'nu' as const : index < now ? 'geweest' as const : 'straks' as const }))
}

function item(context: DataContext, meetingId: string, itemId: string, guard: Guard): HallScreen {
  const { startsAt } = meetingOf(context, meetingId)
  const entries = agendaOf(context, meetingId)
  const index = entries.findIndex((entry) => entry.id === itemId)
  const entry = entries[index], next = entries[index + 1]
  if (!entry) return { screen: 'agenda', items: agenda(context, meetingId, null, guard) }
  const until = agendaTimes(startsAt, entries).find((times) => times.id === itemId)?.until ?? null
  return {
    screen: 'item', title: titleOf(entry, index, guard), number: index + 1, of: entries.length, next: next ? titleOf(next, index + 1, guard) : null, until, minutesLeft: minutesLeft(nowLocal(context), startsAt, until),
  }
}

/** Only on the day itself. More than twelve hours away is the other side of now. */
function minutesLeft(now: string, startsAt: string | null, until: string | null): number | null {
  if (startsAt === null || until === null || dayPart(startsAt) !== dayPart(now)) return null
  const ahead = minutesBetween(timePart(now), until)
  return ahead > 720 ? ahead - 1440 : ahead
}

/** The question before anything was counted, then the count, and the result once it is closed. */
function choice({ choice: row, options, result, voters }: ChoiceView, guard: Guard): HallScreen {
  const question = guard({ kind: 'choice', id: row.id }, row.question, 'Wat kiest u?')
  const titles = new Map(options.map((option, index) => [option.id, guard({ kind: 'choiceOption', id: option.id }, option.title, `Keuze ${index + 1}`)]))
  const { method, perVoter } = row
  if (row.state === 'gesloten') return { screen: 'result', question, method, voters, blanks: result.blanks, options: result.lines.map((line) => ({ title: titles.get(line.optionId) ?? '', points: line.points, rank: line.rank, shared: line.shared })) }
  if (result.stacks === 0) return { screen: 'choice', question, method, perVoter, options: options.map((option) => titles.get(option.id) ?? '') }
  // In the order of the list: bars that change places while people count are hard to follow.
  const points = new Map(result.lines.map((line) => [line.optionId, line.points]))
  return { screen: 'count', question, method, options: options.map((option) => ({ title: titles.get(option.id) ?? '', points: points.get(option.id) ?? 0 })), cast: result.points + result.blanks, possible: capacity({ method, perVoter, counting: row.counting, voters }) }
}

/** One line, without what a screen cannot show, cut off where it gets too long to read. */
export function hallLine(text: string): string {
  const line = plainLine(text)
  return line.length <= MAX_HALL_TEXT ? line : `${line.slice(0, MAX_HALL_TEXT - 1).toWellFormed()}…`
}
