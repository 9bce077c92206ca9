import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../support/app.ts'
import { ask, expectSaved, openNote } from '../support/notes.ts'
import { G1, testServer } from '../support/server.ts'
import { connectTo } from '../support/start.ts'

const people = (page: Page) => page.getByTestId('note-people')
const carets = (page: Page) => page.locator('.note-caret')

/** Names in words and beside the cursor, the cursor where the other's is, and nothing of it in the text. */
async function seeEachOther(rita: Page, omar: Page): Promise<void> {
  for (const [page, other] of [[rita, 'Omar'], [omar, 'Rita']] as const) {
    await expect(people(page)).toHaveText(`${other} schrijft mee`)
    await expect(carets(page)).toHaveAttribute('data-name', other)
  }
  await omar.keyboard.press('Control+Home')
  await expect.poll(() => carets(rita).evaluate((caret) => caret.previousSibling === null && caret.nextSibling?.textContent?.startsWith('Begin'))).toBe(true)
  await omar.keyboard.press('Shift+ArrowRight')
  await expect(rita.locator('.note-selection')).toHaveText('B')
  expect(await carets(rita).evaluate((caret) => getComputedStyle(caret).borderLeftColor)).not.toBe('rgba(0, 0, 0, 0)')
  await omar.evaluate(() => { (document.activeElement as HTMLElement).blur() })
  await expect(people(rita)).toHaveText('Omar leest mee')
  await expect(carets(rita)).toHaveCount(0)
  await omar.getByRole('textbox', { name: /^Notitie bij/ }).focus()
  await expect(people(rita)).toHaveText('Omar schrijft mee')
}

test('two laptops see each other type, and keep both texts of what was typed offline', async ({ launchApp }, info) => {
  test.setTimeout(180_000)
  const server = await testServer()
  Object.defineProperty(server.clock, 'ms', { get: Date.now })
  try {
    for (const name of ['Rita', 'Omar']) await server.laptop(name, 'regisseur', [G1])
    const address = await server.app.listen({ host: '127.0.0.1', port: 0 })
    const { page: rita } = await launchApp(), { page: omar } = await launchApp()
    // Two windows on one screen: each acts as the one in use, as on two laptops.
    for (const page of [rita, omar]) await (await page.context().newCDPSession(page)).send('Emulation.setFocusEmulationEnabled', { enabled: true })
    await connectTo(rita, address, 'Rita')
    const { id: meetingId } = await ask<{ id: string }>(rita, 'meetings.create', { gebied: G1, kind: 'wijkpanel', title: 'Panelavond', startsAt: '2026-11-26T19:30' })
    const { id: noteId } = await ask<{ id: string }>(rita, 'agenda.add', { meetingId, title: 'Verlichting' })
    const atRita = await openNote(rita, noteId)
    await rita.keyboard.type('Begin van de avond.')
    await expectSaved(rita)
    await ask(rita, 'sync.now', {})

    await connectTo(omar, address, 'Omar')
    const atOmar = await openNote(omar, noteId)
    await expect(atOmar).toContainText('Begin van de avond.')
    await rita.keyboard.type(' Rita typt.')
    await expect(atOmar).toContainText('Begin van de avond. Rita typt.', { timeout: 15_000 })
    await seeEachOther(rita, omar)
    await rita.screenshot({ path: info.outputPath('note-people.png') })
    await expectAccessible(rita)

    for (const page of [rita, omar]) await ask(page, 'sync.pause', { paused: true })
    await atRita.press('Control+End')
    await rita.keyboard.type(' Van Rita zonder verbinding.')
    await atOmar.press('Control+End')
    await omar.keyboard.press('Enter')
    await omar.keyboard.type('Van Omar zonder verbinding.')
    await expect(atOmar).not.toContainText('Van Rita')
    for (const page of [rita, omar]) await expectSaved(page)
    for (const page of [rita, omar]) await ask(page, 'sync.pause', { paused: false })
    for (const note of [atRita, atOmar]) {
      await expect(note).toContainText('Van Rita zonder verbinding.', { timeout: 20_000 })
      await expect(note).toContainText('Van Omar zonder verbinding.', { timeout: 20_000 })
    }
    expect(await atRita.locator('p').allTextContents()).toEqual(await atOmar.locator('p').allTextContents())

    // The hall loses its connection, and somebody goes home: neither stays on the other's screen.
    await expect(people(rita)).toHaveText('Omar schrijft mee')
    await ask(omar, 'sync.pause', { paused: true })
    await expect(people(rita)).toHaveText('')
    await expect(people(omar)).toHaveText('')
    await ask(omar, 'sync.pause', { paused: false })
    await expect(people(omar)).toHaveText('Rita schrijft mee')
    await rita.evaluate(() => { location.hash = '#/acties' })
    await expect(people(omar)).toHaveText('')
    await expect(carets(omar)).toHaveCount(0)
    await rita.screenshot({ path: info.outputPath('note-together.png') })
  } finally {
    await server.close()
  }
})
