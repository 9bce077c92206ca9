/** The parts that overlap a stretch of a file, cut to it. */
export function joined(parts: readonly { readonly start: number; readonly body: Uint8Array }[], from: number, length: number): Uint8Array {
  return Buffer.concat(parts.map(({ start, body }) => body.subarray(Math.max(0, from - start), from + length - start)))
}
