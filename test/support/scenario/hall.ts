import type { Page } from '@playwright/test'
import { expect } from './expect.ts'
import type { RunningApp } from '../app.ts'
import { noteText } from './meeting.ts'

const pageOf = ({ electron }: Pick<RunningApp, 'electron'>) => electron.windows().find((window) => window.url().startsWith('app://zaal'))

/** Opens the window for the hall from the meeting that is held, with the keyboard. */
export async function openHall(app: RunningApp): Promise<Page> {
  await noteText(app.page).click()
  await app.page.keyboard.press('F5')
  await expect.poll(() => pageOf(app)?.url()).toBe('app://zaal/')
  return pageOf(app)!
}

/** A figure of the wijk for everybody to see, found by typing. Afterwards the hall has the agenda again. */
export async function showFigure(page: Page, hall: Page, words: string, name: string, seen: (hall: Page) => Promise<void>): Promise<void> {
  await page.keyboard.press('F8')
  await expect(page.getByRole('searchbox', { name: 'Zoek in cijfers voor de zaal' })).toBeFocused()
  await page.keyboard.type(words)
  await expect(page.getByTestId('figure-list').getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(hall.getByRole('heading').first()).toHaveText(name)
  await seen(hall)
  await page.keyboard.press('F8')
  await page.keyboard.press('F7')
  await expect(hall.getByRole('heading').first()).not.toHaveText(name)
  await noteText(page).click()
}

export interface NewChoice { readonly question: string; readonly options: readonly string[]; readonly tables: number }

/** Makes a choice in the meeting that is held; the count is in sight, its first field has the focus. */
export async function makeChoice(page: Page, { question, options, tables }: NewChoice): Promise<void> {
  await page.keyboard.press('F6')
  await page.getByRole('button', { name: 'Maak een keuze' }).click()
  await page.getByRole('textbox', { name: 'Vraag' }).fill(question)
  await page.getByRole('spinbutton', { name: 'Aantal tafels' }).fill(String(tables))
  await page.getByRole('textbox', { name: 'Waaruit kunnen mensen kiezen?' }).fill(options.join('\n'))
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('textbox', { name: `${options[0]}, tafel 1` })).toBeVisible()
}

/** Types a table after a table, Enter after each number, as somebody does who reads them out. `null`: skips. */
export async function countTables(page: Page, tables: readonly (readonly (number | null)[])[], first: string): Promise<void> {
  await page.getByRole('textbox', { name: `${first}, tafel 1` }).focus()
  for (const column of tables) {
    for (const count of column) {
      if (count !== null) await page.keyboard.type(String(count))
      await page.keyboard.press('Enter')
    }
  }
}

/** The panel chooses while the hall looks on: question, count, result, and what was chosen becomes its priorities. */
export async function choose(page: Page, hall: Page, during: (page: Page, name: string, said: string) => Promise<void>): Promise<void> {
  const options = ['Verlichting', 'Te hard rijden', 'Afval naast de containers', 'Jongeren']
  await makeChoice(page, { question: 'Wat pakken we het eerst aan?', options, tables: 3 })
  await page.keyboard.press('F9')
  await expect(hall.getByRole('heading')).toHaveText('Wat pakken we het eerst aan?')
  await during(hall, 'zaal-vraag', 'De zaal leest de vraag. Iedereen plakt drie stickers.')
  await countTables(page, [[6, 3, 2, 1, null], [5, 4, 4, null, null], [7, 5, 3, 2, 1]], options[0]!)
  await expect(hall.getByText('43 van 48 stickers geteld')).toBeVisible()
  await during(hall, 'zaal-telling', 'Rita typt de stickers per tafel in; de zaal ziet de stand.')
  await page.keyboard.press('Control+Enter')
  await expect(hall.getByText('Uitslag')).toBeVisible()
  await expect(hall.getByRole('listitem').first()).toContainText('Verlichting')
  await during(hall, 'zaal-uitslag', 'De keuze is gesloten: de uitslag, zonder wie wat koos.')
  await page.getByRole('button', { name: 'Neem 3 over als prioriteiten van Wijkpanel Overdie' }).click()
  await expect(page.getByText('3 onderwerpen zijn overgenomen als prioriteit.')).toBeVisible()
  await during(page, 'prioriteiten', 'De drie onderwerpen zijn nu prioriteiten van het panel.')
  await page.keyboard.press('F6')
  await expect(noteText(page)).toBeFocused()
}
