import type { Limits } from './limits.ts'
import type { Steps } from './steps.ts'
import { isDateFormat, isPercentFormat } from './xlsx-dates.ts'
import { SheetReader } from './xlsx-sheet.ts'
import type { Budget, SheetData, WorkbookParts } from './xlsx-parts.ts'
import { attribute, decodeEscapes, XmlReader, type XmlListener } from './xml.ts'
import { FileRefused, unpackText, zipEntries, zipName, type ZipEntry } from './zip.ts'

const NO_SHEETS = 'In dit Excel-bestand staat geen werkblad.'

/** Reads the sheets of a workbook: values only, never formulas or macros. Throws `FileRefused`. */
export function* readXlsx(bytes: Uint8Array, limits: Limits): Steps<SheetData[]> {
  const entries = zipEntries(bytes)
  refuseDocumentTypes(entries, limits)
  const workbook = findWorkbook(entries, limits)
  const targets = relations(entries, workbook, limits)
  const book = readWorkbook(entries, workbook, limits)
  const parts: WorkbookParts = {
    strings: yield* readStrings(entries.get(targetOf(targets, 'sharedStrings') ?? 'xl/sharedstrings.xml'), limits),
    ...readStyles(entries.get(targetOf(targets, 'styles') ?? 'xl/styles.xml'), limits),
    date1904: book.date1904,
  }
  const budget: Budget = { cells: limits.cells }
  const sheets: SheetData[] = []
  for (const sheet of book.sheets) {
    const target = targets.get(sheet.relation)
    if (target && target.type !== 'worksheet') continue
    const entry = entries.get(target?.path ?? '')
    if (!entry) sheets.push({ ...sheet, rows: [], merged: [], problems: [{ line: 1, message: `Het blad '${sheet.name}' ontbreekt in het bestand.` }] })
    else sheets.push({ name: sheet.name, hidden: sheet.hidden, ...(yield* readSheet(entry, parts, budget, limits)) })
  }
  if (sheets.length === 0) throw new FileRefused(NO_SHEETS)
  return sheets
}

/** Looks only at the start of each part: that is where a document type stands, and a bomb is never unpacked for it. */
function refuseDocumentTypes(entries: ReadonlyMap<string, ZipEntry>, limits: Limits): void {
  const listener = new XmlReader({})
  for (const entry of entries.values()) {
    if (!/\.(?:xml|rels)$/.test(entry.name)) continue
    for (const piece of unpackText(entry, limits)) {
      if (/<!DOCTYPE|<!ENTITY/i.test(piece.slice(0, 4096))) listener.push('<!DOCTYPE>')
      break
    }
  }
}

function readPart(entry: ZipEntry | undefined, limits: Limits, listener: XmlListener): void {
  if (!entry) return
  const reader = new XmlReader(listener)
  for (const piece of unpackText(entry, limits)) reader.push(piece)
}

interface Relation {
  readonly type: string
  readonly path: string
}

const targetOf = (targets: ReadonlyMap<string, Relation>, type: string): string | undefined => [...targets.values()].find((target) => target.type === type)?.path

/** Relations of a part by id; paths made absolute. Only the last word of a type counts: strict workbooks use other addresses. */
function relations(entries: ReadonlyMap<string, ZipEntry>, part: string, limits: Limits): Map<string, Relation> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const found = new Map<string, Relation>()
  readPart(entries.get(`${folder}_rels/${part.slice(folder.length)}.rels`), limits, {
    open(name, attributes) {
      if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return
      const target = attribute(attributes, 'Target') ?? ''
      const path = resolve(/^[/\\]/.test(target) ? target : folder + target)
      found.set(attribute(attributes, 'Id') ?? '', { type: (attribute(attributes, 'Type') ?? '').split('/').at(-1) ?? '', path })
    },
  })
  return found
}

function resolve(path: string): string {
  const steps: string[] = []
  for (const step of zipName(path).split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }
  return steps.join('/')
}

function findWorkbook(entries: ReadonlyMap<string, ZipEntry>, limits: Limits): string {
  const root = [...relations(entries, '', limits).values()].find((relation) => relation.type === 'officeDocument')?.path
  const path = root !== undefined && entries.has(root) ? root : 'xl/workbook.xml'
  if (!entries.has(path)) throw new FileRefused('Dit is geen Excel-bestand, of het is beschadigd. Open het in Excel en sla het op als .xlsx.')
  return path
}

interface BookSheet {
  readonly name: string
  readonly hidden: boolean
  readonly relation: string
}

function readWorkbook(entries: ReadonlyMap<string, ZipEntry>, path: string, limits: Limits): { sheets: BookSheet[]; date1904: boolean } {
  const sheets: BookSheet[] = []
  let date1904 = false
  readPart(entries.get(path), limits, {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = /^(?:1|true)$/.test(attribute(attributes, 'date1904') ?? '')
      if (name === 'sheet') sheets.push({ name: attribute(attributes, 'name') ?? `Blad${String(sheets.length + 1)}`, hidden: /hidden/i.test(attribute(attributes, 'state') ?? ''), relation: attribute(attributes, 'id') ?? '' })
    },
  })
  return { sheets, date1904 }
}

function* readStrings(entry: ZipEntry | undefined, limits: Limits): Steps<string[]> {
  const strings: string[] = []
  if (!entry) return strings
  let text = '', inText = false, phonetic = 0
  const reader = new XmlReader({
    open(name) {
      if (name === 'si') text = ''
      else if (name === 't') inText = true
      else if (name === 'rPh') phonetic++
    },
    close(name) {
      if (name === 'si' && strings.push(decodeEscapes(text)) > limits.sharedStrings) throw new FileRefused('In dit Excel-bestand staat te veel tekst. Verdeel de lijst over meer bestanden.')
      else if (name === 't') inText = false
      else if (name === 'rPh') phonetic--
    },
    text(piece) {
      if (inText && phonetic === 0) text += piece
    },
  })
  for (const piece of unpackText(entry, limits)) {
    reader.push(piece)
    yield { phase: 'lezen', done: 0, total: 1 }
  }
  return strings
}

function readStyles(entry: ZipEntry | undefined, limits: Limits): Pick<WorkbookParts, 'dateStyles' | 'percentStyles'> {
  const formats = new Map<number, string>()
  const dateStyles: boolean[] = [], percentStyles: boolean[] = []
  let inCellStyles = false
  readPart(entry, limits, {
    open(name, attributes) {
      if (name === 'numFmt') formats.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '')
      else if (name === 'cellXfs') inCellStyles = true
      else if (name === 'xf' && inCellStyles) {
        const id = Number(attribute(attributes, 'numFmtId') ?? 0)
        dateStyles.push(isDateFormat(id, formats.get(id)))
        percentStyles.push(isPercentFormat(id, formats.get(id)))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false
    },
  })
  return { dateStyles, percentStyles }
}

function* readSheet(entry: ZipEntry, parts: WorkbookParts, budget: Budget, limits: Limits): Steps<Omit<SheetData, 'name' | 'hidden'>> {
  const sheet = new SheetReader(parts, budget, limits)
  const reader = new XmlReader(sheet)
  let read = 0
  for (const piece of unpackText(entry, limits)) {
    reader.push(piece)
    read += piece.length
    yield { phase: 'lezen', done: read, total: Math.max(read, entry.packed.length * 8) }
    if (sheet.full) break
  }
  return sheet.result()
}
