import { describe, expect, it } from 'vitest'
import { cellText, type Cell } from '#core/import/cell.ts'
import { contactSheet, figureSheet } from '#core/import/choose-sheet.ts'
import { guessColumns, recallMapping, rememberMapping } from '#core/import/columns.ts'
import { findHeader, headerAt, tableUnder } from '#core/import/header.ts'
import type { Sheet } from '#core/import/table.ts'

const sheet = (rows: Cell[][], merged: Sheet['merged'] = []): Sheet => ({ name: 'Lijst', hidden: false, merged, problems: [], rows: rows.map((cells, i) => ({ line: i + 1, cells })) })
const targets = (headers: string[], rows: Cell[][] = []): string[] => guessColumns(headers, rows.map((cells, i) => ({ line: i + 2, cells }))).columns.map((column) => `${column.target ?? '-'}${column.group === undefined ? '' : `/${column.group}`}`)

describe('finding the header', () => {
  it('is the first row of an ordinary list', () => { expect(findHeader(sheet([['Naam', 'Plaats'], ['Jan', 'Alkmaar'], ['Piet', 'Alkmaar']]))).toEqual({ first: 0, last: 0, names: ['Naam', 'Plaats'] }) })
  it('is found under a title and a remark', () => {
    const found = findHeader(sheet([['Ledenlijst wijkpanel De Mare'], ['bijgewerkt 3 mei'], ['Achternaam', 'Tel', 'E-mail'], ['Bos', '072-5123456', 'a@b.nl'], ['Smit', '', 'c@d.nl']]))
    expect(found).toEqual({ first: 2, last: 2, names: ['Achternaam', 'Tel', 'E-mail'] })
  })
  it('does not swallow the first contact of a list without one', () => { expect(findHeader(sheet([['John Doe', 'John', 'john@doe.invalid'], ['Jane Doe', 'Jane', 'jane@doe.invalid']]))).toEqual({ first: -1, last: -1, names: ['Kolom 1', 'Kolom 2', 'Kolom 3'] }) })
  it('joins merged names with the row under them', () => {
    const found = findHeader(sheet([['Naam', '', 'Adres', ''], ['Voornaam', 'Achternaam', 'Straat', 'Huisnr'], ['Jan', 'Bos', 'Kade', 3], ['Piet', 'Smit', 'Kade', 4]], [{ top: 1, bottom: 1, left: 1, right: 2 }, { top: 1, bottom: 1, left: 3, right: 4 }]))
    expect(found.names).toEqual(['Voornaam', 'Achternaam', 'Straat', 'Huisnr'])
    expect(headerAt(sheet([['Naam', '', 'Adres', ''], ['Voornaam', 'Achternaam', 'Straat', 'Huisnr'], ['Jan', 'Bos', 'Kade', 3]], [{ top: 1, bottom: 1, left: 1, right: 2 }, { top: 1, bottom: 1, left: 3, right: 4 }]), 0).names).toEqual(['Naam Voornaam', 'Naam Achternaam', 'Adres Straat', 'Adres Huisnr'])
  })
  it('takes the name of a column from the row above where its own row has none', () => {
    const rows = [['Panelleden Overdie'], ['', 'Naam', 'Adres', '', 'Contact'], ['Nr.', '', 'Straat + nr', 'PC/Plaats', 'Tel', 'Mail'], ['1', 'Bos', 'Kade 1', '1823 AB Alkmaar', '', ''], ['2', 'Smit', 'Kade 2', '1823 AB Alkmaar', '', '']]
    const found = findHeader(sheet(rows))
    expect(found).toEqual({ first: 2, last: 2, names: ['Nr.', 'Naam', 'Straat + nr', 'PC/Plaats', 'Tel', 'Mail'] })
    expect(targets([...found.names])).toEqual(['-', 'fullName', 'address', 'postcode', 'phone', 'email'])
    expect(findHeader(sheet([['Leden Overdie'], ['', 'Straat', 'Plaats'], ['Bos', 'Kade', 'Alkmaar'], ['Smit', 'Kade', 'Alkmaar']])).names).toEqual(['Kolom 1', 'Straat', 'Plaats'])
  })
  it('joins a name that says too little with the one over it, and one that says something else', () => {
    const rows = [['Leden', '', '', '', '', '', ''], ['Persoon', '', 'Toestemming', '', 'Partner', '', 'Geboorte'], ['Nr', 'Naam', 'Ja/nee', 'Datum', 'Naam', 'Tel', 'Plaats'], ['1', 'Bos', 'ja', '1-2-2024', 'An', '06-12345678', 'Alkmaar'], ['2', 'Smit', 'nee', '', 'Jo', '', 'Alkmaar']]
    const { names } = findHeader(sheet(rows))
    expect(names).toEqual(['Nr', 'Naam', 'Toestemming Ja/nee', 'Toestemming Datum', 'Partner Naam', 'Partner Tel', 'Geboorte Plaats'])
    expect(targets([...names])).toEqual(['-', 'fullName', 'panelYes', 'consentDate', '-', '-', '-'])
  })
  it('sees names under a name that is wider than one column', () => {
    expect(findHeader(sheet([['Nr', 'Naam', 'Adres', '', 'Telefoon'], ['', '', 'Straat', 'Plaats', ''], ['1', 'Jan Bos', 'Kade', 'Alkmaar', ''], ['2', 'An Smit', 'Kade', 'Alkmaar', '']]))).toMatchObject({ first: 0, last: 1, names: ['Nr', 'Naam', 'Adres Straat', 'Plaats', 'Telefoon'] })
  })
  it('gives what was merged over several rows to each of them', () => {
    const merged = [{ top: 2, bottom: 3, left: 1, right: 1 }, { top: 4, bottom: 90_000, left: 1, right: 1 }, { top: 1, bottom: 2, left: 2, right: 2 }]
    const list = sheet([['Adres', 'Naam'], ['Kade 3', 'Bos'], ['', 'Smit'], ['Kade 4', 'Vos'], ['', 'Mol']], merged)
    expect(tableUnder(list, findHeader(list)).rows.map((row) => row.cells.join())).toEqual(['Kade 3,Bos', 'Kade 3,Smit', 'Kade 4,Vos', ',Mol'])
  })
  it('joins the three header rows of StatLine', () => { expect(findHeader(sheet([['Misdrijven 2026'], ['Onderwerp', 'Geregistreerd', 'Geregistreerd'], ['Perioden', '2022', '2023'], ["Regio's", 'aantal', 'aantal'], ['Alkmaar', '5964', '5978'], ['Almelo', '4334', '4132']])).names).toEqual(["Onderwerp Perioden Regio's", 'Geregistreerd 2022 aantal', 'Geregistreerd 2023 aantal']) })
  it('makes every name unique and touches no prototype', () => {
    expect(findHeader(sheet([['__proto__', '__proto__', '', 'x'], ['1', '2', '3', '4']])).names).toEqual(['__proto__', '__proto__ (2)', 'Kolom 3', 'x'])
    expect(headerAt(sheet([['a', 'a', 'a (2)'], ['1', '2', '3']]), 0).names).toEqual(['a', 'a (2)', 'a (2) (2)'])
    expect(Object.keys(rememberMapping(['__proto__'], [{ target: 'email' }]))).toEqual(['kolom:__proto__'])
  })
  it('sets total rows and source lines apart', () => {
    const table = tableUnder(sheet([['Naam', 'Plaats', 'Aantal'], ['Bos', 'Alkmaar', 1], ['Totaal', '', 2], ['Totaal', 'Alkmaar', 'a@b.nl'], ['Bron: bureau']]), { first: 0, last: 0, names: ['Naam', 'Plaats', 'Aantal'] })
    expect(table.rows.map((row) => cellText(row.cells[0]))).toEqual(['Bos', 'Totaal'])
    expect(table.skipped).toEqual([{ line: 3, why: 'Dit is een totaalregel.' }, { line: 5, why: 'Dit is een regel onder de lijst.' }])
  })
})

it('sets the names of the columns apart where they stand in the list once more', () => {
  const table = tableUnder(sheet([['Naam', 'Plaats', ''], ['Bos', 'Alkmaar', 1], ['Naam ', 'Plaats', ''], ['Naam', '', ''], ['Vos', 'Plaats', '']]), { first: 0, last: 0, names: ['Naam', 'Plaats', 'Kolom 3'] })
  expect(table.rows.map((row) => row.line)).toEqual([2, 4, 5])
  expect(table.skipped).toEqual([{ line: 3, why: 'Dit zijn de kolomnamen nog een keer.' }])
})

describe('choosing the sheet', () => {
  const introduction = sheet([['Lijst van het bureau'], ['Vragen: bel 072']])
  const list = sheet([['Naam', 'Postcode'], ['Bos', '1823 AB']])
  const figures = sheet([['Wijk', '2023'], ['Overdie', '7,4'], ['De Mare', 12]])
  it('opens the list and not what is written in front of it', () => {
    expect(contactSheet([introduction, list])).toBe(1)
    expect(figureSheet([introduction, figures, list])).toBe(1)
  })
  it('opens no hidden or empty sheet while there is another, and of equals the first', () => {
    expect(contactSheet([{ ...list, hidden: true }, sheet([]), introduction, list, list])).toBe(3)
    expect(contactSheet([sheet([]), introduction])).toBe(1)
    expect([contactSheet([]), contactSheet([sheet([])])]).toEqual([0, 0])
  })
})

describe('guessing columns', () => {
  it('knows the list of the survey bureau', () => {
    const headers = 'respnr;aanhef;voorletters;voornaam;tussenvoegsel;achternaam;straat;huisnr;toevoeging;postcode;plaats;telefoon;email;wijkcode;wijk;panel_ja;datum_toestemming;geboortedatum;geslacht;q1;Q12_3;rapportcijfer buurt;stelling 4'.split(';')
    const guess = guessColumns(headers, [])
    expect(guess.columns.map((column) => column.target)).toEqual([null, 'salutation', 'initials', 'firstName', 'prefix', 'lastName', 'street', 'houseNumber', 'houseNumberAddition', 'postcode', 'city', 'phone', 'email', 'wijkCode', 'wijkName', 'panelYes', 'consentDate', ...Array.from({ length: 6 }, () => null)])
    expect(guess.dropped.map((column) => column.header)).toEqual(['respnr', 'geboortedatum', 'geslacht', 'q1', 'Q12_3', 'rapportcijfer buurt', 'stelling 4'])
    expect(guess.dropped.every(({ why }) => /overgenomen/.test(why))).toBe(true)
  })
  it.each([
    ['Outlook Nederlands', ['Voornaam', 'Middelste naam', 'Achternaam', 'Bedrijf', 'Werkadres, straat', 'Huisadres, plaats', 'Mobiele telefoon', 'Fax thuis', 'E-mailadres', 'Weergavenaam voor e-mail', 'Categorien', 'Notities', 'Adreslijstserver'], ['firstName', 'firstName', 'lastName', 'organisation', 'street/werk', 'city/thuis', 'phone', '-', 'email', '-', 'labels', 'remarks', '-']],
    ['Outlook English', ['First Name', 'Last Name', 'Company', 'Business Street', 'Home Postal Code', 'Mobile Phone', 'Business Fax', 'E-mail Address', 'E-mail Display Name', 'Notes', 'Job Title'], ['firstName', 'lastName', 'organisation', 'street/werk', 'postcode/thuis', 'phone', '-', 'email', '-', 'remarks', '-']],
    ['Google since 2023', ['First Name', 'File As', 'Organization Name', 'Organization Title', 'Labels', 'E-mail 1 - Label', 'E-mail 1 - Value', 'Phone 1 - Label', 'Phone 1 - Value', 'Address 1 - Label', 'Address 1 - Street', 'Address 1 - Postal Code'], ['firstName', '-', 'organisation', '-', 'labels', '-', 'email', '-', 'phone', '-', 'street/thuis', 'postcode/thuis']],
    ['Outlook on the web', ['Home Street', 'Home City', 'Home Postal Code', 'Radio Phone', 'TTY/TDD Phone', 'IMAddress'], ['street/thuis', 'city/thuis', 'postcode/thuis', '-', '-', '-']],
    ['an answer form', ['Tijdstempel', 'Voor- en achternaam', 'Wat is uw e-mailadres?', 'Postcode en woonplaats'], ['-', 'fullName', 'email', 'postcode']],
    ['of a panel', ['Naam panellid', '06-nummer', 'Wijkambassadeur', 'Wijk (2026)', 'Akkoord met deelname panel?', 'Buurtvader', 'Naam partner'], ['fullName', 'phone', '-', 'wijkName', 'panelYes', '-', '-']],
    ['by hand', ['Naam', 'Adres', 'Postcode', 'Woonplaats', 'Tel.', 'Mailadres', 'Opm.', 'Nr'], ['fullName', 'address', 'postcode', 'city', 'phone', 'email', 'remarks', '-']],
    ['of a bureau, in small parts', ['Naam voorvoegsel', 'Adres straat', 'Adres nr', 'Adres toev', 'Postcode4', 'Postcode2', 'CBS wijk', 'Akkoord d.d.'], ['prefix', 'street', 'houseNumber', 'houseNumberAddition', 'postcode', 'postcode', 'wijkName', 'panelYes']],
    ['with several fields in a column', ['Naam (achternaam, voorletters)', 'Straat + huisnr', 'Huisnr. toevoeging', 'Woonpl.', 'Mob. nr', 'Wil meedoen', 'Bijz.', 'Lid wijkpanel'], ['fullName', 'address', 'houseNumberAddition', 'city', 'phone', 'panelYes', 'remarks', 'panelYes']],
    ['with a surname in parts', ['Voornaam', 'Achternaam + tussenvoegsel', 'Straat', 'Huisnr + toev.', 'Meisjesnaam', 'Instelling'], ['firstName', 'lastName', 'street', 'houseNumber', '-', 'organisation']],
    ['with a whole address in a column', ['Voorletters en achternaam', 'Adres, postcode en woonplaats'], ['fullName', 'address']],
    ['Thunderbird Nederlands', ['Telefoon werk', 'Adres privé', 'Adres privé 2', 'Woonplaats privé', 'Postcode privé', 'Adres werk', 'Woonplaats werk', 'Postcode werk', 'E-mailadres werk', 'Aantekeningen'], ['phone', 'street/thuis', 'street/thuis', 'city/thuis', 'postcode/thuis', 'street/werk', 'city/werk', 'postcode/werk', 'email', 'remarks']],
    ['a program, with underscores', ['naam_bewoner', 'postcode_plaats', 'tel_vast', 'wil_meedoen', 'houseNumberAddition'], ['fullName', 'postcode', 'phone', 'panelYes', 'houseNumberAddition']],
    ['the BRP, with numbers and names', ['02.10 Voornamen', '02.30 Voorvoegsel geslachtsnaam', '02.40 Geslachtsnaam', '11.10 Straatnaam', '11.20 Huisnummer', '11.60 Postcode'], ['firstName', 'prefix', 'lastName', 'street', 'houseNumber', 'postcode']],
    ['Yahoo', ['First', 'Middle', 'Last', 'Email', 'Work City', 'Home ZIP', 'Comments'], ['firstName', 'firstName', 'lastName', 'email', 'city/werk', 'postcode/thuis', 'remarks']],
    ['Duits', ['Vorname', 'Nachname', 'Spitzname', 'Straße', 'PLZ', 'Ort', 'Privat: Adresse', 'Privat: PLZ', 'Firma', 'Notizen'], ['firstName', 'lastName', '-', 'street', 'postcode', 'city', 'street/thuis', 'postcode/thuis', 'organisation', 'remarks']],
    ['by hand, in parts', ['Naam', 'Tussenv.', 'Voorl.', 'Straatnaam', 'Nr.'], ['lastName', 'prefix', 'initials', 'street', 'houseNumber']],
  ])('knows %s', (_, headers, expected) => { expect(targets(headers)).toEqual(expected) })
  it('looks at the values where a name may mean two things', () => {
    const day = (...values: string[]): string[] => targets(['Akkoord'], values.map((value) => [value]))
    expect([day('1/3/24', '45352', '01-03-2024', 'maart 2024'), day('ja', '1/3/24'), day('akkoord')]).toEqual([['consentDate'], ['panelYes'], ['panelYes']])
    expect(targets(['Wijk', 'Buurt'], [['WK036108', '0361 0801'], ['0361 07', '']])).toEqual(['wijkCode', 'buurtCode'])
    expect(targets(['Wijk', 'Buurt'], [['Overdie', '7'], ['De Mare', '8']])).toEqual(['wijkName', 'buurtName'])
    expect(targets(['Naam', 'Contact', 'Opm. 2'], [['Jan Bos', '06-12345678 / jan@bos.nl'], ['An Smit', 'an@smit.nl']])).toEqual(['fullName', 'phone', 'remarks'])
    expect(targets(['Toestemming', 'Datum', 'Geboren', 'datum'])).toEqual(['panelYes', 'consentDate', '-', '-'])
    expect(targets(['Postcode4', 'Postcode2'], [['1823', 'AB']])).toEqual(['postcode', 'postcode'])
  })
  it('looks at the values where names say nothing', () => { expect(targets(['Kolom 1', 'Kolom 2', 'Kolom 3', 'Kolom 4'], [['Jan Bos', 'jan@bos.nl', '1823AB', '06-12345678'], ['An Smit', 'an@smit.nl', '1823 AC', '06-12345679']])).toEqual(['fullName', 'email', 'postcode', 'phone']) })
  it('sees whether a column of consent asks for yes or for the day', () => {
    expect(targets(['Akkoord AVG', 'Akkoord panel'], [['3 maart 2023', 'ja'], ['', 'nee']])).toEqual(['consentDate', 'panelYes'])
  })
  it('prefers the column that holds what its name says', () => {
    expect(targets(['E-mail', 'E-mailadres'], [['anonymous', 'jan@voorbeeld.example'], ['anonymous', '']])).toEqual(['-', 'email'])
    expect(targets(['E-mail'], [['jan(at)voorbeeld.example']])).toEqual(['email'])
    expect(targets(['E-mail', 'E-mailadres'])).toEqual(['email', 'email'])
  })
  it('says of every column that may not be taken over why, also under a short name', () => {
    const headers = ['Nat.', 'DOB', 'Bankrekening', 'Burgerlijke staat', 'Gezinssamenstelling', 'Q3 stelling']
    for (const header of ['client_bsn', 'clientBsn', 'bsn_client', 'bsnNummer', 'socialSecurityNumber', 'geb_datum', 'dateOfBirth', '04.10 Geslachtsaanduiding', '01.04.10 Geslacht']) expect(guessColumns([header], []).dropped).toHaveLength(1)
    expect(guessColumns([...headers, 'Instelling'], []).dropped.map(({ header }) => header)).toEqual(headers)
  })
  it('finds BSN in a column with an innocent name, and not in phone numbers', () => {
    const bsn = ['111222333', '123456782', '999993653', 10000008]
    expect(guessColumns(['kenmerk', 'naam'], bsn.map((value, i) => ({ line: i, cells: [value, 'Bos'] }))).dropped).toMatchObject([{ header: 'kenmerk', column: 0, why: expect.stringContaining('burgerservicenummers') }])
    expect(guessColumns(['kenmerk'], [{ line: 1, cells: ['111222333'] }, { line: 2, cells: ['12'] }, { line: 3, cells: ['13'] }]).dropped).toEqual([])
    expect(guessColumns(['telefoon'], bsn.map((value, i) => ({ line: i, cells: [value] }))).dropped).toEqual([])
  })
  it('remembers nothing of columns without a name: in the next list they hold something else', () => {
    const rows = [{ line: 1, cells: ['jan@voorbeeld.example', '06 12345678'] }]
    const remembered = rememberMapping(['Kolom 1', 'Kolom 2'], [{ target: null }, { target: null }])
    expect(remembered).toEqual({})
    expect(recallMapping(guessColumns(['Kolom 1', 'Kolom 2'], rows), { 'kolom:kolom 1': '' }).map(({ target }) => target)).toEqual(['email', 'phone'])
  })

  it('remembers what the user chose, by name, but never a forbidden column', () => {
    const guess = guessColumns(['Wie', 'BSN', 'Mail'], [])
    expect(recallMapping(guess, rememberMapping(['mail', 'wie', 'bsn'], [{ target: null }, { target: 'fullName' }, { target: 'remarks' }]))).toEqual([{ target: 'fullName' }, { target: null }, { target: null }])
  })
})
