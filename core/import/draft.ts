import type { Problem } from './cell.ts'

/** Fields of a contact that a column can go to. */
export const targetFields = [
  'salutation', 'initials', 'firstName', 'prefix', 'lastName', 'fullName', 'organisation',
  'street', 'houseNumber', 'houseNumberAddition', 'address', 'postcode', 'city', 'phone', 'phone2', 'email',
  'wijkCode', 'wijkName', 'buurtCode', 'buurtName', 'panelYes', 'consentDate', 'labels', 'remarks',
] as const
export type TargetField = (typeof targetFields)[number]

/** What a target is called in the mapping step. */
export const targetNames: Readonly<Record<TargetField, string>> = {
  salutation: 'Aanhef', initials: 'Voorletters', firstName: 'Voornaam', prefix: 'Tussenvoegsel', lastName: 'Achternaam', fullName: 'Hele naam (wordt gesplitst)', organisation: 'Organisatie',
  street: 'Straat', houseNumber: 'Huisnummer', houseNumberAddition: 'Toevoeging', address: 'Adres (wordt gesplitst)', postcode: 'Postcode', city: 'Plaats', phone: 'Telefoon', phone2: 'Tweede telefoon', email: 'E-mail',
  wijkCode: 'Wijkcode', wijkName: 'Wijk', buurtCode: 'Buurtcode', buurtName: 'Buurt', panelYes: 'Doet mee aan het panel', consentDate: 'Datum toestemming', labels: 'Labels', remarks: 'Opmerkingen',
}

/** A contact as read from a file, not yet written anywhere. Texts are '' when unknown. */
export interface ContactDraft {
  readonly salutation: string
  readonly initials: string
  readonly firstName: string
  readonly prefix: string
  readonly lastName: string
  readonly organisation: string
  readonly street: string
  readonly houseNumber: string
  readonly houseNumberAddition: string
  readonly postcode: string
  readonly city: string
  /** E.164 where it could be read, otherwise as typed. */
  readonly phone: string
  readonly phone2: string
  readonly email: string
  readonly wijkCode: string
  readonly wijkName: string
  readonly buurtCode: string
  readonly buurtName: string
  readonly labels: readonly string[]
  readonly remarks: string
  /** Wants to take part; null when the file does not say. */
  readonly panelYes: boolean | null
  /** Day on which consent was given, `jjjj-mm-dd`. */
  readonly consentDate: string | null
}

export const emptyDraft: ContactDraft = {
  salutation: '', initials: '', firstName: '', prefix: '', lastName: '', organisation: '', street: '', houseNumber: '', houseNumberAddition: '', postcode: '', city: '', phone: '', phone2: '', email: '',
  wijkCode: '', wijkName: '', buurtCode: '', buurtName: '', labels: [], remarks: '', panelYes: null, consentDate: null,
}

/** Something about one value of a contact. A value that was not understood is kept as typed. */
export interface DraftProblem {
  readonly field: TargetField | 'row'
  readonly message: string
}

/** One contact from a file with where it stood and what is to be said about it. */
export interface DraftRow {
  readonly line: number
  readonly draft: ContactDraft
  readonly problems: readonly DraftProblem[]
}

/** All contacts of an address book file (vCard, LDIF). */
export interface DraftList {
  readonly rows: readonly DraftRow[]
  readonly problems: readonly Problem[]
  /** Kinds of data that are never taken over, with the reason. */
  readonly dropped: readonly Dropped[]
}

/** A column or property that is not taken over. */
export interface Dropped {
  readonly header: string
  /** Column number from 0; absent for address books. */
  readonly column?: number
  readonly why: string
}
