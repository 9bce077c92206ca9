import { BrowserWindow, ipcMain, screen, session } from 'electron'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Handlers } from '#core/contract/command.ts'
import type { HallDisplay, HallEvent, HallState } from '#core/contract/hallShell.ts'
import type { hostCommands } from '#core/contract/host.ts'
import type { shellCommands } from '#core/contract/shell.ts'
import { blackScreen } from '#core/hall/screens.ts'
import type { HallNames } from './commands.ts'
import { choiceOf, hallKeyOf, placeFor, readChoice } from './hallPlace.ts'
import { hallOrigin } from './policy.ts'
import { serveHall } from './protocol.ts'

export interface Hall {
  /** For the data process: the only one who says what is shown. */
  readonly host: Pick<Handlers<typeof hostCommands>, 'hall.show' | 'hall.blank'>
  /** For the page: where it is shown. */
  readonly shell: Pick<Handlers<typeof shellCommands>, HallNames>
  blank(): void
  close(): void
}

interface Options { readonly folder: string; readonly preload: string; readonly userData: string; readonly main: () => BrowserWindow | undefined }

const smallWindow = { width: 960, height: 540 }

/**
 * The window for the projector. It has its own session, origin, files and preload: no cookie, cache, script or channel of the
 * program's window. It shows views of `hallView` and nothing else; main only says where it stands and takes keys out of its hands.
 */
export function makeHall({ folder, preload, userData, main }: Options): Hall {
  const file = join(userData, 'zaalscherm.json')
  let window: BrowserWindow | undefined
  let view = blackScreen
  let filled: number | null = null
  /** Whether a screen that comes or goes may move the window. */
  let follows = true

  const tell = (event: HallEvent) => { const page = main(); if (page && !page.isDestroyed()) page.webContents.send('hall-event', event) }
  const state = (): HallState => ({ open: window !== undefined, display: filled, displays: displaysNow(main()) })
  const tellState = () => tell({ type: 'state', state: state() })
  const put = (next: typeof blackScreen) => { view = next; if (window && !window.isDestroyed()) window.webContents.send('hall-view', view) }

  function open(wanted: number | 'auto' | 'window'): HallState {
    const displays = displaysNow(main())
    const chosen = choiceOf(displays, wanted)
    if (chosen) keep(file, chosen)
    follows = wanted === 'auto'
    window ??= make()
    place(placeFor(displays, wanted, readChoice(readIfThere(file))))
    return state()
  }
  function make(): BrowserWindow {
    const made = hallWindow(folder, preload)
    made.on('closed', () => { if (window === made) { window = undefined; filled = null; view = blackScreen; tellState() } })
    made.webContents.on('before-input-event', (event, input) => {
      event.preventDefault()
      const key = input.type === 'keyDown' ? hallKeyOf(input) : null
      if (key) tell({ type: 'key', key })
    })
    return made
  }
  /** On the whole of a screen, above what else comes up there; or as an ordinary window. The focus stays where the writer is. */
  function place(display: number | null): void {
    if (!window) return
    const bounds = screen.getAllDisplays().find((each) => each.id === display)?.bounds
    filled = bounds ? display : null
    window.setFullScreen(false)
    window.setAlwaysOnTop(bounds !== undefined, 'screen-saver')
    if (bounds) window.setBounds(bounds)
    else window.setBounds({ ...smallWindow, ...cornerOf(main()) })
    window.setFullScreen(bounds !== undefined)
    window.showInactive()
    tellState()
  }
  /** A cable that comes loose must not leave the window where nobody sees it, nor on top of the notes. */
  screen.on('display-removed', (_event, gone) => { if (window && filled === gone.id) { follows = true; place(null) } else tellState() })
  screen.on('display-added', (_event, added) => { if (window && filled === null && follows) place(added.id); else tellState() })
  ipcMain.on('hall-ready', (event) => { if (event.sender === window?.webContents) put(view) })

  const close = () => { window?.destroy() }
  return {
    host: { 'hall.show': (next) => { put(window ? next : blackScreen); return null }, 'hall.blank': () => { put(blackScreen); return null } },
    shell: { openHall: ({ on }) => open(on), closeHall: () => { close(); return state() }, hallState: state },
    blank: () => put(blackScreen),
    close,
  }
}

function hallWindow(folder: string, preload: string): BrowserWindow {
  const own = session.fromPartition('zaal') // in memory: nothing that was shown stays on disk
  if (!own.protocol.isProtocolHandled('app')) serveHall(own.protocol, folder)
  const window = new BrowserWindow({
    ...smallWindow, minWidth: 320, minHeight: 180, show: false, title: 'Zaalscherm', backgroundColor: '#000000', autoHideMenuBar: true,
    webPreferences: { session: own, preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false, spellcheck: false, devTools: false, backgroundThrottling: false },
  })
  window.removeMenu()
  window.webContents.on('will-navigate', (event) => event.preventDefault())
  window.on('page-title-updated', (event) => event.preventDefault())
  window.webContents.on('render-process-gone', (_event, { reason }) => { if (reason !== 'clean-exit' && !window.isDestroyed()) window.reload() })
  void window.loadURL(`${hallOrigin}/`)
  return window
}

function displaysNow(main: BrowserWindow | undefined): HallDisplay[] {
  const own = main && !main.isDestroyed() ? screen.getDisplayMatching(main.getBounds()).id : screen.getPrimaryDisplay().id
  return screen.getAllDisplays().map(({ id, label, size }) => ({ id, name: label, width: size.width, height: size.height, own: id === own }))
}

/** In the lower right corner of the program's screen, where it covers least. */
function cornerOf(main: BrowserWindow | undefined): { x: number; y: number } {
  const { workArea } = main && !main.isDestroyed() ? screen.getDisplayMatching(main.getBounds()) : screen.getPrimaryDisplay()
  return { x: Math.max(workArea.x, workArea.x + workArea.width - smallWindow.width), y: Math.max(workArea.y, workArea.y + workArea.height - smallWindow.height) }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined // nothing was chosen yet
  }
}

function keep(file: string, choice: object): void {
  try {
    writeFileSync(file, JSON.stringify(choice))
  } catch (error) {
    console.error('screen for the hall not remembered:', error instanceof Error ? error.name : error)
  }
}
