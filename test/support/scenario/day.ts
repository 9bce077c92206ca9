import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { actionRow, closeAction, describe, openAction, openDifferences, promiseToResidents, setDay, setState, tellResidents } from './action.ts'
import { expect } from './expect.ts'
import { expectUpToDate, goOffline, goOnline, type Laptop } from './laptop.ts'
import { attend, beginMeeting, confirmImport, copyAgenda, finaliseMinutes, goOnWithMeeting, importPanelList, invite, makeAction, noteText, openMeeting, planMeeting, shortNames, toAgendaItem, walkIn } from './meeting.ts'

/** How long a person looks at the screen between two acts, and takes for a letter. */
const LOOK_MS = 2500, LETTER_MS = 80
const HEDGE = 'Heg langs het achterpad laten snoeien'
const WORDS = 'Bewoners vertellen over de verlichting in de steeg achter de winkels en over fietsen die op de stoep staan. Een buurman biedt aan om mee te lopen met de schouw van volgende maand. '

/** 'aa', 'ab', …: no name of one day is the beginning of another's. */
const mark = (n: number) => String.fromCharCode(97 + Math.floor(n / 26) % 26, 97 + (n % 26))

/**
 * The `n`th of many days at the pace of a person: the panel evening from list to terugkoppeling and the BOA's work on the same
 * actions, without the power cut and the restart, so that the processes stay the same.
 */
export async function day({ rita, bianca }: { readonly rita: Laptop; readonly bianca: Laptop }, n: number): Promise<void> {
  const evening = `Panelavond ${mark(n)}`, lamps = `Lampen nakijken ${mark(n)}`
  await look(rita, 'Control+1')
  await importPanelList(rita, 'Wijkpanel Overdie')
  await wait(LOOK_MS)
  await confirmImport(rita.page)
  await planMeeting(rita.page, { title: evening, panel: 'Wijkpanel Overdie', place: 'Buurthuis Het Voorbeeld' })
  await copyAgenda(rita.page, 'Eerste wijkpanel De Mare')
  await wait(LOOK_MS)
  await invite(rita.page)
  await wait(LOOK_MS)
  await goOffline(rita)
  await hold(rita, n, evening, lamps)
  await shift(bianca, n)
  await rita.page.keyboard.press('Alt+1')
  await openAction(rita.page, HEDGE)
  await describe(rita.page, `De heg hangt over het pad, zeggen bewoners op avond ${mark(n)}.`)
  await wait(LOOK_MS)
  await goOnline(rita)
  await openDifferences(rita.page)
  await wait(LOOK_MS)
  await rita.page.getByTestId('conflict').first().getByRole('button', { name: 'Bewaar allebei' }).click()
  await wait(LOOK_MS)
  await openMeeting(rita.page, evening)
  await goOnWithMeeting(rita.page)
  await finaliseMinutes(rita, join(rita.app.dataFolder, 'verslag.pdf'))
  await wait(LOOK_MS)
  await openAction(rita.page, lamps)
  await closeAction(rita.page, 'De lampen branden weer.')
  await tellResidents(rita.page, 'Wijkpanel Overdie')
  await wait(LOOK_MS)
  await searchEverything(rita.page)
  await takeBackImport(rita.page)
}

async function hold(rita: Laptop, n: number, evening: string, lamps: string): Promise<void> {
  const { page } = rita
  await openMeeting(page, evening)
  await beginMeeting(page)
  const people = (await shortNames(page)).slice(0, 15)
  await attend(page, [...people.slice(0, 14), { ...people[14]!, late: true }])
  await walkIn(page, `Wilma${mark(n)} van Proefbewoner`, `06 12 34 ${String(5000 + n)}`)
  for (const topic of ['Uitkomsten van de Veiligheidsmonitor', 'Jongeren bij het winkelcentrum']) {
    await toAgendaItem(page, topic)
    await page.keyboard.type(WORDS, { delay: LETTER_MS })
    await wait(LOOK_MS)
    await expect(page.getByTestId('note-state')).toHaveAttribute('data-phase', 'saved')
  }
  await noteText(page).press('Control+End')
  await page.keyboard.press('Enter')
  await makeAction(page, `${lamps} @Bianca voor over 2 weken`, lamps)
  await wait(LOOK_MS)
  await openAction(page, lamps)
  await setDay(page, 'Terugkoppelen voor', 'over een maand')
  await promiseToResidents(page)
  await wait(LOOK_MS)
}

/** What the BOA does meanwhile. */
async function shift({ page }: Laptop, n: number): Promise<void> {
  await page.keyboard.press('Alt+4')
  await page.keyboard.press('Control+n')
  await expect(page.getByLabel('Wat moet er gebeuren')).toBeFocused()
  await page.keyboard.type(`Stoeptegel ${mark(n)} melden voor vrijdag`, { delay: LETTER_MS })
  await page.keyboard.press('Enter')
  await openAction(page, `Stoeptegel ${mark(n)} melden`)
  await wait(LOOK_MS)
  // The list of actions does not grow from day to day either.
  await page.getByRole('button', { name: 'Actie weghalen' }).click()
  await expect(actionRow(page, `Stoeptegel ${mark(n)} melden`)).toHaveCount(0)
  await openAction(page, HEDGE)
  await describe(page, `Afspraak gemaakt met de hovenier, dag ${mark(n)}.`)
  await setState(page, n % 2 === 0 ? 'Deels gedaan' : 'Bezig')
  await expectUpToDate(page)
  await look({ page }, 'Alt+2', 'Alt+3', 'Alt+1')
}

async function searchEverything(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.keyboard.type('verlichting', { delay: LETTER_MS })
  await wait(LOOK_MS)
  await page.keyboard.press('Escape')
}

/** Every day brings the same list: taken back, the data do not grow with it. */
export async function takeBackImport(page: Page): Promise<void> {
  await page.evaluate(() => { location.hash = '#/contacten/import' })
  await page.getByRole('button', { name: /^Draai terug/ }).first().click()
  await expect(page.getByRole('button', { name: /^Draai terug/ })).toHaveCount(0)
}

/** Walks along pages with the keyboard. */
async function look({ page }: Pick<Laptop, 'page'>, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) { await page.keyboard.press(key); await wait(LOOK_MS) }
}
