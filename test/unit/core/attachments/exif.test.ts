import fc from 'fast-check'
import { expect, it } from 'vitest'
import { placeText, readExif } from '#core/attachments/exif.ts'
import { emptyJpeg, exifPart, withExif, type Written } from '../../../support/exif.ts'
import { fuzz } from '../../../support/fuzz.ts'

const nothing = { takenOn: null, place: null }
const read = (written: Written) => readExif(withExif(emptyJpeg, exifPart(written)))

it.each([[true], [false]])('moment and place, whichever way the numbers are written (little-endian: %s)', (little) => {
  const found = read({ little, taken: '2026:11:23 14:05:59', orientation: 6, lat: ['N', 52, 37, 5571], lon: ['E', 4, 45, 439] })
  expect([found.takenOn, found.place && placeText(found.place)]).toEqual(['2026-11-23T14:05', '52.63214, 4.75122'])
  expect(read({ little, lat: ['S', 33, 30, 0], lon: ['W', 70, 0, 0] }).place).toEqual({ lat: -33.5, lon: -70 })
})

it('a place counts only when it is whole and possible; a moment only when it was', () => {
  expect(read({ lat: ['N', 52, 0, 0] }).place).toBeNull()
  expect(read({ lat: ['N', 91, 0, 0], lon: ['E', 4, 0, 0] }).place).toBeNull()
  expect(read({ lat: ['N', 0, 0, 0], lon: ['E', 0, 0, 0] }).place).toBeNull()
  for (const taken of ['0000:00:00 00:00:00', '2026:02:30 10:00:00', '2026-11-23 14:05', '2026:11:23 25:00:00', '']) expect([taken, read({ taken }).takenOn]).toEqual([taken, null])
})

it('of what is no photo, or has no such part, there is nothing to know', () => {
  for (const bytes of [new Uint8Array(), new Uint8Array([0xff]), emptyJpeg, new TextEncoder().encode('Exif\0\0MM'), withExif(emptyJpeg, Buffer.from('XX')), withExif(emptyJpeg, Buffer.from('MM\0\u002a'))]) expect(readExif(bytes)).toEqual(nothing)
})

it('hostile files: pointers in circles, counts in the billions, lengths past the end and damage anywhere never throw, hang or lie outside the earth', async () => {
  const good = withExif(emptyJpeg, exifPart({ taken: '2026:11:23 14:05:59', lat: ['N', 52, 37, 5571], lon: ['E', 4, 45, 439] }))
  const sane = (bytes: Uint8Array) => {
    const { takenOn, place } = readExif(bytes)
    return (takenOn === null || /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(takenOn)) && (place === null || (Math.abs(place.lat) <= 90 && Math.abs(place.lon) <= 180))
  }
  expect(await fuzz(fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 12 }), fc.nat(good.length), (damage, cut) => {
    const bytes = Uint8Array.from(good)
    for (const [at, value] of damage) bytes[at] = value
    return sane(bytes) && sane(bytes.subarray(0, cut))
  }), 3000)).toBeNull()
  // Every pointer to the directory that holds it; every count as large as it can be.
  for (const value of [8, 0xffffffff, 0x7fffffff, good.length]) for (let at = 12; at + 4 <= good.length; at++) {
    const bytes = Buffer.from(good)
    bytes.writeUInt32BE(value, at)
    expect(sane(bytes)).toBe(true)
  }
})
