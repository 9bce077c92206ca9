import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import { commands, type DataEvents } from '#core/contract/contract.ts'
import type { Host } from '#core/contract/host.ts'
import type { Port } from '#core/contract/port.ts'
import { serve, type Service } from '#core/contract/protocol.ts'
import { randomFillSync } from 'node:crypto'
import { uuidv7 } from '#core/model/ids.ts'
import { vaultHandlers } from './vault/handlers.ts'
import { Vault } from './vault/vault.ts'
import { guarded } from './workspace.ts'

export interface DataOptions {
  /** Holds the database and everything beside it. */
  readonly dataFolder: string
  readonly version: string
  /** The main process: the system's keyring and the window in the hall. */
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
export function startData({ dataFolder, version, host, now, log }: DataOptions): Data {
  const services = new Set<Service<DataEvents>>()
  const random = (bytes: Uint8Array) => randomFillSync(bytes)
  const newId = () => uuidv7(now(), random)
  const newDevice = () => Array.from(random(new Uint8Array(8)), (byte) => (byte % 36).toString(36)).join('')
  const vault = new Vault({ folder: dataFolder, now, newId, newDevice, random, log, emit: (event, payload) => {
    // The hall sees nothing of a laptop that is locked, from the first moment on.
    if (event === 'locking' || event === 'locked') void host['hall.blank']({})
    for (const service of services) service.emit(event, payload)
  } })
  const domain = guarded(() => vault.workspace, (failure) => vault.damaged(failure))
  const handlers: Handlers<typeof commands> = {
    ...domain,
    'hall.show': async (input) => {
      const shown = await domain['hall.show'](input)
      const put = await host['hall.show'](shown.view)
      // Main checks once more; what it does not let through is a mistake of ours, and the screen stays as it was.
      if (!put.ok) throw new CommandFailure('NotShown', 'Dit kan niet op het scherm in de zaal. Pas de tekst aan.', put.error.message)
      return shown
    },
    ...vaultHandlers(vault, now, newId),
    'app.info': () => ({ version, electron: process.versions['electron'] ?? '', node: process.versions.node, dataFolder }),
  }
  return {
    serve(port) {
      const service = serve<typeof commands, DataEvents>(commands, handlers, port, { log, now })
      services.add(service)
      port.onClose(() => services.delete(service))
    },
    lock: () => vault.suspend(),
    close: () => {
      vault.close()
      for (const service of services) service.close()
    },
  }
}
