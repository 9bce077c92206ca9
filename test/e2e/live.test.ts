import type { Locator, Page } from '@playwright/test'
import { paths } from '#core/sync/wire.ts'
import { test as base } from '../support/app.ts'
import { ask, openNote } from '../support/notes.ts'
import { actionPane } from '../support/scenario/action.ts'
import { expect } from '../support/scenario/expect.ts'
import { G1, testServer, type TestServer } from '../support/server.ts'
import { connectTo } from '../support/start.ts'

interface Live {
  readonly server: TestServer
  readonly address: string
  /** When each laptop fetched, by its token; performance.now(). */
  readonly pulls: Map<string, number[]>
}
const test = base.extend<{ readonly live: Live }>({
  live: async ({}, use) => {
    const server = await testServer()
    Object.defineProperty(server.clock, 'ms', { get: Date.now })
    const pulls = new Map<string, number[]>()
    server.app.addHook('onRequest', async ({ url, headers: { authorization = '' } }) => { if (url.startsWith(paths.pull)) pulls.set(authorization, [...(pulls.get(authorization) ?? []), performance.now()]) })
    for (const name of ['Rita', 'Omar']) await server.laptop(name, 'regisseur', [G1])
    await use({ server, address: await server.app.listen({ host: '127.0.0.1', port: 0 }), pulls })
    await server.close()
  },
})
/** A laptop asks by itself once a minute; the machine of a test may be slow, but not so slow. */
const PERIOD_MS = 60_000, SOON_MS = 15_000

/** The cursor is still there. Playwright also asks that the window is in front, which two windows on one screen cannot both be. */
const holdsCursor = (field: Locator) => expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true)

test('what one changes stands in the open pane of the other at once, by the poke, and takes nothing away from who types there', async ({ launchApp, live }) => {
  test.setTimeout(240_000)
  const { page: rita } = await launchApp(), { page: omar } = await launchApp()
  // Two windows on one screen: each acts as the one in use, as on two laptops.
  for (const page of [rita, omar]) await (await page.context().newCDPSession(page)).send('Emulation.setFocusEmulationEnabled', { enabled: true })
  await connectTo(rita, live.address, 'Rita')
  const { id: action } = await ask<{ id: string }>(rita, 'actions.create', { gebied: G1, title: 'Lampen nakijken' })
  const { id: contactId } = await ask<{ id: string }>(rita, 'contacts.create', { gebied: G1, contact: { firstName: 'Test', lastName: 'Zandloper' } })
  const { id: meetingId } = await ask<{ id: string }>(rita, 'meetings.create', { gebied: G1, kind: 'wijkpanel', title: 'Panelavond', startsAt: '2026-11-26T19:30' })
  const { id: noteId } = await ask<{ id: string }>(rita, 'agenda.add', { meetingId, title: 'Verlichting' })
  await ask(rita, 'sync.now', {})
  await connectTo(omar, live.address, 'Omar')
  await ask(omar, 'sync.now', {}) // the first question loads the page again
  const [atRita, atOmar] = [rita, omar].map((page) => (field: string) => actionPane(page).getByLabel(field)) as [(field: string) => ReturnType<Page['getByLabel']>, (field: string) => ReturnType<Page['getByLabel']>]
  const times: string[] = []

  /** Does something at Rita's and waits until Omar sees it: soon, and because the server called, not because a minute was over. */
  async function arrives(what: string, change: () => Promise<unknown>, seen: () => Promise<unknown>): Promise<void> {
    // Rest first, so that a round that follows is this change's.
    await expect.poll(() => Promise.all([rita, omar].map((page) => ask<{ phase: string; pending: number }>(page, 'sync.state', {}))).then((states) => states.every(({ phase, pending }) => phase === 'idle' && pending === 0))).toBe(true)
    const begin = performance.now()
    await change()
    await seen()
    const took = performance.now() - begin
    times.push(`${what} ${Math.round(took)} ms`)
    expect(took, what).toBeLessThan(SOON_MS)
    for (const [, moments] of live.pulls) {
      const before = moments.filter((at) => at < begin).at(-1), after = moments.find((at) => at >= begin)
      if (before !== undefined && after !== undefined) expect(after - before, `${what}: fetched by the periodic round`).toBeLessThan(PERIOD_MS - 1000)
    }
  }

  await test.step('an action, while the other types in it', async () => {
    for (const page of [rita, omar]) { await page.evaluate((id) => { location.hash = `#/acties/${id}` }, action); await expect(actionPane(page).getByRole('heading', { name: 'Lampen nakijken' })).toBeAttached() }
    await atOmar('Omschrijving').click()
    await omar.keyboard.type('Half getypt')
    await arrives('state of an action', () => actionPane(rita).getByRole('button', { name: 'Bezig', exact: true }).click(), () => expect(actionPane(omar).getByRole('button', { name: 'Bezig', exact: true })).toHaveAttribute('aria-pressed', 'true'))
    await holdsCursor(atOmar('Omschrijving'))
    await omar.keyboard.type(' en verder')
    await expect(atOmar('Omschrijving')).toHaveValue('Half getypt en verder')
    await omar.keyboard.press('Tab')
    await expect(atRita('Omschrijving')).toHaveValue('Half getypt en verder')
    // A field that only has the focus follows; one in which is typed stays, and says what the other wrote.
    await atOmar('Omschrijving').click()
    await atRita('Omschrijving').fill('Van Rita')
    await expect(atOmar('Omschrijving')).toHaveValue('Van Rita')
    await omar.keyboard.press('Tab')
    await expect(atRita('Omschrijving')).toHaveValue('Van Rita')
    const title = (page: Page) => actionPane(page).getByLabel('Wat moet er gebeuren')
    await title(omar).fill('Lampen tellen')
    await title(rita).fill('Lampen vervangen')
    await title(rita).press('Enter')
    await expect(actionPane(omar).getByText('Een collega schreef hier intussen: ‘Lampen vervangen’.')).toBeVisible()
    await expect(title(omar)).toHaveValue('Lampen tellen')
    await holdsCursor(title(omar))
    await actionPane(omar).getByRole('button', { name: 'Neem dat over' }).click()
    await omar.keyboard.press('Enter')
    await expect(title(omar)).toHaveValue('Lampen vervangen')
    await expect(title(rita)).toHaveValue('Lampen vervangen')
    await atOmar('Omschrijving').click()
    await arrives('date of an action', async () => { await actionPane(rita).getByRole('textbox', { name: 'Uiterste datum' }).fill('12-12-2030'); await rita.keyboard.press('Enter') }, () => expect(actionPane(omar).getByRole('textbox', { name: 'Uiterste datum' })).toHaveValue(/12 dec/))
    await holdsCursor(atOmar('Omschrijving'))
  })

  await test.step('a field of a contact, while the other types in the next one', async () => {
    for (const page of [rita, omar]) { await page.evaluate((id) => { location.hash = `#/contacten/${id}` }, contactId); await expect(page.getByTestId('contact')).toBeVisible() }
    const [paneRita, paneOmar] = [rita.getByTestId('contact'), omar.getByTestId('contact')]
    await paneOmar.getByLabel('Straat').fill('Half')
    await arrives('field of a contact', async () => { await paneRita.getByLabel('Postcode').fill('1823ab'); await rita.keyboard.press('Enter') }, () => expect(paneOmar.getByLabel('Postcode')).toHaveValue('1823 AB'))
    await holdsCursor(paneOmar.getByLabel('Straat'))
    await omar.keyboard.type('e straat')
    await omar.keyboard.press('Enter')
    await expect(paneRita.getByLabel('Straat')).toHaveValue('Halfe straat')
  })

  await test.step('a note that both type in', async () => {
    const noteRita = await openNote(rita, noteId), noteOmar = await openNote(omar, noteId)
    await omar.keyboard.type('Omar: ')
    await expect(noteRita).toContainText('Omar:')
    // Wherever in the text she begins: his words stay together, at his cursor.
    await rita.keyboard.press('Enter')
    await arrives('typing in a note', () => rita.keyboard.type('Rita schrijft mee'), () => expect(noteOmar).toContainText('Rita schrijft mee'))
    await omar.keyboard.type('nog steeds hier')
    for (const note of [noteOmar, noteRita]) await expect(note).toContainText('Omar: nog steeds hier')
    await arrives('a line that became an action', async () => { await noteRita.press('Enter'); await rita.keyboard.type('/actie Bankje plaatsen'); await rita.keyboard.press('Enter') }, () => expect(noteOmar.getByRole('group', { name: /^Actie: Bankje plaatsen/ })).toBeVisible())
    await holdsCursor(noteOmar)
  })
  console.log(`from one window to the other: ${times.join(', ')}`)
})
