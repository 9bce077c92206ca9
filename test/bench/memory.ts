import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { RunningApp } from '../support/app.ts'
import { cableTo } from '../support/scenario/cable.ts'
import { day, takeBackImport } from '../support/scenario/day.ts'
import { connectToServer, openLaptop, type Laptop } from '../support/scenario/laptop.ts'
import { startServer } from '../support/scenario/server.ts'

/** MB of resident memory per kind of process, and what the page holds after its garbage was collected. */
interface Sample { readonly minute: number; readonly main: number; readonly data: number; readonly renderer: number; readonly gpu: number; readonly other: number; readonly heap: number; readonly nodes: number; readonly listeners: number }

const EVERY_MINUTES = 5
const kinds = ['main', 'data', 'renderer', 'gpu', 'other'] as const
const total = (sample: Sample): number => kinds.reduce((sum, kind) => sum + sample[kind], 0)

/**
 * Memory after an hour of work: the day of the scenarios (panel evening and BOA's shift) at the pace of a person, over and over, in
 * two real windows and one real server, none of which is restarted. `minutes` shorter is for trying out.
 */
export async function memoryBench(minutes = 60): Promise<string[]> {
  const server = await startServer()
  const folders: string[] = []
  const laptops: Laptop[] = []
  const open = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gebiedsboek-uur-'))
    folders.push(folder)
    const laptop = await openLaptop(folder, await cableTo(server.port))
    laptops.push(laptop)
    return laptop
  }
  try {
    const rita = await open(), bianca = await open()
    await connectToServer(rita, await server.account('rita', 'Rita Voorbeeld', 'regisseur', ['zuid', 'mare']))
    await connectToServer(bianca, await server.account('bianca', 'Bianca Verzonnen', 'boa', ['zuid']))
    return await anHour({ rita, bianca }, minutes)
  } finally {
    for (const { app, cable } of laptops) { await app.close(); await cable.unplug() }
    await server.close()
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  }
}

async function anHour(people: { readonly rita: Laptop; readonly bianca: Laptop }, minutes: number): Promise<string[]> {
  const begin = Date.now()
  const minute = () => (Date.now() - begin) / 60_000
  const measured = { rita: [] as Sample[], bianca: [] as Sample[] }
  const failed: string[] = []
  const artifacts = join(import.meta.dirname, '../../artifacts')
  await mkdir(artifacts, { recursive: true })
  let days = 0
  const measure = async () => {
    for (const who of ['rita', 'bianca'] as const) {
      const sample = await measureApp(people[who].app, minute())
      measured[who].push(sample)
      console.log(`${who.padEnd(6)} ${describe(sample)}`)
    }
  }
  await measure()
  let next = EVERY_MINUTES
  while (minute() < minutes) {
    try {
      await day(people, days + failed.length)
      days++
    } catch (error) {
      // One slow moment of the machine must not cost the hour; too many of them do, below.
      failed.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
      console.log(`day ${String(days)} broke off: ${failed.at(-1)!}`)
      for (const [i, { page }] of [people.rita, people.bianca].entries()) await page.screenshot({ path: join(artifacts, `memory-${String(failed.length)}-${String(i)}.png`) })
      await recover(people)
    }
    while (minute() >= next && next <= minutes) { await measure(); next += EVERY_MINUTES; while (next <= minute()) next += EVERY_MINUTES }
  }
  await measure()
  if (failed.length > days) throw new Error(`only ${String(days)} days were played to their end, ${String(failed.length)} broke off`)
  return (['rita', 'bianca'] as const).flatMap((who) => conclude(who, measured[who])).concat(`${String(days)} days played to their end in ${minute().toFixed(0)} minutes, ${String(failed.length)} broken off.`)
}

/** Whatever a broken day left open: away with it. */
async function recover({ rita, bianca }: { readonly rita: Laptop; readonly bianca: Laptop }): Promise<void> {
  await rita.cable.plug()
  for (const { page } of [rita, bianca]) { for (let i = 0; i < 3; i++) await page.keyboard.press('Escape'); await page.keyboard.press('Alt+1') }
  await wait(5000)
  await takeBackImport(rita.page).catch(() => console.log('no import to take back'))
}

/** The page's own figures come from Chromium after a full garbage collection, so that only what is held counts. */
async function measureApp({ electron, page }: RunningApp, minute: number): Promise<Sample> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.enable')
  await devtools.send('HeapProfiler.collectGarbage')
  await devtools.send('Performance.enable')
  const { metrics } = await devtools.send('Performance.getMetrics')
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0
  const page_ = { heap: of('JSHeapUsedSize') / 2 ** 20, nodes: of('Nodes'), listeners: of('JSEventListeners') }
  await devtools.detach()
  const processes = await electron.evaluate(({ app }) => app.getAppMetrics().map((p) => ({ type: p.type as string, name: p.name ?? '', mb: p.memory.workingSetSize / 1024 })))
  const resident = { main: 0, data: 0, renderer: 0, gpu: 0, other: 0 }
  for (const { type, name, mb } of processes) {
    const kind = type === 'Browser' ? 'main' : type === 'Tab' ? 'renderer' : type === 'GPU' ? 'gpu' : name === 'Gebiedsboek gegevens' ? 'data' : 'other'
    resident[kind] += mb
  }
  if (resident.data === 0) throw new Error(`no data process among ${JSON.stringify(processes)}`)
  return { minute, ...resident, ...page_ }
}

const mb = (value: number) => `${value.toFixed(0)} MB`
const describe = (s: Sample) => `${s.minute.toFixed(0).padStart(3)} min: ${kinds.map((kind) => `${kind} ${mb(s[kind])}`).join(', ')}, together ${mb(total(s))}; page: heap ${s.heap.toFixed(1)} MB, ${String(s.nodes)} nodes, ${String(s.listeners)} listeners`

/** Warm is the first measurement in which everything was done at least once. */
function conclude(who: string, samples: readonly Sample[]): string[] {
  const warm = samples.find((sample) => sample.minute >= EVERY_MINUTES) ?? samples[0]!
  const end = samples.at(-1)!
  const growth = kinds.map((kind) => `${kind} ${(end[kind] / Math.max(1, warm[kind])).toFixed(2)}`).join(', ')
  return [`${who}: ${mb(total(warm))} when warm (minute ${warm.minute.toFixed(0)}), ${mb(total(end))} at the end (minute ${end.minute.toFixed(0)}): ${(total(end) / total(warm)).toFixed(2)} × (${growth}; page heap ${(end.heap / warm.heap).toFixed(2)}, nodes ${(end.nodes / warm.nodes).toFixed(2)}, listeners ${(end.listeners / warm.listeners).toFixed(2)})`]
}
