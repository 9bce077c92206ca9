import type { Page } from '@playwright/test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, expectAccessible, test, type RunningApp } from '../support/app.ts'
import { shot } from '../support/begin.ts'
import { openSample } from '../support/start.ts'

/** A machine without a graphics card draws in software, which the browser asks permission for. */
const args = ['--enable-unsafe-swiftshader']
const drawn = (page: Page) => expect(page.getByTestId('map')).toHaveAttribute('data-drawn', 'true', { timeout: 30_000 })

test('the map in the sample: colours, the rows behind an area, the same as a table, a point that stays, and no address but our own', async ({ launchApp }) => {
  test.setTimeout(120_000)
  const dataFolder = await mkdtemp(join(tmpdir(), 'gebiedsboek-kaart-'))
  const begin = (): Promise<RunningApp> => launchApp({ args, dataFolder })
  const app = await begin()
  const { page } = app
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await openSample(page)
  await page.keyboard.press('Control+0')
  await page.keyboard.press('Alt+8')
  await drawn(page)
  const legend = page.getByTestId('map-legend')
  await expect(legend).toContainText('Aantal signalen per wijk')
  await expect(legend).toContainText('Grenzen: verzonnen voor dit voorbeeld')
  await expectAccessible(page)
  await shot(page, 'kaart-licht')
  // Enter opens what lies under the cross in the middle.
  await page.getByTestId('map').locator('canvas').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('article', { name: 'Op deze plek' })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.keyboard.press('t')
  const table = page.getByTestId('map-table')
  await expect(table.getByRole('row', { name: /^Overdie/ })).toContainText('4')
  await page.getByRole('combobox', { name: 'Kleur naar' }).click()
  await page.getByRole('option', { name: 'Cijfer' }).click()
  await expect(table.getByRole('columnheader', { name: /2023/ })).toBeVisible()
  await expectAccessible(page)
  await table.getByRole('button', { name: 'Overdie' }).press('Enter')
  const pane = page.getByRole('article', { name: 'Op deze plek' })
  await pane.getByRole('link', { name: /Te hard rijden op de Verzonnenlaan/ }).click()

  // A signal that was known by its buurt alone gets a point in the middle of the map.
  const signal = page.getByRole('article', { name: 'Signaal' })
  await expect(signal.getByTestId('point-field')).toContainText('Kies een punt')
  await signal.getByRole('button', { name: 'Kies een punt op de kaart' }).click()
  const picker = page.getByTestId('point-picker')
  await drawn(page)
  await picker.locator('canvas').focus()
  await page.keyboard.press('Enter')
  await expect(picker.getByTestId('point-where')).toContainText('Dit punt ligt in')
  await page.getByRole('button', { name: 'Neem dit punt' }).click()
  const point = signal.getByTestId('point-text')
  await expect(point).toContainText('N,')
  const chosen = await point.textContent()
  expect(asked.filter((url) => !/^(?:app|blob|data):/.test(url))).toEqual([])

  const address = await page.evaluate(() => location.hash)
  await app.close()
  const again = await begin()
  await expect(again.page.getByTestId('sidebar')).toBeVisible()
  await again.page.evaluate((hash) => { location.hash = hash }, address)
  await expect(again.page.getByTestId('point-text')).toHaveText(chosen ?? '')
  await again.close()
  await rm(dataFolder, { recursive: true, force: true })
})
