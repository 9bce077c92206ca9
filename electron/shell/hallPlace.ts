import type { HallDisplay } from '#core/contract/hallShell.ts'

/** What is remembered of the last time: the screen by name and size, because its number changes with the cable. */
export type HallChoice = { readonly on: 'window' } | { readonly on: 'screen'; readonly name: string; readonly width: number; readonly height: number }

/**
 * The screen that the hall's window fills, or null for an ordinary window.
 * @param wanted the number of a screen, 'window', or 'auto': as last time when that screen is there, otherwise a second screen, otherwise a window.
 */
export function placeFor(displays: readonly HallDisplay[], wanted: number | 'auto' | 'window', last: HallChoice | undefined): number | null {
  if (wanted === 'window') return null
  if (wanted !== 'auto') return displays.find((display) => display.id === wanted)?.id ?? null
  if (last?.on === 'window') return null
  const before = last && displays.find((display) => !display.own && display.name === last.name && display.width === last.width && display.height === last.height)
  return before?.id ?? displays.find((display) => !display.own)?.id ?? null
}

/** What a person chose by hand, to remember; undefined where nothing was chosen. */
export function choiceOf(displays: readonly HallDisplay[], wanted: number | 'auto' | 'window'): HallChoice | undefined {
  if (wanted === 'window') return { on: 'window' }
  const display = wanted === 'auto' ? undefined : displays.find((each) => each.id === wanted)
  return display && { on: 'screen', name: display.name, width: display.width, height: display.height }
}

/** Checked by hand, as the file may hold anything: damaged, it costs the remembered screen and nothing more. */
export function readChoice(text: string | undefined): HallChoice | undefined {
  try {
    const value = JSON.parse(text ?? '') as Partial<Record<string, unknown>> | null
    if (value?.['on'] === 'window') return { on: 'window' }
    const { name, width, height } = value ?? {}
    return value?.['on'] === 'screen' && typeof name === 'string' && typeof width === 'number' && typeof height === 'number' ? { on: 'screen', name, width, height } : undefined
  } catch {
    return undefined
  }
}

interface Press { readonly key: string; readonly control: boolean; readonly alt: boolean; readonly meta: boolean }
/** What a clicker or keyboard asks for in the hall's window; every other key does nothing there. */
export function hallKeyOf({ key, control, alt, meta }: Press): 'next' | 'previous' | 'black' | null {
  if (control || alt || meta) return null
  if (['PageDown', 'ArrowRight', 'ArrowDown', ' ', 'Enter'].includes(key)) return 'next'
  if (['PageUp', 'ArrowLeft', 'ArrowUp', 'Backspace'].includes(key)) return 'previous'
  return ['b', 'B', '.'].includes(key) ? 'black' : null
}
