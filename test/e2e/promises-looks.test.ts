import type { Page } from '@playwright/test'
import { expect, expectAccessible, test, type RunningApp } from '../support/app.ts'
import { shot, shotOfWindow } from '../support/begin.ts'
import { lookAt, openSample } from '../support/start.ts'

const theme = (page: Page, name: 'light' | 'dark') => page.evaluate((name) => { localStorage.setItem('vueuse-color-scheme', name) }, name).then(() => page.reload())
const size = ({ electron }: RunningApp, width: number, height: number) => electron.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w!, h!), [width, height])
const zoom = ({ electron }: RunningApp, factor: number) => electron.evaluate(({ BrowserWindow }, f) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(f), factor)
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

test('rode draad, letter and report with the sample: light, dark, small and enlarged', async ({ app }) => {
  test.setTimeout(180_000)
  const { page } = app
  await openSample(page)
  await lookAt(page, 2, 'De Mare')
  const go = (hash: string) => page.evaluate((to) => { location.hash = to }, hash)
  await go('#/rode-draad')
  await page.getByRole('link', { name: /Afval naast de containers/ }).click()
  await expect(page.getByTestId('thread')).toBeVisible()
  const thread = await page.evaluate(() => location.hash)
  await page.getByRole('region', { name: 'Wat is gekozen' }).getByRole('link', { name: 'Wijkpanel De Mare', exact: true }).click()
  await page.getByRole('link', { name: 'U vroeg, wij deden' }).click()
  await expect(page.getByTitle('Voorbeeld van de brief')).toBeVisible()
  const letter = await page.evaluate(() => location.hash)
  const pages: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['start', async () => { await go('#/'); await expect(page.getByRole('region', { name: 'Beloften aan inwoners' })).toBeVisible() }],
    ['lijst', async () => { await go('#/rode-draad'); await expect(page.getByRole('list', { name: 'Prioriteiten' })).toBeVisible() }],
    ['draad', async () => { await go(thread); await expect(page.getByTestId('thread')).toBeVisible() }],
    ['brief', async () => { await go(letter); await expect(page.frameLocator('iframe').getByRole('heading', { name: 'U vroeg, wij deden' })).toBeVisible() }],
    ['rapport', async () => { await go('#/rapport'); await expect(page.frameLocator('iframe').getByRole('heading', { name: 'Stand van zaken veiligheid' })).toBeVisible() }],
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
      await (look === '200' ? shotOfWindow(app, `beloften-${name}-${look}`) : shot(page, `beloften-${name}-${look}`))
      await expectAccessible(page)
    }
  }
})
