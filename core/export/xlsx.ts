import { zipSync } from 'fflate'
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

/** A workbook with a bold, frozen header row and a filter on each sheet. The same input gives the same bytes. */
export function toXlsx(sheets: readonly SheetToWrite[]): Uint8Array {
  const names = sheetNames(sheets.map((sheet) => sheet.name))
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': utf8(contentTypes(sheets.length)),
    '_rels/.rels': utf8(`${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
    'xl/workbook.xml': utf8(workbook(names)),
    'xl/_rels/workbook.xml.rels': utf8(workbookRelations(sheets.length)),
    'xl/styles.xml': utf8(STYLES),
  }
  sheets.forEach((sheet, i) => { files[`xl/worksheets/sheet${String(i + 1)}.xml`] = utf8(worksheet(sheet)) })
  return zipSync(files, { level: 6, mtime: new Date(1980, 0, 2) })
}

/** Text as it can stand in XML: what XML forbids is written the way Excel does, half characters become U+FFFD. */
export const xmlText = (text: string): string =>
  text.toWellFormed().replace(/_x[0-9A-Fa-f]{4}_/g, (escape) => `_x005F${escape}`)
    // eslint-disable-next-line no-control-regex -- the characters that XML 1.0 does not allow, and CR, which it would change
    .replace(/[\x00-\x08\x0b-\x1f\ufffe\uffff]/g, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Names that Excel accepts: 1–31 characters, none of `[]:*?/\`, no quote at an end, each once. */
function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>()
  return wanted.map((name, i) => {
    // eslint-disable-next-line no-control-regex -- no sheet name may hold these
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

function worksheet({ columns, rows }: SheetToWrite): string {
  const letters = columns.map((_, i) => columnLetters(i))
  const widths = columns.map(({ width }, i) => `<col min="${String(i + 1)}" max="${String(i + 1)}" width="${String(width)}" customWidth="1" style="1"/>`).join('')
  const lines = [`<row r="1">${columns.map(({ header }, i) => textCell(`${letters[i] ?? ''}1`, header, 2)).join('')}</row>`]
  rows.forEach((row, r) => {
    const line = String(r + 2)
    lines.push(`<row r="${line}">${row.map((cell, i) => cellXml((letters[i] ?? columnLetters(i)) + line, cell)).join('')}</row>`)
  })
  const last = `${letters.at(-1) ?? 'A'}${String(rows.length + 1)}`
  const filter = columns.length === 0 ? '' : `<autoFilter ref="A1:${last}"/>`
  const view = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
  return `${XML}<worksheet xmlns="${MAIN}">${view}<sheetFormatPr defaultRowHeight="15"/>${widths === '' ? '' : `<cols>${widths}</cols>`}<sheetData>${lines.join('')}</sheetData>${filter}</worksheet>`
}

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
