import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import type { FrameLocator } from '@playwright/test'
import { expect, expectAccessible, test } from '../support/app.ts'
import { beginWithArea } from '../support/begin.ts'
import { png } from '../support/png.ts'

const listed = (minutes: FrameLocator, heading: string) => minutes.locator(`h3:text-is("${heading}") + ul li`).allTextContents()

test('the minutes name who was there and who was not, and count them once each', async ({ app: { page } }) => {
  const { call, gebieden, memberId } = await beginWithArea(page)
  const gebied = gebieden[0]
  const person = async (firstName: string, prefix: string, lastName: string) => ((await call('contacts.create', { gebied, contact: { firstName, prefix, lastName }, details: { email: `${firstName.toLowerCase()}@voorbeeld.example` }, consent: { givenOn: '2026-01-01', source: 'formulier', textVersion: '1', channels: ['email'] } })) as { id: string }).id
  const [jan, els, piet, mia] = [await person('Jan', 'van der', 'Voorbeeld'), await person('Els', '', 'Proef'), await person('Piet', '', 'Later'), await person('Mia', '', 'Afgemeld')]
  const { id: meetingId } = (await call('meetings.create', { gebied, kind: 'wijkpanel', title: 'Panelavond', startsAt: '2026-11-26T19:30', endsAt: '2026-11-26T21:30' })) as { id: string }
  await page.evaluate((id) => { location.hash = `#/bijeenkomsten/${id}/verslag` }, meetingId)
  const minutes = page.frameLocator('iframe[title="Voorbeeld van het verslag"]')
  await expect(minutes.locator('body')).toContainText('Er is nog niemand als aanwezig genoteerd.')

  await call('attendance.invite', { meetingId, contactIds: [jan, els, piet, mia], memberIds: [memberId] })
  await expect(minutes.locator('body')).toContainText('Er is nog niemand als aanwezig genoteerd.')
  for (const contactId of [jan, els]) await call('attendance.mark', { meetingId, contactId, presence: 'aanwezig' })
  await call('attendance.mark', { meetingId, contactId: piet, presence: 'laat', arrivedAt: '2026-11-26T20:05' })
  await call('attendance.mark', { meetingId, contactId: mia, response: 'afgemeld' })
  await call('attendance.mark', { meetingId, memberId, presence: 'aanwezig' })
  const walkIn = { meetingId, name: 'Wilma van Proefbewoner', email: 'wilma@voorbeeld.example', textVersion: '1', channels: ['email'] }
  await call('attendance.walkIn', walkIn)
  // Somebody who apologised and came after all is there, once.
  await call('attendance.mark', { meetingId, contactId: els, response: 'afgemeld' })
  await call('attendance.mark', { meetingId, contactId: els, presence: 'aanwezig' })

  await expect(minutes.locator('body')).toContainText('5 aanwezig (4 bewoners, onder wie 1 inloper, en 1 van het team), 1 afgemeld.')
  expect(await listed(minutes, 'Bewoners')).toEqual(['Piet Later (vanaf 20:05 uur)', 'Els Proef', 'Wilma van Proefbewoner (inloper)', 'Jan van der Voorbeeld'])
  expect(await listed(minutes, 'Team')).toEqual(['Rita Voorbeeld'])
  expect(await listed(minutes, 'Afgemeld')).toEqual(['Mia Afgemeld'])
  await page.evaluate((id) => { location.hash = `#/bijeenkomsten/${id}/houden` }, meetingId)
  await expect(page.getByTestId('present')).toContainText('5 aanwezig')
  await page.evaluate((id) => { location.hash = `#/bijeenkomsten/${id}/verslag` }, meetingId)

  await page.getByLabel('Aanwezigen in het verslag').click()
  await page.getByRole('option', { name: 'Alleen aantallen' }).click()
  await expect(minutes.locator('.names')).toHaveCount(0)
  await expect(minutes.locator('body')).toContainText('5 aanwezig (4 bewoners, onder wie 1 inloper, en 1 van het team), 1 afgemeld.')
  for (const name of ['Later', 'Proef', 'Wilma', 'Mia', '@voorbeeld']) await expect(minutes.locator('body')).not.toContainText(name)
  await expectAccessible(page)

  // What is final stays as it was when somebody is taken off the list; the draft says that it differs.
  await page.getByRole('button', { name: 'Stel vast als versie 1' }).click()
  await expect(minutes.locator('body')).toContainText('Vastgesteld · versie 1')
  await call('attendance.mark', { meetingId, contactId: jan, presence: 'onbekend' })
  await expect(minutes.locator('body')).toContainText('5 aanwezig')
  await page.getByLabel('Versie van het verslag').click()
  await page.getByRole('option', { name: 'Concept' }).click()
  await expect(minutes.locator('body')).toContainText('4 aanwezig (3 bewoners, onder wie 1 inloper, en 1 van het team), 1 afgemeld.')
  await expect(page.getByText('Anders dan versie 1.')).toBeVisible()
})

test('the public version leaves people out, shows the writer what that was, and goes out as a Word document', async ({ app }) => {
  const { page } = app
  const { call, gebieden, memberId } = await beginWithArea(page)
  const gebied = gebieden[0]
  const { id: contactId } = (await call('contacts.create', { gebied, contact: { firstName: 'Jan', prefix: 'van der', lastName: 'Voorbeeld' }, details: { email: 'jan@voorbeeld.example' }, consent: { givenOn: '2026-01-01', source: 'formulier', textVersion: '1', channels: ['email'] } })) as { id: string }
  const { id: meetingId } = (await call('meetings.create', { gebied, kind: 'wijkpanel', title: 'Panelavond', startsAt: '2026-11-26T19:30', endsAt: '2026-11-26T21:30' })) as { id: string }
  await call('attendance.invite', { meetingId, contactIds: [contactId], memberIds: [memberId] })
  await call('attendance.mark', { meetingId, contactId, presence: 'aanwezig' })
  await call('agenda.add', { meetingId, title: 'Vraag van Jan van der Voorbeeld over bomen bij Rita Voorbeeld' })
  await page.evaluate((id) => { location.hash = `#/bijeenkomsten/${id}` }, meetingId)
  await page.getByTestId('attachments').locator('input[type=file]').setInputFiles({ name: 'boom.png', mimeType: 'image/png', buffer: png(400, [60, 120, 60]) })
  await expect(page.getByTestId('attachments').getByRole('listitem')).toHaveCount(1)
  const { items } = (await call('attachments.list', { subjectKind: 'meeting', subjectId: meetingId })) as { items: { id: string }[] }
  await call('attachments.update', { id: items[0]!.id, caption: 'De boom van Jan van der Voorbeeld' })
  await page.evaluate((id) => { location.hash = `#/bijeenkomsten/${id}/verslag` }, meetingId)
  const minutes = page.frameLocator('iframe[title="Voorbeeld van het verslag"]').locator('body')
  await expect(minutes.getByRole('img', { name: 'De boom van Jan van der Voorbeeld' })).toBeVisible()
  await expect(minutes).toContainText('Vraag van Jan van der Voorbeeld')

  await page.getByLabel('Intern of openbaar verslag').click()
  await page.getByRole('option', { name: 'Openbaar verslag' }).click()
  await expect(minutes).toContainText('Vraag van een bewoner over bomen bij de gebiedsregisseur')
  await expect(minutes).toContainText('1 aanwezig')
  for (const name of ['Jan', 'Rita', '@']) await expect(minutes).not.toContainText(name)
  const removals = page.getByTestId('removals')
  await expect(removals.getByRole('checkbox')).toHaveCount(3)
  await expect(minutes.getByRole('img')).toHaveCount(0)
  await page.getByTestId('minutes-photos').getByRole('checkbox', { name: 'De boom van Jan van der Voorbeeld' }).click()
  await expect(minutes.getByRole('img', { name: 'De boom van een bewoner' })).toBeVisible()
  await expectAccessible(page)
  await page.screenshot({ path: join(import.meta.dirname, '../../artifacts/screenshots/verslag-openbaar.png') })

  // The writer decides: an official may be named, and a tree may point at somebody.
  await removals.getByRole('checkbox', { name: 'Rita Voorbeeld' }).click()
  await expect(minutes).toContainText('bij Rita Voorbeeld')
  await removals.getByLabel('Laat ook weg').fill('bomen')
  await page.keyboard.press('Enter')
  await expect(minutes).toContainText('Vraag van een bewoner over (weggelaten) bij Rita Voorbeeld')

  await page.getByRole('button', { name: 'Stel vast als openbare versie 1' }).click()
  await expect(minutes).toContainText('Vastgesteld · versie 1')
  const path = join(app.dataFolder, 'verslag.docx')
  await app.electron.evaluate(({ shell }) => { shell.openPath = () => Promise.resolve('') })
  await app.answerSaveDialog(path)
  await page.getByRole('button', { name: 'Word' }).click()
  await expect(page.getByText('Bewaard als verslag.docx', { exact: true })).toBeVisible()
  const parts = unzipSync(readFileSync(path))
  const words = strFromU8(parts['word/document.xml'] ?? new Uint8Array()).replace(/<[^>]*>/g, ' ')
  expect(words).toContain('De boom van een bewoner')
  expect(Object.keys(parts).filter((name) => /^word\/media\/.*\.jpe?g$/.test(name))).toHaveLength(1)
  expect(words).toContain('Vraag van een bewoner over (weggelaten) bij Rita Voorbeeld')
  expect(words).not.toContain('van der Voorbeeld')
  // The internal minutes are still to be made final, with every name.
  await page.getByLabel('Versie van het verslag').click()
  await page.getByRole('option', { name: 'Concept' }).click()
  await page.getByLabel('Intern of openbaar verslag').click()
  await page.getByRole('option', { name: 'Intern verslag' }).click()
  await expect(minutes).toContainText('Vraag van Jan van der Voorbeeld')
  await expect(page.getByText('Nog niet vastgesteld.')).toBeVisible()
})
