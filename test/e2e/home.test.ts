import { expect, expectAccessible, test } from '../support/app.ts'
import { beginWithArea, shot } from '../support/begin.ts'

test('the first page: empty, then full, and every number opens its list', async ({ app }) => {
  const { page } = app
  const { call, gebieden, memberId } = await beginWithArea(page)
  await expect(page.getByRole('heading', { name: 'Overdie is nog leeg' })).toBeVisible()
  await expectAccessible(page)
  await shot(page, 'start-leeg')
  await call('actions.create', { gebied: gebieden[0], title: 'Te late actie', ownerId: memberId, dueOn: '2020-01-01' })
  await call('actions.create', { gebied: gebieden[0], title: 'Oude belofte', promise: true, terugkoppelingOn: '2020-01-01' })
  const late = page.getByRole('region', { name: 'Te laat' })
  await expect(late.getByRole('link', { name: 'Te late actie' })).toBeVisible()
  await expectAccessible(page)
  await shot(page, 'start')
  await page.getByRole('link', { name: '1 te laat' }).click()
  await expect(page.getByRole('option')).toHaveCount(1)
  await expect(page.getByRole('option', { name: /Oude belofte/ })).toBeVisible()
  await page.keyboard.press('Alt+1')
  await late.getByRole('link', { name: '1 actie' }).click()
  await expect(page.getByRole('option', { name: /Te late actie/ })).toBeVisible()
  await page.keyboard.press('Control+0')
  await page.keyboard.press('Alt+1')
  await expect(page.getByRole('row', { name: /Overdie/ }).getByRole('link', { name: 'Overdie, Te laat: 1' })).toBeVisible()
  await expectAccessible(page)
  await shot(page, 'start-alle-gebieden')
})
