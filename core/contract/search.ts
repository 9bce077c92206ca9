import { z } from 'zod'
import { searchKinds, type SearchKind } from '../search/kinds.ts'
import type { Part } from '../search/match.ts'
import { gebiedenSchema } from './actions.ts'
import { command } from './command.ts'

export interface SearchHit {
  readonly kind: SearchKind
  readonly id: string
  readonly gebied: string
  readonly title: readonly Part[]
  /** The words around the hit; empty when the title says it all. */
  readonly snippet: readonly Part[]
  /** Where it belongs: a date, a meeting, an owner. */
  readonly detail: string
  /** What to open, where that is something else than the row itself. */
  readonly meetingId: string | null
  readonly agendaItemId: string | null
  readonly actionId: string | null
  readonly signalId: string | null
  readonly panelId: string | null
}
export interface SearchGroup { readonly kind: SearchKind; readonly hits: readonly SearchHit[]; /** More than these were found. */ readonly more: boolean }
export interface SearchAnswer { readonly groups: readonly SearchGroup[] }

export const searchCommands = {
  /** `limit` is per group. */
  'search.query': command(z.object({ text: z.string().max(1000), gebieden: gebiedenSchema, limit: z.int().min(1).max(50).default(6), /** Absent: everything. */ kinds: z.array(z.enum(searchKinds)).optional() })).answers<SearchAnswer>(),
}
