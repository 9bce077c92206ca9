import type { Audience } from '#core/model/access.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { kinds, type KindName } from '#core/model/kinds.ts'
import { audienceKind } from '#core/model/may.ts'
import type { RowVersion } from '#core/sync/row.ts'
import type { Receipt } from '#core/sync/wire.ts'
import type { Scope } from '../auth/scope.ts'
import type { StoredRow, WriteTx } from '../store/contract.ts'
import type { Restamper } from './restamp.ts'

/** What one push works on: the rows it may touch, in memory; they are written at the end, in one transaction. */
export interface PushRun {
  readonly tx: WriteTx
  readonly scope: Scope
  readonly device: string
  readonly nowMs: number
  /** Filled where the push has rows of kind gebied. */
  readonly knownGebieden: ReadonlySet<string>
  readonly restamp: Restamper
  readonly before: ReadonlyMap<string, StoredRow>
  /** What exists in gebieden that this account may not see, as `keyOf`. */
  readonly elsewhere: ReadonlySet<string>
  readonly rows: Map<string, StoredRow>
  readonly erased: Set<string>
  readonly changed: Set<string>
  readonly conflicts: Map<string, StoredRow>
  /** Gebieden that have news for others. */
  readonly news: Set<string>
}

/** Rows of a kind go to those who may see it; a conflict to those who may see its subject. */
export const audienceOf = (row: RowVersion): Audience => kinds[audienceKind(row.kind as KindName, row.fields)].audience

/** [E2] Kinds that are about one contact may not come back when that contact was erased. */
export function personOf(change: { readonly kind: string; readonly fields: RowVersion['fields'] }): { kind: string; id: string }[] {
  const contactId = change.fields['contactId']
  return (change.kind === 'consent' || change.kind === 'panelMembership') && typeof contactId === 'string' ? [{ kind: 'contact', id: contactId }] : []
}

/** True where the account may write rows of this gebied. */
export const inScope = (scope: Scope, gebied: string): boolean => gebied === MUNICIPALITY || scope.all || scope.gebieden.has(gebied)

type Refused = Extract<Receipt, { status: 'refused' }>
export const refused = (reason: Refused['reason'], message: string): Refused => ({ status: 'refused', reason, message })
export type Refusal = Refused
