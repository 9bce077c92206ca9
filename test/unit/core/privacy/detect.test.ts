import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPrivate, withoutFinding } from '#core/privacy/detect.ts'
import { isIban } from '#core/privacy/iban.ts'
import { isBsn } from '#core/text/bsn.ts'
import { describeSharedData, sharedFiles, sharedText } from '../../../support/shared-data.ts'

const everybody = () => true
const found = (text: string, known = everybody) => findPrivate(text, known).map(({ kind, text: what }) => [kind, what])
/** What was found in any of these, with the text. */
const foundIn = (...texts: readonly string[]) => texts.flatMap((text) => found(text).map((f) => [text, ...f]))

/** Digits that pass the 11-proef. */
const bsn = fc.integer({ min: 10_000_000, max: 99_999_999 }).map((n) => Array.from({ length: 10 }, (_, d) => `${n}${d}`).find(isBsn)).filter((n) => n !== undefined)
const nlIban = fc.tuple(fc.constantFrom('ABNA', 'INGB', 'RABO', 'VOOR'), fc.integer({ min: 0, max: 9_999_999_999 })).map(([bank, n]) => {
  const rest = `${bank}${String(n).padStart(10, '0')}`
  return Array.from({ length: 97 }, (_, check) => `NL${String(check + 2).padStart(2, '0')}${rest}`).find(isIban)
}).filter((n) => n !== undefined)
const around = fc.constantFrom('', 'Gebeld over ', 'bewoner zei:\n', 'Let op (', '„')

describe('burgerservicenummers', () => {
  it('are found wherever they stand, in the groups of a form too', () => {
    fc.assert(fc.property(bsn, around, fc.constantFrom('', '.', ' morgen', ')\n', ', en'), (number, before, after) => {
      for (const shape of [number, `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`, `${number.slice(0, 4)}.${number.slice(4, 6)}.${number.slice(6)}`]) expect(found(before + shape + after)).toEqual([['bsn', shape]])
    }))
  })
  it('are not numbers that fail the test, telephone numbers, dates, amounts or long codes', () => {
    expect(foundIn('Meldingsnummer 123456789, en 111222334.', 'Bel 0612345678 of 072-5123456', '+31 612 345 678', 'op 20261130 en 30-11-2026', 'kost € 123.456.782 of 123456782 euro', 'WK03610100 en BU0361010012', 'zaak 1234567821')).toEqual([])
  })
  it('count with eight digits behind the word only', () => {
    const eight = Array.from({ length: 100 }, (_, n) => String(10_000_000 + n)).find(isBsn)!
    expect(found(`BSN: ${eight}`)).toEqual([['bsn', eight]])
    expect(found(`besluit ${eight}`)).toEqual([])
  })
})

describe('account numbers', () => {
  it('are found with and without spaces, in any case', () => {
    fc.assert(fc.property(nlIban, around, (iban, before) => {
      for (const shape of [iban, iban.replace(/(.{4})(?=.)/g, '$1 '), iban.toLowerCase()]) expect(found(`${before}${shape} is van hem`)).toEqual([['iban', shape]])
    }))
  })
  it('are not numbers of the wrong length or sum', () => {
    expect(foundIn('NL91ABNA0417164301', 'NL91ABNA041716430', 'NL91ABNA04171643001')).toEqual([])
  })
})

describe('number plates', () => {
  it('are found in every sidecode', () => {
    const plates = ['AB-12-34', '12-34-AB', '12-AB-34', 'GB-12-TK', 'GB-TK-12', '12-GB-TK', '12-GBT-3', '1-GBT-23', 'GB-123-T', 'G-123-TK', 'GBT-12-K', 'G-12-TKB', '1-GB-123', '123-GB-1']
    for (const plate of plates) { expect(found(`Er staat steeds een busje, ${plate}, voor de deur`)).toEqual([['kenteken', plate]]); expect(found(`${plate.toLowerCase()}.`)).toEqual([['kenteken', plate.toLowerCase()]]) }
    for (const plate of ['GB12TK', 'GBTK12', '12GBT3', '1GBT23', 'GB123T']) expect(found(`Kenteken ${plate}`)).toEqual([['kenteken', plate]])
    expect(found('grijze auto met kenteken gb 123 t')).toEqual([['kenteken', 'gb 123 t']])
  })
  it('are not postcodes, dates, house numbers, times, codes or ordinary words', () => {
    expect(foundIn('Marelaan 12, 1823 AB Alkmaar', '1823AB', 'op 12-mei-3', 'van 12-03-26 tot 14-03-26', '12-A en 14-B', 'bij 3-hoog-achter', 'om 19:30-21:30', 'WK036101', 'COVID-19-golf', 'tel 06-12-34-56-78', 'A4-formaat 21-30', 'zaak Z-2026-01234', 'NEN-2580', 'de 55-plussers', 'lijn 12-14', 'MOR-2026-01234', '10-BT-er')).toEqual([])
  })
})

describe('a name next to an offence', () => {
  it('is found in the ways people write names', () => {
    for (const [text, name] of [
      ['Jan van der Voorbeeldberg heeft ingebroken bij de bakker.', 'Jan van der Voorbeeldberg'], ['De buurt zegt dat J. Proefman dealt in het park', 'J. Proefman'], ['Volgens hem wordt mevrouw Testema verdacht van fraude', 'mevrouw Testema'],
      ['dhr. Nepstra is veroordeeld voor diefstal', 'dhr. Nepstra'], ['In brand gestoken? Piet Proef stak de container in brand.', 'Piet Proef'],
    ] as const) expect(found(text)).toEqual([['naam', name]])
  })
  it('is let be when nobody known is called so, or the offence stands in another sentence', () => {
    expect(found('Jan Voorbeeld heeft ingebroken', () => false)).toEqual([])
    expect(foundIn('Jan Voorbeeld belde over de lantaarn. In de straat is iemand veroordeeld voor inbraak.', 'Gesproken met Jan Voorbeeld\nEen jongen dealt bij de brug')).toEqual([])
  })
  it('is not the victim, nor somebody at a meeting', () => {
    expect(foundIn(
      'Bij mevrouw Testema is ingebroken.', 'Jan Voorbeeld zag een auto staan en belde de politie.', 'Op voorstel van Jan Voorbeeld wordt agendapunt 4 aangehouden.', 'Rita Voorbeeld slaat het eerste punt over.', 'Piet Proef heeft de actie opgepakt.',
      'De paarden van Jan Voorbeeld staan in de stal.', 'Mevrouw Testema is bang voor inbraak en drugs in de buurt.', 'Wijkagent Willem Nepstra houdt toezicht op drugsoverlast.', 'Jan Voorbeeld is wijkambassadeur cybercrime en vertelt over oplichting.', 'De autodealer Jan Voorbeeld sponsort het feest.',
    )).toEqual([])
  })
})

describe('taking out', () => {
  it('leaves all other words, and the finding is gone', () => {
    fc.assert(fc.property(fc.array(fc.oneof(bsn, nlIban, fc.constant('12-GB-TK'), fc.lorem()), { minLength: 1, maxLength: 6 }), (parts) => {
      const text = parts.join(' – ')
      for (const finding of findPrivate(text)) {
        const after = withoutFinding(text, finding)
        expect(after.startsWith(text.slice(0, finding.from)) && after.endsWith(text.slice(finding.to))).toBe(true)
        expect(findPrivate(after).length).toBe(findPrivate(text).length - 1)
      }
    }))
  })
  it('finds its place again after more was typed before it, and does nothing when it is gone', () => {
    const [finding] = findPrivate('Busje 12-GB-TK')
    expect(withoutFinding('Een wit busje 12-GB-TK', finding!)).toBe('Een wit busje [kenteken weggehaald]')
    expect(withoutFinding('Een wit busje', finding!)).toBe('Een wit busje')
  })
})

it('answers ordered, whole pieces of the text, whatever stands in it', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
    let end = 0
    for (const f of findPrivate(text, everybody)) { expect(f.from).toBeGreaterThanOrEqual(end); expect(text.slice(f.from, f.to)).toBe(f.text); end = f.to }
  }), { numRuns: 40 })
})

describeSharedData('ordinary Dutch of minutes, reports and a novel', () => {
  it('is left alone, even if every name in it were known', () => {
    const folder = '06-nederlandse-tekst/'
    const files = [...sharedFiles(`${folder}notulen`).map((name) => `notulen/${name}`), ...sharedFiles(folder)].filter((name) => /\.(?:md|txt)$/.test(name) && !name.includes('woorden'))
    const texts = files.map((name) => [name, sharedText(folder + name)] as const)
    expect(texts.reduce((sum, [, text]) => sum + text.length, 0)).toBeGreaterThan(100_000)
    expect(texts.flatMap(([name, text]) => findPrivate(text, everybody).map((f) => `${name}: ${f.kind} ${f.text}`))).toEqual([])
  })
})
