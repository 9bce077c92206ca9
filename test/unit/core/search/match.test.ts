import { describe, expect, it } from 'vitest'
import { contactQuery, markWords, matchQuery, snippetOf } from '#core/search/match.ts'

describe('search query', () => {
  it.each([
    ['jan', '"jan"*'], ['jan de', '"jan"* "de"*'], ['jan ', '"jan"*'], ['overdie v', '"overdie"*'], ['v', '"v"*'],
    ['"OR NEAR(', '"""OR"* "NEAR("*'], ['j.jansen@example.nl', '"j.jansen@example.nl"*'], ["d'Hont", '"d\'Hont"*'],
  ])('%s', (text, query) => { expect(matchQuery(text)).toBe(query) })
  it.each(['', '   ', '"', '*', '-- ;', '\0', '🙂'])('has nothing to look for in %j', (text) => { expect(matchQuery(text)).toBeNull() })
})

describe('marked text', () => {
  it('becomes parts, never HTML', () => {
    expect(markWords('de <b>Lámp</b> is stuk', 'lam stu')).toEqual([{ text: 'de <b>', hit: false }, { text: 'Lámp', hit: true }, { text: '</b> is ', hit: false }, { text: 'stuk', hit: true }])
    expect(markWords('', 'x')).toEqual([])
  })
  it('shows the words around the first hit of a long text', () => {
    const text = (parts: ReturnType<typeof snippetOf>) => parts.map((p) => p.text).join('')
    const long = `${'woord '.repeat(50)}de lantaarn ${'daarna '.repeat(50)}`
    expect(text(snippetOf(long, 'lant'))).toBe(`… ${'woord '.repeat(5)}de lantaarn ${'daarna '.repeat(14).trim()} …`)
    expect(snippetOf(long, 'lant').filter((p) => p.hit).map((p) => p.text)).toEqual(['lantaarn'])
    expect(text(snippetOf('de lantaarn is\n stuk', 'lant'))).toBe('de lantaarn is stuk')
    expect(snippetOf('niets', 'lant')).toEqual([])
  })
})

describe('contact query', () => {
  it.each([['j.jansen@voorbeeld.example', '"jansen"* "voorbeeld"* "example"*'], ['Renée', '"Renee"*'], ['j', '"j"*'], ['@', null]])('%s', (text, query) => { expect(contactQuery(text)).toBe(query) })
})
