import { expect, expectAccessible, test } from '../support/app.ts'
import { shot } from '../support/begin.ts'
import { ask } from '../support/notes.ts'
import { openSample } from '../support/start.ts'

test('invites marked contacts straight from the list, and says who cannot be invited and why', async ({ app: { page } }) => {
  await openSample(page)
  const { gebieden } = await ask<{ gebieden: { id: string }[] }>(page, 'areas.all', {})
  await ask(page, 'meetings.create', { gebied: gebieden[0]!.id, kind: 'buurtbakkie', title: 'Buurtbakkie met de proef', startsAt: '2099-11-26T10:00' })
  await page.keyboard.press('Control+1')
  await page.keyboard.press('Alt+2')
  const list = page.getByRole('listbox', { name: 'Contacten' })
  await expect(list.getByRole('option').first()).toBeVisible()
  // Somebody without consent is among them.
  await page.keyboard.press('Control+n')
  await page.getByLabel('Voornaam').fill('Aa')
  await page.getByLabel('Achternaam').fill('Aardvoorbeeld')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('contact')).toBeVisible()
  await page.keyboard.press('Escape')
  await list.focus()
  await page.keyboard.press('Home')
  for (let i = 0; i < 4; i++) { await page.keyboard.press(' '); await page.keyboard.press('ArrowDown') }
  const bar = page.getByTestId('bulk-bar')
  await expect(bar).toContainText('4 contacten gekozen')

  await bar.getByRole('button', { name: 'Nodig uit' }).click()
  const dialog = page.getByRole('dialog', { name: 'Nodig uit voor een bijeenkomst' })
  await expect(dialog.getByText('1 contact kan niet worden uitgenodigd')).toBeVisible()
  await dialog.getByText('1 contact kan niet worden uitgenodigd').click()
  await expect(dialog.getByRole('listitem')).toContainText('Aardvoorbeeld: geen toestemming')
  await expectAccessible(page)
  await shot(page, 'contacten-uitnodigen')
  await page.keyboard.press('Escape')
  await expect(bar.getByRole('button', { name: 'Nodig uit' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('3 contacten staan al op de lijst.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Nodig uit', exact: true })).toBeDisabled()
  await dialog.getByRole('combobox', { name: 'Bijeenkomst' }).click()
  await page.getByRole('option').last().click()
  const invite = dialog.getByRole('button', { name: /^Nodig \d contact(en)? uit$/ })
  await expect(invite).toBeEnabled()
  const count = Number(/\d/.exec((await invite.textContent()) ?? '')?.[0])
  expect(count).toBeGreaterThan(0)
  const meeting = (await dialog.getByRole('combobox', { name: 'Bijeenkomst' }).textContent()) ?? ''
  const { upcoming } = await ask<{ upcoming: { id: string; title: string; invited: number; gebied: string }[] }>(page, 'meetings.list', { gebied: null })
  const before = upcoming.find(({ title }) => meeting.includes(title))!
  await invite.click()
  await expect(page.getByText(new RegExp(`^${count} contact(en)? op de lijst gezet$`)).first()).toBeVisible()
  const now = async () => (await ask<{ upcoming: { id: string; invited: number }[] }>(page, 'meetings.list', { gebied: null })).upcoming.find(({ id }) => id === before.id)!.invited
  expect(await now()).toBe(before.invited + count)
  await page.getByRole('button', { name: 'Ongedaan maken' }).click()
  await expect.poll(now).toBe(before.invited)
})
