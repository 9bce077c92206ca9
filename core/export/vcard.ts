import type { ContactDraft } from '../import/draft.ts'
import { utf8 } from '../text/bytes.ts'
import { displayName } from '../text/names.ts'
import { escapeValue, foldLines } from './fold-lines.ts'

export type CardVersion = '4.0' | '3.0'

/** Contacts as vCards: 4.0, or 3.0 which Outlook reads. What vCard has no place for in Dutch names and addresses goes along in X- properties. */
export const contactsToVcards = (contacts: readonly ContactDraft[], version: CardVersion = '4.0'): Uint8Array<ArrayBuffer> =>
  utf8(contacts.map((contact) => foldLines(cardLines(contact, version))).join(''))

function cardLines(contact: ContactDraft, version: CardVersion): string[] {
  const e = escapeValue
  const lines = ['BEGIN:VCARD', `VERSION:${version}`, `FN:${e(displayName(contact) || contact.email || 'Onbekend')}`]
  const surname = [contact.prefix, contact.lastName].filter((part) => part !== '').join(' ')
  lines.push(`N:${e(surname)};${e(contact.firstName)};;${e(contact.salutation)};`)
  const add = (name: string, value: string): void => { if (value !== '') lines.push(`${name}:${value}`) }
  if (surname !== '') lines.push(`X-TUSSENVOEGSEL:${e(contact.prefix)}`)
  add('X-VOORLETTERS', e(contact.initials))
  add('ORG', e(contact.organisation))
  add(version === '4.0' ? 'EMAIL' : 'EMAIL;TYPE=INTERNET', e(contact.email))
  for (const phone of [contact.phone, contact.phone2]) add(`TEL;TYPE=${phone.startsWith('+316') ? 'CELL' : 'VOICE'}`, e(phone))
  const { street, houseNumber, houseNumberAddition, postcode, city } = contact
  const place = [street, houseNumber, houseNumberAddition, postcode, city]
  if (place.some((part) => part !== '')) {
    const line = [street, houseNumber + (houseNumberAddition === '' ? '' : `-${houseNumberAddition}`)].filter((part) => part !== '').join(' ')
    lines.push(`ADR;TYPE=HOME:;;${e(line)};${e(city)};;${e(postcode)};`, `X-ADRES-NL:${place.map(e).join(';')}`)
  }
  add('CATEGORIES', contact.labels.map(e).join(','))
  add('NOTE', e(contact.remarks))
  lines.push('END:VCARD')
  return lines
}
