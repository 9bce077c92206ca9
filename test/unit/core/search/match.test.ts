import { describe, expect, it } from 'vitest'
import { markedParts, matchQuery } from '#core/search/match.ts'

describe('search query', () => {
  it.each([
    ['jan', '"jan"*'], ['jan de', '"jan"* "de"*'], ['jan ', '"jan"*'], ['overdie v', '"overdie"*'], ['v', '"v"*'],
    ['"OR NEAR(', '"""OR"* "NEAR("*'], ['j.jansen@example.nl', '"j.jansen@example.nl"*'], ["d'Hont", '"d\'Hont"*'],
  ])('%s', (text, query) => { expect(matchQuery(text)).toBe(query) })
  it.each(['', '   ', '"', '*', '-- ;', '\0', '🙂'])('has nothing to look for in %j', (text) => { expect(matchQuery(text)).toBeNull() })
})

describe('marked text', () => {
  it('becomes parts, never HTML', () => {
    expect(markedParts('de \u0001<b>lamp\u0002 is stuk')).toEqual([{ text: 'de ', hit: false }, { text: '<b>lamp', hit: true }, { text: ' is stuk', hit: false }])
    expect(markedParts('')).toEqual([])
    expect(markedParts('\u0002\u0001\u0001a')).toEqual([{ text: 'a', hit: true }])
  })
})
