import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import { domainCommands } from '#core/contract/contract.ts'
import type { EventName, Events } from '#core/contract/events.ts'
import { feedKeeper } from './calendar/keeper.ts'
import type { DataContext, Session } from './context.ts'
import { domainHandlers } from './handlers.ts'
import { indexWhatCan } from './notes/words.ts'
import { migrations } from './migrations.ts'
import { hostname } from 'node:os'
import { SyncEngine } from './sync/engine.ts'
import type { Patience } from './sync/patience.ts'
import { Presence } from './sync/presence.ts'
import { scrub, scrubDone, scrubIsDue } from './sync/erase.ts'
import { sweepBytes } from './sync/sweep.ts'
import { keepSession } from './vault/session.ts'
import { indexLater } from './store/index-later.ts'
import { DAMAGED, diskFailure } from './store/disk-failure.ts'
import { Store, type StoreOptions } from './store/store.ts'
import { LongWork } from './work.ts'

export interface WorkspaceOptions extends Pick<StoreOptions, 'file' | 'key' | 'nowMs' | 'newId' | 'newDevice'> {
  readonly session: () => Session
  readonly emit: <E extends EventName>(event: E, payload: Events[E]) => void
  readonly tempFolder: string
  readonly log: (line: string) => void
  /** Somebody was erased and the database holds nothing of them any more: what was copied from it before must go. */
  readonly onErased?: () => void
  readonly patience?: Patience
}

/** Once people can work. */
const SWEEP_AFTER_MS = 20_000

/** Open data: from unlocking until locking. */
export interface Workspace {
  readonly context: DataContext
  readonly handlers: Handlers<typeof domainCommands>
  close(): void
}

export function openWorkspace({ session, emit, tempFolder, log, onErased, patience, ...options }: WorkspaceOptions): Workspace {
  const store = new Store({
    ...options, migrations,
    onChanged: (changed) => {
      emit('changed', changed)
      index.wake()
      feed.changed(changed.kinds)
      if (changed.origin !== 'remote') sync.edited()
      if (scrubIsDue(store)) setImmediate(cleanUp)
    },
  })
  const index = indexLater(store)
  index.wake()
  /** [E1] Until it has succeeded it is due, also after a restart. */
  let failed = false
  const cleanUp = (): void => {
    if (!store.db.open || failed || !scrubIsDue(store)) return
    try {
      if (store.hasBytes) sweepBytes(store)
      scrub(store)
      onErased?.()
      scrubDone(store)
    } catch (error) {
      // A full disk: at the next start it is tried again.
      failed = true
      log(`cleaning up after an erasure: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  if (scrubIsDue(store)) setImmediate(cleanUp)
  const work = new LongWork(store, emit, () => sync.edited())
  const context: DataContext = { store, work, session, emit, tempFolder, newId: options.newId, now: () => new Date(options.nowMs()) }
  const feed = feedKeeper(context, log)
  const presence = new Presence({
    nowMs: options.nowMs, emit: (people) => emit('notePeople', people),
    nameOf: (id) => ({ name: (id === null ? undefined : store.read('teamMember', id)?.name) ?? '', me: id !== null && id === session().memberId }),
  })
  const sync = new SyncEngine({
    store, log, presence, onFiles: () => emit('attachments', {}), ...(patience ? { patience } : {}), nowMs: options.nowMs, deviceName: hostname(), emitState: (state) => emit('sync', state), emitNotes: (news) => { indexWhatCan(store); for (const note of news) emit('noteUpdate', note) },
    onAccount: ({ id, role, name, gebieden, memberId }) => keepSession(store, { userId: id, role, name, gebieden: [...gebieden], memberId: memberId ?? '' }),
  })
  work.resume()
  // What a crash left without a row, or was removed long ago.
  setTimeout(() => { if (store.db.open && store.hasBytes) sweepBytes(store) }, SWEEP_AFTER_MS).unref()
  const handlers = domainHandlers(context, sync, feed)
  const append = handlers['notes.append']
  return {
    context,
    // Typing in a note changes no row, so nobody else would tell.
    handlers: { ...handlers, 'notes.append': async (input) => { const answer = await append(input); sync.edited(); return answer } },
    close: () => { index.close(); feed.close(); work.close(); sync.close(); presence.close(); store.close() },
  }
}

const names = Object.keys(domainCommands) as (keyof typeof domainCommands)[]

/** The domain commands as handlers that answer `Locked` while nothing is open, and say what the disk did. `onDamage` hears of a file that cannot be read any more. */
export function guarded(current: () => Workspace | undefined, onDamage: (failure: CommandFailure) => void): Handlers<typeof domainCommands> {
  const call = (name: string) => async (input: unknown) => {
    const workspace = current()
    if (!workspace) throw new CommandFailure('Locked', 'Gebiedsboek is op slot. Typ uw wachtwoordzin om verder te gaan.')
    try {
      return await (workspace.handlers as Record<string, (input: unknown) => unknown>)[name]!(input)
    } catch (error) {
      const failure = diskFailure(error)
      if (failure instanceof CommandFailure && failure.failure.type === DAMAGED) onDamage(failure)
      throw failure
    }
  }
  return Object.fromEntries(names.map((name) => [name, call(name)])) as unknown as Handlers<typeof domainCommands>
}
