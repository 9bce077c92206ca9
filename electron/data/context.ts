import type { EventName, Events } from '#core/contract/events.ts'
import type { Role } from '#core/model/access.ts'
import type { Store } from './store/store.ts'

/** Who works here now. */
export interface Session {
  /** teamMember id, '' when the account has none */
  readonly memberId: string
  /** account on the server, '' on a laptop of its own */
  readonly userId: string
  readonly name: string
  readonly role: Role
  /** ids of the gebieden on this laptop, or all of them */
  readonly gebieden: readonly string[] | 'all'
  readonly standalone: boolean
  readonly sample: boolean
}

/** What every command handler is given. */
export interface DataContext {
  readonly store: Store
  readonly session: () => Session
  readonly now: () => Date
  readonly newId: () => string
  readonly emit: <E extends EventName>(event: E, payload: Events[E]) => void
  /** Folder for files that must be given to other programs; emptied at start and at lock. */
  readonly tempFolder: string
}
