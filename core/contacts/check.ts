import { parsePhone, showPhone } from '../text/phone.ts'
import { parsePostcode } from '../text/postcode.ts'

/** What is stored for a typed value, and what is wrong with it with the way out. Nothing that was typed is thrown away. */
export interface Checked { readonly value: string; readonly problem: string | null }

const tidy = (text: string): string => text.trim().replace(/\s+/g, ' ')
const right = (value: string): Checked => ({ value, problem: null })

export function checkPhone(typed: string): Checked {
  const text = tidy(typed)
  if (text === '') return right('')
  const phone = parsePhone(text)
  if (phone !== null) return right(phone)
  const digits = text.replace(/\D/g, '').length
  if (/\p{L}/u.test(text)) return { value: text, problem: 'In een telefoonnummer staan geen letters. Zet uitleg bij Opmerkingen, bijvoorbeeld 06 12 34 56 78.' }
  if (digits < 10) return { value: text, problem: `Dit nummer heeft ${String(digits)} cijfers. Een Nederlands nummer heeft er 10, bijvoorbeeld 06 12 34 56 78.` }
  return { value: text, problem: 'Dit nummer heeft te veel cijfers. Schrijf het als 06 12 34 56 78 of met het landnummer, bijvoorbeeld +32 470 12 34 56.' }
}

export function checkPostcode(typed: string): Checked {
  const text = tidy(typed)
  if (text === '') return right('')
  const postcode = parsePostcode(text)
  if (postcode !== null) return right(postcode)
  if (/^[1-9]\d{3}$/.test(text)) return { value: text, problem: `De postcode mist twee letters, bijvoorbeeld ${text} AB.` }
  if (/^[1-9]\d{3}\s?[a-z]$/i.test(text)) return { value: text.toUpperCase(), problem: 'De postcode mist een letter, bijvoorbeeld 1823 AB.' }
  return { value: text, problem: 'Een postcode heeft vier cijfers en twee letters, bijvoorbeeld 1823 AB.' }
}

export function checkEmail(typed: string): Checked {
  const text = typed.trim().replace(/^mailto:/i, '')
  if (text === '') return right('')
  if (/^[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+$/.test(text)) return right(text)
  if (!text.includes('@')) return { value: text, problem: 'Het e-mailadres mist een @, bijvoorbeeld naam@voorbeeld.nl.' }
  if (/[\s,;]/.test(text)) return { value: text, problem: 'Zet hier één e-mailadres zonder spaties, bijvoorbeeld naam@voorbeeld.nl.' }
  return { value: text, problem: 'Na de @ hoort een naam met een punt, bijvoorbeeld naam@voorbeeld.nl.' }
}

type Detail = 'phone' | 'phone2' | 'email' | 'postcode'
const checks: Readonly<Record<Detail, (typed: string) => Checked>> = { phone: checkPhone, phone2: checkPhone, email: checkEmail, postcode: checkPostcode }

/** Checks one field of the contact details; fields without a rule are only trimmed. */
export const checkDetail = (field: string, typed: string): Checked => (Object.hasOwn(checks, field) ? checks[field as Detail](typed) : right(tidy(typed)))

/** The stored form of details on their way in. */
export const storedDetails = <D extends Readonly<Record<string, string | undefined>>>(details: D): D =>
  Object.fromEntries(Object.entries(details).map(([field, typed]) => [field, typed === undefined ? undefined : checkDetail(field, typed).value])) as D

/** A stored value as people read it. */
export const shownDetail = (field: string, value: string): string => (field === 'phone' || field === 'phone2' ? showPhone(value) : value)

interface Address { readonly street: string; readonly houseNumber: string; readonly houseNumberAddition: string; readonly postcode: string; readonly city?: string }
/** 'Kerkstraat 12-A, 1823 AB Alkmaar' */
export function addressLine(address: Address): string {
  const number = [address.houseNumber, address.houseNumberAddition].filter((part) => part !== '').join('-')
  const street = [address.street, number].filter((part) => part !== '').join(' ')
  const place = [address.postcode, address.city ?? ''].filter((part) => part !== '').join(' ')
  return [street, place].filter((part) => part !== '').join(', ')
}
