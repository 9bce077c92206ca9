import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { launch } from '../app.ts'

/** The part of `npm run manual` after the pictures were taken: makes them small, and writes the page that shows every screen in every look. */
const repo = join(import.meta.dirname, '../../..')
const manual = join(repo, 'docs/handleiding'), out = join(manual, 'beelden'), GALLERY = 'alle-schermen.md'
const folders = ['artifacts/screenshots', 'artifacts/demo'].map((folder) => join(repo, folder))
const looks = ['licht', 'donker', '200'] as const

/** Every picture that was taken, by the name that the manual uses: that of the demo without its number. */
async function taken(): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const folder of folders) for (const file of await readdir(folder)) if (file.endsWith('.png')) found.set(file.slice(0, -4).replace(/^\d+-/, ''), join(folder, file))
  return found
}

/** The pages that were seen in all three looks. */
const screens = (pictures: ReadonlyMap<string, string>) =>
  [...pictures.keys()].filter((name) => name.endsWith('-licht')).map((name) => name.slice(0, -'-licht'.length)).filter((name) => looks.every((look) => pictures.has(`${name}-${look}`))).toSorted()
const hallScreens = (pictures: ReadonlyMap<string, string>) => [...pictures.keys()].filter((name) => (name.startsWith('zaal-') && !/presentator|tegengehouden/.test(name)) || name.startsWith('kiezen-zaal-')).toSorted()

const titled = (name: string) => name.replaceAll('-', ' ').replace(/^./, (c) => c.toUpperCase())
const cell = (name: string, says: string) => `[![${says}](beelden/${name}.webp)](beelden/${name}.webp)`
const gallery = (pictures: ReadonlyMap<string, string>) => [
  '# Alle schermen', '', 'Elk scherm in licht, in donker en met alles twee keer zo groot, met de voorbeeldgegevens. De mensen op de beelden zijn verzonnen. Deze bladzijde en de beelden maakt `npm run manual`.', '',
  '| Scherm | Licht | Donker | 200 % |', '|---|---|---|---|',
  ...screens(pictures).map((name) => `| ${titled(name)} | ${looks.map((look) => cell(`${name}-${look}`, `${titled(name)}, ${look === '200' ? 'twee keer zo groot' : look}`)).join(' | ')} |`),
  '', '## Wat de zaal ziet', '', ...hallScreens(pictures).map((name) => cell(name, titled(name))), '',
].join('\n')

/** @param png of any size @returns the same picture as WebP, at most 1,024 pixels wide */
const smaller = async (page: Page, png: Buffer): Promise<Buffer> => Buffer.from(await page.evaluate(async (base64) => {
  const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]))
  const scale = Math.min(1, 1024 / image.width)
  const canvas = new OffscreenCanvas(Math.round(image.width * scale), Math.round(image.height * scale)), pen = canvas.getContext('2d')!
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(image, 0, 0, canvas.width, canvas.height)
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.7 })).arrayBuffer())
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}, png.toString('base64')), 'base64')

const pictures = await taken()
await writeFile(join(manual, GALLERY), gallery(pictures))
const wanted = new Set<string>()
for (const file of await readdir(manual)) if (file.endsWith('.md')) for (const [, name] of (await readFile(join(manual, file), 'utf8')).matchAll(/\]\(beelden\/([^)]+)\.webp\)/g)) wanted.add(name!)
const missing = [...wanted].filter((name) => !pictures.has(name))
if (missing.length > 0) {
  console.error(`The manual shows pictures that were not taken: ${missing.join(', ')}`)
  process.exitCode = 1
} else {
  const dataFolder = await mkdtemp(join(tmpdir(), 'gebiedsboek-handleiding-'))
  const app = await launch({ dataFolder })
  await rm(out, { recursive: true, force: true })
  await mkdir(out, { recursive: true })
  for (const name of wanted) await writeFile(join(out, `${name}.webp`), await smaller(app.page, await readFile(pictures.get(name)!)))
  await app.close()
  await rm(dataFolder, { recursive: true })
  console.log(`${wanted.size} pictures in docs/handleiding/beelden`)
}
