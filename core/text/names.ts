import { fold } from './fold.ts'

/** The parts of a person's name, as a contact has them. */
export interface NameParts {
  readonly salutation?: string
  readonly initials?: string
  readonly firstName?: string
  /** tussenvoegsel */
  readonly prefix?: string
  readonly lastName?: string
  readonly organisation?: string
}

const join = (...parts: (string | undefined)[]): string => parts.map((part) => (part ?? '').trim()).filter((part) => part !== '').join(' ')

/** A prefix that ends in an apostrophe is written against the name: d'Hont, l'Ami. */
const prefixed = (prefix: string | undefined, lastName: string | undefined): string => {
  const before = (prefix ?? '').trim(), name = (lastName ?? '').trim()
  return name !== '' && /[^\s]['’]$/.test(before) ? before + name : join(before, name)
}

/** 'Jan van der Berg'; without a first name 'J. van der Berg'; without a person the organisation. */
export const displayName = (name: NameParts): string =>
  join((name.firstName ?? '').trim() || name.initials, prefixed(name.prefix, name.lastName)) || (name.organisation ?? '').trim()

/** 'Berg, Jan van der': for lists sorted by surname. */
export function listName(name: NameParts): string {
  const last = (name.lastName ?? '').trim()
  if (last === '') return displayName(name)
  const rest = join((name.firstName ?? '').trim() || name.initials, name.prefix)
  return rest === '' ? last : `${last}, ${rest}`
}

/** 'Mevrouw Van der Berg': a prefix gets a capital when no name stands before it. */
export function formalName(name: NameParts): string {
  const surname = prefixed(name.prefix, name.lastName)
  const initials = join((name.initials ?? '').trim() || initialsOf(name.firstName ?? ''))
  return join(capitalise(name.salutation ?? ''), initials === '' ? capitalise(surname) : join(initials, surname)) || displayName(name)
}

/** The first letter, or the one after 't and 's: 'Van der Berg', 't Hart', 'IJssel'. */
const capitalise = (text: string): string => text.trim().replace(/^(['’][a-z] )?(ij|\p{L})?/u, (_, article: string | undefined, letter: string | undefined) => (article ?? '') + (letter ?? '').toUpperCase())

/** Initials of first names: 'Jan Peter' gives 'J.P.', 'IJsbrand' gives 'IJ.', 'Anne-Marie' gives 'A.M.'. */
export const initialsOf = (firstName: string): string =>
  firstName.split(/[\s-]+/).map((name) => /^(?:IJ|Ij|ij)/.test(name) ? 'IJ.' : /^\p{L}/u.test(name) ? `${(Array.from(name)[0] ?? '').toUpperCase()}.` : '').join('')

/**
 * Key for sorting as a Dutch index does: surname without tussenvoegsel, then first name or initials, then
 * tussenvoegsel. Diacritics and case do not count; 'IJ' sorts as i + j; organisations sort among the surnames.
 */
export function sortKey(name: NameParts): string {
  const main = (name.lastName ?? '').trim() || (name.organisation ?? '').trim() || (name.firstName ?? '').trim() || (name.initials ?? '').trim()
  // U+0001 sorts before every letter, so 'Jans' comes before 'Jansen' whatever follows.
  return [main, (name.firstName ?? '').trim() || (name.initials ?? ''), name.prefix ?? '', name.organisation ?? ''].map(key).join('\u0001')
}

/** Words of letters and digits, as nearly every name is, only lose their capitals. */
const isSimple = (text: string): boolean => /^(?:[A-Za-z0-9]+(?: [A-Za-z0-9]+)*)?$/.test(text)
const key = (text: string): string => isSimple(text) ? text.toLowerCase() : fold(text).replace(/^[^\p{L}\p{N}]+/u, '').replace(/[.,']/g, '').replace(/[\s-]+/g, ' ').trim()
