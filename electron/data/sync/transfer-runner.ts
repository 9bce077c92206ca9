import { CommandFailure } from '#core/contract/command.ts'
import { diskFailure } from '../store/disk-failure.ts'
import type { Remote } from './remote.ts'
import type { Transfers } from './transfers.ts'

export interface TransferRunnerOptions {
  readonly transfers: Transfers
  /** The server to talk to now; undefined while that may not be: signed out, paused, closed. */
  readonly remote: () => Remote | undefined
  /** Resolves when no round is going on. */
  readonly calm: () => Promise<void>
  /** Milliseconds to wait after so many failures in a row. */
  readonly backoff: (times: number) => number
  /** A run ended. */
  readonly onEnd: () => void
  readonly log: (line: string) => void
}

/** [A1] When the bytes of attachments go: after the text, one run at a time, and between two parts every round that is wanted goes first. */
export class TransferRunner {
  private readonly options: TransferRunnerOptions
  private running: Promise<void> | undefined
  private again = false
  private timer: ReturnType<typeof setTimeout> | undefined
  private failures = 0

  constructor(options: TransferRunnerOptions) {
    this.options = options
  }

  /** Runs now, or once more after the run that is going on. */
  start(): void {
    const remote = this.options.remote()
    if (!remote) return
    if (this.running) { this.again = true; return }
    clearTimeout(this.timer)
    this.again = false
    this.running = this.run(remote).finally(() => {
      this.running = undefined
      this.options.onEnd()
      if (this.again) this.start()
    })
  }

  close(): void {
    clearTimeout(this.timer)
  }

  private async run(remote: Remote): Promise<void> {
    const { transfers, calm, backoff, log } = this.options
    const stopped = () => this.options.remote() === undefined
    try {
      await transfers.run({ remote, verify: false, stopped, between: calm })
      this.failures = 0
    } catch (thrown) {
      if (stopped()) return
      const error = diskFailure(thrown)
      if (!(error instanceof CommandFailure)) log(`attachments: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      this.failures += 1
      this.timer = setTimeout(() => this.start(), backoff(this.failures)).unref()
    }
  }
}
