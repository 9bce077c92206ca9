import { join } from 'node:path'
import type { hostCommands } from '#core/contract/host.ts'
import { electronPort } from '#core/contract/port.ts'
import { createClient } from '#core/contract/protocol.ts'
import { startData } from './data.ts'
import { userDataFrom } from './userData.ts'

/** The data process as Electron forks it: the only file that knows `process.parentPort`. */
const host = createClient<typeof hostCommands>()
const data = startData({
  dataFolder: join(userDataFrom(process.argv), 'gegevens'),
  version: __APP_VERSION__,
  host: host.call,
  now: Date.now,
  log: (line) => console.error(line),
})

process.parentPort.on('message', (event) => {
  const { type } = event.data as { type: 'host' | 'port' | 'suspend' | 'stop' }
  const [port] = event.ports
  if (type === 'host' && port) host.attach(electronPort(port))
  else if (type === 'port' && port) data.serve(electronPort(port))
  else if (type === 'suspend') data.lock()
  else if (type === 'stop') {
    data.close()
    process.exit(0)
  }
})
