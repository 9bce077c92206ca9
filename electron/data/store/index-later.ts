import { CommandFailure } from '#core/contract/command.ts'
import { diskFailure } from './disk-failure.ts'
import type { Store } from './store.ts'

/** So long after the last change: a first sync that is still going on comes before it. */
const QUIET_MS = 250

export interface IndexLater {
  /** Call at the start and after every change. */
  wake(): void
  close(): void
}

/** Puts words of contacts that a first sync left behind into the index, a little at a time. What is not finished is on disk, and goes on at the next start. */
export function indexLater(store: Store): IndexLater {
  let timer: NodeJS.Timeout | undefined
  const step = () => {
    if (!store.db.open || !store.search.isBehind) return
    try {
      if (store.indexSome()) setImmediate(step)
    } catch (error) {
      // A full disk says so at the next edit; searching tries again as well.
      if (!(diskFailure(error) instanceof CommandFailure)) throw error
    }
  }
  return {
    wake() {
      if (!store.search.isBehind) return
      clearTimeout(timer)
      timer = setTimeout(step, QUIET_MS).unref()
    },
    close: () => clearTimeout(timer),
  }
}
