import { defineStore } from 'pinia'
import { inject, onActivated, onBeforeUnmount, onDeactivated, onMounted, shallowRef, toValue, type InjectionKey, type MaybeRefOrGetter } from 'vue'

export interface Key {
  /** 'ctrl+n', 'alt+1', 'shift+f3', 'escape', '?' – lower case, modifiers in the order ctrl, alt, shift. */
  readonly key: string
  /** Dutch, as shown on the key sheet and in Ctrl+K: 'Nieuwe actie'. */
  readonly label: string
  /** Heading on the key sheet: 'Acties'. */
  readonly group: string
  readonly run: () => void
  /** Works only while this answers true. */
  readonly when?: () => boolean
  /** Not listed on the sheet nor in Ctrl+K. */
  readonly hidden?: boolean
}

/** `frame`: who works here and in which gebieden, asked for when the app opens. */
type Coming = 'page' | 'frame'

/** Every shortcut that works now. The last one registered wins: a pane goes before the page it lies on. */
export const useKeyRegistry = defineStore('keys', () => {
  const layers = shallowRef<readonly { readonly owner: symbol; readonly keys: () => readonly Key[] }[]>([])
  const keys = (): readonly Key[] => layers.value.flatMap((layer) => layer.keys())
  /** What is on its way. A key that is pressed meanwhile is meant for what is about to be there. */
  const coming = new Set<Coming>()
  const waiting: string[] = []
  const next = (): void => {
    const key = coming.size > 0 ? undefined : waiting.shift()
    if (key === undefined) return
    find(key)?.run()
    // A key that leads to another page holds up the ones after it.
    setTimeout(next)
  }
  const find = (key: string): Key | undefined => keys().findLast((k) => k.key === key && (k.when?.() ?? true))
  return {
    keys,
    add(owner: symbol, list: () => readonly Key[]) { layers.value = [...layers.value.filter((l) => l.owner !== owner), { owner, keys: list }] },
    remove(owner: symbol) { layers.value = layers.value.filter((l) => l.owner !== owner) },
    /** From here on keys wait, in their order, until everything that is held for was released. */
    hold(what: Coming) { coming.add(what) },
    release(what: Coming) { coming.delete(what); setTimeout(next) },
    /** Carries out what this key does now, or when what is on its way is there; answers whether there was anything to do now. */
    press(key: string): boolean {
      const found = find(key)
      if (coming.size > 0 || waiting.length > 0) { waiting.push(key); return found !== undefined }
      found?.run()
      return found !== undefined
    },
    find,
  }
})

/** Provided by what is drawn before anybody may use it: whether the keys of the components in it are heard. */
export const keysHeard: InjectionKey<() => boolean> = Symbol('keysHeard')

/** Registers shortcuts while the calling component is mounted (and active, under KeepAlive). */
export function useKeys(keys: MaybeRefOrGetter<readonly Key[]>): void {
  const registry = useKeyRegistry()
  const heard = inject(keysHeard, () => true)
  const owner = Symbol('keys')
  const add = () => registry.add(owner, () => (heard() ? toValue(keys) : []))
  const remove = () => registry.remove(owner)
  onMounted(add)
  onActivated(add)
  onDeactivated(remove)
  onBeforeUnmount(remove)
}

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** 'ctrl+shift+n' for a key press. Digits count by their place, so Ctrl+1 also works on a keyboard that needs Shift for them. */
export function keyName(event: Press): string {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1]
  const key = (event.ctrlKey || event.altKey || event.metaKey) && digit !== undefined ? digit : event.key === ' ' ? 'space' : event.key.toLowerCase()
  const letterOrName = /^[a-z]$|^[a-z]\w+$|^\d$/.test(key)
  const parts = [event.ctrlKey || event.metaKey ? 'ctrl' : '', event.altKey ? 'alt' : '', event.shiftKey && letterOrName ? 'shift' : '', key]
  return parts.filter((part) => part !== '').join('+')
}

const signs: Readonly<Record<string, string>> = { ctrl: 'Ctrl', alt: 'Alt', shift: 'Shift', escape: 'Esc', enter: 'Enter', arrowup: '↑', arrowdown: '↓', arrowleft: '←', arrowright: '→', space: 'Spatie', delete: 'Del', backspace: 'Backspace', home: 'Home', end: 'End' }
/** The parts of a key as they stand on the keyboard: ['Ctrl', 'N']. */
export const keySigns = (key: string): readonly string[] => (key === '+' ? ['+'] : key.split('+').map((part) => (part === '' ? '+' : (signs[part] ?? (part.length <= 3 ? part.toUpperCase() : part)))))
export const keyText = (key: string): string => keySigns(key).join('+')

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type)))

/** While someone types, only keys that cannot be text are shortcuts. */
const isText = (name: string): boolean => !name.startsWith('ctrl+') && !name.startsWith('alt+') && !/^(?:shift\+)?f\d+$/.test(name) && name !== 'escape'

/** The one listener of the window. An open dialog keeps its keys to itself, except those the dialog registered. */
export function listenForKeys(target: Window, registry: ReturnType<typeof useKeyRegistry>): () => void {
  const listener = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const name = keyName(event)
    if (isText(name) && isTyping(event.target)) return
    if (target.document.querySelector('[role="dialog"][data-state="open"], [role="alertdialog"][data-state="open"]') && !name.startsWith('ctrl+')) return
    // Escape closes an open menu first, and only then what lies under it.
    if (name === 'escape' && target.document.querySelector('[data-reka-popper-content-wrapper]:not(:has([role="tooltip"]))')) return
    if (registry.press(name)) event.preventDefault()
  }
  // A closed list of choices opens at every Enter, also with Ctrl, and a tick keeps every Enter to itself: there the shortcut goes first.
  const early = (event: KeyboardEvent) => {
    if (keyName(event) !== 'ctrl+enter' || !(event.target instanceof HTMLElement) || !event.target.matches('button:is([role="combobox"], [role="checkbox"], [role="radio"])')) return
    listener(event)
    if (event.defaultPrevented) event.stopPropagation()
  }
  target.addEventListener('keydown', early, true)
  target.addEventListener('keydown', listener)
  return () => {
    target.removeEventListener('keydown', early, true)
    target.removeEventListener('keydown', listener)
  }
}
