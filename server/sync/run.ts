import { aboutPerson, fieldsWithout } from '#core/contacts/erasure.ts'
import type { Audience } from '#core/model/access.ts'
import { MUNICIPALITY, type FieldValues } from '#core/model/define.ts'
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
  readonly before: Map<string, StoredRow>
  /** What exists in gebieden that this account may not see, as `keyOf`. */
  readonly elsewhere: ReadonlySet<string>
  readonly rows: Map<string, StoredRow>
  readonly erased: Set<string>
  readonly changed: Set<string>
  /** Rows that were taken over without somebody who was erased, or that went along with another: not as their laptop has them. */
  readonly loosened: Set<string>
  readonly conflicts: Map<string, StoredRow>
  /** Gebieden that have news for others. */
  readonly news: Set<string>
}

/** Rows of a kind go to those who may see it; a conflict to those who may see its subject. */
export const audienceOf = (row: RowVersion): Audience => kinds[audienceKind(row.kind as KindName, row.fields)].audience

type Pointing = { readonly kind: string; readonly fields: RowVersion['fields'] }
const contactKey = (id: unknown): { kind: string; id: string }[] => (typeof id === 'string' ? [{ kind: 'contact', id }] : [])

/** The contacts that a change points at. */
export const peopleOf = ({ fields }: Pointing): { kind: string; id: string }[] => {
  const { contactId, contactIds } = fields
  return [...contactKey(contactId), ...(Array.isArray(contactIds) ? contactIds.flatMap(contactKey) : [])]
}

/**
 * [E2] What is about one person may not come back when that person was erased: then this is undefined.
 * [E4] A late edit of something else goes on without them; somebody who was seen at a meeting is still counted.
 */
export function withoutErased<C extends Pointing>(change: C, held: boolean, isErased: (contactId: string) => boolean): C | undefined {
  const gone = peopleOf(change).map((p) => p.id).filter(isErased)
  if (gone.length === 0) return change
  if ((aboutPerson as readonly string[]).includes(change.kind)) return undefined
  const { presence } = change.fields
  if (change.kind === 'attendance' && !held && presence !== 'aanwezig' && presence !== 'laat') return undefined
  return { ...change, fields: gone.reduce<FieldValues>((fields, id) => ({ ...fields, ...fieldsWithout(change.kind, fields, id, false) }), change.fields) }
}

/** True where the account may write rows of this gebied. */
export const inScope = (scope: Scope, gebied: string): boolean => gebied === MUNICIPALITY || scope.all || scope.gebieden.has(gebied)

type Refused = Extract<Receipt, { status: 'refused' }>
export const refused = (reason: Refused['reason'], message: string): Refused => ({ status: 'refused', reason, message })
export type Refusal = Refused
