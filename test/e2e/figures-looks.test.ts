import type { Page } from '@playwright/test'
import { expect, expectAccessible, test, type RunningApp } from '../support/app.ts'
import { shot, shotOfWindow } from '../support/begin.ts'
import { openSample } from '../support/start.ts'

const theme = (page: Page, name: 'light' | 'dark') => page.evaluate((name) => { localStorage.setItem('vueuse-color-scheme', name) }, name).then(() => page.reload())
const size = ({ electron }: RunningApp, width: number, height: number) => electron.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w!, h!), [width, height])
const zoom = ({ electron }: RunningApp, factor: number) => electron.evaluate(({ BrowserWindow }, f) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(f), factor)
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

test('cijfers with the sample: light, dark, small and enlarged', async ({ app }) => {
  test.setTimeout(180_000)
  const { page } = app
  await openSample(page)
  const pages: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['lijst', async () => { await page.keyboard.press('Control+1'); await page.evaluate(() => { location.hash = '#/cijfers' }); await expect(page.getByTestId('figure-list').getByRole('option').first()).toBeVisible() }],
    ['cijfer', async () => { await page.getByTestId('figure-list').getByRole('option').first().click(); await expect(page.getByRole('article', { name: 'Cijfer' }).getByRole('img').first()).toBeVisible() }],
    ['import', async () => { await page.evaluate(() => { location.hash = '#/cijfers/import' }); await expect(page.getByText('Voorbeeldcijfers (verzonnen)')).toBeVisible() }],
    ['instellingen', async () => { await page.evaluate(() => { location.hash = '#/instellingen/cijfers' }); await expect(page.getByText('Niet tonen onder')).toBeVisible() }],
  ]
  const looks: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['licht', async () => { await size(app, 1366, 820) }],
    ['donker', async () => { await theme(page, 'dark'); await expect(page.getByTestId('sidebar')).toBeVisible() }],
    ['klein', async () => { await theme(page, 'light'); await size(app, 1024, 640); await expect(page.getByTestId('sidebar')).toBeVisible() }],
    ['200', async () => { await size(app, 1366, 820); await zoom(app, 2) }],
  ]
  for (const [look, set] of looks) {
    await set()
    for (const [name, open] of pages) {
      await open()
      expect(await fits(page), `${name} ${look} scrolls sideways`).toBe(true)
      await (look === '200' ? shotOfWindow(app, `cijfers-${name}-${look}`) : shot(page, `cijfers-${name}-${look}`))
      await expectAccessible(page)
    }
  }
})
