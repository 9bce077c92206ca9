import type { InjectionKey } from 'vue'
import type { Chip } from '#core/contract/notes.ts'

/** What the lines of a note need from the editor around them. */
export interface NoteHost {
  /** `jjjj-mm-dd`, '' until it is known. */
  readonly today: () => string
  readonly open: (ref: Pick<Chip, 'kind' | 'id'>) => void
}
export const noteHostKey: InjectionKey<NoteHost> = Symbol('note host')
