/** Crockford's base 32: no I, L, O or U, so that nothing on paper can be read two ways. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 25

/** 'A1B2C-…': 25 characters in groups of five. */
export function newRecoveryCode(random: (bytes: Uint8Array) => Uint8Array): string {
  const letters = Array.from(random(new Uint8Array(LENGTH)), (byte) => digits[byte % 32]).join('')
  return letters.match(/.{5}/g)!.join('-')
}

/** The code as it was made, however it was typed: case, spaces and dashes do not count, and look-alikes are put right. */
export const readRecoveryCode = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
