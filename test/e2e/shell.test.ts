import { expect, expectAccessible, test } from '../support/app.ts'

test('opens a window that answers from its data process, and axe finds nothing', async ({ app }) => {
  await expect(app.page).toHaveTitle('Gebiedsboek')
  const answer = await app.page.getByTestId('app-info').textContent()
  expect(answer).toContain(app.dataFolder)
  await expectAccessible(app.page)
})

test('the page has no Node, no eval, no network and no way out', async ({ app: { page, electron } }) => {
  expect(await page.evaluate(() => ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis))).toEqual([])
  // Inside setTimeout: what Playwright evaluates itself bypasses the policy.
  const evaluated = await page.evaluate(() => new Promise((resolve) => setTimeout(() => {
    try {
      // oxlint-disable-next-line no-eval -- the test is that it is refused
      resolve((0, eval)('1 + 1'))
    } catch (error) {
      resolve(error instanceof Error ? error.name : 'thrown')
    }
  })))
  expect(evaluated).toBe('EvalError')
  const fetched = await page.evaluate(() => new Promise((resolve) => setTimeout(() => fetch('http://127.0.0.1:9/').then(() => resolve('fetched'), () => resolve('refused')))))
  expect(fetched).toBe('refused')
  expect(await page.evaluate(() => window.open('https://example.org') === null)).toBe(true)
  await page.evaluate(() => location.assign('https://example.org'))
  expect(await page.evaluate(() => new Promise((resolve) => setTimeout(() => resolve(location.href), 300)))).toBe('app://gebiedsboek/')
  expect(await page.evaluate(() => navigator.permissions.query({ name: 'geolocation' }).then((p) => p.state))).toBe('denied')
  expect(electron.windows()).toHaveLength(1)
})
