import type { Json } from '../model/field.ts'
import type { Stamp } from './clock.ts'
import { deviceOf } from './clock.ts'
import { DELETED, newestStamp, sameJson, stampOf, type Change, type RowVersion } from './row.ts'

/** [M3] Two values written blind: the loser is kept. */
export interface FieldConflict {
  readonly type: 'field'
  readonly field: string
  readonly value: Json
  readonly losingStamp: Stamp
  readonly winningStamp: Stamp
}
/** [D2] Somebody edited what somebody else had deleted, without seeing it. */
export interface DeletedConflict {
  readonly type: 'editAfterDelete'
  readonly field: typeof DELETED
  readonly value: null
  readonly losingStamp: Stamp
  readonly winningStamp: Stamp
}
export type Conflict = FieldConflict | DeletedConflict

export interface Merged {
  readonly row: RowVersion
  /** Fields whose value or stamp in the row came from the change. */
  readonly applied: readonly string[]
  /** Fields of the change that lost to a later stamp. */
  readonly superseded: readonly string[]
  readonly conflicts: readonly Conflict[]
}

const BASES_NONE: Readonly<Record<string, Stamp>> = {}

/**
 * Merges a change into the current version of its row. Pure, commutative and idempotent in the resulting row:
 * [M1] per field the highest stamp wins; [M2] a stamp that is already there changes nothing.
 * [M3] where the losing stamp is not what the winner saw (its base), and the values differ, the losing value is a conflict.
 * [M4] Two writes of one device never conflict: a device sees its own writes.
 * `currentBases` are the bases of the current fields as far as they are known (the server keeps them).
 */
export function merge(current: RowVersion | undefined, change: Change, currentBases: Readonly<Record<string, Stamp>> = BASES_NONE): Merged {
  if (!current) {
    const row = { kind: change.kind, id: change.id, gebied: change.gebied, stamp: change.stamp, overrides: compact(change.stamp, change.stamps ?? {}), fields: change.fields }
    return { row, applied: Object.keys(change.fields), superseded: [], conflicts: [] }
  }
  const fields: Record<string, Json> = { ...current.fields }
  const overrides: Record<string, Stamp> = { ...current.overrides }
  const applied: string[] = [], superseded: string[] = [], conflicts: Conflict[] = []
  for (const [field, value] of Object.entries(change.fields)) {
    const incoming = change.stamps?.[field] ?? change.stamp
    const held = stampOf(current, field)
    if (held === incoming) continue
    const incomingWins = held === undefined || incoming > held
    const [winner, loser, base] = incomingWins ? [incoming, held, change.bases?.[field]] : [held!, incoming, currentBases[field]]
    const losingValue = incomingWins ? current.fields[field] : value
    if (field !== DELETED && loser !== undefined && loser !== base && !sawOwn(winner, loser, base) && !sameJson(current.fields[field], value)) {
      conflicts.push({ type: 'field', field, value: losingValue ?? null, losingStamp: loser, winningStamp: winner })
    }
    if (incomingWins) { fields[field] = value; overrides[field] = incoming; applied.push(field) } else superseded.push(field)
  }
  const row = { ...current, fields, overrides: compact(current.stamp, overrides) }
  const deleted = deletedConflict(current, change, row)
  return { row, applied, superseded, conflicts: deleted ? [...conflicts, deleted] : conflicts }
}

/** [M4] Unless something of somebody else lay over it: then it was that what the device saw, when it wrote or moved the row again. */
const sawOwn = (winner: Stamp, loser: Stamp, base: Stamp | undefined): boolean =>
  deviceOf(winner) === deviceOf(loser) && (base === undefined || base < loser || deviceOf(base) === deviceOf(winner))

/** [D2] An edit that did not see the delete, or a delete that did not see the latest edit: the row stays deleted and the question is asked. */
function deletedConflict(current: RowVersion, change: Change, row: RowVersion): DeletedConflict | undefined {
  if (row.fields[DELETED] !== true) return undefined
  const deletedAt = stampOf(row, DELETED)!
  if (change.fields[DELETED] === undefined) {
    const edit = Object.keys(change.fields).map((f) => change.stamps?.[f] ?? change.stamp).reduce((a, b) => (a > b ? a : b), '')
    return edit === '' || deviceOf(edit) === deviceOf(deletedAt) ? undefined : { type: 'editAfterDelete', field: DELETED, value: null, losingStamp: edit, winningStamp: deletedAt }
  }
  if (current.fields[DELETED] === true || change.fields[DELETED] !== true) return undefined
  const unseen = newestStamp(current)
  const seen = change.bases?.[DELETED]
  if (seen !== undefined && unseen <= seen) return undefined
  if (deviceOf(unseen) === deviceOf(deletedAt)) return undefined
  return { type: 'editAfterDelete', field: DELETED, value: null, losingStamp: unseen, winningStamp: deletedAt }
}

/** Leaves out overrides that equal the row's own stamp. */
function compact(stamp: Stamp, overrides: Readonly<Record<string, Stamp>>): Record<string, Stamp> {
  const out: Record<string, Stamp> = {}
  for (const [field, s] of Object.entries(overrides)) if (s !== stamp) out[field] = s
  return out
}
