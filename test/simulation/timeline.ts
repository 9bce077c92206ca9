interface Due { readonly at: number; readonly order: number; readonly run: () => unknown }

/** So many turns of the event loop let the code between two messages finish: it waits for promises, and at most once for the loop. */
const TURNS = 3

/** Virtual time: nothing waits for a real clock, and everything happens in one order. */
export class Timeline {
  /** Milliseconds; the true time, which is the server's. */
  now: number
  private order = 0
  private waiting: Due[] = []

  constructor(start: number) {
    this.now = start
  }

  /** Has `run` happen later; a promise it answers is waited for. */
  after(ms: number, run: () => unknown): void {
    const due = { at: this.now + ms, order: this.order++, run }
    let i = this.waiting.length
    while (i > 0 && this.waiting[i - 1]!.at > due.at) i--
    this.waiting.splice(i, 0, due)
  }

  /** Lets time pass. What is due at the same moment happens at once: the server has all of it in hand together. */
  async advance(ms: number): Promise<void> {
    const until = this.now + ms
    await this.settle()
    while (this.waiting.length > 0 && this.waiting[0]!.at <= until) {
      this.now = this.waiting[0]!.at
      const together = this.waiting.splice(0, this.waiting.findIndex((d) => d.at > this.now) >>> 0)
      await Promise.all(together.map((d) => d.run()))
      await this.settle()
    }
    this.now = until
  }

  /** Lets time pass until the work is done. */
  async until<T>(work: Promise<T>): Promise<T> {
    let done = false
    const settled = work.finally(() => { done = true })
    settled.catch(() => undefined)
    for (let turn = 0; !done; turn++) {
      if (turn > 10_000) throw new Error('the work never ends')
      await this.advance(this.waiting.length > 0 ? Math.max(0, this.waiting[0]!.at - this.now) : 10)
    }
    return settled
  }

  private async settle(): Promise<void> {
    for (let i = 0; i < TURNS; i++) await new Promise((resolve) => setImmediate(resolve))
  }
}
