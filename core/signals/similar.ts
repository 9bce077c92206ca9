import { daysBetween } from '../text/days.ts'

/** Signals this near in place and time are probably about the same. */
export const NEAR_METRES = 250
export const NEAR_DAYS = 60

export interface Point { readonly lat: number | null; readonly lon: number | null }
export interface Placed extends Point {
  readonly buurtCode: string
  /** `jjjj-mm-ddTuu:mm` or null */
  readonly occurredAt: string | null
  readonly themeIds: readonly string[]
}

const EARTH_METRES = 6_371_000
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Metres between two points along the globe (haversine); null where one of them is not known. */
export function metresBetween(a: Point, b: Point): number | null {
  if (a.lat === null || a.lon === null || b.lat === null || b.lon === null) return null
  const dLat = radians(b.lat - a.lat), dLon = radians(b.lon - a.lon)
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Why two signals are taken for the same: metres apart where both have a point, else null for the same buurt. Undefined when they are not. */
export interface Similarity { readonly metres: number | null; readonly days: number }

/**
 * Same hoofdthema, within 60 days, and at most 250 m apart; where one has no point, in the same buurt.
 * @param groupOf the hoofdthema of a theme
 */
export function similarity(a: Placed, b: Placed, groupOf: (themeId: string) => string): Similarity | undefined {
  if (a.occurredAt === null || b.occurredAt === null) return undefined
  const days = Math.abs(daysBetween(a.occurredAt.slice(0, 10), b.occurredAt.slice(0, 10)))
  if (days > NEAR_DAYS) return undefined
  const groups = new Set(a.themeIds.map(groupOf))
  if (!b.themeIds.some((id) => groups.has(groupOf(id)))) return undefined
  const metres = metresBetween(a, b)
  if (metres !== null) return metres <= NEAR_METRES ? { metres: Math.round(metres), days } : undefined
  return a.buurtCode !== '' && a.buurtCode === b.buurtCode ? { metres: null, days } : undefined
}
