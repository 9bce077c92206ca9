import { z } from 'zod'
import type { Json } from '../model/field.ts'
import { accountEdit, newAccount, type AccountAnswer } from '../sync/accounts.ts'
import { hereMessage, type Account } from '../sync/wire.ts'
import { command } from './command.ts'
import type { Round, SyncState } from './events.ts'

const id = z.string().min(1).max(64)
const ids = z.array(id).min(1).max(1000)

export interface SyncConnection { readonly address: string; readonly name: string; /** null until the server told */ readonly account: Account | null }
export type SyncOverview = SyncState & { readonly connection: SyncConnection | null; readonly paused: boolean; readonly refused: number }

/** What a comparison with the server came to, in feeds. `compared` 0: there was no connection, or something is still waiting to be sent. `left`: those that still differ after they were read again. */
export interface Checked { readonly compared: number; readonly repaired: number; readonly left: number }

/** Why a laptop and its server do not get on; `message` says what is wrong, `detail` what to do. */
export const syncFailures = ['BadAddress', 'Insecure', 'Offline', 'Timeout', 'NotGebiedsboek', 'Portal', 'Certificate', 'TooOld', 'TooNew', 'WrongPassword', 'SignedOut', 'Forbidden', 'Busy', 'ServerTrouble', 'Refused', 'OtherServer', 'ThisComputer'] as const
export type SyncFailureType = (typeof syncFailures)[number]

/** A change that the server did not take. Kept until somebody does something with it. */
export interface RefusedItem {
  readonly id: string
  readonly at: string
  readonly kind: string
  readonly rowId: string
  readonly gebied: string
  /** Dutch: 'actie' */
  readonly kindName: string
  readonly title: string
  /** Dutch, from the server or from this laptop */
  readonly message: string
  readonly values: readonly { readonly label: string; readonly text: string }[]
}

/** One of two values that were written without seeing each other. */
export interface ConflictValue { readonly value: Json; /** readable Dutch */ readonly text: string; readonly who: string; /** ISO moment */ readonly when: string; /** written by who works here */ readonly mine: boolean }
export interface ConflictItem {
  readonly id: string
  readonly gebied: string
  readonly subjectKind: string
  readonly subjectId: string
  /** Dutch: 'actie' */
  readonly kindName: string
  readonly title: string
  readonly type: 'field' | 'editAfterDelete'
  readonly field: string
  readonly label: string
  /** As it is now, for everybody. For editAfterDelete: deleted. */
  readonly current: ConflictValue
  /** The other one. For editAfterDelete: the edit. */
  readonly other: ConflictValue
  /** Text of which both can be kept, one under the other, or a list of which everything can. */
  readonly mayKeepBoth: boolean
}

export const syncCommands = {
  'sync.state': command(z.object({})).answers<SyncOverview>(),
  /** Signs in at a server and begins the first round, which goes on by itself. Fails with one of `syncFailures`. */
  'sync.connect': command(z.object({ address: z.string().trim().min(1).max(300), name: z.string().trim().min(1).max(200), password: z.string().min(1).max(1000) })).answers<{ readonly account: Account }>(),
  /** Again, at the same server: after a new password or a long absence. */
  'sync.signIn': command(z.object({ password: z.string().min(1).max(1000) })).answers<{ readonly account: Account }>(),
  /** Begins a round now and answers when it ended. */
  'sync.now': command(z.object({})).answers<SyncOverview>(),
  /** 'Nu zonder verbinding werken' until it is set to false; also after a restart. */
  'sync.pause': command(z.object({ paused: z.boolean() })).answers<SyncOverview>(),
  /** Compares every feed with the server now, and reads again where they differ; what was not sent yet stays. */
  'sync.check': command(z.object({})).answers<Checked>(),
  /** The last rounds, newest first. */
  'sync.history': command(z.object({})).answers<readonly Round[]>(),
  /** In which note this window is, and where the cursor is in it; `left`: no longer there. Colleagues in the same note see it, and it is kept nowhere. */
  'sync.here': command(z.object({ here: hereMessage.shape.here.unwrap(), left: z.boolean() })).answers<null>(),
  'sync.refused.list': command(z.object({})).answers<readonly RefusedItem[]>(),
  /** Makes the changes once more, as edits of now. */
  'sync.refused.retry': command(z.object({ ids })).answers<{ readonly retried: number; readonly undo: string | null }>(),
  /** Writes them as JSON to a path that `saveFile` gave. */
  'sync.refused.export': command(z.object({ ids, path: z.string().min(1) })).answers<{ readonly path: string }>(),
  /** Out of the list. For a day it can be brought back. */
  'sync.refused.dismiss': command(z.object({ ids })).answers<{ readonly left: number }>(),
  'sync.refused.restore': command(z.object({ ids })).answers<{ readonly left: number }>(),
  'conflicts.list': command(z.object({ gebied: id.optional() })).answers<readonly ConflictItem[]>(),
  'conflicts.count': command(z.object({})).answers<{ readonly count: number }>(),
  /** For editAfterDelete: 'current' leaves it deleted, 'other' puts it back. */
  'conflicts.resolve': command(z.object({ id, keep: z.enum(['current', 'other', 'both']) })).answers<{ readonly undo: string | null }>(),
  /** One choice for many questions: everywhere one's own, or everywhere the other's. What is of neither stays as it is. */
  'conflicts.resolveAll': command(z.object({ ids: z.array(id).min(1).max(5000), whose: z.enum(['mine', 'theirs']) })).answers<{ readonly settled: number; readonly undo: string | null }>(),
  'accounts.list': command(z.object({})).answers<readonly AccountAnswer[]>(),
  'accounts.add': command(newAccount).answers<AccountAnswer>(),
  'accounts.change': command(z.object({ id, edit: accountEdit })).answers<AccountAnswer>(),
} as const

export type { Account, AccountAnswer, Round, SyncState }
