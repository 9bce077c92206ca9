import type { Stamp } from './clock.ts'

/**
 * [G1] What a set of rows amounts to, order not counting: two 32-bit sums over one hash per row of (kind, id, stamps).
 * The server keeps one per gebied and audience, changed with every row; a client computes it over the rows it holds, at the end of a round.
 * It finds mistakes, not attacks: values are not in it, because a value cannot change without its stamp.
 */
export interface Digest { readonly a: number; readonly b: number }

export const EMPTY_DIGEST: Digest = { a: 0, b: 0 }

export function rowDigest(kind: string, id: string, stamp: Stamp, overrides: Readonly<Record<string, Stamp>>): Digest {
  const edited = Object.keys(overrides)
  const text = edited.length === 0 ? `${kind} ${id} ${stamp}` : `${kind} ${id} ${stamp} ${edited.sort().map((f) => `${f}=${overrides[f]}`).join(' ')}`
  let a = 0x811c9dc5, b = 0x01234567
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    a = Math.imul(a ^ c, 0x01000193)
    b = Math.imul(b ^ c, 0x85ebca6b)
    b ^= b >>> 15
  }
  return { a: (a ^ (a >>> 16)) >>> 0, b: b >>> 0 }
}

export const addDigest = (x: Digest, y: Digest): Digest => ({ a: (x.a + y.a) >>> 0, b: (x.b + y.b) >>> 0 })
export const takeDigest = (x: Digest, y: Digest): Digest => ({ a: (x.a - y.a) >>> 0, b: (x.b - y.b) >>> 0 })

const hex = (n: number) => n.toString(16).padStart(8, '0')
export const digestText = (d: Digest): string => hex(d.a) + hex(d.b)
export const readDigest = (text: string): Digest => ({ a: Number.parseInt(text.slice(0, 8), 16), b: Number.parseInt(text.slice(8, 16), 16) })
