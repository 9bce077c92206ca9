/** What a camera wrote into a photo and may be of use; nothing else of it is read. */
export interface Exif {
  /** jjjj-mm-ddTuu:mm as the clock of the camera had it, or null. */
  readonly takenOn: string | null
  /** WGS 84 in degrees, north and east positive, or null. */
  readonly place: { readonly lat: number; readonly lon: number } | null
}
const NOTHING: Exif = { takenOn: null, place: null }

/** Offsets count from the start of the TIFF part; everything outside it does not exist. */
interface Tiff { readonly bytes: Uint8Array; readonly little: boolean }
interface Entry { readonly type: number; readonly count: number; readonly at: number }

const EXIF_DIRECTORY = 0x8769, GPS_DIRECTORY = 0x8825, TAKEN = 0x9003, CHANGED = 0x0132
const LAT_REF = 1, LAT = 2, LON_REF = 3, LON = 4
const ASCII = 2, LONG = 4, RATIONAL = 5
/** More than any camera writes; a file that says so wants to keep us busy. */
const MAX_ENTRIES = 500
const SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 }

/** Reads the Exif part of a JPEG (CIPA DC-008, TIFF 6.0). Of a file that is broken or hostile there is nothing to know; it never throws. */
export function readExif(bytes: Uint8Array): Exif {
  const tiff = tiffOf(bytes)
  if (!tiff) return NOTHING
  const first = directory(tiff, uint32(tiff, 4))
  const exif = directory(tiff, pointer(tiff, first.get(EXIF_DIRECTORY)))
  const gps = directory(tiff, pointer(tiff, first.get(GPS_DIRECTORY)))
  const lat = degrees(tiff, gps.get(LAT), text(tiff, gps.get(LAT_REF)), 'S', 90), lon = degrees(tiff, gps.get(LON), text(tiff, gps.get(LON_REF)), 'W', 180)
  return {
    takenOn: momentOf(text(tiff, exif.get(TAKEN))) ?? momentOf(text(tiff, first.get(CHANGED))),
    // Nobody's photo is of the Gulf of Guinea: that is what a camera without a position writes.
    place: lat === null || lon === null || (lat === 0 && lon === 0) ? null : { lat, lon },
  }
}

/** '52.63214, 4.75122': five decimals are about a metre. */
export const placeText = ({ lat, lon }: NonNullable<Exif['place']>): string => `${lat.toFixed(5)}, ${lon.toFixed(5)}`

/** The segments of a JPEG up to the picture itself; the first that says 'Exif' has it. */
function tiffOf(bytes: Uint8Array): Tiff | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1]!
    if (marker === 0xff) { at += 1; continue }
    if (marker === 0xda || marker === 0xd9) return undefined
    const length = bytes[at + 2]! * 256 + bytes[at + 3]!
    if (length < 2) return undefined
    const part = bytes.subarray(at + 4, at + 2 + length)
    if (marker === 0xe1 && 'Exif\0\0'.split('').every((c, i) => part[i] === c.charCodeAt(0))) return asTiff(part.subarray(6))
    at += 2 + length
  }
  return undefined
}

function asTiff(bytes: Uint8Array): Tiff | undefined {
  const order = bytes[0] === 0x49 && bytes[1] === 0x49 ? true : bytes[0] === 0x4d && bytes[1] === 0x4d ? false : undefined
  if (order === undefined) return undefined
  const tiff = { bytes, little: order }
  return uint16(tiff, 2) === 42 ? tiff : undefined
}

const byte = ({ bytes }: Tiff, at: number): number => bytes[at] ?? 0
const uint16 = (t: Tiff, at: number): number => (t.little ? byte(t, at) + byte(t, at + 1) * 0x100 : byte(t, at) * 0x100 + byte(t, at + 1))
const uint32 = (t: Tiff, at: number): number => (t.little ? uint16(t, at) + uint16(t, at + 2) * 0x10000 : uint16(t, at) * 0x10000 + uint16(t, at + 2))

function directory(t: Tiff, at: number): ReadonlyMap<number, Entry> {
  const entries = new Map<number, Entry>()
  if (at < 8 || at + 2 > t.bytes.length) return entries
  const count = uint16(t, at)
  if (count > MAX_ENTRIES) return entries
  for (let i = 0, e = at + 2; i < count && e + 12 <= t.bytes.length; i++, e += 12) {
    const type = uint16(t, e + 2), n = uint32(t, e + 4), bytes = (SIZES[type] ?? 0) * n
    const where = bytes <= 4 ? e + 8 : uint32(t, e + 8)
    if (bytes > 0 && where + bytes <= t.bytes.length) entries.set(uint16(t, e), { type, count: n, at: where })
  }
  return entries
}

const pointer = (t: Tiff, entry: Entry | undefined): number => (entry?.type === LONG && entry.count === 1 ? uint32(t, entry.at) : 0)

function text(t: Tiff, entry: Entry | undefined): string {
  if (entry?.type !== ASCII) return ''
  return String.fromCharCode(...t.bytes.subarray(entry.at, entry.at + Math.min(entry.count, 64))).replace(/\0[\s\S]*$/, '')
}

/** Degrees, minutes and seconds as three fractions. */
function degrees(t: Tiff, entry: Entry | undefined, side: string, negative: string, most: number): number | null {
  if (entry?.type !== RATIONAL || entry.count !== 3 || side === '') return null
  const parts = [0, 8, 16].map((i) => uint32(t, entry.at + i) / uint32(t, entry.at + i + 4))
  const value = parts[0]! + parts[1]! / 60 + parts[2]! / 3600
  return Number.isFinite(value) && value <= most ? (side.trim() === negative ? -value : value) : null
}

/** '2026:11:23 14:05:59' */
function momentOf(written: string): string | null {
  const m = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}):(\d{2})/.exec(written)
  if (!m) return null
  const [, year, month, dayOf, hour, minute] = m.map(Number) as [number, number, number, number, number, number]
  const real = new Date(Date.UTC(year, month - 1, dayOf, hour, minute))
  const right = year >= 1970 && real.getUTCMonth() === month - 1 && real.getUTCDate() === dayOf && hour < 24 && minute < 60
  return right ? real.toISOString().slice(0, 16) : null
}
