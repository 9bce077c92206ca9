import { BrowserWindow, nativeTheme, screen } from 'electron'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { origin } from './security.ts'

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

/** Opens the one window and keeps its size and place for next time. */
export function openWindow({ preload, userData }: { readonly preload: string; readonly userData: string }): BrowserWindow {
  const file = join(userData, 'venster.json')
  const { maximized, ...bounds } = restoredState(readIfThere(file), screen.getAllDisplays().map((display) => display.workArea))
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 800,
    minHeight: 500,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0f172a' : '#ffffff',
    webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, spellcheck: false, webviewTag: false },
  })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => keepState(file, { ...window.getNormalBounds(), maximized: window.isMaximized() }))
  void window.loadURL(`${origin}/`)
  return window
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined // the first start
  }
}

function keepState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state))
  } catch (error) {
    console.error('window state not kept:', error instanceof Error ? error.name : error) // a full disk must not keep the window open
  }
}
