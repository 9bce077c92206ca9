import { fold } from '../text/fold.ts'

/** What a person typed in the search box of the contact list, ready for the index. */
export interface ContactSearch {
  /** Folded words of two characters or more: each must begin a word of the contact. */
  readonly words: readonly string[]
  /** Folded single letters: each must begin a word of the name. */
  readonly letters: readonly string[]
}

/**
 * Splits as the index does (letters and digits), and reads postcodes and phone numbers the way they are stored:
 * '1823ab' is '1823' and 'ab', '06 1234' is '316 1234' because numbers are kept as +316….
 */
export function readContactSearch(typed: string): ContactSearch {
  const folded = fold(typed.slice(0, 200)).replace(/\b([1-9]\d{3})([a-z]{1,2})\b/g, '$1 $2')
  const words = (phoneDigits(folded) ?? folded).match(/[\p{L}\p{N}]+/gu)?.slice(0, 8) ?? []
  return { words: words.filter((word) => word.length > 1), letters: words.filter((word) => word.length === 1) }
}

/** A Dutch number being typed: from '06 1' on, so that '06' alone is still a house number or a name. */
function phoneDigits(text: string): string | null {
  if (!/^\+?[\d\s()-]{4,}$/.test(text)) return null
  const digits = text.replace(/\D/g, '')
  if (text.startsWith('+')) return digits
  if (digits.startsWith('00') && digits.length > 4) return digits.slice(2)
  return digits.startsWith('0') && digits.length > 2 ? `31${digits.slice(1)}` : null
}

/** The words as an FTS5 query: every word a prefix, all must be there. Empty when there are no words. */
export const ftsQuery = (words: readonly string[]): string => words.map((word) => `"${word}"*`).join(' ')
