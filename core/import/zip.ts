import { Inflate } from 'fflate'
import { decoderFor, type StreamingDecoder } from '../text/bytes.ts'
import type { Limits } from './limits.ts'

/** Thrown inside the readers of this folder for a file that cannot or may not be read; never leaves `readTable`. */
export class FileRefused extends Error {}

const BROKEN = 'Dit bestand is beschadigd. Open het in Excel en sla het opnieuw op, of vraag om een nieuw bestand.'
const TOO_LARGE = 'Dit bestand is uitgepakt te groot. Vraag om een kleiner bestand, of verdeel het over meer bestanden.'
const LOCKED = 'Dit bestand is met een wachtwoord beveiligd. Haal het wachtwoord eraf en probeer het opnieuw.'

/** One file in an archive. */
export interface ZipEntry {
  readonly name: string
  readonly packed: Uint8Array
  readonly deflated: boolean
  readonly crc: number
}

const MOST_ENTRIES = 5000
const CHUNK = 16_384

/**
 * The files of a zip by name, without unpacking anything. Names are looked up without a leading slash and whatever
 * their case; where a name occurs twice the first counts. Throws `FileRefused` for a broken, split or encrypted archive.
 */
export function zipEntries(bytes: Uint8Array): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endRecord(view)
  const entries = new Map<string, ZipEntry>()
  let at = end.offset
  for (let i = 0; i < end.count; i++) {
    if (i >= MOST_ENTRIES || at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) throw new FileRefused(BROKEN)
    const nameLength = view.getUint16(at + 28, true), extraLength = view.getUint16(at + 30, true)
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true)
    if (next > view.byteLength) throw new FileRefused(BROKEN)
    const name = zipName(decoderFor('utf-8').decode(bytes.subarray(at + 46, at + 46 + nameLength)))
    if (!name.endsWith('/') && !entries.has(name)) entries.set(name, entryAt(bytes, view, at, name, at + 46 + nameLength, extraLength))
    at = next
  }
  return entries
}

export const zipName = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()

/** The record at the very end that says where the list of files is. */
function endRecord(view: DataView): { count: number; offset: number } {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue
    if (view.getUint16(at + 4, true) !== view.getUint16(at + 6, true)) throw new FileRefused(BROKEN)
    const count = view.getUint16(at + 10, true), offset = view.getUint32(at + 16, true)
    return count === 0xffff || offset === 0xffffffff ? endRecord64(view, at) : { count, offset }
  }
  throw new FileRefused(BROKEN)
}

function endRecord64(view: DataView, before: number): { count: number; offset: number } {
  if (before < 20 || view.getUint32(before - 20, true) !== 0x07064b50) throw new FileRefused(BROKEN)
  const at = safe(view.getBigUint64(before - 12, true))
  if (at + 56 > view.byteLength || view.getUint32(at, true) !== 0x06064b50) throw new FileRefused(BROKEN)
  return { count: safe(view.getBigUint64(at + 32, true)), offset: safe(view.getBigUint64(at + 48, true)) }
}

function safe(value: bigint): number {
  if (value > 0xffffffffffffn) throw new FileRefused(BROKEN)
  return Number(value)
}

function entryAt(bytes: Uint8Array, view: DataView, at: number, name: string, extraAt: number, extraLength: number): ZipEntry {
  if ((view.getUint16(at + 8, true) & 0x2041) !== 0) throw new FileRefused(LOCKED)
  const method = view.getUint16(at + 10, true)
  if (method !== 0 && method !== 8) throw new FileRefused(BROKEN)
  let packedSize = view.getUint32(at + 20, true), local = view.getUint32(at + 42, true)
  for (let extra = extraAt; extra + 4 <= extraAt + extraLength; extra += 4 + view.getUint16(extra + 2, true)) {
    if (view.getUint16(extra, true) !== 1) continue
    // Zip64: only the sizes that did not fit are here, in this order.
    let field = extra + 4
    const take = (): number => { field += 8; if (field > view.byteLength) throw new FileRefused(BROKEN); return safe(view.getBigUint64(field - 8, true)) }
    if (view.getUint32(at + 24, true) === 0xffffffff) take()
    if (packedSize === 0xffffffff) packedSize = take()
    if (local === 0xffffffff) local = take()
    break
  }
  if (local + 30 > view.byteLength || view.getUint32(local, true) !== 0x04034b50) throw new FileRefused(BROKEN)
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  if (start + packedSize > view.byteLength) throw new FileRefused(BROKEN)
  return { name, packed: bytes.subarray(start, start + packedSize), deflated: method === 8, crc: view.getUint32(at + 16, true) }
}

/** Unpacks an entry piece by piece and stops at the limits, so that a bomb is noticed while it is still small. */
export function* unpack(entry: ZipEntry, limits: Limits): Generator<Uint8Array, void, void> {
  let total = 0, crc = -1
  const ready: Uint8Array[] = []
  const inflate = new Inflate((piece) => { ready.push(piece) })
  for (let at = 0; at < entry.packed.length; at += CHUNK) {
    const piece = entry.packed.subarray(at, at + CHUNK)
    if (entry.deflated) push(inflate, piece, at + CHUNK >= entry.packed.length)
    else ready.push(piece)
    for (const bytes of ready.splice(0)) {
      total += bytes.length
      if (total > limits.partBytes || (total > limits.freeBytes && total > entry.packed.length * limits.ratio)) throw new FileRefused(TOO_LARGE)
      crc = crcOf(bytes, crc)
      if (bytes.length > 0) yield bytes
    }
  }
  // Only known at the end: whoever reads must not use a part before it is whole.
  if ((crc ^ -1) >>> 0 !== entry.crc) throw new FileRefused(BROKEN)
}

const crcTable = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ -306_674_912 : value >>> 1
  return value
})

function crcOf(bytes: Uint8Array, start: number): number {
  let crc = start
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8)
  return crc
}

function push(inflate: Inflate, piece: Uint8Array, last: boolean): void {
  try {
    // fflate keeps a window on what it is given, so it gets its own copy.
    inflate.push(piece.slice(), last)
  } catch {
    throw new FileRefused(BROKEN)
  }
}

/** The text of an XML part, piece by piece, in the encoding its BOM says. */
export function* unpackText(entry: ZipEntry, limits: Limits): Generator<string, void, void> {
  let decoder: StreamingDecoder | undefined
  for (const bytes of unpack(entry, limits)) {
    decoder ??= decoderFor(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8')
    yield decoder.decode(bytes, { stream: true })
  }
  const rest = decoder?.decode()
  if (rest !== undefined && rest !== '') yield rest
}
