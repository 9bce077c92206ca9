import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from '../support/app.ts'
import { bulkList } from '../support/bulk-list.ts'
import { heartbeat } from '../support/heartbeat.ts'
import { cancelHalfway, importAll, takeBackAll, toPreview } from '../support/scenario/bulk.ts'
import { openSample } from '../support/start.ts'

/** 100,000 people from a file through the real window: how long each step takes, and how long the page stood still at worst. */
export async function bulkBench(rows = 100_000): Promise<string[]> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'gebiedsboek-groot-'))
  const list = join(dataFolder, 'groot.csv')
  const bytes = bulkList(rows)
  await writeFile(list, bytes)
  const app = await launch({ dataFolder })
  const said: string[] = []
  const time = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const from = performance.now()
    const answer = await work()
    said.push(`${what}: ${((performance.now() - from) / 1000).toFixed(1)} s`)
    return answer
  }
  try {
    await openSample(app.page)
    await app.page.keyboard.press('Control+1')
    const idle = await heartbeat(app.page)
    await app.page.waitForTimeout(3000)
    const { longest: atRest } = await idle.stop()
    const beats = await heartbeat(app.page)
    await time('reading and checking every row', () => toPreview(app, list, rows))
    await time('importing to 40 %, stopping and taking back', () => cancelHalfway(app.page))
    said.push(await time('importing all, with other work meanwhile', () => importAll(app.page, rows)))
    await time('taking it all back', () => takeBackAll(app.page, rows))
    const { longest } = await beats.stop()
    return [`Import of ${String(rows)} people (${(bytes.length / 1e6).toFixed(1)} MB) in the window. ${said.join('; ')}. Longest standstill of the page: ${longest.toFixed(0)} ms, at rest ${atRest.toFixed(0)} ms.`]
  } finally {
    await app.close()
    await rm(dataFolder, { recursive: true, force: true })
  }
}
