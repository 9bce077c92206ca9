import { BrowserWindow, nativeTheme, screen } from 'electron'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { origin } from './policy.ts'
import { restoredState, type WindowState } from './windowState.ts'

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
    webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, spellcheck: false, webviewTag: false, v8CacheOptions: 'bypassHeatCheckAndEagerCompile' },
  })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => keepState(file, { ...window.getNormalBounds(), maximized: window.isMaximized() }))
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.reload() // what was typed is in the database; the page comes back to it
  })
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
