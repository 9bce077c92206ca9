import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '../support/app.ts'
import { go, seePages, type PageToSee } from '../support/looks.ts'
import { ask } from '../support/notes.ts'
import { panelList } from '../support/panel-list.ts'
import { openSample } from '../support/start.ts'

test('contacten, panels, doubles, stille stemmen and import with the sample: light, dark, small and enlarged', async ({ app }) => {
  test.setTimeout(240_000)
  const { page, dataFolder } = app
  const list = join(dataFolder, 'respondenten.csv')
  await writeFile(list, panelList())
  await openSample(page)
  await page.keyboard.press('Control+1')
  const { gebieden } = await ask<{ gebieden: { id: string }[] }>(page, 'areas.all', {})
  const twice = (firstName: string) => ask<{ id: string }>(page, 'contacts.create', { gebied: gebieden[0]!.id, contact: { firstName, lastName: 'Zandloper' }, details: { email: 'zandloper@voorbeeld.example' } })
  const [one, other] = [await twice('Test'), await twice('T.')]
  const contact = page.getByTestId('contact-list').getByRole('option')
  const pages: readonly PageToSee[] = [
    ['lijst', async () => { await go(page, '#/contacten'); await expect(contact.nth(3)).toBeVisible() }],
    ['contact', async () => { await contact.nth(1).click(); await expect(page.getByTestId('contact').getByLabel('Achternaam')).toBeVisible() }],
    ['panels', async () => { await go(page, '#/contacten/panels'); await page.getByRole('option').first().click(); await expect(page.getByLabel('Lid toevoegen')).toBeVisible() }],
    ['dubbel', async () => { await go(page, '#/contacten/dubbel'); await expect(page.getByText('Zelfde e-mailadres')).toBeVisible() }],
    ['samenvoegen', async () => { await go(page, `#/contacten/samenvoegen/${one.id}/${other.id}`); await expect(page.getByTestId('merge')).toBeVisible() }],
    ['stille-stemmen', async () => { await go(page, '#/contacten/stille-stemmen'); await expect(page.getByRole('heading', { name: /zonder panellid/ })).toBeVisible() }],
    ['import', async () => { await go(page, '#/contacten/import'); await expect(page.getByRole('button', { name: 'Kies een bestand' })).toBeVisible() }],
    ['import-kolommen', async () => { await app.answerOpenDialog(list); await page.getByRole('button', { name: 'Kies een bestand' }).click(); await expect(page.getByRole('heading', { name: 'Wordt nooit overgenomen' })).toBeVisible() }],
    ['import-voorbeeld', async () => { await page.getByRole('button', { name: 'Bekijk het resultaat' }).click(); await expect(page.getByText(/kunnen worden uitgenodigd, 3 dubbel/)).toBeVisible() }],
  ]
  await seePages(app, 'contacten', pages)
})
