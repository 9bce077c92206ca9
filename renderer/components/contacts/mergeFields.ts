import type { ContactFields, ContactView, DetailFields } from '#core/contract/contacts.ts'
import { shownDetail } from '#core/contacts/check.ts'

export type Side = 'first' | 'second'
export type MergeName = keyof Omit<ContactFields, 'labels' | 'buurtCode'> | keyof DetailFields

/** Fields that are chosen side by side. Labels are joined; the buurt follows the wijk. */
const contactNames = { salutation: 'Aanhef', initials: 'Voorletters', firstName: 'Voornaam', prefix: 'Tussenvoegsel', lastName: 'Achternaam', organisation: 'Organisatie', wijkCode: 'Wijk', remarks: 'Opmerkingen' } as const
const detailNames = { phone: 'Telefoon', phone2: 'Tweede telefoon', email: 'E-mail', street: 'Straat', houseNumber: 'Nummer', houseNumberAddition: 'Toevoeging', postcode: 'Postcode', city: 'Plaats' } as const
const isDetail = (name: MergeName): name is keyof DetailFields => Object.hasOwn(detailNames, name)

export interface MergeField { readonly name: MergeName; readonly label: string; readonly first: string; readonly second: string; readonly differs: boolean }

const valueOf = (view: ContactView, name: MergeName): string => (isDetail(name) ? (view.details?.[name] ?? '') : view.contact[name])

export const mergeFields = (first: ContactView, second: ContactView): MergeField[] =>
  [...Object.entries(contactNames), ...Object.entries(detailNames)].map(([key, label]) => {
    const name = key as MergeName
    const [a, b] = [valueOf(first, name), valueOf(second, name)]
    return { name, label, first: shownDetail(name, a), second: shownDetail(name, b), differs: a !== b }
  }).filter(({ first: a, second: b }) => a !== '' || b !== '')

/** The side chosen at first: what `keep` has, and what only the other has. */
export const defaultChoices = (fields: readonly MergeField[], keep: Side): Record<string, Side> =>
  Object.fromEntries(fields.map((field) => [field.name, field[keep] !== '' ? keep : keep === 'first' ? 'second' : 'first']))

/** The chosen values, ready for `contacts.merge`. */
export function chosenValues(first: ContactView, second: ContactView, choices: Readonly<Record<string, Side>>): { contact: ContactFields; details: DetailFields } {
  const contact: Record<string, string> = {}, details: Record<string, string> = {}
  for (const [key, side] of Object.entries(choices)) {
    const name = key as MergeName
    const from = side === 'first' ? first : second
    if (isDetail(name)) details[name] = valueOf(from, name)
    else contact[name] = valueOf(from, name)
    if (name === 'wijkCode') contact['buurtCode'] = from.contact.buurtCode
  }
  return { contact, details }
}
