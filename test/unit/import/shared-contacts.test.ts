import { unzipSync } from 'fflate'
import { cpuMs, cpuStart } from '../../support/cpu.ts'
import { expect, it } from 'vitest'
import { contactsToCsv, contactsToXlsx } from '#core/export/contacts.ts'
import { contactsToVcards } from '#core/export/vcard.ts'
import { cellText } from '#core/import/cell.ts'
import { guessColumns, mappingOf, type MappingGuess } from '#core/import/columns.ts'
import { emptyDraft, type ContactDraft, type DraftList } from '#core/import/draft.ts'
import { findHeader, tableUnder, type DataTable } from '#core/import/header.ts'
import { buildPreview, type PreviewRow } from '#core/import/preview.ts'
import { readContactFile, type ContactFile } from '#core/import/read-file.ts'
import { runToEnd } from '#core/import/steps.ts'
import { readVcards } from '#core/import/vcard.ts'
import { fold } from '#core/text/fold.ts'
import { displayName, sortKey } from '#core/text/names.ts'
import { describeSharedData, sharedBytes, sharedFiles, sharedText } from '../../support/shared-data.ts'

const folder = '03-contacten'
type Found = { readonly rows: readonly Pick<PreviewRow, 'draft' | 'problems'>[]; readonly table?: DataTable; readonly guess?: MappingGuess; readonly list?: DraftList }

function fromFile(file: ContactFile): Found {
  if (file.kind === 'addressBook') return { rows: file.list.rows, list: file.list }
  const [sheet] = file.file.sheets
  if (!sheet) throw new Error('no sheet')
  const table = tableUnder(sheet, findHeader(sheet))
  const guess = guessColumns(table.header.names, table.rows)
  return { rows: buildPreview(table, guess.columns.map(mappingOf)).rows, table, guess }
}
function fromBytes(bytes: Uint8Array, fileName: string): Found {
  const read = runToEnd(readContactFile(bytes, { fileName }))
  if (!read.ok) throw new Error(read.error.message)
  return fromFile(read.value)
}
const open = (name: string): Found => fromBytes(sharedBytes(`${folder}/${name}`), name)
const filled = ({ draft }: { readonly draft: ContactDraft }): Partial<ContactDraft> => Object.fromEntries(Object.entries(draft).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(emptyDraft[field as keyof ContactDraft])))
const contacts = (name: string): Partial<ContactDraft>[] => open(name).rows.map(filled)
const without = (draft: Partial<ContactDraft>, ...fields: (keyof ContactDraft)[]): Partial<ContactDraft> => Object.fromEntries(Object.entries(draft).filter(([field]) => !fields.includes(field as keyof ContactDraft)))
const johnDoe = { firstName: 'John', lastName: 'Doe' }
const exported = [{ firstName: 'contact', lastName: 'one', email: 'contact1@invalid' }, { firstName: 'contact', lastName: 'two', email: 'contact2@invalid', remarks: "here's some unicode text…" }]

/** What each of the real address books must give. A file without an entry here fails the last test. */
const expectations: Readonly<Record<string, () => void>> = {
  'brp-testpersonen-open.csv': () => {
    const { rows, table, guess } = open('brp-testpersonen-open.csv')
    expect(rows).toHaveLength(458)
    expect(guess?.dropped.map(({ header }) => header)).toEqual(expect.arrayContaining(['01.01.20', '01.03.10', '01.04.10', '01.01.10', '05.02.40']))
    const header = table?.header.names ?? []
    const part = (cells: readonly unknown[], name: string): string => String(cells[header.indexOf(name)] ?? '')
    const persons = (table?.rows ?? []).filter((row) => row.cells[0] !== '')
    const squeezed = (text: string): string => text.trim().replace(/\s+/g, ' ')
    // Every name survives, letter for letter.
    const names = rows.map(({ draft }) => displayName(draft))
    expect(names.map(squeezed)).toEqual(persons.map((row) => squeezed(displayName({ firstName: part(row.cells, '01.02.10'), prefix: part(row.cells, '01.02.30'), lastName: part(row.cells, '01.02.40') }))))
    expect(names).toEqual(expect.arrayContaining([expect.stringContaining('Żáïŀëñøŕ Åłéèça Ðëļŧå')]))
    // No number of a person came along, wherever it stood.
    const everything = JSON.stringify(rows)
    for (const row of persons.slice(0, 100)) expect(everything).not.toContain(part(row.cells, '01.01.20') || 'no number here')
    // Sorted without tussenvoegsel: 'du Burck' is between A and C.
    const sorted = rows.map(({ draft }) => draft).sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)).map(({ lastName }) => fold(lastName).replace(/^[^\p{L}]+/u, '')[0] ?? '')
    expect(sorted.filter((letter) => letter >= 'a' && letter <= 'z')).toEqual(sorted.filter((letter) => letter >= 'a' && letter <= 'z').toSorted())
  },
  'ezvcard-fullcontact.vcf': () => {
    const { rows, list } = open('ezvcard-fullcontact.vcf')
    expect(filled(rows[0] ?? { draft: emptyDraft })).toMatchObject({ salutation: 'Prefix', firstName: 'FirstName MiddleName', lastName: 'LastName', organisation: 'Organization1', email: 'home@example.com', phone: '555-555-1111', city: 'HomeCity', postcode: 'HomePostal' })
    expect(rows[0]?.draft.remarks).not.toContain('1116')
    expect(list?.dropped.map(({ header }) => header)).toEqual(expect.arrayContaining(['BDAY', 'GENDER', 'PHOTO', 'X-…']))
  },
  'ezvcard-gmail-list.vcf': () => { expect(contacts('ezvcard-gmail-list.vcf')).toEqual([{ firstName: 'Arnold', lastName: 'Smith', email: 'asmithk@gmail.com' }, { firstName: 'Chris', lastName: 'Beatle', email: 'chrisy55d@yahoo.com' }, { firstName: 'Doug', lastName: 'White', email: 'dwhite@gmail.com' }]) },
  'ezvcard-john-doe-android.vcf': () => {
    const { rows } = open('ezvcard-john-doe-android.vcf')
    expect(rows).toHaveLength(6)
    expect(rows[0]).toMatchObject({ draft: { email: 'john.doe@company.com', labels: ['My Contacts'] }, problems: [{ message: 'De naam ontbreekt.' }] })
    expect(rows[2]?.draft.lastName).toBe('Ñ Ñ Ñ Ñ')
    expect(JSON.stringify(rows)).not.toMatch(/=C3|Ã/)
  },
  'ezvcard-john-doe-evolution.vcf': () => { expect(contacts('ezvcard-john-doe-evolution.vcf')[0]).toMatchObject({ salutation: 'Mr.', firstName: 'John Richter, James', lastName: 'Doe', organisation: 'IBM', email: 'john.doe@ibm.com', labels: ['VIP'], postcode: '12345', city: 'Albaney' }) },
  'ezvcard-john-doe-gmail.vcf': () => { expect(contacts('ezvcard-john-doe-gmail.vcf')[0]).toMatchObject({ ...johnDoe, firstName: 'John Richter, James', email: 'john.doe@ibm.com', phone: '905-555-1234', remarks: expect.stringContaining('Nice Area, Albaney') }) },
  'ezvcard-john-doe-iphone.vcf': () => { expect(contacts('ezvcard-john-doe-iphone.vcf')[0]).toMatchObject({ ...johnDoe, firstName: 'John Richter James', email: 'john.doe@ibm.com', phone: '905-555-1234', phone2: '905-666-1234', remarks: expect.stringContaining('905-222-1234') }) },
  'ezvcard-john-doe-ms-outlook.vcf': () => { expect(contacts('ezvcard-john-doe-ms-outlook.vcf')[0]).toMatchObject({ ...johnDoe, firstName: 'John Richter,James', email: 'john.doe@ibm.cm', organisation: 'IBM', phone: '(905) 555-1234', city: 'New York' }) },
  'ezvcard-outlook-2003.vcf': () => { expect(contacts('ezvcard-outlook-2003.vcf')[0]).toMatchObject({ ...johnDoe, organisation: 'Company, The', email: 'jdoe@hotmail.com', remarks: expect.stringContaining('This is the note field!!\nSecond line\n\nThird line is empty') }) },
  'ezvcard-rfc6350-example.vcf': () => { expect(contacts('ezvcard-rfc6350-example.vcf')[0]).toMatchObject({ firstName: 'Simon', lastName: 'Perreault', phone: '+14186569254', phone2: '+14182626501', email: 'simon.perreault@viagenie.ca', organisation: 'Viagenie', city: 'Quebec' }) },
  'google-contacts-klassiek.csv': () => {
    const [csv = {}] = contacts('google-contacts-klassiek.csv'), [oracle = {}] = contacts('google-contacts-klassiek.verwacht.vcf')
    // The card has the phones in another order and no address as one text.
    expect(without(csv, 'phone', 'phone2', 'remarks')).toEqual(without(oracle, 'phone', 'phone2', 'remarks'))
    expect(csv.labels).toEqual(['My Contacts', 'Test'])
    expect(csv.remarks).toContain('Adres: home_street\nhome_pobox\nhome_city, home_state home_zip\nhome_country')
    for (const value of ['note"note', 'work_street', 'work@email.pl', 'unknown@email.com', 'other@email.com']) expect([csv.remarks, oracle.remarks]).toEqual([expect.stringContaining(value), expect.stringContaining(value)])
    expect(open('google-contacts-klassiek.csv').guess?.dropped.map(({ header }) => header)).toEqual(['Birthday', 'Gender'])
  },
  'google-contacts-klassiek.verwacht.vcf': () => { expect(contacts('google-contacts-klassiek.verwacht.vcf')).toHaveLength(1) },
  'kcontacts-vcards.zip': () => {
    const files = unzipSync(sharedBytes(`${folder}/kcontacts-vcards.zip`))
    const references = Object.keys(files).filter((name) => name.endsWith('.vcf.ref'))
    expect(references).toHaveLength(15)
    for (const reference of references) {
      const ours = readVcards(files[reference.replace('.ref', '')] ?? new Uint8Array()).rows.map(filled)
      const theirs = readVcards(files[reference] ?? new Uint8Array()).rows.map(filled)
      expect([reference, ours.length > 0]).toEqual([reference, true])
      // kcontacts writes what it understood: read again, that must be the same contact.
      expect([reference, ours]).toEqual([reference, theirs])
    }
  },
  'openldap-testpersonen.ldif': () => {
    const { rows, list } = open('openldap-testpersonen.ldif')
    const entries = sharedText(`${folder}/openldap-testpersonen.ldif`).match(/^objectClass: (?:OpenLDAPperson|person)$/gm)
    expect(rows).toHaveLength(entries?.length ?? -1)
    expect(filled(rows[0] ?? { draft: emptyDraft })).toMatchObject({ firstName: 'Barbara', lastName: 'Jensen', email: 'bjensen@mailgw.example.com', phone: '+13135559022' })
    expect(rows.map(({ draft }) => displayName(draft)).join()).not.toMatch(/All Staff|Example, Inc/)
    expect(list?.problems[0]?.message).toMatch(/geen persoon/)
  },
  'outlook-nederlands.csv': () => {
    const { rows, guess } = open('outlook-nederlands.csv')
    expect(rows.map(filled)[0]).toEqual({ initials: 'H.W.', firstName: 'Hans', lastName: 'Wurst' })
    expect(filled(rows[1] ?? { draft: emptyDraft })).toMatchObject({ salutation: 'Dr.', firstName: 'Hans Jocachim', lastName: 'Wurst', organisation: 'Betreff', email: 'hans@wurst.nl', street: expect.stringContaining('Hausstrasse') })
    expect(guess?.dropped.map(({ header }) => header)).toEqual(['Geslacht', 'Kinderen', 'Partner', 'Sofinummer', 'Verjaardag'])
    expect(JSON.stringify(rows)).not.toMatch(/Sofinummer|geschlecht|0-0-00/)
  },
  'thunderbird-basic-addressbook.csv': () => { expect(contacts('thunderbird-basic-addressbook.csv')).toEqual([{ ...johnDoe, email: 'johndoe@host.invalid' }]) },
  'thunderbird-basic-ldif-addressbook.ldif': () => { expect(contacts('thunderbird-basic-ldif-addressbook.ldif')).toEqual([expect.objectContaining({ firstName: 'First', lastName: 'Last', organisation: 'Organization Name', email: 'primaryemail@host.invalid', city: 'Home City' })]) },
  'thunderbird-basic-vcard-addressbook.vcf': () => { expect(contacts('thunderbird-basic-vcard-addressbook.vcf')).toEqual([{ ...johnDoe, email: 'john.doe@genericemail.invalid' }, { firstName: 'Jane', lastName: 'Doe', email: 'jane.doe@genericemail.invalid' }]) },
  'thunderbird-csv-no-header.csv': () => { expect(contacts('thunderbird-csv-no-header.csv')).toEqual([{ ...johnDoe, email: 'john@doe.invalid' }, { firstName: 'Jane', lastName: 'Doe', email: 'jane@doe.invalid' }]) },
  'thunderbird-csv-semicolon.csv': () => { expect(contacts('thunderbird-csv-semicolon.csv')).toEqual([{ ...johnDoe, email: 'john@doe.invalid' }, { firstName: 'Jane', lastName: 'Doe', email: 'jane@doe.invalid' }]) },
  'thunderbird-dos-vcard-addressbook.vcf': () => { expect(contacts('thunderbird-dos-vcard-addressbook.vcf')).toEqual([{ firstName: 'Name', lastName: 'Surname', email: 'example@gmail.com' }]) },
  'thunderbird-emptylines-vcard-addressbook.vcf': () => { expect(contacts('thunderbird-emptylines-vcard-addressbook.vcf')).toEqual(contacts('thunderbird-basic-vcard-addressbook.vcf')) },
  'thunderbird-engels.csv': () => { expect(contacts('thunderbird-engels.csv')).toEqual([expect.objectContaining({ firstName: 'Firstname', lastName: 'Lastname', organisation: 'Organization', email: 'test@domain.tld', city: 'City', remarks: expect.stringContaining('next@domain.tld') })]) },
  'thunderbird-export.csv': () => { expect(contacts('thunderbird-export.csv')).toEqual(exported) },
  'thunderbird-export.txt': () => { expect(contacts('thunderbird-export.txt')).toEqual(exported) },
  'thunderbird-export.vcf': () => { expect(contacts('thunderbird-export.vcf')).toEqual(exported) },
  'thunderbird-quote.csv': () => { expect(contacts('thunderbird-quote.csv')).toEqual([{ organisation: 'Acer America', phone: '(800) 000-0000' }]) },
  'thunderbird-utf16-addressbook.csv': () => { expect(contacts('thunderbird-utf16-addressbook.csv')).toEqual([{ ...johnDoe, email: 'johndoe@host.invalid' }]) },
  'turba-export-21.vcf': () => { expect(contacts('turba-export-21.vcf').map((draft) => without(draft, 'labels'))).toEqual(contacts('turba-export-30.vcf').map((draft) => without(draft, 'labels'))) },
  'turba-export-30.vcf': () => { expect(contacts('turba-export-30.vcf')).toEqual([expect.objectContaining({ firstName: 'Jan K.', lastName: 'Schneiderö', phone: '+49521555123', labels: ['Foo', 'Foo;Bar', 'Bar'], remarks: expect.stringContaining('A German guy (äöü)') })]) },
}

describeSharedData('the real address books', () => {
  it.each(Object.keys(expectations))('%s', (name) => {
    const started = cpuStart()
    expectations[name]?.()
    expect(cpuMs(started)).toBeLessThan(2000)
  })
  it('none of them is left out', () => { expect(Object.keys(expectations).sort()).toEqual(sharedFiles(folder)) })

  it('every contact in them comes back the same from each of our exports', () => {
    const all = Object.keys(expectations).filter((name) => !name.endsWith('.zip')).flatMap((name) => open(name).rows.map((row) => row.draft))
    expect(all.length).toBeGreaterThan(480)
    expect(fromBytes(contactsToCsv(all), 'a.csv').rows.map((row) => row.draft)).toEqual(all)
    expect(fromBytes(contactsToXlsx(all), 'a.xlsx').rows.map((row) => row.draft)).toEqual(all)
    const cards = fromBytes(contactsToVcards(all), 'a.vcf').rows
    expect(cards.map(({ draft }) => displayName(draft))).toEqual(all.map((draft) => displayName(draft) || draft.email))
    expect(cards.map(({ draft }) => [draft.email, draft.phone, draft.postcode, draft.houseNumber, draft.labels])).toEqual(all.map((draft) => [draft.email, draft.phone, draft.postcode, draft.houseNumber, draft.labels]))
  })

  it('naughty strings go through import, export and import unchanged', () => {
    const strings = (JSON.parse(sharedText('07-vijandige-tekst/blns.json')) as string[]).map((text) => text.replaceAll('\0', '').toWellFormed()).filter((text) => text.trim() !== '')
    expect(strings.length).toBeGreaterThan(450)
    const drafts = strings.map((text): ContactDraft => ({ ...emptyDraft, lastName: text.slice(0, 300), organisation: text.slice(0, 300), remarks: text }))
    for (const bytes of [contactsToCsv(drafts), contactsToXlsx(drafts)]) {
      const once = fromBytes(bytes, 'blns').rows.map((row) => row.draft)
      expect(once).toEqual(drafts)
      expect(fromBytes(contactsToXlsx(once), 'blns').rows.map((row) => row.draft)).toEqual(drafts)
    }
  })

  it('real streets, tussenvoegsels and tables are read whole', () => {
    for (const [name, header] of [['tabel33-gemeenten-utf16.csv', '92.10 Gemeentecode'], ['tabel34-landen-utf16.csv', '94.10 Landcode'], ['postcodes-4pp-nederland.csv', 'id']] as const) {
      const { table } = open(`../06-nederlandse-tekst/${name}`)
      expect(table?.header.names[0]).toBe(header)
      expect(table?.rows.some((row) => row.cells.some((cell) => /Rhodesië|Alkmaar/.test(cellText(cell))))).toBe(true)
    }
  })
})
