import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, expectAccessible, test } from '../support/app.ts'
import { openSample } from '../support/start.ts'

const shots = join(import.meta.dirname, '../../artifacts/screenshots')

test('stille stemmen: from the start page to whom the panels do not hear, and on to one of them', async ({ app: { page } }) => {
  await mkdir(shots, { recursive: true })
  await openSample(page)
  await page.keyboard.press('Control+1')
  await page.getByRole('link', { name: 'Wie horen wij niet?' }).click()
  await expect(page.getByRole('heading', { name: 'Stille stemmen' })).toBeVisible()
  await expect(page.getByRole('heading', { name: /zonder panellid/ })).toBeVisible()
  await expectAccessible(page)
  await page.screenshot({ path: join(shots, 'stille-stemmen.png') })
  const members = page.getByRole('region', { name: /zonder teken in een half jaar/ })
  const first = members.getByRole('link').first()
  const name = (await first.locator('span').first().textContent()) ?? ''
  await first.click()
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText(name.split(',')[0] ?? '')
  await page.goBack()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Panels', exact: true })).toBeVisible()
})
