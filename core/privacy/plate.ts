/**
 * Dutch number plates, sidecodes 1 to 14 of the RDW: X a letter, 9 a digit. Vowels were no longer given out from sidecode 4 on,
 * which keeps ordinary words and months out.
 */
const old = ['XX-99-99', '99-99-XX', '99-XX-99'] as const
const recent = ['XX-99-XX', 'XX-XX-99', '99-XX-XX', '99-XXX-9', '9-XXX-99', 'XX-999-X', 'X-999-XX', 'XXX-99-X', 'X-99-XXX', '9-XX-999', '999-XX-9'] as const

const source = (code: string, letter: string, between: string): string => code.replaceAll('-', between).replaceAll('X', letter).replaceAll('9', '\\d')
const ANY = '[A-Za-z]', NO_VOWEL = '[B-DF-HJ-NP-TV-XZb-df-hj-np-tv-xz]', CAPITAL = '[B-DF-HJ-NP-TV-XZ]'
const alone = (patterns: readonly string[]): RegExp => new RegExp(`(?<![\\p{L}\\p{N}]|\\p{N}[-.,])(?:${patterns.join('|')})(?![\\p{L}\\p{N}]|[-.,]\\p{N})`, 'gu')

/** With dashes there is hardly anything else that looks like it. */
const dashed = alone([...old.map((code) => source(code, ANY, '-')), ...recent.map((code) => source(code, NO_VOWEL, '-'))])
/** Without, only in capitals; and not as 1234AB, which is a postcode, nor as AB1234, which is any code. */
const tight = alone([source('99-XX-99', CAPITAL, ''), ...recent.map((code) => source(code, CAPITAL, ''))])
/** With spaces, or as any code, only behind a word that says what it is. */
const spaced = alone([...old, ...recent].flatMap((code) => [source(code, ANY, ' '), source(code, ANY, '')]))
const vehicle = /(?:kenteken|nummerbord|nummerplaat|auto|busje|bestelbus|bestelwagen|scooter|brommer|motor|aanhanger)(?:\s+\p{L}+){0,2}[\s:,(]*$/iu

/** Where number plates stand in a text, as [from, to). */
export function findPlates(text: string): readonly (readonly [number, number])[] {
  const at = (pattern: RegExp) => [...text.matchAll(pattern)].map((m) => [m.index, m.index + m[0].length] as const)
  return [...at(dashed), ...at(tight), ...at(spaced).filter(([from]) => vehicle.test(text.slice(Math.max(0, from - 60), from)))]
}
