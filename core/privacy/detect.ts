import { isBsn } from '../text/bsn.ts'
import { findIbans } from './iban.ts'
import { offencePattern } from './offences.ts'
import { findPlates } from './plate.ts'

export type PrivateKind = 'bsn' | 'kenteken' | 'iban' | 'naam'
/** A piece of text of which one may ask: does this belong here? */
export interface Finding {
  readonly kind: PrivateKind
  /** UTF-16 offsets, `to` not included. */
  readonly from: number
  readonly to: number
  readonly text: string
}

export const findingWords: Record<PrivateKind, { readonly looksLike: string; readonly instead: string }> = {
  bsn: { looksLike: 'lijkt een burgerservicenummer', instead: '[burgerservicenummer weggehaald]' },
  kenteken: { looksLike: 'lijkt een kenteken', instead: '[kenteken weggehaald]' },
  iban: { looksLike: 'is een rekeningnummer', instead: '[rekeningnummer weggehaald]' },
  naam: { looksLike: 'is een naam naast iets strafbaars', instead: '[naam weggehaald]' },
}

/**
 * What in a text should probably not be kept: burgerservicenummers, number plates, account numbers, and names of known people next to
 * an offence. Pure and local; nothing is kept or sent. In order of place, never overlapping.
 * @param isKnown whether a name as it stands in the text ('Jan van der Berg', 'mevrouw Bakker') is that of somebody known
 */
export function findPrivate(text: string, isKnown: (name: string) => boolean = () => false): readonly Finding[] {
  const found: Finding[] = []
  const add = (kind: PrivateKind, spans: readonly (readonly [number, number])[]) => {
    for (const [from, to] of spans) if (!found.some((f) => from < f.to && f.from < to)) found.push({ kind, from, to, text: text.slice(from, to) })
  }
  add('iban', findIbans(text))
  add('kenteken', findPlates(text))
  add('bsn', findBsns(text))
  add('naam', namesByOffences(text).filter(({ name }) => isKnown(name)).map(({ from, to }) => [from, to]))
  return found.sort((a, b) => a.from - b.from)
}

/** The text with one finding taken out. Answers the text as it is when the finding is no longer there. */
export function withoutFinding(text: string, { kind, from, to, text: found }: Finding): string {
  const at = text.slice(from, to) === found ? from : text.indexOf(found)
  return at < 0 ? text : text.slice(0, at) + findingWords[kind].instead + text.slice(at + found.length)
}

/** Nine digits in a row or in the groups of a form. One in eleven numbers passes the test, so eight digits count only behind the word. */
const NINE = /(?<![\d.,+-]|\+\d{1,3} |€ ?)(?:\d{9}|\d{4}([ .-])\d{2}\1\d{3}|\d{3}([ .-])\d{3}\2\d{3})(?![\d-]|[.,]\d| ?(?:euro|EUR|%))/g
const EIGHT = /(?<=(?:bsn|burgerservicenummer|sofinummer|sofi-nummer)(?: is| nr\.?| nummer)?[\s:]{0,3})\d{8}(?!\d)/giu

function findBsns(text: string): readonly (readonly [number, number])[] {
  return [...text.matchAll(NINE), ...text.matchAll(EIGHT)].filter(([digits]) => isBsn(digits)).map((m) => [m.index, m.index + m[0].length] as const)
}

/** A name that stands near an offence in the same sentence. */
export interface NamedNear { readonly from: number; readonly to: number; readonly name: string }

const NEAR = 90
const prefixes = 'van|de|der|den|het|ten|ter|te|el|al|op|in|uit|von|la|le|du|bin|ben|\'t|’t'
/** 'Jan van der Berg', 'J. de Vries', 'mevrouw Bakker', 'familie Van Dam'. One capital word alone may be anything, and at the start of a sentence it mostly is. */
const NAME = new RegExp(`(?:(?<![\\p{L}\\p{N}])(?:meneer|mijnheer|mevrouw|dhr\\.?|mevr\\.?|mw\\.?|heer|familie|fam\\.?) (?:(?:${prefixes}) ){0,3}\\p{Lu}[\\p{L}'’-]+|(?<![\\p{L}\\p{N}])(?:\\p{Lu}[\\p{L}'’-]*|(?:\\p{Lu}\\.){1,4})(?: (?:(?:${prefixes}) ){0,3}\\p{Lu}[\\p{L}'’-]+)+|(?<![\\p{L}\\p{N}.])(?:\\p{Lu}\\.){1,4} ?\\p{Lu}[\\p{L}'’-]+)`, 'gu')

/** Every name within reach of an offence, whether anybody is called so or not. */
export function namesByOffences(text: string): readonly NamedNear[] {
  const found = new Map<number, NamedNear>()
  for (const { index, 0: offence } of text.matchAll(offencePattern)) {
    const [from, to] = sentenceAround(text, index, index + offence.length)
    for (const name of text.slice(from, to).matchAll(NAME)) found.set(from + name.index, { from: from + name.index, to: from + name.index + name[0].length, name: name[0] })
  }
  return [...found.values()]
}

/** The sentence or line that an offence stands in, no further away than a person would read them together. */
function sentenceAround(text: string, from: number, to: number): readonly [number, number] {
  const before = text.slice(Math.max(0, from - NEAR), from), after = text.slice(to, to + NEAR)
  // A full stop behind one or two letters ('J.', 'dhr.', 'mw.') ends no sentence.
  const start = [...before.matchAll(/(?<=\p{Ll}{4}|\p{N})[.!?]\s|\n/gu)].at(-1)
  const end = /(?<=\p{Ll}{4}|\p{N})[.!?](?:\s|$)|\n/u.exec(after)
  return [from - before.length + (start ? start.index + start[0].length : 0), to + (end ? end.index : after.length)]
}
