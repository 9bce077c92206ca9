import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../support/app.ts'
import { shot } from '../support/begin.ts'
import { openSample } from '../support/start.ts'

/** Invented results for two wijken of the sample and the municipality, as a bureau sends them. */
const table = [
  'Veiligheidsmonitor 2025 (verzonnen);;;;;;', 'Wijkcode;Wijk;Ervaart drugsoverlast (%);ondergrens;bovengrens;n;Rapportcijfer groen',
  'WK036181;Overdie;34,0;28,1;39,9;240;6,1', 'WK036182;Zuiderveld;12,0*;8,0;16,0;230;7,4', 'WK036190;Voorbeeldwoude;x;;;7;.', 'GM0361;Voorbeeldstad;15,0;13,9;16,1;2300;7,0', 'Bron: verzonnen bureau',
].join('\r\n')

async function choose(page: Page, answer: (path: string) => Promise<void>, path: string): Promise<void> {
  await page.evaluate(() => { location.hash = '#/cijfers' })
  await page.getByTestId('figure-area').waitFor()
  await page.keyboard.press('Control+n')
  await answer(path)
  await page.getByRole('button', { name: 'Kies een bestand' }).click()
}

test('from the table of a bureau to what stands out, and back', async ({ app }) => {
  test.setTimeout(120_000)
  const { page, dataFolder } = app
  const path = join(dataFolder, 'uitkomsten.csv'), out = join(dataFolder, 'uit.csv')
  await writeFile(path, `﻿${table}`)
  await openSample(page)
  await page.keyboard.press('Control+1')
  await choose(page, app.answerOpenDialog, path)

  await expect(page.getByRole('combobox', { name: 'Kolom Wijkcode is' })).toHaveValue('gebiedscode')
  await expect(page.getByRole('combobox', { name: 'Kolom n is' })).toHaveValue('n')
  await expect(page.getByRole('textbox', { name: 'Naam' })).toHaveValue('Veiligheidsmonitor 2025 (verzonnen)')
  await expect(page.getByRole('textbox', { name: 'Bureau of bron' })).toHaveValue('verzonnen bureau')
  await expectAccessible(page)
  await shot(page, 'cijfers-kolommen')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('figure-summary')).toHaveText('8 cijfers van 4 gebieden: 2 onderwerpen, 2025')
  await page.getByRole('button', { name: /^Cijfers van WK036181 Overdie/ }).click()
  await expect(page.getByRole('region', { name: 'Cijfers van WK036181 Overdie' })).toContainText('28,1 – 39,9')
  await expectAccessible(page)
  await shot(page, 'cijfers-controle')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: '8 cijfers geïmporteerd' })).toBeVisible()
  await page.getByRole('link', { name: 'Naar de cijfers' }).click()

  const list = page.getByTestId('figure-list')
  await expect(page.getByTestId('figure-area')).toHaveValue('WK036181')
  await list.getByRole('option', { name: /drugsoverlast/ }).click()
  const pane = page.getByRole('article', { name: 'Cijfer' })
  await expect(pane.getByTestId('against')).toHaveText('Hoger dan in de gemeente (ongunstig)')
  await expect(pane.getByRole('img', { name: /Ervaart drugsoverlast, 2025/ })).toBeVisible()
  await pane.getByRole('button', { name: 'Toon de tabel: Naast elkaar in 2025' }).click()
  await expect(pane.getByRole('row', { name: /Voorbeeldwoude/ })).toContainText('te weinig antwoorden')
  await expect(pane.getByRole('row', { name: /Zuiderveld/ })).toContainText('voorlopig')
  await expectAccessible(page)
  await shot(page, 'cijfers-paneel')

  await app.answerSaveDialog(out)
  await page.getByRole('button', { name: 'Bewaar', exact: true }).click()
  await page.getByRole('menuitem', { name: 'CSV' }).click()
  await expect.poll(() => readFile(out, 'utf8').catch(() => '')).toContain('WK036181;Overdie;2025;Overlast;Ervaart drugsoverlast;%;34;28,1;39,9;240;verzonnen bureau')

  await page.evaluate(() => { location.hash = '#/cijfers/import' })
  await page.getByRole('button', { name: 'Haal weg: Veiligheidsmonitor 2025 (verzonnen)' }).click()
  await expect(page.getByText('Veiligheidsmonitor 2025 (verzonnen)', { exact: true })).toBeHidden()
  await page.keyboard.press('Alt+6')
  await expect(list.getByRole('option').first()).toBeVisible()
  await expect(list.getByRole('option', { name: /drugsoverlast/ })).toHaveCount(0)
})

test('by keyboard alone: to the figures, through the list, a figure by its name, and no drawing without its table', async ({ app }) => {
  const { page } = app
  await openSample(page)
  await page.keyboard.press('Control+1')
  await page.keyboard.press('Alt+6')
  await expect(page.getByTestId('figure-list').getByRole('option').first()).toBeVisible()
  await page.getByTestId('figure-list').focus()
  await page.keyboard.press('ArrowDown')
  const pane = page.getByRole('article', { name: 'Cijfer' })
  await expect(pane).toBeVisible()
  const images = await pane.getByRole('img').count()
  await expect(pane.getByRole('button', { name: /^Toon de tabel/ })).toHaveCount(images)
  await page.keyboard.press('Escape')
  await expect(pane).toBeHidden()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Zoeken en opdrachten' }).fill('oplichting')
  await expect(page.getByRole('option', { name: /online oplichting/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(pane.getByRole('heading', { name: 'Slachtoffer van online oplichting' })).toBeVisible()
  await expect(pane).toContainText('Vanaf 2021 is er anders gemeten')
})

test('a file that is no table of figures says so in one sentence', async ({ app }) => {
  const { page, dataFolder } = app
  const path = join(dataFolder, 'antwoorden.csv')
  await writeFile(path, 'respnr;wijk;vraag1\r\n1;Overdie;3\r\n')
  await openSample(page)
  await choose(page, app.answerOpenDialog, path)
  await expect(page.getByRole('alert')).toContainText('In dit bestand staat één rij per persoon.')
  await expectAccessible(page)
})
