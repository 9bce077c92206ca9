import type { Page } from '@playwright/test'
import { expectAccessible } from '../support/app.ts'
import { openPhone } from '../support/phone.ts'
import { expect } from '../support/scenario/expect.ts'
import { test } from '../support/scenario/fixtures.ts'
import { connectToServer } from '../support/scenario/laptop.ts'

/** Nothing sticks out sideways, axe finds nothing, nothing came along, and what can be pressed is large enough for a thumb. */
async function looksRight(page: Page): Promise<void> {
  await expectAccessible(page)
  expect(await page.evaluate(() => ({ wide: document.documentElement.scrollWidth > innerWidth, scripts: document.scripts.length, fetched: performance.getEntriesByType('resource').length, cookies: document.cookie, small: [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea')].filter((e) => e.getBoundingClientRect().height < 24).length })))
    .toEqual({ wide: false, scripts: 0, fetched: 0, cookies: '', small: 0 })
}

test('from a link to the answer and back: a resident answers on a phone, the team takes it over, the resident reads it', async ({ server, laptop, shot }) => {
  test.setTimeout(120_000)
  const rita = await laptop()
  const { page } = rita
  await connectToServer(rita, await server.account('rita', 'Rita Voorbeeld', 'regisseur', ['zuid']))
  await test.step('Rita makes a link for somebody', async () => {
    await page.keyboard.press('Alt+2')
    await page.getByRole('listbox', { name: 'Contacten' }).getByRole('option').first().click()
    await page.getByRole('button', { name: 'Maak link' }).click()
    await expect(page.getByTestId('made-link')).toContainText('Deze link ziet u alleen nu')
    await shot(page, 'link')
  })
  const url = (await page.getByTestId('made-link').innerText()).match(/https:\/\/\S+/)![0].replace('https://deur.voorbeeldstad.example', `http://127.0.0.1:${server.port}`)
  const phone = await openPhone(), resident = phone.page
  try {
    await test.step('the resident opens it, once it reached the server', async () => {
      await expect(async () => { expect((await resident.goto(url))?.status()).toBe(200) }).toPass()
      await shot(resident, 'bewoner')
      await looksRight(resident)
      await resident.emulateMedia({ colorScheme: 'dark' })
      await looksRight(resident)
      await shot(resident, 'bewoner-donker')
      await resident.emulateMedia({ colorScheme: 'light' })
    })
    await test.step('and gives a signal, after the question whether it belongs there', async () => {
      await resident.getByLabel('Wat gebeurt er?').fill('Het hek bij de speeltuin staat open. BSN 111222333')
      await resident.getByLabel('Waar is dat?').fill('Speeltuin')
      await resident.getByRole('button', { name: 'Verstuur', exact: true }).click()
      await expect(resident.getByRole('heading', { name: 'Staat hier iets over een persoon in?' })).toBeVisible()
      await looksRight(resident)
      await shot(resident, 'vraag')
      await resident.getByRole('button', { name: 'Haal dit weg en verstuur' }).click()
      await expect(resident.getByRole('status')).toContainText('Uw bericht is verstuurd')
      await expect(resident.getByRole('listitem').filter({ hasText: 'Het hek bij de speeltuin' })).toContainText('Nog niet bekeken.')
      await shot(resident, 'verstuurd')
    })
    await test.step('it lies in the post, and becomes a signal by keyboard alone', async () => {
      // What waits is asked for at a start too, not only when something comes in.
      await page.reload()
      const waiting = page.getByTestId('to-post')
      await expect(waiting).toBeVisible()
      await waiting.click()
      const message = page.getByTestId('post-list').getByRole('option').filter({ hasText: 'Het hek bij de speeltuin' })
      await message.click()
      await expect(page.getByTestId('post')).toContainText('via de digitale deur')
      await shot(page, 'post')
      await expectAccessible(page)
      await page.getByLabel('Antwoord aan de bewoner').fill('Wij gaan kijken.')
      await page.keyboard.press('Control+Enter')
      await expect(page.getByText('Signaal gemaakt').first()).toBeVisible()
      await expect(message).toHaveCount(0)
    })
    await test.step('the resident reads what was done', async () => {
      await expect(async () => { await resident.goto(url); await expect(resident.getByText('Antwoord van het team: Wij gaan kijken.')).toBeVisible({ timeout: 500 }) }).toPass()
      await expect(resident.getByText('Opgeschreven. Er is nog niemand mee bezig.')).toBeVisible()
      await expect(resident.getByText('[burgerservicenummer weggehaald]')).toBeVisible()
    })
    await test.step('and stops, which holds at once', async () => {
      await resident.getByRole('button', { name: 'Ik wil niet meer meedoen' }).click()
      await looksRight(resident)
      await resident.getByRole('button', { name: 'Trek mijn toestemming in' }).click()
      await expect(resident.getByRole('status')).toContainText('Uw toestemming is ingetrokken')
      await shot(resident, 'gestopt')
      await expect(page.getByTestId('post-list').getByText('Trok de toestemming in')).toBeVisible()
      await resident.goto(`${url}x`)
      await expect(resident.getByRole('heading', { name: 'Deze link werkt niet' })).toBeVisible()
      await looksRight(resident)
      await shot(resident, 'werkt-niet')
    })
  } finally {
    await phone.close()
  }
})
