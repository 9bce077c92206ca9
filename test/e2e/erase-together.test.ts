import type { Page } from '@playwright/test'
import { callData } from '../support/bridge.ts'
import { expect } from '../support/scenario/expect.ts'
import { test } from '../support/scenario/fixtures.ts'
import { connectToServer, expectUpToDate, goOffline, goOnline, restart } from '../support/scenario/laptop.ts'

const NAME = 'Test Zandloper'
const answer = async (page: Page, command: string, input: unknown) => { const a = await callData(page, command, input); if (!a.ok) throw new Error(a.error.message); return a.value }
const found = async (page: Page) => ((await answer(page, 'contacts.list', { gebied: null, query: 'zandloper' })) as { total: number }).total

test('a person who is erased offline on one laptop is gone from the other after it edited them offline, and stays gone after a restart', async ({ server, laptop, shot }) => {
  test.setTimeout(180_000)
  const rita = await laptop(), olga = await laptop()
  await connectToServer(rita, await server.account('rita', 'Rita Voorbeeld', 'regisseur', ['zuid']))
  await connectToServer(olga, await server.account('olga', 'Olga Verzonnen', 'oov', ['zuid']))
  const [gebied] = (await answer(rita.page, 'session.get', {}) as { gebieden: string[] }).gebieden
  const { id } = (await answer(rita.page, 'contacts.create', { gebied, contact: { firstName: 'Test', lastName: 'Zandloper' }, details: { email: 'zandloper@voorbeeld.example' } })) as { id: string }
  await expect.poll(() => found(olga.page)).toBe(1)

  await goOffline(rita)
  await goOffline(olga)
  await answer(olga.page, 'contacts.update', { id, contact: { remarks: 'Zandloper, laat gewijzigd' }, details: { phone: '06-12345678' } })
  await answer(olga.page, 'consents.give', { contactId: id, givenOn: '2026-01-05', source: 'telefoon', textVersion: '1', channels: ['telefoon'] })
  await rita.page.evaluate((contact) => { location.hash = `#/contacten/${contact}` }, id)
  await rita.page.getByRole('button', { name: 'Gegevens wissen' }).click()
  await rita.page.getByTestId('erase-confirm').click()
  const dialog = rita.page.getByRole('dialog')
  await expect(dialog).toContainText('De server hoort het bij de volgende verbinding')
  await shot(rita.page, 'gewist-zonder-verbinding')
  await dialog.getByRole('button', { name: 'Sluit', exact: true }).last().click()
  expect(await found(rita.page)).toBe(0)
  await restart(rita)
  expect(await found(rita.page)).toBe(0)
  await rita.page.evaluate(() => { location.hash = '#/instellingen/gewist' })
  await expect(rita.page.getByTestId('erasure')).toContainText('wacht op de server')

  await goOnline(rita)
  await expect(rita.page.getByTestId('erasure')).toContainText('bevestigd door de server')
  await goOnline(olga)
  await expect.poll(() => found(olga.page)).toBe(0)
  await restart(olga)
  await expectUpToDate(olga.page)
  await restart(rita)
  await expectUpToDate(rita.page)
  for (const { page } of [rita, olga]) {
    expect(await found(page)).toBe(0)
    expect(await answer(page, 'search.query', { text: NAME, gebieden: 'all' })).toMatchObject({ groups: [] })
    expect(await answer(page, 'sync.refused.list', {})).toEqual([])
  }
  await olga.page.evaluate(() => { location.hash = '#/instellingen/gewist' })
  await expect(olga.page.getByTestId('erasure')).toContainText('Rita')
  await shot(olga.page, 'logboek-bij-de-collega')
})
