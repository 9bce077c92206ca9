import type { Page } from '@playwright/test'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, expectAccessible, test, type RunningApp } from '../support/app.ts'
import { badNetwork } from '../support/bad-network.ts'
import { beginWithArea, shot, shotOfWindow } from '../support/begin.ts'
import { exifPart, withExif } from '../support/exif.ts'
import { fingerprint } from '../support/attachments.ts'
import { ask } from '../support/notes.ts'
import { png } from '../support/png.ts'
import { badge } from '../support/scenario/laptop.ts'
import { G1, testServer } from '../support/server.ts'
import { connectTo, unlock } from '../support/start.ts'

const section = (page: Page) => page.getByTestId('attachments')
const tiles = (page: Page) => section(page).locator('li[data-testid^="attachment-"]')
const pick = (page: Page, ...files: { name: string; mimeType: string; buffer: Buffer }[]) => section(page).locator('input[type=file]').setInputFiles(files)
interface Item { readonly id: string; readonly width: number; readonly height: number; readonly location: string; readonly takenOn: string | null; readonly byteSize: number }
const listed = async (page: Page, subjectId: string) => (await ask<{ items: readonly Item[] }>(page, 'attachments.list', { subjectKind: 'action', subjectId })).items

/** A real JPEG, drawn by the page: stripes and noise, so that it weighs something; its left half is darker. */
const jpeg = async (page: Page, width: number, height: number): Promise<Buffer> => Buffer.from(await page.evaluate(async ([w, h]) => {
  const canvas = new OffscreenCanvas(w!, h!), pen = canvas.getContext('2d')!
  const picture = pen.createImageData(w!, h!)
  let x = 7
  for (let i = 0; i < picture.data.length; i += 4) {
    x = (Math.imul(x, 1_103_515_245) + 12_345) >>> 0
    const left = (i / 4) % w! < w! / 2
    picture.data.set([left ? 20 : 200, ((i / 4 / w!) % 64) * 3, (x >>> 16) & 255, 255], i)
  }
  pen.putImageData(picture, 0, 0)
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 })).arrayBuffer())
  let text = ''
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return btoa(text)
}, [width, height]), 'base64')

async function openAction(page: Page, gebied: string, title = 'Lantaarn Kerkplein'): Promise<string> {
  const { id } = await ask<{ id: string }>(page, 'actions.create', { gebied, title })
  await page.keyboard.press('Alt+4')
  await page.getByRole('listbox', { name: 'Acties' }).getByRole('option').filter({ hasText: title }).click()
  await expect(section(page)).toBeVisible()
  return id
}

test('a photo is picked, dropped and pasted; upright, smaller and without its origin; looked at, captioned, saved, removed and put back', async ({ app }) => {
  test.setTimeout(120_000)
  const { page } = app
  const { gebieden } = await beginWithArea(page)
  const action = await openAction(page, gebieden[0])
  await section(page).scrollIntoViewIfNeeded()
  await shot(page, 'bijlagen-leeg')

  // As the camera wrote it: on its side, with the place where it was.
  const raw = withExif(await jpeg(page, 3000, 1500), exifPart({ taken: '2026:11:20 14:05:00', orientation: 6, lat: ['N', 52, 37, 5571], lon: ['E', 4, 45, 439] }))
  await pick(page, { name: 'IMG_2031.jpg', mimeType: 'image/jpeg', buffer: raw })
  await expect(tiles(page)).toHaveCount(1)
  expect((await listed(page, action))[0]).toMatchObject({ width: 1280, height: 2560, location: '', takenOn: '2026-11-20T14:05' })
  await section(page).getByLabel('Plaats van de foto bewaren').check()
  await pick(page, { name: 'IMG_2031.jpg', mimeType: 'image/jpeg', buffer: raw })
  await expect(tiles(page)).toHaveCount(2)
  const [first, second] = await listed(page, action)
  expect(second?.location).toBe('52.63214, 4.75122')
  await section(page).getByLabel('Plaats van de foto bewaren').uncheck()

  const give = (type: 'drop' | 'paste', name: string, bytes: Buffer, mime: string) => section(page).evaluate((element, [type, name, base64, mime]) => {
    const data = new DataTransfer()
    data.items.add(new File([Uint8Array.from(atob(base64!), (c) => c.charCodeAt(0))], name!, { type: mime! }))
    element.dispatchEvent(type === 'drop' ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }) : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, [type, name, bytes.toString('base64'), mime])
  await give('drop', 'Verslag van de buurtschouw met een heel lange naam die nergens ophoudt en maar doorgaat over het Kerkplein.pdf', Buffer.from('%PDF-1.7\nvoorbeeld'), 'application/pdf')
  await expect(tiles(page)).toHaveCount(3)
  await give('paste', 'image.png', png(40, [200, 30, 30]), 'image/png')
  await expect(tiles(page)).toHaveCount(4)
  await pick(page, { name: 'virus.exe', mimeType: '', buffer: Buffer.from('MZ') }, { name: 'tekening.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg onload="alert(1)"/>') })
  await expect(section(page).getByRole('alert')).toContainText("virus.exe: Programma's en scripts kunnen geen bijlage zijn.")
  await expect(section(page).getByRole('alert')).toContainText('tekening.svg:')
  await expect(tiles(page)).toHaveCount(4)
  await section(page).scrollIntoViewIfNeeded()
  await shot(page, 'bijlagen-vol')
  await expectAccessible(page)

  await tiles(page).first().getByRole('button', { name: /^Open foto/ }).press('Enter')
  const viewer = page.getByTestId('attachment-viewer')
  const large = viewer.getByRole('img')
  await expect(large).toBeVisible()
  // Upright: what was left is above.
  expect(await large.evaluate(async (img: HTMLImageElement) => {
    await img.decode()
    const pen = new OffscreenCanvas(2, 2).getContext('2d')!
    pen.drawImage(img, 0, 0, 2, 2)
    const { data } = pen.getImageData(0, 0, 2, 2)
    return [img.naturalWidth, img.naturalHeight, data[0]! < data[8]!]
  })).toEqual([1280, 2560, true])
  await viewer.getByLabel('Bijschrift').fill('De lantaarn bij het hek is kapot')
  await viewer.getByLabel('Bijschrift').press('Enter')
  await expect(viewer).toHaveAccessibleName('Foto 1 van 3: De lantaarn bij het hek is kapot')
  await shot(page, 'bijlagen-groot')
  await expectAccessible(page)
  await viewer.focus()
  await page.keyboard.press('ArrowRight')
  await expect(viewer.getByText('2 van 3')).toBeVisible()
  await viewer.getByRole('button', { name: 'Wis de plaats' }).click()
  await expect(viewer.getByText('52.63214')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(tiles(page)).toHaveCount(4)
  await expect(page.getByRole('article', { name: 'Actie' })).toBeVisible()

  const folder = mkdtempSync(join(tmpdir(), 'gebiedsboek-bijlagen-'))
  await app.answerSaveDialog(join(folder, 'bewaard.jpg'))
  await tiles(page).first().getByRole('button', { name: /^Meer met/ }).click()
  await page.getByRole('menuitem', { name: 'Bewaar als' }).click()
  await expect(page.getByText('Bewaard als bewaard.jpg').first()).toBeVisible()
  const saved = readFileSync(join(folder, 'bewaard.jpg'))
  expect([saved.length, saved.includes('Exif'), saved.includes(exifPart({}).subarray(0, 4))]).toEqual([first?.byteSize, false, false])
  rmSync(folder, { recursive: true })

  await tiles(page).first().getByRole('button', { name: /^Open foto/ }).focus()
  await page.keyboard.press('Delete')
  await expect(tiles(page)).toHaveCount(3)
  await page.getByRole('button', { name: 'Ongedaan maken' }).last().click()
  await expect(tiles(page)).toHaveCount(4)
})

test('forty attachments on a meeting, small and enlarged', async ({ app }) => {
  test.setTimeout(120_000)
  const { page } = app
  const { gebieden } = await beginWithArea(page)
  const { id } = await ask<{ id: string }>(page, 'meetings.create', { gebied: gebieden[0], kind: 'wijkpanel', title: 'Panelavond Overdie', startsAt: '2026-11-26T19:30' })
  const photo = await jpeg(page, 640, 480)
  await page.keyboard.press('Alt+3')
  await page.getByText('Panelavond Overdie').first().click()
  await expect(section(page)).toBeVisible()
  await pick(page, ...Array.from({ length: 38 }, (_, i) => ({ name: `Foto ${i + 1} van de Lindenlaan.jpg`, mimeType: 'image/jpeg', buffer: photo })), { name: 'besluitenlijst.txt', mimeType: 'text/plain', buffer: Buffer.from('Afspraken') }, { name: 'kostenraming.csv', mimeType: 'text/csv', buffer: Buffer.from('post;bedrag') })
  await expect(section(page).getByRole('button', { name: 'Toon alle 40' })).toBeVisible({ timeout: 60_000 })
  await expect(tiles(page)).toHaveCount(12)
  await section(page).getByRole('button', { name: 'Toon alle 40' }).click()
  await expect(tiles(page)).toHaveCount(40)
  expect((await ask<{ items: readonly unknown[] }>(page, 'attachments.list', { subjectKind: 'meeting', subjectId: id })).items).toHaveLength(40)
  const size = ({ electron }: RunningApp, width: number, height: number) => electron.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w!, h!), [width, height])
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)
  for (const [look, set] of [
    ['licht', () => size(app, 1366, 820)], ['klein', () => size(app, 1024, 640)],
    ['200', async () => { await size(app, 1366, 820); await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2)) }],
  ] as const) {
    await set()
    await section(page).evaluate((element) => element.scrollIntoView())
    expect(await fits(), look).toBe(true)
    await shotOfWindow(app, `bijlagen-veertig-${look}`)
    if (look !== '200') await expectAccessible(page)
  }
})

test('[A1] added without a connection, sent over a line that is slow and breaks: the text is there first, then the photo, through a power cut, to the last byte', async ({ launchApp }) => {
  test.setTimeout(240_000)
  const folder = mkdtempSync(join(tmpdir(), 'gebiedsboek-server-'))
  const server = await testServer({ folder })
  server.clock.ms = Date.now()
  for (const name of ['Rita', 'Omar']) await server.laptop(name, 'regisseur', [G1])
  const port = Number(new URL(await server.app.listen({ host: '127.0.0.1', port: 0 })).port)
  const net = await badNetwork({ port })
  const ritas = await launchApp()
  let rita = ritas.page
  const { page: omar } = await launchApp()
  await connectTo(rita, net.address, 'Rita')
  await ask(rita, 'sync.now', {})
  await connectTo(omar, `http://127.0.0.1:${port}`, 'Omar')
  await ask(omar, 'sync.now', {})

  net.change({ kind: 'refused' })
  const action = await openAction(rita, G1, 'Kapotte lantaarn')
  await pick(rita, { name: 'lantaarn.jpg', mimeType: 'image/jpeg', buffer: await jpeg(rita, 2400, 1800) })
  await expect(tiles(rita)).toHaveCount(1)
  await ask(rita, 'sync.now', {})
  await expect(tiles(rita).first()).toContainText('wacht op verbinding')
  await expect(badge(rita)).toContainText('1 bijlage nog te versturen')
  const [{ id, byteSize }] = await listed(rita, action) as [Item]
  expect(byteSize).toBeGreaterThan(1_000_000)

  // Every connection ends after half a million bytes: not one carries the whole photo.
  net.change({ kind: 'open', latencyMs: 60, cutUp: 500_000 })
  await ask(rita, 'sync.now', {})
  await expect.poll(async () => (await listed(omar, action)).length).toBe(1)
  expect((await ask<{ items: readonly { here: boolean }[] }>(omar, 'attachments.list', { subjectKind: 'action', subjectId: action })).items[0]?.here).toBe(false)
  await expect(tiles(rita).first()).toContainText(/[1-9]\d? % verstuurd/)
  await shot(rita, 'bijlagen-onderweg')
  await ritas.kill()

  const again = await launchApp({ dataFolder: ritas.dataFolder })
  rita = again.page
  await unlock(rita)
  await expect(rita.getByTestId('sidebar')).toBeVisible()
  await expect.poll(async () => (await ask<{ items: readonly { here: boolean }[] }>(omar, 'attachments.list', { subjectKind: 'action', subjectId: action })).items[0]?.here, { timeout: 60_000 }).toBe(true)
  for (const [name, page] of [['rita', rita], ['omar', omar]] as const) await ask(page, 'attachments.saveAs', { id, path: join(folder, `${name}.jpg`) })
  const [one, two] = ['rita.jpg', 'omar.jpg'].map((name) => readFileSync(join(folder, name)))
  expect([fingerprint(one!), one!.length]).toEqual([fingerprint(two!), byteSize])
  await expect(badge(omar)).toContainText('Bijgewerkt om')
  // Nothing of it can be read on either disk, in whatever file.
  const sample = one!.subarray(200_000, 200_064)
  const files = readdirSync(join(ritas.dataFolder, 'gegevens'), { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  expect(files.filter((file) => file.includes('bijlagen.db')).length).toBeGreaterThan(0)
  expect(files.filter((file) => readFileSync(file).includes(sample))).toEqual([])
  await net.close()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})
