import { openPoke, type PokeLine } from './poke.ts'
import type { Presence } from './presence.ts'

export interface ListenerOptions {
  readonly silenceMs: number
  readonly presence: Presence | undefined
  /** There may be something new at the server. */
  readonly onNews: () => void
  /** The line ended, for so many times in a row without having been open: a proxy may not let it through. */
  readonly onEnd: (times: number) => void
}

/** The line over which the server says that there is something new, and who is in which note. */
export class Listener {
  private readonly options: ListenerOptions
  private line: PokeLine | undefined
  private deafness = 0

  constructor(options: ListenerOptions) {
    this.options = options
  }

  /** Opens the line where it is not open. */
  listen(address: string, token: string): void {
    if (this.line) return
    const { silenceMs, presence, onNews, onEnd } = this.options
    const line = this.line = openPoke({
      address, token, silenceMs,
      // News from before the line was open.
      onOpen: () => { this.deafness = 0; onNews() },
      onPoke: (message) => {
        if (message.gebieden.length > 0) onNews()
        if (message.presence) presence?.opened(line.say)
        presence?.heard(message)
      },
      onClose: () => { this.hangUp(); onEnd(++this.deafness) },
    })
  }

  hangUp(): void {
    this.line?.close()
    this.line = undefined
    this.options.presence?.lost()
  }
}
