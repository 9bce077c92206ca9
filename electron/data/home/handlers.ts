import type { Handlers } from '#core/contract/command.ts'
import type { homeCommands } from '#core/contract/home.ts'
import type { DataContext } from '../context.ts'
import { allHome, gebiedHome } from './home.ts'

/** Carries out the commands of the first page. */
export const homeHandlers = (context: DataContext): Handlers<typeof homeCommands> => ({
  'home.gebied': ({ gebied }) => gebiedHome(context, gebied),
  'home.all': () => allHome(context),
})
