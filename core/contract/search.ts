import { z } from 'zod'
import type { Part } from '../search/match.ts'
import { gebiedenSchema } from './actions.ts'
import { command } from './command.ts'

/** What can be found, in the order in which groups are shown. */
export const searchKinds = ['contact', 'panel', 'meeting', 'agendaItem', 'note', 'action', 'decision', 'terugkoppeling'] as const
export type SearchKind = (typeof searchKinds)[number]
export const searchKindNames: Record<SearchKind, string> = {
  contact: 'Contacten', panel: 'Panels', meeting: 'Bijeenkomsten', agendaItem: 'Agendapunten', note: 'Notities', action: 'Acties', decision: 'Besluiten', terugkoppeling: 'Terugkoppelingen',
}

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
}
export interface SearchGroup { readonly kind: SearchKind; readonly hits: readonly SearchHit[]; /** More than these were found. */ readonly more: boolean }
export interface SearchAnswer { readonly groups: readonly SearchGroup[] }

export const searchCommands = {
  /** `limit` is per group. */
  'search.query': command(z.object({ text: z.string().max(1000), gebieden: gebiedenSchema, limit: z.int().min(1).max(50).default(6), /** Absent: everything. */ kinds: z.array(z.enum(searchKinds)).optional() })).answers<SearchAnswer>(),
}
