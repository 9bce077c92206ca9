import type { ContactDraft, TargetField } from '../import/draft.ts'
import { dutchDay } from '../text/days.ts'
import { showPhone } from '../text/phone.ts'

/** The columns of a list of contacts that leaves the app, in order. Our own import knows a file by these names. */
export const contactColumns = [
  { header: 'Aanhef', target: 'salutation', width: 10 }, { header: 'Voorletters', target: 'initials', width: 11 }, { header: 'Voornaam', target: 'firstName', width: 18 },
  { header: 'Tussenvoegsel', target: 'prefix', width: 14 }, { header: 'Achternaam', target: 'lastName', width: 24 }, { header: 'Organisatie', target: 'organisation', width: 24 },
  { header: 'Straat', target: 'street', width: 26 }, { header: 'Huisnummer', target: 'houseNumber', width: 12 }, { header: 'Toevoeging', target: 'houseNumberAddition', width: 12 },
  { header: 'Postcode', target: 'postcode', width: 10 }, { header: 'Plaats', target: 'city', width: 18 }, { header: 'Telefoon', target: 'phone', width: 17 }, { header: 'Telefoon 2', target: 'phone2', width: 17 },
  { header: 'E-mail', target: 'email', width: 32 }, { header: 'Wijkcode', target: 'wijkCode', width: 11 }, { header: 'Wijk', target: 'wijkName', width: 20 }, { header: 'Buurtcode', target: 'buurtCode', width: 13 },
  { header: 'Buurt', target: 'buurtName', width: 20 }, { header: 'Labels', target: 'labels', width: 24 }, { header: 'Doet mee', target: 'panelYes', width: 10 }, { header: 'Datum toestemming', target: 'consentDate', width: 18 },
  { header: 'Opmerkingen', target: 'remarks', width: 50 },
] as const satisfies readonly { header: string; target: Exclude<TargetField, 'fullName' | 'address'>; width: number }[]

/** Has this file exactly our columns? Then its values stand as they were written and nothing in them is guessed. */
export const isOwnExport = (headers: readonly string[]): boolean => headers.length === contactColumns.length && contactColumns.every((column, i) => column.header === headers[i])

/** One contact as texts, in the order of `contactColumns`. */
export function contactTexts(contact: ContactDraft): string[] {
  return contactColumns.map(({ target }) => {
    switch (target) {
      case 'phone': case 'phone2': return showPhone(contact[target])
      case 'labels': return contact.labels.map((label) => label.replace(/[\\;]/g, '\\$&')).join('; ')
      case 'panelYes': return contact.panelYes === null ? '' : contact.panelYes ? 'ja' : 'nee'
      case 'consentDate': return contact.consentDate === null ? '' : dutchDay(contact.consentDate)
      default: return contact[target]
    }
  })
}
