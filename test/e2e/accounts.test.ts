import type { Page } from '@playwright/test'
import { expectAccessible } from '../support/app.ts'
import { ask } from '../support/notes.ts'
import { expect } from '../support/scenario/expect.ts'
import { test } from '../support/scenario/fixtures.ts'
import { badge, connectToServer, expectUpToDate } from '../support/scenario/laptop.ts'

const ZUID = 'Gebied Zuid (voorbeeld)', MARE = 'Gebied De Mare (voorbeeld)', NINA = 'Nina Nieuwveld'
const first = 'twaalf gele fietsen', second = 'dertien rode bussen'

const openAccounts = async (page: Page) => {
  await page.evaluate(() => { location.hash = '#/instellingen/accounts' })
  await expect(page.getByRole('list', { name: 'Accounts' })).toBeVisible()
}
/** Ticks or unticks gebieden in an open list and closes it. */
async function tick(page: Page, label: string, ...names: readonly string[]): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click()
  for (const name of names) await page.getByRole('option', { name, exact: true }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listbox')).toBeHidden()
}
/** What the switch of the gebied offers; one gebied has no choice of all. */
async function gebiedenOf(page: Page): Promise<readonly string[]> {
  await page.getByTestId('gebied-switch').click()
  const names = (await page.getByRole('menuitem').allTextContents()).map((text) => /^(.*?)(?:Ctrl|$)/.exec(text.trim())?.[1]?.trim() ?? '')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toBeHidden()
  return names
}

test('a beheerder makes an account and changes it; its laptop has exactly those gebieden and that role', async ({ server, laptop, shot }) => {
  test.setTimeout(240_000)
  const frank = await laptop(), nina = await laptop()
  await connectToServer(frank, server.beheerder)
  await openAccounts(frank.page)
  const { page } = frank

  await test.step('wrong input says per field what to do', async () => {
    await page.getByRole('button', { name: 'Nieuw account' }).click()
    const form = page.getByRole('form', { name: 'Nieuw account' })
    await form.getByLabel('Eerste wachtwoord').fill('kort')
    await form.getByRole('button', { name: 'Maak het account' }).click()
    await expect(form).toContainText('Vul de naam in')
    await expect(form).toContainText('Het wachtwoord heeft minstens tien tekens nodig.')
    await expect(form).toContainText('Kies ten minste één gebied.')
    await shot(page, 'fout')
    await expectAccessible(page)
    await form.getByLabel('Naam').fill(server.beheerder.name)
    await form.getByLabel('Eerste wachtwoord').fill(first)
    await tick(page, 'Gebieden', MARE)
    await form.getByRole('button', { name: 'Maak het account' }).click()
    await expect(form.getByRole('alert')).toContainText(`Er is al een account met de naam ${server.beheerder.name}`)
    await form.getByLabel('Naam').fill(NINA)
    await form.getByLabel('Eerste wachtwoord').fill(`${NINA}!`)
    await form.getByRole('button', { name: 'Maak het account' }).click()
    await expect(form.getByRole('alert')).toContainText(/wachtwoord/i)
    await form.getByLabel('Eerste wachtwoord').fill(first)
    await form.getByRole('button', { name: 'Maak het account' }).click()
    await expect(page.getByRole('list', { name: 'Accounts' })).toContainText(NINA)
  })

  await test.step('the second laptop has one gebied and no contact details', async () => {
    await connectToServer(nina, { name: NINA, password: first })
    await expect(nina.page.getByTestId('sidebar')).toContainText('Wijk BOA')
    await expect(nina.page.getByTestId('gebied-switch')).toContainText(MARE)
    expect(await gebiedenOf(nina.page)).toEqual([MARE])
    await nina.page.keyboard.press('Alt+2')
    await nina.page.getByRole('listbox', { name: 'Contacten' }).getByRole('option').first().click()
    await expect(nina.page.getByTestId('contact')).toContainText('Telefoon, e-mail en adres staan niet op deze laptop')
  })

  await test.step('another role and gebieden reach the laptop by themselves', async () => {
    await page.getByRole('combobox', { name: `Rol van ${NINA}` }).click()
    await page.getByRole('option', { name: 'Gebiedsregisseur' }).click()
    await expect(page.getByText('Rol gewijzigd', { exact: true }).first()).toBeVisible()
    await tick(page, `Gebieden van ${NINA}`, ZUID)
    await expect(page.getByText('Gebieden gewijzigd', { exact: true }).first()).toBeVisible()
    await shot(page, 'lijst')
    await expectAccessible(page)
    await expect(nina.page.getByTestId('sidebar')).toContainText('Gebiedsregisseur')
    await expect.poll(() => gebiedenOf(nina.page)).toEqual([ZUID, MARE, 'Alle gebieden'])
    await nina.page.keyboard.press('Control+2')
    await nina.page.getByRole('listbox', { name: 'Contacten' }).getByRole('option').first().click()
    await expect(nina.page.getByTestId('contact').getByLabel('Postcode')).toHaveValue(/\d{4} [A-Z]{2}/)
    await tick(page, `Gebieden van ${NINA}`, MARE)
    await expect(nina.page.getByTestId('gebied-switch')).toContainText(ZUID)
    await expect.poll(() => gebiedenOf(nina.page)).toEqual([ZUID])
  })

  await test.step('all gebieden stands alone', async () => {
    await tick(page, `Gebieden van ${NINA}`, 'Alle gebieden')
    await expect(page.getByRole('listitem').filter({ hasText: NINA })).toContainText('alle gebieden')
    await expect.poll(async () => (await gebiedenOf(nina.page)).length).toBe(6)
    await tick(page, `Gebieden van ${NINA}`, ZUID)
    await expect.poll(() => gebiedenOf(nina.page)).toEqual([ZUID])
  })

  await test.step('the last beheerder stays one', async () => {
    await page.getByRole('combobox', { name: `Rol van ${server.beheerder.name}` }).click()
    await page.getByRole('option', { name: 'Wijkagent' }).click()
    await expect(page.getByText('Dit is de laatste beheerder.', { exact: false }).first()).toBeVisible()
    await expect(page.getByRole('combobox', { name: `Rol van ${server.beheerder.name}` })).toContainText('Functioneel beheerder')
  })

  await test.step('a new password: the laptop asks for it and keeps working meanwhile', async () => {
    await page.getByRole('button', { name: `Nieuw wachtwoord voor ${NINA}` }).click()
    const dialog = page.getByRole('dialog', { name: `Nieuw wachtwoord voor ${NINA}` })
    await dialog.getByLabel('Wachtwoord').fill('kort')
    await page.keyboard.press('Enter')
    await expect(dialog).toContainText('Het wachtwoord heeft minstens tien tekens nodig.')
    await expectAccessible(page)
    await dialog.getByLabel('Wachtwoord').fill(second)
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('button', { name: `Nieuw wachtwoord voor ${NINA}` })).toBeFocused()

    await ask(nina.page, 'sync.now', {})
    await expect(badge(nina.page)).toContainText('Meld u opnieuw aan')
    await badge(nina.page).click()
    await expect(nina.page.getByRole('link', { name: 'Meld u aan' })).toBeVisible()
    await expect(nina.page.getByRole('button', { name: 'Werk nu bij' })).toHaveCount(0)
    await nina.page.keyboard.press('Escape')
    await nina.page.evaluate(() => { location.hash = '#/instellingen/server' })
    await nina.page.getByLabel('Wachtwoord van uw account').fill(first)
    await nina.page.getByRole('button', { name: 'Meld aan' }).click()
    await expect(nina.page.getByRole('alert')).toContainText('De naam of het wachtwoord klopt niet.')
    await shot(nina.page, 'opnieuw-aanmelden')
    await nina.page.getByLabel('Wachtwoord van uw account').fill(second)
    await nina.page.getByRole('button', { name: 'Meld aan' }).click()
    await expectUpToDate(nina.page)
  })

  await test.step('a blocked account gets no further, and works again when it may', async () => {
    await page.getByRole('button', { name: `Blokkeer ${NINA}` }).click()
    await expect(page.getByText('geblokkeerd', { exact: true })).toBeVisible()
    await ask(nina.page, 'sync.now', {})
    await expect(badge(nina.page)).toContainText('Meld u opnieuw aan')
    await page.getByRole('button', { name: `Laat ${NINA} weer toe` }).click()
    await expect(page.getByText('geblokkeerd', { exact: true })).toBeHidden()
    await nina.page.getByLabel('Wachtwoord van uw account').fill(second)
    await nina.page.getByRole('button', { name: 'Meld aan' }).click()
    await expectUpToDate(nina.page)
  })
})

test('without a connection the accounts page says so, and goes on when there is one', async ({ server, laptop }) => {
  const frank = await laptop()
  await connectToServer(frank, server.beheerder)
  await frank.cable.unplug()
  await frank.page.evaluate(() => { location.hash = '#/instellingen/accounts' })
  await expect(frank.page.getByRole('alert')).toContainText('De server is niet te bereiken.')
  await expectAccessible(frank.page)
  await frank.cable.plug()
  await frank.page.getByRole('button', { name: 'Probeer opnieuw' }).click()
  await expect(frank.page.getByRole('list', { name: 'Accounts' })).toContainText(server.beheerder.name)
})
