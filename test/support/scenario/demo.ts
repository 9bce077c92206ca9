import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { actionPane, describe, closeAction, openAction, openDifferences, promiseToResidents, setDay, setState, tellResidents } from './action.ts'
import { cableTo } from './cable.ts'
import { choose, openHall, showFigure } from './hall.ts'
import { connectToServer, expectUpToDate, goOffline, goOnline, openLaptop, powerCut, type Laptop } from './laptop.ts'
import { attend, beginMeeting, confirmImport, copyAgenda, finaliseMinutes, goOnWithMeeting, importPanelList, invite, makeAction, openMeeting, planMeeting, publicMinutes, shortNames, takeNote, toAgendaItem, walkIn } from './meeting.ts'
import { deleteSignal, noteSignal, photograph, rewriteSignal } from './signal.ts'
import { startServer } from './server.ts'

/**
 * The panel evening, played for somebody who watches: `npm run demo` (scripts/demo.ts) finds Electron and a display and
 * starts this. DEMO_PAUSE is how long, in ms, every moment stays on screen.
 */
const pause = Number(process.env['DEMO_PAUSE'] ?? 0)
const out = join(import.meta.dirname, '../../../artifacts/demo')
const EVENING = 'Panelavond Overdie', LAMPS = 'Lampen bij het park nakijken', HEDGE = 'Heg langs het achterpad laten snoeien', WRECKS = 'Fietswrakken bij de flat'
let moment = 0

async function show(page: Page, name: string, said: string): Promise<void> {
  console.log(`${String(++moment).padStart(2)}. ${said}`)
  await page.screenshot({ path: join(out, `${String(moment).padStart(2, '0')}-${name}.png`) })
  await wait(pause)
}

async function play(rita: Laptop, bianca: Laptop): Promise<void> {
  await show(rita.page, 'start', 'Rita, gebiedsregisseur, ziet hoe haar gebied ervoor staat.')
  console.log(`    ${await importPanelList(rita, 'Wijkpanel Overdie')}.`)
  await show(rita.page, 'import', 'De lijst van het onderzoeksbureau is gelezen; er is nog niets bewaard.')
  await confirmImport(rita.page)
  await planMeeting(rita.page, { title: EVENING, panel: 'Wijkpanel Overdie', place: 'Buurthuis Het Voorbeeld' })
  await copyAgenda(rita.page, 'Eerste wijkpanel De Mare')
  const count = await invite(rita.page)
  await show(rita.page, 'uitgenodigd', `De panelavond is gepland met de agenda van De Mare; ${count} mensen staan op de lijst.`)
  await goOffline(rita)
  await openMeeting(rita.page, EVENING)
  await show(rita.page, 'zonder-verbinding', 'In het buurthuis is geen wifi. Alles staat op de laptop.')
  await hold(rita)
  await bothEdit(rita, bianca)
  const receipt = await goOnline(rita)
  await show(rita.page, 'weer-verbonden', `Terug op kantoor. ${receipt}`)
  await openDifferences(rita.page)
  await show(rita.page, 'verschillen', 'Beiden schreven in hetzelfde veld. Er is niets verloren: Rita kiest, en houdt allebei.')
  await rita.page.getByRole('button', { name: 'Bewaar allebei' }).click()
  await openAction(bianca.page, LAMPS)
  await actionPane(bianca.page).getByText(EVENING).waitFor()
  await show(bianca.page, 'actie-bij-de-boa', 'De actie uit de notitie staat op de laptop van Bianca.')
  await shift(rita, bianca)
  await openMeeting(rita.page, EVENING)
  await goOnWithMeeting(rita.page)
  await finaliseMinutes(rita, join(out, 'verslag.pdf'))
  await show(rita.page, 'verslag', 'Het verslag is vastgesteld en bewaard als PDF.')
  await publicMinutes(rita, join(out, 'openbaar-verslag.pdf'), (page) => show(page, 'openbaar-verslag', 'De openbare versie: Rita ziet elk stuk dat wegblijft, voordat het naar buiten gaat.'))
  await openAction(rita.page, LAMPS)
  await closeAction(rita.page, 'De lampen branden weer.')
  await show(rita.page, 'nog-terug-te-koppelen', 'De lampen branden. De belofte telt pas als de bewoners het hebben gehoord.')
  await tellResidents(rita.page, 'Wijkpanel Overdie')
  await show(rita.page, 'teruggekoppeld', 'Vastgelegd wie wat hoorde: nu is de actie echt klaar.')
}

async function hold(rita: Laptop): Promise<void> {
  await beginMeeting(rita.page)
  const people = (await shortNames(rita.page)).slice(0, 15)
  await attend(rita.page, [...people.slice(0, 14), { ...people[14]!, late: true }])
  await walkIn(rita.page, 'Wilma van Proefbewoner', '06 12 34 56 78', (page) => show(page, 'toestemming-aan-tafel', 'Een inloper leest de tekst en geeft toestemming aan tafel.'))
  await toAgendaItem(rita.page, 'Uitkomsten van de Veiligheidsmonitor')
  const hall = await openHall(rita.app)
  await show(hall, 'zaal-agenda', 'Op de projector: het agendapunt en wat straks komt. Namen en nummers kunnen daar niet komen.')
  await showFigure(rita.page, hall, 'onveilig buurt', 'Voelt zich wel eens onveilig in de buurt', (window) => show(window, 'zaal-cijfer', 'De uitkomst van de enquête voor Overdie, met de marge, hoeveel mensen antwoordden, en wat je ervan mag zeggen.'))
  await takeNote(rita.page, 'Bewoners herkennen de cijfers over verlichting.\n')
  await makeAction(rita.page, `${LAMPS} @Bianca voor over 2 weken`, LAMPS)
  await show(rita.page, 'bijeenkomst', 'Zestien aanwezig. Een regel van de notitie wordt een actie voor de BOA.')
  await choose(rita.page, hall, show)
  await openAction(rita.page, LAMPS)
  await setDay(rita.page, 'Terugkoppelen voor', 'over een maand')
  await promiseToResidents(rita.page)
  await openMeeting(rita.page, EVENING)
  await goOnWithMeeting(rita.page)
  await toAgendaItem(rita.page, 'Jongeren bij het winkelcentrum')
  await takeNote(rita.page, 'De sfeer is beter dan vorig jaar.')
  await rita.page.keyboard.type(' En midden in deze zin valt de la')
  await powerCut(rita)
  await openMeeting(rita.page, EVENING)
  await goOnWithMeeting(rita.page)
  await toAgendaItem(rita.page, 'Jongeren bij het winkelcentrum')
  await show(rita.page, 'na-de-stroomuitval', 'De accu viel uit midden in een zin. Na de herstart staat het er nog.')
}

async function bothEdit(rita: Laptop, bianca: Laptop): Promise<void> {
  await openAction(rita.page, HEDGE)
  await describe(rita.page, 'De heg hangt over het pad, zeggen bewoners.')
  await openAction(bianca.page, HEDGE)
  await describe(bianca.page, 'Afspraak gemaakt met de hovenier.')
  await setState(bianca.page, 'Deels gedaan')
  await expectUpToDate(bianca.page)
  await show(bianca.page, 'intussen-bij-de-boa', 'Intussen werkt Bianca, wijk-BOA, op haar laptop aan een actie die Rita ook aanpaste.')
}

/** The BOA outside without a connection; at the table somebody takes away what she was writing in. */
async function shift(rita: Laptop, bianca: Laptop): Promise<void> {
  await goOffline(bianca)
  await noteSignal(bianca.page, 'Winkelwagens in de vijver', 'zw', 'vo')
  await photograph(bianca.page, 'Winkelwagens in de vijver')
  await rewriteSignal(bianca.page, WRECKS, `${WRECKS}, nu zes stuks`)
  await show(bianca.page, 'signaal-van-de-boa', 'Bianca is op straat, zonder verbinding: een signaal is in seconden genoteerd, met thema, buurt, tijd en foto.')
  await bianca.page.evaluate(() => { location.hash = '#/veld' })
  await bianca.page.getByRole('heading', { name: 'Veldmodus' }).waitFor()
  await show(bianca.page, 'veldmodus', 'De veldmodus: groot, zwart op wit, met de ronde van vandaag.')
  await deleteSignal(rita.page, WRECKS)
  await expectUpToDate(rita.page)
  await bianca.page.keyboard.press('Escape')
  await goOnline(bianca)
  await openDifferences(bianca.page)
  await show(bianca.page, 'terugzetten-of-weg', 'Rita haalde intussen weg wat Bianca bijwerkte: terugzetten of weg?')
  await bianca.page.getByTestId('conflict').filter({ hasText: WRECKS }).getByRole('button', { name: 'Zet terug' }).click()
}

await rm(out, { recursive: true, force: true })
await mkdir(out, { recursive: true })
console.log('Er start een server op deze computer, met verzonnen gegevens, en twee laptops.')
const server = await startServer()
const folders: string[] = []
const laptops: Laptop[] = []
const laptop = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gebiedsboek-demo-'))
  folders.push(folder)
  const opened = await openLaptop(folder, await cableTo(server.port))
  laptops.push(opened)
  return opened
}
try {
  const rita = await laptop(), bianca = await laptop()
  await connectToServer(rita, await server.account('rita', 'Rita Voorbeeld', 'regisseur', ['zuid', 'mare']))
  await connectToServer(bianca, await server.account('bianca', 'Bianca Verzonnen', 'boa', ['zuid']))
  await rita.page.keyboard.press('Control+1')
  await rita.page.getByRole('region', { name: 'Te laat' }).waitFor()
  await play(rita, bianca)
  console.log(`\nKlaar. De ${moment} schermafbeeldingen en het verslag (verslag.pdf) staan in ${out}`)
} finally {
  for (const { app, cable } of laptops) { await app.close(); await cable.unplug() }
  await server.close()
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
}
