import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../support/app.ts'
import { ask } from '../support/notes.ts'
import { beginWithArea, shot } from '../support/begin.ts'
import { lookAt, openSample } from '../support/start.ts'

const list = (page: Page) => page.getByRole('listbox', { name: 'Signalen' })
const row = (page: Page, text: string) => list(page).getByRole('option').filter({ hasText: text })
const pane = (page: Page) => page.getByRole('article', { name: 'Signaal' })

test('a signal is noted with the keyboard alone, becomes an action, is handed over, linked, taken away and brought back', async ({ app }) => {
  test.setTimeout(150_000)
  const { page } = app
  await openSample(page)
  await lookAt(page, 2, 'De Mare')
  await page.keyboard.press('Alt+5')
  await expect(row(page, 'Grofvuil naast de containers')).toBeVisible()

  await test.step('noted with Ctrl+N: text, letters of the theme, letters of the buurt, Enter', async () => {
    await page.keyboard.press('Control+n')
    await expect(page.getByLabel('Wat speelt er')).toBeFocused()
    await page.keyboard.type('Koelkast langs de weg')
    await page.keyboard.press('Tab')
    await page.keyboard.type('grof')
    await expect(page.getByRole('option', { name: 'Grofvuil Afval en onderhoud' })).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Tab')
    await page.keyboard.type('ma')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect(row(page, 'Koelkast langs de weg')).toContainText('Marelaan')
    await expect(row(page, 'Koelkast langs de weg')).toContainText('Afval en onderhoud: Grofvuil')
    await expect(page.getByLabel('Wat speelt er')).toBeFocused()
    // The buurt stays for the next one.
    await expect(page.getByRole('combobox', { name: 'Buurt' })).toHaveValue('Marelaan')
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('signal-quick-add')).toHaveCount(0)
  })

  await test.step('similar ones nearby are suggested and linked with one click', async () => {
    await row(page, 'Koelkast langs de weg').click()
    const similar = page.getByTestId('signal-similar')
    await expect(similar).toContainText('Grofvuil naast de containers')
    await similar.getByRole('button', { name: 'Verbind met: Grofvuil naast de containers' }).click()
    await expect(pane(page).getByRole('heading', { name: 'Gaat over hetzelfde' })).toBeVisible()
    await expect(similar).not.toContainText('Grofvuil naast de containers')
  })

  await test.step('an action in one keystroke, linked both ways', async () => {
    await page.keyboard.press('Alt+a')
    const action = pane(page).getByRole('region', { name: 'Acties' }).getByRole('link', { name: /Koelkast langs de weg/ })
    await expect(action).toBeVisible()
    await expect(pane(page).getByRole('button', { name: 'Opgepakt', exact: true })).toHaveAttribute('aria-pressed', 'true')
    await shot(page, 'signalen-signaal')
    await expectAccessible(page)
    await action.click()
    const made = page.getByRole('article', { name: 'Actie' })
    await expect(made.getByLabel('Wat moet er gebeuren')).toHaveValue('Koelkast langs de weg')
    await made.getByRole('link', { name: 'Koelkast langs de weg' }).click()
    await expect(pane(page)).toBeVisible()
  })

  await test.step('handed over to the report desk with its number', async () => {
    await pane(page).getByRole('button', { name: 'Draag over aan meldpunt' }).click()
    await page.getByTestId('signal-state-form').getByRole('button', { name: 'Draag over' }).click()
    await expect(page.getByTestId('signal-state-form')).toContainText('Vul het nummer in')
    await page.getByLabel('Nummer van het meldpunt openbare ruimte').fill('VB-000200')
    await page.keyboard.press('Enter')
    await expect(pane(page)).toContainText('VB-000200')
    await expect(pane(page).getByRole('button', { name: 'Overgedragen' })).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('taken away and brought back', async () => {
    await pane(page).getByRole('button', { name: 'Signaal weghalen' }).click()
    await expect(row(page, 'Koelkast langs de weg')).toHaveCount(0)
    await expect(page.getByText(/weggehaald$/).first()).toBeVisible()
    await page.keyboard.press('Control+Alt+z')
    await expect(row(page, 'Koelkast langs de weg')).toBeVisible()
  })

  await test.step('narrowed down by counts and words, found with Ctrl+K and exported', async () => {
    await page.getByTestId('signal-counts').getByRole('button', { name: /Afval en onderhoud/ }).click()
    await expect(row(page, 'Fietsers rijden over de stoep')).toHaveCount(0)
    await page.getByRole('searchbox', { name: 'Zoek in signalen' }).fill('koel')
    await expect(list(page).getByRole('option')).toHaveCount(1)
    await shot(page, 'signalen-gevonden')
    await page.getByRole('searchbox', { name: 'Zoek in signalen' }).fill('ruimteschip')
    await expect(page.getByRole('heading', { name: 'Geen signalen gevonden' })).toBeVisible()
    await page.getByRole('main').getByRole('button', { name: 'Filters weghalen' }).last().click()
    await expect(row(page, 'Fietsers rijden over de stoep')).toBeVisible()
    const file = join(app.dataFolder, 'signalen.csv')
    await app.answerSaveDialog(file)
    await page.getByRole('button', { name: 'Meer' }).click()
    await page.getByRole('menuitem', { name: 'Exporteer alle signalen' }).click()
    await page.getByLabel('Waarvoor gebruikt u de lijst?').fill('overleg met het meldpunt')
    await page.getByRole('radio', { name: 'CSV' }).click()
    await page.getByRole('button', { name: 'Kies een plek en exporteer' }).click()
    await expect(page.getByText(/signalen opgeslagen in signalen.csv/).first()).toBeVisible()
    expect(await readFile(file, 'utf8')).toContain('Koelkast langs de weg')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Zoeken en opdrachten' }).fill('koelkast')
    await page.getByRole('option', { name: /Koelkast langs de weg/ }).filter({ hasText: 'Overgedragen' }).click()
    await expect(pane(page)).toContainText('VB-000200')
  })
})

test('from anywhere, at a buurtbakkie and in a note', async ({ app }) => {
  test.setTimeout(120_000)
  const { page } = app
  const { gebieden: [overdie], call } = await beginWithArea(page)
  await call('areas.save', { kind: 'wijk', id: null, fields: { code: 'WK036181', name: 'Overdie', gebiedId: overdie } })
  await call('areas.save', { kind: 'buurt', id: null, fields: { code: 'BU03618101', name: 'Voorbeeldbuurt', wijkCode: 'WK036181' } })
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(new Date())
  const { id: meetingId } = (await call('meetings.create', { gebied: overdie, kind: 'buurtbakkie', title: 'Koffie op het plein', startsAt: `${today}T00:01` })) as { id: string }

  await test.step('Ctrl+Shift+S on the page of the actions; the page stays', async () => {
    await page.keyboard.press('Alt+4')
    await page.keyboard.press('Control+Shift+s')
    await expect(page.getByLabel('Wat speelt er')).toBeFocused()
    await page.keyboard.type('Putdeksel los')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Signaal opgeslagen').first()).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.getByRole('heading', { name: 'Acties', level: 1 })).toBeVisible()
  })

  await test.step('a buurtbakkie: three fields, and on to the next', async () => {
    await page.keyboard.press('Alt+1')
    await page.getByRole('region', { name: 'Signalen' }).getByRole('link', { name: 'Buurtbakkie' }).click()
    await expect(page.getByText('Koffie op het plein, vandaag')).toBeVisible()
    for (const [theme, what] of [['ve', 'Donker op het pad'], ['ve', 'Auto’s op de stoep']] as const) {
      await expect(page.getByRole('combobox', { name: 'Thema' })).toBeFocused()
      await page.keyboard.type(theme)
      await page.keyboard.press('Tab')
      await page.keyboard.type('vo')
      await page.keyboard.press('Tab')
      await page.keyboard.type(what)
      await page.keyboard.press('Enter')
    }
    await expect(page.getByTestId('bakkie-count')).toHaveText('2 signalen in het laatste uur')
    await shot(page, 'signalen-buurtbakkie')
    await expectAccessible(page)
    const { items } = await ask<{ items: { source: string; place: string }[] }>(page, 'signals.list', { filter: { gebieden: 'all', meetingId } })
    expect(items.map(({ source, place }) => [source, place])).toEqual([['buurtbakkie', 'Voorbeeldbuurt'], ['buurtbakkie', 'Voorbeeldbuurt']])
  })

  await test.step('/signaal makes a chip, and what does not belong in a note is pointed at and taken out', async () => {
    await page.evaluate((id) => { location.hash = `#/bijeenkomsten/${id}/houden` }, meetingId)
    const note = page.getByRole('textbox', { name: /^Notitie/ })
    await note.click()
    await page.keyboard.type('/signaal Hondenpoep op het veld')
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Tekst van het signaal')).toHaveValue('Hondenpoep op het veld')
    await page.keyboard.type('Busje 12-GB-TK staat er elke avond')
    const notice = page.getByTestId('privacy-notice')
    await expect(notice).toContainText('‘12-GB-TK’ lijkt een kenteken')
    await expect(page.locator('.note-private')).toHaveText('12-GB-TK')
    await shot(page, 'signalen-hoort-dit-hier')
    await expectAccessible(page)
    await notice.getByRole('button', { name: 'Haal ‘12-GB-TK’ weg' }).click()
    await expect(note).toContainText('Busje [kenteken weggehaald] staat er elke avond')
    await expect(notice).toHaveCount(0)
    const { items } = await ask<{ items: { title: string }[] }>(page, 'signals.list', { filter: { gebieden: 'all', meetingId } })
    expect(items.map(({ title }) => title)).toContain('Hondenpoep op het veld')
  })

  await test.step('in a signal too: a known name beside an offence, and what may stay', async () => {
    await call('contacts.create', { gebied: overdie, contact: { firstName: 'Zefir', lastName: 'Verzonnenman' } })
    await page.keyboard.press('Alt+5')
    await row(page, 'Putdeksel los').click()
    const text = pane(page).getByLabel('Wat speelt er')
    const notice = pane(page).getByTestId('privacy-notice')
    await text.fill('Zefir Verzonnenman dealt bij de putdeksel, rekening NL91 ABNA 0417 1643 00')
    await expect(notice).toContainText('‘Zefir Verzonnenman’ is een naam naast iets strafbaars')
    await notice.getByRole('button', { name: 'Haal ‘Zefir Verzonnenman’ weg' }).click()
    await expect(text).toHaveValue(/^\[naam weggehaald\] dealt/)
    await notice.getByRole('button', { name: /^Laat ‘NL91/ }).click()
    await expect(notice).toHaveCount(0)
    await page.reload()
    await expect(text).toHaveValue(/^\[naam weggehaald\] dealt/)
    await expect(notice).toHaveCount(0)
  })
})
