import type { Handlers } from '#core/contract/command.ts'
import { commands, type DataEvents } from '#core/contract/contract.ts'
import type { Host } from '#core/contract/host.ts'
import type { Port } from '#core/contract/port.ts'
import { serve, type Service } from '#core/contract/protocol.ts'
import { guarded, type Workspace } from './workspace.ts'
import { mkdirSync } from 'node:fs'

export interface DataOptions {
  /** Holds the database and everything beside it. */
  readonly dataFolder: string
  readonly version: string
  /** The main process: the system's keyring. */
  readonly host: Host
  readonly now: () => number
  readonly log: (line: string) => void
}

export interface Data {
  /** Answers the commands that arrive on this port; events go to every port. */
  serve(port: Port): void
  /** The laptop goes to sleep or the screen is locked: whatever is open closes. */
  lock(): void
  close(): void
}

/** The composition root of the data process, in Electron and under plain Node alike. */
export function startData({ dataFolder, version, now, log }: DataOptions): Data {
  mkdirSync(dataFolder, { recursive: true })
  const services = new Set<Service<DataEvents>>()
  // Set by unlocking (vault) and cleared by locking.
  const workspace: { current: Workspace | undefined } = { current: undefined }
  const handlers: Handlers<typeof commands> = {
    ...guarded(() => workspace.current),
    'app.info': () => ({ version, electron: process.versions['electron'] ?? '', node: process.versions.node, dataFolder }),
  }
  return {
    serve(port) {
      const service = serve<typeof commands, DataEvents>(commands, handlers, port, { log, now })
      services.add(service)
      port.onClose(() => services.delete(service))
    },
    lock: () => log('locked'),
    close: () => { for (const service of services) service.close() },
  }
}
