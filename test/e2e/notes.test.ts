import type { Page } from '@playwright/test'
import { fromBase64 } from '#core/notes/base64.ts'
import { noteText } from '#core/notes/text.ts'
import { expect, expectAccessible, test, type RunningApp } from '../support/app.ts'
import { ask, expectSaved, makeMeeting, openNote } from '../support/notes.ts'
import { makeVault, unlock } from '../support/start.ts'

/** Ends every process of the app at the same moment, as a power cut does. */
async function killAll(app: RunningApp): Promise<void> {
  const pids = await app.electron.evaluate(({ app: electronApp }) => electronApp.getAppMetrics().map((metric) => metric.pid))
  const gone = new Promise((resolve) => app.electron.process().once('exit', resolve))
  for (const pid of pids) process.kill(pid, 'SIGKILL')
  await gone
}

test('a process killed in mid-sentence loses at most a second of typing', async ({ launchApp }) => {
  const first = await launchApp()
  await makeVault(first.page)
  const { noteId } = await makeMeeting(first.page)
  await openNote(first.page, noteId)
  const typed: { readonly text: string; readonly at: number }[] = []
  let text = ''
  const begin = Date.now()
  for (let n = 1; Date.now() - begin < 4000; n++) {
    const word = `woord${n} `
    await first.page.keyboard.type(word, { delay: 10 })
    text += word
    typed.push({ text: text.trim(), at: Date.now() })
  }
  const killed = Date.now()
  await killAll(first)

  const second = await launchApp({ dataFolder: first.dataFolder })
  await unlock(second.page)
  await openNote(second.page, noteId)
  const { update } = await ask<{ update: string }>(second.page, 'notes.open', { noteId })
  const kept = noteText(fromBase64(update))
  const must = typed.findLast(({ at }) => at <= killed - 1000)?.text ?? ''
  expect(must.length).toBeGreaterThan(50)
  expect(kept.startsWith(must)).toBe(true)
  expect(text.trim().startsWith(kept)).toBe(true)
  await expect(second.page.getByRole('textbox', { name: /^Notitie bij/ })).toContainText(must.slice(-40))
})

test('lines become actions, decisions and promises without leaving the keyboard', async ({ app: { page, electron } }, info) => {
  await makeVault(page)
  const { noteId, meetingId } = await makeMeeting(page)
  const note = await openNote(page, noteId)
  await page.keyboard.type('## Wat er speelt\nBewoners vragen om licht. Zie @fat')
  const list = page.getByRole('listbox', { name: 'Iemand van het team' })
  await expect(list.getByRole('option')).toHaveText(['Fatima Voorbeeld'])
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await page.keyboard.type('en #verkeersdrempels')
  await expect(page.getByRole('option')).toContainText(['verkeersdrempels'])
  await page.keyboard.press('Enter')
  await expect(note.locator('.note-mention')).toHaveText(['@Fatima Voorbeeld', '#verkeersdrempels'])
  await page.keyboard.press('Enter')

  await page.keyboard.type('/actie Lampen nakijken @Fatima voor 12 dec')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  await expect(note.getByRole('group', { name: /Actie: Lampen nakijken, Open, trekker Fatima Voorbeeld, uiterlijk .*12 december/ })).toBeVisible()

  await page.keyboard.type('We wachten niet langer /bes')
  await page.keyboard.press('Enter')
  await expect(note.getByRole('group', { name: 'Besluit: We wachten niet langer' })).toBeVisible()

  await page.keyboard.type('/belofte De wethouder komt kijken')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Vertellen aan bewoners vóór')).toBeFocused()
  await page.keyboard.type('over 2 weken')
  await page.keyboard.press('Enter')
  await page.keyboard.type('En door met typen')
  await expect(note).toContainText('En door met typen')
  await expect(page.getByLabel('Vertellen aan bewoners vóór')).toHaveValue(/^[a-z]{2} \d+ [a-z]{3}/)
  await expectSaved(page)
  expect(await ask<{ actions: unknown[]; decisions: unknown[] }>(page, 'meetings.results', { meetingId })).toMatchObject({
    actions: expect.arrayContaining([expect.objectContaining({ title: 'Lampen nakijken' }), expect.objectContaining({ title: 'De wethouder komt kijken' })]) as unknown,
    decisions: [expect.objectContaining({ text: 'We wachten niet langer' })],
  })

  // The same row, edited in the note.
  const title = note.getByLabel('Titel van de actie').first()
  await title.fill('Alle lampen nakijken')
  await title.press('Enter')
  await expect(note.getByRole('group', { name: /Alle lampen nakijken/ })).toBeVisible()
  expect(await ask(page, 'meetings.results', { meetingId })).toMatchObject({ actions: expect.arrayContaining([expect.objectContaining({ title: 'Alle lampen nakijken' })]) as unknown })
  await expectAccessible(page)
  await page.screenshot({ path: info.outputPath('note-light.png') })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.evaluate(() => document.documentElement.classList.add('dark'))
  await page.screenshot({ path: info.outputPath('note-dark.png') })
  await electron.evaluate(({ BrowserWindow }) => { const [window] = BrowserWindow.getAllWindows(); window?.setSize(1024, 640); window?.webContents.setZoomFactor(2) })
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThan(600)
  await page.screenshot({ path: info.outputPath('note-small-200.png') })
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
})

test('pasted HTML runs nothing, and words are found', async ({ app: { page } }) => {
  await makeVault(page)
  const { noteId } = await makeMeeting(page)
  const note = await openNote(page, noteId)
  await note.evaluate((element) => {
    const data = new DataTransfer()
    data.setData('text/html', '<h2>Kop</h2><p>parkeeroverlast<img src=x onerror="document.title=\'geraakt\'"><script>document.title="geraakt"</script></p><a href="javascript:document.title=1">x</a>')
    data.setData('text/plain', 'Kop')
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await expect(note.getByRole('heading', { name: 'Kop' })).toBeVisible()
  await expect(note.locator('img, script, a[href^="javascript"]')).toHaveCount(0)
  await expect(page).toHaveTitle(/^(?!geraakt)/)
  await expect.poll(() => ask<object>(page, 'search.query', { text: 'parkeeroverl', gebieden: 'all' }).then((found) => JSON.stringify(found))).toContain(noteId)
})

/** Milliseconds from a key to the next frame, the middle of a sentence's worth. */
async function typingTime(page: Page): Promise<number> {
  const times: number[] = []
  for (const letter of 'snel typen in een notitie') {
    const start = performance.now()
    await page.keyboard.type(letter)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(null))))
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[times.length >> 1] ?? 0
}

test('a note of 30 pages types about as quickly as an empty one', async ({ app: { page } }) => {
  await makeVault(page)
  const { noteId } = await makeMeeting(page)
  const note = await openNote(page, noteId)
  await note.click()
  const empty = await typingTime(page)
  await page.keyboard.press('Enter')
  const pages = Array.from({ length: 30 }, (_, n) => `## Pagina ${n + 1}\n\n${Array.from({ length: 7 }, () => 'De bewoners van de straat vertellen dat het licht in de steeg al weken stuk is en dat zij daar last van hebben in de avond. '.repeat(4)).join('\n\n')}\n\n- punt een\n- punt twee`).join('\n\n')
  await note.evaluate((element, text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, pages)
  await expect(note.getByRole('heading', { name: 'Pagina 30' })).toBeVisible()
  await expectSaved(page)
  await page.keyboard.press('Control+End')
  const long = await typingTime(page)
  console.log(`key to next frame: 30 pages ${Math.round(long)} ms, empty ${Math.round(empty)} ms`)
  expect(long / empty).toBeLessThan(5)
})
