import type { Page } from '@playwright/test'
import { expect } from './expect.ts'

export const actionPane = (page: Page) => page.getByRole('article', { name: 'Actie' })
export const actionRow = (page: Page, title: string) => page.getByRole('listbox', { name: 'Acties' }).getByRole('option').filter({ hasText: title })

export async function openAction(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Alt+4')
  await actionRow(page, title).click()
  await expect(actionPane(page).getByRole('heading', { name: title })).toBeAttached()
}

/** Longer text of an action, in the place of what was there; its history says so as soon as it is kept. */
export async function describe(page: Page, text: string): Promise<void> {
  const field = actionPane(page).getByLabel('Omschrijving')
  await field.fill(text)
  await field.blur()
  await expect(actionPane(page).getByText(/(schreef|paste) de omschrijving/).first()).toBeVisible()
}

export async function promiseToResidents(page: Page): Promise<void> {
  await actionPane(page).getByRole('checkbox', { name: 'Beloofd aan inwoners' }).click()
  await expect(actionPane(page).getByText('maakte er een belofte aan inwoners van')).toBeVisible()
}

export async function setDay(page: Page, label: 'Uiterste datum' | 'Terugkoppelen voor', typed: string): Promise<void> {
  const field = actionPane(page).getByRole('textbox', { name: label })
  await field.fill(typed)
  await field.press('Enter')
  await expect(field).not.toHaveValue(typed)
}

export async function setState(page: Page, name: string): Promise<void> {
  await actionPane(page).getByRole('button', { name, exact: true }).click()
  await expect(actionPane(page).getByRole('button', { name, exact: true })).toHaveAttribute('aria-pressed', 'true')
}

/** Done, but nobody told the residents yet: the action stays. */
export async function closeAction(page: Page, what: string): Promise<void> {
  await actionPane(page).getByRole('button', { name: 'Gedaan', exact: true }).click()
  const form = page.getByTestId('action-close')
  await form.getByLabel('Wat is er gedaan').fill(what)
  await form.getByRole('button', { name: 'Sluit af als gedaan' }).click()
  await expect(actionPane(page).getByText('Gedaan, nog terug te koppelen').first()).toBeVisible()
}

export async function tellResidents(page: Page, whom: string): Promise<void> {
  const pane = actionPane(page)
  await pane.getByRole('button', { name: 'Leg terugkoppeling vast' }).click()
  await pane.getByLabel('Wie hoorde het').fill(whom)
  await pane.getByRole('button', { name: 'Leg vast' }).click()
  await expect(pane.getByText('Teruggekoppeld', { exact: true })).toBeVisible()
}

export async function openDifferences(page: Page): Promise<void> {
  await page.getByTestId('to-conflicts').click()
  await expect(page.getByTestId('conflict').first()).toBeVisible()
}
