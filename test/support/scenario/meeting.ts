import type { Page } from '@playwright/test'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { matchesName } from '#core/meetings/match.ts'
import { panelList } from '../panel-list.ts'
import { expect } from './expect.ts'
import type { Laptop } from './laptop.ts'

/** Imports the list of the survey bureau into a panel; answers what the preview said. */
export async function importPanelList({ app, page }: Laptop, panel: string): Promise<string> {
  const list = join(app.dataFolder, 'respondenten.csv')
  await writeFile(list, panelList())
  await page.evaluate(() => { location.hash = '#/contacten/import' })
  await app.answerOpenDialog(list)
  await page.getByRole('button', { name: 'Kies een bestand' }).click()
  await page.getByRole('button', { name: 'Bekijk het resultaat' }).click()
  await page.getByRole('combobox', { name: 'Panel', exact: true }).click()
  await page.getByRole('option', { name: panel, exact: true }).click()
  const summary = page.getByText(/kunnen worden uitgenodigd/).first()
  await expect(summary).toBeVisible()
  return (await summary.textContent()) ?? ''
}

export async function confirmImport(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Importeer \d+ contacten$/ }).click()
  await expect(page.getByRole('heading', { name: /contacten geïmporteerd$/ })).toBeVisible()
}

/** A meeting that begins now does not run late; in the night it begins in the evening before. */
function beginsAt(): string {
  const now = new Date().toLocaleTimeString('nl-NL', { timeZone: 'Europe/Amsterdam', hour: '2-digit', minute: '2-digit' })
  return now > '08:00' && now < '21:59' ? now : '19:30'
}

/** Plans a meeting for today, with the keyboard where that is quickest. */
export async function planMeeting(page: Page, { title, panel, place }: { readonly title: string; readonly panel: string; readonly place: string }): Promise<void> {
  await page.keyboard.press('Alt+3')
  await expect(page.getByRole('heading', { name: 'Bijeenkomsten', level: 1 })).toBeVisible()
  await page.keyboard.press('Control+n')
  await page.getByLabel('Titel').fill(title)
  await page.getByLabel('Datum', { exact: true }).fill('vandaag')
  await page.getByLabel('Van', { exact: true }).fill(beginsAt())
  await page.getByLabel('Plaats', { exact: true }).fill(place)
  await page.getByRole('combobox', { name: 'Panel' }).click()
  await page.getByRole('option', { name: panel, exact: true }).click()
  await expect(page.getByRole('option', { name: panel, exact: true })).toBeHidden()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: title, level: 2 })).toBeVisible()
}

export async function copyAgenda(page: Page, from: string): Promise<void> {
  await page.getByRole('button', { name: 'Neem een agenda over' }).click()
  await page.getByRole('list', { name: 'Bijeenkomsten met een agenda' }).getByRole('listitem').filter({ hasText: from }).getByRole('button').click()
  await expect(page.getByText(/agendapunten overgenomen/).first()).toBeVisible()
}

/** Invites the panel of the meeting; answers how many people. */
export async function invite(page: Page): Promise<number> {
  const button = page.getByRole('button', { name: /^Nodig \d+ leden uit$/ })
  const count = Number(/\d+/.exec((await button.textContent()) ?? '')?.[0])
  await button.click()
  await expect(page.getByText(`${count} personen op de lijst gezet`).first()).toBeVisible()
  return count
}

export async function openMeeting(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Alt+3')
  await page.getByRole('option', { name: new RegExp(title) }).click()
  await expect(page.getByRole('heading', { name: title, level: 2 })).toBeVisible()
}

export async function beginMeeting(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Houd bijeenkomst' }).click()
  await page.getByRole('button', { name: 'Begin', exact: true }).click()
  await expect(noteText(page)).toBeFocused()
}

export async function goOnWithMeeting(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ga verder' }).click()
  await expect(noteText(page)).toBeVisible()
}

/** The names of the residents on the list of the meeting that is open beside the list. */
export const invited = (page: Page) => page.getByRole('list', { name: 'Genodigden en aanwezigen' }).getByRole('link')
export const noteText = (page: Page) => page.locator('[data-column="note"] [contenteditable="true"]')
export const present = (page: Page) => page.getByTestId('present')
const whoField = (page: Page) => page.getByRole('combobox', { name: /Wie is er/ })

/** Everybody on the list, with the fewest letters (three or more) of a name that find only that person. */
export async function shortNames(page: Page): Promise<readonly { readonly name: string; readonly letters: string }[]> {
  const names = await page.getByRole('list', { name: 'Mensen op de lijst' }).getByRole('listitem').evaluateAll((items) => items.map((item) => item.querySelector('[title]')?.getAttribute('title') ?? ''))
  const prefixes = (name: string) => name.split(/\s+/).flatMap((word) => Array.from({ length: Math.max(0, word.length - 2) }, (_, i) => word.slice(0, i + 3))).sort((a, b) => a.length - b.length)
  return names.flatMap((name) => {
    const letters = prefixes(name).find((typed) => names.filter((other) => matchesName(typed, other)).length === 1)
    return letters === undefined ? [] : [{ name, letters }]
  }).sort((a, b) => a.letters.length - b.letters.length)
}

/** Three letters and Enter per person; `late` with Shift. Ends in the note again. */
export async function attend(page: Page, people: readonly { readonly letters: string; readonly late?: boolean }[]): Promise<void> {
  await page.keyboard.press('F3')
  await expect(whoField(page)).toBeFocused()
  for (const { letters, late } of people) {
    const before = Number.parseInt((await present(page).textContent()) ?? '', 10)
    await page.keyboard.type(letters)
    await expect(page.getByRole('listbox', { name: 'Gevonden mensen' })).toBeVisible()
    await page.keyboard.press(late ? 'Shift+Enter' : 'Enter')
    await expect(present(page)).toContainText(`${before + 1} aanwezig`)
  }
  await page.keyboard.press('F3')
  await expect(noteText(page)).toBeFocused()
}

/** Somebody who was not invited reads the text, says yes and is in. */
export async function walkIn(page: Page, name: string, phone: string, during: (page: Page) => Promise<void> = async () => undefined): Promise<void> {
  await page.keyboard.press('F3')
  await expect(whoField(page)).toBeFocused()
  await page.keyboard.type(name)
  await page.getByRole('option', { name: /nieuwe inloper/ }).waitFor()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Toestemming aan tafel' })
  await expect(page.getByTestId('consent-text')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Telefoon' }).fill(phone)
  await page.keyboard.press('Tab')
  await during(page)
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(whoField(page)).toBeFocused()
  await page.keyboard.press('F3')
  await expect(noteText(page)).toBeFocused()
}

export async function toAgendaItem(page: Page, title: string): Promise<void> {
  await page.getByRole('complementary', { name: 'Agenda' }).getByRole('button', { name: new RegExp(title) }).click()
  await expect(page.getByRole('heading', { name: title, level: 2 })).toBeVisible()
  await expect(noteText(page)).toBeFocused()
}

export async function takeNote(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text)
  await expect(page.getByTestId('note-state')).toHaveAttribute('data-phase', 'saved')
}

/** A line of the note becomes an action; the cursor stays in the note. */
export async function makeAction(page: Page, line: string, title: string): Promise<void> {
  await page.keyboard.type(`/actie ${line}`)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  await expect(noteText(page).getByRole('group', { name: new RegExp(`^Actie: ${title}`) })).toBeVisible()
}

/** Ends the meeting, freezes its minutes and writes them as PDF. */
export async function finaliseMinutes({ app, page }: Laptop, pdf: string): Promise<void> {
  await page.getByRole('button', { name: 'Rond af' }).click()
  await page.getByRole('button', { name: 'Stel vast als versie 1' }).click()
  await expect(minutesOf(page)).toContainText('Vastgesteld · versie 1')
  await app.answerSaveDialog(pdf)
  await page.keyboard.press('Control+p')
  await expect(page.getByText(/^Bewaard als /).first()).toBeVisible()
}

/** The version for everybody: without names, after the writer saw what was left out. Answers how many places that were. */
export async function publicMinutes({ app, page }: Laptop, pdf: string, seen: (page: Page) => Promise<void>): Promise<number> {
  await page.getByLabel('Versie van het verslag').click()
  await page.getByRole('option', { name: 'Concept' }).click()
  await page.getByLabel('Intern of openbaar verslag').click()
  await page.getByRole('option', { name: 'Openbaar verslag' }).click()
  const removals = page.getByTestId('removals')
  await expect(removals.getByRole('checkbox').first()).toBeVisible()
  await seen(page)
  const count = await removals.getByRole('checkbox').count()
  await page.getByRole('button', { name: 'Stel vast als openbare versie 1' }).click()
  await expect(minutesOf(page)).toContainText('Vastgesteld · versie 1')
  await app.answerSaveDialog(pdf)
  await page.keyboard.press('Control+p')
  await expect(page.getByText(/^Bewaard als /).first()).toBeVisible()
  return count
}

export const minutesOf = (page: Page) => page.frameLocator('iframe[title="Voorbeeld van het verslag"]').locator('body')
