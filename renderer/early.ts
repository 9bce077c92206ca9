import { inject, type InjectionKey } from 'vue'

/** What was done at the lock of index.html before the program was there to hear it. */
export interface Early {
  readonly passphrase: string
  /** Where the next letter goes. */
  readonly caret: number
  readonly asked: 'open' | 'recover' | null
}
const nothing: Early = { passphrase: '', caret: 0, asked: null }
export const earlyKey: InjectionKey<{ take(): Early }> = Symbol('early')

/** Call before the page is mounted, which takes the early lock away. What was done at it is handed out once. */
export function readEarly(page: Document): { take(): Early } {
  const lock = page.getElementById('lock')
  const field = lock?.querySelector('input')
  const asked = lock?.dataset['asked']
  let early: Early = field ? { passphrase: field.value, caret: field.selectionEnd ?? field.value.length, asked: asked === 'open' || asked === 'recover' ? asked : null } : nothing
  return { take: () => { const taken = early; early = nothing; return taken } }
}

export const useEarly = (): Early => inject(earlyKey, undefined)?.take() ?? nothing
