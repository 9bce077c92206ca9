import { fold, foldTight } from '../text/fold.ts'
import { displayName } from '../text/names.ts'
import type { ContactDraft } from './draft.ts'

/** The fields by which doubles are found; a contact with its details has them all. */
export type Comparable = Pick<ContactDraft, 'initials' | 'firstName' | 'prefix' | 'lastName' | 'organisation' | 'postcode' | 'houseNumber' | 'phone' | 'phone2' | 'email'>

export type DoubleReason = 'email' | 'phone' | 'address'

/** A contact that is there already. */
export interface KnownContact {
  readonly id: string
  /** Its name, to show. */
  readonly name: string
}

/** Looks up contacts that are there already by a key of `doubleKeys`. */
export interface ExistingIndex {
  find(key: string): KnownContact | undefined
}

/** Why a row is double, in Dutch, and with what. */
export interface Double {
  readonly reason: DoubleReason
  /** Same name as well; without it perhaps a partner at the same address or e-mail. */
  readonly sure: boolean
  readonly message: string
  /** The line in the same file, or the contact that is there already. */
  readonly line?: number
  readonly contactId?: string
}

export interface DoubleKey {
  readonly reason: DoubleReason
  readonly key: string
}

/** Keys under which two contacts are the same: e-mail; phone and surname; surname, initial, postcode and house number. */
export function doubleKeys(contact: Comparable): DoubleKey[] {
  const keys: DoubleKey[] = []
  const email = contact.email.trim().toLowerCase()
  if (email.includes('@')) keys.push({ reason: 'email', key: `e:${email}` })
  const surname = foldTight(contact.lastName || contact.organisation)
  if (surname === '') return keys
  for (const phone of [contact.phone, contact.phone2]) if (/\d{6}/.test(phone)) keys.push({ reason: 'phone', key: `t:${phone.replace(/\D+/g, '')}|${surname}` })
  const initial = initialOf(contact)
  if (initial !== '' && contact.postcode !== '' && contact.houseNumber !== '') keys.push({ reason: 'address', key: `a:${surname}|${initial}|${foldTight(contact.postcode)}|${foldTight(contact.houseNumber)}` })
  return keys
}

const initialOf = (contact: Comparable): string => (Array.from(fold(contact.initials || contact.firstName).replace(/[^\p{L}]/gu, ''))[0] ?? '')

/** An index over contacts, to which more can be added. */
export function collectIndex(): ExistingIndex & { add(contacts: Iterable<Comparable & { readonly id: string }>): void } {
  const found = new Map<string, KnownContact>()
  return {
    find: (key) => found.get(key),
    add(contacts) {
      for (const contact of contacts) {
        const known = { id: contact.id, name: displayName(contact) }
        for (const { key } of doubleKeys(contact)) if (!found.has(key)) found.set(key, known)
      }
    },
  }
}

/** An index over contacts that are in memory. */
export function buildIndex(contacts: Iterable<Comparable & { readonly id: string }>): ExistingIndex {
  const index = collectIndex()
  index.add(contacts)
  return index
}

export const noExisting: ExistingIndex = { find: () => undefined }

const because: Readonly<Record<DoubleReason, string>> = { email: 'Zelfde e-mailadres', phone: 'Zelfde telefoonnummer en achternaam', address: 'Zelfde naam, postcode en huisnummer' }

/** Finds doubles row by row, first in what is there already, then in the rows seen before. Constant work per row. */
export class DoubleFinder {
  private readonly existing: ExistingIndex
  private readonly seen = new Map<string, { line: number; contact: Comparable }>()

  constructor(existing: ExistingIndex = noExisting) {
    this.existing = existing
  }

  /** Is this row a double of something? If not, later rows can be doubles of it. */
  check(line: number, contact: Comparable): Double | undefined {
    const keys = doubleKeys(contact)
    const double = this.inExisting(keys, contact) ?? this.inFile(keys, contact)
    for (const { key } of keys) if (!this.seen.has(key)) this.seen.set(key, { line, contact })
    return double
  }

  private inExisting(keys: readonly DoubleKey[], contact: Comparable): Double | undefined {
    for (const { reason, key } of keys) {
      const known = this.existing.find(key)
      if (known) return { reason, sure: reason !== 'email' || foldTight(known.name) === foldTight(displayName(contact)), message: `${because[reason]} als ${known.name}, die er al is.`, contactId: known.id }
    }
    return undefined
  }

  private inFile(keys: readonly DoubleKey[], contact: Comparable): Double | undefined {
    for (const { reason, key } of keys) {
      const first = this.seen.get(key)
      if (first) return { reason, sure: reason !== 'email' || samePerson(first.contact, contact), message: `${because[reason]} als ${displayName(first.contact) || 'het contact'} op regel ${String(first.line)}.`, line: first.line }
    }
    return undefined
  }
}

const samePerson = (a: Comparable, b: Comparable): boolean => foldTight(a.lastName) === foldTight(b.lastName) && (initialOf(a) === initialOf(b) || initialOf(a) === '' || initialOf(b) === '')
