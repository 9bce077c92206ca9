import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, type Page } from '@playwright/test'
import { picture } from '../begin.ts'
import { cableTo } from './cable.ts'
import { openLaptop, type Laptop } from './laptop.ts'
import { startServer, type ScenarioServer } from './server.ts'

interface Fixtures {
  readonly server: ScenarioServer
  /** Opens a laptop with a cable of its own to the server. */
  readonly laptop: () => Promise<Laptop>
  /** A numbered screenshot in artifacts/scenario. */
  readonly shot: (page: Page, name: string) => Promise<void>
}

const artifacts = join(import.meta.dirname, '../../../artifacts/scenario')

/** Tests in which several people work with one server, each in the real app. */
export const test = base.extend<Fixtures>({
  server: async ({}, use) => {
    const server = await startServer()
    await use(server)
    await server.close()
  },
  laptop: async ({ server }, use, info) => {
    const laptops: Laptop[] = []
    const folders: string[] = []
    await use(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'gebiedsboek-e2e-'))
      folders.push(folder)
      const laptop = await openLaptop(folder, await cableTo(server.port))
      laptops.push(laptop)
      return laptop
    })
    for (const [i, { app, page, cable }] of laptops.entries()) {
      if (info.status !== info.expectedStatus && !page.isClosed()) {
        await writeFile(info.outputPath(`laptop-${i + 1}.log`), `${app.log()}at ${app.page.url()}\n`)
        // What ran elsewhere leaves only this behind.
        console.log(`laptop ${i + 1} stood at ${app.page.url()}`)
        await page.screenshot({ path: info.outputPath(`laptop-${i + 1}.png`), timeout: 5000 })
      }
      await app.close()
      await cable.unplug()
    }
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  },
  shot: async ({}, use, info) => {
    const story = info.titlePath[0]?.replace(/^.*\/|\.test\.ts$/g, '') ?? 'scenario'
    let count = 0
    await mkdir(artifacts, { recursive: true })
    await use(async (page, name) => { await picture(page, join(artifacts, `${story}-${String(++count).padStart(2, '0')}-${name}.png`)) })
  },
})
