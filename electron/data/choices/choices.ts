import { checkChoice, choiceResult, ROOM, type Rules, type Vote } from '#core/choices/result.ts'
import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import { MAX_OPTIONS, type ChoiceView, type choiceCommands } from '#core/contract/choices.ts'
import { byPosition, movePosition, spreadPositions } from '#core/meetings/position.ts'
import { figurePointer } from '#core/promises/figure.ts'
import type { Row } from '#core/model/kinds.ts'
import type { DataContext } from '../context.ts'
import { countsOf, may, meetingOf, requireRight, today } from '../meetings/shared.ts'
import type { LocalChange } from '../store/store.ts'
import { sourcesOf } from './sources.ts'

type Names = Extract<keyof typeof choiceCommands, `choices.${string}` | `choiceOptions.${string}`>
type Edits = Partial<Pick<Row<'choice'>, 'question' | 'method' | 'perVoter' | 'counting' | 'tables' | 'voters' | 'agendaItemId'>>

/** Without the names that were left out. */
const given = (fields: { readonly [K in keyof Edits]?: Edits[K] | undefined }): Edits => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Edits
const gone = (kind: 'choice' | 'choiceOption' | 'vote', rows: readonly { readonly id: string; readonly gebied: string }[]): LocalChange[] => rows.map(({ id, gebied }): LocalChange => ({ kind, id, gebied, fields: { deleted: true } }))

export function choiceRowHandlers(context: DataContext): Pick<Handlers<typeof choiceCommands>, Names> {
  const { store } = context
  return {
    'choices.list': ({ meetingId }) => ({ choices: choicesOf(context, meetingId), editable: may(context, 'choice'), mayCount: may(context, 'vote') }),
    'choices.sources': ({ meetingId }) => sourcesOf(context, meetingId),
    'choices.create': ({ meetingId, options, ...fields }) => {
      requireRight(context, 'choice')
      const { gebied } = meetingOf(context, meetingId)
      const id = context.newId()
      const positions = spreadPositions(options.length)
      const rows = options.map((option, i): LocalChange => ({ kind: 'choiceOption', id: context.newId(), gebied, fields: { choiceId: id, title: option.title, themeId: option.themeId, figure: option.figure ? { ...option.figure } : null, position: positions[i] ?? '' } }))
      return { id, ...store.commit([{ kind: 'choice', id, gebied, fields: { meetingId, ...given(fields) } }, ...rows], { label: 'Keuze gemaakt' }) }
    },
    'choices.update': ({ id, fields }) => {
      const { gebied } = openChoice(context, id)
      return store.commit([{ kind: 'choice', id, gebied, fields: given(fields) }], { label: 'Keuze gewijzigd' })
    },
    'choices.setState': ({ id, state, reason }) => setState(context, id, state, reason),
    'choices.delete': ({ id }) => {
      requireRight(context, 'choice')
      const choice = choiceOf(context, id)
      return store.commit([...gone('choice', [choice]), ...gone('choiceOption', optionRows(context, id)), ...gone('vote', store.rows('vote', 'choiceId = ?', [id]))], { label: 'Keuze verwijderd' })
    },
    'choiceOptions.add': ({ choiceId, title, themeId, figure }) => {
      const { gebied } = openChoice(context, choiceId)
      const options = optionRows(context, choiceId)
      if (options.length >= MAX_OPTIONS) throw new CommandFailure('TooMany', `Er passen ${MAX_OPTIONS} mogelijkheden op het scherm in de zaal. Haal er eerst een weg, of voeg er twee samen.`)
      const id = context.newId()
      const moves = movePosition([...options, { id, position: '' }], id, options.at(-1)?.id ?? null)
      return { id, ...store.commit(moves.map((move): LocalChange => ({ kind: 'choiceOption', id: move.id, gebied, fields: move.id === id ? { choiceId, title, themeId, figure: figure ? { ...figure } : null, position: move.position } : { position: move.position } })), { label: 'Mogelijkheid gemaakt' }) }
    },
    'choiceOptions.rename': ({ id, title }) => {
      const { gebied } = optionOf(context, id)
      return store.commit([{ kind: 'choiceOption', id, gebied, fields: { title } }], { label: 'Mogelijkheid gewijzigd' })
    },
    'choiceOptions.move': ({ id, afterId }) => {
      const { choiceId, gebied } = optionOf(context, id)
      const moves = movePosition(optionRows(context, choiceId ?? ''), id, afterId)
      return store.commit(moves.map((move): LocalChange => ({ kind: 'choiceOption', id: move.id, gebied, fields: { position: move.position } })), { label: 'Mogelijkheid verplaatst' })
    },
    'choiceOptions.remove': ({ id }) => {
      const option = optionOf(context, id)
      return store.commit([...gone('choiceOption', [option]), ...gone('vote', store.rows('vote', 'optionId = ?', [id]))], { label: 'Mogelijkheid verwijderd' })
    },
  }
}

/** @throws CommandFailure `NotFound` */
export function choiceOf(context: DataContext, id: string): Row<'choice'> {
  const choice = context.store.read('choice', id)
  if (!choice) throw new CommandFailure('NotFound', 'Deze keuze is er niet meer.')
  return choice
}

/** A closed choice stays what it was when the room saw it. */
function openChoice(context: DataContext, id: string): Row<'choice'> {
  requireRight(context, 'choice')
  const choice = choiceOf(context, id)
  if (choice.state === 'gesloten') throw new CommandFailure('Closed', 'Deze keuze is gesloten. Open haar eerst weer om iets te veranderen.')
  return choice
}

function optionOf(context: DataContext, id: string): Row<'choiceOption'> {
  const option = context.store.read('choiceOption', id)
  if (!option) throw new CommandFailure('NotFound', 'Deze mogelijkheid is er niet meer.')
  openChoice(context, option.choiceId ?? '')
  return option
}

export const optionRows = (context: DataContext, choiceId: string): Row<'choiceOption'>[] => context.store.rows('choiceOption', 'choiceId = ?', [choiceId]).sort(byPosition)

/** In the order in which they were made. */
export const choicesOf = (context: DataContext, meetingId: string): ChoiceView[] => context.store.rows('choice', 'meetingId = ?', [meetingId], 'id').map((choice) => viewOf(context, choice))

export function viewOf(context: DataContext, choice: Row<'choice'>): ChoiceView {
  const options = optionRows(context, choice.id).map(({ id, title, position, themeId, figure }) => ({ id, title, position, themeId, figure: figurePointer(figure) }))
  const votes: Vote[] = context.store.rows('vote', 'choiceId = ?', [choice.id]).map(({ stack, optionId, count }) => ({ stack, optionId, count }))
  const voters = choice.voters > 0 ? choice.voters : countsOf(context, choice.meetingId ?? '').present
  const rules: Rules = { method: choice.method, perVoter: choice.perVoter, counting: choice.counting, voters }
  const result = choiceResult(options, votes)
  const taken = context.store.rows('priority', 'choiceId = ?', [choice.id]).length
  return { choice, options, votes, stacks: stacksOf(choice, votes), voters, result, ...checkChoice(rules, result, votes), taken }
}

/** The lines of the count. What was counted in another way before stays in sight. */
function stacksOf({ counting, tables }: Row<'choice'>, votes: readonly Vote[]): string[] {
  const own = counting === 'tafels' ? Array.from({ length: tables }, (_, i) => String(i + 1)) : counting === 'zaal' ? [ROOM] : []
  return [...new Set([...own, ...votes.map((vote) => vote.stack)])]
}

const labels = { concept: 'Keuze weer concept', open: 'Keuze geopend', gesloten: 'Keuze gesloten' } as const

function setState(context: DataContext, id: string, state: Row<'choice'>['state'], reason: string) {
  requireRight(context, 'choice')
  const choice = choiceOf(context, id)
  const { gebied } = choice
  if (state !== 'gesloten') return context.store.commit([{ kind: 'choice', id, gebied, fields: { state, closedOn: null, reason: '' } }], { label: labels[state] })
  const { over, voters, options, result } = viewOf(context, choice)
  if (options.length < 2) throw new CommandFailure('TooFew', 'Er valt nog niets te kiezen. Vul ten minste twee mogelijkheden in.')
  if (result.stacks === 0) throw new CommandFailure('NotCounted', 'Er is nog niets geteld. Vul eerst de telling in.')
  if (over > 0 && reason === '') throw new CommandFailure('ReasonMissing', 'Er is meer geteld dan er kan zijn. Kijk de telling na, of schrijf op waarom het klopt.')
  // From now on it no longer follows who comes in.
  return context.store.commit([{ kind: 'choice', id, gebied, fields: { state, closedOn: today(context), reason: over > 0 ? reason : '', voters } }], { label: labels.gesloten })
}
