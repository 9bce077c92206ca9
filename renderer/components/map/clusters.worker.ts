import { ClusterIndex, type ClusterAsk } from './clusterWork.ts'

/** Clusters beside the page: 50,000 signals take a few hundred milliseconds, in which nobody should wait. */
const index = new ClusterIndex()
addEventListener('message', ({ data }: MessageEvent<ClusterAsk>) => { postMessage(index.answer(data)) })
