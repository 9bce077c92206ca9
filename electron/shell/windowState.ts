import { z } from 'zod'

const windowState = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(800).max(20000),
  height: z.int().min(500).max(20000),
  maximized: z.boolean(),
})
export type WindowState = z.infer<typeof windowState>
const firstTime: WindowState = { width: 1280, height: 800, maximized: false }

interface Rectangle { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** The window as it was left, if that place still exists: a beamer may have been unplugged since. */
export function restoredState(text: string | undefined, screens: readonly Rectangle[]): WindowState {
  const state = parseState(text)
  const { x, y } = state
  if (x === undefined || y === undefined) return state
  const visible = screens.some((s) => x + 80 < s.x + s.width && x + state.width - 80 > s.x && y >= s.y - 10 && y + 40 < s.y + s.height)
  return visible ? state : { width: state.width, height: state.height, maximized: state.maximized }
}

function parseState(text: string | undefined): WindowState {
  if (text === undefined) return firstTime
  try {
    return windowState.parse(JSON.parse(text))
  } catch {
    return firstTime // a damaged file costs the window's place, nothing more
  }
}
