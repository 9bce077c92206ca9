export interface WindowState {
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
  readonly maximized: boolean
}
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
    const state: unknown = JSON.parse(text)
    return isWindowState(state) ? state : firstTime
  } catch {
    return firstTime // a damaged file costs the window's place, nothing more
  }
}

const isSize = (value: unknown, least: number): boolean => Number.isInteger(value) && (value as number) >= least && (value as number) <= 20_000
const isPlace = (value: unknown): boolean => value === undefined || Number.isInteger(value)

/** Checked by hand: this is read before the window is there, and a schema library would have to be loaded for it. */
function isWindowState(value: unknown): value is WindowState {
  if (typeof value !== 'object' || value === null) return false
  const { x, y, width, height, maximized } = value as Record<string, unknown>
  return isPlace(x) && isPlace(y) && isSize(width, 800) && isSize(height, 500) && typeof maximized === 'boolean'
}
