import { fold } from '../text/fold.ts'

/** What a person typed in the search box of the contact list, ready for the index. All of it must fit. */
export interface ContactSearch {
  /** Folded words, each the beginning of a word of the contact. */
  readonly words: readonly string[]
  /** Numbers of one or two digits, each a whole word: a house number. */
  readonly numbers: readonly string[]
  /** Folded single letters, each the beginning of a word of the name. */
  readonly letters: readonly string[]
}

/** Splits as the index does, into letters and digits. A phone number typed with spaces or dashes is one word. */
export function readContactSearch(typed: string): ContactSearch {
  const folded = fold(typed.slice(0, 200)).trim()
  // '0' and '06' begin nearly every phone number: with them alone nothing is asked yet.
  if (/^\+?0\d?$/.test(folded)) return { words: [], numbers: [], letters: [] }
  const all = (phoneDigits(folded) ?? folded).match(/[\p{L}\p{N}]+/gu)?.slice(0, 8) ?? []
  const isNumber = (word: string) => /^\d{1,2}$/.test(word)
  return { words: all.filter((word) => word.length > 1 && !isNumber(word)), numbers: all.filter(isNumber), letters: all.filter((word) => word.length === 1 && !isNumber(word)) }
}

/** The digits of a number being typed; the index holds both the national and the international form. */
function phoneDigits(text: string): string | null {
  if (!/^(?:0|\+)[\d\s()-]{3,}$/.test(text)) return null
  const digits = text.replace(/^(\+31)\s*\(?0\)?/, '$1').replace(/\D/g, '')
  return digits.startsWith('00') ? digits.slice(2) : digits
}

/** The FTS5 query; '' when there are no words to look up. */
export const ftsQuery = ({ words, numbers }: Pick<ContactSearch, 'words' | 'numbers'>): string => [...words.map((word) => `"${word}"*`), ...numbers.map((word) => `"${word}"`)].join(' ')
