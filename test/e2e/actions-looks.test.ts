import { expect, test } from '../support/app.ts'
import { seePages, type PageToSee } from '../support/looks.ts'
import { openSample } from '../support/start.ts'

/** Every page as it looks full, in both modes, in a small window and at 200 %. */
test('start, acties and zoeken with the sample: light, dark, small and enlarged', async ({ app }) => {
  test.setTimeout(180_000)
  const { page } = app
  await openSample(page)
  const pages: readonly PageToSee[] = [
    ['alle', async () => { await page.keyboard.press('Control+0'); await page.keyboard.press('Alt+1'); await expect(page.getByRole('table')).toBeVisible() }],
    ['start', async () => { await page.keyboard.press('Control+1'); await page.keyboard.press('Alt+1'); await expect(page.getByRole('region', { name: 'Beloften aan inwoners' })).toBeVisible() }],
    ['lijst', async () => { await page.keyboard.press('Alt+4'); await page.getByRole('button', { name: 'Lijst', exact: true }).click(); await expect(page.getByRole('option').first()).toBeVisible() }],
    ['actie', async () => { await page.getByRole('option').first().click(); await expect(page.getByRole('article', { name: 'Actie' }).getByText('Geschiedenis')).toBeVisible() }],
    ['bord', async () => { await page.keyboard.press('Escape'); await page.getByRole('button', { name: 'Bord' }).click(); await expect(page.getByRole('region', { name: /^Open/ })).toBeVisible() }],
    ['zoeken', async () => { await page.keyboard.press('Control+k'); await page.getByRole('combobox', { name: 'Zoeken en opdrachten' }).fill('ver'); await expect(page.locator('mark').first()).toBeVisible() }],
  ]
  await seePages(app, 'acties', pages)
})
