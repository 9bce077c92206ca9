import type { ServerStore } from '../contract.ts'

const WORTH_SWEEPING = 1000

/** Counts in memory: the embedded store has one server only, and starting it again is no way around the wait. */
export function attemptCounter(): ServerStore['attempt'] {
  const open = new Map<string, { until: number; count: number }>()
  return async (key, nowMs, windowMs) => {
    if (open.size > WORTH_SWEEPING) for (const [k, { until }] of open) if (until <= nowMs) open.delete(k)
    const held = open.get(key)
    const entry = held && held.until > nowMs ? held : { until: nowMs + windowMs, count: 0 }
    entry.count += 1
    open.set(key, entry)
    return entry.count
  }
}
