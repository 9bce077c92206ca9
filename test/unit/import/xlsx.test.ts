import { strToU8, zipSync } from 'fflate'
import { cpuMs, cpuStart } from '../../support/cpu.ts'
import { describe, expect, it } from 'vitest'
import { toXlsx, xlsxSteps } from '#core/export/xlsx.ts'
import type { Cell } from '#core/import/cell.ts'
import { readTable, readTableSteps, type Sheet } from '#core/import/table.ts'
import { isDateFormat } from '#core/import/xlsx-dates.ts'
import { XmlReader } from '#core/import/xml.ts'

/** A workbook with one sheet of this XML, written by hand. */
function book(sheetData: string, { styles = '', strings = '', props = '', extra = {} as Record<string, string>, after = '' } = {}): Uint8Array {
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': '<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml': `<workbook xmlns:r="r">${props}<sheets><sheet name="Blad &amp; 1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/styles" Target="styles.xml"/><Relationship Id="rId3" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><dimension ref="A1:A1"/><sheetData>${sheetData}</sheetData>${after}</worksheet>`,
    ...(styles === '' ? {} : { 'xl/styles.xml': styles }),
    ...(strings === '' ? {} : { 'xl/sharedStrings.xml': strings }),
    ...extra,
  }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))
}
function sheetOf(bytes: Uint8Array): Sheet {
  const read = readTable(bytes)
  if (!read.ok) throw new Error(read.error.message)
  const [sheet] = read.value.sheets
  if (!sheet) throw new Error('no sheet')
  return sheet
}
const cells = (bytes: Uint8Array): Cell[][] => sheetOf(bytes).rows.map((row) => [...row.cells])
const refused = (bytes: Uint8Array): string => {
  const read = readTable(bytes)
  return read.ok ? '' : read.error.message
}

describe('XLSX', () => {
  it('reads shared, rich, inline and formula strings, numbers, booleans and errors', () => {
    const strings = '<sst><si><t>een</t></si><si><r><t>tw</t></r><r><t>ee &lt;3</t></r><rPh><t>gone</t></rPh></si></sst>'
    const row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>drie_x000D_</t></is></c><c r="D1" t="str"><f>A1</f><v>vier</v></c><c r="E1"><v>5.5</v></c><c r="F1" t="b"><v>1</v></c><c r="G1" t="e"><v>#N/A</v></c><c r="H1" t="s"><v>99</v></c></row>'
    expect(cells(book(row, { strings }))).toEqual([['een', 'twee <3', 'drie\r', 'vier', 5.5, true, '#N/A']])
    expect(sheetOf(book(row)).name).toBe('Blad & 1')
  })
  it('places cells by their address, and without one after the last; leaves blank rows out', () => {
    expect(sheetOf(book('<row r="3"><c r="C3"><v>1</v></c><c><v>2</v></c></row><row r="4"/><row><c><v>3</v></c></row>')).rows).toEqual([{ line: 3, cells: ['', '', 1, 2] }, { line: 5, cells: [3] }])
  })
  const styles = '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-413]d\\ mmmm\\ yyyy;@"/></numFmts><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="2"/></cellXfs></styleSheet>'
  it('knows dates by their format, in both date systems, around the day that never was', () => {
    const row = '<row r="1"><c r="A1" s="1"><v>45000</v></c><c r="B1" s="2"><v>45000.5</v></c><c r="C1" s="3"><v>45000</v></c><c r="D1" t="d"><v>2024-02-29T10:00:00</v></c><c r="E1" s="1"><v>59</v></c><c r="F1" s="1"><v>61</v></c><c r="G1" s="1"><v>0.25</v></c></row>'
    expect(cells(book(row, { styles }))).toEqual([[{ date: '2023-03-15', time: null }, { date: '2023-03-15', time: '12:00:00' }, 45000, { date: '2024-02-29', time: '10:00:00' }, { date: '1900-02-28', time: null }, { date: '1900-03-01', time: null }, { date: null, time: '06:00:00' }]])
    expect(cells(book('<row r="1"><c r="A1" s="1"><v>45000</v></c></row>', { styles, props: '<workbookPr date1904="1"/>' }))).toEqual([[{ date: '2027-03-16', time: null }]])
  })
  it.each([['dd-mm-yyyy', true], ['[h]:mm', true], ['#,##0.00', false], ['General', false], ['0" dagen"', false], ['[Red]0.0', false], ['yyyy"y"', true], ['@', false], ['hh:mm:ss.000', true]])('format %s shows a date: %s', (code, yes) => { expect(isDateFormat(200, code)).toBe(yes) })
  it('reads prefixed names, any case of part names and backslashes', () => {
    const bytes = zipSync(Object.fromEntries(Object.entries({
      '_RELS/.rels': '<x:Relationships><x:Relationship Id="r" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="XL\\Workbook.xml"/></x:Relationships>',
      'XL/Workbook.xml': '<x:workbook><x:sheets><x:sheet name="A" r:id="rId1" state="veryHidden"/></x:sheets></x:workbook>', 'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Type="t/worksheet" Target="./worksheets/../worksheets/S.xml"/></Relationships>',
      'xl/worksheets/s.xml': '\ufeff<?xml version="1.0"?><!-- <row> --><x:worksheet><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t><![CDATA[a<b]]></x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>',
    }).map(([name, text]) => [name, strToU8(text)])))
    expect(sheetOf(bytes)).toMatchObject({ hidden: true, rows: [{ line: 1, cells: ['a<b'] }] })
  })
  it('tells of hidden rows', () => { expect(sheetOf(book('<row r="1" hidden="1"><c><v>1</v></c></row>')).problems[0]?.message).toMatch(/^1 rij is in dit blad verborgen/) })
})

describe('hostile workbooks', () => {
  it('refuses a document type anywhere, before any of it is expanded', () => {
    const bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    expect(refused(book('', { strings: bomb }))).toMatch(/niet veilig/)
    expect(refused(book('', { extra: { 'docProps/core.xml': bomb } }))).toMatch(/niet veilig/)
  })
  it('stops unpacking a zip bomb while it is small', () => {
    const bomb = book(`<row><c t="inlineStr"><is><t>${' '.repeat(60_000_000)}</t></is></c></row>`)
    const started = cpuStart()
    expect(refused(bomb)).toMatch(/te groot|beschadigd/)
    expect(cpuMs(started)).toBeLessThan(2000)
  })
  it('refuses too many cells', () => {
    const read = readTable(book('<row><c r="ALL1"><v>1</v></c></row>'.repeat(20)), { limits: { cells: 5000 } })
    expect(read).toMatchObject({ ok: false, error: { type: 'FileRefused' } })
    expect(sheetOf(book('<row><c><v>1</v></c><c r="XFD1"><v>1</v></c></row>')).problems[0]?.message).toMatch(/meer dan 1.024 kolommen/)
  })
  it('refuses a broken or encrypted container', () => {
    const good = toXlsx([{ name: 'A', columns: [{ header: 'a', width: 5 }], rows: [['1']] }])
    expect(refused(good.slice(0, good.length - 30))).toMatch(/beschadigd/)
    const locked = good.slice()
    const central = locked.findIndex((_, i) => locked[i] === 0x50 && locked[i + 1] === 0x4b && locked[i + 2] === 1 && locked[i + 3] === 2)
    locked[central + 8] = (locked[central + 8] ?? 0) | 1
    expect(refused(locked)).toMatch(/wachtwoord/)
    const cut = good.slice()
    cut.fill(0xff, 60, 90)
    expect(() => readTable(cut)).not.toThrow()
  })
  it('reads text that arrives in pieces of any size', () => {
    const xml = '<a x=">"><b>t&amp;u 😀</b><!-- <no> --><c/><![CDATA[<d>]]></a>'
    for (let size = 1; size < 20; size++) {
      const seen: string[] = []
      const reader = new XmlReader({ open: (name) => seen.push(`<${name}`), close: (name) => seen.push(`>${name}`), text: (text) => seen.push(text) })
      for (let at = 0; at < xml.length; at += size) reader.push(xml.slice(at, at + size))
      reader.end()
      expect(seen.join('')).toBe('<a<bt&u 😀>b<c>c<d>>a')
    }
  })
})

it('long lists are written and read in many steps, so that others get their turn', () => {
  const rows = Array.from({ length: 5000 }, (_, i) => [`naam ${String(i * 7919)}`, i])
  const countSteps = <T>(steps: Generator<unknown, T, void>): { value: T; count: number } => {
    for (let count = 0; ; count++) {
      const step = steps.next()
      if (step.done === true) return { value: step.value, count }
    }
  }
  const written = countSteps(xlsxSteps([{ name: 'A', columns: [{ header: 'a', width: 5 }, { header: 'b', width: 5 }], rows }]))
  expect(written.count).toBe(20)
  const read = countSteps(readTableSteps(written.value))
  expect(read.count).toBeGreaterThanOrEqual(3)
  expect(read.value.ok && read.value.value.sheets[0]?.rows.at(-1)).toEqual({ line: 5001, cells: rows.at(-1) })
})

it('a number that shows as a share is read with its percent sign', () => {
  const styles = '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="0.0%;[Red]-0.0%"/><numFmt numFmtId="171" formatCode="0.0&quot;%&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>'
  expect(cells(book('<row r="1"><c r="A1" s="1"><v>0.45</v></c><c r="B1" s="2"><v>0.28999999999999998</v></c><c r="C1" s="3"><v>45.2</v></c><c r="D1"><v>0.45</v></c><c r="E1" s="2"><v>1.0E-3</v></c><c r="F1" s="1"><v>1</v></c><c r="G1" s="1"><v>1E-7</v></c></row>', { styles }))).toEqual([['45%', '29%', 45.2, 0.45, '0,1%', '100%', '0,00001%']])
})
