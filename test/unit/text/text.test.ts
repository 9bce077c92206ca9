import { describe, expect, it } from 'vitest'
import { normaliseArea } from '#core/text/area-codes.ts'
import { isBsn } from '#core/text/bsn.ts'
import { fromBase64, toBase64, utf8, utf8Length } from '#core/text/bytes.ts'
import { addDays, dayOf, daysBetween, dueDay, dutchDay, isDay, longDay, shortDay, spokenDay } from '#core/text/days.ts'
import { fold, foldTight } from '#core/text/fold.ts'
import { dutchNumber, parseDutchNumber, plural } from '#core/text/numbers.ts'
import { parsePhone, showPhone } from '#core/text/phone.ts'
import { parsePostcode } from '#core/text/postcode.ts'

describe('fold', () => {
  it.each([['Coëfficiënt', 'coefficient'], ['ÉÉN', 'een'], ["foto’s", "foto's"], ['Straße', 'strasse'], ['Ørsted', 'orsted'], ['Łukasz', 'lukasz'], ['İstanbul', 'istanbul'], ['Jansen – de  Vries', 'jansen - de vries'], ['ﬁets', 'ﬁets'], ['東京', '東京'], ['abc def', 'abc def']])('%s → %s', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })
  it('is the same folded twice', () => {
    for (const text of ['Żáïŀëñøŕ Åłéèç Ðëļŧå', 'ǅ', 'ß', '가나', '`a`']) expect(fold(fold(text))).toBe(fold(text))
  })
  it('compares names however they are spaced', () => { expect(foldTight('Jansen - de Vries')).toBe(foldTight('jansen-DE vries')) })
})

describe('phone numbers', () => {
  it.each([
    ['06-12345678', '+31612345678'], ['0612345678', '+31612345678'], ['612345678', '+31612345678'], ['31612345678', '+31612345678'], ['+31 6 1234 5678', '+31612345678'], ['+31 (0)6 12345678', '+31612345678'],
    ['0031 6 12345678', '+31612345678'], ['(06) 12 34 56 78', '+31612345678'], ['tel. 072-5123456', '+31725123456'], ['072 / 512 34 56', '+31725123456'], ['0226-312345', '+31226312345'], ['088 123 45 67', '+31881234567'],
    ['0800-1234', '+318001234'], ['+44 (0)20 7946 0958', '+442079460958'], ['0049 521 555123', '+49521555123'],
  ])('%s is %s', (typed, phone) => {
    expect(parsePhone(typed)).toBe(phone)
    // What is shown reads back as the same number.
    expect(parsePhone(showPhone(phone))).toBe(phone)
  })
  it.each(['', 'geen', '12345', '06-1234567', '06123456789', '00000000000', '072-5123456 toestel 12', '555-555-1111', '06 1234567x'])('%s is none', (typed) => { expect(parsePhone(typed)).toBeNull() })
  it.each([['+31612345678', '06 12 34 56 78'], ['+31725123456', '072 512 34 56'], ['+31226312345', '0226 31 23 45'], ['+442079460958', '+442079460958'], ['zie boven', 'zie boven']])('%s shows as %s', (phone, shown) => { expect(showPhone(phone)).toBe(shown) })
})

describe('postcodes, BSN and area codes', () => {
  it.each([['1823ab', '1823 AB'], [' 1823  Ab ', '1823 AB'], ['NL-1823AB', '1823 AB'], ['1823', null], ['0823 AB', null], ['12345', null]])('postcode %s → %s', (typed, postcode) => { expect(parsePostcode(typed)).toBe(postcode) })
  it.each([['111222333', true], ['999993653', true], ['123456782', true], ['12345673', false], ['10000008', true], ['111222334', false], ['000000000', false], ['1112223334', false], ['', false], ['1112.22.333', true]])('%s is a BSN: %s', (text, yes) => { expect(isBsn(text)).toBe(yes) })
  it.each([['WK036101', undefined, 'WK036101'], ['wk036101  ', undefined, 'WK036101'], ['036101', 'WK', 'WK036101'], ['36101', 'WK', 'WK036101'], ['0361 01', 'WK', 'WK036101'], ['BU 0361-0801', undefined, 'BU03610801'], ['361 08', 'WK', 'WK036108'], ['2024-03-12', 'BU', null], ['12-03-2024', undefined, null], ['3080000', 'BU', 'BU03080000'], ['03080000', 'BU', 'BU03080000'], ['361', 'GM', 'GM0361'], ['BU03610100', 'WK', null], ['A00', undefined, null], ['1234', 'BU', null]] as const)('area %s (%s) → %s', (text, level, code) => { expect(normaliseArea(text, level)).toBe(code) })
})

describe('days', () => {
  it('knows which days exist', () => {
    expect(dayOf(2024, 2, 29)).toBe('2024-02-29')
    expect([dayOf(2023, 2, 29), dayOf(2024, 13, 1), dayOf(0, 1, 1), dayOf(2024, 4, 31)]).toEqual([null, null, null, null])
    expect([isDay('2024-02-29'), isDay('2023-02-29'), isDay('24-2-29')]).toEqual([true, false, false])
    expect([addDays('2024-02-28', 2), daysBetween('2024-03-30', '2024-04-01'), dutchDay('2024-02-01')]).toEqual(['2024-03-01', 2, '01-02-2024'])
  })
  it.each([['2026-12-11', 'gisteren'], ['2026-12-12', 'vandaag'], ['2026-12-13', 'morgen'], ['2026-12-14', 'overmorgen'], ['2026-12-17', 'do 17 dec'], ['2027-01-05', 'di 5 jan 2027'], ['2026-11-01', 'zo 1 nov']])('%s is said as %s on 12 December 2026', (day, said) => { expect(spokenDay(day, '2026-12-12')).toBe(said) })
  // 9 December 2026 is a Wednesday.
  it.each([['2026-12-09', 'vandaag'], ['2026-12-10', 'morgen'], ['2026-12-08', 'gisteren te laat'], ['2026-12-07', '2 dagen te laat'], ['2026-12-06', 'vorige week te laat'], ['2026-11-30', 'vorige week te laat'], ['2026-11-29', '2 weken te laat'], ['2026-11-11', '4 weken te laat'], ['2026-09-01', '3 maanden te laat'], ['2023-12-09', '3 jaar te laat']])('due %s: %s', (day, said) => { expect(dueDay(day, '2026-12-09')).toBe(said) })
  it('writes days short and long', () => { expect([shortDay('2026-12-12', '2026-01-01'), longDay('2026-12-12')]).toEqual(['za 12 dec', 'zaterdag 12 december 2026']) })
})

describe('numbers', () => {
  it.each([[7.4, '7,4'], [1234, '1.234'], [1234567.891, '1.234.567,89'], [-0.001, '0'], [-3.5, '−3,5'], [0, '0']])('%d is written %s', (value, text) => { expect(dutchNumber(value)).toBe(text) })
  it.each([['7,4', 7.4], ['1.234', 1234], ['1.234,5', 1234.5], ['7.4', 7.4], ['−3', -3], ['1 000', 1000], ['.', null], ['x', null], ['', null], ['1,2,3', null]])('%s is read as %s', (text, value) => { expect(parseDutchNumber(text)).toBe(value) })
  it('has a singular', () => { expect([plural(1, 'rij', 'rijen'), plural(1200, 'rij', 'rijen')]).toEqual(['1 rij', '1.200 rijen']) })
})

describe('bytes', () => {
  it('knows base64 and UTF-8 lengths', () => {
    expect([toBase64(utf8('a')), toBase64(utf8('ab')), toBase64(utf8('abc')), toBase64(utf8(''))]).toEqual(['YQ==', 'YWI=', 'YWJj', ''])
    expect(new TextDecoder().decode(fromBase64('IEplb\nnNlbiA='))).toBe(' Jensen ')
    expect(utf8Length('aé€😀')).toBe(1 + 2 + 3 + 4)
  })
})
