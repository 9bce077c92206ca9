import { deviceOf, justAbove, makeStamp, MAX_AHEAD_MS, wallOf, type Stamp } from '#core/sync/clock.ts'
import { stampOf, type Change, type RowVersion } from '#core/sync/row.ts'
import { keyOf, type StoredRow } from '../store/contract.ts'

export interface Restamper {
  /** The same change with stamps that are allowed where they were too far ahead, and which fields that concerns. */
  (change: Change): { readonly change: Change; readonly restamped: readonly string[] }
}

/**
 * [C4] Stamps further ahead than five minutes become the latest that are allowed, in the order they were given: what such a value was written
 * over may be five minutes ahead itself, also where a restored server does not have that any more. `held`: the rows as they are here, by `keyOf`.
 */
export function restamper(changes: readonly Change[], held: ReadonlyMap<string, StoredRow>, device: string, nowMs: number): Restamper {
  const tooFar = (stamp: Stamp) => wallOf(stamp) > nowMs + MAX_AHEAD_MS
  const far = [...new Set(changes.flatMap((c) => [c.stamp, ...Object.values(c.stamps ?? {})]).filter(tooFar))].sort()
  if (far.length === 0 && !changes.some((c) => c.bases && Object.values(c.bases).some(tooFar))) return (change) => ({ change, restamped: [] })
  const latest = freshStamps(far, held, device, nowMs + MAX_AHEAD_MS)
  return (change) => {
    const now = (stamp: Stamp) => latest.get(stamp) ?? stamp
    const restamped = Object.keys(change.fields).filter((f) => latest.has(change.stamps?.[f] ?? change.stamp))
    const stamps = { ...change.stamps, ...Object.fromEntries(restamped.map((f) => [f, now(change.stamps?.[f] ?? change.stamp)])) }
    const bases = Object.fromEntries(Object.entries(change.bases ?? {}).flatMap(([f, s]) => { const base = tooFar(s) ? latest.get(s) ?? own(held.get(keyOf(change))?.row, f, device) : s; return base === undefined ? [] : [[f, base]] }))
    return { change: { ...change, stamp: now(change.stamp), stamps, bases }, restamped }
  }
}

/** A base that is too far ahead can only be the device's own earlier stamp: that write is here under the stamp that it got, or was written over. */
function own(row: RowVersion | undefined, field: string, device: string): Stamp | undefined {
  const there = row && stampOf(row, field)
  return there !== undefined && deviceOf(there) === device ? there : undefined
}

/** A stamp at `wallMs` for each of `far`, after what is here of that millisecond: the same stamp again would be taken for the same value. */
function freshStamps(far: readonly Stamp[], held: ReadonlyMap<string, StoredRow>, device: string, wallMs: number): ReadonlyMap<Stamp, Stamp> {
  const there = [...held.values()].flatMap(({ row }) => [row.stamp, ...Object.values(row.overrides)]).filter((stamp) => wallOf(stamp) === wallMs).sort()
  let last = there.at(-1) ?? makeStamp(wallMs, 0, device)
  const fresh = new Map<Stamp, Stamp>()
  for (const stamp of far) fresh.set(stamp, last = justAbove(last, device))
  return fresh
}
