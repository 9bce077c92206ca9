import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../support/app.ts'
import { openSample } from '../support/start.ts'

test.describe.configure({ timeout: 150_000 })

/** Opens the plan form with the keyboard and plans a meeting for tomorrow in the first gebied. */
async function planMeeting(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+1')
  await page.keyboard.press('Alt+3')
  await expect(page.getByRole('heading', { name: 'Bijeenkomsten', level: 1 })).toBeVisible()
  await page.keyboard.press('Control+n')
  await page.getByLabel('Titel').fill(title)
  await page.getByLabel('Datum', { exact: true }).fill('morgen')
  await page.getByLabel('Van', { exact: true }).fill('half acht')
  await page.getByLabel('Plaats', { exact: true }).fill('Buurthuis Voorbeeld')
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: title, level: 2 })).toBeVisible()
}

const agendaTitles = (page: Page) => page.locator('section[aria-label="Agenda"] li textarea').evaluateAll((fields) => fields.map((field) => (field as HTMLTextAreaElement).value))

test('plans a meeting, orders its agenda with the keyboard, takes one over, and keeps it through a restart', async ({ app, launchApp }) => {
  const { page } = app
  await openSample(page)
  await planMeeting(page, 'Panel met de proef')
  // The form is gone; the keyboard goes on in what it made.
  await expect(page.locator('section:focus').getByRole('heading', { name: 'Panel met de proef' })).toBeVisible()
  await expect(page.getByLabel('Van', { exact: true })).toHaveValue('19:30')
  await expect(page.getByLabel('Tot', { exact: true })).toHaveValue('21:30')

  const field = page.getByLabel('Nieuw agendapunt')
  for (const item of ['Opening', 'Cijfers', 'Keuzes']) { await field.fill(item); await field.press('Enter') }
  await expect(page.getByText('Samen 30 minuten')).toBeVisible()
  await page.getByLabel('Agendapunt 3', { exact: true }).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect.poll(() => agendaTitles(page)).toEqual(['Opening', 'Keuzes', 'Cijfers'])
  await page.locator('li:has-text("19:50")').first().waitFor()

  await page.getByRole('button', { name: 'Neem een agenda over' }).click()
  await page.getByRole('list', { name: 'Bijeenkomsten met een agenda' }).getByRole('button').first().click()
  await expect(page.getByText(/agendapunt(en)? overgenomen/).first()).toBeVisible()
  await expect.poll(async () => (await agendaTitles(page)).length).toBeGreaterThan(3)
  const before = await agendaTitles(page)
  await expectAccessible(page)

  await app.close()
  const again = await launchApp({ dataFolder: app.dataFolder })
  await expect(again.page.getByTestId('sidebar')).toBeVisible()
  await again.page.keyboard.press('Alt+3')
  await again.page.getByRole('option', { name: /Panel met de proef/ }).click()
  await expect.poll(() => agendaTitles(again.page)).toEqual(before)
})

test('invites a panel, holds the meeting with attendance and a walk-in, and finalises minutes', async ({ app }) => {
  const { page } = app
  await openSample(page)
  await planMeeting(page, 'Panel met leden')
  await page.getByLabel('Nieuw agendapunt').fill('Verlichting')
  await page.getByLabel('Nieuw agendapunt').press('Enter')

  await page.getByLabel('Wie u uitnodigt').click()
  await page.getByRole('option').nth(1).click()
  const invite = page.getByRole('button', { name: /^Nodig \d+ leden uit$/ })
  const count = Number(/\d+/.exec((await invite.textContent()) ?? '')?.[0])
  expect(count).toBeGreaterThan(3)
  await invite.click()
  const people = page.getByRole('list', { name: 'Genodigden en aanwezigen' }).getByRole('listitem')
  await expect(people).toHaveCount(count)
  await expectAccessible(page)

  const folder = join(app.dataFolder, 'uitnodigingen')
  await app.electron.evaluate(({ shell }) => { shell.showItemInFolder = () => undefined; shell.openPath = () => Promise.resolve('') })
  await app.answerSaveDialog(folder)
  await page.getByRole('button', { name: /^Maak conceptmails voor/ }).click()
  await expect(page.getByText(/^\d+ conceptmails voor \d+ personen/).first()).toBeVisible()
  const files = await readdir(folder)
  expect(files.length).toBeGreaterThan(0)
  expect(await readFile(join(folder, files[0] ?? ''), 'utf8')).toContain('X-Unsent: 1')

  await page.getByLabel('Tot', { exact: true }).fill('22:00')
  await page.getByLabel('Tot', { exact: true }).press('Enter')
  await expect(page.getByText('Tijd of plaats is gewijzigd na de uitnodiging')).toBeVisible()

  await page.getByRole('button', { name: 'Houd bijeenkomst' }).click()
  await page.getByRole('button', { name: 'Begin', exact: true }).click()
  await expect(page.locator('[data-column="note"] [contenteditable="true"]')).toBeFocused()
  await page.keyboard.type('Het is donker bij het plein.')
  await page.keyboard.press('Enter')
  await page.keyboard.type('/actie Lampen tellen')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Acties en besluiten' }).getByRole('link', { name: 'Lampen tellen' })).toBeVisible()

  // Three letters and Enter, without the mouse; F3 goes there and back.
  const names = await page.getByRole('list', { name: 'Mensen op de lijst' }).getByRole('listitem').evaluateAll((items) => items.map((item) => item.querySelector('[title]')?.getAttribute('title') ?? ''))
  await page.keyboard.press('F3')
  const who = page.getByRole('combobox', { name: /Wie is er/ })
  await expect(who).toBeFocused()
  await who.fill(names[0] ?? '')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('present')).toContainText('1 aanwezig')
  await who.fill(names[1] ?? '')
  await page.keyboard.press('Shift+Enter')
  await expect(page.getByTestId('present')).toContainText('2 aanwezig')
  await expect(page.getByText(/vanaf \d\d:\d\d/).first()).toBeVisible()

  await who.fill('Wilma van Proefbewoner')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Toestemming aan tafel' })
  await expect(page.getByTestId('consent-text')).toBeVisible()
  await expect(dialog.getByLabel('Naam')).toHaveValue('Wilma van Proefbewoner')
  await page.getByRole('button', { name: 'Ik geef toestemming' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Kies hoe de gemeente contact mag opnemen')
  await dialog.getByRole('textbox', { name: 'Telefoon' }).fill('06 12 34 56 78')
  await page.keyboard.press('Tab')
  await page.mouse.move(5, 5)
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('present')).toContainText('3 aanwezig')
  await expect(who).toBeFocused()
  await page.keyboard.press('F3')
  await expect(page.locator('[data-column="note"] [contenteditable="true"]')).toBeFocused()
  await expectAccessible(page)

  await page.keyboard.press('Control+Alt+ArrowDown')
  await expect(page.getByRole('heading', { name: 'Algemene notitie' })).toBeVisible()
  await page.keyboard.press('Control+Alt+ArrowUp')
  await expect(page.locator('[data-column="note"] [contenteditable="true"]')).toContainText('Het is donker bij het plein.')

  await page.getByRole('button', { name: 'Rond af' }).click()
  const minutes = page.frameLocator('iframe[title="Voorbeeld van het verslag"]')
  await expect(minutes.locator('body')).toContainText('3 aanwezig')
  await expect(minutes.locator('body')).toContainText('Het is donker bij het plein.')
  await expect(minutes.locator('body')).toContainText('Wilma van Proefbewoner')
  await expect(minutes.locator('table')).toContainText(['Verlichting', 'Lampen tellen'])
  await page.getByRole('button', { name: 'Stel vast als versie 1' }).click()
  await expect(minutes.locator('body')).toContainText('Vastgesteld · versie 1')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Panel met leden', level: 2 })).toBeVisible()
  await page.getByRole('button', { name: 'Verslag', exact: true }).click()
  await expect(page.getByText('Gelijk aan de laatste vastgestelde versie.')).toBeVisible()
  const pdf = join(app.dataFolder, 'verslag.pdf')
  await app.answerSaveDialog(pdf)
  await page.keyboard.press('Control+p')
  await expect(page.getByText('Bewaard als verslag.pdf').first()).toBeVisible({ timeout: 15_000 })
  expect((await readFile(pdf)).subarray(0, 5).toString()).toBe('%PDF-')
})
