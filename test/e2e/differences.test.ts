import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expectAccessible } from '../support/app.ts'
import { ask } from '../support/notes.ts'
import { actionPane, actionRow, describe, openAction, openDifferences, setState } from '../support/scenario/action.ts'
import { expect } from '../support/scenario/expect.ts'
import { test } from '../support/scenario/fixtures.ts'
import { connectToServer, expectUpToDate, goOffline, goOnline, restart } from '../support/scenario/laptop.ts'

const HEDGE = 'Heg langs het achterpad laten snoeien', LOCK = 'Slot van de fietsenstalling nakijken', ROUND = 'Rondje met het jongerenwerk op vrijdagavond', SPEED = 'Snelheid meten op de Verzonnenlaan'
const fresh = (page: Page) => page.getByTestId('fresh-conflicts')
const description = (page: Page) => actionPane(page).getByLabel('Omschrijving')

test('two values of one field: keep theirs, keep mine, keep both, each taken back; the badge goes when it was looked at', async ({ server, laptop, shot }) => {
  test.setTimeout(240_000)
  const rita = await laptop(), bas = await laptop()
  await connectToServer(rita, await server.account('rita', 'Rita Voorbeeld', 'regisseur', ['mare']))
  await connectToServer(bas, await server.account('bas', 'Bas Testema', 'boa', ['mare']))
  const { page } = rita
  await goOffline(rita)
  for (const title of [LOCK, ROUND]) {
    await openAction(page, title)
    await describe(page, `Van Rita over ${title.length}`)
    await openAction(bas.page, title)
    await describe(bas.page, `Van Bas over ${title.length}`)
  }
  await expectUpToDate(bas.page)
  expect(await goOnline(rita)).toContain('2 vragen uw keuze')
  await expect(fresh(page)).toContainText('2 nieuw')
  await shot(page, 'badge')
  // Nothing blocks meanwhile.
  await openAction(page, LOCK)
  await setState(page, 'Bezig')

  await openDifferences(page)
  const question = (title: string) => page.getByTestId('conflict').filter({ hasText: title })
  await expect(question(LOCK)).toContainText('U schreef')
  await expect(question(LOCK)).toContainText('Bas Testema schreef')
  await expectAccessible(page)
  await expect(fresh(page)).toBeHidden()
  await expect(page.getByTestId('to-conflicts')).toContainText('2')
  await restart(rita)
  await expect(rita.page.getByTestId('to-conflicts')).toBeVisible()
  await expect(fresh(rita.page)).toBeHidden()
  await settle(rita.page, bas.page)
})

/** Every choice for the first question, each taken back, then an answer for both; the other laptop follows. */
async function settle(page: Page, other: Page): Promise<void> {
  await openDifferences(page)
  const mine = (title: string) => `Van Rita over ${title.length}`, theirs = (title: string) => `Van Bas over ${title.length}`
  const current = async (title: string) => {
    const found = await ask<{ items: { id: string; title: string }[] }>(other, 'actions.list', { filter: { gebieden: 'all' }, offset: 0, limit: 200 })
    return (await ask<{ action: { description: string } }>(other, 'actions.get', { id: found.items.find((item) => item.title === title)!.id })).action.description
  }
  const undo = () => page.getByRole('button', { name: 'Ongedaan maken' }).click()
  const card = page.getByTestId('conflict').filter({ hasText: LOCK })
  const side = (words: string) => card.locator('.flex-col', { hasText: words }).getByRole('button')
  expect(new Set([await side('U schreef').textContent(), await side('Bas Testema schreef').textContent()])).toEqual(new Set(['Laat dit staan', 'Zet dit terug']))
  for (const [words, kept] of [['Bas Testema schreef', theirs(LOCK)], ['U schreef', mine(LOCK)]] as const) {
    await side(words).click()
    await expect(card).toHaveCount(0)
    await expect.poll(() => current(LOCK)).toBe(kept)
    await undo()
    await expect(card).toHaveCount(1)
  }
  for (const again of [true, false]) {
    await card.getByRole('button', { name: 'Bewaar allebei' }).click()
    await expect.poll(() => current(LOCK)).toContain(mine(LOCK))
    await expect.poll(() => current(LOCK)).toContain(theirs(LOCK))
    if (again) { await undo(); await expect(card).toHaveCount(1) }
  }
  await page.getByTestId('conflict').filter({ hasText: ROUND }).getByRole('button', { name: 'Zet dit terug' }).click()
  await expect(page.getByRole('heading', { name: 'Er zijn geen verschillen' })).toBeVisible()
  await expect(page.getByTestId('to-conflicts')).toBeHidden()
  await expect(other.getByTestId('to-conflicts')).toBeHidden()
}

test('what the server refuses is told in plain words, can be thrown away, and can be tried again when it may', async ({ server, laptop, shot }) => {
  test.setTimeout(240_000)
  const frank = await laptop(), rita = await laptop()
  await connectToServer(frank, server.beheerder)
  await connectToServer(rita, await server.account('rita', 'Rita Voorbeeld', 'regisseur', ['zuid', 'mare']))
  const { page } = rita
  const gebieden = async (...names: readonly string[]) => {
    const accounts = await ask<{ id: string; name: string }[]>(frank.page, 'accounts.list', {})
    await ask(frank.page, 'accounts.change', { id: accounts.find(({ name }) => name === 'Rita Voorbeeld')!.id, edit: { gebieden: names } })
  }
  await page.keyboard.press('Control+1')
  await goOffline(rita)
  await openAction(page, HEDGE)
  await describe(page, 'De hovenier komt donderdag.')
  await setState(page, 'Deels gedaan')
  await openAction(page, SPEED)
  await describe(page, 'Dit hoeft niet meer.')
  await gebieden('Gebied De Mare (voorbeeld)')
  expect(await goOnline(rita)).toMatch(/niet verwerkt/)
  await expect(page.getByTestId('gebied-switch')).toContainText('De Mare')
  await expect(fresh(page)).toBeVisible()

  await page.getByTestId('to-conflicts').click()
  const refused = page.getByTestId('refused')
  const hedge = refused.filter({ hasText: 'De hovenier komt donderdag.' })
  await expect(hedge).toContainText(HEDGE)
  await expect(hedge).toContainText('Omschrijving')
  await expect(hedge).toContainText(/gebied/)
  await expect(hedge).not.toContainText(/undefined|noAccess|[0-9a-f]{8}-[0-9a-f]{4}/)
  await expectAccessible(page)
  await shot(page, 'niet-verwerkt')

  // Trying too early changes nothing, and says why.
  await hedge.getByRole('button', { name: 'Probeer opnieuw' }).click()
  await expect(page.getByText('Waar deze wijziging bij hoort, staat nu niet op deze laptop.', { exact: false }).first()).toBeVisible()
  await expect(hedge).toHaveCount(1)
  await expect(page.getByTestId('sync-badge')).not.toContainText('wachtend')

  await gebieden('Gebied De Mare (voorbeeld)', 'Gebied Zuid (voorbeeld)')
  await expect.poll(async () => { await page.keyboard.press('Control+1'); return page.getByTestId('gebied-switch').textContent() }).toContain('Gebied Zuid')
  await hedge.getByRole('button', { name: 'Probeer opnieuw' }).click()
  await expect(hedge).toHaveCount(0)
  await frank.page.keyboard.press('Control+1')
  await openAction(frank.page, HEDGE)
  await expect(description(frank.page)).toHaveValue('De hovenier komt donderdag.')

  // What is left can be kept as a file or thrown away; throwing away can be taken back.
  await expect(refused).toHaveCount(1)
  const file = join(rita.app.dataFolder, 'niet-verwerkt.json')
  await rita.app.answerSaveDialog(file)
  await page.getByRole('button', { name: 'Bewaar als bestand' }).click()
  await expect(page.getByText('niet-verwerkt.json is bewaard').first()).toBeVisible()
  expect(await readFile(file, 'utf8')).toContain('Dit hoeft niet meer.')
  await refused.getByRole('button', { name: 'Gooi weg' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Er zijn geen verschillen' })).toBeVisible()
  await page.getByRole('listitem').filter({ hasText: 'Weggegooid' }).getByRole('button', { name: 'Ongedaan maken' }).click()
  await expect(refused).toContainText('Dit hoeft niet meer.')
  await refused.getByRole('button', { name: 'Gooi weg' }).click()
  await expect(page.getByRole('heading', { name: 'Er zijn geen verschillen' })).toBeVisible()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('inhoud')
  await expect(actionRow(frank.page, HEDGE)).toBeVisible()
  await openAction(frank.page, SPEED)
  await expect(description(frank.page)).not.toHaveValue('Dit hoeft niet meer.')
})
