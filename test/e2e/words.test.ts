import type { Page } from '@playwright/test'
import { expect, test } from '../support/app.ts'
import { openSample } from '../support/start.ts'

/** What the libraries say by themselves where nobody tells them Dutch words. 'Open', 'Menu' and 'Start' are Dutch too. */
const english = /\b(?:close|toggle|clear|search|notifications?|show|hide|next|previous|first|last|page|select|selected|loading|no data|no results?|no matching|event|day|month|year|today|dismiss|increment|decrement|increase|decrease|remove|delete|calendar|create|choose|expand|collapse|more|back|cancel|submit|empty|sort|row|column|invalid|required|breadcrumb|slide|password|button|popup|january|february|march|may|june|july|august|october|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/i

/** Every name and hint that a screen reader or the mouse gets from the page as it stands, with where it is. Text on screen is looked at by people; what no eye sees is not. */
const heard = (page: Page) => page.evaluate(() => {
  const out: string[] = []
  for (const element of document.querySelectorAll('*')) {
    for (const name of ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'aria-placeholder', 'title', 'placeholder', 'alt']) { const value = element.getAttribute(name); if (value) out.push(`${name}: ${value}`) }
    const hidden = element.classList.contains('sr-only') || ['status', 'alert', 'tooltip'].includes(element.getAttribute('role') ?? '')
    if (hidden && element.textContent?.trim()) out.push(`text: ${element.textContent.trim()}`)
  }
  return out
})
/** What the sample's own people and places are called is not the program's. */
async function expectDutch(page: Page, where: string): Promise<void> {
  const all = await heard(page)
  expect(all.length, where).toBeGreaterThan(0)
  expect.soft(all.filter((words) => english.test(words)), where).toEqual([])
}

const pages = ['/', '/contacten', '/contacten/nieuw', '/contacten/panels', '/contacten/dubbel', '/contacten/import', '/bijeenkomsten', '/jaarplan', '/agendasjablonen', '/uitrolset', '/acties', '/acties/nieuw', '/verschillen', '/instellingen', '/instellingen/gebieden', '/instellingen/team', '/instellingen/themas', '/instellingen/weergave', '/instellingen/server', '/instellingen/computer', '/cijfers', '/cijfers/import', '/instellingen/cijfers'] as const

test('no page says anything in English to a screen reader', async ({ app: { page } }) => {
  test.setTimeout(120_000)
  await expect(page.getByTestId('start-sample')).toBeVisible()
  await expectDutch(page, 'begin')
  await openSample(page)
  for (const path of pages) {
    await page.evaluate((to) => { location.hash = `#${to}` }, path)
    await expect(page.locator('main').getByRole('heading').first()).toBeVisible()
    await expectDutch(page, path)
  }
})

test('nor does what opens on a page: lists, days, menus, dialogs, messages', async ({ app: { page } }) => {
  await openSample(page)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectDutch(page, 'zoeken')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectDutch(page, 'sneltoetsen')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Alt+4')
  await page.getByRole('button', { name: 'Lijst', exact: true }).click()
  await page.locator('main').getByRole('option').first().click()
  await expect(page.getByRole('button', { name: /kies in de kalender/ }).first()).toBeVisible()
  await expectDutch(page, 'actie')
  for (const opener of await page.locator('main button[role="combobox"]').all()) {
    if (!(await opener.isVisible()) || !(await opener.isEnabled())) continue
    const name = (await opener.getAttribute('aria-label')) ?? ''
    await opener.click()
    await expect(page.getByRole('listbox').last()).toBeVisible()
    await expectDutch(page, `keuzelijst ${name}`)
    await page.keyboard.press('Escape')
    await expect(opener).toHaveAttribute('aria-expanded', 'false')
  }
  await page.getByRole('button', { name: /kies in de kalender/ }).first().click()
  await expect(page.getByRole('gridcell').first()).toBeVisible()
  await expectDutch(page, 'kalender')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+2')
  await page.getByRole('listbox', { name: 'Contacten' }).getByRole('option').first().click()
  await expect(page.getByTestId('contact')).toBeVisible()
  await page.getByRole('listbox', { name: 'Contacten' }).press('Delete')
  await expect(page.getByRole('button', { name: 'Ongedaan maken' })).toBeVisible()
  await expect(page.getByRole('region', { name: /^Meldingen/ })).toHaveCount(1)
  await expectDutch(page, 'melding')
  await test.step('Escape closes what is open and leaves the message with its way back', async () => {
    await page.getByRole('button', { name: 'Meer' }).first().click()
    await expect(page.getByRole('menu')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toHaveCount(0)
    await page.getByTestId('contact-search').focus()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Ongedaan maken' }).click()
    await expect(page.getByText('Ongedaan gemaakt', { exact: true }).first()).toBeVisible()
  })
})
