import { contextBridge, ipcRenderer } from 'electron'
import { portMessage, shellNames } from '#core/contract/shellNames.ts'

/** The one thing of the page that the preload uses. */
declare const window: { postMessage(message: unknown, origin: string, transfer: readonly unknown[]): void }

const shell = Object.fromEntries(shellNames.map((name) => [name, (input: unknown) => ipcRenderer.invoke(`shell:${name}`, input)]))

// A port cannot pass the context bridge; it can be posted to the page, which is ours alone.
ipcRenderer.on('data-port', (event) => window.postMessage(portMessage, '*', [...event.ports]))
let hearHall: ((event: unknown) => void) | undefined
ipcRenderer.on('hall-event', (_event, told: unknown) => hearHall?.(told))
contextBridge.exposeInMainWorld('gebiedsboek', { shell, connect: () => ipcRenderer.send('data-connect'), onHall: (listener: (event: unknown) => void) => { hearHall = listener } })
