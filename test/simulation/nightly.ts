import { parseArgs } from 'node:util'
import type { Outcome } from './play.ts'
import { playMany, report, sum } from './pool.ts'

/**
 * `npm run nightly`: 10,000 seeds of 300 steps in memory, then 500 on real encrypted files.
 * `-- --seed 14 --steps 150` plays one seed again and tells what happened; `--from`, `--seeds`, `--workers` and `--disk` choose.
 */
const { values } = parseArgs({ options: {
  seed: { type: 'string' }, from: { type: 'string', default: '1' }, seeds: { type: 'string' }, steps: { type: 'string', default: '300' }, workers: { type: 'string', default: '2' }, disk: { type: 'boolean', default: false },
} })
const steps = Number(values.steps), workers = Number(values.workers), from = Number(values.from)
const range = (count: number) => Array.from({ length: count }, (_, i) => from + i)

async function part(name: string, seeds: readonly number[], onDisk: boolean): Promise<boolean> {
  const started = Date.now(), failed: Outcome[] = [], all: Outcome[] = []
  const say = () => console.log(`${name}: ${all.length} of ${seeds.length} seeds in ${Math.round((Date.now() - started) / 1000)} s, ${failed.length} failed · ${JSON.stringify(sum(all))}`)
  await playMany(seeds, { steps, onDisk, workers, onOutcome: (o) => {
    all.push({ ...o, trace: [] })
    if (o.problems.length > 0) { failed.push(o); console.log(report([o], { steps, onDisk })) }
    if (all.length % 100 === 0) say()
  } })
  say()
  return failed.length === 0
}

if (values.seed !== undefined) {
  const [outcome] = await playMany([Number(values.seed)], { steps, onDisk: values.disk, workers: 1, trace: true })
  console.log(outcome!.trace.join('\n'))
  console.log(outcome!.problems.length === 0 ? 'nothing is wrong' : outcome!.problems.join('\n'))
  process.exitCode = outcome!.problems.length === 0 ? 0 : 1
} else if (values.seeds !== undefined) {
  process.exitCode = (await part(values.disk ? 'on real files' : 'in memory', range(Number(values.seeds)), values.disk)) ? 0 : 1
} else {
  const inMemory = await part('in memory', range(10_000), false)
  const onDisk = await part('on real files', range(500), true)
  process.exitCode = inMemory && onDisk ? 0 : 1
}
