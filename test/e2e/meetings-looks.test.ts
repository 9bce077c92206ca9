import type { Page } from '@playwright/test'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, expectAccessible, test, type RunningApp } from '../support/app.ts'
import { makeVault, openSample } from '../support/start.ts'

const folder = join(import.meta.dirname, '../../artifacts/screenshots')
const shot = async (page: Page, name: string) => { await mkdir(folder, { recursive: true }); await page.screenshot({ path: join(folder, `bijeenkomsten-${name}.png`) }) }
/** A window of 1280 × 800 at 200 % has room for 640 × 400; the page cannot tell the difference, and the picture shows all of it. */
const resize = async ({ electron, page }: RunningApp, width: number, height: number) => {
  await electron.evaluate(({ BrowserWindow }, [w, h]) => { const window = BrowserWindow.getAllWindows()[0]; window?.setMinimumSize(1, 1); window?.setContentSize(w, h) }, [width, height] as const)
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width)
}
const fits = (page: Page) => expect.poll(() => page.evaluate(() => Math.max(document.documentElement.scrollWidth - window.innerWidth, document.documentElement.scrollHeight - window.innerHeight))).toBeLessThanOrEqual(0)

async function openMeeting(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Alt+3')
  await page.getByRole('option', { name: new RegExp(title) }).click()
  await expect(page.getByRole('heading', { name: title, level: 2 })).toBeVisible()
}

test.describe.configure({ timeout: 150_000 })

test('fits every window, in light and dark, and stays clean for axe', async ({ app }) => {
  const { page } = app
  await openSample(page)
  await openMeeting(page, 'Tweede wijkpanel Overdie')
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await resize(app, 1280, 800)
    await fits(page)
    await shot(page, `detail-${scheme}`)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Houd bijeenkomst' }).click()
    await expect(page.locator('[data-column="note"] [contenteditable="true"]')).toBeVisible()
    await shot(page, `houden-${scheme}`)
    await expectAccessible(page)
    for (const [width, height, name] of [[1024, 640, '1024'], [640, 400, '200']] as const) {
      await resize(app, width, height)
      await fits(page)
      await shot(page, `houden-${name}-${scheme}`)
    }
    await page.getByRole('button', { name: 'Terug naar de bijeenkomst' }).click()
    await expect(page.getByRole('heading', { name: 'Tweede wijkpanel Overdie', level: 2 })).toBeVisible()
    await fits(page)
    await shot(page, `detail-200-${scheme}`)
    await resize(app, 1024, 640)
    await shot(page, `detail-1024-${scheme}`)
    await page.getByRole('button', { name: 'Verslag', exact: true }).click()
    await expect(page.frameLocator('iframe').locator('h1')).toContainText('Verslag')
    await fits(page)
    await shot(page, `verslag-1024-${scheme}`)
    await page.getByRole('button', { name: 'Bijeenkomst', exact: true }).click()
  }
})

test('a meeting that was held shows its notes and minutes in full', async ({ app: { page } }) => {
  await openSample(page)
  await openMeeting(page, 'Eerste wijkpanel Overdie')
  await shot(page, 'vol-detail')
  await page.getByRole('button', { name: 'Notities' }).click()
  await page.getByRole('button', { name: /Donkere plekken/ }).click()
  await expect(page.locator('[data-column="note"]')).toContainText('Achterpad Voorbeeldstraat')
  await expectAccessible(page)
  // An action in the note wraps: nothing is cut off beside the column of people.
  expect(await page.locator('[data-column="note"] > div > div').last().evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
  await shot(page, 'vol-houden')
  await page.getByRole('button', { name: 'Verslag', exact: true }).click()
  const minutes = page.frameLocator('iframe').locator('body')
  await expect(minutes).toContainText('Lantaarns bij de speeltuin laten maken')
  await expect(minutes).toContainText('Achterpad Voorbeeldstraat')
  await page.getByLabel('Aanwezigen in het verslag').click()
  await page.getByRole('option', { name: 'Alleen aantallen' }).click()
  await expect(minutes.locator('.names')).toHaveCount(0)
  await expect(minutes).toContainText('17 aanwezig')
  // Without a graphics card a frame is painted a moment after its text is there.
  await page.waitForTimeout(800)
  await shot(page, 'vol-verslag')
})

test('an empty book says how to begin, and a meeting that is gone says so', async ({ app: { page } }) => {
  await makeVault(page)
  await page.keyboard.press('Alt+3')
  await expect(page.getByRole('heading', { name: 'Nog geen bijeenkomsten' })).toBeVisible()
  await expectAccessible(page)
  await shot(page, 'leeg')
  await page.evaluate(() => { location.hash = '#/bijeenkomsten/bestaat-niet' })
  await expect(page.getByText('Deze bijeenkomst is er niet meer.')).toBeVisible()
  await expectAccessible(page)
  await shot(page, 'weg')
})
