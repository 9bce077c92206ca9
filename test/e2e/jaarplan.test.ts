import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, longDay } from '#core/text/days.ts'
import { dayIn } from '#core/actions/typed-day.ts'
import { expect, expectAccessible, test } from '../support/app.ts'
import { openSample } from '../support/start.ts'

test('a year to look at, an agenda to begin with, what stayed open, and an approach for the next wijk', async ({ app }) => {
  const { page } = app
  const folder = mkdtempSync(join(tmpdir(), 'jaarplan-'))
  const today = dayIn(new Date())
  await openSample(page)
  const go = (hash: string) => page.evaluate((to) => { location.hash = to }, hash)

  // The year: the day after tomorrow has the panel, and the keyboard gets there.
  await page.keyboard.press('Alt+7')
  await expect(page.getByTestId('year')).toBeVisible()
  await page.getByRole('button', { name: 'Vandaag', exact: true }).click()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  const day = page.locator(`[data-day="${addDays(today, 2)}"]`)
  await expect(day).toBeFocused()
  await expect(day).toHaveAttribute('aria-label', /Tweede wijkpanel Overdie/)
  await expect(page.getByRole('complementary', { name: longDay(addDays(today, 2)) })).toContainText('19:30')
  await expectAccessible(page)

  // The file for Outlook goes on by itself.
  const file = join(folder, 'Gebiedsboek.ics')
  await app.answerSaveDialog(file)
  await page.getByRole('button', { name: 'Outlook' }).click()
  await page.getByRole('button', { name: 'Kies een plaats' }).click()
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toContain('SUMMARY:Tweede wijkpanel Overdie')
  await page.keyboard.press('Escape')
  await day.press('Enter')
  await expect(page.getByRole('heading', { name: 'Tweede wijkpanel Overdie', level: 2 })).toBeVisible()

  // What stayed open goes onto the agenda, which becomes a template.
  await page.getByRole('button', { name: 'Zet 3 punten op de agenda' }).click()
  await expect(page.getByLabel('Agendapunt 6', { exact: true })).toHaveValue('Te hard rijden')
  await expect(page.getByLabel('Agendapunt 7', { exact: true })).toHaveValue('Wat is er gedaan: Heg langs het achterpad laten snoeien')
  await page.getByRole('button', { name: 'Bewaar als sjabloon' }).click()
  await page.getByRole('textbox', { name: 'Naam', exact: true }).fill('Panel met terugblik')
  await page.getByRole('button', { name: 'Bewaar sjabloon' }).click()
  await expect(page.getByText('Sjabloon \'Panel met terugblik\' bewaard').first()).toBeVisible()
  await page.getByLabel('Titel', { exact: true }).fill('Panel van december')
  await page.getByLabel('Titel', { exact: true }).blur()
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('SUMMARY:Panel van december')
  await go('#/bijeenkomsten/nieuw')
  await page.getByLabel('Agenda', { exact: true }).click()
  await page.getByRole('option', { name: /Panel met terugblik/ }).click()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByLabel('Agendapunt 6', { exact: true })).toHaveValue('Te hard rijden')

  // The approach of De Mare goes to another wijk, and back.
  await go('#/uitrolset')
  await page.getByLabel('Reeks bijeenkomsten').click()
  await page.getByRole('option', { name: /^Wijkpanel De Mare/ }).click()
  await page.getByRole('group', { name: 'Bijeenkomsten in de uitrolset' }).getByRole('checkbox', { name: 'Tweede wijkpanel De Mare' }).click()
  await page.getByRole('checkbox', { name: 'Camera bij de containers plaatsen' }).click()
  await page.getByLabel('Gebied', { exact: true }).click()
  await page.getByRole('option', { name: /Noord/ }).click()
  await page.getByLabel('Wijk', { exact: true }).click()
  await page.getByRole('option', { name: 'Noorderdijk (voorbeeld)' }).or(page.getByRole('option', { name: 'Noorderdijk', exact: true })).click()
  await page.getByRole('textbox', { name: 'Eerste bijeenkomst' }).fill('over 8 weken')
  await page.getByRole('textbox', { name: 'Eerste bijeenkomst' }).blur()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Rol 1 bijeenkomst uit' }).click()
  await expect(page.getByRole('heading', { name: 'Eerste wijkpanel Noorderdijk', level: 2 })).toBeVisible()
  await expect(page.getByText('1 bijeenkomst en 3 acties klaargezet').first()).toBeVisible()
  await page.getByRole('button', { name: 'Ongedaan maken' }).last().click()
  await expect(page.getByText('Deze bijeenkomst is er niet meer.')).toBeVisible()
  rmSync(folder, { recursive: true, force: true })
})
