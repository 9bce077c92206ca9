import type { Json } from '#core/model/field.ts'
import type { Position, Ring } from '#core/geo/geometry.ts'
import { labelPoint } from '#core/geo/label.ts'
import { sampleGebieden } from './places.ts'

/** Named on the map beside the borders. */
export const sampleBorderSource = 'verzonnen voor dit voorbeeld'

/** In the sea off the coast, where nobody lives and no real border is. */
const west = 4.05, north = 52.96
const WIDTH = 0.05, HEIGHT = 0.045
/** A wijk is so many steps wide and high; 12 can be cut in two, three and four buurten. */
const ACROSS = 12, DOWN = 6

/** Always the same wobble, −1 to 1, so that neighbours share their border. */
const wobble = (x: number, y: number, of: number): number => { const n = Math.sin(x * 12.9898 + y * 78.233 + of * 37.719) * 43_758.5453; return 2 * (n - Math.floor(n)) - 1 }
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6
function corner(x: number, y: number): Position {
  return [rounded(west + (x / ACROSS) * WIDTH + wobble(x, y, 1) * WIDTH * 0.03 + Math.sin(y / 3) * WIDTH * 0.08), rounded(north - (y / DOWN) * HEIGHT + wobble(x, y, 2) * HEIGHT * 0.05 + Math.sin(x / 9) * HEIGHT * 0.12)]
}

/** Around the steps from `left` to `right` and from `top` to `bottom`, along every step, and closed. */
function ring(left: number, right: number, top: number, bottom: number): Ring {
  const span = (from: number, to: number) => Array.from({ length: Math.abs(to - from) }, (_, i) => from + (to > from ? i : -i))
  const corners = [...span(left, right).map((x) => corner(x, top)), ...span(top, bottom).map((y) => corner(right, y)), ...span(right, left).map((x) => corner(x, bottom)), ...span(bottom, top).map((y) => corner(left, y))]
  return [...corners, corners[0]!]
}

const numbers = sampleGebieden.flatMap((g) => g.wijken.map((w) => w.number))
/** A gebied is a column of two wijken, one above the other. */
function placeOf(wijk: number): readonly [left: number, top: number] {
  const nth = numbers.indexOf(wijk)
  return [Math.floor(nth / 2) * ACROSS, (nth % 2) * DOWN]
}
const buurtenIn = (wijk: number): number => sampleGebieden.flatMap((g) => g.wijken).find((w) => w.number === wijk)?.buurten.length ?? 1

const polygon = (border: Ring): { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] } => ({ type: 'Polygon', coordinates: [border] })
function wijkBorder(wijk: number) {
  const [left, top] = placeOf(wijk)
  return polygon(ring(left, left + ACROSS, top, top + DOWN))
}
/** The buurten of a wijk lie side by side. */
function buurtBorder(wijk: number, buurt: number) {
  const [left, top] = placeOf(wijk), width = ACROSS / buurtenIn(wijk)
  return polygon(ring(left + buurt * width, left + (buurt + 1) * width, top, top + DOWN))
}

const named = (geometry: ReturnType<typeof polygon>): Json => ({ ...geometry, source: sampleBorderSource }) as unknown as Json
export const wijkGeometry = (wijk: number): Json => named(wijkBorder(wijk))
export const buurtGeometry = (wijk: number, buurt: number): Json => named(buurtBorder(wijk, buurt))

/** An invented spot in a buurt; two with numbers close together lie within a street of each other. */
export function spotIn(wijk: number, buurt: number, n: number): { readonly lat: number; readonly lon: number } {
  const [lon, lat] = labelPoint(buurtBorder(wijk, buurt)) ?? corner(...placeOf(wijk))
  return { lon: rounded(lon + wobble(n, buurt, 3) * 0.0012), lat: rounded(lat + wobble(n, buurt, 4) * 0.0008) }
}
