import { Zip, ZipDeflate } from 'fflate'
import { runToEnd, type Steps } from '../import/steps.ts'
import { utf8 } from '../text/bytes.ts'
import { daysBetween } from '../text/days.ts'

/** Text stays text (a phone number keeps its zero), a number is a number, a day is a date. */
export type SheetCell = string | number | { readonly date: string }

export interface SheetToWrite {
  readonly name: string
  readonly columns: readonly { readonly header: string; /** in characters */ readonly width: number }[]
  readonly rows: readonly (readonly SheetCell[])[]
}

/** Most characters that Excel takes in a cell; with more it calls the whole file broken. */
const LONGEST_CELL = 32_767
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

const ROWS_PER_STEP = 250

/** A workbook with a bold, frozen header row and a filter on each sheet. The same input gives the same bytes. */
export const toXlsx = (sheets: readonly SheetToWrite[]): Uint8Array => runToEnd(xlsxSteps(sheets))

/** `toXlsx` in steps, for long lists: run it with `runWithPauses`. */
export function* xlsxSteps(sheets: readonly SheetToWrite[]): Steps<Uint8Array> {
  const pieces: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    pieces.push(piece)
  })
  const names = sheetNames(sheets.map((sheet) => sheet.name))
  add(zip, '[Content_Types].xml').push(utf8(contentTypes(sheets.length)), true)
  add(zip, '_rels/.rels').push(utf8(`${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`), true)
  add(zip, 'xl/workbook.xml').push(utf8(workbook(names)), true)
  add(zip, 'xl/_rels/workbook.xml.rels').push(utf8(workbookRelations(sheets.length)), true)
  add(zip, 'xl/styles.xml').push(utf8(STYLES), true)
  const total = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0)
  let done = 0
  for (const [index, sheet] of sheets.entries()) {
    const file = add(zip, `xl/worksheets/sheet${String(index + 1)}.xml`)
    file.push(utf8(sheetStart(sheet)))
    for (let row = 0; row < sheet.rows.length; row += ROWS_PER_STEP) {
      const rows = sheet.rows.slice(row, row + ROWS_PER_STEP)
      file.push(utf8(rows.map((cells, i) => rowXml(cells, row + i + 2)).join('')))
      done += rows.length
      yield { phase: 'schrijven', done, total }
    }
    file.push(utf8(sheetEnd(sheet)), true)
  }
  zip.end()
  return joined(pieces)
}

/** All files have the same, meaningless date: two exports of the same list do not differ. */
function add(zip: Zip, name: string): ZipDeflate {
  const file = new ZipDeflate(name, { level: 6 })
  file.mtime = new Date(1980, 0, 2)
  zip.add(file)
  return file
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Text as it can stand in XML: what XML forbids is written the way Excel does, half characters become U+FFFD. */
export const xmlText = (text: string): string =>
  text.toWellFormed().replace(/_x[0-9A-Fa-f]{4}_/g, (escape) => `_x005F${escape}`)
    // oxlint-disable-next-line no-control-regex -- the characters that XML 1.0 does not allow, and CR, which it would change
    .replace(/[\x00-\x08\x0b-\x1f\ufffe\uffff]/g, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Names that Excel accepts: 1–31 characters, none of `[]:*?/\`, no quote at an end, each once. */
function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>()
  return wanted.map((name, i) => {
    // oxlint-disable-next-line no-control-regex -- no sheet name may hold these
    const clean = name.toWellFormed().replace(/[[\]:*?/\\\x00-\x1f]/g, ' ').trim().replace(/^'+|'+$/g, '').slice(0, 28).toWellFormed() || `Blad ${String(i + 1)}`
    let unique = clean
    for (let count = 2; taken.has(unique.toLowerCase()); count++) unique = `${clean.slice(0, 26)} ${String(count)}`
    taken.add(unique.toLowerCase())
    return unique
  })
}

/** 'A', 'Z', 'AA' for column 0, 25, 26. */
function columnLetters(column: number): string {
  const letters = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letters : columnLetters(Math.floor(column / 26) - 1) + letters
}

function sheetStart({ columns }: SheetToWrite): string {
  const widths = columns.map(({ width }, i) => `<col min="${String(i + 1)}" max="${String(i + 1)}" width="${String(width)}" customWidth="1" style="1"/>`).join('')
  const header = columns.map((column, i) => textCell(`${columnLetters(i)}1`, column.header, 2)).join('')
  const view = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
  return `${XML}<worksheet xmlns="${MAIN}">${view}<sheetFormatPr defaultRowHeight="15"/>${widths === '' ? '' : `<cols>${widths}</cols>`}<sheetData><row r="1">${header}</row>`
}

const rowXml = (cells: readonly SheetCell[], line: number): string => `<row r="${String(line)}">${cells.map((cell, i) => cellXml(columnLetters(i) + String(line), cell)).join('')}</row>`

const sheetEnd = ({ columns, rows }: SheetToWrite): string =>
  `</sheetData>${columns.length === 0 ? '' : `<autoFilter ref="A1:${columnLetters(columns.length - 1)}${String(rows.length + 1)}"/>`}</worksheet>`

function cellXml(address: string, cell: SheetCell): string {
  if (typeof cell === 'string') return cell === '' ? '' : textCell(address, cell, 1)
  if (typeof cell === 'number') return Number.isFinite(cell) ? `<c r="${address}"><v>${String(cell)}</v></c>` : ''
  return `<c r="${address}" s="3"><v>${String(daysBetween('1899-12-30', cell.date))}</v></c>`
}

const textCell = (address: string, text: string, style: number): string => `<c r="${address}" s="${String(style)}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text.slice(0, LONGEST_CELL))}</t></is></c>`

const workbook = (names: readonly string[]): string =>
  `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${names.map((name, i) => `<sheet name="${xmlText(name)}" sheetId="${String(i + 1)}" r:id="rId${String(i + 1)}"/>`).join('')}</sheets></workbook>`

function workbookRelations(count: number): string {
  const sheets = Array.from({ length: count }, (_, i) => `<Relationship Id="rId${String(i + 1)}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${String(i + 1)}.xml"/>`)
  return `${XML}<Relationships xmlns="${RELATIONS}">${sheets.join('')}<Relationship Id="rId${String(count + 1)}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`
}

function contentTypes(count: number): string {
  const part = (path: string, type: string): string => `<Override PartName="/xl/${path}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`
  const sheets = Array.from({ length: count }, (_, i) => part(`worksheets/sheet${String(i + 1)}`, 'worksheet')).join('')
  return `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('workbook', 'sheet.main')}${part('styles', 'styles')}${sheets}</Types>`
}

/** Styles by number: 0 ordinary, 1 text, 2 header (bold, shaded), 3 day. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE2E8F0"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`
