import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import { domainCommands } from '#core/contract/contract.ts'
import type { EventName, Events } from '#core/contract/events.ts'
import type { DataContext, Session } from './context.ts'
import { domainHandlers } from './handlers.ts'
import { migrations } from './migrations.ts'
import { Store, type StoreOptions } from './store/store.ts'

export interface WorkspaceOptions extends Pick<StoreOptions, 'file' | 'key' | 'nowMs' | 'newId' | 'newDevice'> {
  readonly session: () => Session
  readonly emit: <E extends EventName>(event: E, payload: Events[E]) => void
  readonly tempFolder: string
}

/** Open data: from unlocking until locking. */
export interface Workspace {
  readonly context: DataContext
  readonly handlers: Handlers<typeof domainCommands>
  close(): void
}

export function openWorkspace({ session, emit, tempFolder, ...options }: WorkspaceOptions): Workspace {
  const store = new Store({ ...options, migrations, onChanged: (changed) => emit('changed', changed) })
  const context: DataContext = { store, session, emit, tempFolder, newId: options.newId, now: () => new Date(options.nowMs()) }
  return { context, handlers: domainHandlers(context), close: () => store.close() }
}

const names = Object.keys(domainCommands) as (keyof typeof domainCommands)[]

/** The domain commands as handlers that answer `Locked` while nothing is open. */
export function guarded(current: () => Workspace | undefined): Handlers<typeof domainCommands> {
  const call = (name: string) => (input: unknown) => {
    const workspace = current()
    if (!workspace) throw new CommandFailure('Locked', 'Gebiedsboek is op slot. Typ uw wachtwoordzin om verder te gaan.')
    return (workspace.handlers as Record<string, (input: unknown) => unknown>)[name]!(input)
  }
  return Object.fromEntries(names.map((name) => [name, call(name)])) as unknown as Handlers<typeof domainCommands>
}
