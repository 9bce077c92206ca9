import { strToU8, zipSync } from 'fflate'
import { cpuMs, cpuStart } from '../../support/cpu.ts'
import { describe, expect, it } from 'vitest'
import { cellText } from '#core/import/cell.ts'
import { decodeText } from '#core/import/decode.ts'
import { readContactFile } from '#core/import/read-file.ts'
import { sniff } from '#core/import/sniff.ts'
import { runToEnd, runWithPauses } from '#core/import/steps.ts'
import { readTable, readTableSteps } from '#core/import/table.ts'
import { utf8 } from '#core/text/bytes.ts'

const bytesOf = (...values: (number | string)[]): Uint8Array => Uint8Array.from(values.flatMap((value) => (typeof value === 'number' ? [value] : [...value].map((character) => character.charCodeAt(0)))))
const utf16 = (text: string, bigEndian = false): Uint8Array => bytesOf(...(bigEndian ? [0xfe, 0xff] : [0xff, 0xfe]), ...[...text].flatMap((character) => { const code = character.charCodeAt(0); return bigEndian ? [code >> 8, code & 255] : [code & 255, code >> 8] }))
const csv = (text: string) => {
  const read = readTable(utf8(text), { fileName: 'lijst.csv' })
  if (!read.ok) throw new Error(read.error.message)
  const [sheet] = read.value.sheets
  if (!sheet) throw new Error('no sheet')
  return { ...read.value, ...sheet, texts: sheet.rows.map((row) => row.cells.map(cellText)) }
}
const refusal = (bytes: Uint8Array, fileName = ''): string => {
  const read = runToEnd(readContactFile(bytes, { fileName }))
  return read.ok ? 'ok' : read.error.message
}

describe('encodings', () => {
  it.each([
    ['UTF-8', utf8('Adèle €'), 'utf-8', false], ['UTF-8 with BOM', utf8('\ufeffAdèle €'), 'utf-8', true], ['Windows-1252', bytesOf('Ad', 0xe8, 'le ', 0x80), 'windows-1252', false],
    ['UTF-16LE', utf16('Adèle €'), 'utf-16le', true], ['UTF-16BE', utf16('Adèle €', true), 'utf-16be', true],
  ] as const)('%s', (_, bytes, encoding, bom) => {
    expect(decodeText(bytes)).toEqual({ text: 'Adèle €', encoding, bom })
  })
  it.each([[false], [true]])('UTF-16 without a mark, big-endian: %s', (bigEndian) => {
    const text = 'BEGIN:VCARD\r\nN:Bős;Adèle;;;\r\nNOTE:ひろし\r\nEND:VCARD'
    expect(decodeText(utf16(text, bigEndian).subarray(2))).toEqual({ text, encoding: bigEndian ? 'utf-16be' : 'utf-16le', bom: false })
    expect(sniff(utf16(text, bigEndian).subarray(2))).toBe('vcard')
    expect([decodeText(new Uint8Array()).encoding, decodeText(bytesOf('a', 0, 0, 'b')).encoding]).toEqual(['utf-8', 'utf-8'])
  })
})

describe('kinds of files', () => {
  const ole = (stream: string): Uint8Array => bytesOf(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...[...stream].flatMap((character) => [character, 0]))
  it.each([
    ['empty', new Uint8Array()], ['empty', utf8(' \r\n ')], ['xls', ole('Workbook')], ['encryptedOffice', ole('EncryptedPackage')], ['oldOffice', ole('WordDocument')], ['pdf', utf8('%PDF-1.7')], ['image', bytesOf(0x89, 'PNG')],
    ['image', bytesOf(0xff, 0xd8, 0xff, 0xe0)], ['gzip', bytesOf(0x1f, 0x8b, 8)], ['zip', zipSync({ 'a.txt': strToU8('a') })], ['docx', zipSync({ 'word/document.xml': strToU8('<a/>') })], ['ods', zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet') }, { level: 0 })],
    ['xlsb', zipSync({ 'xl/workbook.bin': strToU8('a') })], ['html', utf8('<html><table>')], ['xml', utf8('<?xml version="1.0"?><a/>')], ['ics', utf8('BEGIN:VCALENDAR\r\n')], ['json', utf8('{"a": 1}')], ['rtf', utf8('{\\rtf1')], ['database', utf8('SQLite format 3\0')], ['binary', bytesOf(0, 1, 2, 3, 4, 5, 6, 7)],
  ] as const)('%s is refused in Dutch', (kind, bytes) => {
    expect(sniff(bytes)).toBe(kind)
    expect(refusal(bytes)).toMatch(/^Di?t.*bestand|^Dit is|^Dit bestand/)
    expect(refusal(bytes)).not.toMatch(/!|undefined/)
  })
  it.each([['csv', 'naam;plaats\n'], ['csv', '{naam};plaats'], ['vcard', '\r\nBEGIN:VCARD\r\n'], ['ldif', '# van mij\nversion: 1\n\ndn: cn=Jan\n'], ['geojson', '{ "type": "FeatureCollection", "features": [] }']])('%s is read', (kind, text) => { expect(sniff(utf8(text))).toBe(kind) })
})

describe('CSV', () => {
  it.each([[';', 'a;b\n1;2'], [',', 'a,b\n1,2'], ['\t', 'a\tb\n1\t2'], ['|', 'a|b\n1|2'], [';', 'naam;adres\nJan;Kade 1, Alkmaar\nPiet;Kade 2, Alkmaar'], [',', '"a;a","b"\n"1;1","2"'], ['|', 'sep=|\na|b\n1|2']])('sees the delimiter %j', (delimiter, text) => { expect(csv(text).delimiter).toBe(delimiter) })
  it('leaves the sep= line out and still counts lines from the top', () => { expect(csv('sep=;\r\na;b\r\n1;2\r\n').rows).toEqual([{ line: 2, cells: ['a', 'b'] }, { line: 3, cells: ['1', '2'] }]) })
  it('reads quotes, doubled quotes, line ends in cells, and counts the lines in them', () => {
    const read = csv('a;b\r\n"x;""y""\r\nz";2\r\n\r\n3;4')
    expect(read.rows).toEqual([{ line: 1, cells: ['a', 'b'] }, { line: 2, cells: ['x;"y"\r\nz', '2'] }, { line: 5, cells: ['3', '4'] }])
    expect(read.problems).toEqual([])
  })
  it('reads files with only CR, and rows of unequal length', () => { expect(csv('a;b\r1\r2;3;4').texts).toEqual([['a', 'b'], ['1'], ['2', '3', '4']]) })
  it('keeps a cell with stray quotes readable and says on which line', () => {
    const read = csv('nr;tekst\n1;"zij zei:"mooi.""\n2;"goed"')
    expect(read.texts).toEqual([['nr', 'tekst'], ['1', 'zij zei:"mooi."'], ['2', 'goed']])
    expect(read.problems).toEqual([{ line: 2, column: 2, message: expect.stringContaining('regel 2, kolom 2') }])
  })
  it('reads lines that were put in quotes as a whole, and no list of names as such', () => {
    expect(csv('"Naam;Plaats;Tel"\r\n"Jan ""de"" Bos;Alkmaar;1"\r\n').texts).toEqual([['Naam', 'Plaats', 'Tel'], ['Jan "de" Bos', 'Alkmaar', '1']])
    expect(csv('Naam,Adres,Tel\r\nJan,Kade,1\r\n"An,""Kade 3, Alkmaar"",2"\r\n').texts).toEqual([['Naam', 'Adres', 'Tel'], ['Jan', 'Kade', '1'], ['An', 'Kade 3, Alkmaar', '2']])
    expect(csv('"Naam"\n"Berg, Jan"\n"Smit, An"\n').texts).toEqual([['Naam'], ['Berg, Jan'], ['Smit, An']])
    expect(csv('"a","",""\n"","b",""\n').texts).toEqual([['a', '', ''], ['', 'b', '']])
  })
  it('reads a quote behind spaces, and the end of file of old programs as nothing', () => {
    expect(csv('a, "b, c", d\n  , 5 " , "x" y\n \x1a\r\n')).toMatchObject({ texts: [['a', 'b, c', ' d'], ['  ', ' 5 " ', ' "x" y']], problems: [] })
  })
  it('loses no rows to a quote that is never closed', () => {
    const read = csv('a;b\n1;"oeps\n2;twee\n3;drie\n')
    expect(read.texts).toEqual([['a', 'b'], ['1', '"oeps'], ['2', 'twee'], ['3', 'drie']])
    expect(read.problems).toEqual([{ line: 2, column: 2, message: expect.stringContaining('nergens wordt gesloten') }])
  })
  it('stays quick with ten thousand quotes that never close', () => {
    const started = cpuStart()
    expect(csv(`a;b\n${Array.from({ length: 10_001 }, (_, i) => `${String(i)};"x`).join('\n')}`).rows.length).toBeGreaterThan(5000)
    expect(cpuMs(started)).toBeLessThan(2000)
  })
  it('stops at the limits and says so', () => {
    const read = readTable(utf8('a;b\n1;2\n3;4\n5;6'), { limits: { rows: 2 } })
    expect(read.ok && read.value.sheets[0]?.rows.length).toBe(2)
    expect(read.ok && read.value.sheets[0]?.problems[0]?.message).toMatch(/te lang.*2 rijen/)
    expect(readTable(utf8('abc'), { limits: { fileBytes: 2 } })).toMatchObject({ ok: false, error: { type: 'FileRefused' } })
  })
  it('reports progress, lets others work and stops when told to', async () => {
    const bytes = utf8(`a;b\n${'1;2\n'.repeat(10_000)}`)
    const signal = { aborted: false }
    let pauses = 0
    const seen: number[] = []
    const whole = await runWithPauses(readTableSteps(bytes), { pause: () => { pauses++; return Promise.resolve() }, signal, onProgress: ({ done, total }) => seen.push(done / total) })
    expect(whole?.ok).toBe(true)
    expect(pauses).toBe(5)
    expect(seen.every((share, i) => share <= 1 && share >= (seen[i - 1] ?? 0))).toBe(true)
    expect(await runWithPauses(readTableSteps(bytes), { pause: () => { signal.aborted = true; return Promise.resolve() }, signal })).toBeUndefined()
  })
})
