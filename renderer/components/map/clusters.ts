import type { Cluster, ClusterAnswer, ClusterAsk } from './clusterWork.ts'

type Question = ClusterAsk extends infer A ? (A extends ClusterAsk ? Omit<A, 'id'> : never) : never

/** The worker that clusters, asked as functions. */
export interface Clusters {
  load(micro: readonly number[]): Promise<void>
  view(box: readonly [number, number, number, number], zoom: number): Promise<readonly Cluster[]>
  /** At which zoom this one falls apart. */
  expand(cluster: number): Promise<number>
  /** Places in the list of at most `limit` of its points. */
  leaves(cluster: number, limit: number): Promise<readonly number[]>
  stop(): void
}

export function startClusters(): Clusters {
  const worker = new Worker(new URL('./clusters.worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, (answer: ClusterAnswer) => void>()
  let last = 0
  worker.onmessage = ({ data }: MessageEvent<ClusterAnswer>) => {
    waiting.get(data.id)?.(data)
    waiting.delete(data.id)
  }
  const ask = (question: Question, transfer: Transferable[] = []): Promise<ClusterAnswer> => new Promise((resolve) => {
    const id = ++last
    waiting.set(id, resolve)
    worker.postMessage({ ...question, id }, transfer)
  })
  return {
    async load(micro) {
      const numbers = Int32Array.from(micro)
      await ask({ type: 'load', micro: numbers }, [numbers.buffer])
    },
    view: async (box, zoom) => (await ask({ type: 'view', box, zoom })).clusters,
    expand: async (cluster) => (await ask({ type: 'expand', cluster })).numbers[0] ?? 0,
    leaves: async (cluster, limit) => (await ask({ type: 'leaves', cluster, limit })).numbers,
    stop: () => worker.terminate(),
  }
}
