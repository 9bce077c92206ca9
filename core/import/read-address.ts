import { parsePostcode } from '../text/postcode.ts'

export interface ReadAddress {
  readonly street: string
  readonly houseNumber: string
  readonly houseNumberAddition: string
  readonly postcode: string
  readonly city: string
}

const additionText = String.raw`[A-Za-z][A-Za-z0-9]{0,5}|\d{1,4}|[IVX]{1,4}|\d{1,2}(?:e|hoog)`
const floor = String.raw`\d{1,2}(?:e|[ -]?hoog|e (?:etage|verdieping|verd\.?))`
/** What may stand behind the number of a street: '-3', 'A', 'hs', 'a-3', 'A 3', '2 hoog'. */
const streetAddition = String.raw` ?[-/] ?(?:${additionText})| ?[A-Za-z][A-Za-z0-9]{0,5}(?:[-/][A-Za-z0-9]{1,4})?| ?[A-Za-z][A-Za-z0-9]{0,2} [A-Za-z0-9]{1,4}| (?:${floor})`
const number = String.raw`(?:(?:nr|no|nummer|huisnr)\.? ?)?(\d{1,5})(?!\d)`

/** A text that is longer is no address. */
const LONGEST = 500

/** '12 (boven)' is '12 boven'; what else is written behind a number says nothing. */
const tidied = (text: string): string => text.trim().replace(/\s+/g, ' ').replace(/ ?\(([^()]{1,12})\)$/, ' $1').replace(/[,;.\s]+$/, '')

/** '12', '12-A', '12 hs', '12A', '12 bis', '12-3', '12 A 3', 'nr. 12'. Null when it is no house number. */
export function splitHouseNumber(text: string): { readonly houseNumber: string; readonly addition: string } | null {
  const match = new RegExp(`^${number}(?:[.,]0)?(?:\\s*[-/ ]\\s*)?((?:(?:${additionText})(?:[-/ .]?(?:${additionText}))?)?)$`, 'i').exec(tidied(text).replace(/ ?[-/]$/, ''))
  return match ? { houseNumber: match[1] ?? '', addition: match[2] ?? '' } : null
}

/** 'Kerkstraat 12-A', 'Kerkstraat 12a-3', 'Plein 1945 12', '2e Hugo de Grootstraat 3 II'. Null when there is no house number to be sure of. */
export function splitStreet(text: string): { readonly street: string; readonly houseNumber: string; readonly addition: string } | null {
  if (text.length > LONGEST) return null
  const match = new RegExp(`^(.*?\\p{L}.*?),? ${number}(?! (?:nr|no)\\b)(${streetAddition}|)$`, 'iu').exec(tidied(text))
  // 'Kade 12 t/m 16' is no number 16.
  return match && !/\d ?(?:t\/m|tot|en|&|\+)$/i.test(match[1] ?? '') ? { street: match[1] ?? '', houseNumber: match[2] ?? '', addition: (match[3] ?? '').replace(/^ ?[-/]? ?/, '') } : null
}

/** An address in one cell, on one line or more: 'Kerkstraat 12, 1823 AB Alkmaar'. Null when it cannot be split safely. */
export function splitAddress(text: string): ReadAddress | null {
  if (text.length > LONGEST) return null
  const clean = text.trim()
  const match = /^(.*?)[\s,;–-]*\b([1-9]\d{3} ?[A-Za-z]{2})\b[\s,;–-]*(.*)$/s.exec(clean)
  if (!match) {
    const street = /[\r\n]/.test(clean) ? null : splitStreet(clean)
    return street && { street: street.street, houseNumber: street.houseNumber, houseNumberAddition: street.addition, postcode: '', city: '' }
  }
  const postcode = parsePostcode(match[2] ?? '')
  const street = splitStreet((match[1] ?? '').replace(/[\s,]+$/, ''))
  const city = (match[3] ?? '').replace(/[\s,]*(?:nederland|the netherlands|nl)?\s*$/i, '').trim()
  if (postcode === null || /[\r\n]/.test(city) || (street === null && (match[1] ?? '') !== '')) return null
  return { street: street?.street ?? '', houseNumber: street?.houseNumber ?? '', houseNumberAddition: street?.addition ?? '', postcode, city }
}
