import { cpuMs, cpuStart } from '../../support/cpu.ts'
import { expect, it } from 'vitest'
import { readAreas, type AreaFile } from '#core/geo/areas.ts'
import { contains, createLocator, type Position } from '#core/geo/geometry.ts'
import { describeSharedData, sharedBytes, sharedFiles, sharedText } from '../../support/shared-data.ts'

const open = (name: string): AreaFile => {
  const read = readAreas(sharedBytes(name), name)
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}
const refused = (name: string): string => {
  const read = readAreas(sharedBytes(name), name)
  return read.ok ? 'read' : read.error.message
}
interface School { readonly geometry: { readonly coordinates: Position }; readonly properties: { readonly plaats: string } }

const expectations: Readonly<Record<string, () => void>> = {
  'alkmaar-wijken-2024.geojson': () => {
    const { areas, problems } = open('01-geo/alkmaar-wijken-2024.geojson')
    expect(problems).toEqual([])
    expect(areas.map(({ code }) => code)).toEqual(Array.from({ length: 8 }, (_, i) => `WK03610${String(i + 1)}`))
    expect(areas.every(({ kind, geometry, gemeente }) => kind === 'wijk' && geometry !== null && gemeente === 'GM0361')).toBe(true)
    expect(areas.map(({ name }) => name)).toContain('Daalmeer/Koedijk')
  },
  'alkmaar-basisscholen.geojson': () => {
    expect(refused('01-geo/alkmaar-basisscholen.geojson')).toMatch(/geen CBS-codes/)
    const locate = createLocator(open('01-geo/alkmaar-wijken-2024.geojson').areas)
    const schools = (JSON.parse(sharedText('01-geo/alkmaar-basisscholen.geojson')) as { features: School[] }).features
    const outside = schools.filter((school) => locate(school.geometry.coordinates) === null).map((school) => school.properties.plaats)
    expect([schools.length, outside.length, outside.includes('GROOTSCHERMER')]).toEqual([47, 8, true])
  },
  'alkmaar-buurten-2014-grof.geojson': () => {
    const { areas, problems } = open('01-geo/alkmaar-buurten-2014-grof.geojson')
    expect([areas.length, new Set(areas.map(({ gemeente }) => gemeente))]).toEqual([75, new Set(['GM0361', 'GM0365', 'GM0458'])])
    expect(areas.map(({ name }) => name)).toContain("'t Rak-Noord")
    expect(problems).toEqual([expect.stringMatching(/grenzen zijn beschadigd/), expect.stringMatching(/3 gemeenten: GM0361, GM0365, GM0458/)])
    // Coarse rings that touch themselves must not break the search for a point.
    for (const { geometry } of areas) expect(typeof (geometry && contains(geometry, [4.75, 52.63]))).toMatch(/boolean|object/)
  },
  'alkmaar-buurten-2014-labelpunten.geojson': () => {
    const { areas } = open('01-geo/alkmaar-buurten-2014-labelpunten.geojson')
    expect([areas.length, areas.every(({ labelPoint, geometry }) => labelPoint !== null && geometry === null)]).toEqual([76, true])
    const drawn = new Set(open('01-geo/alkmaar-buurten-2014-grof.geojson').areas.map(({ code }) => code))
    expect(areas.filter(({ code }) => !drawn.has(code))).toHaveLength(1)
  },
  'baarn-buurten-mini.csv': () => { expect(open('01-geo/baarn-buurten-mini.csv').areas.map(({ code, name }) => `${code} ${name}`).slice(0, 2)).toEqual(['BU03080000 Centrum', 'BU03080001 Schoonoordpark']) },
}

describeSharedData('the real area files', () => {
  it.each(Object.keys(expectations))('%s', (name) => {
    const started = cpuStart()
    expectations[name]?.()
    expect(cpuMs(started)).toBeLessThan(2000)
  })
  it('none of them is left out', () => { expect(Object.keys(expectations).sort()).toEqual(sharedFiles('01-geo')) })
  it('three levels mixed in one list stay apart', () => {
    const { areas } = open('02-veiligheidscijfers/ses-woa-amsterdam-wijken-buurten-2019.csv')
    const count = (kind: string): number => areas.filter((area) => area.kind === kind).length
    expect([count('gemeente'), count('wijk') + count('buurt'), areas.length]).toEqual([1, 578, 579])
  })
})
