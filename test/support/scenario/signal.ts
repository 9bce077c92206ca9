import type { Page } from '@playwright/test'
import { png } from '../png.ts'
import { expect } from './expect.ts'

export const signalRow = (page: Page, text: string) => page.getByRole('listbox', { name: 'Signalen' }).getByRole('option').filter({ hasText: text })

/** With the keyboard alone, from the page of the signals: what, then two letters of the theme and of the buurt. Answers how many ms it took. */
export async function noteSignal(page: Page, text: string, theme: string, buurt: string): Promise<number> {
  await page.keyboard.press('Alt+5')
  await expect(page.getByRole('heading', { name: 'Signalen', level: 1 })).toBeVisible()
  const begin = Date.now()
  await page.keyboard.press('Control+n')
  await expect(page.getByLabel('Wat speelt er')).toBeFocused()
  await page.keyboard.type(text)
  for (const letters of [theme, buurt]) {
    await page.keyboard.press('Tab')
    await page.keyboard.type(letters)
  }
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(signalRow(page, text)).toBeVisible()
  const took = Date.now() - begin
  await page.keyboard.press('Escape')
  return took
}

/** Another text in the place of what was there; the list shows it as soon as it is kept. */
export async function rewriteSignal(page: Page, from: string, to: string): Promise<void> {
  await page.keyboard.press('Alt+5')
  await signalRow(page, from).click()
  await page.getByLabel('Wat speelt er').fill(to)
  await expect(page.getByRole('article', { name: 'Signaal' }).getByRole('heading', { name: to })).toBeAttached()
}

export async function deleteSignal(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Alt+5')
  await signalRow(page, text).click()
  await page.getByRole('button', { name: 'Signaal weghalen' }).click()
  await expect(signalRow(page, text)).toHaveCount(0)
}

const photos = (page: Page) => page.getByTestId('attachments').locator('li[data-testid^="attachment-"]')

/** A photo with the signal that is open. */
export async function photograph(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Alt+5')
  await signalRow(page, text).click()
  await page.getByTestId('attachments').locator('input[type=file]').setInputFiles({ name: 'IMG_2031.png', mimeType: 'image/png', buffer: png(600, [90, 120, 150]) })
  await expect(photos(page)).toHaveCount(1)
}

/** The photo is there to look at, not only its name. */
export async function expectPhoto(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Alt+5')
  await signalRow(page, text).click()
  await expect(photos(page).locator('img')).toBeVisible()
  await expect.poll(() => photos(page).locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
}
