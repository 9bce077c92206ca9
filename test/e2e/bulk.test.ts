import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, expectAccessible, test } from '../support/app.ts'
import { shot } from '../support/begin.ts'
import { bulkList } from '../support/bulk-list.ts'
import { callData } from '../support/bridge.ts'
import { heartbeat } from '../support/heartbeat.ts'
import { cancelHalfway, importAll, takeBackAll, toPreview } from '../support/scenario/bulk.ts'
import { openSample } from '../support/start.ts'

/** `npm run bench -- bulk` plays the same with 100,000. */
const ROWS = 30_000

test(`a list of ${String(ROWS)} people: progress, stopping half-way, importing and taking back, while the app stays usable`, async ({ app }) => {
  test.setTimeout(180_000)
  const { page, dataFolder } = app
  const list = join(dataFolder, 'groot.csv')
  await writeFile(list, bulkList(ROWS))
  await openSample(page)
  await page.keyboard.press('Control+1')
  const contacts = async () => ((await callData(page, 'contacts.list', { gebied: null })) as { value: { total: number } }).value.total
  const before = await contacts()
  const beats = await heartbeat(page)

  await test.step('preview', () => toPreview(app, list, ROWS))
  await test.step('stop half-way: nothing stays behind', async () => {
    await cancelHalfway(page)
    expect(await contacts()).toBe(before)
  })
  await test.step('the whole list, while searching, walking around and typing', async () => {
    await importAll(page, ROWS)
    await shot(page, 'import-ernaast')
    expect(await contacts()).toBe(before + ROWS)
  })
  await test.step('taken back with one click', async () => {
    await takeBackAll(page, ROWS)
    expect(await contacts()).toBe(before)
  })
  const { longest } = await beats.stop()
  expect(longest).toBeLessThan(2000)
})

test('a change to thousands of contacts shows how far it is and can be undone', async ({ app }) => {
  test.setTimeout(120_000)
  const { page, dataFolder } = app
  const list = join(dataFolder, 'groot.csv')
  await writeFile(list, bulkList(20_000))
  await openSample(page)
  await page.keyboard.press('Control+1')
  await toPreview(app, list, 20_000)
  await page.getByRole('button', { name: /^Importeer/ }).click()
  await page.getByRole('link', { name: 'Naar de contacten' }).click()
  await expect(page.getByRole('listbox', { name: 'Contacten' })).toBeVisible()
  const labels = async () => ((await callData(page, 'contacts.labels', { gebied: null })) as { value: { label: string }[] }).value.map(({ label }) => label)
  expect(await labels()).not.toContain('proeflabel')
  const beats = await heartbeat(page)
  await page.getByRole('listbox', { name: 'Contacten' }).getByRole('option').first().click()
  await page.keyboard.press('Control+a')
  await expect(page.getByTestId('bulk-bar')).toContainText(/20\.\d+ contacten gekozen/)
  await page.getByRole('button', { name: 'Label erbij' }).click()
  await page.getByRole('textbox', { name: 'Label' }).fill('proeflabel')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('work')).toContainText('Contacten wijzigen')
  await shot(page, 'bulk-bezig')
  await expectAccessible(page)
  const said = page.getByText(/^20\.\d+ contacten van het label ‘proeflabel’ voorzien$/).first()
  await expect(said).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Ongedaan maken' }).first().click()
  await expect(page.getByTestId('work')).toContainText('Ongedaan maken')
  await expect(page.getByText('Ongedaan gemaakt').first()).toBeVisible({ timeout: 30_000 })
  expect(await labels()).not.toContain('proeflabel')
  expect((await beats.stop()).longest).toBeLessThan(2000)
})
