import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { CommandFailure } from '#core/contract/command.ts'
import { periodName } from '#core/figures/period.ts'
import { plural } from '#core/text/numbers.ts'
import { figureHandlers } from '../../electron/data/figures/handlers.ts'
import { sample } from '../../electron/data/sample/sample.ts'
import { expect, test, type RunningApp } from '../support/app.ts'
import { heartbeat } from '../support/heartbeat.ts'
import { openSample } from '../support/start.ts'
import { testContext } from '../support/store.ts'

/** Every real table of figures beside the project through the real window. What each must give is said in the unit tests; here the window must say the same, and never stand still. */
const root = join(import.meta.dirname, '../../../shared/data')
const present = existsSync(root)
const filesIn = (folder: string) => (present ? readdirSync(join(root, folder)).sort().map((name) => join(root, folder, name)) : [])
const FREEZE_MS = 2000

/** What the commands themselves make of a file in the sample: the summary, or why it is refused. */
async function expected(path: string): Promise<{ readonly summary: string; readonly refused: string; readonly figures: number }> {
  const context = testContext()
  context.store.commit(sample('2026-11-30').changes)
  const call = figureHandlers(context)
  try {
    const { token } = await call['figures.read']({ name: basename(path), bytes: readFileSync(path).toString('base64') })
    const { guess } = await call['figures.table']({ token, sheet: 0, headerRow: null, roles: null })
    const { counts, blocked } = await call['figures.preview']({ token, choices: { provisional: false, others: null, links: {}, ...guess } })
    const summary = `${plural(counts.figures, 'cijfer', 'cijfers')} van ${plural(counts.areas, 'gebied', 'gebieden')}: ${plural(counts.indicators, 'onderwerp', 'onderwerpen')}${counts.periods.length > 0 ? `, ${counts.periods.map(periodName).join(', ')}` : ''}`
    return { summary, refused: '', figures: blocked === '' ? counts.figures : 0 }
  } catch (error) {
    if (error instanceof CommandFailure) return { summary: '', refused: error.failure.message, figures: 0 }
    throw error
  } finally {
    context.store.close()
  }
}

async function choose({ page, ...app }: RunningApp, path: string): Promise<void> {
  await page.evaluate(() => { location.hash = '#/cijfers' })
  await page.getByTestId('figure-area').waitFor()
  await page.evaluate(() => { location.hash = '#/cijfers/import' })
  await app.answerOpenDialog(path)
  await page.getByRole('button', { name: 'Kies een bestand' }).click()
}

test(`every table of figures beside the project goes in, or is refused in one sentence${present ? '' : ' (overgeslagen: ../shared/data ontbreekt)'}`, async ({ app }) => {
  test.skip(!present, '../shared/data ontbreekt')
  test.setTimeout(180_000)
  const { page } = app
  await openSample(page)
  await page.keyboard.press('Control+1')
  const beats = await heartbeat(page)
  let imported = 0
  for (const path of [...filesIn('02-veiligheidscijfers'), ...['bom.csv', 'pandas-test_decimal.xlsx', 'poi-1900DateWindowing.xls', 'poi-54764.xlsx'].map((name) => join(root, '05-rekenbladen', name))]) {
    const name = basename(path), { summary, refused, figures } = await expected(path)
    await choose(app, path)
    if (refused !== '') { await expect(page.getByRole('alert'), name).toHaveText(refused); continue }
    await page.getByRole('button', { name: 'Bekijk het resultaat' }).click()
    await expect(page.getByTestId('figure-summary'), name).toHaveText(summary)
    if (figures === 0) { await expect(page.getByRole('button', { name: /^Importeer/ }), name).toBeDisabled(); continue }
    await page.getByRole('button', { name: `Importeer ${plural(figures, 'cijfer', 'cijfers')}` }).click()
    await expect(page.getByRole('heading', { name: `${plural(figures, 'cijfer', 'cijfers')} geïmporteerd` }), name).toBeVisible({ timeout: 30_000 })
    imported += figures
    await page.getByRole('button', { name: 'Draai deze import terug' }).click()
    await expect(page.getByRole('button', { name: 'Kies een bestand' }), name).toBeVisible()
  }
  expect(imported).toBeGreaterThan(80_000)
  expect((await beats.stop()).longest).toBeLessThan(FREEZE_MS)
})
