import type { Page } from '@playwright/test'
import { expect, expectAccessible, test, type RunningApp } from '../support/app.ts'
import { shot, shotOfWindow } from '../support/begin.ts'
import { openSample } from '../support/start.ts'

const theme = (page: Page, name: 'light' | 'dark') => page.evaluate((name) => { localStorage.setItem('vueuse-color-scheme', name) }, name).then(() => page.reload())
const size = ({ electron }: RunningApp, width: number, height: number) => electron.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w!, h!), [width, height])
const zoom = ({ electron }: RunningApp, factor: number) => electron.evaluate(({ BrowserWindow }, f) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(f), factor)
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

/** Every page as it looks full, in both modes, in a small window and at 200 %. */
test('start, acties and zoeken with the sample: light, dark, small and enlarged', async ({ app }) => {
  test.setTimeout(180_000)
  const { page } = app
  await openSample(page)
  const pages: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['alle', async () => { await page.keyboard.press('Control+0'); await page.keyboard.press('Alt+1'); await expect(page.getByRole('table')).toBeVisible() }],
    ['start', async () => { await page.keyboard.press('Control+1'); await page.keyboard.press('Alt+1'); await expect(page.getByRole('region', { name: 'Beloften aan inwoners' })).toBeVisible() }],
    ['lijst', async () => { await page.keyboard.press('Alt+4'); await page.getByRole('button', { name: 'Lijst', exact: true }).click(); await expect(page.getByRole('option').first()).toBeVisible() }],
    ['actie', async () => { await page.getByRole('option').first().click(); await expect(page.getByRole('article', { name: 'Actie' }).getByText('Geschiedenis')).toBeVisible() }],
    ['bord', async () => { await page.keyboard.press('Escape'); await page.getByRole('button', { name: 'Bord' }).click(); await expect(page.getByRole('region', { name: /^Open/ })).toBeVisible() }],
    ['zoeken', async () => { await page.keyboard.press('Control+k'); await page.getByRole('combobox', { name: 'Zoeken en opdrachten' }).fill('ver'); await expect(page.locator('mark').first()).toBeVisible() }],
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
      await (look === '200' ? shotOfWindow(app, `acties-${name}-${look}`) : shot(page, `acties-${name}-${look}`))
      await expectAccessible(page)
    }
    await page.keyboard.press('Escape')
  }
})
