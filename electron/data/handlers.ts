import type { Handlers } from '#core/contract/command.ts'
import type { domainCommands } from '#core/contract/contract.ts'
import type { DataContext } from './context.ts'

/** All commands that need open data. One line per domain. */
export function domainHandlers(context: DataContext): Handlers<typeof domainCommands> {
  return {
    'undo.run': ({ token }) => context.store.undo(token),
  }
}
