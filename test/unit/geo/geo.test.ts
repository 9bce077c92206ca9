import { describe, expect, it } from 'vitest'
import { toXlsx } from '#core/export/xlsx.ts'
import { matchAreas, readAreas, type AreaFile } from '#core/geo/areas.ts'
import { cleanGeometry, contains, createLocator, type AreaGeometry } from '#core/geo/geometry.ts'
import { utf8 } from '#core/text/bytes.ts'

const read = (text: string | Uint8Array, name = ''): AreaFile => {
  const result = readAreas(typeof text === 'string' ? utf8(text) : text, name)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const short = (file: AreaFile): string[] => file.areas.map((area) => `${area.kind} ${area.code} ${area.name} ${area.wijkCode ?? '-'}`)
const refusal = (text: string): string => {
  const result = readAreas(utf8(text))
  return result.ok ? 'ok' : result.error.message
}
const square = [[[4, 52], [5, 52], [5, 53], [4, 53], [4, 52]]]
const feature = (properties: object, geometry: unknown = { type: 'Polygon', coordinates: square }, id?: string): object => ({ type: 'Feature', id, properties, geometry })
const collection = (...features: unknown[]): string => JSON.stringify({ type: 'FeatureCollection', features })

describe('areas from GeoJSON', () => {
  it('reads the property names of CBS, PDOK and others, and the smallest level of each', () => {
    const file = read(collection(
      feature({ buurtcode: 'BU03610101', wijkcode: 'WK036101', gemeentecode: 'GM0361', buurtnaam: "'t Rak" }), feature({ wijkCode: 'WK036108', wijkNaam: 'De Mare' }), feature({ statcode: 'WK036107', statnaam: 'Overdie' }),
      feature({ WK_CODE: 'WK036106', WK_NAAM: 'Huiswaard' }), feature({ naam: 'Zuid' }, null, 'wijken.WK036101'), feature({ gemeentecode: '361', gemeentenaam: 'Alkmaar' }),
    ))
    expect(short(file)).toEqual(["buurt BU03610101 't Rak WK036101", 'gemeente GM0361 Alkmaar -', 'wijk WK036101 Zuid -', 'wijk WK036106 Huiswaard -', 'wijk WK036107 Overdie -', 'wijk WK036108 De Mare -'])
    expect(file.problems).toEqual([])
  })
  it('says what it left out or could not draw', () => {
    const file = read(collection(
      feature({ wijkcode: 'WK036101', wijknaam: 'A' }, { type: 'Polygon', coordinates: [[[4, 52], [4, 52], [5, 52]], 'x'] }), feature({ wijkcode: 'WK036101' }), feature({ wijknaam: 'zonder' }), feature({ wijkcode: 'WK036199', water: 'JA' }),
      feature({ wijkcode: 'WK045800', wijknaam: 'oud' }, { type: 'Polygon', coordinates: [[[1100000, 516000], [1110000, 516000], [1110000, 517000]]] }), null, 5,
    ))
    expect(file.areas.map((area) => [area.code, area.geometry])).toEqual([['WK036101', null], ['WK045800', null]])
    expect(file.problems).toEqual([
      '1 onderdeel heeft geen herkenbare CBS-code en is overgeslagen.', '1 code komt dubbel voor. De eerste telt.', '1 gebied is alleen water en is overgeslagen.', '2 grenzen zijn beschadigd en worden niet getekend.',
      expect.stringMatching(/^De coördinaten van de kaart worden niet herkend/), 'Dit bestand bevat 2 gemeenten: GM0361, GM0458.',
    ])
  })
  it('refuses in Dutch', () => {
    expect(refusal(`${collection(feature({ wijkcode: 'WK036101' })).slice(0, -5)}`)).toMatch(/beschadigd of niet compleet/)
    expect(refusal(collection(feature({ name: 'school' })))).toMatch(/geen CBS-codes/)
    expect(refusal('naam;plaats\nJan;Alkmaar')).toMatch(/geen CBS-codes/)
    expect(refusal('{"type":"Topology","objects":{}}')).toMatch(/TopoJSON/)
    expect(refusal('%PDF-1.7')).toMatch(/pdf/)
  })
})

describe('areas from a list', () => {
  it('reads codes without prefix or with a lost zero, in CSV and XLSX', () => {
    expect(short(read('Buurt2024,buurtnaam2024\n03080000,Centrum\n3080001,Zuid\n'))).toEqual(['buurt BU03080000 Centrum WK030800', 'buurt BU03080001 Zuid WK030800'])
    expect(short(read(toXlsx([{ name: 'A', columns: ['gebied', 'wijkcode', 'wijknaam'].map((header) => ({ header, width: 9 })), rows: [['West', 36101, 'Zuid'], ['West', 36108, 'De Mare']] }])))).toEqual(['wijk WK036101 Zuid -', 'wijk WK036108 De Mare -'])
    expect(read('gebied;wijkcode;wijknaam\nWest;WK036101;Zuid\n').areas[0]?.gebied).toBe('West')
  })
  it('takes every sheet of a workbook that has codes, and each wijk once', () => {
    const table = (name: string, headers: string[], rows: string[][]) => ({ name, columns: headers.map((header) => ({ header, width: 9 })), rows })
    const file = read(toXlsx([table('Toelichting', ['Gebruik'], [['Codes van het CBS']]), table('Buurten', ['Buurtcode', 'Buurt', 'Wijkcode', 'Wijk'], [['BU03610100', 'Oost', 'WK036101', 'Zuid'], ['BU03610200', 'Dorp', 'WK036102', 'Oudorp']]), table('Wijken', ['Wijkcode', 'Wijk', 'Gebied'], [['WK036101', 'Zuid', 'West']])]))
    expect(short(file)).toEqual(['buurt BU03610100 Oost WK036101', 'buurt BU03610200 Dorp WK036102', 'wijk WK036101 Zuid -', 'wijk WK036102 Oudorp -'])
    expect(file.areas.map(({ gebied }) => gebied)).toEqual(['', '', 'West', ''])
    expect(file.problems).toEqual([])
  })
  it('keeps levels apart where they are mixed', () => { expect(short(read('"Wijken en buurten";"Regiocode (code)"\n"Alkmaar";"GM0361    "\n"Zuid";"WK036101  "\n"Kooimeer";"BU03610100"\n'))).toEqual(['buurt BU03610100 Kooimeer WK036101', 'gemeente GM0361 Alkmaar -', 'wijk WK036101 Zuid -']) })
  it('takes the wijken along that a list of buurten names', () => { expect(short(read('Gebied;Wijkcode;Wijk;Buurtcode;Buurt\nZuid;WK036101;Overdie;BU03610100;Overdie-Oost\nZuid;WK036101;Overdie;BU03610101;Overdie-West\n'))).toEqual(['buurt BU03610100 Overdie-Oost WK036101', 'buurt BU03610101 Overdie-West WK036101', 'wijk WK036101 Overdie -']) })
  it('compares with what is there by code, never by name', () => {
    const { areas } = read('wijkcode;wijknaam\nWK036101;Zuid\nWK036102;Oudorp\nWK036103;Noord\n')
    const match = matchAreas([{ code: 'WK036101', name: 'Zuid' }, { code: '036102', name: 'Oud dorp' }, { code: 'WK036109', name: 'Noord' }], areas)
    expect([match.same.map(({ code }) => code), match.renamed.map(({ area, from }) => `${from} → ${area.name}`), match.added.map(({ code }) => code), match.missing]).toEqual([['WK036101'], ['Oud dorp → Oudorp'], ['WK036103'], ['WK036109']])
  })
})

describe('the Dutch grid', () => {
  it.each([['Westertoren', [120700.723, 487525.501], [4.88352559, 52.37453253]], ['Martinitoren', [233883.131, 582065.167], [6.56820053, 53.21938317]]] as const)('%s is where it is', (_, metres, degrees) => {
    const { point } = cleanGeometry({ type: 'Point', coordinates: metres })
    // A hundred-thousandth of a degree is about a metre.
    expect(point?.[0]).toBeCloseTo(degrees[0], 5)
    expect(point?.[1]).toBeCloseTo(degrees[1], 5)
  })
})

describe('point in polygon', () => {
  const withHole: AreaGeometry = { type: 'Polygon', coordinates: [[[0, 0], [10, 0], [10, 10], [0, 10]], [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]] }
  it.each([[[1, 1], true], [[5, 5], false], [[11, 5], false], [[-1, 0], false], [[9.9, 9.9], true]] as const)('%o in a square with a hole, not closed: %s', (point, inside) => { expect(contains(withHole, point)).toBe(inside) })
  it('bears rings that cross themselves, are flat or are empty', () => {
    expect(contains({ type: 'Polygon', coordinates: [[[0, 0], [2, 2], [2, 0], [0, 2]]] }, [0.5, 1])).toBe(true)
    expect(contains({ type: 'Polygon', coordinates: [[[0, 0], [1, 0], [2, 0]]] }, [1, 0])).toBe(false)
    expect(contains({ type: 'MultiPolygon', coordinates: [[], [[]]] }, [1, 0])).toBe(false)
    for (const value of [null, 5, {}, { type: 'Polygon' }, { type: 'MultiPolygon', coordinates: [[[['a', 1], [1]]]] }, { type: 'Point', coordinates: [Number.NaN, 1] }]) expect(cleanGeometry(value)).toMatchObject({ geometry: null, point: null })
  })
  it('finds the area, or none outside all', () => {
    const locate = createLocator([{ code: 'A', geometry: withHole }, { code: 'B', geometry: { type: 'Polygon', coordinates: [[[4, 4], [6, 4], [6, 6], [4, 6]]] } as AreaGeometry }, { code: 'C', geometry: null }])
    expect([locate([1, 1])?.code, locate([5, 5])?.code, locate([50, 5])]).toEqual(['A', 'B', null])
  })
})
