import { fold } from '../text/fold.ts'
import { parsePhone } from '../text/phone.ts'
import { cellText, type Cell } from './cell.ts'

/** Text as it can be kept: no NUL, no half characters; trimmed unless it is running text. */
export function cleanText(text: string, keepSpaces: boolean): string {
  const plain = text.replaceAll('\0', '').toWellFormed()
  return keepSpaces ? plain : plain.trim().replace(/[\u00a0 ]+/g, ' ')
}

/** The addresses in 'a@b.nl; J. Bos <c@d.nl>', 'a@b.nl ::: c@d.nl' (Google), 'a@b.nl of c@d.nl'. Where other words would be lost, the text as it was. */
export function addressesIn(value: string): string[] {
  const found = value.match(/[^\s;,<>"/|]+@[^\s;,<>"/|]+/g) ?? []
  const rest = found.reduce((text, email) => text.replace(email, ''), value).replace(/:::|\b(?:of|en)\b|[\s;,<>/|]/g, '')
  return found.length > 0 && (rest === '' || /<[^<>\s]+@[^<>\s]+>/.test(value)) ? found : [value]
}

/** The numbers in '072-5123456 / 06-12345678' and '… ::: …' (Google), or null when any of it is no phone number. */
export function phonesIn(value: string): string[] | null {
  const parts = parsePhone(value) === null ? value.split(/\s*(?:[/;,|:\r\n]|\bof\b|\ben\b)+\s*/i).filter((part) => part !== '') : [value]
  const numbers = parts.map(parsePhone).filter((number) => number !== null)
  return numbers.length > 0 && numbers.length === parts.length ? numbers : null
}

/** 'JP' and 'j.p' become 'J.P.'; anything else stays. */
export function tidyInitials(text: string): string {
  if (/^(?:IJ|ij)\.?$/.test(text)) return 'IJ.'
  if (/^(?:\p{Lu}{1,5}|\p{Ll}{1,2}|(?:\p{L}[.\s]+)*\p{L}\.?)$/u.test(text)) return Array.from(text.toUpperCase().replace(/[.\s]/g, ''), (letter) => `${letter}.`).join('')
  return text
}

/** 'geen', 'n.v.t.', '-': words for nothing. */
export const saysNone = (value: string): boolean => /^(?:geen(?: e-?mail| tel(?:efoon)?)?|n\.?v\.?t\.?|onbekend|null|none|[-–./]+)$/i.test(value)

/** yes, no, null for an empty cell, undefined when it is neither. */
export function readYesNo(cell: Cell): boolean | null | undefined {
  if (typeof cell === 'boolean') return cell
  const text = fold(cellText(cell)).trim().replace(/[.]$/, '')
  if (text === '') return null
  if (/^(?:ja|j|yes|y|1|x|v|waar|true|wel|akkoord|✓|✔|√|ok|oke|ja[ ,].*)$/.test(text)) return true
  return /^(?:nee|n|neen|no|0|-|onwaar|false|niet|geen|nee[ ,].*)$/.test(text) ? false : undefined
}
