import { inject, reactive, type InjectionKey } from 'vue'
import type { Chip } from '#core/contract/notes.ts'
import type { Desktop } from '../../desktop.ts'

type Ref = Pick<Chip, 'kind' | 'id'>
const keyOf = ({ kind, id }: Ref): string => `${kind}/${id}`

/** The rows behind the lines of one note, as they are now. Asked for together, and again when somebody changes one. */
export interface ChipBook {
  /** Undefined until it is known. */
  get(ref: Ref): Chip | undefined
  want(ref: Ref): void
  refresh(): void
  close(): void
  /** Where to put the cursor: a promise that was just made asks for its terugkoppeling date. */
  readonly asking: { id: string }
}

export const chipBookKey: InjectionKey<ChipBook> = Symbol('chips')
export function useChipBook(): ChipBook {
  const book = inject(chipBookKey)
  if (!book) throw new Error('no chip book provided')
  return book
}

export function makeChipBook(desktop: Pick<Desktop, 'data' | 'on'>): ChipBook {
  const chips = reactive(new Map<string, Chip>())
  const wanted = new Map<string, Ref>()
  let asked = false

  function refresh(): void {
    if (asked) return
    asked = true
    queueMicrotask(async () => {
      asked = false
      if (wanted.size === 0) return
      const answer = await desktop.data['notes.chips']({ refs: [...wanted.values()].slice(0, 2000) })
      if (answer.ok) for (const chip of answer.value) chips.set(keyOf(chip), chip)
    })
  }
  const off = desktop.on('changed', ({ kinds }) => { if (kinds.some((kind) => kind === 'action' || kind === 'decision' || kind === 'signal' || kind === 'teamMember')) refresh() })
  return {
    get: (ref) => chips.get(keyOf(ref)),
    want(ref) {
      if (wanted.has(keyOf(ref))) return
      wanted.set(keyOf(ref), { kind: ref.kind, id: ref.id })
      refresh()
    },
    refresh, close: off, asking: reactive({ id: '' }),
  }
}
