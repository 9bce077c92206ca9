/**
 * Hybrid logical clock (Kulkarni et al. 2014). A stamp is text that sorts as time:
 * 9 characters base-36 wall milliseconds, 3 characters counter, then the device id (8 characters, base-36 digits).
 */
export type Stamp = string

const WALL = 9
const COUNT = 3
const MAX_COUNT = 36 ** COUNT - 1
export const stampPattern = /^[0-9a-z]{20}$/
export const devicePattern = /^[0-9a-z]{8}$/

/** [C4] A stamp further ahead of the server than this is re-stamped by the server. */
export const MAX_AHEAD_MS = 5 * 60_000

export const makeStamp = (wallMs: number, count: number, device: string): Stamp => wallMs.toString(36).padStart(WALL, '0') + count.toString(36).padStart(COUNT, '0') + device
export const wallOf = (stamp: Stamp): number => Number.parseInt(stamp.slice(0, WALL), 36)
export const countOf = (stamp: Stamp): number => Number.parseInt(stamp.slice(WALL, WALL + COUNT), 36)
export const deviceOf = (stamp: Stamp): string => stamp.slice(WALL + COUNT)

/** What the server gave may be as far ahead as it allows, and a clock that follows it is off by as much as a message takes. */
const BELIEVED_AHEAD_MS = MAX_AHEAD_MS + 60_000

/** What a device keeps on disk, in the same transaction as what it stamped. */
export interface ClockState {
  readonly device: string
  /** The newest stamp given out or seen; '' at first. */
  readonly last: Stamp
  /** Server time minus own time in ms, measured at the last contact. */
  readonly offsetMs: number
  /** The newest stamp that came from the server, also while this device's own clock was too wrong to judge it. */
  readonly seen?: Stamp
  /** The newest stamps from before this clock jumped ahead: if that turns out to be a wrong year, it goes on after them. */
  readonly beforeJumps?: readonly Stamp[]
}

/** As many jumps of a clock between two contacts with the server are remembered. */
const MAX_JUMPS = 4

/** [C1] The next stamp is later than every stamp this device gave out or saw. `nowMs` is the device's own wall clock. */
export function tick(clock: ClockState, nowMs: number): { stamp: Stamp; clock: ClockState } {
  const now = Math.max(0, Math.floor(nowMs + clock.offsetMs))
  let stamp = makeStamp(now, 0, clock.device)
  if (clock.last !== '') {
    const above = justAbove(clock.last, clock.device)
    if (above > stamp) stamp = countOf(above) === MAX_COUNT ? makeStamp(wallOf(above) + 1, 0, clock.device) : makeStamp(wallOf(above), countOf(above) + 1, clock.device)
  }
  const jumped = clock.last !== '' && wallOf(stamp) > wallOf(clock.last) + MAX_AHEAD_MS
  return { stamp, clock: { ...clock, last: stamp, ...(jumped ? { beforeJumps: [...(clock.beforeJumps ?? []), clock.last].slice(-MAX_JUMPS) } : {}) } }
}

/**
 * The stamp that a server gives in place of one of this device [C4] [C5]: the first odd count after `stamp`. Devices give even ones, and after a
 * stamp that they saw the one above this: so it is nobody's, and earlier than what the device writes next, also before it hears of it.
 */
export function justAbove(stamp: Stamp, device: string): Stamp {
  const count = countOf(stamp) + (countOf(stamp) % 2 === 0 ? 1 : 2)
  return count > MAX_COUNT ? makeStamp(wallOf(stamp) + 1, 1, device) : makeStamp(wallOf(stamp), count, device)
}

/** [C2] Remembers a stamp from elsewhere. One that is too far ahead of the corrected clock is not passed yet: [C4] a wrong year must not spread. */
export function observe(clock: ClockState, stamp: Stamp, nowMs: number): ClockState {
  const last = stamp > clock.last && wallOf(stamp) <= nowMs + clock.offsetMs + BELIEVED_AHEAD_MS ? stamp : clock.last
  const seen = clock.seen !== undefined && clock.seen >= stamp ? clock.seen : stamp
  return last === clock.last && seen === clock.seen ? clock : { ...clock, last, seen }
}

/**
 * [C3] Corrects the clock by the server's time. A `last` that is too far ahead is brought back, so that a repaired clock does not stay
 * in the wrong year; not to before what it gave before it was wrong, nor what came from the server, which gave such stamps another time [C4].
 */
export function correct({ device, last, seen, beforeJumps = [] }: ClockState, serverMs: number, nowMs: number): ClockState {
  const ok = (stamp: Stamp | undefined): stamp is Stamp => stamp !== undefined && stamp !== '' && wallOf(stamp) <= serverMs + BELIEVED_AHEAD_MS
  const newest = [last, seen, ...beforeJumps].filter(ok).sort().at(-1) ?? ''
  return { device, last: newest, offsetMs: serverMs - nowMs, ...(ok(seen) ? { seen } : {}) }
}
