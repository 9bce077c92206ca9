import { describe, expect, it } from 'vitest'
import { displayName, formalName, initialsOf, listName, sortKey } from '#core/text/names.ts'

describe('names as people read them', () => {
  it.each([
    [{ firstName: 'Jan', prefix: 'van der', lastName: 'Berg' }, 'Jan van der Berg', 'Berg, Jan van der'],
    [{ initials: 'J.', prefix: 'van der', lastName: 'Berg-de Wit' }, 'J. van der Berg-de Wit', 'Berg-de Wit, J. van der'],
    [{ prefix: "d'", lastName: 'Hont', firstName: 'Anna' }, "Anna d'Hont", "Hont, Anna d'"],
    [{ prefix: "'t", lastName: 'Hart', firstName: 'Piet' }, "Piet 't Hart", "Hart, Piet 't"],
    [{ organisation: 'Buurthuis De Oever' }, 'Buurthuis De Oever', 'Buurthuis De Oever'],
    [{}, '', ''],
  ])('%o', (name, shown, inList) => {
    expect(displayName(name)).toBe(shown)
    expect(listName(name)).toBe(inList)
  })

  it('gives a prefix a capital only when no name stands before it', () => {
    expect(formalName({ salutation: 'mevrouw', prefix: 'van der', lastName: 'Berg' })).toBe('Mevrouw Van der Berg')
    expect(formalName({ salutation: 'mevrouw', firstName: 'Anna Maria', prefix: 'van der', lastName: 'Berg' })).toBe('Mevrouw A.M. van der Berg')
    expect(formalName({ salutation: 'de heer', prefix: "'t", lastName: 'Hart' })).toBe("De heer 't Hart")
    expect(formalName({ organisation: 'Buurthuis' })).toBe('Buurthuis')
  })

  it.each([['Jan Peter', 'J.P.'], ['IJsbrand', 'IJ.'], ['Anne-Marie', 'A.M.'], ['Żaneta', 'Ż.'], ['', '']])('initials of %s are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })
})

describe('sorting', () => {
  const sorted = (...names: Parameters<typeof sortKey>[0][]): string[] => names.map((name) => ({ name, key: sortKey(name) })).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ name }) => displayName(name))

  it("puts 'van der Berg' under B, whatever its prefix", () => {
    expect(sorted({ lastName: 'Zwart' }, { prefix: 'van der', lastName: 'Berg' }, { prefix: "uijt te de", lastName: 'Aap' }, { lastName: 'Cool' })).toEqual(['uijt te de Aap', 'van der Berg', 'Cool', 'Zwart'])
  })
  it('puts a shorter name before a longer one with the same start, and then sorts by first name', () => {
    expect(sorted({ firstName: 'Anna', lastName: 'Jansen' }, { firstName: 'Zoë', lastName: 'Jans' }, { firstName: 'Bob', lastName: 'Jans' })).toEqual(['Bob Jans', 'Zoë Jans', 'Anna Jansen'])
  })
  it('takes no notice of diacritics, case, apostrophes and IJ in one sign', () => {
    expect(sortKey({ lastName: 'Çelik' })).toBe(sortKey({ lastName: 'celik' }))
    expect(sortKey({ lastName: 'Ĳssel' })).toBe(sortKey({ lastName: 'IJssel' }))
    expect(sorted({ lastName: 'IJssel' }, { lastName: 'Ibsen' }, { lastName: 'Ilse' })).toEqual(['Ibsen', 'IJssel', 'Ilse'])
    expect(sorted({ lastName: 'Ëlin' }, { lastName: 'Evers' }, { lastName: 'Dam' })).toEqual(['Dam', 'Ëlin', 'Evers'])
  })
})
