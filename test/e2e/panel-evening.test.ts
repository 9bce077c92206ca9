import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { actionPane, actionRow, openAction } from '../support/scenario/action.ts'
import { expect } from '../support/scenario/expect.ts'
import { test } from '../support/scenario/fixtures.ts'
import { connectToServer, expectOffline, goOffline, goOnline, restart } from '../support/scenario/laptop.ts'
import { attend, beginMeeting, confirmImport, copyAgenda, finaliseMinutes, importPanelList, invite, makeAction, minutesOf, openMeeting, planMeeting, present, shortNames, takeNote, toAgendaItem, walkIn } from '../support/scenario/meeting.ts'

test('the panel evening: prepared, held without a network, and worked out by two people', async ({ server, laptop, shot }) => {
  test.setTimeout(240_000)
  const rita = await laptop()
  await connectToServer(rita, await server.account('rita', 'Rita Voorbeeld', 'regisseur', ['zuid', 'mare']))
  await rita.page.keyboard.press('Control+1')
  await shot(rita.page, 'start')

  await test.step('import the list and invite', async () => {
    expect(await importPanelList(rita, 'Wijkpanel Overdie')).toBe('122 kunnen worden uitgenodigd, 3 dubbel, 2 zonder toestemming')
    await shot(rita.page, 'import')
    await confirmImport(rita.page)
    await planMeeting(rita.page, { title: 'Panelavond Overdie', panel: 'Wijkpanel Overdie', place: 'Buurthuis Het Voorbeeld' })
    await copyAgenda(rita.page, 'Eerste wijkpanel De Mare')
    expect(await invite(rita.page)).toBeGreaterThan(122)
    await shot(rita.page, 'uitgenodigd')
  })

  await test.step('no network, and a restart', async () => {
    await goOffline(rita)
    await restart(rita)
    await expectOffline(rita.page)
    await openMeeting(rita.page, 'Panelavond Overdie')
  })

  await test.step('hold the meeting', async () => {
    await beginMeeting(rita.page)
    const people = (await shortNames(rita.page)).slice(0, 15)
    await attend(rita.page, [...people.slice(0, 14), { ...people[14]!, late: true }])
    await walkIn(rita.page, 'Wilma van Proefbewoner', '06 12 34 56 78', (page) => shot(page, 'toestemming-aan-tafel'))
    await expect(present(rita.page)).toContainText('16 aanwezig')
    await toAgendaItem(rita.page, 'Uitkomsten van de Veiligheidsmonitor')
    await takeNote(rita.page, 'Bewoners herkennen de cijfers over verlichting.\n')
    await makeAction(rita.page, 'Lampen bij het park nakijken @Bianca voor over 2 weken', 'Lampen bij het park nakijken')
    await shot(rita.page, 'bijeenkomst')
  })

  const bianca = await laptop()
  await connectToServer(bianca, await server.account('bianca', 'Bianca Verzonnen', 'boa', ['zuid']))
  await bianca.page.keyboard.press('Alt+4')
  await expect(actionRow(bianca.page, 'Fietswrakken bij de flat')).toBeVisible()
  await expect(actionRow(bianca.page, 'Lampen bij het park nakijken')).toHaveCount(0)

  await test.step('back online: the action is on the second laptop', async () => {
    expect(await goOnline(rita)).toMatch(/\d+ verstuurd, \d+ ontvangen/)
    await expect(actionRow(bianca.page, 'Lampen bij het park nakijken')).toBeVisible()
    await openAction(bianca.page, 'Lampen bij het park nakijken')
    await expect(actionPane(bianca.page).getByText('Panelavond Overdie')).toBeVisible()
    await shot(bianca.page, 'actie-bij-de-boa')
  })

  await test.step('minutes', async () => {
    const pdf = join(rita.app.dataFolder, 'verslag.pdf')
    await finaliseMinutes(rita, pdf)
    await expect(minutesOf(rita.page)).toContainText('16 aanwezig')
    await expect(minutesOf(rita.page)).toContainText('Lampen bij het park nakijken')
    await shot(rita.page, 'verslag')
    expect((await readFile(pdf)).subarray(0, 5).toString()).toBe('%PDF-')
  })
})
