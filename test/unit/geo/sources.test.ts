import { describe, expect, it } from 'vitest'
import { readAreas, type AreaFile } from '#core/geo/areas.ts'
import { utf8 } from '#core/text/bytes.ts'

const outcome = (text: string): AreaFile | string => { const read = readAreas(utf8(text)); return read.ok ? read.value : read.error.message }
const short = (text: string): readonly string[] | string => { const file = outcome(text); return typeof file === 'string' ? file : [...file.areas.map(({ code, name }) => `${code} ${name}`), ...file.problems] }
const square = [[[4.7, 52.6], [4.8, 52.6], [4.8, 52.7], [4.7, 52.6]]]
const feature = (properties: object, geometry: unknown = { type: 'Polygon', coordinates: square }, id?: unknown): object => ({ type: 'Feature', id, properties, geometry })
const collection = (...features: unknown[]): string => JSON.stringify({ type: 'FeatureCollection', features })

describe('maps as municipalities and portals hand them out', () => {
  it.each<readonly [string, object[], readonly string[] | string]>([
    ['codes with letters, as CBS has them since 2022', [feature({ statcode: 'BU0363AA01', statnaam: 'Kop Zeedijk' }), feature({ statcode: 'WK0363AA', statnaam: 'Burgwallen' })], ['BU0363AA01 Kop Zeedijk', 'WK0363AA Burgwallen']],
    ['the code of CBS beside one of the municipality', [feature({ CODE: 'A00a', NAAM: 'Kop Zeedijk', CBS_CODE: 'BU03630000' })], ['BU03630000 Kop Zeedijk']],
    ['one property for every level', [feature({ GWB_CODE: 'WK036101', GWB_NAAM: 'Zuid', GM_CODE: 'GM0361' })], ['WK036101 Zuid']],
    ['values in lists', [feature({ buu_code: ['BU03610101'], buu_name: ['Oost'], wij_code: ['WK036101'], wij_name: ['Zuid'], gem_code: ['GM0361'], gem_name: ['Alkmaar'] })], ['BU03610101 Oost']],
    ['a wijk whose number is no code of CBS is no municipality', [feature({ wijknummer: '01', wijknaam: 'Zuid', gemeentecode: '0361' }), feature({ statcode: 'WK036102', statnaam: 'Noord' })], ['WK036102 Noord', '1 onderdeel heeft geen herkenbare CBS-code en is overgeslagen.']],
    ['digits that may be anything are no code', [feature({ code: '1811', name: '1811' }), feature({ naam: 'Bank' }, null, 36101)], 'In dit bestand staan geen CBS-codes van wijken of buurten, zoals WK036101 of BU03610100.'],
  ])('%s', (_, features, expected) => { expect(short(collection(...features))).toEqual(expected) })

  it.each([['a line each', '\n'], ['a comma behind each', ',\r\n']])('features without a collection around them: %s', (_, between) => {
    const features = [feature({ buurtcode: 'BU03080000', buurtnaam: 'Centrum' }), feature({ buurtcode: 'BU03080001', buurtnaam: 'Zuid' })].map((f) => JSON.stringify(f))
    expect(short(features.join(between) + between)).toEqual(['BU03080000 Centrum', 'BU03080001 Zuid'])
    expect(short(features.join(between).slice(0, -9))).toMatch(/beschadigd of niet compleet/)
  })

  it('draws what is in a collection of shapes, and puts swapped axes right', () => {
    const swapped = { type: 'Polygon', coordinates: square.map((ring) => ring.map(([x, y]) => [y, x])) }
    const file = outcome(collection(feature({ wijkcode: 'WK036101' }, { type: 'GeometryCollection', geometries: [{ type: 'Polygon', coordinates: square }, { type: 'Point', coordinates: [4.7, 52.6] }] }), feature({ wijkcode: 'WK036102' }, swapped), feature({ wijkcode: 'WK036103' }, { type: 'MultiPolygon', coordinates: [square, swapped.coordinates] })))
    expect(typeof file === 'string' ? file : file.areas.map(({ geometry }) => geometry)).toEqual([{ type: 'Polygon', coordinates: square }, { type: 'Polygon', coordinates: square }, { type: 'MultiPolygon', coordinates: [square, square] }])
  })
})

describe('lists of wijken and buurten', () => {
  it.each<readonly [string, string, readonly string[] | string]>([
    ['key figures: the name of the area, not of its municipality', 'gwb_code_10;gwb_code_8;regio;gm_naam;recs\nGM0361;361;Alkmaar;Alkmaar;Gemeente\nWK036101;36101;Zuid;Alkmaar;Wijk\nBU03610101;3610101;Oost;Alkmaar;Buurt', ['BU03610101 Oost', 'GM0361 Alkmaar', 'WK036101 Zuid']],
    ['key figures with codes without letters', 'gwb_code;gwb_naam;gm_naam\n361;Alkmaar;Alkmaar\n36101;Zuid;Alkmaar\n3610101;Oost;Alkmaar', ['BU03610101 Oost', 'GM0361 Alkmaar', 'WK036101 Zuid']],
    ['a list of keys of open data', '"Key","Title","Municipality_1","DetailRegionCode_3"\n"WK036101  ","Zuid","Alkmaar","GM0361    "\n"BU03610101","Oost","Alkmaar","GM0361    "', ['BU03610101 Oost', 'WK036101 Zuid']],
    ['the only column of words holds the names, whatever it is called', '"Periods","Districts and neighbourhoods","Region code (code)","Households"\n"2019","Zuid","WK036101  ","  2900"\n"2019","Oost","BU03610101","   700"', ['BU03610101 Oost', 'WK036101 Zuid']],
    ['codes with letters', 'Buurtcode;Buurtnaam\nBU0363AA01;Kop Zeedijk\nBU0363AA02;Nes', ['BU0363AA01 Kop Zeedijk', 'BU0363AA02 Nes']],
  ])('%s', (_, text, expected) => { expect(short(text)).toEqual(expected) })
})
