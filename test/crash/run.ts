import { parseArgs } from 'node:util'
import { findPostgres, installPostgres } from '../../scripts/postgres.ts'
import { runScript } from '../../scripts/say.ts'
import { crashLoop } from '../support/crash/loop.ts'
import { startCluster, type Cluster } from '../support/postgres.ts'

/**
 * `npm run crash -- 200 [seed]`: kills the data process of two laptops, the server and PostgreSQL so many times while people type, and judges what is left.
 * Half of the kills are with the server's own store, half with PostgreSQL; `--on own` or `--on postgres` chooses.
 */
await runScript(async () => {
  const { values, positionals: [kills = '200', seed = String(Date.now() % 100_000)] } = parseArgs({ allowPositionals: true, options: { on: { type: 'string' } } })
  const wanted = values.on === undefined ? ['own', 'postgres'] : [values.on]
  const places = findPostgres() === undefined ? wanted.filter((p) => p !== 'postgres') : wanted
  if (places.length < wanted.length) console.log(`PostgreSQL is not installed: nothing is killed on it. This line installs it:\n\n  ${installPostgres}\n`)
  console.log(`${kills} kills with seed ${seed}`)
  let fine = places.length > 0
  for (const place of places) {
    const cluster = place === 'postgres' ? await startCluster({ durable: true }) : undefined
    try {
      fine = await play(place, Math.ceil(Number(kills) / places.length), Number(seed), cluster) && fine
    } finally {
      await cluster?.stop()
    }
  }
  return fine ? 0 : 1
})

async function play(place: string, kills: number, seed: number, cluster: Cluster | undefined): Promise<boolean> {
  const started = Date.now(), seconds = () => Math.round((Date.now() - started) / 1000)
  const { lost, unexpected, digests, ...report } = await crashLoop({ kills, seed, cluster, say: (line) => console.log(`${seconds()} s  ${line}`) })
  const equal = digests.laptops.every((d) => d.join() === digests.server.join())
  console.log(JSON.stringify({ place, ...report, lost: lost.length, equal, seconds: seconds() }, null, 2))
  for (const line of unexpected) console.log(`unexpected: ${line}`)
  for (const entry of lost.slice(0, 20)) console.log(`lost: ${JSON.stringify(entry)}`)
  return lost.length === 0 && unexpected.length === 0 && equal && report.settled && report.integrity.every((i) => i === 'ok')
}
