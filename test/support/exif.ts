/** What a camera would write into a JPEG: an Exif part with a moment, an orientation and a place, in either byte order. */
export interface Written { readonly taken?: string; readonly orientation?: number; readonly lat?: readonly [side: string, degrees: number, minutes: number, hundredths: number]; readonly lon?: readonly [side: string, degrees: number, minutes: number, hundredths: number]; readonly little?: boolean }

type Tag = readonly [tag: number, type: number, count: number, data: Buffer]

export function exifPart({ taken, orientation, lat, lon, little = false }: Written): Buffer {
  const n = (value: number, size: 2 | 4) => { const b = Buffer.alloc(size); if (little) b.writeUIntLE(value, 0, size); else b.writeUIntBE(value, 0, size); return b }
  const text = (value: string): Buffer => Buffer.from(`${value}\0`, 'latin1')
  const angle = ([, d, m, s]: readonly [string, number, number, number]): Buffer => Buffer.concat([[d, 1], [m, 1], [s, 100]].flat().map((v) => n(v, 4)))
  const tags = (list: readonly Tag[], at: number): Buffer => {
    const entries: Buffer[] = [], tail: Buffer[] = []
    let behind = at + 2 + list.length * 12 + 4
    for (const [tag, type, count, data] of list) {
      const inside = data.length <= 4
      entries.push(Buffer.concat([n(tag, 2), n(type, 2), n(count, 4), inside ? Buffer.concat([data, Buffer.alloc(4 - data.length)]) : n(behind, 4)]))
      if (!inside) { tail.push(data); behind += data.length }
    }
    return Buffer.concat([n(list.length, 2), ...entries, n(0, 4), ...tail])
  }
  const first = (exifAt: number, gpsAt: number) => tags([[0x0112, 3, 1, n(orientation ?? 1, 2)], [0x8769, 4, 1, n(exifAt, 4)], [0x8825, 4, 1, n(gpsAt, 4)]], 8)
  const exifAt = 8 + first(0, 0).length
  const exif = tags(taken === undefined ? [] : [[0x9003, 2, taken.length + 1, text(taken)]], exifAt)
  const gpsAt = exifAt + exif.length
  const gps = tags([...(lat ? [[1, 2, 2, text(lat[0])], [2, 5, 3, angle(lat)]] as const : []), ...(lon ? [[3, 2, 2, text(lon[0])], [4, 5, 3, angle(lon)]] as const : [])], gpsAt)
  return Buffer.concat([Buffer.from(little ? 'II' : 'MM'), n(42, 2), n(8, 4), first(exifAt, gpsAt), exif, gps])
}

/** A JPEG with this Exif part put in, before everything else. */
export function withExif(jpeg: Uint8Array, tiff: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]), head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)])
}
/** The smallest thing that reads as a JPEG up to its picture. */
export const emptyJpeg = Buffer.from([0xff, 0xd8, 0xff, 0xdb, 0, 3, 0, 0xff, 0xda, 0, 2, 0xff, 0xd9])
