import { describe, expect, it } from 'vitest'
import type { ContactView } from '#core/contract/contacts.ts'
import { chosenValues, defaultChoices, mergeFields } from '../../../../renderer/components/contacts/mergeFields.ts'

const view = (contact: object, details: object | null): ContactView => ({
  contact: { id: 'c', gebied: 'g', salutation: '', initials: '', firstName: '', prefix: '', lastName: 'Bos', organisation: '', labels: [], wijkCode: '', buurtCode: '', remarks: '', ...contact },
  details: details && { id: 'c', gebied: 'g', phone: '', phone2: '', email: '', street: '', houseNumber: '', houseNumberAddition: '', postcode: '', city: '', ...details },
  consents: [], consent: 'geen', memberships: [], meetings: [], actions: [], editable: true, erasable: true,
})

describe('merging side by side', () => {
  const first = view({ firstName: 'Jan', wijkCode: 'WK1', buurtCode: 'BU1' }, { phone: '+31612345678' })
  const second = view({ wijkCode: 'WK2', buurtCode: 'BU2' }, { email: 'jan@voorbeeld.example', phone: '+31687654321' })

  it('shows what either has, as people read it, and says where they differ', () => {
    expect(mergeFields(first, second).map((f) => [f.name, f.first, f.second, f.differs])).toEqual([
      ['firstName', 'Jan', '', true], ['lastName', 'Bos', 'Bos', false], ['wijkCode', 'WK1', 'WK2', true], ['phone', '06 12 34 56 78', '06 87 65 43 21', true], ['email', '', 'jan@voorbeeld.example', true],
    ])
  })

  it('keeps the one that stays and fills it with what only the other has', () => {
    const fields = mergeFields(first, second)
    expect(defaultChoices(fields, 'second')).toEqual({ firstName: 'first', lastName: 'second', wijkCode: 'second', phone: 'second', email: 'second' })
    expect(chosenValues(first, second, defaultChoices(fields, 'first'))).toEqual({
      contact: { firstName: 'Jan', lastName: 'Bos', wijkCode: 'WK1', buurtCode: 'BU1' }, details: { phone: '+31612345678', email: 'jan@voorbeeld.example' },
    })
    expect(chosenValues(first, second, { wijkCode: 'second' }).contact).toEqual({ wijkCode: 'WK2', buurtCode: 'BU2' })
  })
})
