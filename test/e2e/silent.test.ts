import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, expectAccessible, test } from '../support/app.ts'
import { openSample } from '../support/start.ts'

const shots = join(import.meta.dirname, '../../artifacts/screenshots')

test('stille stemmen: from the start page to whom the panels do not hear, and on to a buurt without a member', async ({ app: { page } }) => {
  await mkdir(shots, { recursive: true })
  await openSample(page)
  await page.keyboard.press('Control+1')
  await page.getByRole('link', { name: 'Wie horen wij niet?' }).click()
  await expect(page.getByRole('heading', { name: 'Stille stemmen' })).toBeVisible()
  await expect(page.getByRole('heading', { name: /zonder panellid/ })).toBeVisible()
  await expectAccessible(page)
  await page.screenshot({ path: join(shots, 'stille-stemmen.png') })
  await expect(page.getByText('Van ieder lid is in het laatste half jaar iets gehoord.')).toBeVisible()
  await page.getByRole('link', { name: /Proefkwartier/ }).click()
  await expect(page.getByRole('heading', { name: 'Contacten', exact: true })).toBeVisible()
  await expect(page.getByText('Proefkwartier').first()).toBeVisible()
  await page.goBack()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Panels', exact: true })).toBeVisible()
})
