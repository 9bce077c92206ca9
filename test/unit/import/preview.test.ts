import { describe, expect, it } from 'vitest'
import { emptyDraft, type ContactDraft } from '#core/import/draft.ts'
import { guessColumns, mappingOf } from '#core/import/columns.ts'
import { buildIndex, DoubleFinder } from '#core/import/doubles.ts'
import { findHeader, tableUnder } from '#core/import/header.ts'
import { buildPreview, previewDrafts, previewSummary } from '#core/import/preview.ts'
import { readTable } from '#core/import/table.ts'

const draft = (values: Partial<ContactDraft>): ContactDraft => ({ ...emptyDraft, ...values })
/** One byte per character, as Dutch Excel writes it. */
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

/** The list of the panel evening: 127 rows, 3 doubles, 2 without consent, one 'van der', one name with an accent. */
function panelList(): Uint8Array {
  const header = 'respnr;aanhef;voorletters;achternaam;straat;huisnr;postcode;plaats;telefoon;email;wijkcode;panel_ja;datum_toestemming;q1'
  const rows = Array.from({ length: 124 }, (_, i) => {
    const n = String(i)
    const name = i === 5 ? 'Berg, van der' : i === 6 ? 'Orél' : `Voorbeeld${String.fromCharCode(97 + (i % 26))}${String.fromCharCode(97 + Math.floor(i / 26))}`
    return `${n};mevrouw;A.;${name};Kade;${n};1823ab;Alkmaar;6123${String(40000 + i)};bewoner${n}@voorbeeld.nl;WK036108;${i === 10 ? 'nee' : 'ja'};${i === 11 ? '' : '12-03-2024'};7`
  })
  const double = (i: number, change: (row: string) => string): string => change(rows[i] ?? '')
  return latin1([header, ...rows, double(20, (row) => row), double(30, (row) => row.replace('bewoner30@', 'anders@')), double(40, (row) => row.replace(/;612340040;[^;]*;/, ';;;'))].join('\r\n'))
}

describe('the panel evening', () => {
  const read = readTable(panelList(), { fileName: 'panel.csv' })
  const sheet = read.ok ? read.value.sheets[0] : undefined
  if (!sheet) throw new Error('the list cannot be read')
  const table = tableUnder(sheet, findHeader(sheet))
  const guess = guessColumns(table.header.names, table.rows)
  const preview = buildPreview(table, guess.columns.map(mappingOf))

  it('122 can be invited, 3 double, 2 without consent', () => {
    expect(previewSummary(preview.counts)).toBe('122 kunnen worden uitgenodigd, 3 dubbel, 2 zonder toestemming')
    expect(preview.counts).toEqual({ total: 127, uitnodigbaar: 122, dubbel: 3, zonderToestemming: 2, fout: 0, withProblems: 0 })
  })
  it('says why for each', () => {
    expect(preview.rows.filter((row) => row.status !== 'uitnodigbaar').map((row) => `${String(row.line)} ${row.why}`)).toEqual([
      '12 Wil niet meedoen aan het panel.', '13 De datum van de toestemming ontbreekt.',
      '126 Zelfde e-mailadres als A. Voorbeeldua op regel 22.', '127 Zelfde telefoonnummer en achternaam als A. Voorbeeldeb op regel 32.', '128 Zelfde naam, postcode en huisnummer als A. Voorbeeldob op regel 42.',
    ])
  })
  it('reads the names right and drops what may not come along', () => {
    expect(preview.rows[5]?.draft).toMatchObject({ prefix: 'van der', lastName: 'Berg', phone: '+31612340005', postcode: '1823 AB' })
    expect(preview.rows[6]?.draft.lastName).toBe('Orél')
    expect(guess.dropped.map((column) => column.header)).toEqual(['respnr', 'q1'])
    expect(JSON.stringify(preview.rows)).not.toContain('respnr')
  })
  it('takes one day for the whole file, for those who said yes', () => {
    expect(buildPreview(table, guess.columns.map(mappingOf), undefined, { consentDate: '2024-05-01' }).counts).toMatchObject({ uitnodigbaar: 123, zonderToestemming: 1 })
  })
  it('sees who is there already', () => {
    const again = buildPreview(table, guess.columns.map(mappingOf), buildIndex(preview.rows.slice(0, 100).map((row, i) => ({ id: `c${String(i)}`, ...row.draft }))))
    expect(again.counts.dubbel).toBe(103)
    expect(again.rows[0]).toMatchObject({ why: 'Zelfde e-mailadres als A. Voorbeeldaa, die er al is.', double: { contactId: 'c0', sure: true } })
  })
})

describe('doubles', () => {
  it('calls a partner with the same e-mail double, but not surely', () => {
    const finder = new DoubleFinder()
    expect(finder.check(2, draft({ initials: 'J.', lastName: 'Bos', email: 'Thuis@bos.nl' }))).toBeUndefined()
    expect(finder.check(3, draft({ initials: 'A.', lastName: 'Smit', email: 'thuis@bos.nl' }))).toMatchObject({ reason: 'email', sure: false, line: 2 })
    expect(finder.check(4, draft({ firstName: 'Jan', lastName: 'Bos', email: 'thuis@bos.nl' }))).toMatchObject({ reason: 'email', sure: true })
  })
  it('needs more than a shared house or phone', () => {
    const finder = new DoubleFinder()
    const home = { postcode: '1823 AB', houseNumber: '3', phone: '+31725123456' }
    expect(finder.check(2, draft({ ...home, initials: 'J.', lastName: 'Bos' }))).toBeUndefined()
    expect(finder.check(3, draft({ ...home, initials: 'A.', lastName: 'Smit' }))).toBeUndefined()
    expect(finder.check(4, draft({ postcode: '1823AB', houseNumber: '3', firstName: 'Joke', prefix: 'de', lastName: 'bös' }))).toMatchObject({ reason: 'address', line: 2 })
    expect(finder.check(5, draft({}))).toBeUndefined()
  })
  it('looks each row up a few times, however many rows there are', () => {
    let lookups = 0
    const existing = { find: () => { lookups++; return undefined } }
    const rows = Array.from({ length: 20_000 }, (_, i) => ({ line: i, draft: draft({ initials: 'A.', lastName: `Naam${String(i)}`, email: `a${String(i)}@b.nl`, phone: `+316${String(10_000_000 + i)}`, postcode: '1823 AB', houseNumber: String(i) }), problems: [] }))
    expect(previewDrafts(rows, existing).counts.dubbel).toBe(0)
    expect(lookups).toBe(3 * rows.length)
  })
})

it('a row without a name is a fault and is not compared', () => {
  const preview = previewDrafts([{ line: 1, draft: draft({ email: 'a@b.nl' }), problems: [{ field: 'row', message: 'De naam ontbreekt.' }] }, { line: 2, draft: draft({ lastName: 'Bos', email: 'a@b.nl' }), problems: [] }])
  expect(preview.rows.map((row) => row.status)).toEqual(['fout', 'zonderToestemming'])
  expect(previewSummary(preview.counts)).toBe('0 kunnen worden uitgenodigd, 1 zonder toestemming, 1 fout')
})

it('invites nobody on an answer that is neither yes nor no, whatever day stands beside it or is given for the whole file', () => {
  const rows = ['nog niet', '?', 'ja, maar niet per post', 'ja'].map((answer, i) => ({ line: i + 2, cells: [`Voorbeeld${String(i)}`, answer, '12-03-2024'] }))
  const table = { header: { first: 0, last: 0, names: ['Naam', 'Toestemming', 'Datum'] }, rows, skipped: [] }
  const why = 'Het is niet duidelijk of deze persoon wil meedoen.'
  expect(buildPreview(table, [{ target: 'lastName' }, { target: 'panelYes' }, { target: 'consentDate' }]).rows.map((row) => row.why)).toEqual([why, why, why, ''])
  expect(buildPreview(table, [{ target: 'lastName' }, { target: 'panelYes' }, { target: 'consentDate' }]).rows.map((row) => row.draft.consentDate)).toEqual([null, null, null, '2024-03-12'])
  const given = buildPreview(table, [{ target: 'lastName' }, { target: 'panelYes' }, { target: null }], undefined, { consentDate: '2024-05-01', everyoneTakesPart: true }).rows
  expect(given.map((row) => [row.why, row.draft.panelYes, row.draft.consentDate])).toEqual([...Array.from({ length: 3 }, () => [why, null, null]), ['', true, '2024-05-01']])
})
