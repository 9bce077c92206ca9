import { decodeText } from './decode.ts'

export type FileKind =
  | 'csv' | 'xlsx' | 'vcard' | 'ldif' | 'geojson'
  | 'empty' | 'xls' | 'encryptedOffice' | 'oldOffice' | 'xlsb' | 'ods' | 'docx' | 'zip' | 'gzip' | 'pdf' | 'image' | 'json' | 'html' | 'xml' | 'ics' | 'rtf' | 'email' | 'database' | 'binary'

const SAVE_AS = 'Open het in Excel en sla het op als .xlsx of .csv.'

/** One clear sentence for each kind that no import reads. */
const refusals: Partial<Record<FileKind, string>> = {
  empty: 'Dit bestand is leeg.',
  xls: 'Dit is een oud Excel-bestand (.xls). Open het in Excel en sla het op als .xlsx.',
  encryptedOffice: 'Dit bestand is met een wachtwoord beveiligd. Open het in Excel, haal het wachtwoord eraf en sla het op als .xlsx.',
  oldOffice: `Dit is een oud Office-bestand. ${SAVE_AS}`,
  xlsb: 'Dit is een binair Excel-bestand (.xlsb). Open het in Excel en sla het op als .xlsx.',
  ods: 'Dit is een OpenDocument-rekenblad (.ods). Open het en sla het op als .xlsx of .csv.',
  docx: 'Dit is een Word- of PowerPoint-bestand. Zet de lijst in Excel en sla die op als .xlsx.',
  zip: 'Dit is een zip-bestand. Pak het eerst uit en kies daarna het bestand dat u wilt importeren.',
  gzip: 'Dit is een ingepakt bestand. Pak het eerst uit en kies daarna het bestand dat u wilt importeren.',
  pdf: 'Dit is een pdf. Daaruit kan geen lijst worden gelezen. Vraag om de lijst als .xlsx of .csv.',
  image: 'Dit is een afbeelding. Daaruit kan geen lijst worden gelezen. Vraag om de lijst als .xlsx of .csv.',
  json: 'Dit is een JSON-bestand. Daaruit kan geen lijst worden gelezen. Vraag om de lijst als .xlsx of .csv.',
  html: `Dit is een webpagina. ${SAVE_AS}`,
  xml: `Dit is een XML-bestand. ${SAVE_AS}`,
  ics: 'Dit is een agendabestand (.ics). Daarin staan geen contacten.',
  rtf: 'Dit is een tekstdocument. Zet de lijst in Excel en sla die op als .xlsx.',
  email: 'Dit is een e-mailbericht. Sla de bijlage apart op en kies die.',
  database: 'Dit is een databasebestand. Vraag om de lijst als .xlsx of .csv.',
  binary: 'Dit bestand wordt niet herkend. Kies een .xlsx-, .csv- of .vcf-bestand.',
}

/** The Dutch message for a kind that cannot be imported at all, or undefined. */
export const refusalOf = (kind: FileKind): string | undefined => refusals[kind]

const signatures: readonly (readonly [FileKind, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46]], ['gzip', [0x1f, 0x8b]], ['image', [0x89, 0x50, 0x4e, 0x47]], ['image', [0xff, 0xd8, 0xff]], ['image', [0x47, 0x49, 0x46, 0x38]],
  ['image', [0x42, 0x4d, -1, -1, -1, -1, 0, 0, 0, 0]], ['image', [0x49, 0x49, 0x2a, 0]], ['image', [0x4d, 0x4d, 0, 0x2a]], ['image', [0x52, 0x49, 0x46, 0x46, -1, -1, -1, -1, 0x57, 0x45, 0x42, 0x50]],
  ['gzip', [0x37, 0x7a, 0xbc, 0xaf]], ['gzip', [0x52, 0x61, 0x72, 0x21]], ['database', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20]], ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
]

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean => signature.every((byte, i) => byte === -1 || bytes[i] === byte)

/** What a file is, from its bytes; its name only decides between text formats that look alike. Never throws. */
export function sniff(bytes: Uint8Array, fileName = ''): FileKind {
  if (bytes.length === 0) return 'empty'
  const known = signatures.find(([, signature]) => startsWith(bytes, signature))
  if (known) return known[0]
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return compoundKind(bytes)
  if (startsWith(bytes, [0x09, 0x08]) || startsWith(bytes, [0x09, 0x04])) return 'xls'
  if (startsWith(bytes, [0x50, 0x4b])) return zipKind(bytes)
  return textKind(bytes, fileName)
}

/** Old Office files and encrypted new ones share a container; its directory names the streams in UTF-16. */
function compoundKind(bytes: Uint8Array): FileKind {
  const names = latin(bytes, 0, bytes.length).replaceAll('\0', '')
  if (names.includes('EncryptedPackage') || names.includes('EncryptionInfo')) return 'encryptedOffice'
  if (names.includes('Workbook') || names.includes('Book')) return 'xls'
  return 'oldOffice'
}

/** The central directory with all names is at the end of a zip; broken ones still have names in front of each part. */
function zipKind(bytes: Uint8Array): FileKind {
  const names = latin(bytes, 0, 64_000) + latin(bytes, Math.max(0, bytes.length - 512_000), bytes.length)
  if (names.includes('opendocument.spreadsheet')) return 'ods'
  if (names.includes('xl/workbook.bin')) return 'xlsb'
  if (/(?:^|[^\w])\/?xl\//.test(names) || (names.includes('[Content_Types].xml') && names.includes('worksheets/'))) return 'xlsx'
  if (names.includes('word/') || names.includes('ppt/')) return 'docx'
  return 'zip'
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  const parts: string[] = []
  for (let i = from; i < Math.min(to, bytes.length); i += 8192) parts.push(String.fromCharCode(...bytes.subarray(i, Math.min(i + 8192, to))))
  return parts.join('')
}

function textKind(bytes: Uint8Array, fileName: string): FileKind {
  // A cut at 4096 bytes may split a UTF-8 character; that would only make this piece look like Windows-1252.
  const { text, bom } = decodeText(bytes.subarray(0, 4096))
  const start = text.trimStart()
  if (start === '') return bytes.length > 4096 ? 'csv' : 'empty'
  // A byte order mark says that it is text, however odd.
  if (!bom && looksBinary(start)) return 'binary'
  if (/^begin:vcard/i.test(start)) return 'vcard'
  if (/^begin:vcalendar/i.test(start)) return 'ics'
  if (/^(?:(?:#.*)?\r*\n)*(?:version: *1\s+)?(?:(?:#.*)?\r*\n)*dn:/i.test(start)) return 'ldif'
  if (/^[{[]/.test(start)) return jsonKind(start, fileName)
  if (/^<(?:!doctype html|html|table|body)/i.test(start)) return 'html'
  if (/^<[?!a-z]/i.test(start)) return 'xml'
  if (/^(?:From|Received|Return-Path|MIME-Version|Message-ID|X-[\w-]+): .*\n(?:[ \t].*\n|[\w-]+:.*\n){2}/i.test(start)) return 'email'
  return 'csv'
}

function jsonKind(start: string, fileName: string): FileKind {
  if (/"type"\s*:\s*"(?:FeatureCollection|Feature|Polygon|MultiPolygon|GeometryCollection|Point)"/.test(start) || /\.geojson$/i.test(fileName)) return 'geojson'
  return /^\{\s*["}]|^\[\s*[[{"\d\]tfn-]/.test(start) ? 'json' : 'csv'
}

/** Text has next to no control characters besides tab, line ends, form feed and the odd stray one. */
function looksBinary(text: string): boolean {
  let controls = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if ((code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13 && code !== 27) || code === 0xfffd) controls++
  }
  return controls > 4 + text.length / 50
}
