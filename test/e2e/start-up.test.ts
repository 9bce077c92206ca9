import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, expectAccessible, test } from '../support/app.ts'
import { shot } from '../support/begin.ts'
import { seePages } from '../support/looks.ts'
import { makeVault, openSample, passphrase, unlock } from '../support/start.ts'

test('the first screens: light, dark, small and enlarged', async ({ app }) => {
  const { page } = app
  const first = async () => {
    if (await page.getByRole('button', { name: 'Terug' }).isVisible()) await page.getByRole('button', { name: 'Terug' }).click()
    await expect(page.getByRole('heading', { name: 'Hoe wilt u beginnen?' })).toBeVisible()
  }
  await seePages(app, 'begin', [
    ['keuze', first],
    ['alleen', async () => { await page.getByTestId('start-local').click(); await expect(page.getByTestId('passphrase')).toBeVisible() }],
    ['verbinden', async () => { await first(); await page.getByTestId('start-connect').click(); await expect(page.getByTestId('server-address')).toBeVisible() }],
  ])
})

test('looks around in the sample, which says that it is one, and leaves it again', async ({ app: { page } }) => {
  await openSample(page)
  await expect(page.getByTestId('sample-banner')).toContainText('verzonnen')
  await page.keyboard.press('Control+1')
  await expect(page.getByTestId('gebied-switch')).toContainText('Gebied Zuid')
  await page.keyboard.press('Control+0')
  await expect(page.getByTestId('gebied-switch')).toContainText('Alle gebieden')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Sneltoetsen' })).toContainText('Alle gebieden')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Instellingen' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Begin met uw eigen gegevens' }).click()
  await page.getByRole('button', { name: 'Gooi het voorbeeld weg' }).click()
  await expect(page.getByRole('heading', { name: 'Hoe wilt u beginnen?' })).toBeVisible()
})

test('a key that chooses a gebied is kept from the moment the menu shows until the gebieden are known', async ({ app: { page } }) => {
  await page.evaluate(() => {
    const watched = new MutationObserver(() => {
      if (!document.querySelector('[data-testid="sidebar"]')?.checkVisibility({ visibilityProperty: true })) return
      watched.disconnect()
      window.dispatchEvent(new KeyboardEvent('keydown', { key: '2', code: 'Digit2', ctrlKey: true }))
    })
    watched.observe(document.body, { subtree: true, childList: true, attributes: true })
  })
  await openSample(page)
  await expect(page.getByTestId('gebied-switch')).toContainText('De Mare')
})

test('a passphrase that is too short, weak or typed two ways is refused with the way out', async ({ app: { page } }) => {
  await page.getByTestId('start-local').click()
  await page.getByTestId('passphrase').fill('kort')
  await expect(page.getByText('minstens 10 tekens')).toBeVisible()
  await page.getByTestId('passphrase').fill('wachtwoord1')
  await expect(page.getByTestId('strength')).toContainText('Heel zwak')
  await page.getByTestId('passphrase').fill(passphrase)
  await expect(page.getByTestId('strength')).toContainText('Sterk')
  await page.getByTestId('passphrase-again').fill('paarse kano onder acht bruggen!!')
  await page.getByTestId('make-vault').click()
  await expect(page.getByText('niet gelijk')).toBeVisible()
  await shot(page, 'begin-wachtwoordzin')
  await expectAccessible(page)
})

test('asks the passphrase after a restart, slows down wrong ones, and opens with the right one', async ({ launchApp }) => {
  const first = await launchApp()
  await makeVault(first.page)
  await first.close()

  const second = await launchApp({ dataFolder: first.dataFolder })
  await expect(second.page.getByRole('heading', { name: 'Gebiedsboek is op slot' })).toBeVisible()
  await expectAccessible(second.page)
  for (let i = 0; i < 3; i++) {
    await unlock(second.page, `verkeerd ${i}`)
    await expect(second.page.getByTestId('unlock-problem')).toContainText('klopt niet')
  }
  await expect(second.page.getByTestId('unlock-wait')).toBeVisible()
  await shot(second.page, 'begin-op-slot')
  await second.close()

  // The wait outlives the program.
  const third = await launchApp({ dataFolder: first.dataFolder })
  await expect(third.page.getByTestId('unlock')).toBeDisabled()
  await expect(third.page.getByTestId('unlock-wait')).toBeHidden({ timeout: 15_000 })
  await unlock(third.page)
  await expect(third.page.getByTestId('sidebar')).toContainText('Rita Voorbeeld')
})

test('locks on request, and the recovery code opens it and sets a new passphrase', async ({ app: { page } }) => {
  const code = await makeVault(page)
  await page.keyboard.press('Control+Shift+L')
  await expect(page.getByRole('heading', { name: 'Gebiedsboek is op slot' })).toBeVisible()
  await page.getByRole('button', { name: 'Wachtwoordzin kwijt' }).click()
  await page.getByTestId('recover-code').fill(code.toLowerCase().replaceAll('-', ' '))
  await page.getByTestId('passphrase').fill('vier groene olifanten fietsen')
  await page.getByTestId('passphrase-again').fill('vier groene olifanten fietsen')
  await page.getByTestId('recover').click()
  const next = await page.getByTestId('recovery-code').textContent()
  expect(next).not.toBe(code)
  await page.getByTestId('recovery-kept').click()
  await page.getByTestId('recovery-done').click()
  await expect(page.getByTestId('sidebar')).toBeVisible()
  await page.keyboard.press('Control+Shift+L')
  await unlock(page)
  await expect(page.getByTestId('unlock-problem')).toBeVisible()
  await unlock(page, 'vier groene olifanten fietsen')
  await expect(page.getByTestId('sidebar')).toBeVisible()
})

test('a damaged database is named, kept, and no data shows; the key file is not touched', async ({ launchApp }) => {
  const first = await launchApp()
  await makeVault(first.page)
  await first.close()
  const folder = join(first.dataFolder, 'gegevens')
  const db = join(folder, 'boek.db')
  const bytes = await readFile(db)
  await writeFile(db, bytes.fill(7, 0, 4096))
  const key = await readFile(join(folder, 'boek.key.json'), 'utf8')

  const second = await launchApp({ dataFolder: first.dataFolder })
  await unlock(second.page)
  await expect(second.page.getByTestId('broken')).toContainText('beschadigd')
  await shot(second.page, 'begin-beschadigd')
  await expectAccessible(second.page)
  expect(await readFile(join(folder, 'boek.key.json'), 'utf8')).toBe(key)
  expect((await readFile(db)).equals(bytes)).toBe(true)
  // Closing made an automatic copy the day before the damage: it can be put back.
  expect((await readdir(join(folder, 'kopieen'))).length).toBe(1)
  await second.page.getByTestId('restore-copy').click()
  await expect(second.page.getByTestId('sidebar')).toContainText('Rita Voorbeeld')
  expect((await readdir(folder)).some((name) => name.startsWith('boek-beschadigd-'))).toBe(true)
})

test('a laptop that goes to sleep locks, and what was being typed is kept', async ({ app }) => {
  const { page } = app
  await makeVault(page)
  await page.keyboard.press('Control+,')
  await page.getByTestId('add-gebied').click()
  await page.getByLabel('Naam van het gebied').fill('Half getypt')
  await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'))
  await expect(page.getByRole('heading', { name: 'Gebiedsboek is op slot' })).toBeVisible()
  expect(await page.content()).not.toContain('Half getypt')
  await unlock(page)
  await expect(page.getByTestId('gebied-switch')).toContainText('Half getypt')
})

test('the recovery sheet is a PDF to print', async ({ app }) => {
  const { page, dataFolder } = app
  const path = join(dataFolder, 'herstelblad.pdf')
  await app.electron.evaluate(({ shell }) => { shell.openPath = () => Promise.resolve('') })
  await app.answerSaveDialog(path)
  await page.getByTestId('start-local').click()
  await page.getByTestId('own-name').fill('Rita Voorbeeld')
  await page.getByTestId('passphrase').fill(passphrase)
  await page.getByTestId('passphrase-again').fill(passphrase)
  await page.getByTestId('make-vault').click()
  await expect(page.getByTestId('recovery-code')).toBeVisible()
  await shot(page, 'begin-herstelblad')
  await page.getByRole('button', { name: 'Maak een PDF om af te drukken' }).click()
  await expect(page.getByText('herstelblad.pdf is gemaakt').first()).toBeVisible()
  await expectAccessible(page)
  expect((await readFile(path)).subarray(0, 5).toString()).toBe('%PDF-')
})
