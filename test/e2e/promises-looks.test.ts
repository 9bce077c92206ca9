import { expect, test } from '../support/app.ts'
import { go, seePages, type PageToSee } from '../support/looks.ts'
import { lookAt, openSample } from '../support/start.ts'

test('rode draad, letter and report with the sample: light, dark, small and enlarged', async ({ app }) => {
  test.setTimeout(180_000)
  const { page } = app
  await openSample(page)
  await lookAt(page, 2, 'De Mare')
  await go(page, '#/rode-draad')
  await page.getByRole('link', { name: /Afval naast de containers/ }).click()
  await expect(page.getByTestId('thread')).toBeVisible()
  const thread = await page.evaluate(() => location.hash)
  await page.getByRole('region', { name: 'Wat is gekozen' }).getByRole('link', { name: 'Wijkpanel De Mare', exact: true }).click()
  await page.getByRole('link', { name: 'U vroeg, wij deden' }).click()
  await expect(page.getByTitle('Voorbeeld van de brief')).toBeVisible()
  const letter = await page.evaluate(() => location.hash)
  const pages: readonly PageToSee[] = [
    ['start', async () => { await go(page, '#/'); await expect(page.getByRole('region', { name: 'Beloften aan inwoners' })).toBeVisible() }],
    ['lijst', async () => { await go(page, '#/rode-draad'); await expect(page.getByRole('list', { name: 'Prioriteiten' })).toBeVisible() }],
    ['draad', async () => { await go(page, thread); await expect(page.getByTestId('thread')).toBeVisible() }],
    ['brief', async () => { await go(page, letter); await expect(page.frameLocator('iframe').getByRole('heading', { name: 'U vroeg, wij deden' })).toBeVisible() }],
    ['rapport', async () => { await go(page, '#/rapport'); await expect(page.frameLocator('iframe').getByRole('heading', { name: 'Stand van zaken veiligheid' })).toBeVisible() }],
  ]
  await seePages(app, 'beloften', pages)
})
