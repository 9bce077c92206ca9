import { fold } from '../text/fold.ts'
import { parsePostcode } from '../text/postcode.ts'
import type { AddressGroup } from './columns.ts'
import type { DraftProblem } from './draft.ts'
import { splitAddress, splitHouseNumber, splitStreet, type ReadAddress } from './read-address.ts'

type Place = { -readonly [K in keyof ReadAddress]: string } & { address: string }

/** The address of a contact, and what is to be said about it. */
export interface SettledPlace {
  readonly address: ReadAddress
  /** Lines and further addresses that have no field: for the remarks. */
  readonly notes: readonly string[]
  readonly problems: readonly DraftProblem[]
}

const nowhere: ReadAddress = { street: '', houseNumber: '', houseNumberAddition: '', postcode: '', city: '' }
const order: readonly (AddressGroup | '')[] = ['', 'thuis', 'werk', 'anders']

/** Collects the parts of the addresses of one contact. The home address becomes the contact's own. */
export class Places {
  private readonly open = new Map<AddressGroup | '', Place>()
  private readonly closed: [AddressGroup, Place][] = []

  add(target: keyof Place, value: string, group?: AddressGroup): void {
    const place = this.open.get(group ?? '') ?? { ...nowhere, address: '' }
    if (target === 'postcode' && sayTheSame(place.postcode, value)) return
    const between = target === 'houseNumberAddition' ? '' : target === 'address' || target === 'street' ? '\n' : ' '
    place[target] = place[target] === '' ? value : place[target] + between + value
    this.open.set(group ?? '', place)
  }

  /** The next parts belong to another address than those before, even of the same group. */
  next(group: AddressGroup): void {
    const place = this.open.get(group)
    if (!place) return
    this.open.delete(group)
    this.closed.push([group, place])
  }

  settle(verbatim: boolean): SettledPlace {
    const [first, ...others] = [...this.closed, ...this.open].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    if (!first) return { address: nowhere, notes: [], problems: [] }
    const { address, ...fields } = first[1]
    const own = verbatim ? { address: fields, notes: [], problems: [] } : tidy(fields, address)
    return { ...own, notes: [...own.notes, ...others.map(([group, place]) => `${group === 'werk' ? 'Werkadres' : 'Ander adres'}: ${inWords(place)}`)] }
  }
}

/** 'PC4' beside 'Postcode' adds nothing; '1823' and 'AB' in two columns are one postcode. */
const sayTheSame = (known: string, more: string): boolean => parsePostcode(known) !== null && fold(known).replace(/\s/g, '').startsWith(fold(more).replace(/\s/g, ''))

const inWords = (place: Place): string =>
  [place.address, [place.street.replaceAll('\n', ' '), place.houseNumber + place.houseNumberAddition].join(' ').trim(), [place.postcode, place.city].join(' ').trim()].filter((part) => part !== '').join(', ')

/** Splits what was in one cell, and writes house number and postcode in one way. What cannot be read stays as it was. */
function tidy(fields: ReadAddress, whole: string): SettledPlace {
  const notes: string[] = []
  const problems: DraftProblem[] = []
  let place = fields.houseNumber === '' ? fields : { ...fields, street: fields.street.replaceAll('\n', ' ') }
  if (whole !== '') place = withWhole(place, whole, notes)
  // A whole address under 'Plaats'.
  if (Object.values({ ...place, city: '' }).every((part) => part === '') && splitAddress(place.city)?.postcode) place = withWhole(nowhere, place.city, notes)
  if (place.houseNumber !== '') place = withHouseNumber(place, problems)
  else if (place.street !== '') place = withStreet(place, notes)
  place = postcodeOutOfCity(place)
  if (place.postcode !== '') place = withPostcode(place, problems)
  return { address: place, notes, problems }
}

function withWhole(place: ReadAddress, whole: string, notes: string[]): ReadAddress {
  const split = place.street === '' ? splitAddress(whole) : null
  if (split) return { street: split.street, houseNumber: place.houseNumber || split.houseNumber, houseNumberAddition: place.houseNumberAddition || split.houseNumberAddition, postcode: place.postcode || split.postcode, city: place.city || split.city }
  if (place.street === '' && !/[\r\n]/.test(whole)) return { ...place, street: whole }
  // 'Kade 12\nbovenwoning' beside a city of its own: only the street is in these lines.
  if (place.street === '' && place.houseNumber === '' && place.city !== '' && splitStreet(/^.*/.exec(whole)?.[0] ?? '')) return { ...place, street: whole }
  if (!saysTheSame(place, whole)) notes.push(`Adres: ${whole}`)
  return place
}

/** Address books give an address both in parts and whole; the whole then only adds the country. */
function saysTheSame(place: ReadAddress, whole: string): boolean {
  const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
  const known = new Set(wordsOf(`${Object.values(place).join(' ')} ${place.postcode.replace(/\s/g, '')} nederland netherlands the nl`))
  return wordsOf(whole).every((word) => known.has(word))
}

/** The house number out of the first line of a street; further lines become a note when the first says it all. */
function withStreet(place: ReadAddress, notes: string[]): ReadAddress {
  const [first = '', ...more] = place.street.split(/\s*[\r\n]+\s*/).filter((line) => line !== '')
  const split = splitStreet(first)
  if (!split) return { ...place, street: [first, ...more].join(', ') }
  if (more.length > 0) notes.push(`Adres, tweede regel: ${more.join(', ')}`)
  return { ...place, street: split.street, houseNumber: split.houseNumber, houseNumberAddition: split.addition + place.houseNumberAddition }
}

function withHouseNumber(place: ReadAddress, problems: DraftProblem[]): ReadAddress {
  const split = splitHouseNumber(place.houseNumber)
  if (split) return { ...place, houseNumber: split.houseNumber, houseNumberAddition: [split.addition, place.houseNumberAddition.trim()].filter((part) => part !== '').join(' ') }
  problems.push({ field: 'houseNumber', message: `Dit huisnummer wordt niet herkend: ${place.houseNumber}` })
  return place
}

/** '1823 AB Alkmaar' under 'Plaats', also beside that postcode. */
function postcodeOutOfCity(place: ReadAddress): ReadAddress {
  const [, postcode, city] = /^([1-9]\d{3}\s?[A-Z]{2})[\s,]+(\p{L}.*)$/iu.exec(place.city) ?? []
  if (postcode === undefined || city === undefined || parsePostcode(postcode) === null) return place
  return place.postcode === '' || parsePostcode(place.postcode) === parsePostcode(postcode) ? { ...place, postcode, city } : place
}

function withPostcode(place: ReadAddress, problems: DraftProblem[]): ReadAddress {
  // 'postcode plaats' in one cell, or the other way round.
  const both = place.city === '' ? /^(?<postcode>[1-9]\d{3}\s?[A-Z]{2})[\s,–-]+(?<city>\p{L}.*)$/iu.exec(place.postcode) ?? /^(?<city>\p{L}[^\d,]*?)[\s,–-]+(?<postcode>[1-9]\d{3}\s?[A-Z]{2})$/iu.exec(place.postcode) : null
  const typed = both?.groups?.['postcode'] ?? place.postcode
  const postcode = parsePostcode(typed)
  if (postcode === null) problems.push({ field: 'postcode', message: `Deze postcode wordt niet herkend: ${typed}` })
  return { ...place, postcode: postcode ?? typed, city: both?.groups?.['city'] ?? place.city }
}
