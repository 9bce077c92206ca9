import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, test, type RunningApp } from '../support/app.ts'
import { shot } from '../support/begin.ts'
import { png } from '../support/png.ts'
import { openSample } from '../support/start.ts'

const TEAL = [15, 118, 110] as const
const preview = (page: Page) => page.frameLocator('iframe[title="Voorbeeld van het verslag"]')

async function openMinutes(page: Page): Promise<void> {
  await page.keyboard.press('Alt+3')
  await page.getByRole('option', { name: /Eerste wijkpanel Overdie/ }).click()
  await page.getByRole('button', { name: 'Verslag', exact: true }).click()
  await expect(preview(page).locator('h1')).toContainText('Verslag')
}
/** The minutes on paper; Chromium writes pictures as objects that name themselves. */
async function pdfOf(app: RunningApp, name: string): Promise<string> {
  const path = join(app.dataFolder, name)
  await app.answerSaveDialog(path)
  await app.page.keyboard.press('Control+p')
  await expect(app.page.getByText(`Bewaard als ${name}`).first()).toBeVisible({ timeout: 20_000 })
  return (await readFile(path)).toString('latin1')
}

test('a logo: the wrong file and one that is too large are refused in one sentence, the right one is in the minutes and in the PDF', async ({ app }) => {
  test.setTimeout(120_000)
  const { page, dataFolder } = app
  await app.electron.evaluate(({ shell }) => { shell.openPath = () => Promise.resolve('') })
  await openSample(page)
  await page.keyboard.press('Control+1')
  await openMinutes(page)
  await expect(preview(page).locator('img')).toHaveCount(0)
  expect(await pdfOf(app, 'zonder.pdf')).not.toMatch(/\/Subtype\s*\/Image/)

  await page.evaluate(() => { location.hash = '#/instellingen/huisstijl' })
  const choose = async (name: string, bytes: Buffer | string) => {
    await writeFile(join(dataFolder, name), bytes)
    await app.answerOpenDialog(join(dataFolder, name))
    await page.getByRole('button', { name: 'Kies een beeldmerk' }).click()
  }
  const problem = page.getByRole('alert')
  await choose('logo.png', '%PDF-1.4 dit is geen plaatje')
  await expect(problem).toContainText('Dit bestand is geen PNG, JPEG of SVG.')
  await choose('leeg.png', '')
  await expect(problem).toContainText('Dit bestand is geen PNG, JPEG of SVG.')
  await choose('groot.png', png(64, TEAL, 1_000_001))
  await expect(problem).toContainText('Dit bestand is groter dan 1 MB. Kies een kleiner beeldmerk.')
  await expectAccessible(page)
  await shot(page, 'instellingen-beeldmerk-fout')
  await app.answerOpenDialog(join(dataFolder, 'weg.png'))
  await page.getByRole('button', { name: 'Kies een beeldmerk' }).click()
  await expect(problem).toContainText('Dit bestand kan niet worden gelezen.')
  await expect(page.getByText('Nog geen beeldmerk.')).toBeVisible()

  await choose('wapen.png', png(64, TEAL))
  const logo = page.getByRole('img', { name: 'Beeldmerk van de gemeente' })
  await expect(logo).toBeVisible()
  await expect(problem).toBeHidden()
  expect(await logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(64)
  await shot(page, 'instellingen-beeldmerk')
  await openMinutes(page)
  await expect(preview(page).locator('img')).toHaveAttribute('src', /^data:image\/png;base64,/)
  expect(await preview(page).locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(64)
  await page.waitForTimeout(500) // without a graphics card a frame is painted a moment after it is there
  await shot(page, 'verslag-beeldmerk')
  expect(await pdfOf(app, 'met.pdf')).toMatch(/\/Subtype\s*\/Image/)

  // A drawing runs nothing, and taking the logo away can be taken back.
  await page.evaluate(() => { location.hash = '#/instellingen/huisstijl' })
  await choose('wapen.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40" onload="document.title=1"><script>top.document.title="geraakt"</script><rect width="80" height="40" fill="teal"/></svg>')
  await expect(logo).toHaveAttribute('src', /^data:image\/svg/)
  await expect(page).toHaveTitle('Gebiedsboek')
  await page.getByRole('button', { name: 'Verwijder', exact: true }).click()
  await expect(logo).toBeHidden()
  await page.getByRole('button', { name: 'Ongedaan maken' }).click()
  await expect(logo).toBeVisible()
})
