import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { actionPane, actionRow, closeAction, describe, openAction, openDifferences, promiseToResidents, setDay, setState, tellResidents } from '../support/scenario/action.ts'
import { expect } from '../support/scenario/expect.ts'
import { test } from '../support/scenario/fixtures.ts'
import { choose, openHall, showFigure } from '../support/scenario/hall.ts'
import { connectToServer, expectOffline, expectUpToDate, goOffline, goOnline, powerCut, restart, type Laptop } from '../support/scenario/laptop.ts'
import { attend, beginMeeting, confirmImport, copyAgenda, finaliseMinutes, goOnWithMeeting, importPanelList, invite, invited, makeAction, minutesOf, noteText, openMeeting, planMeeting, present, publicMinutes, shortNames, takeNote, toAgendaItem, walkIn } from '../support/scenario/meeting.ts'

type Shot = (page: Page, name: string) => Promise<void>
const EVENING = 'Panelavond Overdie', TOPIC = 'Uitkomsten van de Veiligheidsmonitor', LAMPS = 'Lampen bij het park nakijken', HEDGE = 'Heg langs het achterpad laten snoeien'

test('the panel evening: prepared, held without a network, and worked out by two people', async ({ server, laptop, shot }) => {
  test.setTimeout(300_000)
  const rita = await laptop(), bianca = await laptop()
  await connectToServer(rita, await server.account('rita', 'Rita Voorbeeld', 'regisseur', ['zuid', 'mare']))
  await connectToServer(bianca, await server.account('bianca', 'Bianca Verzonnen', 'boa', ['zuid']))
  await rita.page.keyboard.press('Control+1')
  await expect(rita.page.getByRole('region', { name: 'Te laat' })).toContainText(HEDGE)
  await shot(rita.page, 'start')

  await test.step('import, plan and invite', () => prepare(rita, shot))
  await test.step('no network, and a restart', async () => {
    await goOffline(rita)
    await restart(rita)
    await expectOffline(rita.page)
    await openMeeting(rita.page, EVENING)
  })
  await test.step('hold the meeting', () => hold(rita, shot))
  await test.step('the battery is empty in mid-sentence', () => emptyBattery(rita))
  await test.step('both write in the same action', async () => {
    await openAction(rita.page, HEDGE)
    await describe(rita.page, 'De heg hangt over het pad, zeggen bewoners.')
    await setDay(rita.page, 'Uiterste datum', 'over 3 weken')
    await openAction(bianca.page, HEDGE)
    await describe(bianca.page, 'Afspraak gemaakt met de hovenier.')
    await setState(bianca.page, 'Deels gedaan')
    await expectUpToDate(bianca.page)
  })
  await test.step('back online', () => meetAgain(rita, bianca, shot))
  await test.step('minutes', () => minutes(rita, shot))
  await test.step('closing asks for terugkoppeling', async () => {
    await openAction(rita.page, LAMPS)
    await closeAction(rita.page, 'De lampen branden weer.')
    await shot(rita.page, 'nog-terug-te-koppelen')
    await tellResidents(rita.page, 'Wijkpanel Overdie')
    await expect(actionPane(bianca.page).getByText('Teruggekoppeld', { exact: true })).toBeVisible()
  })
  await test.step('somebody withdraws', () => withdraw(rita, bianca))
})

async function prepare(rita: Laptop, shot: Shot): Promise<void> {
  expect(await importPanelList(rita, 'Wijkpanel Overdie')).toBe('122 kunnen worden uitgenodigd, 3 dubbel, 2 zonder toestemming')
  await shot(rita.page, 'import')
  await confirmImport(rita.page)
  await planMeeting(rita.page, { title: EVENING, panel: 'Wijkpanel Overdie', place: 'Buurthuis Het Voorbeeld' })
  await copyAgenda(rita.page, 'Eerste wijkpanel De Mare')
  expect(await invite(rita.page)).toBe(122 + 23)
  await shot(rita.page, 'uitgenodigd')
}

async function hold({ app, page }: Laptop, shot: Shot): Promise<void> {
  await beginMeeting(page)
  const people = (await shortNames(page)).slice(0, 15)
  await attend(page, [...people.slice(0, 14), { ...people[14]!, late: true }])
  await walkIn(page, 'Wilma van Proefbewoner', '06 12 34 56 78', (window) => shot(window, 'toestemming-aan-tafel'))
  await expect(present(page)).toContainText('16 aanwezig')
  await toAgendaItem(page, TOPIC)
  const hall = await openHall(app)
  await expect(hall.getByRole('heading')).toHaveText(TOPIC)
  await showFigure(page, hall, 'onveilig buurt', 'Voelt zich wel eens onveilig in de buurt', (window) => shot(window, 'zaal-cijfer'))
  await takeNote(page, 'Bewoners herkennen de cijfers over verlichting.\n')
  await makeAction(page, `${LAMPS} @Bianca voor over 2 weken`, LAMPS)
  await shot(page, 'bijeenkomst')
  await choose(page, hall, (window, name) => shot(window, name))
  const seen = await hall.evaluate(() => document.documentElement.outerHTML)
  for (const name of [...people.map((person) => person.name), 'Wilma', '06 12', LAMPS]) expect(seen).not.toContain(name)
  await openAction(page, LAMPS)
  await setDay(page, 'Terugkoppelen voor', 'over een maand')
  await promiseToResidents(page)
  await openMeeting(page, EVENING)
  await goOnWithMeeting(page)
  await toAgendaItem(page, 'Jongeren bij het winkelcentrum')
}

/** What was typed up to a second before is still there, and nothing that was not typed. */
async function emptyBattery(rita: Laptop): Promise<void> {
  const typed: { readonly text: string; readonly at: number }[] = []
  let text = ''
  const secondBefore = (now: number): string => typed.findLast(({ at }) => at <= now - 1000)?.text ?? ''
  // However slowly the machine types: there has to be something that must have been kept.
  for (const begin = Date.now(); Date.now() - begin < 3000 || secondBefore(Date.now()).length <= 30;) {
    text += `woord${typed.length} `
    await rita.page.keyboard.type(`woord${typed.length} `, { delay: 10 })
    typed.push({ text: text.trim(), at: Date.now() })
  }
  const cut = Date.now()
  await powerCut(rita)
  await openMeeting(rita.page, EVENING)
  await goOnWithMeeting(rita.page)
  await expect(present(rita.page)).toContainText('16 aanwezig')
  await toAgendaItem(rita.page, 'Jongeren bij het winkelcentrum')
  const must = secondBefore(cut)
  expect(must.length).toBeGreaterThan(30)
  await expect(noteText(rita.page)).toContainText(must)
  expect(text.startsWith(((await noteText(rita.page).textContent()) ?? '').trim())).toBe(true)
}

async function meetAgain(rita: Laptop, bianca: Laptop, shot: Shot): Promise<void> {
  expect(await goOnline(rita)).toMatch(/\d+ verstuurd, \d+ ontvangen, 1 vraagt uw keuze/)
  await shot(rita.page, 'weer-verbonden')
  for (const { page } of [rita, bianca]) {
    await openAction(page, HEDGE)
    await expect(actionPane(page).getByRole('button', { name: 'Deels gedaan' })).toHaveAttribute('aria-pressed', 'true')
    await expect(actionPane(page).getByText(/de uiterste datum van .* naar/)).toBeVisible()
  }
  await openDifferences(rita.page)
  const question = rita.page.getByTestId('conflict')
  await expect(question).toContainText('De heg hangt over het pad')
  await expect(question).toContainText('Afspraak gemaakt met de hovenier')
  await shot(rita.page, 'verschillen')
  await question.getByRole('button', { name: 'Bewaar allebei' }).click()
  await expect(actionPane(bianca.page).getByLabel('Omschrijving')).toHaveValue(/heg hangt over het pad[^]*hovenier|hovenier[^]*heg hangt over het pad/)

  await expect(actionRow(bianca.page, LAMPS)).toBeVisible()
  await openAction(bianca.page, LAMPS)
  await expect(actionPane(bianca.page).getByRole('checkbox', { name: 'Beloofd aan inwoners' })).toBeChecked()
  await expect(actionPane(bianca.page).getByText(EVENING)).toBeVisible()
  await shot(bianca.page, 'actie-bij-de-boa')
}

async function minutes(rita: Laptop, shot: Shot): Promise<void> {
  await openMeeting(rita.page, EVENING)
  await goOnWithMeeting(rita.page)
  const pdf = join(rita.app.dataFolder, 'verslag.pdf')
  await finaliseMinutes(rita, pdf)
  await expect(minutesOf(rita.page)).toContainText('16 aanwezig')
  await expect(minutesOf(rita.page)).toContainText(LAMPS)
  await expect(minutesOf(rita.page)).toContainText('Verlichting (prioriteit)')
  await shot(rita.page, 'verslag')
  expect((await readFile(pdf)).subarray(0, 5).toString()).toBe('%PDF-')
  await publicMinutes(rita, join(rita.app.dataFolder, 'openbaar.pdf'), (page) => shot(page, 'openbaar-verslag'))
  await expect(minutesOf(rita.page)).toContainText('16 aanwezig')
  for (const name of ['Wilma', 'Proefbewoner', 'Bianca', '06 12']) await expect(minutesOf(rita.page)).not.toContainText(name)
}

/** Gone from the next invitation, on the other laptop too. */
async function withdraw(rita: Laptop, bianca: Laptop): Promise<void> {
  for (const { page } of [bianca, rita]) await openMeeting(page, 'Tweede wijkpanel Overdie')
  const name = (await invited(rita.page).first().textContent()) ?? ''
  const onSecondLaptop = invited(bianca.page).filter({ hasText: name })
  await expect(onSecondLaptop).toHaveCount(1)
  await invited(rita.page).first().click()
  await rita.page.getByTestId('contact').getByRole('button', { name: 'Trek in' }).click()
  await rita.page.getByRole('button', { name: 'Trek toestemming in' }).click()
  await expect(onSecondLaptop).toHaveCount(0)
  await openMeeting(rita.page, 'Tweede wijkpanel Overdie')
  await expect(invited(rita.page).filter({ hasText: name })).toHaveCount(0)
}
