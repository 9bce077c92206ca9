import { deviceOf, MAX_AHEAD_MS, tick, wallOf, type ClockState, type Stamp } from '#core/sync/clock.ts'
import type { Change } from '#core/sync/row.ts'
import type { StoredRow } from '../store/contract.ts'

export interface Restamper {
  /** The same change with stamps of the present where they were too far ahead, and which fields that concerns. */
  (change: Change): { readonly change: Change; readonly restamped: readonly string[] }
}

/**
 * [C4] Stamps further ahead than five minutes get a new one of the server's time, in the order they were given. In a row that is offered to a
 * restored server nothing says what such a value was written over, and that may be up to five minutes ahead itself: there it becomes the
 * latest that is allowed. `held`: the rows as they are here.
 */
export function restamper(changes: readonly Change[], held: readonly StoredRow[], device: string, nowMs: number): Restamper {
  const tooFar = (stamp: Stamp) => wallOf(stamp) > nowMs + MAX_AHEAD_MS
  const far = [...new Set(changes.flatMap((c) => [c.stamp, ...Object.values(c.stamps ?? {})]).filter(tooFar))].sort()
  if (far.length === 0 && !changes.some((c) => c.bases && Object.values(c.bases).some(tooFar))) return (change) => ({ change, restamped: [] })
  const present = freshStamps(far, held, device, nowMs), latest = freshStamps(far, held, device, nowMs + MAX_AHEAD_MS)
  return (change) => {
    const offered = isOfOthers(change, device)
    const now = (stamp: Stamp, base: Stamp | undefined) => (offered && base === undefined ? latest : present).get(stamp) ?? stamp
    const restamped = Object.keys(change.fields).filter((f) => present.has(change.stamps?.[f] ?? change.stamp))
    const stamps = { ...change.stamps, ...Object.fromEntries(restamped.map((f) => [f, now(change.stamps?.[f] ?? change.stamp, change.bases?.[f])])) }
    // A base that is too far ahead can only be the device's own earlier stamp; the server knows that write under another stamp.
    const bases = Object.fromEntries(Object.entries(change.bases ?? {}).flatMap(([f, s]) => { const base = present.get(s) ?? s; return tooFar(base) ? [] : [[f, base]] }))
    return { change: { ...change, stamp: present.get(change.stamp) ?? change.stamp, stamps, bases }, restamped }
  }
}

/** Says values of other devices too: only a row that is offered again does, beside an edit of a row that was there. */
const isOfOthers = ({ stamp, stamps = {} }: Change, device: string): boolean => [stamp, ...Object.values(stamps)].some((s) => deviceOf(s) !== device)

/** A stamp at `wallMs` for each of `far`, after what the device itself wrote here in that millisecond: the same stamp again would be taken for the same value. */
function freshStamps(far: readonly Stamp[], held: readonly StoredRow[], device: string, wallMs: number): ReadonlyMap<Stamp, Stamp> {
  const own = held.flatMap(({ row }) => [row.stamp, ...Object.values(row.overrides)]).filter((stamp) => deviceOf(stamp) === device && wallOf(stamp) === wallMs).sort()
  let clock: ClockState = { device, last: own.at(-1) ?? '', offsetMs: 0 }
  const fresh = new Map<Stamp, Stamp>()
  for (const stamp of far) {
    const next = tick(clock, wallMs)
    clock = next.clock
    fresh.set(stamp, next.stamp)
  }
  return fresh
}
