import { z } from 'zod'
import type { PromiseNeed } from '../actions/promise.ts'
import type { meetingKinds } from '../model/kinds.ts'
import type { ActionItem, Named } from './actions.ts'
import { command } from './command.ts'
import type { SignalItem } from './signals.ts'

export interface HomeMeeting {
  readonly id: string
  readonly gebied: string
  readonly title: string
  readonly kind: (typeof meetingKinds)[number]
  readonly startsAt: string | null
  readonly place: string
  readonly invited: number
  readonly coming: number
}
/** A number with the first few rows behind it. */
export interface Counted<T> { readonly total: number; readonly items: readonly T[] }

/** A promise that lacks something, and what would complete it as far as that can be known. */
export interface PromiseGap {
  readonly id: string
  readonly title: string
  readonly missing: readonly PromiseNeed[]
  readonly proposal: { readonly owner?: Named; readonly terugkoppelingOn?: string; readonly panel?: Named }
}

export interface GebiedHome {
  readonly gebied: string
  readonly name: string
  readonly today: string
  readonly meetings: Counted<HomeMeeting>
  readonly mine: Counted<ActionItem> & { readonly known: boolean }
  readonly late: Counted<ActionItem>
  /** Promises of which the terugkoppeling nears or is late, or that were closed without telling. */
  readonly promises: Counted<ActionItem> & { readonly near: number; readonly late: number; readonly closedUntold: number; readonly gaps: Counted<PromiseGap> }
  /** Signals that nobody picked up yet, newest first; `fresh` is how many of all signals are of the last seven days. */
  readonly signals: Counted<SignalItem> & { readonly fresh: number }
  /** Absent for who may not see residents. */
  readonly panels: Counted<{ readonly id: string; readonly name: string; readonly members: number }> | null
  readonly emptyBuurten: Counted<{ readonly code: string; readonly name: string; readonly wijkName: string }> | null
  readonly contacts: number
  /** Messages of residents that wait for a person. */
  readonly post: number
  /** Nothing here yet: the page offers the ways to begin. */
  readonly fresh: boolean
}

export interface GebiedRow {
  readonly gebied: string
  readonly name: string
  readonly color: number
  readonly next: HomeMeeting | null
  readonly mine: number
  readonly open: number
  readonly late: number
  readonly promisesLate: number
  readonly promisesNear: number
  readonly post: number
  readonly members: number
}

export const homeCommands = {
  'home.gebied': command(z.object({ gebied: z.string().min(1).max(64) })).answers<GebiedHome>(),
  'home.all': command(z.object({})).answers<{ readonly rows: readonly GebiedRow[]; readonly today: string }>(),
}
