import { fromRd, isRd } from './rd.ts'

/** Longitude and latitude in degrees (WGS84), as GeoJSON has them. */
export type Position = readonly [number, number]
export type Ring = readonly Position[]

export type AreaGeometry =
  | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] }

export interface CleanGeometry {
  readonly geometry: AreaGeometry | null
  readonly point: Position | null
  /** Rings that are no surface (too few points, or not numbers) and were left out. */
  readonly brokenRings: number
  /** The numbers are neither degrees nor metres of the Dutch grid. */
  readonly unknownGrid: boolean
}

const nothing: CleanGeometry = { geometry: null, point: null, brokenRings: 0, unknownGrid: false }

/** Takes what is usable from a GeoJSON geometry that may hold anything. */
export function cleanGeometry(value: unknown): CleanGeometry {
  if (typeof value !== 'object' || value === null) return nothing
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown }
  if (type === 'Point') {
    const point = positionOf(coordinates)
    return point && isDegrees(point) ? { ...nothing, point } : { ...nothing, unknownGrid: point !== null }
  }
  const polygons = polygonsIn(value)
  if (polygons === null) return nothing
  let brokenRings = 0
  const cleaned = polygons.map((polygon) => {
    const rings = list(polygon).map((ring) => list(ring).map(positionOf).filter((position) => position !== null))
    // A hole cannot be kept without the ring around it.
    const good = rings.filter((ring, i) => isSurface(ring) && (i === 0 || isSurface(rings[0] ?? [])))
    brokenRings += rings.length - good.length
    return good
  }).filter((rings) => rings.length > 0)
  const first = cleaned[0]?.[0]?.[0]
  if (first === undefined) return { ...nothing, brokenRings }
  if (!isDegrees(first)) return { ...nothing, brokenRings, unknownGrid: true }
  const [only] = cleaned
  return { geometry: cleaned.length === 1 && only ? { type: 'Polygon', coordinates: only } : { type: 'MultiPolygon', coordinates: cleaned }, point: null, brokenRings, unknownGrid: false }
}

/** The polygons of a geometry, also of a collection of several; null when it is no surface. */
function polygonsIn(value: object): readonly unknown[] | null {
  const { type, coordinates, geometries } = value as { type?: unknown; coordinates?: unknown; geometries?: unknown }
  if (type === 'Polygon') return [coordinates]
  if (type === 'MultiPolygon') return list(coordinates)
  if (type !== 'GeometryCollection') return null
  return list(geometries).flatMap((part) => (typeof part === 'object' && part !== null && (part as { type?: unknown }).type !== 'GeometryCollection' ? (polygonsIn(part) ?? []) : []))
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function positionOf(value: unknown): Position | null {
  if (!Array.isArray(value)) return null
  const [x, y] = value as unknown[]
  if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y)) return null
  if (isRd([x, y])) return fromRd([x, y])
  return isSwapped([x, y]) ? [y, x] : [x, y]
}

/** Latitude before longitude, as some servers write EPSG:4326: this way round it would lie in the Indian Ocean. */
const isSwapped = ([x, y]: Position): boolean => x > 50.5 && x < 53.8 && y > 3 && y < 7.5

const isDegrees = ([x, y]: Position): boolean => Math.abs(x) <= 180 && Math.abs(y) <= 90

/** At least three different points; a missing last point (equal to the first) does no harm. */
function isSurface(ring: Ring): boolean {
  const different: Position[] = []
  for (const [x, y] of ring) if (!different.some(([ox, oy]) => ox === x && oy === y) && different.push([x, y]) === 3) return true
  return false
}

const polygonsOf = (geometry: AreaGeometry): readonly (readonly Ring[])[] => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates)

/** Is the point inside? Even-odd over all rings of a polygon, so holes and rings that cross themselves need no care. */
export const contains = (geometry: AreaGeometry, point: Position): boolean =>
  polygonsOf(geometry).some((rings) => rings.filter((ring) => crossings(ring, point) % 2 === 1).length % 2 === 1)

/** How often a line from the point to the east crosses the ring. */
function crossings(ring: Ring, [x, y]: Position): number {
  let count = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i] ?? [0, 0], [xj, yj] = ring[j] ?? [0, 0]
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) count++
  }
  return count
}

/** West, south, east, north. */
export type Box = readonly [number, number, number, number]

export function boxOf(geometry: AreaGeometry): Box {
  let box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const rings of polygonsOf(geometry)) for (const ring of rings) for (const [x, y] of ring) box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)]
  return box
}

/** Answers in which area a point lies, or null: 'buiten wijkgrenzen'. */
export function createLocator<A extends { readonly geometry: AreaGeometry | null }>(areas: readonly A[]): (point: Position) => A | null {
  const boxed = areas.flatMap((area) => (area.geometry ? [{ area, geometry: area.geometry, box: boxOf(area.geometry) }] : []))
  return (point) => {
    const [x, y] = point
    return boxed.find(({ box, geometry }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] && contains(geometry, point))?.area ?? null
  }
}
