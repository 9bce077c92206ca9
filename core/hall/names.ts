import { fold } from '../text/fold.ts'
import type { Find } from './text.ts'

/** The names and streets of everybody on this laptop, folded, a set each so that a list of 100,000 people stays small. */
export interface KnownNames { readonly first: ReadonlySet<string>; readonly last: ReadonlySet<string>; readonly streets: ReadonlySet<string> }

const prefixes = new Set(['van', 'de', 'der', 'den', 'het', 't', 'ten', 'ter', 'te', 'op', 'in', 'uit', 'aan', 'bij', 'voor', 'la', 'le', 'du', 'el', 'al', 'ben', 'von', 'da', 'dos', 'di'])
const salutations = new Set(['mevrouw', 'mevr', 'mw', 'meneer', 'mijnheer', 'dhr', 'heer', 'familie', 'fam', 'buurman', 'buurvrouw', 'mijnh'])
const WORD = /[\p{L}\p{Mn}]+/gu

interface Token { readonly from: number; readonly to: number; readonly word: string; readonly capital: boolean }
const tokensOf = (text: string): Token[] => [...text.matchAll(WORD)].map((m) => ({ from: m.index, to: m.index + m[0].length, word: fold(m[0]), capital: /^\p{Lu}/u.test(m[0]) }))

/** The words of names as `KnownNames` wants them: 'van der Berg-de Wit' gives 'berg' and 'wit'. */
export const nameWords = (name: string): string[] => tokensOf(name).map((token) => token.word).filter((word) => word.length > 1 && !prefixes.has(word))

/**
 * Where a text may name a person: a known first or last name with a capital, a known first name or an initial before a known
 * last name in any letters, a name after 'mevrouw' or 'familie', and a known street with a number. It rather asks once too
 * often: 'Bakker' may be the shop, and then a person says so.
 */
export function findName(text: string, known: KnownNames): Find | null {
  const tokens = tokensOf(text)
  for (const [i, token] of tokens.entries()) {
    const last = lastNameAfter(tokens, i, known)
    if (last && (known.first.has(token.word) || token.word.length === 1)) return { type: 'name', found: text.slice(token.from, last.to) }
    if (token.capital && token.word.length > 1 && (known.first.has(token.word) || (known.last.has(token.word) && !prefixes.has(token.word)))) return { type: 'name', found: text.slice(token.from, token.to) }
    const named = salutations.has(token.word) ? nameAfter(tokens, i) : undefined
    if (named) return { type: 'name', found: text.slice(token.from, named.to) }
  }
  return streetIn(text, known)
}

/** The next word that is no prefix, when it is a last name. */
function lastNameAfter(tokens: readonly Token[], at: number, known: KnownNames): Token | undefined {
  let next = at + 1
  while (tokens[next] && (prefixes.has(tokens[next]!.word) || (tokens[next]!.word.length === 1 && next - at < 5))) next++
  const token = tokens[next]
  return token && known.last.has(token.word) ? token : undefined
}

function nameAfter(tokens: readonly Token[], at: number): Token | undefined {
  let next = at + 1
  while (tokens[next] && prefixes.has(tokens[next]!.word)) next++
  return tokens[next]?.capital ? tokens[next] : undefined
}

function streetIn(text: string, known: KnownNames): Find | null {
  for (const match of text.matchAll(/(\p{L}[\p{L}\p{Mn}'’.\- ]*?)\s+(\d{1,4})(?!\d)/gu)) {
    const words = fold(match[1] ?? '').split(' ')
    for (let from = 0; from < words.length; from++) if (known.streets.has(words.slice(from).join(' ')) && !/^(?:19|20)\d\d$/.test(match[2] ?? '')) return { type: 'address', found: `${words.slice(from).join(' ')} ${match[2] ?? ''}` }
  }
  return null
}
