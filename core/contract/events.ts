import type { KindName } from '../model/kinds.ts'
import type { Cursor } from '../sync/wire.ts'

export type SyncPhase = 'standalone' | 'offline' | 'busy' | 'idle' | 'error' | 'signedOut' | 'paused'

/** Counts of one round, confirmed by the server: the sync-bon. */
export interface Round {
  /** ISO moment at which the round ended */
  readonly at: string
  readonly sent: number
  readonly received: number
  /** conflicts that ask for a choice */
  readonly asked: number
  readonly refused: number
  /** feeds that differed from the server and were read again */
  readonly repaired: number
}

export interface SyncState {
  readonly phase: SyncPhase
  /** rows and notes not confirmed by the server */
  readonly pending: number
  readonly progress: { readonly done: number; readonly total: number } | null
  /** photos and files that still go to the server, or come from it */
  readonly files: { readonly up: number; readonly down: number }
  readonly lastRound: Round | null
  readonly problem: { readonly message: string; readonly remedy: string } | null
}

/** Somebody else who has the same note open, in another window or on another laptop. */
export interface NotePerson {
  /** Of the connection: one person can be there twice. */
  readonly id: string
  /** Of the team member; '' where this laptop does not know them. */
  readonly name: string
  readonly me: boolean
  /** Null for who only reads, or whose cursor is elsewhere. */
  readonly cursor: Cursor | null
}

/** Long work that shows how far it is. `tidy`: taking back what a crash left half done. */
export type WorkTask = 'import.check' | 'import' | 'import.undo' | 'bulk' | 'undo' | 'tidy'

/** What the data process tells, whoever caused it. */
export interface Events {
  /** `ids` holds at most 500; empty means many. */
  readonly changed: { readonly kinds: readonly KindName[]; readonly ids: readonly string[]; readonly gebieden: readonly string[]; readonly origin: 'local' | 'remote' | 'undo' }
  readonly sync: SyncState
  /** A note body changed elsewhere. `update` is a Yjs v2 update in base64. */
  readonly noteUpdate: { readonly id: string; readonly generation: number; readonly update: string }
  /** Everybody else who is in the note that is open here, whenever that changes. */
  readonly notePeople: { readonly noteId: string; readonly people: readonly NotePerson[] }
  /** Bytes of attachments went on a little, or failed. */
  readonly attachments: Record<string, never>
  /** The calendar file was written, or could not be: `problem` says why, '' when it went well. */
  readonly calendarFeed: { readonly problem: string }
  /** `total` 0: it has ended, one way or another. */
  readonly progress: { readonly task: WorkTask; readonly done: number; readonly total: number }
  /** The vault closes in half a second: whatever is being typed goes to the disk now. */
  readonly locking: Record<string, never>
  readonly locked: Record<string, never>
}
export type EventName = keyof Events
