/** How far a long piece of work is. `total` may grow while reading. */
export interface Progress {
  readonly phase: 'lezen' | 'controleren' | 'schrijven'
  readonly done: number
  readonly total: number
}

/**
 * Long work that hands back control every few milliseconds. Whoever runs it decides what happens in between:
 * nothing (`runToEnd`), or answering others, showing progress and stopping (`runWithPauses`).
 */
export type Steps<T> = Generator<Progress, T, void>

/** Does the work at once. */
export function runToEnd<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

export interface PauseOptions {
  /** Lets other work through, for example `() => new Promise((r) => setImmediate(r))`. */
  readonly pause: () => Promise<void>
  readonly signal?: { readonly aborted: boolean }
  readonly onProgress?: (progress: Progress) => void
}

/** Does the work with a pause after each step. Answers undefined when the signal stopped it. */
export async function runWithPauses<T>(steps: Steps<T>, { pause, signal, onProgress }: PauseOptions): Promise<T | undefined> {
  for (;;) {
    if (signal?.aborted === true) {
      steps.return(undefined as never)
      return undefined
    }
    const step = steps.next()
    if (step.done === true) return step.value
    onProgress?.(step.value)
    await pause()
  }
}
