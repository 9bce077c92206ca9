import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectAccessibleColours, type RunningApp } from './app.ts'
import { painted, shot, shotOfWindow } from './begin.ts'

/** A page of the app, and how a test comes there; it answers when there is something to see. */
export type PageToSee = readonly [name: string, open: () => Promise<unknown>]

const size = ({ electron }: RunningApp, width: number, height: number) => electron.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w!, h!), [width, height])
async function zoom({ electron, page }: RunningApp, factor: number): Promise<void> {
  await electron.evaluate(({ BrowserWindow }, f) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(f), factor)
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(1366 / factor)
}
const colours = (page: Page, colorScheme: 'light' | 'dark') => page.emulateMedia({ colorScheme })

const looks: readonly (readonly [string, (app: RunningApp) => Promise<unknown>])[] = [
  ['licht', async (app) => { await colours(app.page, 'light'); await size(app, 1366, 820) }],
  ['donker', ({ page }) => colours(page, 'dark')],
  ['klein', async (app) => { await colours(app.page, 'light'); await size(app, 1024, 640) }],
  ['200', async (app) => { await size(app, 1366, 820); await zoom(app, 2) }],
]

/** To an address of the app, as a link would go. */
export const go = (page: Page, hash: string): Promise<unknown> => page.evaluate((to) => { location.hash = to }, hash)

/**
 * Every page as it is in the light, in the dark, in a small window and enlarged: nothing sticks out sideways, axe finds
 * nothing, and a picture of all but the small window is kept as `<prefix>-<page>-<look>`. The manual shows these pictures (`npm run manual`).
 */
export async function seePages(app: RunningApp, prefix: string, pages: readonly PageToSee[]): Promise<void> {
  const { page } = app
  for (const [look, set] of looks) {
    await set(app)
    for (const [name, open] of pages) {
      await open()
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${name} ${look} scrolls sideways`).toBe(true)
      if (look === '200') { await painted(page); await shotOfWindow(app, `${prefix}-${name}-${look}`) }
      else if (look !== 'klein') await shot(page, `${prefix}-${name}-${look}`)
      // Size changes no name, role or colour, and the dark only colours.
      if (look === 'licht') await expectAccessible(page)
      else if (look === 'donker') await expectAccessibleColours(page)
    }
    // What the last page opened is in the way of the first.
    await page.keyboard.press('Escape')
  }
  await zoom(app, 1)
}
