import type { NotePerson, Events } from '#core/contract/events.ts'
import { hereMessage, type Here, type Poke, type Present } from '#core/sync/wire.ts'

/** While nothing moves, the server and others hear this often that somebody is still there; after the longer time they are not. */
const RENEW_MS = 15_000, GONE_MS = 45_000

export interface PresenceOptions {
  readonly nowMs: () => number
  /** The team member of this id as this laptop knows them: names never travel with a cursor. */
  readonly nameOf: (memberId: string | null) => { readonly name: string; readonly me: boolean }
  readonly emit: (people: Events['notePeople']) => void
}

/** [K2] Who is in the note that is open here: held in memory, and told over the poke line. Nothing of it is kept. */
export class Presence {
  private readonly options: PresenceOptions
  private say: ((text: string) => void) | undefined
  private here: Here | null = null
  private readonly others = new Map<string, Present & { readonly heardMs: number }>()
  private readonly timer: ReturnType<typeof setInterval>

  constructor(options: PresenceOptions) {
    this.options = options
    this.timer = setInterval(() => this.renew(), RENEW_MS)
    this.timer.unref()
  }

  /** The window is in this note now, with the cursor there. */
  enter(here: Here): void {
    if (here.note !== this.here?.note) this.others.clear()
    this.here = here
    this.tell()
  }

  /** One that was left for another already says nothing. */
  leave(note: string): void {
    if (this.here?.note !== note) return
    this.here = null
    this.others.clear()
    this.tell()
  }

  /** The server takes messages on this line. */
  opened(say: (text: string) => void): void {
    this.say = say
    if (this.here) this.tell()
  }

  /** The line ended: nobody is seen any more. */
  lost(): void {
    this.say = undefined
    this.forget()
  }

  heard({ present = [], gone = [] }: Poke): void {
    const mine = present.filter((p) => p.note === this.here?.note)
    for (const p of mine) this.others.set(p.line, { ...p, heardMs: this.options.nowMs() })
    const left = gone.filter((line) => this.others.delete(line))
    if (mine.length + left.length > 0) this.show()
  }

  close(): void {
    clearInterval(this.timer)
    this.say = undefined
  }

  private renew(): void {
    const before = this.others.size
    for (const [line, { heardMs }] of this.others) if (Math.abs(this.options.nowMs() - heardMs) > GONE_MS) this.others.delete(line)
    if (this.others.size < before) this.show()
    if (this.here) this.tell()
  }

  private tell(): void {
    this.say?.(JSON.stringify(hereMessage.parse({ here: this.here })))
  }

  private forget(): void {
    if (this.others.size === 0) return
    this.others.clear()
    this.show()
  }

  private show(): void {
    if (!this.here) return
    const people = [...this.others.values()].map(({ line, member, cursor }): NotePerson => ({ id: line, ...this.options.nameOf(member), cursor }))
    this.options.emit({ noteId: this.here.note, people: people.sort((a, b) => (a.id < b.id ? -1 : 1)) })
  }
}
