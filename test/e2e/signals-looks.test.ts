import type { Page } from '@playwright/test'
import { expect, expectAccessible, test, type RunningApp } from '../support/app.ts'
import { shot, shotOfWindow } from '../support/begin.ts'
import { lookAt, openSample } from '../support/start.ts'

const theme = (page: Page, name: 'light' | 'dark') => page.evaluate((name) => { localStorage.setItem('vueuse-color-scheme', name) }, name).then(() => page.reload())
const size = ({ electron }: RunningApp, width: number, height: number) => electron.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w!, h!), [width, height])
const zoom = ({ electron }: RunningApp, factor: number) => electron.evaluate(({ BrowserWindow }, f) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(f), factor)
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

test('signalen, buurtbakkie and themes with the sample: light, dark, small and enlarged', async ({ app }) => {
  test.setTimeout(300_000)
  const { page } = app
  await openSample(page)
  const pages: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['start', async () => { await lookAt(page, 2, 'De Mare'); await page.keyboard.press('Alt+1'); await expect(page.getByRole('region', { name: 'Signalen' })).toBeVisible() }],
    ['lijst', async () => { await page.keyboard.press('Control+0'); await page.keyboard.press('Alt+5'); await expect(page.getByRole('option').first()).toBeVisible() }],
    ['pane', async () => { await page.getByRole('option').first().click(); await expect(page.getByRole('article', { name: 'Signaal' }).getByLabel('Plek')).toBeVisible() }],
    ['nieuw', async () => { await page.keyboard.press('Escape'); await page.keyboard.press('Control+n'); await page.keyboard.type('Een heel lang woord: verkeersveiligheidsmaatregelenoverleg, BSN 123456782'); await expect(page.getByTestId('privacy-notice')).toBeVisible() }],
    ['bakkie', async () => { await page.keyboard.press('Escape'); await page.evaluate(() => { location.hash = '#/buurtbakkie' }); await expect(page.getByTestId('bakkie')).toBeVisible() }],
    ['themas', async () => { await page.evaluate(() => { location.hash = '#/instellingen/themas' }); await expect(page.getByRole('heading', { name: "Thema's" })).toBeVisible() }],
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
      await (look === '200' ? shotOfWindow(app, `signalen-${name}-${look}`) : shot(page, `signalen-${name}-${look}`))
      // Size changes no name, role or colour: those are looked at in both modes.
      if (look === 'licht' || look === 'donker') await expectAccessible(page)
    }
  }
})
