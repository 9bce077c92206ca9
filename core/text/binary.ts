import { decoderFor, type Encoding } from './bytes.ts'

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

/** Decodes with the encoding of this name; UTF-8 or else Windows-1252 when the name is absent or unknown. */
export function decodeBinary(binary: string, charset = ''): string {
  // oxlint-disable-next-line no-control-regex -- exactly the bytes that every encoding here shares
  if (/^[\x00-\x7f]*$/.test(binary)) return binary
  const bytes = fromBinary(binary)
  const named: Encoding | undefined = /^utf-?8$/i.test(charset) ? 'utf-8' : /^(?:iso-?8859-1|latin-?1|windows-1252|cp1252)$/i.test(charset) ? 'windows-1252' : undefined
  if (named === 'windows-1252') return decoderFor(named).decode(bytes)
  try {
    return decoderFor('utf-8', true).decode(bytes)
  } catch {
    return decoderFor(named ?? 'windows-1252').decode(bytes)
  }
}

/** Quoted-printable to bytes; a lone '=' stays. */
export const fromQuotedPrintable = (text: string): string =>
  text.replace(/=\r*\n/g, '').replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
