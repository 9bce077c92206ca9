import { describe, expect, it } from 'vitest'
import { addressLine, checkDetail, shownDetail } from '#core/contacts/check.ts'

describe('checks of contact details', () => {
  it.each([
    ['phone', '06-12345678', '+31612345678'], ['phone2', '612345678', '+31612345678'], ['postcode', ' 1823ab', '1823 AB'], ['email', 'mailto:jan@voorbeeld.example', 'jan@voorbeeld.example'], ['street', ' Laan  van Athene ', 'Laan van Athene'], ['phone', '', ''], ['postcode', '', ''], ['email', ' ', ''],
  ])('%s %j is stored as %j', (field, typed, stored) => {
    expect(checkDetail(field, typed)).toEqual({ value: stored, problem: null })
  })

  it.each([
    ['postcode', '1823', /mist twee letters, bijvoorbeeld 1823 AB/], ['postcode', '1823a', /mist een letter/], ['postcode', 'AB 1823', /vier cijfers en twee letters/], ['phone', '06123', /5 cijfers/], ['phone', 'bel Jan', /geen letters/], ['phone', '061234567890123456789', /te veel cijfers/],
    ['email', 'jan', /mist een @/], ['email', 'jan@voorbeeld', /naam met een punt/], ['email', 'a@b.nl, c@d.nl', /één e-mailadres/],
  ])('%s %j names the way out', (field, typed, problem) => {
    const checked = checkDetail(field, typed)
    expect(checked.problem).toMatch(problem)
    expect(checked.value.toLowerCase()).toBe(typed.toLowerCase())
  })

  it('writes an address on one line, whatever is missing', () => {
    const address = { street: 'Kerkstraat', houseNumber: '12', houseNumberAddition: 'A', postcode: '1823 AB', city: 'Alkmaar' }
    expect(addressLine(address)).toBe('Kerkstraat 12-A, 1823 AB Alkmaar')
    expect(addressLine({ ...address, street: '', houseNumber: '', houseNumberAddition: '' })).toBe('1823 AB Alkmaar')
    expect(addressLine({ street: '', houseNumber: '', houseNumberAddition: '', postcode: '' })).toBe('')
    expect(shownDetail('phone', '+31612345678')).toBe('06 12 34 56 78')
  })
})
