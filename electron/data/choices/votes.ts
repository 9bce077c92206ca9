import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import type { choiceCommands } from '#core/contract/choices.ts'
import { voteId } from '#core/model/ids.ts'
import type { DataContext } from '../context.ts'
import { requireRight } from '../meetings/shared.ts'
import { choiceOf } from './choices.ts'

/** The count: a row per cell, so that two laptops can count at once. */
export function voteHandlers(context: DataContext): Pick<Handlers<typeof choiceCommands>, 'votes.enter' | 'votes.removePaper'> {
  const { store } = context
  return {
    'votes.enter': ({ choiceId, stack, optionId, count }) => {
      const { gebied } = countable(context, choiceId)
      if (optionId !== null && store.read('choiceOption', optionId)?.choiceId !== choiceId) throw new CommandFailure('NotFound', 'Deze mogelijkheid is er niet meer.')
      const id = voteId(choiceId, stack, optionId)
      if (count === null && !store.read('vote', id)) return { undo: null }
      const fields = count === null ? { deleted: true } : { choiceId, stack, optionId, count, deleted: false }
      return store.commit([{ kind: 'vote', id, gebied, fields }], { label: 'Telling gewijzigd' })
    },
    'votes.removePaper': ({ choiceId, stack }) => {
      const { gebied } = countable(context, choiceId)
      const cells = store.rows('vote', 'choiceId = ? AND stack = ?', [choiceId, stack])
      return store.commit(cells.map(({ id }) => ({ kind: 'vote', id, gebied, fields: { deleted: true } })), { label: 'Briefje verwijderd' })
    },
  }
}

function countable(context: DataContext, choiceId: string) {
  requireRight(context, 'vote')
  const choice = choiceOf(context, choiceId)
  if (choice.state === 'gesloten') throw new CommandFailure('Closed', 'Deze keuze is gesloten. Open haar eerst weer om de telling te veranderen.')
  return choice
}
