import type { Page } from '@playwright/test'
import { expect } from './app.ts'

export const passphrase = 'paarse kano onder zeven bruggen'

/** From the first screen into the sample. */
export async function openSample(page: Page): Promise<void> {
  await page.getByTestId('start-sample').click()
  await expect(page.getByTestId('sidebar')).toBeVisible()
}

/** From the first screen to an empty book with a passphrase. Answers the recovery code. */
export async function makeVault(page: Page, name = 'Rita Voorbeeld'): Promise<string> {
  await page.getByTestId('start-local').click()
  await page.getByTestId('own-name').fill(name)
  await page.getByTestId('passphrase').fill(passphrase)
  await page.getByTestId('passphrase-again').fill(passphrase)
  await page.getByTestId('make-vault').click()
  const code = await page.getByTestId('recovery-code').textContent()
  await page.getByTestId('recovery-kept').click()
  await page.getByTestId('recovery-done').click()
  await expect(page.getByTestId('sidebar')).toBeVisible()
  return code ?? ''
}

export async function unlock(page: Page, words = passphrase): Promise<void> {
  await page.getByTestId('unlock-passphrase').fill(words)
  await page.getByTestId('unlock').click()
}

/** From the first screen to a laptop of this account; what the server has may still be under way. */
export async function connectTo(page: Page, address: string, name: string, password = 'lang genoeg 1'): Promise<void> {
  await page.getByTestId('start-connect').click()
  await page.getByTestId('server-address').fill(address)
  await page.getByTestId('account-name').fill(name)
  await page.getByTestId('account-password').fill(password)
  await page.getByTestId('passphrase').fill(passphrase)
  await page.getByTestId('passphrase-again').fill(passphrase)
  await page.getByTestId('connect').click()
  await page.getByTestId('recovery-kept').click()
  await page.getByTestId('recovery-done').click()
  await expect(page.getByTestId('sidebar')).toBeVisible()
}

/** Looks at the gebied with this number. */
export async function lookAt(page: Page, number: number, name: string): Promise<void> {
  await page.keyboard.press(`Control+${number}`)
  // With icons alone the name is only heard.
  await expect(page.getByTestId('gebied-switch')).toHaveAccessibleName(new RegExp(name))
}
