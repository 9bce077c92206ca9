import type { Handlers } from '#core/contract/command.ts'
import type { searchCommands } from '#core/contract/search.ts'
import type { DataContext } from '../context.ts'
import { searchAll } from './search.ts'

/** Carries out the search behind Ctrl+K. */
export const searchHandlers = (context: DataContext): Handlers<typeof searchCommands> => ({
  'search.query': (question) => searchAll(context, question),
})
