import type { FillRandom } from '../model/ids.ts'

/** Without i, l, o and u (Crockford): what is typed over from a letter cannot be mistaken. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'
/** 28 letters of five bits: 140 random bits. */
const LENGTH = 28
const GROUP = 4

/** A new secret for a personal link, `7k3m-…` in seven groups of four. */
export function newToken(random: FillRandom): string {
  // 32 letters divide 256: every letter is as likely.
  const letters = Array.from(random(new Uint8Array(LENGTH)), (byte) => LETTERS[byte % LETTERS.length]!).join('')
  return letters.match(new RegExp(`.{${GROUP}}`, 'g'))!.join('-')
}

/** The letters of a secret as somebody may have typed them; anything that cannot be one gives '' . */
export function tokenLetters(typed: string): string {
  const letters = typed.slice(0, 100).toLowerCase().replace(/[\s-]+/g, '').replaceAll('o', '0').replace(/[il]/g, '1')
  return letters.length === LENGTH && [...letters].every((letter) => LETTERS.includes(letter)) ? letters : ''
}

/** Path of the door on the server. */
export const DOOR_PATH = '/deur'
/** The whole link. `address`: of the server as residents reach it, without a slash at the end. */
export const linkFor = (address: string, token: string): string => `${address.replace(/\/+$/, '')}${DOOR_PATH}/${token}`
