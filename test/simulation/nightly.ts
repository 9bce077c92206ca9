import { parseArgs } from 'node:util'
import { findPostgres, installPostgres } from '../../scripts/postgres.ts'
import { startCluster, type Cluster } from '../support/postgres.ts'
import type { Outcome } from './play.ts'
import { playMany, report, sum } from './pool.ts'

/**
 * `npm run nightly`: 10,000 seeds of 300 steps in memory, 500 on real encrypted files, and 500 with laptops on files and the server on PostgreSQL.
 * `-- --seed 14 --steps 150` plays one seed again and tells what happened; `--from`, `--seeds`, `--workers`, `--disk` and `--postgres` choose.
 * `-- --restores`: the server goes back to a copy of its data more often.
 */
const { values } = parseArgs({ options: {
  seed: { type: 'string' }, from: { type: 'string', default: '1' }, seeds: { type: 'string' }, steps: { type: 'string', default: '300' }, workers: { type: 'string', default: '2' }, disk: { type: 'boolean', default: false }, postgres: { type: 'boolean', default: false }, restores: { type: 'boolean', default: false },
} })
const more = values.restores ? { backsUp: 0.7 } : {}
const steps = Number(values.steps), workers = Number(values.workers), from = Number(values.from)
const range = (count: number) => Array.from({ length: count }, (_, i) => from + i)
interface Ground { readonly name: string; readonly onDisk: boolean; readonly postgres?: string }

async function part(seeds: readonly number[], { name, ...ground }: Ground): Promise<boolean> {
  const started = Date.now(), failed: Outcome[] = [], all: Outcome[] = []
  const say = () => console.log(`${name}: ${all.length} of ${seeds.length} seeds in ${Math.round((Date.now() - started) / 1000)} s, ${failed.length} failed · ${JSON.stringify(sum(all))}`)
  await playMany(seeds, { steps, more, ...ground, workers, onOutcome: (o) => {
    all.push({ ...o, trace: [] })
    if (o.problems.length > 0) { failed.push(o); console.log(`${report([o], { steps, ...ground })}${values.restores ? ' --restores' : ''}`) }
    if (all.length % 100 === 0) say()
  } })
  say()
  return failed.length === 0
}

async function one(seed: number, { onDisk, postgres }: Ground): Promise<boolean> {
  const [outcome] = await playMany([seed], { steps, more, onDisk, postgres, workers: 1, trace: true })
  console.log(outcome!.trace.join('\n'))
  console.log(outcome!.problems.length === 0 ? 'nothing is wrong' : outcome!.problems.join('\n'))
  return outcome!.problems.length === 0
}

async function night(cluster: Cluster | undefined): Promise<boolean> {
  const inMemory = await part(range(10_000), { name: 'in memory', onDisk: false })
  const onDisk = await part(range(500), { name: 'on real files', onDisk: true })
  return (cluster === undefined || await part(range(500), onPostgres(cluster))) && inMemory && onDisk
}

const onPostgres = ({ folder }: Cluster): Ground => ({ name: 'on PostgreSQL', onDisk: true, postgres: folder })

/** PostgreSQL of our own, where it is asked for and installed. */
async function aCluster(): Promise<Cluster | undefined> {
  if (!values.postgres && (values.seed ?? values.seeds) !== undefined) return undefined
  if (findPostgres() !== undefined) return startCluster()
  console.log(`PostgreSQL is not installed: nothing is played on it. This line installs it:\n\n  ${installPostgres}\n`)
  return undefined
}

const cluster = await aCluster()
try {
  const ground: Ground = values.postgres && cluster ? onPostgres(cluster) : { name: values.disk ? 'on real files' : 'in memory', onDisk: values.disk }
  const fine = values.seed !== undefined ? await one(Number(values.seed), ground) : values.seeds !== undefined ? await part(range(Number(values.seeds)), ground) : await night(cluster)
  process.exitCode = fine ? 0 : 1
} finally {
  await cluster?.stop()
}
