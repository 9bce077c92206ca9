import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { kinds, kindNames } from '#core/model/kinds.ts'
import { openDatabase, type Db } from '../../electron/data/store/open.ts'
import { readKeyFile } from '../../electron/data/vault/keyFile.ts'
import { unwrapKey } from '../../electron/data/vault/wrap.ts'
import { ask } from '../support/notes.ts'
import { actionPane, actionRow, describe, openAction, openDifferences, setState } from '../support/scenario/action.ts'
import { expect } from '../support/scenario/expect.ts'
import { test } from '../support/scenario/fixtures.ts'
import { connectToServer, goOffline, goOnline } from '../support/scenario/laptop.ts'
import { deleteSignal, expectPhoto, noteSignal, photograph, rewriteSignal, signalRow } from '../support/scenario/signal.ts'
import { passphrase } from '../support/start.ts'

const ROUND = 'Rondje met het jongerenwerk op vrijdagavond', LOCK = 'Slot van de fietsenstalling nakijken'
const HEAP = 'Grofvuil naast de containers', SIGNAL = 'Glas langs het water'

/** How residents of the sample can be reached: see sample/people.ts. */
const DETAILS = /bewoner\d+@|\+316 ?0000|\b06[ -]?00 ?00|\b\d{4} ?SS\b/

/** Everything in the page, shown or not, and what stands in its fields. */
async function shownText(page: Page): Promise<string> {
  const frames = await Promise.all(page.frames().map((frame) => frame.content()))
  const fields = await page.locator('input, textarea').evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value).join(' '))
  return `${frames.join(' ')} ${fields}`
}
/** The regisseur makes an action for a resident, whose details are before her eyes. */
async function resident(page: Page, contactId: string): Promise<{ readonly action: string }> {
  const { contact } = await ask<{ contact: { gebied: string } }>(page, 'contacts.get', { id: contactId })
  const { id } = await ask<{ id: string }>(page, 'actions.create', { gebied: contact.gebied, title: 'Bewoner bellen over de lantaarn', contactIds: [contactId] })
  await page.evaluate((to) => { location.hash = `#/contacten/${to}` }, contactId)
  await expect(page.getByTestId('contact').getByLabel('Postcode')).toHaveValue(/SS/)
  return { action: id }
}
/** Every value of every table, the search index included. */
function dump(db: Db): string {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[]
  return tables.flatMap((name) => (db.prepare(`SELECT * FROM "${name}"`).raw().all() as unknown[][]).flat().map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))).join('\n')
}

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

  await test.step('nor on any other page, with an action that concerns a resident', async () => {
    const { rows } = await ask<{ rows: { id: string; name: string }[] }>(rita.page, 'contacts.list', { gebied: null, query: '', limit: 5 })
    const { action } = await resident(rita.page, rows[0]!.id)
    expect(await shownText(rita.page)).toMatch(DETAILS)
    await expect.poll(() => ask<{ total: number }>(page, 'actions.list', { filter: { gebieden: 'all', contactId: rows[0]!.id }, offset: 0, limit: 5 }).then(({ total }) => total)).toBe(1)
    await page.getByTestId('contact').getByRole('link', { name: 'Bewoner bellen over de lantaarn' }).click()
    await expect(page).toHaveURL(new RegExp(`#/acties/${action}$`))
    await expect(actionPane(page)).toContainText(rows[0]!.name.split(',')[0]!)
    expect(await shownText(page)).not.toMatch(DETAILS)
    await shot(page, 'actie-met-bewoner')
    const { upcoming, past } = await ask<{ upcoming: { id: string }[]; past: { id: string }[] }>(page, 'meetings.list', { gebied: null })
    const places = ['', 'contacten', 'contacten/panels', 'acties', 'signalen', 'buurtbakkie', 'veld', 'verschillen', 'instellingen/team', ...[...upcoming, ...past].flatMap(({ id }) => [`bijeenkomsten/${id}`, `bijeenkomsten/${id}/houden`, `bijeenkomsten/${id}/verslag`]), ...rows.map(({ id }) => `contacten/${id}`)]
    for (const place of places) {
      await page.evaluate((to) => { location.hash = `#/${to}` }, place)
      await expect(page.getByRole('heading').first()).toBeAttached()
      await page.waitForTimeout(250)
      expect(await shownText(page), place).not.toMatch(DETAILS)
    }
    for (const words of ['bewoner', '+316', '0600001', 'voorbeeld.example']) {
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: 'Zoeken en opdrachten' }).fill(words)
      await page.waitForTimeout(400)
      expect((await page.getByRole('listbox', { name: 'Resultaten' }).innerText()), words).not.toMatch(DETAILS)
      await page.keyboard.press('Escape')
    }
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

  await test.step('offline: a signal with theme, buurt and time in fifteen seconds, with the keyboard alone', async () => {
    expect(await noteSignal(page, SIGNAL, 'zw', 'wa')).toBeLessThan(15_000)
    await expect(signalRow(page, SIGNAL)).toContainText(/vandaag \d\d:\d\d.*Waterrand.*Zwerfvuil/)
    await photograph(page, SIGNAL)
    await shot(page, 'nieuw-signaal')
    await rewriteSignal(page, HEAP, `${HEAP}, nu ook een koelkast`)
  })

  await test.step('the regisseur deletes what the BOA edited', async () => {
    await openAction(rita.page, ROUND)
    await rita.page.getByRole('button', { name: 'Actie weghalen' }).click()
    await expect(actionRow(rita.page, ROUND)).toHaveCount(0)
    await deleteSignal(rita.page, HEAP)
    await expect(rita.page.getByTestId('sync-badge')).toContainText('Bijgewerkt om')
    expect(await goOnline(bas)).toMatch(/2 vragen uw keuze/)
    await expect(signalRow(rita.page, SIGNAL)).toBeVisible()
    await expectPhoto(rita.page, SIGNAL)
    await rita.page.keyboard.press('Alt+4')
    await expect(actionRow(rita.page, 'Stoeptegel Marelaan melden')).toBeVisible()
    await openDifferences(page)
    for (const title of [ROUND, HEAP]) await expect(page.getByTestId('conflict').filter({ hasText: title })).toContainText('Terugzetten of weg?')
    await shot(page, 'terugzetten-of-weg')
    for (const title of [ROUND, HEAP]) await page.getByTestId('conflict').filter({ hasText: title }).getByRole('button', { name: 'Zet terug' }).click()
    await rita.page.keyboard.press('Alt+5')
    await expect(signalRow(rita.page, HEAP)).toContainText('nu ook een koelkast')
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
    const everything = dump(db)
    db.close()
    expect(everything).toContain('Stoeptegel Marelaan')
    expect(everything).not.toMatch(DETAILS)
    // What is not in the database is not beside it either, and no file can be read without the key.
    for (const file of await readdir(bas.app.dataFolder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue
      const bytes = (await readFile(join(file.parentPath, file.name))).toString('latin1')
      expect(bytes, file.name).not.toMatch(DETAILS)
      expect(bytes.includes('Stoeptegel Marelaan') || bytes.includes('Stoeptegel Marelaan'.split('').join('\0')), file.name).toBe(false)
    }
    expect(contacts).toBe(31)
    expect([details, consents]).toEqual([0, 0])
    expect(gebieden.size).toBe(1)
  })
})
