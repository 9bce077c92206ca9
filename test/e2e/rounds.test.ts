import type { Page } from '@playwright/test'
import { expect, test } from '../support/app.ts'
import { seePages } from '../support/looks.ts'
import { ask } from '../support/notes.ts'
import { change, G1, testServer, type TestServer } from '../support/server.ts'
import { connectTo } from '../support/start.ts'

const many = Array.from({ length: 50 }, (_, i) => `a${i}`)

/** Fifty actions of which both changed title and description without seeing each other. */
async function disagree(server: TestServer, page: Page, address: string): Promise<void> {
  const omar = await server.laptop('Omar Voorbeeld', 'regisseur', [G1])
  await omar.push(many.map((id, i) => change('action', id, omar.at(1), { title: `Actie ${i}`, description: 'Begin', createdOn: '2026-11-23', state: 'open' })))
  await connectTo(page, address, 'Rita')
  await expect.poll(async () => (await ask<{ total: number }>(page, 'actions.list', { filter: { gebieden: 'all' }, offset: 0, limit: 1 })).total).toBe(50)
  await ask(page, 'sync.pause', { paused: true })
  for (const [i, id] of many.entries()) await ask(page, 'actions.update', { id, fields: { title: `Rita: verkeersveiligheidsmaatregelenoverzicht ${i}`, description: 'Rita schreef dit' } })
  const bases = { title: omar.at(1), description: omar.at(1) }
  await omar.push(many.map((id, i) => change('action', id, omar.at(2), { title: `Omar: drempels leggen ${i}`, description: 'Omar schreef dit' }, { bases })))
  await ask(page, 'sync.pause', { paused: false })
}

test('a hundred differences at once are chosen in one go and taken back; every round can be read back from the badge, and compared with the server', async ({ app }) => {
  test.setTimeout(240_000)
  const server = await testServer()
  Object.defineProperty(server.clock, 'ms', { get: Date.now })
  const { page } = app
  try {
    await server.laptop('Rita', 'regisseur', [G1])
    await disagree(server, page, await server.app.listen({ host: '127.0.0.1', port: 0 }))
    await expect(page.getByTestId('fresh-conflicts')).toContainText('100 nieuw')

    await page.getByTestId('to-conflicts').click()
    await expect(page.getByTestId('conflict')).toHaveCount(100)
    await seePages(app, 'verschillen', [['honderd', () => expect(page.getByTestId('conflict').first()).toBeVisible()]])
    const titles = async () => new Set((await ask<{ items: { title: string }[] }>(page, 'actions.list', { filter: { gebieden: 'all' }, offset: 0, limit: 100 })).items.map((a) => a.title.split(':')[0]))
    await page.getByTestId('conflict-bulk').first().getByRole('button', { name: 'Alles van de ander' }).click()
    await expect(page.getByRole('heading', { name: 'Er zijn geen verschillen' })).toBeVisible()
    expect(await titles()).toEqual(new Set(['Omar']))
    await page.getByRole('button', { name: 'Ongedaan maken' }).click()
    await expect(page.getByTestId('conflict')).toHaveCount(100)
    expect(await titles()).toEqual(new Set(['Rita']))
    // One row by itself: its two questions, and no others.
    await page.getByRole('group', { name: /^Rita: .* 7: 2 verschillen$/ }).getByRole('button', { name: 'Alles van de ander' }).click()
    await expect(page.getByTestId('conflict')).toHaveCount(98)
    expect(await titles()).toEqual(new Set(['Rita', 'Omar']))
    await page.getByTestId('conflict-bulk').first().getByRole('button', { name: 'Alles van mij' }).click()
    await expect(page.getByRole('heading', { name: 'Er zijn geen verschillen' })).toBeVisible()

    await page.getByTestId('sync-badge').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Alle keren' }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Bijgewerkt', exact: true })).toBeVisible()
    const rounds = page.getByTestId('round')
    await expect(rounds.filter({ hasText: /50 verstuurd, .*100 vragen uw keuze/ })).toHaveCount(1)
    await expect(rounds.filter({ hasText: '100 vragen uw keuze' }).getByRole('link', { name: 'Naar de verschillen' })).toBeVisible()
    await page.getByRole('button', { name: 'Controleer' }).click()
    await expect(page.getByTestId('check-result')).toHaveText('Alles is gelijk aan de server.')
    await seePages(app, 'bijgewerkt', [['lijst', () => expect(rounds.first()).toBeVisible()]])
  } finally {
    await server.close()
  }
})
