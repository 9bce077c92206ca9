import { describe, expect, it } from 'vitest'
import { mentionFinder, withoutMentions } from '#core/contacts/mentions.ts'

const jan = mentionFinder({ firstName: 'Jan Peter', initials: 'J.P.', prefix: 'van der', lastName: 'Berg-de Wit', email: 'Jan.Berg@voorbeeld.example', phone: '+31612345678', street: 'Kerkstraat', houseNumber: '12' })
const clean = (text: string, which: 'sure' | 'all' = 'all', find = jan) => withoutMentions(text, find(text).filter((m) => which === 'all' || m.sure))
const found = (text: string, find = jan) => find(text).map((m) => [text.slice(m.from, m.to), m.sure])

describe('where a text names a person', () => {
  it.each([
    ['Jan Peter van der Berg-de Wit belde', 'Een bewoner belde'], ['gesproken met jan van der berg – de wit.', 'gesproken met een bewoner.'], ['Volgens mevrouw J.P. van der Berg-de Wit klopt het', 'Volgens een bewoner klopt het'],
    ['Berg-de Wit, Jan', 'Een bewoner'], ['De tuin van Jan van der Berg-de Wits', 'De tuin van een bewoner'], ['Klaar. Jan van der Berg-de Wit blijft', 'Klaar. Een bewoner blijft'],
    ['mail jan.berg@VOORBEELD.example of bel 06-12 34 56 78', 'mail (gewist) of bel (gewist)'], ['bel +31 (0)6 1234 5678 of 0031612345678.', 'bel (gewist) of (gewist).'],
  ])('%s', (text, expected) => expect(clean(text, 'sure')).toBe(expected))

  it('a surname or an address alone may be somebody else: found, but not sure', () => {
    expect(found('de heer Van der Berg-de Wit woont Kerkstraat 12')).toEqual([['de heer Van der Berg-de Wit', false], ['Kerkstraat 12', false]])
    expect(clean('de heer Van der Berg-de Wit woont Kerkstraat 12')).toBe('Een bewoner woont (gewist)')
    expect(clean('de heer Van der Berg-de Wit', 'sure')).toBe('de heer Van der Berg-de Wit')
  })

  it('a surname after another given name is somebody else', () => {
    for (const text of ['Vera van der Berg-de Wit', 'V. van der Berg-de Wit', 'met Vera van der Berg-de Wit']) expect([text, found(text)]).toEqual([text, []])
    expect(found('Volgens Van der Berg-de Wit klopt het')).toEqual([['Van der Berg-de Wit', false]])
    const visser = mentionFinder({ firstName: 'Ine', lastName: 'Visser' })
    expect([found('met Kees Visser', visser), found('Volgens Visser klopt het', visser)]).toEqual([[], [['Visser', false]]])
  })

  it('leaves words, other people and other numbers alone', () => {
    for (const text of ['de berg bij de kerk', 'Jan Jansen', 'Bergen aan Zee', 'Piet van der Berg', '0612345679', '10612345678 90', 'Kerkstraat 120', 'Jan van der Berg\nde Wit kwam']) expect([text, found(text)]).toEqual([text, []])
    const visser = mentionFinder({ firstName: 'Ine', lastName: 'Visser' })
    expect(found('een visser en Visser en Ine Visser en Kees Visserman', visser)).toEqual([['Visser', false], ['Ine Visser', true]])
    expect(found('Łukasz Żuk en lukasz zuk', mentionFinder({ firstName: 'Łukasz', lastName: 'Żuk' }))).toEqual([['Łukasz Żuk', true], ['lukasz zuk', true]])
  })

  it('an organisation, a first name alone, and nothing at all', () => {
    expect(found('De Buurtvereniging Oost kwam', mentionFinder({ organisation: 'Buurtvereniging Oost' }))).toEqual([['Buurtvereniging Oost', true]])
    expect(found('Fatima en fatima', mentionFinder({ firstName: 'Fatima' }))).toEqual([['Fatima', false]])
    expect(found('wat dan ook', mentionFinder({}))).toEqual([])
  })
})
