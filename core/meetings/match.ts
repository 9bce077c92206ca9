import { fold } from '../text/fold.ts'

const words = (text: string): string[] => fold(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')

/** Does every typed word begin a word of this name? 'ber ja' finds 'Jan van der Berg'. */
export function matchesName(query: string, name: string): boolean {
  const parts = words(name)
  return words(query).every((typed) => parts.some((part) => part.startsWith(typed)))
}

/** The query for a full-text index with prefixes; null when nothing was typed that can be found. */
export function prefixQuery(query: string): string | null {
  const typed = words(query)
  return typed.length === 0 ? null : typed.map((word) => `"${word}"*`).join(' ')
}
