import { contextBridge, ipcRenderer } from 'electron'
import { config } from 'zod'
import { blackScreen } from '#core/hall/screens.ts'
import { hallView, type HallView } from '#core/hall/view.ts'

/** All that the page for the hall has: it hears what to show. It can ask and say nothing, except that it is there. */
config({ jitless: true }) // its page allows no code made at run time
let hear: ((view: HallView) => void) | undefined

ipcRenderer.on('hall-view', (_event, message: unknown) => {
  // Looked at once more, on this side of the last border: what is no view is black.
  const view = hallView.safeParse(message)
  hear?.(view.success ? view.data : blackScreen)
})
contextBridge.exposeInMainWorld('zaal', { onView: (listener: (view: HallView) => void) => { hear = listener; ipcRenderer.send('hall-ready') } })
