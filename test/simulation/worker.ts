import { enableCompileCache, flushCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { loadWith, smaller, type Edit } from './hooks.ts'

/** Plays the seeds it is sent, one after the other, on product code with the edits it was started with. */
// Loading product code twice takes as long as a whole seed: the next worker finds what this one compiled.
enableCompileCache()
loadWith([...smaller, ...(workerData as { edits: readonly Edit[] }).edits])
const { play } = await import('./play.ts')
flushCompileCache()
parentPort!.on('message', ({ seed, options }: { seed: number; options: Parameters<typeof play>[1] }) => {
  void play(seed, options).then((outcome) => parentPort!.postMessage(outcome))
})
