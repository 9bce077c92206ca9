const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const digits = Uint8Array.from(alphabet, (c) => c.charCodeAt(0))
const PADDING = '='.charCodeAt(0), PIECE = 8192
const values = new Uint8Array(128).fill(255)
for (let i = 0; i < 64; i++) values[alphabet.charCodeAt(i)] = i

/** Bytes as base64 with padding: how note updates travel between processes and to the server. */
export function toBase64(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil(bytes.length / 3) * 4)
  for (let i = 0, at = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i
    const n = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    codes[at++] = digits[n >> 18]!
    codes[at++] = digits[(n >> 12) & 63]!
    codes[at++] = left > 1 ? digits[(n >> 6) & 63]! : PADDING
    codes[at++] = left > 2 ? digits[n & 63]! : PADDING
  }
  // A note can be millions of bytes: in pieces of a size that fits in one call.
  let text = ''
  for (let at = 0; at < codes.length; at += PIECE) text += String.fromCharCode(...codes.subarray(at, at + PIECE))
  return text
}

/** Bytes of base64 text that a schema has checked; anything that is no base64 digit is skipped. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(Math.floor((text.length * 3) / 4))
  let held = 0, bits = 0, length = 0
  for (let i = 0; i < text.length; i++) {
    const value = values[text.charCodeAt(i)] ?? 255
    if (value === 255) continue
    held = ((held << 6) | value) & 0xffffff
    bits += 6
    if (bits >= 8) { bits -= 8; out[length++] = (held >> bits) & 255 }
  }
  return out.slice(0, length)
}
