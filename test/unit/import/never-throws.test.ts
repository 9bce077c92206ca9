import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toXlsx } from '#core/export/xlsx.ts'
import { readAreas } from '#core/geo/areas.ts'
import type { Cell } from '#core/import/cell.ts'
import { interpretRow } from '#core/import/contacts.ts'
import { guessColumns, mappingOf } from '#core/import/columns.ts'
import { targetFields } from '#core/import/draft.ts'
import { findHeader, headerAt, tableUnder } from '#core/import/header.ts'
import { readLdif } from '#core/import/ldif.ts'
import { buildPreview } from '#core/import/preview.ts'
import { readContactFile } from '#core/import/read-file.ts'
import { runToEnd } from '#core/import/steps.ts'
import { readVcards } from '#core/import/vcard.ts'
import { fields } from './model-fields.ts'

/** Everything the import dialog does with a file. Answers the message when the file is refused. */
function wholeImport(bytes: Uint8Array): string {
  const read = runToEnd(readContactFile(bytes))
  if (!read.ok) return read.error.message
  for (const sheet of read.value.kind === 'table' ? read.value.file.sheets : []) {
    for (const header of [findHeader(sheet), headerAt(sheet, 0)]) {
      const table = tableUnder(sheet, header)
      buildPreview(table, guessColumns(table.header.names, table.rows).columns.map(mappingOf))
    }
  }
  return ''
}
const everyReader = (bytes: Uint8Array): unknown[] => [readVcards(bytes).rows, readLdif(bytes).rows, readAreas(bytes).ok, wholeImport(bytes)]
/** Nothing, or one Dutch sentence or more. */
const aMessage = /^$|^[A-Z].*\.$/

const pieces = fc.constantFrom('"', ';', ',', '\n', '\r', '\t', '=', ' ', 'naam', 'e-mail', 'van der', '06-12345678', '1823ab', '12-03-2024', 'ja', '\ufeff', '\0', '😀', '\ud800', 'BEGIN:VCARD', 'END:VCARD', 'N:', 'FN;ENCODING=QUOTED-PRINTABLE:', 'dn: ', 'objectClass: person', '::', '{', '"type":"FeatureCollection"', '"features":[', '}')

describe('whatever the bytes', () => {
  it('random bytes give an answer, never an exception', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => { expect(everyReader(bytes).at(-1)).toMatch(aMessage) }), { numRuns: 300 })
  })
  it('so do pieces of every format in any order', () => {
    fc.assert(fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => { expect(everyReader(new TextEncoder().encode(parts.join(''))).at(-1)).toMatch(aMessage) }), { numRuns: 500 })
  })
  it('so do workbooks with damage anywhere', () => {
    const good = toXlsx([{ name: 'A', columns: [{ header: 'naam', width: 9 }, { header: 'x', width: 9 }], rows: [['Bos', 1], ['Smit', { date: '2024-03-12' }]] }])
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), fc.nat(good.length), (changes, length) => {
      const bytes = good.slice(0, Math.max(length, good.length - 40))
      for (const [at, value] of changes) bytes[at] = value
      expect(wholeImport(bytes)).toMatch(aMessage)
    }), { numRuns: 400 })
  })
  it('every value that is kept fits the field it is kept in', () => {
    const cell: fc.Arbitrary<Cell> = fc.oneof(fc.string({ unit: 'binary', maxLength: 500 }), fc.string(), fc.double({ noNaN: true }), fc.boolean(), pieces, fc.record({ date: fc.constantFrom(null, '2024-03-12'), time: fc.constantFrom(null, '10:00:00') }))
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...targetFields), cell), { maxLength: 12 }), (columns) => {
      const { draft } = interpretRow(columns.map(([target]) => ({ target })), { line: 1, cells: columns.map(([, value]) => value) })
      for (const [name, schema] of fields) expect([name, schema.safeParse(draft[name]).success]).toEqual([name, true])
    }), { numRuns: 500 })
  })
})
