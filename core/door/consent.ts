import type { Channel } from '../contacts/consent.ts'

/** Stored as how consent was withdrawn. */
export const withdrawnAtDoor = 'via de digitale deur'

/**
 * What is left at once of the ways of a consent when a resident asks for `wanted`: never more than before. No ways at all means
 * every way. Where nothing would be left, which would mean every way, it becomes what was asked for. Undefined where nothing changes.
 */
export function narrowed(held: readonly string[], wanted: readonly Channel[]): readonly string[] | undefined {
  if (held.length === 0) return wanted.length === ALL ? undefined : wanted
  const left = held.filter((channel) => (wanted as readonly string[]).includes(channel))
  if (left.length === 0) return wanted
  return left.length === held.length ? undefined : left
}
const ALL = 3
