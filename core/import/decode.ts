import { decoderFor, type Encoding } from '../text/bytes.ts'

export interface DecodedText {
  readonly text: string
  readonly encoding: Encoding
  /** The file began with a byte order mark (never part of `text`). */
  readonly bom: boolean
}

/** By BOM; otherwise UTF-16 where every second byte is zero; otherwise UTF-8 where every byte allows it; otherwise Windows-1252, which is what Dutch Excel writes. */
export function detectEncoding(bytes: Uint8Array): { encoding: Encoding; bomLength: number } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', bomLength: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', bomLength: 2 }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', bomLength: 2 }
  const wide = wideWithoutMark(bytes.subarray(0, 1024))
  if (wide !== undefined) return { encoding: wide, bomLength: 0 }
  return { encoding: isUtf8(bytes) ? 'utf-8' : 'windows-1252', bomLength: 0 }
}

/** Western text in UTF-16 has a zero in most pairs of bytes, always on the same side. */
function wideWithoutMark(start: Uint8Array): Encoding | undefined {
  const zeros = [0, 0]
  start.forEach((byte, at) => { if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1 })
  const [even = 0, odd = 0] = zeros
  if (Math.max(even, odd) <= start.length * 0.3 || (even > 0 && odd > 0)) return undefined
  return even > 0 ? 'utf-16be' : 'utf-16le'
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    decoderFor('utf-8', true).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Turns a file's bytes into text. Never throws. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const { encoding, bomLength } = detectEncoding(bytes)
  return { text: decoderFor(encoding).decode(bytes.subarray(bomLength)), encoding, bom: bomLength > 0 }
}
