import { runScript } from '../../scripts/say.ts'
import { crashLoop } from '../support/crash/loop.ts'

/** `npm run crash -- 200 [seed]`: kills the data process of two laptops and the server so many times while people type, and judges what is left. */
await runScript(async () => {
  const [kills = '200', seed = String(Date.now() % 100_000)] = process.argv.slice(2)
  console.log(`${kills} kills with seed ${seed}`)
  const started = Date.now()
  const { lost, unexpected, digests, ...report } = await crashLoop({ kills: Number(kills), seed: Number(seed), say: (line) => console.log(`${Math.round((Date.now() - started) / 1000)} s  ${line}`) })
  const equal = digests.laptops.every((d) => d.join() === digests.server.join())
  console.log(JSON.stringify({ ...report, lost: lost.length, equal, seconds: Math.round((Date.now() - started) / 1000) }, null, 2))
  for (const line of unexpected) console.log(`unexpected: ${line}`)
  for (const entry of lost.slice(0, 20)) console.log(`lost: ${JSON.stringify(entry)}`)
  return lost.length === 0 && unexpected.length === 0 && equal && report.settled && report.integrity.every((i) => i === 'ok') ? 0 : 1
})
