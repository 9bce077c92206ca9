import type { App } from 'electron'

/**
 * The window is gone by now, so nothing more comes; the app stays until the data process has closed its database. Whoever starts
 * the program in that moment, which making a copy can stretch to seconds, gets a new one right after it: this one holds the
 * place of the only one, so that theirs has already gone.
 */
export function stopBeforeQuit(app: Pick<App, 'on' | 'quit' | 'relaunch'>, stop: () => Promise<void>): void {
  let stopping = false, stopped = false, again = false
  app.on('will-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    stopping = true
    void stop().then(() => {
      stopped = true
      // Not within this event: where nothing had to be stopped Electron would not hear it, and stay for ever without a window.
      setImmediate(() => app.quit())
    })
  })
  app.on('second-instance', () => {
    if (!stopping || again) return
    again = true
    app.relaunch()
  })
}
