import { readFileSync, rmSync } from 'node:fs'
import { z } from 'zod'
import { writeWhole } from './keyFile.ts'

const FREE = 3
const FIRST_WAIT_MS = 5000
const LONGEST_WAIT_MS = 5 * 60_000

/** How long to wait after this many wrong passphrases in a row. */
export const waitAfter = (count: number): number => (count < FREE ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (count - FREE)))

const schema = z.object({ count: z.int().min(0).max(1e6), until: z.number() })

/** Counts wrong passphrases, in a file of its own: the key file and the database are never touched by a wrong one. */
export class Attempts {
  private readonly file: string
  private readonly now: () => number
  private state: z.infer<typeof schema>

  constructor(file: string, now: () => number) {
    this.file = file
    this.now = now
    this.state = this.read()
  }

  waitMs(): number {
    // A clock that was set back must not lock anybody out for longer than the wait itself.
    return Math.max(0, Math.min(this.state.until - this.now(), waitAfter(this.state.count)))
  }

  wrong(): void {
    const count = this.state.count + 1
    this.state = { count, until: this.now() + waitAfter(count) }
    writeWhole(this.file, JSON.stringify(this.state))
  }

  right(): void {
    if (this.state.count === 0) return
    this.state = { count: 0, until: 0 }
    rmSync(this.file, { force: true })
  }

  private read(): z.infer<typeof schema> {
    try {
      return schema.parse(JSON.parse(readFileSync(this.file, 'utf8')))
    } catch {
      return { count: 0, until: 0 } // nobody typed a wrong one yet, or the file is damaged: it guards nothing that scrypt does not
    }
  }
}
