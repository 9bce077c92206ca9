import { mkdir } from 'node:fs/promises'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { paperCode } from '#core/papers/codes.ts'
import { attendanceId } from '#core/model/ids.ts'
import { expect, expectAccessible, test } from '../support/app.ts'
import { beginWithArea } from '../support/begin.ts'

const shots = join(import.meta.dirname, '../../artifacts/screenshots')

test('the papieren tas: lists and forms go to paper, and codes and notes come back', async ({ app }) => {
  const { page } = app
  await mkdir(shots, { recursive: true })
  await app.electron.evaluate(({ shell }) => { shell.openPath = () => Promise.resolve(''); shell.showItemInFolder = () => undefined })
  const { call, gebieden } = await beginWithArea(page)
  const gebied = gebieden[0]
  const person = async (firstName: string, lastName: string, details: object, channel: string) => ((await call('contacts.create', { gebied, contact: { firstName, lastName }, details, consent: { givenOn: '2026-01-01', source: 'formulier', textVersion: '1', channels: [channel] } })) as { id: string }).id
  const [ada, bea] = [await person('Ada', 'Papier', { street: 'Proefkade', houseNumber: '12', postcode: '1823 AB', city: 'Alkmaar' }, 'post'), await person('Bea', 'Mail', { email: 'bea@voorbeeld.example' }, 'email')]
  const { id: meetingId } = (await call('meetings.create', { gebied, kind: 'wijkpanel', title: 'Panelavond', startsAt: '2026-11-26T19:30', endsAt: '2026-11-26T21:30' })) as { id: string }
  const { id: itemId } = (await call('agenda.add', { meetingId, title: 'Verlichting' })) as { id: string }
  await call('attendance.invite', { meetingId, contactIds: [ada, bea], memberIds: [] })
  await page.evaluate((id) => { location.hash = `#/bijeenkomsten/${id}` }, meetingId)
  await page.getByRole('button', { name: 'Papieren' }).click()
  await expect(page.getByRole('heading', { name: 'Papieren van Panelavond' })).toBeVisible()

  for (const [button, file] of [['Presentielijst als PDF', 'lijst.pdf'], ['Notitieformulieren als PDF', 'formulieren.pdf'], ['Toestemmingskaarten als PDF', 'kaarten.pdf'], ['Brieven als PDF', 'brieven.pdf'], ['Brieven als Word-document', 'brieven.docx'], ['Zaalblad als PDF', 'zaalblad.pdf'], ['Naamkaartjes als Word-document', 'naamkaartjes.docx'], ['Herinneringslijst als PDF', 'herinneringslijst.pdf']] as const) {
    await app.answerSaveDialog(join(shots, file))
    await page.getByRole('button', { name: button }).click()
    await expect(page.getByText(`Bewaard als ${file}`, { exact: true })).toBeVisible()
    expect(existsSync(join(shots, file))).toBe(true)
  }

  await page.getByLabel('Zo komt u er').fill('Bus 3 tot het plein')
  await page.getByLabel('Zo komt u er').blur()
  await expect.poll(async () => ((await call('papers.page', { meetingId, paper: 'zaalblad' })) as { html: string }).html).toContain('Bus 3 tot het plein')

  // Back from paper, with the keyboard.
  await page.getByLabel('Codes van de presentielijst').fill(`${paperCode(attendanceId(meetingId, ada)).toLowerCase()} zzzz`)
  await expect(page.getByTestId('paper-people')).toHaveText('Ada Papier')
  await expect(page.getByText('Niet op deze lijst: ZZZZ.')).toBeVisible()
  await page.getByLabel('Code', { exact: true }).fill(paperCode(itemId))
  await expect(page.getByLabel('Agendapunt')).toContainText('1. Verlichting')
  await page.getByLabel('Wat er op het formulier staat').fill('Het is donker bij het plein.\nBelofte: lampen tellen @Rita')
  await expectAccessible(page)
  await page.screenshot({ path: join(shots, 'papieren.png') })
  await page.getByLabel('Codes van de presentielijst').press('Enter')
  await expect(page.getByText('1 persoon aanwezig', { exact: true })).toBeVisible()
  await page.getByLabel('Wat er op het formulier staat').press('Control+Enter')
  await expect(page.getByText('Toegevoegd aan 1. Verlichting, met 1 actie', { exact: true })).toBeVisible()
  await page.setViewportSize({ width: 1024, height: 640 })
  await page.screenshot({ path: join(shots, 'papieren-1024.png') })

  await page.evaluate((id) => { location.hash = `#/bijeenkomsten/${id}/verslag` }, meetingId)
  const minutes = page.frameLocator('iframe[title="Voorbeeld van het verslag"]').locator('body')
  await expect(minutes).toContainText('Het is donker bij het plein.')
  await expect(minutes).toContainText('lampen tellen (belofte)')
  await expect(minutes).toContainText('1 aanwezig')

  // Afterwards a message to those who were not there.
  await call('meetings.setState', { id: meetingId, state: 'afgerond' })
  await page.evaluate((id) => { location.hash = `#/bijeenkomsten/${id}` }, meetingId)
  const folder = join(app.dataFolder, 'na afloop')
  await app.answerSaveDialog(folder)
  await page.getByRole('button', { name: 'Maak conceptmails: wie er niet was' }).click()
  await expect(page.getByText('1 conceptmail voor 1 persoon', { exact: true })).toBeVisible()
  expect(readdirSync(folder)).toHaveLength(1)
  await expectAccessible(page)
})
