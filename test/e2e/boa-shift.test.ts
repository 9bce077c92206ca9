import { join } from 'node:path'
import { kinds, kindNames } from '#core/model/kinds.ts'
import { openDatabase } from '../../electron/data/store/open.ts'
import { readKeyFile } from '../../electron/data/vault/keyFile.ts'
import { unwrapKey } from '../../electron/data/vault/wrap.ts'
import { actionPane, actionRow, describe, openAction, openDifferences, setState } from '../support/scenario/action.ts'
import { expect } from '../support/scenario/expect.ts'
import { test } from '../support/scenario/fixtures.ts'
import { connectToServer, goOffline, goOnline } from '../support/scenario/laptop.ts'
import { passphrase } from '../support/start.ts'

const ROUND = 'Rondje met het jongerenwerk op vrijdagavond', LOCK = 'Slot van de fietsenstalling nakijken'

test("a BOA's shift: only what is needed on the laptop, offline, and asked when something was deleted meanwhile", async ({ server, laptop, shot }) => {
  test.setTimeout(240_000)
  const bas = await laptop(), rita = await laptop()
  await connectToServer(bas, await server.account('bas', 'Bas Testema', 'boa', ['mare']))
  await connectToServer(rita, await server.account('rita', 'Rita Voorbeeld', 'regisseur', ['mare']))
  const { page } = bas

  await test.step('no phone, e-mail or address on the screen', async () => {
    await page.keyboard.press('Alt+2')
    await page.getByRole('listbox', { name: 'Contacten' }).getByRole('option').first().click()
    await expect(page.getByTestId('contact')).toContainText('Telefoon, e-mail en adres staan niet op deze laptop')
    const text = (await page.locator('body').innerText()) + (await page.locator('input').evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value).join(' ')))
    expect(text).not.toMatch(/@voorbeeld\.example|\+31|\b06[ -]?\d/)
    await shot(page, 'contact')
  })

  await test.step('offline: a new action in seconds, and one that is partly done', async () => {
    await goOffline(bas)
    await page.keyboard.press('Alt+4')
    const begin = Date.now()
    await page.keyboard.press('Control+n')
    await expect(page.getByLabel('Wat moet er gebeuren')).toBeFocused()
    await page.keyboard.type('Stoeptegel Marelaan melden voor vrijdag')
    await page.keyboard.press('Enter')
    await expect(actionRow(page, 'Stoeptegel Marelaan melden')).toBeVisible()
    expect(Date.now() - begin).toBeLessThan(10_000)
    await shot(page, 'nieuwe-actie')
    await openAction(page, LOCK)
    await setState(page, 'Deels gedaan')
    await openAction(page, ROUND)
    await describe(page, 'Vrijdag met drie jongeren gesproken.')
  })

  await test.step('the regisseur deletes what the BOA edited', async () => {
    await openAction(rita.page, ROUND)
    await rita.page.getByRole('button', { name: 'Actie weghalen' }).click()
    await expect(actionRow(rita.page, ROUND)).toHaveCount(0)
    await expect(rita.page.getByTestId('sync-badge')).toContainText('Bijgewerkt om')
    expect(await goOnline(bas)).toMatch(/1 vraagt uw keuze/)
    await expect(actionRow(rita.page, 'Stoeptegel Marelaan melden')).toBeVisible()
    await openDifferences(page)
    await expect(page.getByTestId('conflict')).toContainText('Terugzetten of weg?')
    await shot(page, 'terugzetten-of-weg')
    await page.getByTestId('conflict').getByRole('button', { name: 'Zet terug' }).click()
    await openAction(rita.page, ROUND)
    await expect(actionPane(rita.page).getByLabel('Omschrijving')).toHaveValue('Vrijdag met drie jongeren gesproken.')
    await openAction(rita.page, LOCK)
    await expect(actionPane(rita.page).getByRole('button', { name: 'Deels gedaan' })).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('the database on the laptop holds one gebied and no way to reach residents', async () => {
    const folder = join(bas.app.dataFolder, 'gegevens')
    await bas.app.close()
    const { passphrase: wrapped } = readKeyFile(join(folder, 'boek.key.json'))!
    const key = await unwrapKey(wrapped!, passphrase, 'passphrase')
    const db = openDatabase(join(folder, 'boek.db'), key!)
    const count = (kind: string) => db.prepare(`SELECT count(*) FROM "${kind}"`).pluck().get()
    const gebieden = new Set(kindNames.filter((kind) => kinds[kind].scope === 'gebied').flatMap((kind) => db.prepare(`SELECT DISTINCT gebied FROM "${kind}"`).pluck().all() as string[]))
    const [contacts, details, consents] = [count('contact'), count('contactDetails'), count('consent')]
    db.close()
    expect(contacts).toBe(31)
    expect([details, consents]).toEqual([0, 0])
    expect(gebieden.size).toBe(1)
  })
})
