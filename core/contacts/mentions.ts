import { fold } from '../text/fold.ts'
import type { NameParts } from '../text/names.ts'

/** What a person can be recognised by in running text. */
export interface Recognisable extends NameParts {
  readonly email?: string
  readonly phone?: string
  readonly phone2?: string
  readonly street?: string
  readonly houseNumber?: string
}

/** A piece of text that names the person. `sure`: nobody else is meant. A surname or an address alone may be a neighbour's. */
export interface Mention {
  readonly from: number
  readonly to: number
  readonly sure: boolean
  /** name: read as somebody; detail: a number or an address */
  readonly type: 'name' | 'detail'
}
export type MentionFinder = (text: string) => readonly Mention[]

interface Token { readonly from: number; readonly to: number; readonly word: string; readonly capital: boolean }

const salutations = new Set(['mevrouw', 'mevr', 'mw', 'meneer', 'mijnheer', 'dhr', 'heer', 'de', 'familie', 'fam'])
const WORD = /[\p{L}\p{N}\p{Mn}]+/gu

/**
 * Finds where a text names this person, as people write names in notes: 'Jan van der Berg', 'J.P. van der Berg', 'Berg, Jan',
 * 'mevrouw Van der Berg', with an s for a possessive. Case, diacritics and kinds of dashes do not count.
 */
export function mentionFinder(person: Recognisable): MentionFinder {
  const first = wordsOf(person.firstName), prefix = wordsOf(person.prefix), last = wordsOf(person.lastName), organisation = wordsOf(person.organisation)
  const initial = (wordsOf(person.initials)[0] ?? first[0] ?? '').charAt(0)
  const surname = [...prefix, ...last]
  const named = last.length > 0
  const full = named && first.length > 0 ? [first, first.slice(0, 1)].flatMap((given) => [[...given, ...surname], [...surname, ...given], [...last, ...given]]) : []
  const firm = [...full, ...(!named && first.length > 1 ? [first] : []), ...(!named && first.length === 0 && organisation.length > 0 ? [organisation] : [])]
  const loose = named ? [surname, ...(prefix.length > 0 ? [] : [last])] : first.length === 1 ? [first] : []
  const address = wordsOf(person.street).length > 0 && (person.houseNumber ?? '') !== '' ? [...wordsOf(person.street), ...wordsOf(person.houseNumber)] : []
  const details = [emailPattern(person.email), phonePattern(person.phone), phonePattern(person.phone2)].filter((p) => p !== null)
  const keys = [...firm, ...loose, ...(address.length > 0 ? [address] : [])].map((words) => words.reduce((a, b) => (b.length > a.length ? b : a), ''))
  return (text) => {
    const folded = fold(text)
    const tokens = keys.some((key) => folded.includes(key)) ? tokensOf(text) : []
    const found = tokens.flatMap((_, i) => [
      ...firm.map((words) => match(text, tokens, i, words, true)),
      ...(named && initial !== '' ? [withInitials(text, tokens, i, initial, surname)] : []),
      ...loose.map((words) => match(text, tokens, i, words, false)),
      ...(address.length > 0 ? [match(text, tokens, i, address, false, 'detail')] : []),
    ].filter((m) => m !== undefined).map((m) => (m.type === 'name' ? withSalutation(text, tokens, m) : m)))
    for (const pattern of details) for (const hit of text.matchAll(pattern)) found.push({ from: hit.index, to: hit.index + hit[0].length, sure: true, type: 'detail' })
    return apart(found)
  }
}

const wordsOf = (text: string | undefined): string[] => (text ?? '').match(WORD)?.map(fold) ?? []

const tokensOf = (text: string): Token[] =>
  [...text.matchAll(WORD)].map((m) => ({ from: m.index, to: m.index + m[0].length, word: fold(m[0]), capital: /^\p{Lu}/u.test(m[0]) }))

/** Words of one name have little between them, and stand on one line. */
const joined = (text: string, a: Token, b: Token): boolean => /^[ \u00a0.,'’‘\-–/]{1,3}$/.test(text.slice(a.to, b.from))

function match(text: string, tokens: readonly Token[], at: number, words: readonly string[], sure: boolean, type: Mention['type'] = 'name'): Mention | undefined {
  const end = at + words.length - 1
  const lastToken = tokens[end]
  if (!lastToken) return undefined
  for (const [k, word] of words.entries()) {
    const token = tokens[at + k]!
    if (token.word !== word && !(k === words.length - 1 && token.word === `${word}s`)) return undefined
    if (k > 0 && !joined(text, tokens[at + k - 1]!, token)) return undefined
  }
  // 'visser' is a trade, 'Visser' a name; an address is as good in small letters.
  if (!sure && type === 'name' && (!lastToken.capital || isSomebodyElse(text, tokens, at, words.length > 1))) return undefined
  return { from: tokens[at]!.from, to: lastToken.to, sure, type }
}

/** 'Vera van der Berg' when Jan is meant: another given name or initial stands before the surname. A prefix with a capital follows no name. */
function isSomebodyElse(text: string, tokens: readonly Token[], at: number, prefixed: boolean): boolean {
  const before = tokens[at - 1], first = tokens[at]!
  if (!before?.capital || salutations.has(before.word) || !/^[ .\u00a0]{1,2}$/.test(text.slice(before.to, first.from))) return false
  return prefixed ? !first.capital : !startsSentence(text, before.from)
}

/** 'J. van der Berg', 'J.P. van der Berg'. */
function withInitials(text: string, tokens: readonly Token[], at: number, initial: string, surname: readonly string[]): Mention | undefined {
  if (tokens[at]!.word !== initial) return undefined
  let next = at + 1
  while (tokens[next]?.word.length === 1 && next - at < 5 && joined(text, tokens[next - 1]!, tokens[next]!)) next++
  const rest = match(text, tokens, next, surname, true)
  return rest && joined(text, tokens[next - 1]!, tokens[next]!) ? { ...rest, from: tokens[at]!.from } : undefined
}

function withSalutation(text: string, tokens: readonly Token[], mention: Mention): Mention {
  let first = tokens.findIndex((t) => t.from === mention.from)
  while (first > 0 && salutations.has(tokens[first - 1]!.word) && joined(text, tokens[first - 1]!, tokens[first]!) && (tokens[first - 1]!.word !== 'de' || tokens[first]!.word === 'heer' || tokens[first]!.word === 'familie')) first--
  return { ...mention, from: tokens[first]!.from }
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
const emailPattern = (email: string | undefined): RegExp | null => ((email ?? '').includes('@') ? new RegExp(escape(email!.trim()), 'giu') : null)

/** The last nine digits say which number it is, however it is written. */
function phonePattern(phone: string | undefined): RegExp | null {
  const digits = (phone ?? '').replace(/\D/g, '').slice(-9)
  return digits.length === 9 ? new RegExp(`(?<!\\d)(?:(?:\\+|00)31[\\s().-]*(?:0[\\s).-]*)?|0)${[...digits].join('[\\s().-]*')}(?!\\d)`, 'gu') : null
}

/** Without overlap: what is sure goes before what may be, longer before shorter. */
function apart(found: readonly Mention[]): Mention[] {
  const kept: Mention[] = []
  for (const m of [...found].sort((a, b) => Number(b.sure) - Number(a.sure) || b.to - b.from - (a.to - a.from))) {
    if (!kept.some((k) => m.from < k.to && k.from < m.to)) kept.push(m)
  }
  return kept.sort((a, b) => a.from - b.from)
}

/** Whether a sentence begins here. */
export const startsSentence = (text: string, at: number): boolean => /(?:^|[.!?:]\s+|\n\s*)$/.test(text.slice(0, at))

/** What stands there instead: a person at the beginning of a sentence gets a capital. */
export const replacementFor = (text: string, { from, type }: Mention): string =>
  type === 'detail' ? '(gewist)' : startsSentence(text, from) ? 'Een bewoner' : 'een bewoner'

export function withoutMentions(text: string, mentions: readonly Mention[]): string {
  return [...mentions].reverse().reduce((out, m) => out.slice(0, m.from) + replacementFor(text, m) + out.slice(m.to), text)
}

/** Whether any text in a JSON value surely names the person. */
export function namesSurely(value: unknown, find: MentionFinder): boolean {
  if (typeof value === 'string') return find(value).some((m) => m.sure)
  if (Array.isArray(value)) return value.some((v) => namesSurely(v, find))
  return typeof value === 'object' && value !== null && Object.values(value).some((v) => namesSurely(v, find))
}
