import type { Page } from '@playwright/test'
import { expect, expectAccessible, test, type RunningApp } from '../support/app.ts'
import { shot as keepShot } from '../support/begin.ts'
import { countTables, makeChoice, openHall } from '../support/scenario/hall.ts'
import { attend, minutesOf, noteText, openMeeting, shortNames } from '../support/scenario/meeting.ts'
import { openSample } from '../support/start.ts'

const shot = (page: Page, name: string) => keepShot(page, `kiezen-${name}`)
const resize = async ({ electron }: RunningApp, url: string, page: Page, width: number, height: number) => {
  await electron.evaluate(({ BrowserWindow }, [start, w, h]) => { const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().startsWith(start)); window?.setMinimumSize(1, 1); window?.setContentSize(w, h) }, [url, width, height] as const)
  await expect.poll(() => page.evaluate(() => `${innerWidth} ${innerHeight}`)).toBe(`${width} ${height}`)
}
/** Nothing that the hall is to read is cut off or too small: at least 4.5 % of the height of the picture. */
const expectReadable = async (hall: Page) => {
  const { smallest, cut } = await hall.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>('.sheet *')].filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== ''))
    const height = Math.min(innerHeight, innerWidth * 0.5625)
    return { smallest: Math.min(...shown.map((each) => Number.parseFloat(getComputedStyle(each).fontSize) / height)), cut: shown.filter((each) => { const box = each.getBoundingClientRect(); return box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.top < -1 || each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== 'inline' }).map((each) => each.textContent) }
  })
  expect(smallest).toBeGreaterThanOrEqual(0.045)
  expect(cut).toEqual([])
}

test('a panel chooses by stickers: counted by keyboard, live in the hall, taken over, and found everywhere', async ({ app }) => {
  test.setTimeout(150_000)
  const { page } = app
  await openSample(page)
  await openMeeting(page, 'Tweede wijkpanel Overdie')
  await page.getByRole('button', { name: 'Houd bijeenkomst' }).click()
  await expect.poll(async () => (await shortNames(page)).length).toBeGreaterThan(3)
  await attend(page, (await shortNames(page)).slice(0, 4))
  const hall = await openHall(app)
  const options = ['Verlichting', 'Te hard rijden bij school', 'Afval naast de containers', 'Jongeren in het park']
  await makeChoice(page, { question: 'Wat pakken we het eerst aan?', options, tables: 2 })
  await page.keyboard.press('F9')
  await expect(hall.getByRole('heading')).toHaveText('Wat pakken we het eerst aan?')
  await expect(hall.getByText('Iedereen plakt 3 stickers')).toBeVisible()
  await expectReadable(hall)
  await shot(hall, 'zaal-vraag')

  await test.step('count two tables, with a blank, while the hall looks on', async () => {
    await countTables(page, [[3, 1, null, 0, 1], [2, null, 1, null, null]], options[0]!)
    await expect(page.locator('[data-total="Verlichting"]')).toHaveText('5')
    await expect(hall.getByRole('listitem').filter({ hasText: 'Verlichting' })).toContainText('5')
    await expect(hall.getByText('8 van 12 stickers geteld')).toBeVisible()
    await page.getByRole('textbox', { name: 'Jongeren in het park, tafel 2' }).fill('veel')
    await page.keyboard.press('Enter')
    await expect(page.getByText('‘veel’ is geen aantal. Typ een heel getal, of laat het leeg.')).toBeVisible()
    await page.getByRole('textbox', { name: 'Jongeren in het park, tafel 2' }).fill('9')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Er zijn 5 stickers meer geteld dan 4 personen met 3 stickers kunnen hebben.')).toBeVisible()
    await shot(page, 'telling')
    await expectAccessible(page)
    await shot(hall, 'zaal-stand')
    await page.getByRole('textbox', { name: 'Jongeren in het park, tafel 2' }).fill('1')
    await page.keyboard.press('Enter')
    await expect(page.getByText(/stickers meer geteld/)).toHaveCount(0)
  })
  await test.step('close it, and the hall sees the result', async () => {
    await page.keyboard.press('Control+Enter')
    await expect(hall.getByText('Uitslag')).toBeVisible()
    await expect(hall.getByRole('listitem').first()).toContainText('1e')
    await expect(hall.getByText('gedeeld 2e')).toHaveCount(3)
    for (const tone of ['light', 'dark'] as const) {
      if (tone === 'dark') {
        await page.getByRole('button', { name: 'Meer over het zaalscherm' }).click()
        await page.getByRole('menuitem', { name: 'Donker scherm' }).click()
        await expect(hall.locator('[data-tone="dark"]')).toBeVisible()
      }
      for (const [width, height] of [[1280, 720], [1920, 1080], [3840, 2160]] as const) {
        await resize(app, 'app://zaal', hall, width, height)
        await expectReadable(hall)
        await shot(hall, `zaal-uitslag-${width}-${tone}`)
      }
    }
    await resize(app, 'app://zaal', hall, 1024, 768)
    await expectReadable(hall)
    await shot(hall, 'zaal-uitslag-1024')
    await expectAccessible(hall)
  })
  await test.step('take it over as priorities', async () => {
    await page.getByRole('button', { name: 'Neem 4 over als prioriteiten van Wijkpanel Overdie' }).click()
    await expect(page.getByText('4 onderwerpen zijn overgenomen als prioriteit.')).toBeVisible()
    await shot(page, 'uitslag')
    await expectAccessible(page)
    for (const [width, height, name] of [[1024, 640, '1024'], [640, 400, '200']] as const) {
      await resize(app, 'app://gebiedsboek', page, width, height)
      await expect.poll(() => page.evaluate(() => Math.max(document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight))).toBeLessThanOrEqual(0)
      await shot(page, `uitslag-${name}`)
    }
    await resize(app, 'app://gebiedsboek', page, 1280, 800)
    await page.emulateMedia({ colorScheme: 'dark' })
    await shot(page, 'uitslag-dark')
    await page.emulateMedia({ colorScheme: 'light' })
    await page.keyboard.press('F6')
    await expect(noteText(page)).toBeFocused()
  })
  await test.step('in the minutes, at the panel, at an action, and in Ctrl+K', async () => {
    await page.evaluate(() => { location.hash = location.hash.replace('/houden', '/verslag') })
    await expect(minutesOf(page)).toContainText('Iedereen plakt 3 stickers. 8 stickers van 4 personen, 1 blanco.')
    await expect(minutesOf(page)).toContainText('Verlichting (prioriteit)')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('hard rijden bij')
    await page.getByRole('option', { name: /Te hard rijden bij school/ }).first().click()
    await page.getByRole('region', { name: 'Wat is gekozen' }).getByRole('link', { name: 'Wijkpanel Overdie', exact: true }).click()
    const priorities = page.getByRole('list', { name: 'Prioriteiten' })
    await expect(priorities.getByRole('listitem')).toHaveCount(4)
    await page.getByRole('combobox', { name: 'Stand van Verlichting' }).click()
    await page.getByRole('option', { name: 'Wordt aan gewerkt' }).click()
    await expect(page.getByRole('combobox', { name: 'Stand van Verlichting' })).toContainText('Wordt aan gewerkt')
    await page.keyboard.press('Alt+4')
    await page.getByRole('option', { name: /Fietswrakken/ }).click()
    await page.getByRole('button', { name: 'Prioriteiten' }).or(page.getByRole('combobox', { name: 'Prioriteiten' })).first().click()
    await page.getByRole('option', { name: /Verlichting/ }).click()
    await page.keyboard.press('Escape')
    await expect(page.getByText('zette de prioriteiten op Verlichting')).toBeVisible()
    await page.evaluate(() => { location.hash = '#/contacten/panels' })
    await page.getByRole('option', { name: /Wijkpanel Overdie/ }).click()
    await expect(page.getByRole('list', { name: 'Acties bij Verlichting' })).toContainText('Fietswrakken bij de flat laten weghalen')
    await shot(page, 'panel')
    await expectAccessible(page)
  })
})

test('papers without a name are counted one after the other, and Ctrl+K leads to a closed choice', async ({ app }) => {
  const { page } = app
  await openSample(page)
  await openMeeting(page, 'Tweede wijkpanel Overdie')
  await page.getByRole('button', { name: 'Houd bijeenkomst' }).click()
  await expect(noteText(page)).toBeVisible()
  await page.keyboard.press('F6')
  await expect(page.getByRole('heading', { name: 'Nog niets te kiezen' })).toBeVisible()
  await shot(page, 'leeg')
  await expectAccessible(page)
  await expect(page.getByRole('button', { name: 'Maak een keuze' })).toBeVisible()
  await page.keyboard.press('Control+n')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Vul ten minste twee mogelijkheden in, elk op een eigen regel.')).toBeVisible()
  await page.getByRole('combobox', { name: 'Hoe kiezen mensen?' }).click()
  await page.getByRole('option', { name: 'Eén stem per persoon' }).click()
  await page.getByRole('combobox', { name: 'Hoe telt u?' }).click()
  await page.getByRole('option', { name: 'Per briefje' }).click()
  await page.getByRole('button', { name: "Neem de thema's over" }).click()
  await expect(page.getByText('8 van 10')).toBeVisible()
  await shot(page, 'nieuw')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Maak keuze' }).click()
  const cell = (option: string, paper: string) => page.getByRole('textbox', { name: `${option}, ${paper}` })
  await cell('Jeugd', 'nieuw briefje').fill('1')
  await page.keyboard.press('Enter')
  await expect(cell('Jeugd', 'briefje 1')).toHaveValue('1')
  await cell('Jeugd', 'nieuw briefje').fill('1')
  await page.keyboard.press('Enter')
  await expect(cell('Jeugd', 'briefje 2')).toHaveValue('1') // from now on the new paper is another one
  await cell('Overlast', 'nieuw briefje').fill('2')
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 briefje heeft meer dan 1 stem.')).toBeVisible()
  await page.getByRole('button', { name: 'Haal briefje 3 weg' }).click()
  await expect(page.locator('[data-total="Overlast"]')).toHaveText('0')
  await page.getByRole('button', { name: 'Ongedaan maken' }).first().click()
  await expect(page.locator('[data-total="Overlast"]')).toHaveText('2')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('eerst aan in de mare')
  await page.getByRole('option', { name: /Wat pakken we het eerst aan in De Mare/ }).click()
  await expect(page.getByRole('list', { name: 'Volgorde' }).getByRole('listitem').first()).toContainText('Jongeren bij het winkelcentrum')
  await expect(page.getByText('gedeeld 2e').first()).toBeVisible()
})
