import { electronPort } from '#core/contract/port.ts'
import { startData } from './data.ts'
import { join } from 'node:path'

/** The data process as Electron forks it: the only file that knows `process.parentPort`. */
const userData = process.argv.find((arg) => arg.startsWith('--user-data-dir='))?.slice('--user-data-dir='.length)
if (!userData) throw new Error('--user-data-dir= is missing')

const data = startData({
  dataFolder: join(userData, 'gegevens'),
  version: __APP_VERSION__,
  now: () => Date.now(),
  log: (line) => console.error(line),
})

process.parentPort.on('message', (event) => {
  const { type } = event.data as { type: 'port' | 'suspend' | 'stop' }
  const [port] = event.ports
  if (type === 'port' && port) data.serve(electronPort(port))
  else if (type === 'suspend') data.lock()
  else if (type === 'stop') {
    data.close()
    process.exit(0)
  }
})
