import type { FieldValues } from '#core/model/define.ts'
import { DELETED } from '#core/sync/row.ts'

/**
 * The words by which a contact is found; undefined for one that was deleted. The index keeps no text of its own: to take words out,
 * exactly what was put in must be said again, so this text may only change together with a migration that builds the index anew.
 * The sort key brings letters that the index would not fold ('lukasz' finds Łukasz); phone numbers are there in their national form too.
 */
export function contactWords(sortKey: string, contact: FieldValues, details: FieldValues | null): string | undefined {
  if (contact[DELETED] === true) return undefined
  const own = `${sortKey} ${text(contact, 'firstName')} ${text(contact, 'prefix')} ${text(contact, 'lastName')} ${text(contact, 'organisation')} ${JSON.stringify(contact['labels'] ?? [])} ${text(contact, 'remarks')} `
  return details === null || details[DELETED] === true ? own : own + detailWords(details)
}

function detailWords(details: FieldValues): string {
  const postcode = text(details, 'postcode'), phone = text(details, 'phone'), phone2 = text(details, 'phone2')
  return `${text(details, 'street')} ${text(details, 'houseNumber')} ${postcode} ${postcode.replaceAll(' ', '')} ${text(details, 'city')} ${text(details, 'email')} ${national(phone)} ${phone} ${national(phone2)} ${phone2}`
}

const text = (fields: FieldValues, name: string): string => { const value = fields[name]; return typeof value === 'string' ? value : '' }
const national = (phone: string): string => phone.replaceAll('+31', '0')
