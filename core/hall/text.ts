import { z } from 'zod'
import { isBsn } from '../text/bsn.ts'
import { parsePhone } from '../text/phone.ts'

/** Why a text may not go to the hall, and the piece of it that says so. */
export interface Find { readonly type: 'name' | 'phone' | 'email' | 'address' | 'number'; readonly found: string }

const EMAIL = /[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().]+/u
const DIGITS = /\+?\d(?:[\s().\-/]*\d)+/gu
/** 1823 AB, or 1823ab in one piece; '2025 en' is no postcode. */
const POSTCODE = /(?<!\d)[1-9]\d{3}(?:\s?[A-Z]{2}|[a-z]{2})(?![A-Za-z])/u
const STREET = /(?<!\p{L})\p{L}*(?:straat|laan|weg|plein|hof|kade|pad|gracht|singel|dijk|plantsoen|steeg|dreef|markt|baan|park|erf|burg|veld|zoom)\s+(?!(?:19|20)\d\d(?!\d))\d{1,4}(?:\s?[a-zA-Z](?!\p{L}))?(?!\d)/iu
const IBAN = /(?<![A-Z0-9])[A-Z]{2}\d{2}\s?[A-Z]{4}\s?(?:\d\s?){10}(?!\d)/u

/** A text as it is read: without signs that nobody sees, and with every digit and letter in its usual form, so that none of these hides a number. */
export const plainLine = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- these are what is taken out
  text.normalize('NFKC').replace(/\p{Cf}+/gu, '').replace(/[\u0000-\u001F\u007F\s]+/gu, ' ').trim()

/** A way to reach or number somebody, in any text. Numbers of services (0800, 0900) reach nobody at home. */
export function findDetail(raw: string): Find | null {
  const text = plainLine(raw)
  const email = EMAIL.exec(text)?.[0]
  if (email !== undefined) return { type: 'email', found: email }
  const iban = IBAN.exec(text)?.[0]
  if (iban !== undefined) return { type: 'number', found: iban }
  for (const [run] of text.matchAll(DIGITS)) {
    if (/^\d{9}$/.test(run) && isBsn(run)) return { type: 'number', found: run }
    const phone = parsePhone(run)
    if (phone !== null && !/^\+31[89]00/.test(phone)) return { type: 'phone', found: run }
  }
  const address = POSTCODE.exec(text)?.[0] ?? STREET.exec(text)?.[0]
  return address === undefined ? null : { type: 'address', found: address }
}

/** One short line for the hall. No schema lets a phone number, mail address, home address or citizen number through, whoever sent it. */
export const hallText = (max: number) =>
  // oxlint-disable-next-line no-control-regex -- a line of a screen holds none
  z.string().max(max).regex(/^[^\u0000-\u001F\u007F]*$/).refine((text) => findDetail(text) === null, 'Deze tekst bevat een telefoonnummer, adres, e-mailadres of nummer van een persoon')
