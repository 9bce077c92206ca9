import type { ElectronApplication, Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../support/app.ts'
import { callShell } from '../support/bridge.ts'
import { ask, expectSaved, makeMeeting, openNote } from '../support/notes.ts'
import { makeVault, openSample } from '../support/start.ts'

const results = (page: Page, meetingId: string) => ask<{ actions: { title: string }[]; decisions: { text: string }[] }>(page, 'meetings.results', { meetingId })

test('Ctrl+Z makes a line of an action again and takes its row away, Ctrl+Y brings both back', async ({ app: { page } }) => {
  await makeVault(page)
  const { noteId, meetingId } = await makeMeeting(page)
  const note = await openNote(page, noteId)
  for (const [typed, chip] of [['/actie Lampen nakijken', 'Actie: Lampen nakijken, Open'], ['/besluit Er komt een schouw', 'Besluit: Er komt een schouw']] as const) {
    await page.keyboard.type(typed)
    await page.keyboard.press('Enter')
    await expect(note.getByRole('group', { name: chip })).toBeVisible()
  }
  await page.keyboard.type('Verder met typen')
  await page.keyboard.press('Control+z')
  await expect(note).not.toContainText('Verder met typen')
  await page.keyboard.press('Control+z')
  await expect(note).toContainText('/besluit Er komt een schouw')
  await expect(page.getByText('Het besluit is weer een gewone regel').first()).toBeVisible()
  await expect.poll(() => results(page, meetingId)).toMatchObject({ actions: [{ title: 'Lampen nakijken' }], decisions: [] })
  await expectAccessible(page)
  await page.keyboard.press('Control+y')
  await expect(note.getByRole('group', { name: 'Besluit: Er komt een schouw' })).toBeVisible()
  await expect.poll(() => results(page, meetingId)).toMatchObject({ decisions: [{ text: 'Er komt een schouw' }] })
  // Undo goes on past the decision to the action that was made before it.
  for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z')
  await expect(note).toContainText('/actie Lampen nakijken')
  await expect.poll(() => results(page, meetingId)).toEqual({ actions: [], decisions: [] })
  await expectSaved(page)
})

test('a link opens outside with Ctrl+click or Alt+Enter, and nothing but web and mail addresses ever does', async ({ app: { page, electron } }) => {
  const opened = await catchOpened(electron)
  await makeVault(page)
  const { noteId } = await makeMeeting(page)
  const note = await openNote(page, noteId)
  await page.keyboard.type('Zie https://www.voorbeeld.example/steeg en jan@voorbeeld.example voor meer')
  const link = note.locator('a[href="https://www.voorbeeld.example/steeg"]')
  await link.click()
  await expect(page.getByRole('button', { name: 'Open de link' })).toBeVisible()
  expect(await opened()).toEqual([])
  await page.keyboard.press('Alt+Enter')
  await expect.poll(opened).toEqual(['https://www.voorbeeld.example/steeg'])
  await page.getByRole('button', { name: 'Open de link' }).click()
  await link.click({ modifiers: ['Control'] })
  await expect.poll(opened).toHaveLength(3)
  await expectAccessible(page)
  for (const address of ['javascript:alert(1)', 'file:///etc/passwd', 'smb://server/share', 'ms-msdt:/id', 'https://www.voorbeeld.example@boos.example/', `data:text/html,<script>1</script>`]) {
    expect(await callShell(page, 'openLink', { address }), address).toMatchObject({ ok: false, error: { type: 'UnsafeLink' } })
  }
  expect(await callShell(page, 'openLink', { address: 12 })).toMatchObject({ ok: false, error: { type: 'InvalidInput' } })
  expect(await callShell(page, 'openLink', { address: 'mailto:jan@voorbeeld.example?attach=/etc/passwd' })).toMatchObject({ ok: true })
  expect((await opened()).at(-1)).toBe('mailto:jan@voorbeeld.example')
  expect(electron.windows()).toHaveLength(1)
})

test('a link in the minutes opens outside and leaves their page standing', async ({ app: { page, electron } }) => {
  const opened = await catchOpened(electron)
  await openSample(page)
  const { upcoming, past } = await ask<{ upcoming: { id: string }[]; past: { id: string }[] }>(page, 'meetings.list', { gebied: null })
  const meetingId = [...past, ...upcoming][0]!.id
  await openNote(page, meetingId)
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' https://www.voorbeeld.example/verslag klaar')
  await expectSaved(page)
  await page.evaluate((id) => { location.hash = `#/bijeenkomsten/${id}/verslag` }, meetingId)
  const minutes = page.frameLocator('iframe[title="Voorbeeld van het verslag"]')
  await minutes.locator('a[href="https://www.voorbeeld.example/verslag"]').click()
  await expect.poll(opened).toEqual(['https://www.voorbeeld.example/verslag'])
  await expect(minutes.locator('h1')).toContainText('Verslag')
})

test('the menu under the cursor stays inside the window, at its edges, small, at 200 % and after a resize', async ({ app: { page, electron } }) => {
  await makeVault(page)
  const { noteId } = await makeMeeting(page)
  const note = await openNote(page, noteId)
  const menu = page.getByRole('listbox', { name: 'Invoegen' })
  const inside = async (about: string) => {
    await expect(menu).toBeVisible()
    await expect.poll(() => menu.evaluate((list) => { const { left, top, right, bottom, height } = list.getBoundingClientRect(); return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && height > 60 }), { message: about }).toBe(true)
    const line = await note.locator('.note-command').boundingBox(), box = await menu.boundingBox()
    expect(box!.y >= line!.y + line!.height - 2 || box!.y + box!.height <= line!.y + 2, `${about}: covers the line`).toBe(true)
  }
  for (let i = 0; i < 40; i++) await page.keyboard.press('Enter')
  await page.keyboard.type('een regel die bijna tot aan de rand van de notitie loopt, zo lang als hij is /')
  await inside('at the bottom')
  for (const [width, height, factor] of [[1024, 640, 1], [1280, 800, 2], [1024, 640, 2], [1600, 900, 1]] as const) {
    await electron.evaluate(({ BrowserWindow }, [w, h, f]) => { const window = BrowserWindow.getAllWindows()[0]; window?.setContentSize(w, h); window?.webContents.setZoomFactor(f) }, [width, height, factor] as const)
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width / factor)
    await inside(`${width} × ${height} at ${factor * 100} %`)
  }
  await page.keyboard.press('ArrowUp')
  await expect(menu.getByRole('option', { name: /Citaat/ })).toBeInViewport()
})

/** Keeps what would have been opened in another program. */
async function catchOpened(electron: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  await electron.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = (address) => { opened.push(address); return Promise.resolve() }
  })
  return () => electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
}
