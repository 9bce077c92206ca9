import { app, dialog, powerMonitor, safeStorage, type BrowserWindow, type WebFrameMain } from 'electron'
import { join } from 'node:path'
import { answerShell } from './commands.ts'
import { startDataProcess } from './dataProcess.ts'
import { makeHall } from './hall.ts'
import { keyringHandlers } from './keyring.ts'
import { setMenu } from './menu.ts'
import { isOurPage } from './policy.ts'
import { registerScheme, serveRenderer } from './protocol.ts'
import { stopBeforeQuit } from './quit.ts'
import { denyEverythingElse } from './security.ts'
import { openWindow } from './window.ts'

/** The composition root of the main process: one window, one data process, and at a meeting the window for the hall. */
export function startApp(): void {
  registerScheme()
  denyEverythingElse(app)
  let window: BrowserWindow | undefined
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(() => {
    const dist = join(app.getAppPath(), 'dist')
    const userData = app.getPath('userData')
    const log = (line: string) => console.error(line)
    const isTrusted = (frame: WebFrameMain | null) => frame !== null && frame === window?.webContents.mainFrame && isOurPage(frame.url)
    serveRenderer(join(dist, 'renderer'))
    const hall = makeHall({ folder: join(dist, 'hall'), preload: join(dist, 'electron', 'hallPreload.cjs'), userData, main: () => window })
    const suspend = () => { hall.blank(); data.suspend() }
    const data = startDataProcess({ entry: join(dist, 'electron', 'data.cjs'), userData, host: { ...keyringHandlers(safeStorage, process.platform), ...hall.host }, isTrusted, log, gaveUp, ended: hall.blank })
    window = openWindow({ preload: join(dist, 'electron', 'preload.cjs'), userData })
    window.on('closed', () => { window = undefined; hall.close() })
    answerShell({ window: () => window, hall: hall.shell, isTrusted: (event) => isTrusted(event.senderFrame), log })
    setMenu()
    powerMonitor.on('suspend', suspend)
    powerMonitor.on('lock-screen', suspend)
    stopBeforeQuit(app, data.stop)
  })
}

function gaveUp(): void {
  dialog.showErrorBox('Gebiedsboek kan niet verder', 'De opslag van het programma stopt steeds. Wat al bewaard was, is veilig. Start de computer opnieuw. Helpt dat niet, vraag dan uw beheerder om hulp.')
  app.quit()
}
