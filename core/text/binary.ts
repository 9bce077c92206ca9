import { decoderFor, decoderNamed } from './bytes.ts'

/**
 * A binary string holds one byte per character. Old address book formats fold lines between bytes and change
 * encoding per value, so they can only be taken apart before they are decoded.
 */
export function toBinary(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)))
  return parts.join('')
}

export const fromBinary = (binary: string): Uint8Array<ArrayBuffer> => Uint8Array.from(binary, (character) => character.charCodeAt(0) & 0xff)

/**
 * Decodes UTF-8 where every byte allows it: bytes that do are nothing else, also where a program put another name to
 * them. Otherwise by the name, or as Windows-1252 when it is absent or unknown.
 */
export function decodeBinary(binary: string, charset = ''): string {
  // oxlint-disable-next-line no-control-regex -- exactly the bytes that every encoding here shares
  if (/^[\x00-\x7f]*$/.test(binary)) return binary
  const bytes = fromBinary(binary)
  try {
    return decoderFor('utf-8', true).decode(bytes)
  } catch {
    return (decoderNamed(charset) ?? decoderFor('windows-1252')).decode(bytes)
  }
}

/** Quoted-printable to bytes; a lone '=' stays. */
export const fromQuotedPrintable = (text: string): string =>
  text.replace(/=\r*\n/g, '').replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** The bytes 80 to 9f as Windows-1252 shows them; those that it does not use stand for themselves. */
const shown = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const twice = /[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/

/** 'Zoë' from 'ZoÃ«': UTF-8 that was once read as Windows-1252 and kept so. Any other text as it was. */
export function undoWrongReading(text: string): string {
  if (!twice.test(text)) return text
  // oxlint-disable-next-line no-control-regex -- exactly the characters that are one byte
  const wide = /[^\x00-\xff]/g
  const binary = text.replace(wide, (character) => (shown.includes(character) ? String.fromCharCode(0x80 + shown.indexOf(character)) : character))
  try {
    return binary.search(wide) >= 0 ? text : decoderFor('utf-8', true).decode(fromBinary(binary))
  } catch {
    return text
  }
}
