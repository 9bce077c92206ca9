import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../support/app.ts'
import { makeVault, passphrase } from '../support/start.ts'

/** Loads the page anew with its program held back; answers what lets it come. */
async function holdProgram(page: Page): Promise<() => Promise<void>> {
  const held = Promise.withResolvers<void>()
  await page.route('**/assets/start-*.js', async (route) => { await held.promise; await route.continue() })
  await page.reload()
  await expect(page.locator('#lock')).toBeVisible()
  return async () => { held.resolve(); await expect(page.locator('#lock')).toHaveCount(0) }
}
const field = (page: Page) => page.getByTestId('unlock-passphrase')

test.beforeEach(async ({ app: { page } }) => {
  await makeVault(page)
  await page.keyboard.press('Control+Shift+L')
  await expect(page.getByRole('heading', { name: 'Gebiedsboek is op slot' })).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the lock that comes before the program looks as the one that follows, ${colorScheme}`, async ({ app: { page } }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const come = await holdProgram(page)
    await page.evaluate(() => document.fonts.ready)
    await expectAccessible(page)
    const early = await page.screenshot({ caret: 'hide' })
    await come()
    await expect(field(page)).toBeFocused()
    await expect.poll(async () => (await page.screenshot({ caret: 'hide' })).equals(early)).toBe(true)
  })
}

test('what is typed before the program is there goes on in it, letter by letter', async ({ app: { page } }) => {
  const come = await holdProgram(page)
  const half = 12
  await page.keyboard.type(passphrase.slice(0, half))
  const coming = come()
  await page.keyboard.type(passphrase.slice(half), { delay: 5 })
  await coming
  await expect(field(page)).toHaveValue(passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('sidebar')).toBeVisible()
})

test('Enter and the lost passphrase are heard before the program is there', async ({ app: { page } }) => {
  let come = await holdProgram(page)
  await page.keyboard.type('iets anders')
  await page.keyboard.press('Enter')
  await come()
  await expect(page.getByTestId('unlock-problem')).toContainText('klopt niet')
  await page.unrouteAll({ behavior: 'wait' })
  come = await holdProgram(page)
  await page.getByRole('button', { name: 'Wachtwoordzin kwijt' }).click()
  await come()
  await expect(page.getByTestId('recover-code')).toBeVisible()
})

test('behind the lock no key of the app works and nothing of the frame can be reached', async ({ app: { page } }) => {
  await page.reload()
  await expect(page.locator('#inhoud')).toBeAttached()
  await expectAccessible(page)
  await field(page).blur()
  for (const key of ['Control+k', '?', 'Alt+2', 'Control+,']) await page.keyboard.press(key)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await page.evaluate(() => location.hash)).toBe('#/')
  await expect(page.getByTestId('sidebar')).toBeHidden()
  for (let i = 0; i < 6; i++) { await page.keyboard.press('Tab'); expect(await page.evaluate(() => document.activeElement?.closest('[inert]') === null)).toBe(true) }
})

test('an address that is asked for while the computer is too busy for the first page is the one that comes', async ({ app: { page } }) => {
  // The first page is fetched when there is nothing else to do: here that moment comes late.
  await page.addInitScript(() => {
    const whenIdle = window.requestIdleCallback.bind(window)
    const idle = new Promise<void>((resolve) => window.addEventListener('idle', () => resolve(), { once: true }))
    window.requestIdleCallback = (callback) => { void idle.then(() => whenIdle(callback)); return 0 }
  })
  await page.reload()
  await field(page).fill(passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('sidebar')).toBeVisible()
  await page.evaluate(() => { location.hash = '#/instellingen/gewist'; window.dispatchEvent(new Event('idle')) })
  await expect(page.getByRole('heading', { name: 'Gewiste personen' })).toBeVisible()
})
