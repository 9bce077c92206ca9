import { expect, test } from '../support/app.ts'
import { go, seePages, type PageToSee } from '../support/looks.ts'
import { lookAt, openSample } from '../support/start.ts'

test('signalen, buurtbakkie, post of residents and themes with the sample: light, dark, small and enlarged', async ({ app }) => {
  test.setTimeout(300_000)
  const { page } = app
  await openSample(page)
  const pages: readonly PageToSee[] = [
    ['start', async () => { await lookAt(page, 2, 'De Mare'); await page.keyboard.press('Alt+1'); await expect(page.getByRole('region', { name: 'Signalen' })).toBeVisible() }],
    ['lijst', async () => { await page.keyboard.press('Control+0'); await page.keyboard.press('Alt+5'); await expect(page.getByRole('option').first()).toBeVisible() }],
    ['pane', async () => { await page.getByRole('option').first().click(); await expect(page.getByRole('article', { name: 'Signaal' }).getByLabel('Plek')).toBeVisible() }],
    ['nieuw', async () => { await page.keyboard.press('Escape'); await page.keyboard.press('Control+n'); await page.keyboard.type('Een heel lang woord: verkeersveiligheidsmaatregelenoverleg, BSN 123456782'); await expect(page.getByTestId('privacy-notice')).toBeVisible() }],
    ['bakkie', async () => { await page.keyboard.press('Escape'); await go(page, '#/buurtbakkie'); await expect(page.getByTestId('bakkie')).toBeVisible() }],
    ['veld', async () => { await go(page, '#/veld'); await expect(page.getByRole('heading', { name: 'Veldmodus' })).toBeVisible() }],
    ['post', async () => { await go(page, '#/post'); await page.getByTestId('post-list').getByRole('option').filter({ hasText: 'grofvuil' }).click(); await expect(page.getByTestId('post')).toContainText('via de digitale deur') }],
    ['deur', async () => { await go(page, '#/instellingen/deur'); await expect(page.getByText('De deur staat open')).toBeVisible() }],
    ['themas', async () => { await go(page, '#/instellingen/themas'); await expect(page.getByRole('heading', { name: "Thema's" })).toBeVisible() }],
  ]
  await seePages(app, 'signalen', pages)
})
