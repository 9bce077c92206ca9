import { fold } from './fold.ts'

/** A shorter passphrase is not taken. */
export const MIN_PASSPHRASE = 10

export interface Strength {
  /** 0 very weak … 4 strong */
  readonly score: 0 | 1 | 2 | 3 | 4
  readonly label: string
  /** What would make it stronger; '' when it is strong. */
  readonly advice: string
}

/** The words and runs that guessing programs try first, as far as Dutch people choose them. */
const common = ['wachtwoord', 'welkom', 'password', 'qwerty', 'azerty', 'alkmaar', 'gemeente', 'gebiedsboek', 'gebied', 'wijk', 'feyenoord', 'ajax', 'zomer', 'winter', 'lente', 'herfst', 'geheim', 'admin', 'hallo', 'maandag', 'vrijdag', 'nederland', 'amsterdam', 'letmein', 'iloveyou', 'login']
const runs = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const labels = ['Heel zwak', 'Zwak', 'Redelijk', 'Goed', 'Sterk'] as const

/** Bits an attacker has to guess, roughly: characters that add nothing (repeats, runs, well-known words, years) hardly count. */
export function guessBits(passphrase: string): number {
  let rest = fold(passphrase)
  let bits = 0
  for (const word of common) if (rest.includes(word)) { rest = rest.replaceAll(word, '\u0001'); bits += 5 }
  rest = rest.replace(/(?:19|20)\d\d/g, () => { bits += 6; return '' })
  const words = rest.split(/[\s\-_.,]+/).filter((word) => /^\p{L}{3,}$/u.test(word) && new Set(word).size > 2)
  // Several ordinary words: each is one of some ten thousand, however long it is.
  if (words.length >= 2) { bits += new Set(words).size * 13; for (const word of words) rest = rest.replace(word, '') }
  const alphabet = (/\p{Ll}/u.test(passphrase) ? 26 : 0) + (/\p{Lu}/u.test(passphrase) ? 20 : 0) + (/\d/.test(passphrase) ? 10 : 0) + (/[^\p{L}\d]/u.test(passphrase) ? 15 : 0)
  const each = Math.log2(Math.max(10, alphabet))
  const letters = Array.from(rest).filter((letter) => letter !== '\u0001' && letter !== ' ')
  letters.forEach((letter, i) => {
    const before = letters[i - 1] ?? ''
    const run = runs.some((r) => r.includes(before + letter) || r.includes(letter + before))
    bits += letter === before ? 0.5 : before !== '' && run ? 1 : letters.indexOf(letter) < i ? each * 0.6 : each
  })
  return bits
}

/** How hard a passphrase is to guess, in words. */
export function passphraseStrength(passphrase: string): Strength {
  const bits = guessBits(passphrase)
  const score = bits < 20 ? 0 : bits < 35 ? 1 : bits < 45 ? 2 : bits < 60 ? 3 : 4
  const advice = score >= 3 ? '' : 'Neem vier of meer losse woorden die niets met elkaar te maken hebben.'
  return { score, label: labels[score], advice }
}
