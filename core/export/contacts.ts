import type { ContactDraft } from '../import/draft.ts'
import { runToEnd, type Steps } from '../import/steps.ts'
import { contactColumns, contactTexts } from './contact-columns.ts'
import { toCsv } from './csv.ts'
import { xlsxSteps } from './xlsx.ts'

/** Contacts as CSV for Dutch Excel; our own import reads exactly the same contacts from it. */
export const contactsToCsv = (contacts: readonly ContactDraft[]): Uint8Array<ArrayBuffer> => toCsv([contactColumns.map(({ header }) => header), ...contacts.map(contactTexts)])

/** Contacts as a worksheet: everything text, days as dates. */
export const contactsToXlsx = (contacts: readonly ContactDraft[], name = 'Contacten'): Uint8Array => runToEnd(contactsToXlsxSteps(contacts, name))

/** `contactsToXlsx` in steps, for long lists. */
export function* contactsToXlsxSteps(contacts: readonly ContactDraft[], name = 'Contacten'): Steps<Uint8Array> {
  const day = contactColumns.findIndex(({ target }) => target === 'consentDate')
  const rows = contacts.map((contact) => contactTexts(contact).map((text, i) => (i === day && contact.consentDate !== null ? { date: contact.consentDate } : text)))
  return yield* xlsxSteps([{ name, columns: contactColumns, rows }])
}
