import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../support/app.ts'
import { shot, shotOfWindow } from '../support/begin.ts'
import { callData } from '../support/bridge.ts'
import { expectSaved, openNote } from '../support/notes.ts'
import { openSample } from '../support/start.ts'

const answer = async (page: Page, command: string, input: unknown) => { const a = await callData(page, command, input); if (!a.ok) throw new Error(a.error.message); return a.value }

/** Somebody of the sample who was at a panel meeting with final minutes. */
async function attendee(page: Page): Promise<{ id: string; name: string; noteId: string; meetingId: string }> {
  const { past } = (await answer(page, 'meetings.list', { gebied: null, kind: 'wijkpanel' })) as { past: { id: string; state: string }[] }
  const meetingId = past.find((m) => m.state === 'afgerond')!.id
  const people = (await answer(page, 'attendance.list', { meetingId })) as { contactId: string | null; name: string; presence: string }[]
  const { agenda } = (await answer(page, 'meetings.get', { id: meetingId })) as { agenda: { id: string }[] }
  const { contactId, name } = people.find((p) => p.contactId !== null && p.presence === 'aanwezig')!
  return { id: contactId!, name, meetingId, noteId: agenda[0]!.id }
}

test('erases a person in the sample: what goes and stays, the note without the name, the proof and the log', async ({ app }) => {
  const { page } = app
  await openSample(page)
  const { id, name, noteId, meetingId } = await attendee(page)
  const before = (await answer(page, 'meetings.get', { id: meetingId })) as { counts: unknown }
  const text = await openNote(page, noteId)
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await page.keyboard.type(`Afgesproken met ${name} om vrijdag te bellen. `)
  await expectSaved(page)
  await page.evaluate((contact) => { location.hash = `#/contacten/${contact}` }, id)
  await expect(page.getByTestId('contact')).toBeVisible()
  await page.keyboard.press('Control+Shift+Delete')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(`Gegevens van ${name} wissen?`)
  await expect(dialog.getByTestId('erase-check')).toContainText('Naam, adres, telefoon, e-mail en opmerkingen')
  await expect(dialog).toContainText('1 vastgesteld verslag noemt de naam en blijft als archiefstuk bewaard')
  const mention = dialog.getByTestId('erase-mentions').getByRole('listitem').filter({ hasText: 'Afgesproken met' })
  await expect(mention.getByRole('checkbox')).toBeChecked()
  await expectAccessible(page)
  await shot(page, 'wissen-vooraf')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.evaluate(() => document.documentElement.classList.add('dark'))
  await shot(page, 'wissen-vooraf-donker')
  await expectAccessible(page)
  await page.evaluate(() => document.documentElement.classList.remove('dark'))
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2))
  await expect(dialog.getByTestId('erase-confirm')).toBeInViewport()
  await shotOfWindow(app, 'wissen-vooraf-200')
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(1))
  await dialog.getByTestId('erase-confirm').click()
  const proof = dialog.getByTestId('erase-proof')
  await expect(proof).toContainText('De gemeente Voorbeeldstad heeft op')
  expect(await proof.textContent()).not.toContain(name)
  await dialog.getByRole('button', { name: 'Kopieer het bewijs' }).click()
  await expect(page.getByText('Het bewijs is gekopieerd').first()).toBeVisible()
  expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toContain('Kenmerk:')
  await expectAccessible(page)
  await shot(page, 'wissen-bewijs')
  await dialog.getByRole('link', { name: /Maak een nieuwe versie/ }).first().waitFor()
  await dialog.getByRole('button', { name: 'Sluit', exact: true }).last().click()
  await expect(page.getByTestId('contact')).toBeHidden()

  await openNote(page, noteId)
  await expect(text).toContainText('Afgesproken met een bewoner om vrijdag te bellen.')
  await expect(text).not.toContainText(name)
  expect(((await answer(page, 'meetings.get', { id: meetingId })) as { counts: unknown }).counts).toEqual(before.counts)
  await page.evaluate((meeting) => { location.hash = `#/bijeenkomsten/${meeting}` }, meetingId)
  await expect(page.getByText('Een bewoner (gegevens gewist)').first()).toBeVisible()
  await page.evaluate(() => { location.hash = '#/instellingen/gewist' })
  await expect(page.getByTestId('erasure')).toContainText('op deze computer gewist')
  await expectAccessible(page)
  await shot(page, 'wissen-logboek')
  await page.keyboard.press('Control+k')
  await page.keyboard.type(name)
  await expect(page.getByRole('option').filter({ hasText: name })).toHaveCount(0)
})
