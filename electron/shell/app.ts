import { app, type BrowserWindow, powerMonitor, type IpcMainInvokeEvent, type WebFrameMain } from 'electron'
import { join } from 'node:path'
import { startDataProcess } from './dataProcess.ts'
import { answerShell } from './commands.ts'
import { setMenu } from './menu.ts'
import { registerScheme, serveRenderer } from './protocol.ts'
import { denyEverythingElse, isOurPage } from './security.ts'
import { openWindow } from './window.ts'

/** The composition root of the main process: one window, one data process, nothing else. */
export function startApp(): void {
  registerScheme()
  denyEverythingElse(app)
  let window: BrowserWindow | undefined
  const isTrusted = (frame: WebFrameMain | null) => frame !== null && frame === window?.webContents.mainFrame && isOurPage(frame.url)
  const log = (line: string) => console.error(line)

  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())

  void app.whenReady().then(() => {
    const out = join(app.getAppPath(), 'dist')
    serveRenderer(join(out, 'renderer'))
    setMenu()
    const data = startDataProcess({ entry: join(out, 'electron', 'data.cjs'), userData: app.getPath('userData'), isTrusted, log })
    answerShell({ window: () => window, isTrusted: (event: IpcMainInvokeEvent) => isTrusted(event.senderFrame), log })
    powerMonitor.on('suspend', () => data.tell({ type: 'suspend' }))
    powerMonitor.on('lock-screen', () => data.tell({ type: 'suspend' }))
    app.on('before-quit', () => data.stop())
    window = openWindow({ preload: join(out, 'electron', 'preload.cjs'), userData: app.getPath('userData') })
    window.on('closed', () => { window = undefined })
  })
}
