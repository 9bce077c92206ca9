import { expect, test } from '../support/app.ts'
import { ask, expectSaved, openNote } from '../support/notes.ts'
import { G1, testServer } from '../support/server.ts'
import { connectTo } from '../support/start.ts'

test('two laptops see each other type, and keep both texts of what was typed offline', async ({ launchApp }, info) => {
  test.setTimeout(180_000)
  const server = await testServer()
  Object.defineProperty(server.clock, 'ms', { get: Date.now })
  try {
    for (const name of ['Rita', 'Omar']) await server.laptop(name, 'regisseur', [G1])
    const address = await server.app.listen({ host: '127.0.0.1', port: 0 })
    const { page: rita } = await launchApp(), { page: omar } = await launchApp()
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
    expect(await atRita.innerText()).toBe(await atOmar.innerText())
    await rita.screenshot({ path: info.outputPath('note-together.png') })
  } finally {
    await server.close()
  }
})
