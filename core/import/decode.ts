import { decoderFor, type Encoding } from '../text/bytes.ts'

export interface DecodedText {
  readonly text: string
  readonly encoding: Encoding
  /** The file began with a byte order mark (never part of `text`). */
  readonly bom: boolean
}

/** By BOM; otherwise UTF-8 where every byte allows it; otherwise Windows-1252, which is what Dutch Excel writes. */
export function detectEncoding(bytes: Uint8Array): { encoding: Encoding; bomLength: number } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', bomLength: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', bomLength: 2 }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', bomLength: 2 }
  return { encoding: isUtf8(bytes) ? 'utf-8' : 'windows-1252', bomLength: 0 }
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
