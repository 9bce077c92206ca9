/** Photos are kept as these two; they are made anew from whatever picture was brought, so that nothing of its file stays. */
export const photoTypes = ['image/jpeg', 'image/webp'] as const
const documents = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  txt: 'text/plain',
  csv: 'text/csv',
} as const
/** What an attachment can be, and nothing else: no programs, scripts, web pages or drawings with code in them. */
export const attachmentTypes = [...photoTypes, ...Object.values(documents)] as const
export type AttachmentType = (typeof attachmentTypes)[number]
export const isPhoto = (type: string): boolean => (photoTypes as readonly string[]).includes(type)

/** For the file dialog, and for messages. */
export const pictureExtensions = ['jpg', 'jpeg', 'png', 'webp', 'gif', 'bmp', 'avif'] as const
export const documentExtensions = Object.keys(documents)

/** What a file is by its first bytes, before it becomes an attachment. */
export type Sniffed = { readonly what: 'picture'; readonly lossy: boolean } | { readonly what: 'document'; readonly type: AttachmentType } | { readonly what: 'refused'; readonly message: string }

const KNOWN = "Kies een foto (JPEG, PNG, WebP), een PDF, een bestand van Word, Excel, PowerPoint of LibreOffice, of een tekstbestand."
const refused = (why: string): Sniffed => ({ what: 'refused', message: `${why} ${KNOWN}` })
const starts = (bytes: Uint8Array, ...head: readonly number[]): boolean => head.every((b, i) => bytes[i] === b)
const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to))
export const extensionOf = (name: string): string => /\.([^.\s/\\]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? ''

/** Programs and scripts by their name; what runs when somebody clicks on it. */
const runs = new Set('exe dll com scr pif cpl msi msp msix appx bat cmd ps1 psm1 vbs vbe js jse mjs cjs wsf wsh hta jar lnk url reg inf sh bash run bin appimage deb rpm dmg pkg app apk py pyw rb pl php docm dotm xlsm xltm xlam pptm potm ppam iso img vhd'.split(' '))

/** Decides by name and content together what a file is; the name alone says nothing, and a name that lies is refused. */
export function sniff(name: string, bytes: Uint8Array): Sniffed {
  const extension = extensionOf(name)
  if (bytes.length === 0) return refused('Dit bestand is leeg.')
  if (runs.has(extension) || isProgram(bytes)) return refused("Programma's en scripts kunnen geen bijlage zijn.")
  const picture = pictureOf(bytes)
  if (picture) return picture
  if (isHeic(bytes)) return refused('Foto’s in het formaat HEIC kan Gebiedsboek niet lezen. Zet op de iPhone bij Camera > Structuren ‘Meest compatibel’ aan, of bewaar de foto als JPEG.')
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) return { what: 'document', type: documents.pdf }
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04)) return isOffice(extension) ? { what: 'document', type: documents[extension] } : refused('Een zip-bestand kan geen bijlage zijn. Pak het eerst uit.')
  if ((extension === 'txt' || extension === 'csv') && isText(bytes)) return { what: 'document', type: documents[extension] }
  return refused(extension === '' ? 'Van dit bestand is niet te zien wat het is.' : `Een bestand met de naam ‘.${extension}’ en deze inhoud kan geen bijlage zijn.`)
}

/** Whether stored bytes are what their row says: asked once more before anything is shown or written. */
export function isAsNamed(type: string, bytes: Uint8Array): boolean {
  if (type === 'image/jpeg') return starts(bytes, 0xff, 0xd8, 0xff)
  if (type === 'image/webp') return isWebp(bytes)
  if (type === documents.pdf) return starts(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)
  if (type === documents.txt || type === documents.csv) return isText(bytes) && !isProgram(bytes)
  return (attachmentTypes as readonly string[]).includes(type) && starts(bytes, 0x50, 0x4b, 0x03, 0x04)
}

/** The name under which it is saved: without what a file system or a person could trip over, and with the ending of what it is. */
export function safeFileName(name: string, type: string): string {
  const endings = type === 'image/jpeg' ? ['jpg', 'jpeg'] : type === 'image/webp' ? ['webp'] : Object.entries(documents).flatMap(([e, t]) => (t === type ? [e] : []))
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const plain = name.replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').replace(/[<>:"/\\|?*]/g, '-').replace(/^[.\s]+|[.\s]+$/g, '')
  const ending = endings.find((e) => plain.toLowerCase().endsWith(`.${e}`))
  const stem = (ending === undefined ? (/^(?:jpe?g|png|webp|gif|bmp|avif)$/.test(extensionOf(plain)) ? plain.slice(0, plain.lastIndexOf('.')) : plain) : plain.slice(0, -ending.length - 1)).slice(0, 120).toWellFormed() || 'bijlage'
  // Names that Windows keeps for devices.
  return `${/^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(stem) ? `${stem}-` : stem}.${ending ?? endings[0] ?? 'bin'}`
}

function pictureOf(bytes: Uint8Array): Sniffed | undefined {
  if (starts(bytes, 0xff, 0xd8, 0xff)) return { what: 'picture', lossy: true }
  const other = starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) || isWebp(bytes) || /^GIF8[79]a$/.test(ascii(bytes, 0, 6)) || (starts(bytes, 0x42, 0x4d) && bytes.length > 54 && bytes[14] !== undefined && bytes[14] >= 12 && bytes[15] === 0) || (ascii(bytes, 4, 8) === 'ftyp' && /^avi[fs]$/.test(ascii(bytes, 8, 12)))
  return other ? { what: 'picture', lossy: false } : undefined
}

const isWebp = (bytes: Uint8Array): boolean => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP'
const isHeic = (bytes: Uint8Array): boolean => ascii(bytes, 4, 8) === 'ftyp' && /^(?:hei[cxms]|hevc|mif1|msf1)$/.test(ascii(bytes, 8, 12))
const isOffice = (extension: string): extension is 'docx' | 'xlsx' | 'pptx' | 'odt' | 'ods' => ['docx', 'xlsx', 'pptx', 'odt', 'ods'].includes(extension)

/** Windows, Linux and macOS programs, Java classes, shortcuts of Windows, and scripts that name what runs them. */
function isProgram(bytes: Uint8Array): boolean {
  return starts(bytes, 0x4d, 0x5a) || starts(bytes, 0x7f, 0x45, 0x4c, 0x46) || starts(bytes, 0x23, 0x21) || starts(bytes, 0x4c, 0, 0, 0, 0x01, 0x14, 0x02) || starts(bytes, 0xca, 0xfe, 0xba, 0xbe)
    || [[0xfe, 0xed, 0xfa, 0xce], [0xfe, 0xed, 0xfa, 0xcf], [0xce, 0xfa, 0xed, 0xfe], [0xcf, 0xfa, 0xed, 0xfe]].some((head) => starts(bytes, ...head))
}

/** Text has no NUL and no control characters but tab and line ends. Two bytes per character, as Windows writes it, begins with a mark. */
function isText(bytes: Uint8Array): boolean {
  if (starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff)) return bytes.length % 2 === 0
  const head = bytes.subarray(0, 65_536)
  return !head.some((b) => b < 0x20 && b !== 0x09 && b !== 0x0a && b !== 0x0d && b !== 0x0c) && !/^\s*(?:<\?xml|<!doctype|<html|<svg|<script)/i.test(ascii(head, 0, 200))
}
