import type { EventName, Events } from '#core/contract/events.ts'
import type { SessionInfo } from '#core/contract/vault.ts'
import type { Store } from './store/store.ts'
import type { LongWork } from './work.ts'

/** Who works here now; the window is told the same. */
export type Session = SessionInfo

/** What every command handler is given. */
export interface DataContext {
  readonly store: Store
  /** Edits of thousands of rows go through this. */
  readonly work: LongWork
  readonly session: () => Session
  readonly now: () => Date
  readonly newId: () => string
  readonly emit: <E extends EventName>(event: E, payload: Events[E]) => void
  /** Folder for files that must be given to other programs; emptied at start and at lock. */
  readonly tempFolder: string
}
