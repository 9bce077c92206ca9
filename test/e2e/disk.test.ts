import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../electron/data/store/open.ts'
import { readKeyFile } from '../../electron/data/vault/keyFile.ts'
import { unwrapKey } from '../../electron/data/vault/wrap.ts'
import { expect, expectAccessible, test } from '../support/app.ts'
import { shot } from '../support/begin.ts'
import { bulkList } from '../support/bulk-list.ts'
import { ask, expectSaved, makeMeeting, openNote } from '../support/notes.ts'
import { canMakeDisks, forbidWriting, smallDisk } from '../support/small-disk.ts'
import { makeVault, passphrase, unlock } from '../support/start.ts'

/** A real disk of a few megabytes under the data folder: what SQLite and the file system answer is theirs, not ours. */
const scratch = mkdtempSync(join(tmpdir(), 'gebiedsboek-schijf-'))
const disks = canMakeDisks(join(scratch, 'proef'))
const FULL = /De schijf van deze computer is vol/
const title = (name: string) => (disks ? name : `${name} (overgeslagen: alleen root kan hier een kleine schijf maken)`)

test.afterAll(() => rmSync(scratch, { recursive: true, force: true }))

test.describe(title('a full disk'), () => {
  test.skip(!disks, 'no small disk can be made here')

  test('is named, keeps what was typed on the screen until it fits, and nothing is lost', async ({ launchApp }) => {
    test.setTimeout(120_000)
    const dataFolder = join(scratch, 'vol')
    const disk = smallDisk(join(dataFolder, 'gegevens'), 96)!
    const app = await launchApp({ dataFolder })
    const { page } = app
    try {
      await makeVault(page)
      const { noteId } = await makeMeeting(page)
      const note = await openNote(page, noteId)
      await page.keyboard.type('Voor de volle schijf. ')
      await expectSaved(page)

      await test.step('typing goes on and is kept later', async () => {
        disk.fill()
        await page.keyboard.type('Tijdens de volle schijf, en dit is een zin die lang genoeg is om een hele bladzijde van het bestand te vragen. '.repeat(40))
        await expect(page.getByTestId('note-state')).toHaveAttribute('data-phase', 'retrying')
        await expect(page.getByTestId('note-state')).toContainText(FULL)
        await expect(page.getByTestId('note-state')).toContainText('U kunt doortypen')
        await page.keyboard.type('Slotzin.')
        await shot(page, 'schijf-vol-notitie')
        await expectAccessible(page)
        disk.makeRoom()
        await expect(page.getByTestId('note-state')).toHaveAttribute('data-phase', 'saved', { timeout: 30_000 })
        await expect(note).toContainText('Slotzin.')
      })

      await test.step('an import that does not fit says so, and nothing of it stays when there is room again', async () => {
        const list = join(scratch, 'lijst.csv')
        await writeFile(list, bulkList(12_000))
        await page.evaluate(() => { location.hash = '#/contacten/import' })
        await app.answerOpenDialog(list)
        await page.getByRole('button', { name: 'Kies een bestand' }).click()
        await page.getByRole('button', { name: 'Bekijk het resultaat' }).click()
        disk.fill(6_000_000)
        await page.getByRole('button', { name: 'Importeer 12.000 contacten' }).click()
        await expect(page.getByRole('alert')).toContainText(/De import is gestopt\. De schijf van deze computer is vol\. Maak ruimte vrij\./, { timeout: 60_000 })
        await shot(page, 'schijf-vol-import')
        disk.makeRoom()
        await expect.poll(async () => (await ask<{ total: number }>(page, 'contacts.list', { gebied: null })).total, { timeout: 45_000 }).toBe(0)
      })

      await test.step('locking and opening with a full disk', async () => {
        await page.keyboard.press('Control+Shift+L')
        await page.getByTestId('unlock-passphrase').waitFor()
        disk.fill()
        await unlock(page)
        // The frame lies ready behind the lock, unseen.
        await expect(page.getByTestId('sidebar').or(page.getByTestId('unlock-problem')).filter({ visible: true })).toHaveCount(1)
        if (await page.getByTestId('unlock-problem').isVisible()) await expect(page.getByTestId('unlock-problem')).toContainText(FULL)
        disk.makeRoom()
        if (await page.getByTestId('unlock-problem').isVisible()) await unlock(page)
        await expect(page.getByTestId('sidebar')).toBeVisible()
      })
      await openNote(page, noteId)
      await expect(page.getByRole('textbox', { name: /^Notitie bij/ })).toContainText('Voor de volle schijf. Tijdens de volle schijf')
      await expect(page.getByRole('textbox', { name: /^Notitie bij/ })).toContainText('Slotzin.')
      expect(app.log()).not.toMatch(/bug in/)
    } finally {
      await app.close()
      disk.remove()
    }
  })
})

test('a folder that may only be read: nothing is made, and an existing book opens again once it may be written', async ({ launchApp }) => {
  test.setTimeout(90_000)
  const root = process.getuid?.() === 0
  test.skip(root && !disks, 'as root without a disk of its own, no folder is read-only')
  const dataFolder = join(scratch, 'lezen'), folder = join(dataFolder, 'gegevens')
  const disk = root ? smallDisk(folder, 24)! : undefined
  const first = await launchApp({ dataFolder })
  await makeVault(first.page)
  await first.close()
  const readOnly = (value: boolean) => (disk ? disk.setReadOnly(value) : forbidWriting(folder, value))
  const second = await (async () => { readOnly(true); return launchApp({ dataFolder }) })()
  try {
    await unlock(second.page)
    await expect(second.page.getByTestId('unlock-problem').or(second.page.getByTestId('broken'))).toContainText('mag niet schrijven in de gegevensmap')
    await shot(second.page, 'map-alleen-lezen')
    await expectAccessible(second.page)
    readOnly(false)
    await unlock(second.page)
    await expect(second.page.getByTestId('sidebar')).toContainText('Rita Voorbeeld')
    expect(second.log()).not.toMatch(/bug in/)
  } finally {
    await second.close()
    disk?.remove()
  }
})

test('a second program on the same data says that they are in use, and harms nothing', async ({ launchApp }) => {
  const first = await launchApp()
  await makeVault(first.page)
  // Another profile, as on another computer with the same network folder.
  const other = join(scratch, 'ander')
  mkdirSync(other)
  symlinkSync(join(first.dataFolder, 'gegevens'), join(other, 'gegevens'))
  const second = await launchApp({ dataFolder: other })
  await unlock(second.page)
  await expect(second.page.getByTestId('unlock-problem')).toContainText('is al open in een ander venster of programma')
  await expectAccessible(second.page)
  await ask(first.page, 'areas.save', { kind: 'gebied', id: null, fields: { name: 'Na de tweede' } })
  await first.close()
  await unlock(second.page)
  await expect(second.page.getByTestId('gebied-switch')).toContainText('Na de tweede')
})

test('a database of a newer version is refused and left as it is', async ({ launchApp }) => {
  const first = await launchApp()
  await makeVault(first.page)
  await first.close()
  const folder = join(first.dataFolder, 'gegevens')
  const key = await unwrapKey(readKeyFile(join(folder, 'boek.key.json'))!.passphrase!, passphrase, 'passphrase')
  const version = (set?: number) => { const db = openDatabase(join(folder, 'boek.db'), key!); if (set !== undefined) db.pragma(`user_version = ${String(set)}`); const now = db.pragma('user_version', { simple: true }); db.close(); return now }
  const before = version()
  version(9999)
  const second = await launchApp({ dataFolder: first.dataFolder })
  await unlock(second.page)
  await expect(second.page.getByTestId('broken')).toContainText('nieuwere versie')
  await shot(second.page, 'begin-nieuwere-versie')
  await second.close()
  expect(version()).toBe(9999)
  version(Number(before))
  const third = await launchApp({ dataFolder: first.dataFolder })
  await unlock(third.page)
  await expect(third.page.getByTestId('sidebar')).toContainText('Rita Voorbeeld')
})
