/** Letters and digits that look alike on paper (0 O, 1 I L) are left out. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const LENGTH = 4

/**
 * The code by which a sheet of paper names a row: four characters that follow from its id, so that every laptop prints and
 * reads the same ones and none has to be kept. Two rows in a thousand people may share one; whoever reads them in asks.
 */
export function paperCode(id: string): string {
  let rest = Number.parseInt(id.replaceAll('-', '').slice(-12), 16) % ALPHABET.length ** LENGTH
  let code = ''
  for (let i = 0; i < LENGTH; i++) {
    code = ALPHABET.charAt(rest % ALPHABET.length) + code
    rest = Math.floor(rest / ALPHABET.length)
  }
  return code
}

/** What was typed, as codes: any case, with any marks between them. */
export const typedCodes = (text: string): string[] => text.toUpperCase().split(/[^A-Z0-9]+/).filter((code) => code !== '')
