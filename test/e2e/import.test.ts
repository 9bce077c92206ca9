import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, expectAccessible, test } from '../support/app.ts'
import { panelList } from '../support/panel-list.ts'
import { openSample } from '../support/start.ts'

test('imports the list of the panel evening, and takes it back', async ({ app }) => {
  const { page, dataFolder } = app
  const list = join(dataFolder, 'respondenten.csv')
  await writeFile(list, panelList())
  await openSample(page)
  await page.keyboard.press('Control+1')
  await page.goto('app://gebiedsboek/index.html#/contacten/import')
  await expectAccessible(page)
  await app.answerOpenDialog(list)
  await page.getByRole('button', { name: 'Kies een bestand' }).click()
  await expect(page.getByRole('heading', { name: 'Wordt nooit overgenomen' })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Kolom achternaam wordt' })).toHaveValue('lastName')
  await page.screenshot({ path: 'artifacts/import-columns.png', fullPage: true })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Bekijk het resultaat' }).click()
  await expect(page.getByText('122 kunnen worden uitgenodigd, 3 dubbel, 2 zonder toestemming')).toBeVisible()
  await page.getByRole('button', { name: 'Dubbel 3' }).click()
  await expect(page.locator('section tbody tr')).toHaveCount(3)
  await page.screenshot({ path: 'artifacts/import-preview.png', fullPage: true })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Importeer 122 contacten' }).click()
  await expect(page.getByRole('heading', { name: '122 contacten geïmporteerd' })).toBeVisible()
  await page.getByRole('button', { name: 'Nog een lijst importeren' }).click()
  await expect(page.getByText('122 contacten geïmporteerd uit respondenten.csv')).toBeVisible()
  await page.getByRole('button', { name: /^Draai terug/ }).click()
  await expect(page.getByText('122 contacten geïmporteerd uit respondenten.csv')).toBeHidden()
  expect((await readFile(list)).equals(Buffer.from(panelList()))).toBe(true)
})

test('says in one sentence what is wrong with a file that is no list', async ({ app }) => {
  const { page, dataFolder } = app
  const file = join(dataFolder, 'verslag.pdf')
  await writeFile(file, '%PDF-1.4 niets')
  await openSample(page)
  await page.goto('app://gebiedsboek/index.html#/contacten/import')
  await app.answerOpenDialog(file)
  await page.getByRole('button', { name: 'Kies een bestand' }).click()
  await expect(page.getByRole('alert')).toContainText('Dit is een pdf.')
  await expectAccessible(page)
})
