import { fold } from '../text/fold.ts'
import { parsePhone } from '../text/phone.ts'
import { cellText, type Cell } from './cell.ts'

// oxlint-disable-next-line no-control-regex -- control characters, and marks of direction and width that come along when copying
const unseen = /[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g

/** Text as it can be kept: no NUL, no half characters; trimmed and without what cannot be seen unless it is running text. */
export function cleanText(text: string, keepSpaces: boolean): string {
  const plain = text.replaceAll('\0', '').toWellFormed()
  return keepSpaces ? plain : plain.replace(unseen, '').trim().replace(/[\u00a0 ]+/g, ' ')
}

/** What was read in a cell, and whether it held other words, which would be lost. */
export interface AmongWords {
  readonly values: readonly string[]
  readonly words: boolean
}

/** The addresses in 'a@b.nl; J. Bos <c@d.nl>', 'a@b.nl ::: c@d.nl' (Google), 'mailto:a@b.nl of c@d.nl', 'a@b.nl (werk)'. Where none can be told apart, the text as it was. */
export function addressesIn(value: string): AmongWords {
  const values = (value.match(/[^\s;,<>"()/|:]+@[^\s;,<>"()/|:]+/g) ?? []).map((email) => email.replace(/^'|[.']+$/g, ''))
  const rest = values.reduce((text, email) => text.replace(email, ''), value).replace(/\b(?:of|en|mailto|e-?mail|mail|e)\b|[^\p{L}\p{N}]/giu, '')
  const words = rest !== '' && !/<[^<>\s]+@[^<>\s]+>/.test(value)
  return values.length === 0 || (words && !values.every((email) => /@.+\.\p{L}{2,}$/u.test(email))) ? { values: [value], words: false } : { values, words }
}

/** The numbers in '072-5123456 / 06-12345678', '… ::: …' (Google) and '06-12345678 (dochter)', or null when any of it is no phone number. */
export function phonesIn(value: string): AmongWords | null {
  const parts = parsePhone(value) === null ? value.split(/\s*(?:[/;,|:\r\n]|\bof\b|\ben\b)+\s*/i).flatMap(spacedNumbers).filter((part) => part !== '') : [value]
  return numbersOf(parts, false) ?? numbersOf(value.match(/\+?\(?\d[\d\s().\-‐–]{6,50}\d/g) ?? [], true)
}

/** '072-5123456 06-12345678' is two numbers, '072 512 34 56' one. */
function spacedNumbers(text: string): string[] {
  const parts = text.split(/\s+/)
  return parsePhone(text) === null && parts.every((part) => parsePhone(part) !== null) ? parts : [text]
}

function numbersOf(parts: readonly string[], words: boolean): AmongWords | null {
  const values = parts.map(parsePhone).filter((number) => number !== null)
  return values.length > 0 && values.length === parts.length ? { values, words } : null
}

/** 'JP' and 'j.p' become 'J.P.'; anything else stays. */
export function tidyInitials(text: string): string {
  if (/^(?:IJ|ij)\.?$/.test(text)) return 'IJ.'
  if (/^(?:\p{Lu}{1,5}|\p{Ll}{1,2}|(?:\p{L}[.\s]+)*\p{L}\.?)$/u.test(text)) return Array.from(text.toUpperCase().replace(/[.\s]/g, ''), (letter) => `${letter}.`).join('')
  return text
}

/** 'geen', 'n.v.t.', '-': words for nothing. */
export const saysNone = (value: string): boolean => /^(?:geen(?: e-?mail| tel(?:efoon)?)?|n\.?v\.?t\.?|onbekend|null|none|[-–./]+)$/i.test(value)

/** yes, no, null for an empty cell, undefined when it is neither, or a yes that is taken back: 'ja, maar niet per post'. */
export function readYesNo(cell: Cell): boolean | null | undefined {
  if (typeof cell === 'boolean') return cell
  const text = fold(cellText(cell)).trim().replace(/(?<=\S)[.!]+$/, '')
  if (text === '') return null
  if (/^(?:ja|j|yes|y|1|x|v|waar|true|wel|akkoord|✓|✔|√|☑|ok|oke)$/.test(text) || /^ja[ ,;:.!(](?!.*\b(?:nee|niet|geen)\b)/.test(text)) return true
  return /^(?:nee|n|neen|no|0|-|☐|onwaar|false|niet|geen)$|^nee[ ,;:.!(]/.test(text) ? false : undefined
}
