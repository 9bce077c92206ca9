import { cpuMs, cpuStart } from '../../support/cpu.ts'
import { describe, expect, it } from 'vitest'
import type { Cell } from '#core/import/cell.ts'
import { interpretRow } from '#core/import/contacts.ts'
import { emptyDraft, type ContactDraft, type DraftRow, type TargetField } from '#core/import/draft.ts'
import { splitAddress, splitHouseNumber, splitStreet } from '#core/import/read-address.ts'
import { readDay } from '#core/import/read-date.ts'
import { splitFullName, splitSurname, uncapitalise } from '#core/import/read-name.ts'
import { readYesNo } from '#core/import/read-values.ts'

const name = (text: string): string => {
  const { salutation, initials, firstName, prefix, lastName } = splitFullName(text)
  return [salutation, initials, firstName, prefix, lastName].join('|')
}
const row = (values: Partial<Record<TargetField, Cell>>): DraftRow => {
  const targets = Object.keys(values) as TargetField[]
  return interpretRow(targets.map((target) => ({ target })), { line: 7, cells: targets.map((target) => values[target] ?? '') })
}
const draft = (values: Partial<Record<TargetField, Cell>>): Partial<ContactDraft> =>
  Object.fromEntries(Object.entries(row(values).draft).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(emptyDraft[field as keyof ContactDraft])))
const messages = (values: Partial<Record<TargetField, Cell>>): string[] => row(values).problems.map((problem) => `${problem.field}: ${problem.message}`)

describe('names', () => {
  it.each([
    ['Jan Jansen', '||Jan||Jansen'], ['J. van der Berg-de Wit', '|J.||van der|Berg-de Wit'], ['Jansen, van der', '|||van der|Jansen'], ['Berg, J. van der', '|J.||van der|Berg'], ['Berg, van der, Jan', '||Jan|van der|Berg'],
    ['van der Berg', '|||van der|Berg'], ["Piet voor in 't Hout", "||Piet|voor in 't|Hout"], ['Anna uijt te de Kade', '||Anna|uijt te de|Kade'], ["Kees 't Hart", "||Kees|'t|Hart"], ['Kees ’t Hart', '||Kees|’t|Hart'],
    ['Mevr. A.B. de Vries', 'Mevr.|A.B.||de|Vries'], ['de heer P. Smit', 'de heer|P.|||Smit'], ['Dhr. dr. K. Bos', 'Dhr. dr.|K.|||Bos'], ['Jansen, J., mevr.', 'mevr.|J.|||Jansen'], ['Ben Jansen', '||Ben||Jansen'], ['Al Jansen', '||Al||Jansen'],
    ['Anna Maria Jansen', '||Anna Maria||Jansen'], ['J. Jansen Steur', '|J.|||Jansen Steur'], ['J. (Jan) Jansen', '|J.|Jan||Jansen'], ['Th.M. Kok', '|Th.M.|||Kok'], ['Jansen', '||||Jansen'], ['Mw. Jansen', 'Mw.||||Jansen'], ["Anna d'Hont", "||Anna|d'|Hont"],
    ['Vries, de', '|||de|Vries'], ['', '||||'], ['Jansen, van der (mw. A.)', 'mw.|A.||van der|Jansen'], ['A. de Vries (mw.)', 'mw.|A.||de|Vries'], ['Jansen (dhr. J.P.)', 'dhr.|J.P.|||Jansen'], ['Jansen (weduwe)', '||||Jansen (weduwe)'], ['Jan van Dijk (buurman van 12)', '||Jan|van|Dijk (buurman van 12)'],
    ['Jan v.d. Berg', '||Jan|v.d.|Berg'], ['J. v/d Berg', '|J.||v/d|Berg'], ['Piet v. Dijk', '||Piet|v.|Dijk'], ['V.D. Berg', '|V.D.|||Berg'], ['J.Jansen', '|J.|||Jansen'], ['A.B.de Vries', '|A.B.||de|Vries'], ['Van der Berg', '|||Van der|Berg'], ['De Vries', '|||De|Vries'],
    ["In 't Veld, Sophie", "||Sophie|In 't|Veld"], ['Vries de, Jan', '||Jan|de|Vries'], ['Berg v.d., J.', '|J.||v.d.|Berg'], ['Vries, J. de (Jan)', '|J.|Jan|de|Vries'], ['Berg, J.W. (Jan Willem) van der', '|J.W.|Jan Willem|van der|Berg'],
    ['A. Bakker - van Dijk', '|A.|||Bakker - van Dijk'], ['Bakker - van Dijk', '||||Bakker - van Dijk'], ['Jan de Boer- van Dijk', '||Jan|de|Boer- van Dijk'], ['A. Bakker e/v van Dijk', '|A.|||Bakker e/v van Dijk'], ['Jan de Wit geb. Bos', '||Jan|de|Wit geb. Bos'], ['wed. A. Bakker', 'wed.|A.|||Bakker'],
    ['Dhr. en mevr. Bakker', 'Dhr. en mevr.||||Bakker'], ['De heer en mevrouw van Dijk', 'De heer en mevrouw|||van|Dijk'], ['Bakker, A. en B.', '||A. en B.||Bakker'], ['A. en B. Bakker', '||A. en B.||Bakker'],
    ['Jansen A.B.', '|A.B.|||Jansen'], ['Mevr. Jansen A.', 'Mevr.|A.|||Jansen'], ['VAN DER BERG J', '|J||VAN DER|BERG'], ['Berg van der A.B.', '|A.B.||van der|Berg'], ['JANSEN MEVR. P.', 'MEVR.|P.|||JANSEN'], ['Jan B.', '||Jan||B.'], ['Bakker B.V.', '||Bakker||B.V.'],
    ['Mr. P.J. van Haaften, LL.M.', 'Mr.|P.J.||van|Haaften, LL.M.'], ['Jan de Vries, jr.', '||Jan|de|Vries, jr.'], ['Jansen, M.A.', '|M.A.|||Jansen'],
  ])('%s', (text, expected) => { expect(name(text)).toBe(expected) })
  it('loses no word where it cannot know', () => {
    for (const text of ['Jan van den', 'Anna Jansen - de Vries', 'de', 'Jan - ', 'x y z']) expect(name(text).replaceAll('|', ' ').replace(/\s+/g, ' ').trim()).toBe(text.trim())
  })
  it('splits a surname and leaves its case alone', () => {
    expect(splitSurname('De Smet')).toEqual({ prefix: 'De', lastName: 'Smet' })
    expect(splitSurname('Al')).toEqual({ prefix: '', lastName: 'Al' })
    expect(splitSurname('el Idrissi')).toEqual({ prefix: 'el', lastName: 'Idrissi' })
    expect(splitSurname('Ben Ali')).toEqual({ prefix: '', lastName: 'Ben Ali' })
  })
  it.each([['VAN DER BERG', 'Van Der Berg'], ['IJSSELSTEIN', 'IJsselstein'], ["'T HART", "'T Hart"], ['JANSEN-SMIT', 'Jansen-Smit'], ['McDonald', null], ['Jansen', null], ['A', null]])('capitals %s → %s', (text, expected) => { expect(uncapitalise(text)).toBe(expected) })
  it('takes capitals down in the whole name and says so', () => {
    expect(draft({ firstName: 'JAN', prefix: 'VAN DER', lastName: 'BERG' })).toEqual({ firstName: 'Jan', prefix: 'van der', lastName: 'Berg' })
    expect(messages({ lastName: 'BERG' })).toEqual(['lastName: De naam stond in hoofdletters. Controleer de schrijfwijze.'])
  })
  it('uses the whole name only where the parts are missing, and not when it is the organisation', () => {
    expect(draft({ fullName: 'Jan Jansen', lastName: 'Smit' })).toEqual({ lastName: 'Smit' })
    expect(draft({ fullName: 'Buurthuis', organisation: 'Buurthuis' })).toEqual({ organisation: 'Buurthuis' })
    expect(draft({ lastName: 'Berg, van der', firstName: 'Jan' })).toEqual({ firstName: 'Jan', prefix: 'van der', lastName: 'Berg' })
    expect(draft({ firstName: 'Zoë van den', lastName: 'Berg' })).toEqual({ firstName: 'Zoë', prefix: 'van den', lastName: 'Berg' })
    expect(draft({ firstName: 'Maria', lastName: 'van Dijk' })).toEqual({ firstName: 'Maria', prefix: 'van', lastName: 'Dijk' })
    expect(draft({ firstName: 'Jan Van', lastName: 'Dijk' })).toEqual({ firstName: 'Jan Van', lastName: 'Dijk' })
    expect(draft({ initials: 'jp', lastName: 'Bos' })).toEqual({ initials: 'J.P.', lastName: 'Bos' })
    expect(messages({ email: 'a@b.nl' })).toEqual(['row: De naam ontbreekt.'])
  })
  it('takes the tussenvoegsel from the whole name where the parts have none', () => {
    expect(draft({ firstName: 'Jan', lastName: 'Berg', fullName: 'Jan van der Berg' })).toEqual({ firstName: 'Jan', prefix: 'van der', lastName: 'Berg' })
    expect(draft({ firstName: 'Jan', lastName: 'Berg', fullName: 'Berg, Jan van der' })).toEqual({ firstName: 'Jan', prefix: 'van der', lastName: 'Berg' })
    expect(draft({ firstName: 'Jan', lastName: 'Berg', fullName: 'Piet van der Berg' })).toEqual({ firstName: 'Jan', lastName: 'Berg' })
  })
  it('mends letters that were read wrongly once, and leaves every other name alone', () => {
    expect(row({ firstName: 'ZoÃ«', lastName: 'BÃ¶s â€“ BÃ‰' })).toMatchObject({ draft: { firstName: 'Zoë', lastName: 'Bös – BÉ' }, problems: [{ field: 'firstName', message: 'De letters met accenten waren beschadigd en zijn hersteld: Zoë. Controleer de schrijfwijze.' }, { field: 'lastName' }] })
    for (const lastName of ['Bös', 'Não', 'Żáïŀëñøŕ', 'Â«', 'Ã« 明', 'Ünal«']) expect(interpretRow([{ target: 'lastName' }], { line: 1, cells: [lastName] }, { verbatim: lastName === 'Â«' })).toMatchObject({ draft: { lastName }, problems: [] })
  })
  it('reads parts of a name that hold more than their own', () => {
    expect(splitSurname('Berg van der')).toEqual({ prefix: 'van der', lastName: 'Berg' })
    expect(splitSurname('Berg (v.d.)')).toEqual({ prefix: 'v.d.', lastName: 'Berg' })
    expect(splitSurname('V.d. Berg')).toEqual({ prefix: 'V.d.', lastName: 'Berg' })
    expect(splitSurname('van de')).toEqual({ prefix: 'van', lastName: 'de' })
    expect(draft({ initials: 'A.', prefix: 'de', lastName: 'de Vries' })).toEqual({ initials: 'A.', prefix: 'de', lastName: 'Vries' })
    expect(draft({ initials: 'mw. A.', lastName: 'Bos' })).toEqual({ salutation: 'mw.', initials: 'A.', lastName: 'Bos' })
    expect(draft({ salutation: 'Dhr.', firstName: 'De heer Jan', lastName: 'Bos' })).toEqual({ salutation: 'Dhr.', firstName: 'Jan', lastName: 'Bos' })
    expect(draft({ initials: 'J.', lastName: 'Bos, Jan' })).toEqual({ initials: 'J.', firstName: 'Jan', lastName: 'Bos' })
    expect(draft({ firstName: 'Jan', lastName: '-' })).toEqual({ firstName: 'Jan' })
  })
  it('takes an error of Excel for what it is', () => {
    expect(row({ lastName: 'Bos', phone: '#REF!', panelYes: '#NAAM?' })).toMatchObject({ draft: { phone: '', panelYes: null }, problems: [{ field: 'phone', message: 'In deze cel staat een fout uit Excel: #REF!' }, { field: 'panelYes' }] })
    expect(draft({ lastName: 'Bos', remarks: 'zie #N/B' })).toMatchObject({ remarks: 'zie #N/B' })
  })
  it('takes no sign along that cannot be seen', () => {
    expect(draft({ firstName: '\u200eJan\u0007', lastName: 'Bos\ufeff', phone: '\u202a+31 6 12345678\u202c', email: '\u200bjan@bos.nl' })).toEqual({ firstName: 'Jan', lastName: 'Bos', phone: '+31612345678', email: 'jan@bos.nl' })
  })
  it('knows initials under first name', () => {
    expect(draft({ firstName: 'A.B.', lastName: 'van den Berg' })).toEqual({ initials: 'A.B.', prefix: 'van den', lastName: 'Berg' })
    expect(draft({ firstName: 'Jan K.', lastName: 'Bos' })).toEqual({ firstName: 'Jan K.', lastName: 'Bos' })
    expect(draft({ initials: 'J.', firstName: 'J.', lastName: 'Bos' })).toEqual({ initials: 'J.', firstName: 'J.', lastName: 'Bos' })
  })
})

describe('addresses', () => {
  it.each([['12', '12|'], ['12-A', '12|A'], ['12 hs', '12|hs'], ['12A', '12|A'], ['12 bis', '12|bis'], ['12-3', '12|3'], ['12/14', '12|14'], ['3-II', '3|II'], ['12 A 3', '12|A 3'], ['12a-3', '12|a-3'], ['12 (boven)', '12|boven'], ['nr. 12', '12|'], ['12,0', '12|'], ['12,', '12|'], ['12-', '12|'], ['12 t/m 14', null], ['geen', null], ['123456', null], ['', null]])('house number %s', (text, expected) => {
    const split = splitHouseNumber(text)
    expect(split && `${split.houseNumber}|${split.addition}`).toBe(expected)
  })
  it.each([
    ['Kerkstraat 12-A', 'Kerkstraat|12|A'], ['Plein 1945 12', 'Plein 1945|12|'], ['2e Hugo de Grootstraat 3 II', '2e Hugo de Grootstraat|3|II'], ["Laan van 't Zand 7", "Laan van 't Zand|7|"], ['Kerkstraat 12hs', 'Kerkstraat|12|hs'],
    ['Kerkstraat 12a-3', 'Kerkstraat|12|a-3'], ['Kerkstraat 12A 3', 'Kerkstraat|12|A 3'], ['2e Kerkstraat 12 2hoog', '2e Kerkstraat|12|2hoog'], ['Kerkstraat 12 1e etage', 'Kerkstraat|12|1e etage'], ['Kerkstraat 12 (achter)', 'Kerkstraat|12|achter'], ['Kerkstraat 12 bus 3', 'Kerkstraat|12|bus 3'],
    ['Plein 1945 nr. 3', 'Plein 1945|3|'], ['Plein 1945 12 A', 'Plein 1945|12|A'], ['Wijk 1 Noord 12', 'Wijk 1 Noord|12|'], ['Kerkstraat 12 t/m 16', null], ['Kerkstraat 12 en 14', 'Kerkstraat|12|en 14'], ['Plein 40-45 12', 'Plein 40-45|12|'],
    ['Kerkstraat 12,', 'Kerkstraat|12|'], ['Kerkstraat', null], ['12', null], ['Postbus 12 te Alkmaar en omgeving', null],
  ])('street %s', (text, expected) => {
    const split = splitStreet(text)
    expect(split && `${split.street}|${split.houseNumber}|${split.addition}`).toBe(expected)
  })
  it('splits a whole address, also over lines', () => {
    const expected = { street: 'Kerkstraat', houseNumber: '12', houseNumberAddition: 'A', postcode: '1823 AB', city: 'Alkmaar' }
    expect(splitAddress('Kerkstraat 12-A, 1823ab Alkmaar')).toEqual(expected)
    expect(splitAddress('Kerkstraat 12 A\r\n1823 AB  Alkmaar\nNederland')).toEqual(expected)
    expect(splitAddress('Kerkstraat 12-A - 1823 AB - Alkmaar')).toEqual(expected)
    expect(splitAddress('home\nsomewhere')).toBeNull()
    const started = cpuStart()
    for (const long of ['a 1 '.repeat(50_000), ' '.repeat(200_000), '1823 A '.repeat(30_000)]) draft({ lastName: 'Bos', address: long, street: long, houseNumber: long, postcode: long, city: long, phone: long, email: long, fullName: long })
    expect(cpuMs(started)).toBeLessThan(1000)
  })
  it('joins the parts from several columns, and keeps what it cannot split', () => {
    expect(draft({ lastName: 'Bos', street: 'Kerkstraat 12', houseNumberAddition: 'hs', postcode: '1823ab' })).toEqual({ lastName: 'Bos', street: 'Kerkstraat', houseNumber: '12', houseNumberAddition: 'hs', postcode: '1823 AB' })
    expect(draft({ lastName: 'Bos', houseNumber: 12, houseNumberAddition: 'A' })).toMatchObject({ houseNumber: '12', houseNumberAddition: 'A' })
    expect(draft({ lastName: 'Bos', postcode: '1823 AB Alkmaar' })).toMatchObject({ postcode: '1823 AB', city: 'Alkmaar' })
    expect(draft({ lastName: 'Bos', phone: '06 - 12 34 56 78 (na 18 uur)' })).toEqual({ lastName: 'Bos', phone: '+31612345678', remarks: 'Telefoon: 06 - 12 34 56 78 (na 18 uur)' })
    expect(draft({ lastName: 'Bos', email: 'geen', phone: 'n.v.t.', city: '-', houseNumber: '-' })).toEqual({ lastName: 'Bos' })
    expect(draft({ lastName: 'Bos', city: '1823ab Alkmaar' })).toMatchObject({ postcode: '1823 AB', city: 'Alkmaar' })
    expect(draft({ lastName: 'Bos', postcode: '1823-AB', city: '1823 AB Alkmaar' })).toEqual({ lastName: 'Bos', postcode: '1823 AB', city: 'Alkmaar' })
    expect(draft({ lastName: 'Bos', city: 'Kade 24A, 1823 AB Sint Pancras' })).toEqual({ lastName: 'Bos', street: 'Kade', houseNumber: '24', houseNumberAddition: 'A', postcode: '1823 AB', city: 'Sint Pancras' })
    expect(draft({ lastName: 'Bos', postcode: 'Sint Pancras 1834 ab' })).toEqual({ lastName: 'Bos', postcode: '1834 AB', city: 'Sint Pancras' })
    expect(draft({ lastName: 'Bos', postcode: '1823 A.B.' })).toEqual({ lastName: 'Bos', postcode: '1823 AB' })
    expect(draft({ lastName: 'Bos', address: 'Kade 12 A\n1823 AB Alkmaar\nNL', street: 'Kade 12 A', postcode: '1823 AB', city: 'Alkmaar' })).not.toHaveProperty('remarks')
    expect(draft({ lastName: 'Bos', address: 'Kade 12 A, achterom', street: 'Kade 12 A' })).toMatchObject({ remarks: 'Adres: Kade 12 A, achterom' })
    expect(draft({ lastName: 'Bos', address: 'Ergens\nachteraf' })).toMatchObject({ remarks: 'Adres: Ergens\nachteraf' })
    expect(messages({ lastName: 'Bos', postcode: '99999', houseNumber: '?' })).toEqual(['houseNumber: Dit huisnummer wordt niet herkend: ?', 'postcode: Deze postcode wordt niet herkend: 99999'])
    expect(messages({ lastName: 'Bos', houseNumber: { date: '2024-03-12', time: null } })[0]).toMatch(/Excel heeft van dit huisnummer een datum gemaakt: 12-03-2024/)
  })
  it('never mixes a home and a work address', () => {
    const mapped = interpretRow([{ target: 'lastName' }, { target: 'street', group: 'werk' }, { target: 'postcode', group: 'thuis' }, { target: 'city', group: 'werk' }], { line: 1, cells: ['Bos', 'Kantoorweg 1', '1823AB', 'Alkmaar'] })
    expect(mapped.draft).toMatchObject({ street: '', postcode: '1823 AB', city: '', remarks: 'Werkadres: Kantoorweg 1, Alkmaar' })
  })
})

describe('reach', () => {
  it('takes several phone numbers in one cell apart and keeps the rest in the remarks', () => {
    expect(draft({ lastName: 'Bos', phone: '072-5123456 / 06-12345678', phone2: 612345678 })).toEqual({ lastName: 'Bos', phone: '+31725123456', phone2: '+31612345678' })
    expect(draft({ lastName: 'Bos', phone: '072-5123456 of 06-12345678\n0226-312345' })).toMatchObject({ remarks: 'Meer telefoonnummers: 0226 31 23 45' })
    expect(draft({ lastName: 'Bos', phone: "'0612345678", phone2: '072-5123456 06-87654321' })).toEqual({ lastName: 'Bos', phone: '+31612345678', phone2: '+31725123456', remarks: 'Meer telefoonnummers: 06 87 65 43 21' })
    for (const phone of ['072-5123456 (thuis) 06-12345678 (mobiel)', '072-5123456 b.g.g. 06-12345678', '(072) 512 34 56 tst. 12, of 06 12 34 56 78']) expect(row({ lastName: 'Bos', phone })).toMatchObject({ draft: { phone: '+31725123456', phone2: '+31612345678', remarks: `Telefoon: ${phone}` }, problems: [] })
    expect(messages({ lastName: 'Bos', phone: '06-12345678 en 12345678 (oud)' })).toEqual(['phone: Dit telefoonnummer wordt niet herkend: 06-12345678 en 12345678 (oud)'])
    expect(messages({ lastName: 'Bos', phone: '06-1234' })).toEqual(['phone: Dit telefoonnummer wordt niet herkend: 06-1234'])
    expect(draft({ lastName: 'Bos', phone: '06-1234' })).toMatchObject({ phone: '06-1234' })
  })
  it('cleans e-mail addresses without changing them', () => {
    expect(draft({ lastName: 'Bos', email: 'mailto:Jan.Bos@Voorbeeld.nl; J Bos <jan@bos.nl>' })).toEqual({ lastName: 'Bos', email: 'Jan.Bos@Voorbeeld.nl', remarks: 'Meer e-mailadressen: jan@bos.nl' })
    for (const both of ['jan@bos.nl ::: an@bos.nl', 'jan@bos.nl / an@bos.nl', 'jan@bos.nl of an@bos.nl']) expect(draft({ lastName: 'Bos', email: both })).toEqual({ lastName: 'Bos', email: 'jan@bos.nl', remarks: 'Meer e-mailadressen: an@bos.nl' })
    expect(draft({ lastName: 'Bos', phone: '06-12345678 ::: 072-5123456' })).toEqual({ lastName: 'Bos', phone: '+31612345678', phone2: '+31725123456' })
    for (const email of ['E: jan@bos.nl', ' <jan@bos.nl>. ', "'jan@bos.nl'", 'mailto:jan@bos.nl; MAILTO:jan@bos.nl']) expect(row({ lastName: 'Bos', email })).toMatchObject({ draft: { email: 'jan@bos.nl', remarks: '' }, problems: [] })
    expect(draft({ lastName: 'Bos', email: 'jan@bos.nl (werk)' })).toEqual({ lastName: 'Bos', email: 'jan@bos.nl', remarks: 'E-mail: jan@bos.nl (werk)' })
    expect(draft({ lastName: "O'Brien", email: "sean.o'brien@bos.nl" })).toMatchObject({ email: "sean.o'brien@bos.nl" })
    for (const email of ['jan@bos,nl', 'jan @bos.nl']) expect(messages({ lastName: 'Bos', email })).toEqual([`email: Dit lijkt geen e-mailadres: ${email}`])
    expect(messages({ lastName: 'Bos', email: 'jan@bos' })).toEqual(['email: Dit lijkt geen e-mailadres: jan@bos'])
    expect(draft({ lastName: 'Bos', email: 'jan(at)bos' })).toMatchObject({ email: 'jan(at)bos' })
  })
  it('takes a phone number and an e-mail address in one cell apart, under either name', () => {
    for (const values of [{ phone: '06-12345678 / jan@bos.nl' }, { email: 'jan@bos.nl, 06-12345678' }]) expect(row({ lastName: 'Bos', ...values })).toMatchObject({ draft: { phone: '+31612345678', email: 'jan@bos.nl', remarks: '' }, problems: [] })
    expect(draft({ lastName: 'Bos', phone: 'jan@bos.nl' })).toEqual({ lastName: 'Bos', email: 'jan@bos.nl' })
    expect(messages({ lastName: 'Bos', phone: '@bos' })).toEqual(['phone: Dit telefoonnummer wordt niet herkend: @bos'])
  })
  it('splits labels', () => { expect(draft({ lastName: 'Bos', labels: '* My Contacts ::: Test; wijkmoeder, Test' })).toMatchObject({ labels: ['My Contacts', 'Test', 'wijkmoeder'] }) })
  it('moves what is too long for its field to the remarks, whole', () => {
    const long = 'x'.repeat(400)
    expect(draft({ lastName: long, firstName: 'Jan' })).toEqual({ firstName: 'Jan', remarks: `Achternaam: ${long}` })
    expect(draft({ lastName: 'Bos\0\ud800' })).toEqual({ lastName: 'Bos\ufffd' })
  })
})

describe('consent', () => {
  it.each([['ja', true], ['J', true], ['1', true], [1, true], [true, true], ['x', true], ['WAAR', true], ['Ja, graag', true], ['nee', false], ['0', false], [0, false], ['n', false], ['-', false], ['', null], ['ja!', true], ['Ja: per mail', true], ['nee!', false], ['☐', false], ['ja, maar niet per post', undefined], ['ja/nee', undefined], ['nog niet', undefined], ['misschien', undefined]] as const)('%s', (cell, answer) => { expect(readYesNo(cell)).toBe(answer) })
  it.each([
    ['12-03-2024', '2024-03-12'], ['1/3/24', '2024-03-01'], ['12.03.2024', '2024-03-12'], ['2024-03-12', '2024-03-12'], ['2024-03-12T10:00:00', '2024-03-12'], ['20240312', '2024-03-12'], ['12 maart 2024', '2024-03-12'], ['12-mrt-24', '2024-03-12'], ['do 12 dec 2024', '2024-12-12'], ['14-Mar-14', '2014-03-14'],
    ['03/25/2024', '2024-03-25'], ['12-3-2024.', '2024-03-12'], ['3/12/2024 12:00:00 AM', '2024-03-12'], ['12e maart 2024', '2024-03-12'], ['1ste febr. 2024', '2024-02-01'], [45363, '2024-03-12'], ['45363', '45363?'], ['29.02.2000', '2000-02-29'], ['1-1-99', '1999-01-01'],
    ['0-0-00', 'none'], ['00-00-0000', 'none'], ['0.0.00', 'none'], ['', 'none'], ['onbekend', 'none'], ['00000000', 'none'], ['19870000', '1987?'], ['19870500', '1987-5?'], ['1987', '1987?'], ['31-02-2024', 'unknown'], ['Sofinummer', 'unknown'], ['13-13-2024', 'unknown'],
  ] as const)('date %s', (cell, expected) => {
    const read = readDay(cell, 2026)
    const said = read.kind === 'day' ? read.day : read.kind === 'partial' ? `${String(read.year)}${read.month === null ? '' : `-${String(read.month)}`}?` : read.kind
    expect(said).toBe(expected === '45363?' ? '2024-03-12' : expected)
  })
  it('keeps half a date out and says so', () => {
    expect(draft({ lastName: 'Bos', panelYes: 'ja', consentDate: '19870000' })).toEqual({ lastName: 'Bos', panelYes: true })
    expect(messages({ lastName: 'Bos', consentDate: 'maart 2024' })).toEqual(['consentDate: Deze datum is niet volledig: maart 2024'])
    expect(messages({ lastName: 'Bos', consentDate: '19870000', panelYes: 'tja' })).toEqual(['consentDate: Deze datum is niet volledig: 19870000', 'panelYes: Hier wordt ja of nee verwacht: tja'])
  })
  it('reads area codes and says which it does not know', () => {
    expect(draft({ lastName: 'Bos', wijkCode: '36101', buurtCode: 'BU03610100' })).toEqual({ lastName: 'Bos', wijkCode: 'WK036101', buurtCode: 'BU03610100' })
    expect(messages({ lastName: 'Bos', wijkCode: 'A00' })).toEqual(['wijkCode: Deze wijkcode wordt niet herkend: A00'])
  })
})
