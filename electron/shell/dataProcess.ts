import { ipcMain, MessageChannelMain, utilityProcess, type UtilityProcess, type WebFrameMain } from 'electron'
import type { Handlers } from '#core/contract/command.ts'
import type { hostCommands } from '#core/contract/host.ts'
import { electronPort } from '#core/contract/port.ts'
import { serve } from '#core/contract/protocol.ts'

/** What main says to the data process. 'host' and 'port' bring a port along. */
export type DataMessage = { readonly type: 'host' | 'port' | 'suspend' | 'stop' }

export interface DataProcess {
  /** The laptop goes to sleep or the screen is locked. */
  suspend(): void
  /** Lets it finish what it was writing; answers when it has ended. */
  stop(): Promise<void>
}

interface Options {
  readonly entry: string
  readonly userData: string
  readonly host: Handlers<typeof hostCommands>
  readonly isTrusted: (frame: WebFrameMain | null) => boolean
  readonly log: (line: string) => void
  /** It ended unasked: what it let the hall see is no longer guarded by anybody. */
  readonly ended: () => void
  /** It keeps ending; starting it again does not help. */
  readonly gaveUp: () => void
}

const maxRestartsPerMinute = 5
const stopWithinMs = 5000

/**
 * Forks the data process when the trusted page first asks for a port to it, and keeps it running; the page gets a new port
 * whenever the process had to start again. Not earlier: the two would slow each other down, and the page shows the lock without it.
 */
export function startDataProcess({ entry, userData, host, isTrusted, log, gaveUp, ended: hasEnded }: Options): DataProcess {
  let child: UtilityProcess | undefined
  let page: WebFrameMain | undefined
  let stopping: Promise<void> | undefined
  let crashes: number[] = []
  const tell = (message: DataMessage, ports: Electron.MessagePortMain[] = []) => child?.postMessage(message, ports)

  function handOut(frame: WebFrameMain): void {
    const { port1, port2 } = new MessageChannelMain()
    tell({ type: 'port' }, [port1])
    frame.postMessage('data-port', null, [port2])
  }
  function start(): void {
    child = utilityProcess.fork(entry, [`--user-data-dir=${userData}`], { serviceName: 'Gebiedsboek gegevens', stdio: 'inherit' })
    const { port1, port2 } = new MessageChannelMain()
    tell({ type: 'host' }, [port2])
    // The schemas come after the window; until then the port keeps what is asked.
    void import('#core/contract/host.ts').then(({ hostCommands }) => serve(hostCommands, host, electronPort(port1), { log, now: Date.now }))
    child.once('exit', ended)
  }
  function ended(code: number): void {
    child = undefined
    if (stopping) return
    hasEnded()
    log(`data process ended with code ${code}; starting it again`)
    const now = Date.now()
    crashes = [...crashes.filter((at) => now - at < 60_000), now]
    if (crashes.length > maxRestartsPerMinute) return gaveUp()
    start()
    if (page && !page.isDestroyed() && isTrusted(page)) handOut(page)
  }

  ipcMain.on('data-connect', (event) => {
    if (!isTrusted(event.senderFrame) || !event.senderFrame) return log('port refused to a page that is not ours')
    page = event.senderFrame
    if (!child && !stopping) start()
    handOut(page)
  })
  return {
    suspend: () => tell({ type: 'suspend' }),
    stop: () => {
      stopping ??= new Promise((resolve) => {
        if (!child) return resolve()
        child.once('exit', () => resolve())
        setTimeout(resolve, stopWithinMs)
        tell({ type: 'stop' })
      })
      return stopping
    },
  }
}
