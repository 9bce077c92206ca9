import { describe, expect, it } from 'vitest'
import { findName, nameWords, type KnownNames } from '#core/hall/names.ts'
import { findDetail } from '#core/hall/text.ts'
import { hallView } from '#core/hall/view.ts'
import { answersText, barText, calmTime, figureConclusions } from '#core/hall/words.ts'
import { samplePerson } from '../../../electron/data/sample/people.ts'

describe('a way to reach somebody', () => {
  it.each([
    ['Bel 06 12 34 56 78 voor de buurtapp', 'phone'], ['Bel 0612345678', 'phone'], ['+31 6 1234 5678', 'phone'], ['tel 072-512 34 56', 'phone'], ['0031612345678', 'phone'], ['mail jan@voorbeeld.example', 'email'], ['JAN.DE.B@voorbeeld.example!', 'email'],
    ['Overlast 1823 AB', 'address'], ['hoek 1823ab', 'address'], ['Melding Kerkstraat 12', 'address'], ['Melding kerkstraat 12a en verder', 'address'], ['Bij Prins Bernhardlaan 7', 'address'], ['BSN 111222333', 'number'], ['NL91ABNA0417164300', 'number'], ['06\u200b12345\u200d678', 'phone'], ['０６１２３４５６７８', 'phone'],
  ])('%s', (text, type) => expect(findDetail(text)?.type).toBe(type))
  it.each(['Uitkomsten van 2025 en 2026', 'Cijfers 12-12-2026', 'Kerkstraat en Dorpsweg', 'Kerkstraat 2026: plannen', 'Top 3 van 127 reacties', 'Bel 0900-8844', '14 072', '1.234 meldingen', '2023/2025', 'Rapportcijfer 7,4', 'Van 19:30 tot 21:30', 'Weg met afval', '50 km/u'])('not %s', (text) => expect(findDetail(text)).toBeNull())
})

const known: KnownNames = { first: new Set(['jan', 'truus', 'wil', 'noor']), last: new Set(['berg', 'visser', 'bakker', 'yilmaz', 'park', 'wit']), streets: new Set(['nergens', "plein '40-'45"]) }
describe('a name', () => {
  it.each([
    ['Idee van Truus', 'Truus'], ['Klacht Jan van der Berg', 'Jan van der Berg'], ['klacht jan van der berg', 'jan van der berg'], ['Vraag van J. Visser', 'J. Visser'], ['vraag j.p. visser', 'j.p. visser'], ['Plan-Yılmaz', 'Yılmaz'], ['Mevrouw De Onbekende vraagt', 'Mevrouw De Onbekende'], ['familie Zonderling', 'familie Zonderling'],
    ['Bakker sluit', 'Bakker'], ['Overlast Nergens 14', 'nergens 14'],
  ])('%s', (text, found) => expect(findName(text, known)?.found).toBe(found))
  it.each(['Een visser in het park', 'Wat wil de wijk?', 'wil bakker', 'De heer en meester', 'Welkom en voorstellen', 'Verkeer in Noord', 'Afval naast de containers', 'Meneer of mevrouw'].filter((text) => text !== 'wil bakker'))('not %s', (text) => expect(findName(text, known)).toBeNull())
  it('takes names apart without their prefixes', () => expect(nameWords("van 't Hof-de Wit")).toEqual(['hof', 'wit']))

  it('finds each of the 127 of the sample, however they are written', () => {
    const people = Array.from({ length: 127 }, (_, n) => samplePerson(n))
    const all: KnownNames = { first: new Set(people.flatMap((p) => nameWords(p.firstName))), last: new Set(people.flatMap((p) => nameWords(p.lastName))), streets: new Set(people.map((p) => p.street.toLowerCase())) }
    for (const p of people) {
      const full = [p.firstName, p.prefix, p.lastName].filter((part) => part !== '').join(' ')
      for (const text of [`Idee van ${full}`, `idee van ${full.toLowerCase()}`, `Vraag ${p.firstName}`, `${p.initials} ${p.lastName}`, `${p.salutation} ${p.lastName}`, `${p.street} ${p.houseNumber}`]) expect([text, findName(text, all) ?? findDetail(text)]).not.toEqual([text, null])
      for (const text of [p.phone, p.email].filter((each) => each !== '')) expect([text, findDetail(`Bericht ${text}`)]).not.toEqual([text, null])
    }
  })
})

describe('the message to the hall', () => {
  const item = { screen: 'item', title: 'Verlichting', number: 2, of: 5, next: null, until: null, minutesLeft: 3 }
  const takes = (body: unknown) => hallView.safeParse({ tone: 'light', body }).success
  it('takes a screen as it is', () => expect(takes(item)).toBe(true))
  it.each([
    ['a field that has no place', { ...item, note: 'x' }], ['people', { ...item, people: ['Jan'] }], ['a phone number as title', { ...item, title: 'Bel 06 12345678' }], ['an address', { ...item, next: 'Kerkstraat 12' }], ['a mail address', { ...item, title: 'jan@voorbeeld.example' }], ['a long text', { ...item, title: 'x'.repeat(121) }],
    ['lines', { ...item, title: 'a\nb' }], ['an unknown screen', { screen: 'toast', title: 'x' }], ['html as a picture', { screen: 'pause', words: 'pauze', until: null, municipality: '', logo: 'data:text/html;base64,AAAA' }], ['an address as a picture', { screen: 'pause', words: 'pauze', until: null, municipality: '', logo: 'https://voorbeeld.example/x.png' }],
    ['another word for the pause', { screen: 'pause', words: 'Jan is jarig', until: null, municipality: '', logo: null }], ['an option with a name beside it', { screen: 'count', question: 'x', method: 'stem', options: [{ title: 'a', points: 1, who: 'Jan' }], cast: 0, possible: 0 }],
  ])('refuses %s', (_what, body) => expect(takes(body)).toBe(false))
  const bar = { value: 31, low: 27, high: 35, n: 212, note: '', provisional: false }
  const figure = { title: 'Voelt zich onveilig', unit: '%', area: 'Overdie', beside: 'gemeente', source: 'VM', rounds: [{ period: '2023', brokenAfter: false, own: bar, other: null }], against: 'hoger', earlier: null }
  it('takes a figure as it is', () => expect(takes({ screen: 'figure', figure })).toBe(true))
  it.each([
    ['a quote beside a figure', { ...figure, quote: 'Jan: zo is het' }], ['a number of somebody as its name', { ...figure, title: 'Bel 06 12345678' }], ['an address as its area', { ...figure, area: 'Kerkstraat 12' }], ['a name as its year', { ...figure, rounds: [{ ...figure.rounds[0], period: 'Jan' }] }],
    ['words as a conclusion', { ...figure, against: 'Jan zegt hoger' }], ['words beside a bar', { ...figure, rounds: [{ ...figure.rounds[0], own: { ...bar, note: 'Jan' } }] }], ['whose answer it was', { ...figure, rounds: [{ ...figure.rounds[0], own: { ...bar, who: 'Jan' } }] }], ['another name to compare with', { ...figure, beside: 'Jan' }],
  ])('refuses %s', (_what, body) => expect(takes({ screen: 'figure', figure: body })).toBe(false))
  it('refuses anything beside the screen', () => expect(hallView.safeParse({ tone: 'light', body: item, toast: 'x' }).success).toBe(false))
})

it('tells the time without stress, and a figure with what may be concluded from it', () => {
  expect([22, 9, 8, 7, 1, 0, -15].map(calmTime)).toEqual(['Nog ongeveer 20 minuten', 'Nog ongeveer 10 minuten', 'Nog ongeveer 10 minuten', 'Nog een paar minuten', 'Nog een paar minuten', 'We ronden dit af', 'We ronden dit af'])
  const bar = { value: 7.4, low: 7.2, high: 7.6, n: 24, note: 'weinig', provisional: false } as const
  expect([barText(bar, 'rapportcijfer'), barText({ ...bar, value: 23, provisional: true }, '%'), barText({ ...bar, value: null, note: 'verborgen' }, '%'), answersText(bar), answersText({ ...bar, n: null })]).toEqual(['7,4', '23 %*', 'te weinig antwoorden', 'maar 24 antwoorden', ''])
  const figure = { title: '', unit: '%', area: '', beside: 'gemeente', source: '', rounds: [], against: 'gelijk', earlier: { verdict: 'methodebreuk', period: '2019' } } as const
  expect(figureConclusions({ ...figure, rounds: [] })).toEqual(['Even hoog als in de gemeente, binnen de marges', 'Niet te vergelijken met 2019: er is anders gemeten'])
})
