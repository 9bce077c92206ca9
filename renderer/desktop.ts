import { inject, type InjectionKey } from 'vue'
import type { commands, DataEvents } from '#core/contract/contract.ts'
import { webPort } from '#core/contract/port.ts'
import { createClient, type Connection } from '#core/contract/protocol.ts'
import type { Bridge, ShellClient } from '#core/contract/shell.ts'
import type { HallEvent } from '#core/contract/hallShell.ts'
import { portMessage } from '#core/contract/shellNames.ts'

/** Everything the renderer knows of the world outside its page. Tests provide a fake. */
export interface Desktop {
  /** The commands of the data process. */
  readonly data: Connection<typeof commands, DataEvents>['call']
  readonly on: Connection<typeof commands, DataEvents>['on']
  /** The data process had to start again: it is locked and knows nothing of before. */
  readonly onRestart: Connection<typeof commands, DataEvents>['onReattach']
  /** The commands of the main process: dialogs, printing, theme. */
  readonly shell: ShellClient
  /** Hears of the window for the hall until the returned function is called. */
  readonly onHall: (listener: (event: HallEvent) => void) => () => void
}

export const desktopKey: InjectionKey<Desktop> = Symbol('desktop')

/** The desktop of this app, inside a component's setup. */
export function useDesktop(): Desktop {
  const desktop = inject(desktopKey)
  if (!desktop) throw new Error('no desktop provided')
  return desktop
}

declare global {
  interface Window {
    readonly gebiedsboek: Bridge
  }
}

/** Connects to the main and data processes. The only place that touches `window.gebiedsboek`. */
export function connectDesktop(): Desktop {
  const { shell, connect, onHall } = window.gebiedsboek
  const hallListeners = new Set<(event: HallEvent) => void>()
  onHall((event) => { for (const hear of hallListeners) hear(event) })
  const client = createClient<typeof commands, DataEvents>()
  window.addEventListener('message', (event) => {
    const [port] = event.ports
    if (event.source === window && event.data === portMessage && port) client.attach(webPort(port))
  })
  connect()
  return { data: client.call, on: client.on, onRestart: client.onReattach, shell, onHall: (listener) => { hallListeners.add(listener); return () => void hallListeners.delete(listener) } }
}
