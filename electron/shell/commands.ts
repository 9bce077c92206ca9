import { app, type BrowserWindow, dialog, ipcMain, nativeTheme, shell, type IpcMainInvokeEvent } from 'electron'
import { basename } from 'node:path'
import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import { carryOut } from '#core/contract/protocol.ts'
import type { PickedFile, shellCommands } from '#core/contract/shell.ts'
import { shellNames } from '#core/contract/shellNames.ts'
import { safeLink } from './policy.ts'
import { printPdf } from './print.ts'

export type HallNames = 'openHall' | 'closeHall' | 'hallState'

interface Options {
  readonly window: () => BrowserWindow | undefined
  readonly hall: Pick<Handlers<typeof shellCommands>, HallNames>
  readonly isTrusted: (event: IpcMainInvokeEvent) => boolean
  readonly log: (line: string) => void
}

const picked = (path: string): PickedFile => ({ path, name: basename(path) })

/** Answers the page's shell commands; each one checks who asks, and its input against its schema. */
export function answerShell({ window, hall, isTrusted, log }: Options): void {
  const handlers = { ...shellHandlers(window), ...hall }
  for (const name of shellNames) {
    ipcMain.handle(`shell:${name}`, async (event, input: unknown) => {
      if (!isTrusted(event)) throw new Error('refused')
      const { shellCommands } = await import('#core/contract/shell.ts') // schemas are not needed to open the window
      return carryOut(shellCommands, handlers, name, input, { log, now: () => 0 }) // a dialog waits for a person: its duration says nothing
    })
  }
}

function shellHandlers(window: () => BrowserWindow | undefined): Omit<Handlers<typeof shellCommands>, HallNames> {
  // Main writes and opens only what a person pointed at in this run, whatever the page asks.
  const granted = new Set<string>()
  const mustBeGranted = (path: string) => {
    if (!granted.has(path)) throw new CommandFailure('NotGranted', 'Kies eerst zelf waar het bestand moet komen.')
  }
  const grant = (path: string) => { granted.add(path); return picked(path) }
  const parent = () => {
    const open = window()
    if (!open) throw new CommandFailure('NoWindow', 'Er is geen venster meer open.')
    return open
  }
  return {
    openFile: async ({ title, filters, several }) => {
      const answer = await dialog.showOpenDialog(parent(), { title, filters, properties: several ? ['openFile', 'multiSelections'] : ['openFile'] })
      return answer.canceled ? [] : answer.filePaths.map(grant)
    },
    saveFile: async ({ title, name, filters }) => {
      const answer = await dialog.showSaveDialog(parent(), { title, defaultPath: name, filters })
      return answer.canceled || !answer.filePath ? null : grant(answer.filePath)
    },
    printPdf: async ({ html, path, landscape, footer }) => {
      mustBeGranted(path)
      await printPdf({ html, path, landscape, footer })
      return picked(path)
    },
    openOutside: async ({ path, inFolder }) => {
      mustBeGranted(path)
      if (inFolder) shell.showItemInFolder(path)
      else {
        const problem = await shell.openPath(path)
        if (problem) throw new CommandFailure('NotOpened', 'Dit bestand kon niet worden geopend. Er is misschien geen programma voor.')
      }
      return null
    },
    openLink: async ({ address }) => {
      const link = safeLink(address)
      if (link === undefined) throw new CommandFailure('UnsafeLink', 'Deze link kan niet worden geopend. Alleen webadressen en mailadressen kunnen dat.')
      try {
        await shell.openExternal(link)
      } catch {
        throw new CommandFailure('NotOpened', 'Deze link kan niet worden geopend. Er is misschien geen programma voor.')
      }
      return null
    },
    setTheme: ({ theme }) => { nativeTheme.themeSource = theme; return null },
    setZoom: ({ factor }) => { parent().webContents.setZoomFactor(factor); return null },
    quit: () => { app.quit(); return null },
  }
}
