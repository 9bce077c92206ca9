import Supercluster from 'supercluster'

/** What the page asks of the worker, and what it hears. Positions travel as numbers side by side, never as 50,000 objects. */
export type ClusterAsk =
  | { readonly id: number; readonly type: 'load'; readonly micro: Int32Array }
  | { readonly id: number; readonly type: 'view'; readonly box: readonly [number, number, number, number]; readonly zoom: number }
  | { readonly id: number; readonly type: 'expand'; readonly cluster: number }
  | { readonly id: number; readonly type: 'leaves'; readonly cluster: number; readonly limit: number }

/** A signal (`count` 1, `key` its place in the list) or several near each other (`key` the cluster). */
export interface Cluster { readonly lon: number; readonly lat: number; readonly count: number; readonly key: number }
export interface ClusterAnswer { readonly id: number; readonly clusters: readonly Cluster[]; /** for 'leaves' places in the list, for 'expand' one zoom */ readonly numbers: readonly number[] }

/** Nearer than this many pixels they are one. */
const RADIUS = 46
/** From here on nothing is one any more. */
export const LAST_CLUSTER_ZOOM = 17
const MICRO = 1_000_000

interface At { readonly at: number }

/** The clusters of a list of points. */
export class ClusterIndex {
  private index = this.empty()

  private empty(): Supercluster<At> { return new Supercluster<At>({ radius: RADIUS, maxZoom: LAST_CLUSTER_ZOOM }) }

  answer(ask: ClusterAsk): ClusterAnswer {
    const { id } = ask
    switch (ask.type) {
      case 'load': this.load(ask.micro); return { id, clusters: [], numbers: [] }
      case 'view': return { id, clusters: this.view(ask.box, ask.zoom), numbers: [] }
      case 'expand': return { id, clusters: [], numbers: [this.index.getClusterExpansionZoom(ask.cluster)] }
      case 'leaves': return { id, clusters: [], numbers: this.index.getLeaves(ask.cluster, ask.limit).map(({ properties }) => properties.at) }
    }
  }

  private load(micro: Int32Array): void {
    this.index = this.empty()
    this.index.load(Array.from({ length: micro.length / 2 }, (_, at) => ({ type: 'Feature', properties: { at }, geometry: { type: 'Point', coordinates: [micro[2 * at]! / MICRO, micro[2 * at + 1]! / MICRO] } })))
  }

  private view(box: readonly [number, number, number, number], zoom: number): Cluster[] {
    return this.index.getClusters([...box], Math.floor(zoom)).map(({ geometry, properties }) => {
      const [lon = 0, lat = 0] = geometry.coordinates
      return 'cluster_id' in properties ? { lon, lat, count: properties.point_count, key: properties.cluster_id } : { lon, lat, count: 1, key: properties.at }
    })
  }
}
