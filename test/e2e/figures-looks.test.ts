import { expect, test } from '../support/app.ts'
import { go, seePages, type PageToSee } from '../support/looks.ts'
import { openSample } from '../support/start.ts'

test('cijfers and the map with the sample: light, dark, small and enlarged', async ({ launchApp }) => {
  test.setTimeout(180_000)
  // Without a graphics card a map is drawn in software, which the browser asks permission for.
  const app = await launchApp({ args: ['--enable-unsafe-swiftshader'] })
  const { page } = app
  await openSample(page)
  const pages: readonly PageToSee[] = [
    ['lijst', async () => { await page.keyboard.press('Control+1'); await go(page, '#/cijfers'); await expect(page.getByTestId('figure-list').getByRole('option').first()).toBeVisible() }],
    ['cijfer', async () => { await page.getByTestId('figure-list').getByRole('option').first().click(); await expect(page.getByRole('article', { name: 'Cijfer' }).getByRole('img').first()).toBeVisible() }],
    ['import', async () => { await go(page, '#/cijfers/import'); await expect(page.getByText('Voorbeeldcijfers (verzonnen)')).toBeVisible() }],
    ['kaart', async () => { await go(page, '#/kaart'); await expect(page.getByTestId('map')).toHaveAttribute('data-drawn', 'true', { timeout: 30_000 }) }],
  ]
  await seePages(app, 'cijfers', pages)
})
