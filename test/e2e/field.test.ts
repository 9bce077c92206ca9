import type { Page } from '@playwright/test'
import { expect, expectAccessible, test, type RunningApp } from '../support/app.ts'
import { shot, shotOfWindow } from '../support/begin.ts'
import { ask } from '../support/notes.ts'
import { png } from '../support/png.ts'
import { lookAt, openSample } from '../support/start.ts'

const size = ({ electron }: RunningApp, width: number, height: number) => electron.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w!, h!), [width, height])
const zoom = ({ electron }: RunningApp, factor: number) => electron.evaluate(({ BrowserWindow }, f) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(f), factor)

/** Everything to press is at least 44 pixels high and wide, and nothing goes off the page. */
async function expectLarge(page: Page): Promise<void> {
  const small = await page.getByTestId('field').locator('button:not([aria-hidden]), input, textarea').evaluateAll((all) => all.map((el) => ({ name: el.getAttribute('aria-label') || el.textContent || el.id, box: el.getBoundingClientRect() })).filter(({ box }) => box.width > 0 && (box.height < 44 || box.width < 44)).map(({ name }) => name))
  expect(small).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true)
}

test('the field mode: where I am, what is mine here, the round of today and a new signal, with large targets', async ({ app }) => {
  const { page } = app
  await openSample(page)
  await lookAt(page, 2, 'De Mare')
  await page.keyboard.press('Alt+5')
  await expect(page.getByRole('listbox', { name: 'Signalen' })).toBeVisible()
  await size(app, 1024, 640)
  await page.getByRole('button', { name: 'Meer' }).click()
  await page.getByRole('menuitem', { name: 'Veldmodus' }).click()
  await expect(page.getByRole('heading', { name: 'Veldmodus' })).toBeVisible()
  await expect(page.getByTestId('sidebar')).toHaveCount(0)
  await page.getByRole('combobox', { name: 'Waar bent u' }).fill('mare')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /Ronde van vandaag/ })).toBeVisible()
  const seen = page.getByTestId('field-seen')
  const tick = page.getByRole('checkbox', { name: 'Gezien: Grofvuil naast de containers' })
  await tick.click()
  await expect(seen).toContainText(/^1 van \d+ gezien/)
  await shot(page, 'veld-ronde')
  await expectLarge(page)
  await expectAccessible(page)

  await page.getByRole('button', { name: /^Grofvuil naast de containers/ }).click()
  await page.getByRole('button', { name: 'Opgepakt' }).click()
  await expect(page.getByRole('button', { name: /Grofvuil naast de containers Opgepakt/ })).toBeVisible()

  await page.keyboard.press('Control+n')
  await expect(page.getByLabel('Wat speelt er')).toBeFocused()
  await page.keyboard.type('Boom over het pad')
  const camera = page.getByTestId('field').locator('input[type=file]')
  await camera.setInputFiles({ name: 'boom.png', mimeType: 'image/png', buffer: png(400, [60, 120, 60]) })
  await expect(page.getByText('1 foto gaat mee met dit signaal')).toBeVisible()
  await shot(page, 'veld-nieuw')
  await expectLarge(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('checkbox', { name: 'Gezien: Boom over het pad' })).toBeVisible()

  await expect(page.getByText('Foto toegevoegd').first()).toBeVisible()
  const { items } = await ask<{ items: { id: string; title: string }[] }>(page, 'signals.list', { filter: { gebieden: 'all', text: 'Boom over het pad' } })
  await page.getByRole('button', { name: /^Boom over het pad/ }).click()
  await expect(page.getByRole('button', { name: 'Foto', exact: true })).toBeVisible()
  await camera.setInputFiles({ name: 'pad.png', mimeType: 'image/png', buffer: png(300, [60, 60, 120]) })
  await expect.poll(async () => (await ask<{ items: unknown[] }>(page, 'attachments.list', { subjectKind: 'signal', subjectId: items[0]!.id })).items.length).toBe(2)
  await shot(page, 'veld-foto')
  await expectLarge(page)

  await page.reload()
  await expect(tick).toHaveAttribute('aria-checked', 'true')
  await zoom(app, 2)
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(512)
  await expect(tick).toBeVisible()
  await shotOfWindow(app, 'veld-200')
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true)
  await zoom(app, 1)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listbox', { name: 'Signalen' })).toBeVisible()
})
