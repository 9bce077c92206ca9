import { unzipSync } from 'fflate'
import { cpuMs, cpuStart } from '../../support/cpu.ts'
import { expect, it } from 'vitest'
import { cellText, type Cell } from '#core/import/cell.ts'
import { guessColumns, mappingOf } from '#core/import/columns.ts'
import { findHeader, tableUnder, type DataTable } from '#core/import/header.ts'
import { defaultLimits } from '#core/import/limits.ts'
import { buildPreview } from '#core/import/preview.ts'
import { readTable, type Sheet, type TableFile } from '#core/import/table.ts'
import { FileRefused, unpack, zipEntries } from '#core/import/zip.ts'
import { describeSharedData, sharedBytes, sharedFiles } from '../../support/shared-data.ts'

const folder = '05-rekenbladen'
const refused = (name: string): string => {
  const read = readTable(sharedBytes(`${folder}/${name}`), { fileName: name })
  return read.ok ? 'read' : read.error.message
}
const file = (name: string): TableFile => {
  const read = readTable(sharedBytes(`${folder}/${name}`), { fileName: name })
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}
const sheet = (name: string, index = 0): Sheet => {
  const found = file(name).sheets[index]
  if (!found) throw new Error('no such sheet')
  return found
}
const table = (name: string, index = 0): DataTable => tableUnder(sheet(name, index), findHeader(sheet(name, index)))
const cells = (name: string, index = 0): Cell[][] => sheet(name, index).rows.map((row) => [...row.cells])
const texts = (name: string, index = 0): string[][] => cells(name, index).map((row) => row.map(cellText))
const problems = (name: string): string[] => sheet(name).problems.map(({ line, column, message }) => `${String(line)}:${String(column)} ${message}`)
const column = (name: string, at: number, index = 0): Cell[] => table(name, index).rows.map((row) => row.cells[at] ?? '')
const day = (date: string | null, time: string | null = null): Cell => ({ date, time })

/** What each of the real spreadsheets must give. A file without an entry here fails the last test. */
const expectations: Readonly<Record<string, () => void>> = {
  'bom.csv': () => { expect([table('bom.csv').header.names[0], table('bom.csv').rows.length, cellText(table('bom.csv').rows[0]?.cells[0])]).toEqual(['Date', 251, '14-Mar-14']) },
  'csv-aanhalingstekens-fout.csv': () => {
    expect(texts('csv-aanhalingstekens-fout.csv').slice(1)).toEqual([['0', 'he said:"wonderful."', 'A'], ['1', 'The problem is: reading table, and also "a problem, yes." keep going on.', 'A']])
    expect(problems('csv-aanhalingstekens-fout.csv')).toEqual([expect.stringMatching(/^2:2 Op regel 2/), expect.stringMatching(/^3:2 Op regel 3/)])
  },
  'csv-fout-E2021.csv': () => { expect([texts('csv-fout-E2021.csv'), problems('csv-fout-E2021.csv')]).toEqual([[['1', 'e2021\n', '3']], [expect.stringMatching(/^1:2 Op regel 1, kolom 2 loopt/)]]) },
  'csv-fout-E2023.csv': () => { expect([texts('csv-fout-E2023.csv'), problems('csv-fout-E2023.csv')]).toEqual([[['1', '"e2023', '3']], [expect.stringMatching(/^1:2 Op regel 1, kolom 2 staat/)]]) },
  'csv-fout-E2024.csv': () => { expect([texts('csv-fout-E2024.csv'), problems('csv-fout-E2024.csv')]).toEqual([[['1', '"e2024:']], [expect.stringMatching(/^1:2 Op regel 1, kolom 2 begint/)]]) },
  'latin1-kop.csv': () => { expect([table('latin1-kop.csv').header.names, texts('latin1-kop.csv')[1]]).toEqual([['Ort', 'Straße', 'Bezeichnung'], ['Vienna', 'Testgasse 1', 'Ministerium "Pestalozzi"']]) },
  'latin1-puntkomma-voornamen.csv': () => {
    const names = column('latin1-puntkomma-voornamen.csv', 0)
    expect([file('latin1-puntkomma-voornamen.csv').encoding, names.length, names.includes('Adèle'), names.includes('Abigaël')]).toEqual(['windows-1252', 10_121, true, true])
  },
  'libarchive-test_read_format_zip_malformed1.zip': () => { expect(refused('libarchive-test_read_format_zip_malformed1.zip')).toMatch(/zip-bestand/) },
  'libarchive-test_read_format_zip_nested.zip': () => { expect(refused('libarchive-test_read_format_zip_nested.zip')).toMatch(/zip-bestand/) },
  'libzip-kapotte-zips-a.zip': () => {
    expect(refused('libzip-kapotte-zips-a.zip')).toMatch(/zip-bestand/)
    const outcome = (bytes: Uint8Array): string => {
      try {
        return String([...zipEntries(bytes).values()].reduce((total, entry) => total + [...unpack(entry, defaultLimits)].reduce((sum, piece) => sum + piece.length, 0), 0))
      } catch (error) {
        if (error instanceof FileRefused) return error.message
        throw error
      }
    }
    const archives = Object.entries(unzipSync(sharedBytes(`${folder}/libzip-kapotte-zips-a.zip`)))
    expect(archives).toHaveLength(46)
    const outcomes = new Map(archives.map(([name, bytes]) => [name, outcome(bytes)]))
    for (const [name, result] of outcomes) expect([name, result]).toEqual([name, expect.stringMatching(/^\d+$|beschadigd|wachtwoord|te groot/)])
    expect(['bogus.zip', 'incons-cdoffset.zip', 'incons-data.zip', 'encrypt-aes128.zip', 'zip64.zip', 'testempty.zip'].map((name) => outcomes.get(name)?.replace(/.*(beschadigd|wachtwoord).*/, '$1'))).toEqual(['beschadigd', 'beschadigd', 'beschadigd', 'wachtwoord', '2', '0'])
  },
  'openpyxl-empty_with_no_properties.xlsx': () => { expect([file('openpyxl-empty_with_no_properties.xlsx').sheets.map(({ name }) => name), cells('openpyxl-empty_with_no_properties.xlsx', 3)[0]]).toEqual([['Sheet1 - Text', 'Sheet2 - Numbers', 'Sheet3 - Formulas', 'Sheet4 - Dates'], [day('1973-05-20'), '', day('1973-05-20', '09:15:02')]]) },
  'openpyxl-hidden_sheets.xlsx': () => { expect(file('openpyxl-hidden_sheets.xlsx').sheets.map(({ name, hidden }) => [name, hidden])).toEqual([['Sheet', false], ['Hidden', true], ['VeryHidden', true]]) },
  'openpyxl-mac_date.xlsx': () => { expect(cells('openpyxl-mac_date.xlsx')).toEqual([[day('2016-10-03')]]) },
  'openpyxl-nonstandard_workbook_name.xlsx': () => { expect([sheet('openpyxl-nonstandard_workbook_name.xlsx').name, cells('openpyxl-nonstandard_workbook_name.xlsx')]).toEqual(['Sheet1', []]) },
  'openpyxl-test_datetime.xlsx': () => { expect(cells('openpyxl-test_datetime.xlsx').flat().every((cell) => typeof cell === 'object')).toBe(true) },
  'pandas-df_header_oob.xlsx': () => { expect(sheet('pandas-df_header_oob.xlsx').rows.length).toBeGreaterThan(0) },
  'pandas-dimension_missing.xlsx': () => { expect([table('pandas-dimension_missing.xlsx').header.names, cells('pandas-dimension_missing.xlsx').slice(2)]).toEqual([['A', 'B', 'C'], [[1, 4, 7], [2, 5, 8], [3, 6, 9]]]) },
  'pandas-test_decimal.xlsx': () => { expect(cells('pandas-test_decimal.xlsx').flat().filter((cell) => typeof cell === 'string' && /^\d+,\d+$/.test(cell)).length).toBeGreaterThan(0) },
  'pandas-times_1904.xlsx': () => { expect([column('pandas-times_1904.xlsx', 0)[0], column('pandas-times_1904.xlsx', 0).length]).toEqual([day(null, '01:02:03'), 11]) },
  'papaparse-bom-sample.csv': () => { expect(texts('papaparse-bom-sample.csv')).toEqual([['A', 'B', 'C'], ['X', 'Y', 'Z']]) },
  'parsexlsx-bug-15.xlsx': () => { expect(file('parsexlsx-bug-15.xlsx').sheets.map(({ name, rows }) => `${name} ${String(rows.length)}`)).toEqual(['Colours 9', 'Format 12', 'Alignment 5', 'Fonts 7']) },
  'parsexlsx-encryption-standard-default-password.xlsx': () => { expect(refused('parsexlsx-encryption-standard-default-password.xlsx')).toMatch(/wachtwoord/) },
  'parsexlsx-hidden-row-and-column.xlsx': () => { expect(problems('parsexlsx-hidden-row-and-column.xlsx')).toEqual([expect.stringMatching(/1 rij is in dit blad verborgen/)]) },
  'parsexlsx-target-abspath.xlsx': () => { expect(texts('parsexlsx-target-abspath.xlsx')[0]).toEqual(['Hello', 'World']) },
  'poi-1900DateWindowing.xls': () => { expect(refused('poi-1900DateWindowing.xls')).toMatch(/oud Excel-bestand \(\.xls\)/) },
  'poi-46535.xlsx': () => { expect([table('poi-46535.xlsx', 1).rows.length, texts('poi-46535.xlsx', 1)[1]]).toEqual([2438, ['AAB', 'Arrabury']]) },
  'poi-47889.xlsx': () => { expect(cells('poi-47889.xlsx')).toHaveLength(5) },
  'poi-51626_contact.xlsx': () => {
    const found = table('poi-51626_contact.xlsx')
    const preview = buildPreview(found, guessColumns(found.header.names, found.rows).columns.map(mappingOf))
    expect(preview.rows[0]?.draft).toMatchObject({ firstName: 'Frank2', lastName: 'McKee', organisation: 'Company Co.', city: 'Acton', postcode: '04001' })
  },
  'poi-54764-2.xlsx': () => { expect(refused('poi-54764-2.xlsx')).toMatch(/niet veilig/) },
  'poi-54764.xlsx': () => { expect(refused('poi-54764.xlsx')).toMatch(/niet veilig/) },
  'poi-59021.xlsx': () => { expect([table('poi-59021.xlsx').header.names[0], texts('poi-59021.xlsx')[1]?.[0]]).toEqual(['Destination', 'Abkhazia - Fixed']) },
  'poi-Booleans.xlsx': () => { expect([cells('poi-Booleans.xlsx')[0], texts('poi-Booleans.xlsx')[0]]).toEqual([[true, '', 'true from f'], ['ja', '', 'true from f']]) },
  'poi-DateFormatTests.xlsx': () => {
    const dates = column('poi-DateFormatTests.xlsx', 2, 1).filter((cell) => typeof cell === 'object')
    expect(dates.length).toBeGreaterThan(20)
    expect(dates[0]).toEqual(day('1952-10-11', '14:35:27'))
  },
  'poi-InlineStrings.xlsx': () => { expect(cells('poi-InlineStrings.xlsx')[1]).toEqual([12, 'A', '1st Inline String', 12]) },
  'poi-NewlineInFormulas.xlsx': () => { expect(JSON.stringify(cells('poi-NewlineInFormulas.xlsx'))).not.toMatch(/SUM|\+|=/) },
  'poi-SampleSS.strict.xlsx': () => { expect([file('poi-SampleSS.strict.xlsx').sheets.map(({ name }) => name), texts('poi-SampleSS.strict.xlsx')[0]]).toEqual([['First Sheet', 'Sheet Number 2', 'Sheet3'], ['Test spreadsheet']]) },
  'poi-TwoSheetsOneHidden.xlsx': () => { expect(file('poi-TwoSheetsOneHidden.xlsx').sheets.map(({ name, hidden }) => [name, hidden])).toEqual([['Sheet1', true], ['Sheet2', false]]) },
  'poi-WithVariousData.xlsx': () => { expect(cells('poi-WithVariousData.xlsx').slice(0, 2)).toEqual([['A1', 'B1', 'C1'], [22.3, 'Foo', 'This is a really long cell, with lots of text in it']]) },
  'poi-noSharedStringTable.xlsx': () => { expect(cells('poi-noSharedStringTable.xlsx')).toEqual([[day('2006-04-12'), 123]]) },
  'poi-poc-xmlbomb-empty.xlsx': () => { expect(refused('poi-poc-xmlbomb-empty.xlsx')).toMatch(/niet veilig/) },
  'poi-sheetProtection_allLocked.xlsx': () => { expect(file('poi-sheetProtection_allLocked.xlsx').sheets.map(({ name }) => name)).toEqual(['Foglio1', 'Foglio2', 'Foglio3']) },
  'proto-kop.csv': () => {
    expect(table('proto-kop.csv').header.names).toEqual(['__proto__', '__proto__ (2)', '__proto__ (3)'])
    expect(({} as Record<string, unknown>)['1']).toBeUndefined()
  },
  'readxl-dates-1900-LibreOffice.xlsx': () => { expect(texts('readxl-dates-1900-LibreOffice.xlsx')[0]?.every((text) => text === '01-01-2000')).toBe(true) },
  'readxl-datetime-rounding.xlsx': () => {
    const rows = table('readxl-datetime-rounding.xlsx').rows
    expect(rows).toHaveLength(4)
    for (const row of rows) { const cell = row.cells[0]; expect(typeof cell === 'object' && `${cell.date ?? ''} ${cell.time ?? ''}`).toBe(row.cells[1]) }
  },
  'readxl-missing-first-column.xlsx': () => { expect(cells('readxl-missing-first-column.xlsx')[0]?.[0]).toBe('') },
  'readxl-names-need-repair-xlsx.xlsx': () => { const { names } = table('readxl-names-need-repair-xlsx.xlsx').header; expect(new Set(names).size).toBe(names.length) },
  'readxl-no-styles-or-sharedStrings-parts.xlsx': () => { expect(cells('readxl-no-styles-or-sharedStrings-parts.xlsx').slice(0, 2)).toEqual([['Language', 'Age', 'Churn probability'], ['german', 73, 0.143292665]]) },
  'readxl-sheet-xml-lookup.xlsx': () => { expect(file('readxl-sheet-xml-lookup.xlsx').sheets.map((found) => [found.name, found.rows[1]?.cells[1]])).toEqual(['Africa', 'Americas', 'Asia', 'Europe', 'Oceania'].map((name) => [name, name])) },
  'readxl-texty-dates-xlsx.xlsx': () => { expect(column('readxl-texty-dates-xlsx.xlsx', 0)[0]).toEqual(day('1985-03-11', '13:00:00')) },
  'readxl-types.xlsx': () => { expect([file('readxl-types.xlsx').sheets.length, column('readxl-types.xlsx', 2)[0], column('readxl-types.xlsx', 1)[0]]).toEqual([7, day('2013-02-26'), true]) },
  'readxl-unnamed-duplicated-columns.xlsx': () => { expect(table('readxl-unnamed-duplicated-columns.xlsx').header.names).toEqual(['Kolom 1', 'var2', 'Kolom 3', 'var2 (2)']) },
  'readxl-utf8-sheet-names.xlsx': () => { expect(file('readxl-utf8-sheet-names.xlsx').sheets.map(({ name }) => name)).toEqual(['µ', '∂']) },
  'readxl-whitespace-xlsx.xlsx': () => { expect(texts('readxl-whitespace-xlsx.xlsx')[1]).toEqual([' <-space']) },
  'spectrum-comma_in_quotes.csv': () => { expect(texts('spectrum-comma_in_quotes.csv')[1]).toEqual(['John', 'Doe', '120 any st.', 'Anytown, WW', '08123']) },
  'spectrum-escaped_quotes.csv': () => { expect(texts('spectrum-escaped_quotes.csv')).toEqual([['a', 'b'], ['1', 'ha "ha" ha'], ['3', '4']]) },
  'spectrum-json.csv': () => { expect(texts('spectrum-json.csv')[1]).toEqual(['1', '{"type": "Point", "coordinates": [102.0, 0.5]}']) },
  'spectrum-newlines_crlf.csv': () => { expect([texts('spectrum-newlines_crlf.csv'), problems('spectrum-newlines_crlf.csv')]).toEqual([[['a', 'b', 'c'], ['1', '2', '3'], ['Once upon \r\na time', '5', '6'], ['7', '8', '9']], []]) },
  'spectrum-quotes_and_newlines.csv': () => { expect(texts('spectrum-quotes_and_newlines.csv')[1]).toEqual(['1', 'ha \n"ha" \nha']) },
  'spectrum-utf8.csv': () => { expect(texts('spectrum-utf8.csv')[2]).toEqual(['4', '5', 'ʤ']) },
  'utf8-bom-kort.csv': () => { expect(texts('utf8-bom-kort.csv')).toEqual([['a', 'b', 'c'], ['1', '2', '3']]) },
}

describeSharedData('the real spreadsheets', () => {
  it.each(Object.keys(expectations))('%s', (name) => {
    const started = cpuStart()
    expectations[name]?.()
    expect(cpuMs(started)).toBeLessThan(2000)
  })
  it('none of them is left out', () => { expect(Object.keys(expectations).sort()).toEqual(sharedFiles(folder)) })
})
