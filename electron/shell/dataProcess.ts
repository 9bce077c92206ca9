import { ipcMain, MessageChannelMain, utilityProcess, type UtilityProcess, type WebFrameMain } from 'electron'

/** What main says to the data process, apart from handing it ports. */
export type DataMessage = { readonly type: 'suspend' } | { readonly type: 'stop' }

export interface DataProcess {
  tell(message: DataMessage): void
  stop(): void
}

interface Options {
  readonly entry: string
  readonly userData: string
  readonly isTrusted: (frame: WebFrameMain | null) => boolean
  readonly log: (line: string) => void
}

/** After this many crashes within a minute it stays down: something is broken that starting again does not mend. */
const maxRestarts = 5

/**
 * Forks the data process and keeps it running. The trusted page gets a port to it when it asks,
 * and a new one whenever the process had to start again.
 */
export function startDataProcess({ entry, userData, isTrusted, log }: Options): DataProcess {
  let child: UtilityProcess
  let page: WebFrameMain | undefined
  let stopping = false
  let crashes: number[] = []

  function handOut(frame: WebFrameMain): void {
    const { port1, port2 } = new MessageChannelMain()
    child.postMessage({ type: 'port' }, [port1])
    frame.postMessage('data-port', null, [port2])
  }
  function start(): void {
    child = utilityProcess.fork(entry, [`--user-data-dir=${userData}`], { serviceName: 'Gebiedsboek gegevens', stdio: 'inherit' })
    child.once('exit', (code) => {
      if (stopping) return
      log(`data process ended with code ${code}; starting it again`)
      const now = Date.now()
      crashes = [...crashes.filter((at) => now - at < 60_000), now]
      if (crashes.length > maxRestarts) return log('data process keeps ending; not started again')
      start()
      if (page && !page.isDestroyed() && isTrusted(page)) handOut(page)
    })
  }

  ipcMain.on('data-connect', (event) => {
    if (!isTrusted(event.senderFrame) || !event.senderFrame) return log('port refused to a page that is not ours')
    page = event.senderFrame
    handOut(page)
  })
  start()
  return {
    tell: (message) => child.postMessage(message),
    stop: () => {
      if (stopping) return
      stopping = true
      child.postMessage({ type: 'stop' } satisfies DataMessage)
    },
  }
}
