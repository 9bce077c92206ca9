import { boxOf, contains, type AreaGeometry, type Box, type Position, type Ring } from './geometry.ts'

const outerRings = (geometry: AreaGeometry): readonly Ring[] => (geometry.type === 'Polygon' ? [geometry.coordinates[0] ?? []] : geometry.coordinates.map((polygon) => polygon[0] ?? []))

/** Twice the signed surface of a ring in square degrees, and its centre of gravity; a ring without surface has none. */
function weigh(ring: Ring): { readonly surface: number; readonly centre: Position | null } {
  let surface = 0, x = 0, y = 0
  const [ox, oy] = ring[0] ?? [0, 0]
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    // Against the first point: small differences of large numbers would lose digits.
    const [xi, yi] = ring[i] ?? [0, 0], [xj, yj] = ring[j] ?? [0, 0]
    const cross = (xj - ox) * (yi - oy) - (xi - ox) * (yj - oy)
    surface += cross
    x += (xi + xj - 2 * ox) * cross
    y += (yi + yj - 2 * oy) * cross
  }
  return { surface: Math.abs(surface), centre: surface === 0 ? null : [ox + x / (3 * surface), oy + y / (3 * surface)] }
}

/** Where a name or a number of an area goes: inside it, in the middle of its largest part. Null where no part has a surface. */
export function labelPoint(geometry: AreaGeometry): Position | null {
  const [largest] = outerRings(geometry).map((ring) => ({ ring, ...weigh(ring) })).sort((a, b) => b.surface - a.surface)
  if (!largest?.centre) return null
  const { ring, centre } = largest
  return contains(geometry, centre) ? centre : widest(geometry, ring, centre[1])
}

/** The middle of the widest stretch that a line to the east through `y` has within the area: for one shaped like a C or an L. */
function widest(geometry: AreaGeometry, ring: Ring, y: number): Position | null {
  const crossings = ring.flatMap(([xi, yi], i) => {
    const [xj, yj] = ring.at(i - 1) ?? [0, 0]
    return yi > y !== yj > y ? [((xj - xi) * (y - yi)) / (yj - yi) + xi] : []
  }).sort((a, b) => a - b)
  const stretches = crossings.slice(1).map((right, i) => ({ middle: [(right + (crossings[i] ?? right)) / 2, y] as const, width: right - (crossings[i] ?? right) }))
  return stretches.filter(({ middle }) => contains(geometry, middle)).sort((a, b) => b.width - a.width)[0]?.middle ?? null
}

/** The box around all of them, or null without any. */
export function boxAround(geometries: readonly AreaGeometry[]): Box | null {
  return geometries.map(boxOf).reduce<Box | null>((all, box) => (all === null ? box : [Math.min(all[0], box[0]), Math.min(all[1], box[1]), Math.max(all[2], box[2]), Math.max(all[3], box[3])]), null)
}
