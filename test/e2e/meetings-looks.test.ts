import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../support/app.ts'
import { shot as keepShot } from '../support/begin.ts'
import { go, seePages, type PageToSee } from '../support/looks.ts'
import { makeVault, openSample } from '../support/start.ts'

const shot = (page: Page, name: string) => keepShot(page, `bijeenkomsten-${name}`)

async function openMeeting(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Alt+3')
  await page.getByRole('option', { name: new RegExp(title) }).click()
  await expect(page.getByRole('heading', { name: title, level: 2 })).toBeVisible()
}

test.describe.configure({ timeout: 150_000 })

test('bijeenkomsten with the sample: light, dark, small and enlarged', async ({ app }) => {
  const { page } = app
  await openSample(page)
  await openMeeting(page, 'Tweede wijkpanel Overdie')
  const meeting = await page.evaluate(() => location.hash)
  const title = page.getByRole('heading', { name: 'Tweede wijkpanel Overdie', level: 2 })
  const pages: readonly PageToSee[] = [
    ['lijst', async () => { await go(page, '#/bijeenkomsten'); await expect(page.getByRole('option').first()).toBeVisible() }],
    ['detail', async () => { await go(page, meeting); await expect(title).toBeVisible() }],
    ['houden', async () => { await go(page, `${meeting}/houden`); await expect(page.locator('[data-column="note"] [contenteditable="true"]')).toBeVisible() }],
    ['papieren', async () => { await go(page, `${meeting}/papieren`); await expect(page.getByRole('button', { name: 'Presentielijst als PDF' })).toBeVisible() }],
    ['verslag', async () => { await go(page, `${meeting}/verslag`); await expect(page.frameLocator('iframe').locator('h1')).toContainText('Verslag') }],
  ]
  await seePages(app, 'bijeenkomsten', [
    ...pages,
    ['jaarplan', async () => { await go(page, '#/jaarplan'); await expect(page.getByRole('heading', { name: 'Jaarplan' })).toBeVisible() }],
    ['sjablonen', async () => { await go(page, '#/agendasjablonen'); await expect(page.getByRole('heading', { name: 'Agendasjablonen' })).toBeVisible() }],
    ['uitrolset', async () => {
      await go(page, '#/uitrolset')
      await page.getByLabel('Reeks bijeenkomsten').click()
      await page.getByRole('option', { name: /^Wijkpanel De Mare/ }).click()
      await expect(page.getByRole('group', { name: 'Bijeenkomsten in de uitrolset' })).toBeVisible()
    }],
  ])
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
