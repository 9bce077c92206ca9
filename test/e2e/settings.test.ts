import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, expectAccessible, test } from '../support/app.ts'
import { go, seePages, type PageToSee } from '../support/looks.ts'
import { makeVault, openSample, passphrase, unlock } from '../support/start.ts'

const list = JSON.stringify({
  type: 'FeatureCollection',
  features: [['WK036181', 'Overdie'], ['BU03618100', 'Overdie-Oost'], ['BU03618101', 'Overdie-West']].map(([code, name]) => ({
    type: 'Feature', properties: { statcode: code, statnaam: name }, geometry: { type: 'Polygon', coordinates: [[[4.7, 52.6], [4.8, 52.6], [4.8, 52.7], [4.7, 52.6]]] },
  })),
})

test('makes a gebied, imports its wijken by code, undoes it, and finds everything again after a restart', async ({ launchApp }) => {
  const folder = await mkdtemp(join(tmpdir(), 'gebiedsboek-lijst-'))
  const path = join(folder, 'wijken.geojson')
  await writeFile(path, list)
  const app = await launchApp()
  const { page } = app
  await makeVault(page)
  await page.keyboard.press('Control+,')
  await expect(page.getByTestId('add-gebied')).toBeVisible()
  await page.keyboard.press('Control+n')
  // What was added is typed over at once.
  await expect(page.getByLabel('Naam van het gebied')).toBeFocused()
  await page.keyboard.type('Gebied Zuid')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('gebied-switch')).toContainText('Gebied Zuid')

  await page.getByRole('button', { name: 'Importeer een lijst' }).click()
  await app.answerOpenDialog(path)
  await page.getByTestId('choose-areas').click()
  await expect(page.getByTestId('area-counts')).toContainText('3 nieuw')
  await expectAccessible(page)
  await page.getByTestId('import-areas').click()
  await expect(page.getByLabel('Naam van wijk WK036181')).toHaveValue('Overdie')
  await page.getByRole('button', { name: 'Ongedaan maken' }).last().click()
  await expect(page.getByLabel('Naam van wijk WK036181')).toBeHidden()

  await page.getByRole('button', { name: 'Importeer een lijst' }).click()
  await page.getByTestId('choose-areas').click()
  await page.getByTestId('import-areas').click()
  await page.getByLabel('Gebied van wijk Overdie').click()
  await page.getByRole('option', { name: 'Gebied Zuid' }).click()
  await expect(page.getByTestId('gebied-Gebied Zuid').getByText('2 buurten')).toBeVisible()
  await app.close()

  const again = await launchApp({ dataFolder: app.dataFolder })
  await unlock(again.page, passphrase)
  await expect(again.page.getByTestId('sidebar')).toBeVisible()
  await again.page.keyboard.press('Control+,')
  await expect(again.page.getByTestId('gebied-Gebied Zuid').getByLabel('Naam van wijk WK036181')).toHaveValue('Overdie')
  await rm(folder, { recursive: true })
})

test('a file that is no list is named in one sentence, and nothing changes', async ({ app }) => {
  const folder = await mkdtemp(join(tmpdir(), 'gebiedsboek-lijst-'))
  await writeFile(join(folder, 'fout.csv'), 'naam;waarde\nOverdie;12\n')
  await makeVault(app.page)
  await app.page.keyboard.press('Control+,')
  await app.page.getByRole('button', { name: 'Importeer een lijst' }).click()
  await app.answerOpenDialog(join(folder, 'fout.csv'))
  await app.page.getByTestId('choose-areas').click()
  await expect(app.page.getByRole('alert').filter({ hasText: 'CBS-codes' })).toBeVisible()
  await rm(folder, { recursive: true })
})

test('changes the passphrase, and only the new one opens', async ({ app: { page } }) => {
  await makeVault(page)
  await page.evaluate(() => { location.hash = '#/instellingen/computer' })
  await page.getByRole('button', { name: 'Wijzig de wachtwoordzin' }).click()
  await page.getByLabel('Uw wachtwoordzin van nu').fill(passphrase)
  await page.getByTestId('passphrase').fill('vier groene olifanten fietsen')
  await page.getByTestId('passphrase-again').fill('vier groene olifanten fietsen')
  await page.getByRole('button', { name: 'Wijzig de wachtwoordzin' }).click()
  await expect(page.getByText('Uw wachtwoordzin is gewijzigd', { exact: true }).first()).toBeVisible()
  await page.keyboard.press('Control+Shift+L')
  await unlock(page, passphrase)
  await expect(page.getByTestId('unlock-problem')).toBeVisible()
  await unlock(page, 'vier groene olifanten fietsen')
  await expect(page.getByTestId('sidebar')).toBeVisible()
})

test('every part of the settings: light, dark, small and enlarged', async ({ app }) => {
  test.setTimeout(180_000)
  const { page } = app
  await openSample(page)
  await seePages(app, 'instellingen', ['gebieden', 'team', 'themas', 'toestemming', 'huisstijl', 'cijfers', 'server', 'computer', 'weergave'].map((section): PageToSee => [section, async () => {
    await go(page, `#/instellingen/${section}`)
    await expect(page.locator(`a[href="#/instellingen/${section}"]`)).toHaveAttribute('aria-current', 'page')
  }]))
})
