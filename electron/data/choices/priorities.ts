import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import type { PriorityChoice, PriorityView, choiceCommands } from '#core/contract/choices.ts'
import { priorityId } from '#core/model/ids.ts'
import type { Row } from '#core/model/kinds.ts'
import { yearOf } from '#core/figures/period.ts'
import { figurePointer, type FigurePointer } from '#core/promises/figure.ts'
import type { DataContext } from '../context.ts'
import { figuresOf } from '../figures/read.ts'
import { wijkOf } from '../meetings/meetings.ts'
import { meetingOf, requireRight, today } from '../meetings/shared.ts'
import type { LocalChange } from '../store/store.ts'
import { choiceOf, viewOf } from './choices.ts'

type Names = Extract<keyof typeof choiceCommands, `priorities.${string}`>

export function priorityHandlers(context: DataContext): Pick<Handlers<typeof choiceCommands>, Names> {
  const { store } = context
  return {
    'priorities.list': ({ panelId, meetingId }) => {
      const rows = panelId !== undefined ? store.rows('priority', 'panelId = ?', [panelId], 'decidedOn DESC, rank, title') : meetingId !== undefined ? store.rows('priority', 'meetingId = ?', [meetingId], 'rank, title') : []
      return rows.map((priority) => priorityView(context, priority))
    },
    'priorities.choices': ({ gebied }) => choices(context, gebied),
    'priorities.take': ({ choiceId, optionIds }) => take(context, choiceId, optionIds),
    'priorities.update': ({ id, fields }) => {
      const { gebied } = priorityOf(context, id)
      const given: Partial<Row<'priority'>> = { ...(fields.title === undefined ? {} : { title: fields.title }), ...(fields.state === undefined ? {} : { state: fields.state }) }
      return store.commit([{ kind: 'priority', id, gebied, fields: given }], { label: 'Prioriteit gewijzigd' })
    },
    'priorities.setFigure': ({ id, figure }) => {
      const priority = priorityOf(context, id)
      return store.commit([{ kind: 'priority', id, gebied: priority.gebied, fields: { figure: figure === null ? null : pointed(context, priority, figure) } }], { label: figure === null ? 'Cijfer weggehaald' : 'Cijfer gekozen' })
    },
    'priorities.delete': ({ id }) => {
      const { gebied } = priorityOf(context, id)
      return store.commit([{ kind: 'priority', id, gebied, fields: { deleted: true } }], { label: 'Prioriteit verwijderd' })
    },
  }
}

function priorityOf(context: DataContext, id: string): Row<'priority'> {
  requireRight(context, 'priority')
  const priority = context.store.read('priority', id)
  if (!priority) throw new CommandFailure('NotFound', 'Deze prioriteit is er niet meer.')
  return priority
}

/** @throws CommandFailure `NotFound` when there is no such figure. */
function pointed({ store }: DataContext, { decidedOn }: Row<'priority'>, { indicatorId, wijkCode, year }: Omit<FigurePointer, 'year'> & { readonly year: number | null }) {
  const years = [...(figuresOf(store, wijkCode).get(indicatorId)?.keys() ?? [])].map(yearOf).sort((a, b) => a - b)
  const decided = decidedOn === null ? undefined : years.findLast((each) => each <= yearOf(decidedOn))
  const found = year === null ? (decided ?? years.at(-1)) : years.find((each) => each === year)
  if (found === undefined) throw new CommandFailure('NotFound', year === null ? 'Dit cijfer is er niet meer. Kies een ander cijfer.' : `Van ${String(year)} is er geen cijfer. Kies een ander jaar.`)
  return { indicatorId, wijkCode, year: found }
}

function priorityView({ store }: DataContext, priority: Row<'priority'>): PriorityView {
  const actions = store.rows('action', 'EXISTS (SELECT 1 FROM json_each(action.priorityIds) j WHERE j.value = ?)', [priority.id], 'createdOn, rowid')
  return {
    priority, themeName: priority.themeId === null ? '' : (store.read('theme', priority.themeId)?.name ?? ''), meetingTitle: priority.meetingId === null ? '' : (store.read('meeting', priority.meetingId)?.title ?? ''),
    actions: actions.map(({ id, title, state }) => ({ id, title, state })),
  }
}

/** Those that still count first, the newest before older ones. */
function choices({ store }: DataContext, gebied: string): PriorityChoice[] {
  const rows = store.rows('priority', 'gebied = ?', [gebied], "state IN ('bereikt', 'losgelaten'), decidedOn DESC, rank, title")
  return rows.map(({ id, title, state, panelId }) => ({ id, name: title, state, panelName: panelId === null ? '' : (store.read('panel', panelId)?.name ?? '') }))
}

const figureField = ({ store }: DataContext, id: string, figure: FigurePointer | null): { figure?: { indicatorId: string; wijkCode: string; year: number } } => (figure === null || figurePointer(store.read('priority', id)?.figure) !== null ? {} : { figure: { ...figure } })

/** The chosen options of a closed choice become priorities of the panel, with their rank. Taking over again brings back what was removed and writes the count anew. */
function take(context: DataContext, choiceId: string, optionIds: readonly string[]) {
  requireRight(context, 'priority')
  const choice = choiceOf(context, choiceId)
  if (choice.state !== 'gesloten') throw new CommandFailure('StillOpen', 'Sluit eerst de keuze. Dan staat de uitslag vast.')
  const { options, result } = viewOf(context, choice)
  const meeting = meetingOf(context, choice.meetingId ?? '')
  const changes = result.lines.filter((line) => optionIds.includes(line.optionId)).map((line): LocalChange => ({
    kind: 'priority', id: priorityId(choiceId, line.optionId), gebied: choice.gebied,
    fields: {
      panelId: meeting.panelId, wijkCode: wijkOf(context, meeting), themeId: options.find((option) => option.id === line.optionId)?.themeId ?? null, title: line.title, rank: line.rank ?? 0, points: line.points,
      // What was chosen by hand since stays when it is taken over again.
      ...figureField(context, priorityId(choiceId, line.optionId), options.find((option) => option.id === line.optionId)?.figure ?? null), meetingId: meeting.id, choiceId, decidedOn: choice.closedOn ?? today(context), deleted: false,
    },
  }))
  return { ...context.store.commit(changes, { label: 'Prioriteiten overgenomen' }), count: changes.length }
}
