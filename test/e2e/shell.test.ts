import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, expectAccessible, test } from '../support/app.ts'
import { callData, callShell } from '../support/bridge.ts'

test('opens a window that answers from its data process, and axe finds nothing', async ({ app }) => {
  await expect(app.page).toHaveTitle('Gebiedsboek')
  expect(await callData(app.page, 'app.info', {})).toMatchObject({ ok: true, value: { dataFolder: join(app.dataFolder, 'gegevens') } })
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
  expect(await page.evaluate(() => new Promise((resolve) => setTimeout(() => resolve(location.href), 300)))).toMatch(/^app:\/\/gebiedsboek\//)
  expect(await page.evaluate(() => navigator.permissions.query({ name: 'geolocation' }).then((p) => p.state))).toBe('denied')
  expect(electron.windows()).toHaveLength(1)
})

test('serves its own files and nothing beside them', async ({ app: { page } }) => {
  const statuses = await page.evaluate(() => Promise.all(['/', '/index.html', '/../electron/main.cjs', '/%2e%2e/electron/main.cjs', '/..%2felectron/main.cjs', '/nothing.js'].map((path) => fetch(path).then((answer) => answer.status))))
  expect(statuses).toEqual([200, 200, 404, 404, 404, 404])
})

test('the data process starts again after a crash and the page goes on with it', async ({ app }) => {
  const dataProcess = () => app.electron.evaluate(({ app: electronApp }) => electronApp.getAppMetrics().find((metric) => metric.name === 'Gebiedsboek gegevens')?.pid)
  await callData(app.page, 'app.info', {})
  const before = await dataProcess()
  if (before === undefined) throw new Error('no data process')
  process.kill(before, 'SIGKILL')
  await expect.poll(dataProcess).not.toBe(before)
  expect(await callData(app.page, 'app.info', {})).toMatchObject({ ok: true })
  expect(app.log()).toContain('starting it again')
})

test('prints a page to a place that was chosen, and to no other', async ({ app }) => {
  const path = join(app.dataFolder, 'verslag.pdf')
  const page = { html: '<h1>Verslag wijkpanel</h1><script>document.body.append("script")</script>', path }
  expect(await callShell(app.page, 'printPdf', page)).toMatchObject({ ok: false, error: { type: 'NotGranted' } })
  await app.answerSaveDialog(path)
  expect(await callShell(app.page, 'saveFile', { title: 'Verslag bewaren', name: 'verslag.pdf' })).toEqual({ ok: true, value: { path, name: 'verslag.pdf' } })
  expect(await callShell(app.page, 'printPdf', { ...page, footer: '<span class="pageNumber"></span>' })).toMatchObject({ ok: true })
  expect((await readFile(path)).subarray(0, 5).toString()).toBe('%PDF-')
  expect(await callShell(app.page, 'printPdf', { ...page, path: '/etc/verslag.pdf' })).toMatchObject({ ok: false, error: { type: 'NotGranted' } })
  expect(await callShell(app.page, 'saveFile', { title: 'x', name: '../weg.pdf' })).toMatchObject({ ok: false, error: { type: 'InvalidInput' } })
})

test('a file that was picked comes back with its name, and none when the person chose none', async ({ app }) => {
  const path = join(app.dataFolder, 'leden.csv')
  await writeFile(path, 'naam\n')
  await app.answerOpenDialog(path)
  expect(await callShell(app.page, 'openFile', { title: 'Lijst kiezen', filters: [{ name: 'CSV', extensions: ['csv'] }] })).toEqual({ ok: true, value: [{ path, name: 'leden.csv' }] })
  await app.answerOpenDialog()
  expect(await callShell(app.page, 'openFile', { title: 'Lijst kiezen' })).toEqual({ ok: true, value: [] })
})

test('remembers its size, and a second start brings the first window forward', async ({ app, launchApp }) => {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1111, 777))
  await expect(launchApp({ dataFolder: app.dataFolder })).rejects.toThrow()
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  await app.close()
  const again = await launchApp({ dataFolder: app.dataFolder })
  expect(await again.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize())).toEqual([1111, 777])
})
