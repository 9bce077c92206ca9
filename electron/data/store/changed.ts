import type { KindName } from '#core/model/kinds.ts'

/** What a transaction changed, for those who show it. */
export interface Changed {
  readonly kinds: readonly KindName[]
  /** At most 500; empty when there were more. */
  readonly ids: readonly string[]
  readonly gebieden: readonly string[]
  readonly origin: 'local' | 'remote' | 'undo'
}

const MAX_IDS = 500

/** Collects what a transaction touched, for one event after it. */
export class Touched {
  readonly kinds = new Set<KindName>()
  readonly gebieden = new Set<string>()
  readonly ids: string[] = []
  count = 0

  add(kind: KindName, id: string, gebied: string): void {
    this.kinds.add(kind)
    this.gebieden.add(gebied)
    this.count++
    if (this.ids.length < MAX_IDS) this.ids.push(id)
  }

  event(origin: Changed['origin']): Changed {
    return { kinds: [...this.kinds], ids: this.count > MAX_IDS ? [] : this.ids, gebieden: [...this.gebieden], origin }
  }
}
