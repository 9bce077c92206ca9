import type { Page } from '@playwright/test'
import type { RunningApp } from '../app.ts'
import { expect as base } from '@playwright/test'

/** Steps with a list of tens of thousands of people, for the test and the benchmark. */
const expect = base.configure({ timeout: 120_000 })
/** Everything the user does meanwhile answers within this. */
const PROMPT_MS = 2000
const busy = (page: Page) => page.getByRole('status').filter({ hasText: 'De contacten worden geïmporteerd' })
const dutch = (n: number) => new Intl.NumberFormat('nl-NL').format(n)
const hash = (page: Page, to: string) => page.evaluate((address) => { location.hash = address }, to)

export async function toPreview({ page, ...app }: RunningApp, list: string, rows: number): Promise<void> {
  await hash(page, '#/contacten/import')
  await app.answerOpenDialog(list)
  await page.getByRole('button', { name: 'Kies een bestand' }).click()
  await page.getByRole('button', { name: 'Bekijk het resultaat' }).click()
  await expect(page.getByText(`${dutch(rows)} kunnen worden uitgenodigd`).first()).toBeVisible()
}

export async function cancelHalfway(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Importeer/ }).click()
  await expect.poll(async () => { const [, done, total] = /([\d.]+) van ([\d.]+)/.exec((await busy(page).textContent()) ?? '') ?? []; return Number(done?.replaceAll('.', '')) / Number(total?.replaceAll('.', '')) }, { intervals: [50] }).toBeGreaterThan(0.4)
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByRole('alert')).toContainText('De import is gestopt. Wat al geschreven was, is teruggedraaid.')
}

/** Imports it all; meanwhile another page, a note and a search among the contacts, each within two seconds. Answers how long each took, and which came after the end. */
export async function importAll(page: Page, rows: number): Promise<string> {
  await page.getByRole('button', { name: /^Importeer/ }).click()
  await expect(busy(page)).toContainText('van')
  const said: string[] = []
  const prompt = async (what: string, act: () => Promise<void>) => {
    const from = performance.now()
    await act()
    const took = performance.now() - from
    said.push(`${what} ${took.toFixed(0)} ms${await page.getByTestId('work').isVisible() ? '' : ' (after the end)'}`)
    expect(took, what).toBeLessThan(PROMPT_MS)
  }
  await prompt('another page', async () => { await page.keyboard.press('Alt+3'); await page.getByRole('heading', { name: 'Bijeenkomsten', level: 1 }).waitFor() })
  await page.getByRole('option', { name: /Tweede wijkpanel Overdie/ }).click()
  await expect(page.getByTestId('work')).toContainText('Contacten importeren')
  await page.getByRole('button', { name: 'Houd bijeenkomst' }).click()
  const note = page.locator('[data-column="note"] [contenteditable="true"]')
  await note.click()
  await prompt('typing in a note', async () => { await page.keyboard.type('Intussen wordt er geïmporteerd. '); await page.locator('[data-testid="note-state"][data-phase="saved"]').waitFor(); await expect(note).toContainText('Intussen wordt er geïmporteerd.') })
  await prompt('the contacts', async () => { await page.keyboard.press('Alt+2'); await page.getByTestId('contact-list').getByRole('option').first().waitFor() })
  await prompt('searching', async () => { await page.getByTestId('contact-search').fill('jansen'); await page.getByTestId('contact-list').getByRole('option').filter({ hasText: /jansen/i }).first().waitFor() })
  await page.getByTestId('contact-search').fill('')
  await expect(page.getByText(`${dutch(rows)} contacten geïmporteerd`).first()).toBeVisible()
  return said.join(', ')
}

export async function takeBackAll(page: Page, rows: number): Promise<void> {
  await hash(page, '#/contacten/import')
  await expect(page.getByRole('heading', { name: `${dutch(rows)} contacten geïmporteerd` })).toBeVisible()
  await page.getByRole('button', { name: 'Draai deze import terug' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'De import wordt teruggedraaid' })).toContainText('van')
  await expect(page.getByRole('heading', { name: 'Sleep een lijst hierheen of kies een bestand' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Draai terug/ })).toHaveCount(0)
}
