import type { Handlers } from '#core/contract/command.ts'
import type { choiceCommands } from '#core/contract/choices.ts'
import type { DataContext } from '../context.ts'
import { choiceRowHandlers } from './choices.ts'
import { priorityHandlers } from './priorities.ts'
import { voteHandlers } from './votes.ts'

/** Choices, their count, and the priorities that come of them. */
export const choiceHandlers = (context: DataContext): Handlers<typeof choiceCommands> => ({ ...choiceRowHandlers(context), ...voteHandlers(context), ...priorityHandlers(context) })
