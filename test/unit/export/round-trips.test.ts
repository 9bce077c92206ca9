import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contactsToCsv, contactsToXlsx } from '#core/export/contacts.ts'
import { contactsToVcards } from '#core/export/vcard.ts'
import { toCsv } from '#core/export/csv.ts'
import { toXlsx } from '#core/export/xlsx.ts'
import { guessColumns, mappingOf } from '#core/import/columns.ts'
import { emptyDraft, type ContactDraft } from '#core/import/draft.ts'
import { findHeader, tableUnder } from '#core/import/header.ts'
import { buildPreview } from '#core/import/preview.ts'
import { readTable } from '#core/import/table.ts'
import { readVcards } from '#core/import/vcard.ts'

/** Reads a list back as the import dialog does with its own guesses. */
function readBack(bytes: Uint8Array): ContactDraft[] {
  const read = readTable(bytes, { fileName: 'contacten.csv' })
  if (!read.ok) throw new Error(read.error.message)
  const [sheet] = read.value.sheets
  if (!sheet) throw new Error('no sheet')
  const table = tableUnder(sheet, findHeader(sheet))
  return buildPreview(table, guessColumns(table.header.names, table.rows).columns.map(mappingOf)).rows.map((row) => row.draft)
}

// Text that the model can hold: well-formed, no NUL. A cell of nothing but white space counts as empty.
const text = (max: number) => fc.string({ unit: 'binary', maxLength: max }).filter((value) => value.isWellFormed() && !value.includes('\0') && (value === '' || value.trim() !== ''))
const tidy = (max: number) => text(max).map((value) => value.trim().replace(/\s+/g, ' ')).filter((value) => value.isWellFormed())
const phone = fc.oneof(fc.constant(''), fc.constantFrom('+31612345678', '+31725123456', '+31226312345', '+442079460958', '+318001234'))
const contact = (line: (max: number) => fc.Arbitrary<string>): fc.Arbitrary<ContactDraft> => fc.record({
  salutation: line(10), initials: line(6), firstName: line(20), prefix: line(10), lastName: line(30).filter((value) => value.trim() !== ''), organisation: line(20), street: line(20), houseNumber: line(6), houseNumberAddition: line(6), postcode: line(8), city: line(20),
  phone, phone2: phone, email: line(20), wijkCode: fc.constantFrom('', 'WK036101'), wijkName: line(10), buurtCode: fc.constantFrom('', 'BU03610101'), buurtName: line(10),
  labels: fc.uniqueArray(line(10).map((label) => label.trim().replace(/\s+/g, ' ')).filter((label) => label !== ''), { maxLength: 3 }), remarks: line(60), panelYes: fc.constantFrom(true, false, null), consentDate: fc.constantFrom(null, '2024-02-29', '1999-12-31'),
}).map((draft) => ({ ...draft, ...(draft.phone === '' || draft.phone === draft.phone2 ? { phone: draft.phone2, phone2: '' } : {}) }))

describe('what we write, we read', () => {
  it('CSV gives every cell back, whatever is in it', () => {
    fc.assert(fc.property(fc.array(fc.array(text(20), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 }), (rows) => {
      const marked = rows.map((row) => ['x', ...row])
      const read = readTable(toCsv([['w', 'a', 'b', 'c'], ...marked]))
      const cells = read.ok ? read.value.sheets[0]?.rows.slice(1).map((row) => row.cells.map(String)) : []
      expect(cells).toEqual(marked)
    }), { numRuns: 100 })
  })
  it('XLSX gives every cell back, control characters and all', () => {
    fc.assert(fc.property(fc.array(fc.array(text(20), { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 }), (rows) => {
      const marked = rows.map((row) => ['x', ...row, '!'])
      const read = readTable(toXlsx([{ name: 'A', columns: ['w', 'a', 'b', 'c'].map((header) => ({ header, width: 9 })), rows: marked }]))
      expect(read.ok ? read.value.sheets[0]?.rows.slice(1).map((row) => row.cells) : read.error).toEqual(marked.map((row) => row.map((cell) => (cell.trim() === '' ? '' : cell))))
    }), { numRuns: 60 })
  })
  it('contacts come back the same from CSV and XLSX', () => {
    fc.assert(fc.property(fc.array(contact(text), { minLength: 1, maxLength: 4 }), (contacts) => {
      expect(readBack(contactsToCsv(contacts))).toEqual(contacts)
      expect(readBack(contactsToXlsx(contacts))).toEqual(contacts)
    }), { numRuns: 60 })
  })
  it.each(['4.0', '3.0'] as const)('contacts come back the same from vCard %s, but for what it has no place for', (version) => {
    fc.assert(fc.property(fc.array(contact(tidy), { minLength: 1, maxLength: 3 }), (contacts) => {
      // oxlint-disable-next-line no-control-regex -- the characters that vCard does not allow, and those that cannot be seen
      const clean = (value: string): string => value.replace(/[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, '').trim().replace(/[\u00a0 ]+/g, ' ')
      const plain = contacts.map((draft) => ({ ...(Object.fromEntries(Object.entries(draft).map(([field, value]) => [field, typeof value === 'string' ? clean(value) : value])) as ContactDraft), labels: draft.labels.map(clean).filter((label) => label !== ''), wijkCode: '', wijkName: '', buurtCode: '', buurtName: '', email: 'a@b.nl', panelYes: null, consentDate: null })).filter(({ lastName, labels }) => lastName !== '' && new Set(labels).size === labels.length)
      expect(readVcards(contactsToVcards(plain, version)).rows.map((row) => row.draft)).toEqual(plain)
    }), { numRuns: 60 })
  })
})

describe('lists for Excel', () => {
  const draft = { ...emptyDraft, lastName: 'Bos', phone: '+31612345678', consentDate: '2024-03-12' }
  it('CSV has a BOM, semicolons and CRLF, and runs no formula', () => {
    const bytes = toCsv([['naam', 'tel'], ['=1+1', '+31'], ['a;b', 'c"d'], ["'-x", '\t=1']])
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).toBe(`\ufeffnaam;tel\r\n'=1+1;'+31\r\n"a;b";"c""d"\r\n''-x;'\t=1\r\n`)
  })
  it('phone numbers are text and days are dates', () => {
    const read = readTable(contactsToXlsx([draft]))
    expect(read.ok && read.value.sheets[0]?.rows[1]?.cells).toEqual(expect.arrayContaining(['06 12 34 56 78', { date: '2024-03-12', time: null }]))
    expect(contactsToXlsx([draft])).toEqual(contactsToXlsx([draft]))
  })
  it('makes sheet names that Excel takes', () => {
    const names = ['a/b:c', 'A B C', '', `${'x'.repeat(40)}`, `${'x'.repeat(41)}`, "'q'"]
    const read = readTable(toXlsx(names.map((name) => ({ name, columns: [], rows: [] }))))
    const written = read.ok ? read.value.sheets.map((sheet) => sheet.name) : []
    expect(written).toEqual(['a b c', 'A B C 2', 'Blad 3', 'x'.repeat(28), `${'x'.repeat(26)} 2`, 'q'])
  })
})
