import type { Page } from '@playwright/test'
import { launch, type RunningApp } from '../app.ts'
import { connectTo, unlock } from '../start.ts'
import type { Cable } from './cable.ts'
import { expect } from './expect.ts'
import type { Account } from './server.ts'

/** Somebody's laptop: the app in its window, its data folder and its cable. */
export interface Laptop {
  app: RunningApp
  readonly page: Page
  readonly cable: Cable
}

/** Opens the app on a folder; the page is that of the app that runs now, also after a restart. */
export async function openLaptop(dataFolder: string, cable: Cable): Promise<Laptop> {
  const app = await launch({ dataFolder })
  await keepFilesInside(app)
  const laptop: Laptop = { app, cable, get page() { return laptop.app.page } }
  return laptop
}

/** No file manager or PDF reader opens while the story is played. */
const keepFilesInside = ({ electron }: RunningApp) => electron.evaluate(({ shell }) => { shell.showItemInFolder = () => undefined; shell.openPath = () => Promise.resolve('') })

/** From the first screen to the gebieden of this account. */
export async function connectToServer({ page, cable }: Laptop, { name, password }: Account): Promise<void> {
  await connectTo(page, cable.address, name, password)
  await expect(page.getByTestId('sidebar')).toContainText(name)
  await expectUpToDate(page)
}

export const badge = (page: Page) => page.getByTestId('sync-badge')
export const expectUpToDate = (page: Page): Promise<void> => expect(badge(page)).toContainText('Bijgewerkt om')
export const expectOffline = (page: Page): Promise<void> => expect(badge(page)).toContainText('Zonder verbinding')

export async function goOffline(laptop: Laptop): Promise<void> {
  await laptop.cable.unplug()
  await expectOffline(laptop.page)
}

/** Back on the network; answers the receipt that the server confirmed. */
export async function goOnline({ page, cable }: Laptop): Promise<string> {
  await cable.plug()
  await badge(page).click()
  await page.getByRole('button', { name: 'Werk nu bij' }).click()
  await expectUpToDate(page)
  const receipt = page.getByText(/Bevestigd door de server/)
  await expect(receipt).toBeVisible()
  const text = (await receipt.textContent()) ?? ''
  await page.keyboard.press('Escape')
  return text
}

/** Closes the app and opens it again, as after a break. */
export async function restart(laptop: Laptop): Promise<void> {
  const { dataFolder } = laptop.app
  await laptop.app.close()
  await reopen(laptop, dataFolder)
}

/** Ends every process of the app at the same moment, as an empty battery does, and opens it again. */
export async function powerCut(laptop: Laptop): Promise<void> {
  const { electron, dataFolder } = laptop.app
  const pids = await electron.evaluate(({ app }) => app.getAppMetrics().map((metric) => metric.pid))
  const gone = new Promise((resolve) => electron.process().once('exit', resolve))
  for (const pid of pids) process.kill(pid, 'SIGKILL')
  await gone
  await reopen(laptop, dataFolder)
}

async function reopen(laptop: Laptop, dataFolder: string): Promise<void> {
  laptop.app = await launch({ dataFolder })
  await keepFilesInside(laptop.app)
  await unlock(laptop.page)
  await expect(laptop.page.getByTestId('sidebar')).toBeVisible()
}
