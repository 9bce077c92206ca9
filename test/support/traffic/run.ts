import { writeFileSync } from 'node:fs'
import { PROTOCOL } from '#core/sync/wire.ts'
import { runScript } from '../../../scripts/say.ts'
import { playEvening } from './evening.ts'
import { record } from './record.ts'
import { hasTraffic, trafficFile, trafficServer } from './traffic.ts'

/**
 * `npm run record-traffic`: keeps what laptops and server of this protocol say to each other, for the test that holds later versions to it.
 * Once per protocol number: a recording that is there says what is in use somewhere, and is not replaced.
 */
await runScript(async () => {
  if (hasTraffic(PROTOCOL)) {
    console.log(`Protocol ${PROTOCOL} was recorded before. Raise PROTOCOL in core/sync/wire.ts when messages change in a way that older apps do not understand.`)
    return 1
  }
  const server = await trafficServer()
  const traffic = await record(server, playEvening)
  await server.close()
  const lines = traffic.exchanges.map((exchange) => JSON.stringify(exchange)).join(',\n')
  writeFileSync(trafficFile(PROTOCOL), `{"protocol":${traffic.protocol},\n"pokes":${JSON.stringify(traffic.pokes)},\n"ends":${JSON.stringify(traffic.ends)},\n"exchanges":[\n${lines}\n]}\n`)
  console.log(`${traffic.exchanges.length} exchanges in ${trafficFile(PROTOCOL)}`)
  return 0
})
