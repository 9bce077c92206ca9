import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../support/app.ts'
import { shot } from '../support/begin.ts'
import { panelList } from '../support/panel-list.ts'
import { openSample } from '../support/start.ts'

/** From here on a mouse does nothing and is counted: what follows is done with the keyboard or not at all. */
async function takeMouseAway(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const used = { count: 0 }
    Object.assign(window, { used })
    for (const type of ['pointerdown', 'mousedown']) window.addEventListener(type, (event) => { used.count++; event.stopImmediatePropagation(); event.preventDefault() }, true)
  })
  return () => page.evaluate(() => (window as unknown as { used: { count: number } }).used.count)
}
/** Walks with Tab to something; fails where a person would give up. */
async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const page = target.page()
  await expect(target).toBeVisible()
  for (let steps = 0; steps < 90; steps++) {
    if (await target.evaluate((element) => element === document.activeElement)) return expectRing(target)
    await page.keyboard.press(key)
  }
  throw new Error(`${String(target)} cannot be reached with ${key}`)
}
/** Who works without a mouse must see where they are: by an outline or a ring, on the thing or on what is drawn around it. */
async function expectRing(target: Locator): Promise<void> {
  const ring = await target.evaluate((element) => {
    for (let at: Element | null = element, up = 0; at && up < 3; at = at.parentElement, up++) {
      const style = getComputedStyle(at)
      if ((style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) || (style.boxShadow !== 'none' && /\d/.test(style.boxShadow.replace(/rgba?\([^)]*\)/g, '').replace(/\b0px\b/g, '')))) return true
    }
    return false
  })
  expect(ring, `${String(target)} shows that it has the focus`).toBe(true)
}
const press = async (target: Locator, key = 'Enter') => { await tabTo(target); await target.page().keyboard.press(key) }
const focused = (page: Page) => page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.getAttribute('aria-label') ?? ''}`)

test.describe.configure({ timeout: 180_000 })

test('the panel evening with the keyboard alone: import, plan, invite, hold, minutes', async ({ app }) => {
  const { page, dataFolder } = app
  await app.electron.evaluate(({ shell }) => { shell.openPath = () => Promise.resolve(''); shell.showItemInFolder = () => undefined })
  await openSample(page)
  const mouse = await takeMouseAway(page)

  await test.step('import', async () => {
    const list = join(dataFolder, 'respondenten.csv')
    await writeFile(list, panelList())
    await app.answerOpenDialog(list)
    await page.keyboard.press('Control+1')
    await page.keyboard.press('Alt+2')
    await press(page.getByRole('link', { name: 'Importeer' }))
    await press(page.getByRole('button', { name: 'Kies een bestand' }))
    await press(page.getByRole('button', { name: 'Bekijk het resultaat' }))
    await press(page.getByRole('button', { name: 'Importeer 122 contacten' }))
    await expect(page.getByRole('heading', { name: '122 contacten geïmporteerd' })).toBeVisible()
  })

  await test.step('plan, with the agenda of another evening', async () => {
    await page.keyboard.press('Alt+3')
    await expect(page.getByRole('heading', { name: 'Bijeenkomsten', level: 1 })).toBeVisible()
    await page.keyboard.press('Control+n')
    await expect(page.getByRole('combobox', { name: 'Soort', exact: true })).toBeFocused()
    await tabTo(page.getByLabel('Titel'))
    await page.keyboard.type('Panelavond met toetsen')
    await tabTo(page.getByLabel('Datum', { exact: true }))
    await page.keyboard.type('vandaag')
    await tabTo(page.getByLabel('Plaats', { exact: true }))
    await page.keyboard.type('Buurthuis Het Voorbeeld')
    await tabTo(page.getByRole('combobox', { name: 'Panel' }))
    await page.keyboard.press('Enter')
    await page.keyboard.type('Wijkpanel O')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('heading', { name: 'Panelavond met toetsen', level: 2 })).toBeVisible()
    await press(page.getByRole('button', { name: 'Neem een agenda over' }))
    await press(page.getByRole('list', { name: 'Bijeenkomsten met een agenda' }).getByRole('button').first())
    await expect(page.getByText(/agendapunten overgenomen/).first()).toBeVisible()
    await tabTo(page.getByLabel('Agendapunt 2', { exact: true }), 'Shift+Tab')
    await page.keyboard.press('Alt+ArrowUp')
    await expect(page.getByLabel('Agendapunt 1', { exact: true })).toBeFocused()
  })

  await test.step('invite, and take it back and again', async () => {
    const invite = page.getByRole('button', { name: /^Nodig \d+ leden uit$/ })
    await press(invite)
    await expect(page.getByText(/personen op de lijst gezet/).first()).toBeVisible()
    await page.keyboard.press('Control+Alt+z')
    await expect(page.getByText('Ongedaan gemaakt').first()).toBeVisible()
    await press(invite)
    await expect(page.getByRole('list', { name: 'Genodigden en aanwezigen' }).getByRole('listitem').first()).toBeVisible()
    await expectAccessible(page)
  })

  await test.step('hold it', async () => {
    await tabTo(page.getByRole('button', { name: 'Houd bijeenkomst' }), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await press(page.getByRole('button', { name: 'Begin', exact: true }))
    const note = page.locator('[data-column="note"] [contenteditable="true"]')
    await expect(note).toBeFocused()
    await page.keyboard.type('Het is donker bij het plein.\n/actie Lampen tellen')
    await page.keyboard.press('Enter')
    await expect(note.getByRole('group', { name: /^Actie: Lampen tellen/ })).toBeVisible()
    await page.keyboard.press('F3')
    await expect(page.getByRole('combobox', { name: /Wie is er/ })).toBeFocused()
    const name = (await page.getByRole('list', { name: 'Mensen op de lijst' }).locator('[title]').first().getAttribute('title')) ?? ''
    await page.keyboard.type(name)
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('present')).toContainText('1 aanwezig')
    await page.keyboard.press('Escape')
    await expect(note).toBeFocused()
    await page.keyboard.press('F2')
    await expect(page.locator('[data-column="agenda"] :focus')).toBeVisible()
    await page.keyboard.press('ArrowDown')
    // Also where the note of that point takes a while to come.
    const data = await app.electron.evaluate(({ app: electronApp }) => electronApp.getAppMetrics().find((metric) => metric.name === 'Gebiedsboek gegevens')?.pid)
    process.kill(data!, 'SIGSTOP')
    await page.keyboard.press('Enter')
    await page.waitForTimeout(400)
    process.kill(data!, 'SIGCONT')
    await expect(note).toBeFocused()
    await page.keyboard.press('Control+Alt+ArrowUp')
    await expect(note).toContainText('Het is donker bij het plein.')
    await shot(page, 'toetsen-bijeenkomst')
    await tabTo(page.getByRole('button', { name: 'Rond af' }), 'Shift+Tab')
    await page.keyboard.press('Enter')
  })

  await test.step('minutes', async () => {
    const minutes = page.frameLocator('iframe[title="Voorbeeld van het verslag"]').locator('body')
    await expect(minutes).toContainText('1 aanwezig')
    await page.keyboard.press('Control+Enter')
    await expect(minutes).toContainText('Vastgesteld · versie 1')
    const pdf = join(dataFolder, 'verslag.pdf')
    await app.answerSaveDialog(pdf)
    await page.keyboard.press('Control+p')
    await expect(page.getByText('Bewaard als verslag.pdf').first()).toBeVisible({ timeout: 20_000 })
    expect((await readFile(pdf)).subarray(0, 5).toString()).toBe('%PDF-')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('heading', { name: 'Panelavond met toetsen', level: 2 })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('listbox', { name: 'Bijeenkomsten' })).toBeFocused()
  })
  expect(await mouse()).toBe(0)
})

test('actions and contacts with the keyboard alone, and another gebied with one keystroke anywhere', async ({ app: { page } }) => {
  await openSample(page)
  const mouse = await takeMouseAway(page)
  await page.keyboard.press('Control+1')

  await test.step('an action from the list to its terugkoppeling', async () => {
    await page.keyboard.press('Alt+4')
    await expect(page.getByRole('heading', { name: 'Acties', level: 1 })).toBeVisible()
    await page.keyboard.press('Control+n')
    await page.keyboard.type('Stoeptegel melden voor vrijdag')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    const list = page.getByRole('listbox', { name: 'Acties' })
    await expect(list.getByRole('option').filter({ hasText: 'Stoeptegel melden' })).toBeVisible()
    await tabTo(list)
    const pane = page.getByRole('article', { name: 'Actie' })
    await page.keyboard.press('Home')
    const mine = list.getByRole('option', { selected: true }).filter({ hasText: 'Stoeptegel melden' })
    for (let i = 0; i < 40 && (await mine.count()) === 0; i++) { await page.keyboard.press('ArrowDown'); await page.waitForTimeout(60) }
    await expect(pane.getByRole('heading', { name: 'Stoeptegel melden' })).toBeAttached()
    await tabTo(pane.getByRole('checkbox', { name: 'Beloofd aan inwoners' }))
    await page.keyboard.press('Space')
    await tabTo(pane.getByRole('textbox', { name: 'Terugkoppelen voor' }), 'Shift+Tab')
    await page.keyboard.type('over een maand')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Alt+Shift+4')
    const close = page.getByTestId('action-close')
    await expect(close).toBeVisible()
    await press(close.getByRole('button', { name: 'Sluit af als gedaan' }))
    await expect(pane.getByText('Gedaan, nog terug te koppelen').first()).toBeVisible()
    await press(pane.getByRole('button', { name: 'Leg terugkoppeling vast' }))
    await tabTo(pane.getByLabel('Wie hoorde het'))
    await page.keyboard.type('De melder')
    await press(pane.getByRole('button', { name: 'Leg vast' }))
    await expect(pane.getByText('Teruggekoppeld', { exact: true })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(list).toBeFocused()
  })

  await test.step('a contact: find, withdraw consent, and take that back', async () => {
    await page.keyboard.press('Alt+2')
    await expect(page.getByTestId('contact-search')).toBeVisible()
    await page.keyboard.press('Control+f')
    await page.keyboard.type('voorbeeld')
    await expect(page.getByText(/contacten gevonden$/)).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('listbox', { name: 'Contacten' })).toBeFocused()
    await page.keyboard.press('ArrowDown')
    const pane = page.getByTestId('contact')
    await press(pane.getByRole('button', { name: 'Trek in' }).first())
    await press(pane.getByRole('button', { name: 'Trek toestemming in' }))
    await expect(pane.getByText('Ingetrokken').first()).toBeVisible()
    // The pane may show it a moment before the message says that it can be taken back.
    await expect(page.getByText(/^Toestemming ingetrokken/).first()).toBeVisible()
    await page.keyboard.press('Control+Alt+z')
    await expect(pane.getByText('Ingetrokken')).toHaveCount(0)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('listbox', { name: 'Contacten' })).toBeFocused()
  })

  await test.step('another gebied, also while something is being typed', async () => {
    const gebied = page.getByTestId('gebied-switch')
    for (const place of ['Alt+1', 'Alt+2', 'Alt+3', 'Alt+4', 'Alt+6', 'Control+,']) {
      await page.keyboard.press(place)
      for (const [key, name] of [['Control+2', 'De Mare'], ['Control+0', 'Alle gebieden'], ['Control+1', 'Gebied Zuid']] as const) {
        await page.keyboard.press(key)
        await expect(gebied).toContainText(name)
      }
    }
    await page.keyboard.press('Alt+2')
    await expect(page.getByTestId('contact-search')).toBeVisible()
    await page.keyboard.press('Control+f')
    await page.keyboard.type('voor')
    await page.keyboard.press('Control+2')
    await expect(gebied).toContainText('De Mare')
    await expect(page.getByTestId('contact-search')).toBeFocused()
    await expect(page.getByTestId('contact-search')).toHaveValue('voor')
  })
  expect(await mouse()).toBe(0)
})

test('the focus comes back to where it was when a dialog closes', async ({ app: { page } }) => {
  await openSample(page)
  await page.keyboard.press('Control+1')
  await page.keyboard.press('Alt+2')
  const list = page.getByRole('listbox', { name: 'Contacten' })
  await expect(list.getByRole('option').first()).toBeVisible()
  await tabTo(list)
  const before = await focused(page)
  for (const [key, dialog] of [['?', 'Sneltoetsen'], ['F1', 'Sneltoetsen'], ['Control+k', 'Zoeken en opdrachten']] as const) {
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog', { name: dialog })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    expect(await focused(page), key).toBe(before)
  }
  // A dialog that was opened from a menu gives the focus to the button of that menu: the menu itself is gone.
  const more = page.getByRole('button', { name: 'Meer', exact: true })
  await tabTo(more, 'Shift+Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Exporteer')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: /^Exporteer/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(more).toBeFocused()
  await tabTo(list)
  for (const key of ['Home', ' ']) await page.keyboard.press(key)
  const bar = page.getByTestId('bulk-bar')
  for (const [open, choose, dialog] of [['Nodig uit', '', 'Nodig uit voor een bijeenkomst'], ['Wijzig', 'Exporteren', 'Exporteer 1 contact']] as const) {
    const button = bar.getByRole('button', { name: open })
    await tabTo(button, 'Shift+Tab')
    await page.keyboard.press('Enter')
    if (choose !== '') { await page.keyboard.type(choose); await page.keyboard.press('Enter') }
    await expect(page.getByRole('dialog', { name: dialog })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(button).toBeFocused()
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Control+,')
  const begin = page.getByRole('button', { name: 'Begin met uw eigen gegevens' })
  await tabTo(begin)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(begin).toBeFocused()
})

test('one message at a time, and the last change can be taken back after it is gone', async ({ app: { page } }) => {
  await openSample(page)
  await page.keyboard.press('Control+1')
  await page.keyboard.press('Alt+4')
  const rows = page.getByRole('listbox', { name: 'Acties' }).getByRole('option')
  // The list draws what is on the screen and the rest when it has the time; how many there are it says at every row.
  const count = Number(await rows.first().getAttribute('aria-setsize'))
  const expectGone = (gone: number) => expect(rows.first()).toHaveAttribute('aria-setsize', String(count - gone))
  for (let gone = 1; gone <= 3; gone++) {
    await rows.first().click()
    await page.getByRole('button', { name: 'Actie weghalen' }).click()
    await expectGone(gone)
  }
  const messages = page.getByRole('listitem').filter({ hasText: 'Actie weggehaald' })
  await expect(messages).toHaveCount(1)
  await expectAccessible(page)
  await messages.getByRole('button', { name: 'Ongedaan maken' }).click()
  await expectGone(2)
  await expect(page.getByRole('listitem').filter({ hasText: 'Ongedaan gemaakt' })).toHaveCount(1)
  await expect(messages).toHaveCount(0)
  await rows.first().click()
  await page.getByRole('button', { name: 'Actie weghalen' }).click()
  await expectGone(3)
  await page.getByRole('listitem').filter({ hasText: 'Actie weggehaald' }).getByRole('button', { name: /sluit/i }).click()
  await expect(messages).toHaveCount(0)
  await page.keyboard.press('Control+Alt+z')
  await expectGone(2)
})
