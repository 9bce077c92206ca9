import { useDesktop } from './desktop.ts'
import { useUndo } from './undo.ts'

/** A page to be kept as a file; `name` without ending. */
export interface PageToKeep {
  readonly html: string
  readonly name: string
  /** Title of the window in which the person picks a place. */
  readonly title: string
  readonly landscape?: boolean
  /** Numbers at the foot of every page of a PDF. A Word document always has them. */
  readonly numbered?: boolean
}

/** Chromium fills in the numbers. */
const NUMBERS = '<div style="width:100%;font-size:8px;color:#475569;text-align:center">Bladzijde <span class="pageNumber"></span> van <span class="totalPages"></span></div>'

/** Word shows no WebP, which is what small pictures are kept as: each becomes a JPEG. */
async function withJpegs(html: string): Promise<string> {
  const found = [...new Set(html.match(/data:image\/webp;base64,[A-Za-z0-9+/]+=*/g) ?? [])]
  const made = await Promise.all(found.map(async (webp) => [webp, await jpegOf(webp)] as const))
  return made.reduce((page, [webp, jpeg]) => page.replaceAll(webp, jpeg), html)
}

/** Word draws no SVG: a chart becomes a picture, sharp enough for paper, that says in words what it shows. */
async function withCharts(html: string): Promise<string> {
  const found = [...new Set(html.match(/<svg\b[\s\S]*?<\/svg>/g) ?? [])]
  const made = await Promise.all(found.map(async (svg) => [svg, await pictureOf(svg)] as const))
  return made.reduce((page, [svg, picture]) => page.replaceAll(svg, () => picture), html)
}

/** Three dots of the picture on one of the page. */
const SHARP = 3
async function pictureOf(svg: string): Promise<string> {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
  const [width, height] = ['width', 'height'].map((side) => Math.ceil(Number(root.getAttribute(side))))
  if (!width || !height) throw new Error('a chart without a size')
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = new OffscreenCanvas(width * SHARP, height * SHARP), pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(image, 0, 0, canvas.width, canvas.height)
  const shown = document.createElement('img')
  shown.src = await base64Url(await canvas.convertToBlob({ type: 'image/png' }))
  shown.width = width
  shown.height = height
  shown.alt = ['title', 'desc'].map((name) => root.querySelector(name)?.textContent ?? '').filter((text) => text !== '').join('. ')
  return shown.outerHTML
}

async function jpegOf(webp: string): Promise<string> {
  const bytes = Uint8Array.from(atob(webp.slice(webp.indexOf(',') + 1)), (letter) => letter.charCodeAt(0))
  const picture = await createImageBitmap(new Blob([bytes], { type: 'image/webp' }))
  const canvas = new OffscreenCanvas(picture.width, picture.height), pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(picture, 0, 0)
  picture.close()
  return await base64Url(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 }))
}
const base64Url = (blob: Blob): Promise<string> => new Promise((resolve, reject) => {
  const reader = new FileReader()
  reader.addEventListener('load', () => resolve(String(reader.result)))
  reader.addEventListener('error', () => reject(reader.error ?? new Error('not read')))
  reader.readAsDataURL(blob)
})

/** Keeps pages as PDF or Word where the person wants them, and opens them. Answers whether a file was written. */
export function useDocuments() {
  const { data, shell } = useDesktop()
  const { orSay, say } = useUndo()

  async function keep(page: PageToKeep, kind: { readonly name: string; readonly extension: string }, write: (path: string) => Promise<boolean>): Promise<boolean> {
    const place = orSay(await shell.saveFile({ title: page.title, name: `${page.name}.${kind.extension}`, filters: [{ name: kind.name, extensions: [kind.extension] }] }))
    if (!place || !(await write(place.path))) return false
    say(`Bewaard als ${place.name}`, 'i-lucide-file-check')
    orSay(await shell.openOutside({ path: place.path }))
    return true
  }
  return {
    asPdf: (page: PageToKeep) => keep(page, { name: 'PDF', extension: 'pdf' }, async (path) =>
      orSay(await shell.printPdf({ html: page.html, path, landscape: page.landscape ?? false, footer: page.numbered === true ? NUMBERS : '' })) !== undefined),
    asWord: (page: PageToKeep) => keep(page, { name: 'Word', extension: 'docx' }, async (path) => orSay(await data['documents.word']({ html: await withCharts(await withJpegs(page.html)), path })) !== undefined),
  }
}
