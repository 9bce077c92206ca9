import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import type { Page } from '@playwright/test'
import { readAreas } from '#core/geo/areas.ts'
import { contactSheet } from '#core/import/choose-sheet.ts'
import { guessColumns, mappingOf } from '#core/import/columns.ts'
import { findHeader, tableUnder } from '#core/import/header.ts'
import { buildPreview, previewDrafts, previewSummary, type PreviewCounts } from '#core/import/preview.ts'
import { readContactFile } from '#core/import/read-file.ts'
import { runToEnd } from '#core/import/steps.ts'
import { expect, test, type RunningApp } from '../support/app.ts'
import { callData } from '../support/bridge.ts'
import { heartbeat } from '../support/heartbeat.ts'
import { openSample } from '../support/start.ts'

/** Every real file beside the project through the real window. What each must give is said file by file in the unit tests; here the window must say the same, and never stand still. */
const root = join(import.meta.dirname, '../../../shared/data')
const present = existsSync(root)
const title = (name: string) => (present ? name : `${name} (overgeslagen: ../shared/data ontbreekt)`)
const filesIn = (folder: string) => readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => join(root, folder, name)).sort()
const FREEZE_MS = 2000

interface Expected { readonly refused: string | undefined; readonly counts: PreviewCounts | undefined }

/** What the reader itself makes of a file, with the columns as guessed. */
function expected(path: string): Expected {
  const read = runToEnd(readContactFile(readFileSync(path), { fileName: basename(path) }))
  if (!read.ok) return { refused: read.error.message, counts: undefined }
  if (read.value.kind === 'addressBook') return { refused: undefined, counts: previewDrafts(read.value.list.rows).counts }
  const { sheets } = read.value.file
  const sheet = sheets[contactSheet(sheets)]!
  const table = tableUnder(sheet, findHeader(sheet))
  const guess = guessColumns(table.header.names, table.rows)
  const dropped = new Set(guess.dropped.map(({ column }) => column))
  return { refused: undefined, counts: buildPreview(table, guess.columns.map((c) => (dropped.has(c.column) ? { target: null } : mappingOf(c)))).counts }
}

async function choose({ page, ...app }: RunningApp, path: string): Promise<void> {
  await page.evaluate(() => { location.hash = '#/contacten' })
  await page.getByTestId('contact-search').waitFor()
  await page.evaluate(() => { location.hash = '#/contacten/import' })
  await app.answerOpenDialog(path)
  await page.getByRole('button', { name: 'Kies een bestand' }).click()
}

/** One sentence for people: Dutch, no code, no stack, not 'a bug'. */
function expectPlain(message: string, name: string): void {
  expect(message, name).toMatch(/^[A-Z].*[.?]$/)
  expect(message, name).not.toMatch(/undefined|null|Error|NaN|\[object|programma zelf/)
}

async function walk(app: RunningApp, path: string): Promise<PreviewCounts | undefined> {
  const { page } = app, name = basename(path)
  const { refused, counts } = expected(path)
  await choose(app, path)
  if (refused !== undefined) {
    expectPlain(refused, name)
    await expect(page.getByRole('alert'), name).toHaveText(refused)
    return undefined
  }
  const summary = page.locator('p[role="status"]').filter({ hasText: 'worden uitgenodigd' })
  await expect(page.getByRole('button', { name: 'Bekijk het resultaat' }).or(summary), name).toBeVisible()
  if (await page.getByRole('button', { name: 'Bekijk het resultaat' }).isVisible()) await page.getByRole('button', { name: 'Bekijk het resultaat' }).click()
  await expect(summary, name).toHaveText(previewSummary(counts!))
  await expect(page.getByRole('alert'), name).toHaveCount(0)
  return counts
}

async function importEverything(page: Page, counts: PreviewCounts, name: string): Promise<number> {
  const { uitnodigbaar, dubbel, zonderToestemming } = counts
  if (dubbel > 0) await page.getByRole('checkbox', { name: /^Voeg ook .* dubbele? rij/ }).click()
  if (zonderToestemming > 0) await page.getByRole('checkbox', { name: /zonder toestemming toe/ }).click()
  const adding = uitnodigbaar + dubbel + zonderToestemming
  if (adding === 0) { await expect(page.getByRole('button', { name: /^Importeer/ }), name).toBeDisabled(); return 0 }
  await page.getByRole('button', { name: /^Importeer/ }).click()
  await expect(page.getByRole('heading', { name: /geïmporteerd$/ }), name).toBeVisible({ timeout: 30_000 })
  return adding
}

const total = async (page: Page) => ((await callData(page, 'contacts.list', { gebied: null })) as { value: { total: number } }).value.total

test.describe(title('every contact list, spreadsheet and text beside the project'), () => {
  test.skip(!present, '../shared/data ontbreekt')

  test('gives what the readers say, or one clear sentence, and the page never stands still', async ({ app }) => {
    test.setTimeout(300_000)
    const { page } = app
    await openSample(page)
    await page.keyboard.press('Control+1')
    const before = await total(page)
    const beats = await heartbeat(page)
    let added = 0
    for (const path of filesIn('03-contacten')) {
      const counts = await walk(app, path), name = basename(path)
      const now = counts ? await importEverything(page, counts, name) : 0
      if (now === 0) continue
      added += now
      expect(await total(page), name).toBe(before + now)
      // Taken back, so that the people of the next file are not double.
      await page.getByRole('button', { name: 'Draai deze import terug' }).click()
      await expect(page.getByRole('button', { name: 'Kies een bestand' }), name).toBeVisible()
      expect(await total(page), name).toBe(before)
    }
    expect(added).toBeGreaterThan(100)
    for (const path of ['05-rekenbladen', '06-nederlandse-tekst', '07-vijandige-tekst', '02-veiligheidscijfers', '01-geo'].flatMap(filesIn)) await walk(app, path)
    const { longest } = await beats.stop()
    expect(longest).toBeLessThan(FREEZE_MS)
  })

  test('hostile text as names is shown as it is and runs nowhere', async ({ app }) => {
    const { page, dataFolder } = app
    const strings = (JSON.parse(readFileSync(join(root, '07-vijandige-tekst/blns.json'), 'utf8')) as string[]).filter((text) => text.trim() !== '' && !/[\r\n]/.test(text))
    const list = join(dataFolder, 'vijandig.csv')
    await writeFile(list, `\uFEFFachternaam;opmerkingen\r\n${strings.map((text) => `"${text.replaceAll('"', '""')}";"${text.replaceAll('"', '""')}"`).join('\r\n')}\r\n`)
    await openSample(page)
    await page.keyboard.press('Control+1')
    const dialogs: string[] = []
    page.on('dialog', (dialog) => { dialogs.push(dialog.message()); void dialog.dismiss() })
    const before = await total(page)
    const beats = await heartbeat(page)
    const counts = await walk(app, list)
    const added = await importEverything(page, counts!, 'vijandig.csv')
    expect(await total(page)).toBe(before + added)
    await page.getByRole('link', { name: 'Naar de contacten' }).click()
    const options = page.getByTestId('contact-list').getByRole('option')
    for (const search of ['script', 'alert', 'DROP', 'undefined']) {
      await page.getByTestId('contact-search').fill(search)
      await expect(options.first()).toContainText(new RegExp(search, 'i'))
      await options.first().click()
      await expect(page.getByTestId('contact')).toBeVisible()
    }
    expect(dialogs).toEqual([])
    expect(page.url()).toMatch(/^app:\/\/gebiedsboek\//)
    expect((await beats.stop()).longest).toBeLessThan(FREEZE_MS)
  })

  test('areas: read by code, or one clear sentence', async ({ app }) => {
    test.setTimeout(120_000)
    const { page } = app
    await openSample(page)
    await page.keyboard.press('Control+,')
    const beats = await heartbeat(page)
    await page.getByRole('button', { name: 'Importeer een lijst' }).click()
    const region = page.getByRole('region', { name: 'Lijst importeren' })
    for (const path of [...filesIn('01-geo'), ...filesIn('05-rekenbladen'), ...filesIn('07-vijandige-tekst'), ...filesIn('06-nederlandse-tekst').filter((file) => extname(file) !== '.md')]) {
      const name = basename(path)
      const read = readAreas(readFileSync(path), name)
      await app.answerOpenDialog(path)
      await region.getByTestId('choose-areas').click()
      if (read.ok) await expect(region.getByTestId('area-counts'), name).toContainText(`${name}:`)
      else { expectPlain(read.error.message, name); await expect(region.getByRole('alert'), name).toHaveText(read.error.message) }
    }
    expect((await beats.stop()).longest).toBeLessThan(FREEZE_MS)
  })
})
