/**
 * The one place of core that touches the text codecs, which both Node and browsers have but neither the
 * language nor `core`'s type library knows.
 */
declare const TextDecoder: new (label: string, options?: { fatal?: boolean; ignoreBOM?: boolean }) => StreamingDecoder
declare const TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> }

/** Decodes text that arrives in pieces; a character cut in two by a piece's border comes out whole. */
export interface StreamingDecoder {
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** `fatal`: throw on bytes that are not valid in this encoding instead of writing U+FFFD. A BOM is kept. */
export const decoderFor = (encoding: Encoding, fatal = false): StreamingDecoder => new TextDecoder(encoding, { fatal, ignoreBOM: true })

/** By a name as files give it ('ISO-8859-2', 'Shift_JIS'), or undefined when there is no such encoding. */
export function decoderNamed(label: string): StreamingDecoder | undefined {
  try {
    return label === '' ? undefined : new TextDecoder(label)
  } catch {
    return undefined
  }
}

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

/** Octets that a text takes in UTF-8, without making them. */
export function utf8Length(text: string): number {
  let octets = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    octets += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return octets
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const left = bytes.length - i
    parts.push((ALPHABET[group >> 18] ?? '') + (ALPHABET[(group >> 12) & 63] ?? '') + (left > 1 ? ALPHABET[(group >> 6) & 63] ?? '' : '=') + (left > 2 ? ALPHABET[group & 63] ?? '' : '='))
  }
  return parts.join('')
}

/** Reads base64 with or without white space and padding; characters outside the alphabet are skipped. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let group = 0, bits = 0, length = 0
  for (const character of text) {
    const value = ALPHABET.indexOf(character)
    if (value < 0) continue
    group = ((group << 6) | value) & 0xffffff
    bits += 6
    if (bits >= 8) bytes[length++] = (group >> (bits -= 8)) & 0xff
  }
  return bytes.slice(0, length)
}
