import { fold } from '../text/fold.ts'

/** What one search may ask: more words than this make nothing clearer and everything slower. */
const MAX_WORDS = 12
const MAX_WORD = 60

/** The words of a query as they are looked for; punctuation alone is no word. */
export const searchWords = (text: string): readonly string[] =>
  text.slice(0, 1000).replaceAll('\0', ' ').toWellFormed().split(/\s+/u).map((word) => word.slice(0, MAX_WORD).toWellFormed()).filter((word) => /[\p{L}\p{N}]/u.test(word)).slice(0, MAX_WORDS)

/**
 * An FTS5 query for whatever people type: every word must be there, as the beginning of a word. Everything is quoted,
 * so no operator or quote of the query language gets through. Null when there is nothing to look for.
 * A last word of one letter is left out when there are others: it would match nearly everything.
 */
export function matchQuery(text: string): string | null {
  const all = searchWords(text)
  const words = all.length > 1 && all.at(-1)?.length === 1 ? all.slice(0, -1) : all
  return words.length === 0 ? null : words.map((word) => `"${word.replaceAll('"', '""')}"*`).join(' ')
}

/** A piece of text, and whether it is what was looked for. */
export interface Part { readonly text: string; readonly hit: boolean }

/**
 * A query for the contact index, which knows words but not their places: every word is split where the index splits,
 * so that `j.jansen@example.nl` looks for four words. All are beginnings of words: people type names half.
 */
export function contactQuery(text: string): string | null {
  const words = searchWords(text).flatMap((word) => indexWords(word)).slice(0, MAX_WORDS)
  const long = words.length > 1 ? words.filter((word) => word.length > 1) : words
  return long.length === 0 ? null : long.map((word) => `"${word}"*`).join(' ')
}

const indexWords = (text: string): readonly string[] => text.normalize('NFD').replace(/\p{Mn}+/gu, '').normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []

/** Marks the words of a short text that begin with a word that is looked for. */
export function markWords(text: string, looked: string): readonly Part[] {
  const wanted = searchWords(looked).flatMap((word) => indexWords(word)).map(fold)
  const parts: Part[] = []
  let end = 0
  for (const match of text.matchAll(/[\p{L}\p{N}\p{Mn}]+/gu)) {
    const word = fold(match[0])
    if (!wanted.some((w) => word.startsWith(w))) continue
    if (match.index > end) parts.push({ text: text.slice(end, match.index), hit: false })
    parts.push({ text: match[0], hit: true })
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push({ text: text.slice(end), hit: false })
  return parts
}

const BEFORE = 6
const AFTER = 14

/** The words around the first hit in a long text, marked; nothing when no word of it is looked for. */
export function snippetOf(body: string, looked: string): readonly Part[] {
  const wanted = searchWords(looked).flatMap((word) => indexWords(word)).map(fold)
  const starts: number[] = []
  let hit = -1
  let end = body.length
  for (const match of body.matchAll(/[\p{L}\p{N}\p{Mn}]+/gu)) {
    if (hit < 0) {
      starts.push(match.index)
      const word = fold(match[0])
      if (wanted.some((w) => word.startsWith(w))) hit = starts.length - 1
    } else if (++hit - starts.length + 1 > AFTER) { end = match.index; break }
  }
  if (hit < 0) return []
  const from = starts[Math.max(0, starts.length - 1 - BEFORE)] ?? 0
  const piece = body.slice(from, end).replace(/\s+/gu, ' ').trim()
  return markWords(`${from > 0 ? '… ' : ''}${piece}${end < body.length ? ' …' : ''}`, looked)
}
