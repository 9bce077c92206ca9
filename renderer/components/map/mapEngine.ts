import type { Feature, Geometry } from 'geojson'
import { Map as GlMap, setWorkerUrl, type GeoJSONSource, type LngLatBoundsLike, type PointLike } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { MapLevel, MapOutline } from '#core/contract/map.ts'
import type { Position } from '#core/geo/geometry.ts'
import { boxAround } from '#core/geo/label.ts'
import { dutchNumber } from '#core/text/numbers.ts'
import { startClusters } from './clusters.ts'
import { LAST_CLUSTER_ZOOM, type Cluster } from './clusterWork.ts'
import type { MapTheme } from './mapColors.ts'
import { bestSpot, labelSize } from './labelSpots.ts'
import { clusterRadius, hatchImage, hitLayers, levelFilter, mapStyle, squareImage } from './mapStyle.ts'

// Its own file beside the page: the policy allows no worker that is made of text.
setWorkerUrl(workerUrl)

export interface DrawnArea { readonly code: string; readonly color: string; readonly hatched: boolean; readonly text: string; readonly unplaced: number }
export interface Camera { readonly center: Position; readonly zoom: number }
/** What lies somewhere: signals by their place in the list, or an area. */
export type Hit = { readonly signals: readonly number[] } | { readonly area: string } | null
export interface EngineOptions { readonly theme: MapTheme; readonly label: string; readonly camera: Camera | null; readonly onClick: (at: Position, hit: Hit) => void; readonly onMove: (camera: Camera) => void }

const PADDING = 36
const NETHERLANDS: LngLatBoundsLike = [[3.3, 50.7], [7.3, 53.6]]
/** At one spot no more than this many are listed. */
const MOST = 200

/** The map itself. Nothing in here asks anything of a network: areas and points are given to it. */
export type MapEngine = ReturnType<typeof startEngine>

export function startEngine(container: HTMLElement, { theme, label, camera, onClick, onMove }: EngineOptions) {
  const map = new GlMap({
    container, style: mapStyle(theme), attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, maxPitch: 0, renderWorldCopies: false, fadeDuration: 0, locale: { 'Map.Title': label },
    ...(camera ? { center: [...camera.center], zoom: camera.zoom } : { bounds: NETHERLANDS, fitBoundsOptions: { padding: PADDING } }),
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  const clusters = startClusters()
  const ready = map.once('load').then(() => { map.addImage('hatch', hatchImage(theme), { pixelRatio: 2 }); map.addImage('square', squareImage(theme), { pixelRatio: 2, stretchX: [[4, 12]], stretchY: [[4, 12]], content: [3, 3, 13, 13] }) })
  const source = (id: string): GeoJSONSource => map.getSource<GeoJSONSource>(id)!
  let outlines: readonly MapOutline[] = [], level: MapLevel = 'wijk', gone = false, views = 0, loaded = false
  let drawn: ReadonlyMap<string, DrawnArea> = new Map(), shown: readonly Cluster[] = [], names = ''

  async function showClusters(): Promise<void> {
    if (!loaded || gone) return
    const mine = ++views, bounds = map.getBounds()
    // A little more than is seen, so that moving shows no empty edge before the next answer.
    const [w, h] = [(bounds.getEast() - bounds.getWest()) / 4, (bounds.getNorth() - bounds.getSouth()) / 4]
    const found = await clusters.view([bounds.getWest() - w, bounds.getSouth() - h, bounds.getEast() + w, bounds.getNorth() + h], map.getZoom())
    if (mine !== views || gone) return
    source('points').setData({ type: 'FeatureCollection', features: found.map(pointFeature) })
    shown = found
    placeNames()
  }

  /** Names stand beside the circles, as far as there is room. What stays where it was is not drawn anew. */
  function placeNames(): void {
    const circles = shown.map(({ lon, lat, count }) => ({ ...map.project([lon, lat]), r: clusterRadius(count) }))
    const named = outlines.flatMap(({ code, label: at }) => { const area = drawn.get(code); return area && at ? [{ area, at, spot: bestSpot({ ...map.project([at[0], at[1]]), ...labelSize(area.text) }, circles) }] : [] })
    const now = JSON.stringify(named)
    if (now === names) return
    names = now
    source('labels').setData({ type: 'FeatureCollection', features: named.map(({ area, at, spot }) => labelFeature(area, at, spot)) })
  }
  map.on('moveend', () => { onMove({ center: map.getCenter().toArray(), zoom: map.getZoom() }); void showClusters() })
  map.on('click', (event) => { void hitAt(event.point, true).then((hit) => onClick(event.lngLat.toArray(), hit)) })

  /** What lies at a spot of the screen. `open`: a cluster there is zoomed into, and answers nothing. */
  async function hitAt(spot: PointLike, open: boolean): Promise<Hit> {
    const [feature] = map.queryRenderedFeatures(spot, { layers: [...hitLayers] }).sort((a, b) => hitLayers.indexOf(a.layer.id as 'areas') - hitLayers.indexOf(b.layer.id as 'areas'))
    if (!feature) return null
    if (feature.layer.id !== 'points') return { area: String(feature.properties['code']) }
    const { key, count, lon, lat } = feature.properties as unknown as Cluster
    if (count === 1) return { signals: [key] }
    const zoom = await clusters.expand(key)
    if (!open || zoom > LAST_CLUSTER_ZOOM) return { signals: await clusters.leaves(key, MOST) }
    map.easeTo({ center: [lon, lat], zoom: zoom + 0.3 })
    return null
  }

  const fit = (codes: readonly string[] | null, animate: boolean): void => {
    const box = boxAround(outlines.filter((outline) => (codes ? codes.includes(outline.code) : true)).map(({ geometry }) => geometry))
    if (box) map.fitBounds([[box[0], box[1]], [box[2], box[3]]], { padding: PADDING, animate, maxZoom: 15 })
  }

  return {
    ready, fit,
    /** When everything that it was told stands on the screen. */
    settled: async (): Promise<void> => { await map.once('idle') },
    /** New borders. The first ones are gone to, unless somebody had the map somewhere already. */
    setOutlines(next: readonly MapOutline[]): void {
      const first = outlines.length === 0 && camera === null
      outlines = next
      source('areas').setData({ type: 'FeatureCollection', features: next.map(({ code, level: of, geometry }) => ({ type: 'Feature', properties: { code, level: of }, geometry: geometry as unknown as Geometry })) })
      if (first) fit(null, false)
    },
    paint(areas: readonly DrawnArea[], of: MapLevel): void {
      level = of
      map.setFilter('areas', levelFilter(level))
      map.setLayoutProperty('thin', 'visibility', level === 'buurt' ? 'visible' : 'none')
      for (const { code, color } of areas) map.setFeatureState({ source: 'areas', id: code }, { color })
      map.setFilter('hatch', ['in', ['get', 'code'], ['literal', areas.filter(({ hatched }) => hatched).map(({ code }) => code)]])
      drawn = new Map(areas.map((area) => [area.code, area]))
      placeNames()
    },
    async setPoints(micro: readonly number[]): Promise<void> {
      await clusters.load(micro)
      loaded = true
      await showClusters()
    },
    choose: (code: string | null) => { map.setFilter('chosen', code === null ? ['boolean', false] : ['==', ['get', 'code'], code]) },
    /** The chosen point, or none. */
    setSpot: (at: Position | null) => { source('spot').setData({ type: 'FeatureCollection', features: at ? [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [...at] } }] : [] }) },
    goTo: (at: Position, zoom: number) => { map.easeTo({ center: [...at], zoom: Math.max(zoom, map.getZoom()) }) },
    zoomBy: (by: number) => { map.easeTo({ zoom: map.getZoom() + by }) },
    centre: (): Position => map.getCenter().toArray(),
    hitInCentre: (open: boolean): Promise<Hit> => hitAt(map.project(map.getCenter()), open),
    remove(): void { gone = true; clusters.stop(); map.remove() },
  }
}

const pointFeature = ({ lon, lat, count, key }: Cluster): Feature => ({ type: 'Feature', properties: { lon, lat, count, key, text: dutchNumber(count, 0) }, geometry: { type: 'Point', coordinates: [lon, lat] } })
const labelFeature = ({ code, text, unplaced }: DrawnArea, at: Position, spot: number): Feature => ({ type: 'Feature', properties: { code, text, spot, unplaced, unplacedText: dutchNumber(unplaced, 0) }, geometry: { type: 'Point', coordinates: [...at] } })
