import type { FeatureCollection } from 'geojson'
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { MapLevel } from '#core/contract/map.ts'
import { LABEL_EMS, LABEL_PX, labelSpots } from './labelSpots.ts'
import type { MapTheme } from './mapColors.ts'

const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] }
/** Drawn from the fonts of this computer: without an address for glyphs the map draws every letter itself. */
const font = ['Inter Variable']

/** By the place of a name in `labelSpots`. */
const bySpot = (value: (spot: (typeof labelSpots)[number]) => string | readonly unknown[]) => ['match', ['get', 'spot'], ...labelSpots.flatMap((spot, at) => [at, value(spot)]), value(labelSpots[0])] as unknown as ExpressionSpecification

/** Layers that a click or Enter can be about, the topmost first. */
export const hitLayers = ['points', 'unplaced', 'areas'] as const

/** The look of the map. It names no address: everything in it comes from this computer's own data. */
export function mapStyle(theme: MapTheme): StyleSpecification {
  return {
    version: 8,
    sources: { areas: { type: 'geojson', data: nothing, promoteId: 'code' }, labels: { type: 'geojson', data: nothing }, points: { type: 'geojson', data: nothing }, spot: { type: 'geojson', data: nothing } },
    layers: [{ id: 'ground', type: 'background', paint: { 'background-color': theme.ground } }, ...areaLayers(theme), ...labelLayers(theme), ...pointLayers(theme)],
  }
}

const areaLayers = (theme: MapTheme): LayerSpecification[] => [
  { id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': ['to-color', ['feature-state', 'color'], theme.grey], 'fill-antialias': true } },
  { id: 'hatch', type: 'fill', source: 'areas', filter: ['boolean', false], paint: { 'fill-pattern': 'hatch' } },
  { id: 'thin', type: 'line', source: 'areas', filter: ['==', ['get', 'level'], 'buurt'], paint: { 'line-color': theme.line, 'line-width': 0.8 } },
  { id: 'thick', type: 'line', source: 'areas', filter: ['==', ['get', 'level'], 'wijk'], paint: { 'line-color': theme.line, 'line-width': 2 } },
  { id: 'chosen', type: 'line', source: 'areas', filter: ['boolean', false], layout: { 'line-join': 'round' }, paint: { 'line-color': theme.chosen, 'line-width': 4 } },
]

const labelLayers = (theme: MapTheme): LayerSpecification[] => [
  {
    id: 'names', type: 'symbol', source: 'labels',
    layout: { 'text-field': ['get', 'text'], 'text-font': font, 'text-size': LABEL_PX, 'text-max-width': LABEL_EMS, 'text-anchor': bySpot(([anchor]) => anchor), 'text-offset': bySpot(([, x, y]) => ['literal', [x, y]]) },
    paint: { 'text-color': theme.text, 'text-halo-color': theme.halo, 'text-halo-width': 1.8 },
  },
  {
    id: 'unplaced', type: 'symbol', source: 'labels', filter: ['>', ['get', 'unplaced'], 0],
    layout: { 'icon-image': 'square', 'icon-text-fit': 'both', 'icon-text-fit-padding': [3, 6, 3, 6], 'icon-allow-overlap': true, 'text-allow-overlap': true, 'text-field': ['get', 'unplacedText'], 'text-font': font, 'text-size': 12 },
    paint: { 'text-color': theme.text },
  },
]

/** From how many signals on a circle has which radius, in pixels. */
const clusterRadii = [[1, 6], [2, 13], [10, 15], [100, 18], [1000, 22]] as const
export const clusterRadius = (count: number): number => clusterRadii.findLast(([from]) => count >= from)?.[1] ?? 6

const pointLayers = (theme: MapTheme): LayerSpecification[] => [
  { id: 'points', type: 'circle', source: 'points', paint: { 'circle-color': theme.point, 'circle-stroke-color': theme.halo, 'circle-stroke-width': 2, 'circle-radius': ['step', ['get', 'count'], ...clusterRadii.flatMap(([from, radius], at) => (at === 0 ? [radius] : [from, radius]))] as unknown as ExpressionSpecification } },
  { id: 'counts', type: 'symbol', source: 'points', filter: ['>', ['get', 'count'], 1], layout: { 'text-field': ['get', 'text'], 'text-font': font, 'text-size': 12, 'text-allow-overlap': true, 'text-ignore-placement': true }, paint: { 'text-color': theme.onPoint } },
  { id: 'spot', type: 'circle', source: 'spot', paint: { 'circle-color': theme.chosen, 'circle-radius': 9, 'circle-stroke-color': theme.halo, 'circle-stroke-width': 3 } },
]

/** Which areas are filled: the wijken, or the buurten with the wijken drawn around them. */
export const levelFilter = (level: MapLevel) => ['==', ['get', 'level'], level] as ['==', ['get', string], string]

interface Image { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray }
const rgba = (hex: string, alpha: number): readonly number[] => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).concat(alpha)

/** Slanting lines that join on all sides when they are laid beside each other. */
export function hatchImage(theme: MapTheme): Image {
  const size = 16, data = new Uint8ClampedArray(size * size * 4), line = rgba(theme.hatch, 190)
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if ((x + y) % 8 < 2) data.set(line, (y * size + x) * 4)
  return { width: size, height: size, data }
}
/** The ground under a number of signals without a point: a box, where a point is round. */
export function squareImage(theme: MapTheme): Image {
  const size = 16, data = new Uint8ClampedArray(size * size * 4), inside = rgba(theme.halo, 245), edge = rgba(theme.text, 255)
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) data.set(Math.min(x, y) < 2 || Math.max(x, y) > size - 3 ? edge : inside, (y * size + x) * 4)
  return { width: size, height: size, data }
}
