import { deviceOf, MAX_AHEAD_MS, tick, wallOf, type ClockState, type Stamp } from '#core/sync/clock.ts'
import type { Change } from '#core/sync/row.ts'
import type { StoredRow } from '../store/contract.ts'

export interface Restamper {
  /** The same change with stamps of the present where they were too far ahead, and which fields that concerns. */
  (change: Change): { readonly change: Change; readonly restamped: readonly string[] }
}

/**
 * [C4] Stamps further ahead than five minutes become the latest that is allowed, in the order they were given. Any earlier time would be too
 * early for somebody: what such a value was written over may have been minutes ahead itself, and a restored server does not know of it
 * any more. `held`: the rows as they are here.
 */
export function restamper(changes: readonly Change[], held: readonly StoredRow[], device: string, nowMs: number): Restamper {
  const latest = nowMs + MAX_AHEAD_MS
  const tooFar = (stamp: Stamp) => wallOf(stamp) > latest
  const far = [...new Set(changes.flatMap((c) => [c.stamp, ...Object.values(c.stamps ?? {})]).filter(tooFar))].sort()
  if (far.length === 0 && !changes.some((c) => c.bases && Object.values(c.bases).some(tooFar))) return (change) => ({ change, restamped: [] })
  const fresh = new Map<Stamp, Stamp>()
  // After what the device itself wrote here in this millisecond: the same stamp again would be taken for the same value.
  const own = held.flatMap(({ row }) => [row.stamp, ...Object.values(row.overrides)]).filter((stamp) => deviceOf(stamp) === device && wallOf(stamp) === latest).sort()
  let clock: ClockState = { device, last: own.at(-1) ?? '', offsetMs: 0 }
  for (const stamp of far) {
    const next = tick(clock, latest)
    clock = next.clock
    fresh.set(stamp, next.stamp)
  }
  return (change) => {
    const now = (stamp: Stamp) => fresh.get(stamp) ?? stamp
    const restamped = Object.keys(change.fields).filter((f) => fresh.has(change.stamps?.[f] ?? change.stamp))
    const stamps = Object.fromEntries(Object.entries(change.stamps ?? {}).map(([f, s]) => [f, now(s)]))
    // A base that is too far ahead can only be the device's own earlier stamp; the server knows that write under another stamp.
    const bases = Object.fromEntries(Object.entries(change.bases ?? {}).flatMap(([f, s]) => { const base = now(s); return tooFar(base) ? [] : [[f, base]] }))
    return { change: { ...change, stamp: now(change.stamp), stamps, bases }, restamped }
  }
}
