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
