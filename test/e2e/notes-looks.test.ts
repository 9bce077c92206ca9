import type { ElectronApplication } from '@playwright/test'
import { writeFile } from 'node:fs/promises'
import { expect, expectAccessible, test } from '../support/app.ts'
import { expectSaved, makeMeeting, openNote } from '../support/notes.ts'
import { makeVault } from '../support/start.ts'

/** The window as a person sees it, zoom included. */
async function picture(electron: ElectronApplication, path: string): Promise<void> {
  const png = await electron.evaluate(async ({ BrowserWindow }) => (await BrowserWindow.getAllWindows()[0]!.webContents.capturePage()).toPNG().toString('base64'))
  await writeFile(path, Buffer.from(png, 'base64'))
}
const resize = (electron: ElectronApplication, zoom: number): Promise<void> =>
  electron.evaluate(({ BrowserWindow }, factor) => { const window = BrowserWindow.getAllWindows()[0]; window?.setSize(1024, 640); window?.webContents.setZoomFactor(factor) }, zoom)

test('lists, checks, tables and links work by keyboard, are accessible and fit a small window', async ({ app: { page, electron } }, info) => {
  await makeVault(page)
  const { noteId } = await makeMeeting(page)
  const note = await openNote(page, noteId)
  await picture(electron, info.outputPath('empty.png'))
  await expectAccessible(page)
  await page.keyboard.type('/checkl\nzaal bestellen\nkoffie regelen')
  await note.getByRole('checkbox', { name: 'zaal bestellen: nog te doen' }).check()
  await expect(note.getByRole('checkbox', { name: 'zaal bestellen: gedaan' })).toBeChecked()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.type('- lampen\nbankjes')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.type('/tabel\nstraat')
  await page.keyboard.press('Tab')
  await page.keyboard.type('wat er speelt')
  await page.keyboard.press('Tab')
  await page.keyboard.type('sinds')
  await expect(page.getByRole('button', { name: 'Rij eronder' })).toBeVisible()
  await expect(note.getByRole('columnheader')).toHaveText(['straat', 'wat er speelt', 'sinds'])
  await expectAccessible(page)

  await page.keyboard.press('Alt+F10')
  await expect(page.getByRole('toolbar', { name: 'Opmaak van de notitie' }).getByRole('button', { name: 'Actie' })).toBeFocused()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Link', exact: true }).click()
  const address = page.getByLabel('Adres van de link')
  await address.fill('javascript:alert(1)')
  await expect(page.getByText('Dit is geen webadres')).toBeVisible()
  await expectAccessible(page)
  await address.fill('www.voorbeeld.example')
  await address.press('Enter')
  await expect(note.locator('a[href="https://www.voorbeeld.example"]')).toBeVisible()
  await page.keyboard.type(' na/')
  await expect(note.locator('a')).toHaveText('www.voorbeeld.example')
  await expect(page.getByRole('listbox', { name: 'Invoegen' })).toBeHidden()
  await page.keyboard.type(' /')
  await expect(page.getByRole('listbox', { name: 'Invoegen' })).toBeVisible()
  await expectAccessible(page)
  await picture(electron, info.outputPath('menu.png'))
  await page.keyboard.press('Escape')
  await expectSaved(page)

  for (const zoom of [1, 2]) {
    await resize(electron, zoom)
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThan(1100 / zoom)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    const edge = await page.evaluate(() => window.innerWidth)
    for (const part of [note, page.getByRole('toolbar', { name: 'Opmaak van de notitie' })]) {
      const right = await part.evaluate((element) => element.getBoundingClientRect().right)
      expect(right).toBeLessThanOrEqual(edge)
    }
    await picture(electron, info.outputPath(`small-${zoom}.png`))
  }
})

test('a note in the meeting screen, full and dark', async ({ app: { page, electron } }, info) => {
  await makeVault(page)
  const { meetingId } = await makeMeeting(page)
  await page.evaluate((id) => { location.hash = `#/bijeenkomsten/${id}/houden` }, meetingId)
  const note = page.getByRole('textbox', { name: /^Notitie bij/ })
  await expect(note).toHaveAttribute('contenteditable', 'true')
  await note.click()
  await page.keyboard.type('Bewoners vinden het te donker.\n/actie Lampen nakijken met een heel lange titel die niet op een regel past omdat er veel te zeggen is over deze steeg @fat')
  await page.keyboard.press('Enter')
  await page.keyboard.type('vrijdag')
  await page.keyboard.press('Enter')
  await expect(note.getByRole('group', { name: /Lampen nakijken .* trekker Fatima Voorbeeld/ })).toBeVisible()
  await page.keyboard.type('/besluit Er komt een schouw')
  await page.keyboard.press('Enter')
  await expect(note.getByRole('group', { name: 'Besluit: Er komt een schouw' })).toBeVisible()
  await page.keyboard.type('Volgende keer verder /')
  await expectAccessible(page)
  await resize(electron, 1)
  await picture(electron, info.outputPath('hold.png'))
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.evaluate(() => document.documentElement.classList.add('dark'))
  await picture(electron, info.outputPath('hold-dark.png'))
})
