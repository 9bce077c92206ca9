import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MapArea } from '#core/contract/map.ts'
import { readAreas } from '#core/geo/areas.ts'
import { contains } from '#core/geo/geometry.ts'
import { boxAround, labelPoint } from '#core/geo/label.ts'
import { classOf, countClasses, valueClasses } from '#core/map/classes.ts'
import { mapRows, paintMap, undrawnText } from '#core/map/paint.ts'
import { mapHandlers } from '../../../electron/data/map/handlers.ts'
import { bestSpot, labelSize, labelSpots } from '../../../renderer/components/map/labelSpots.ts'
import { storeAreas } from '../../support/figures.ts'
import { describeSharedData, sharedBytes, sharedFiles } from '../../support/shared-data.ts'
import { testContext } from '../../support/store.ts'

const small = { mark: 30, hide: 10 }
const area = (code: string, more: Partial<MapArea> = {}): MapArea => ({ code, name: code, level: 'wijk', wijkCode: code, outlined: true, signals: 0, unplaced: 0, actions: 0, figure: null, ...more })
const figure = (value: number | null, n: number | null) => ({ value, low: null, high: null, n, mark: value === null ? ('.' as const) : null, provisional: false })

describe('classes', () => {
  it('have round limits, equal width, and hold every value once', () => {
    const values = [12.4, 19.9, 20, 31.7, 33]
    const classes = valueClasses(values, ' %')
    expect(classes.map(({ label }) => label)).toEqual(['10 tot 15 %', '15 tot 20 %', '20 tot 25 %', '25 tot 30 %', '30 tot en met 35 %'])
    expect(values.map((value) => classOf(classes, value))).toEqual([0, 1, 2, 4, 4])
    expect(classOf(classes, 35)).toBe(4)
    expect([valueClasses([]), valueClasses([7, 7]).length]).toEqual([[], 1])
    for (const [low, high] of [[0.01, 0.02], [-3, 9], [0, 1e6], [6.9, 7.3]] as const) {
      const found = valueClasses([low, high])
      expect([found.length <= 5, classOf(found, low) >= 0, classOf(found, high) === found.length - 1]).toEqual([true, true, true])
    }
  })
  it('of counts keep none apart', () => {
    const classes = countClasses([0, 3, 7, 18])
    expect(classes.map(({ label }) => label)).toEqual(['geen', '1 tot en met 5', '6 tot en met 10', '11 tot en met 15', '16 tot en met 20'])
    expect([0, 1, 5, 6, 20].map((n) => classOf(classes, n))).toEqual([0, 1, 1, 2, 4])
    expect(countClasses([0, 0]).map(({ label }) => label)).toEqual(['geen'])
  })
})

it('missing is grey and never 0; few answers are hatched; too few show no value', () => {
  const { painted, legend } = paintMap([area('a', { figure: figure(0, 200) }), area('b', { figure: figure(40, 20) }), area('c', { figure: figure(null, 4) }), area('d')], 'cijfer', '%', small)
  expect(painted.map(({ shade, hatched, text }) => [shade, hatched, text])).toEqual([[0, false, '0 %'], [4, true, '40 %'], [null, true, 'te weinig antwoorden'], [null, false, 'geen cijfer']])
  expect(legend.filter(({ shade }) => shade === null).map(({ label, areas }) => `${label}: ${String(areas)}`)).toEqual(['minder dan 10 antwoorden, niet getoond: 1', 'geen cijfer: 1'])
})

it('the table has every area, drawn or not, and what lies in none', () => {
  const areas = [area('WK1', { name: 'Zuid', signals: 3, unplaced: 1 }), area('WK2', { name: 'Noord', outlined: false })]
  expect(mapRows(areas, [{ wijkCode: '', signals: 2, unplaced: 2, actions: 1 }, { wijkCode: 'WK1', signals: 1, unplaced: 1, actions: 0 }], 'wijk', '', small).map(({ name, signals }) => [name, signals])).toEqual([['Zuid', 3], ['Noord', 0], ['Zonder wijk', 2]])
  expect(undrawnText(areas, 'wijk')).toBe('Van 1 wijk is de grens niet bekend: Noord. Die staat wel in de tabel.')
  expect(undrawnText([areas[0]!], 'wijk')).toBe('')
})

it('a name goes inside its area, also in one shaped like a C', () => {
  const c = { type: 'Polygon', coordinates: [[[0, 0], [4, 0], [4, 1], [1, 1], [1, 3], [4, 3], [4, 4], [0, 4], [0, 0]]] } as const
  expect(contains(c, labelPoint(c)!)).toBe(true)
  expect(labelPoint({ type: 'Polygon', coordinates: [[[1, 1], [2, 2], [3, 3], [1, 1]]] })).toBeNull()
  expect(boxAround([])).toBeNull()
})

describe('map.get', () => {
  let context: ReturnType<typeof testContext>
  beforeEach(() => {
    context = testContext()
    storeAreas(context.store)
    const square = { type: 'Polygon', coordinates: [[[4, 52], [5, 52], [5, 53], [4, 53], [4, 52]]], source: 'CBS, Kadaster' }
    context.store.commit([
      { kind: 'wijk', id: 'WK036181', gebied: 'gemeente', fields: { geometry: square } }, { kind: 'wijk', id: 'WK036183', gebied: 'gemeente', fields: { geometry: { type: 'Polygon', coordinates: [[[-99997, -99997]]] } } },
      { kind: 'signal', id: 's-1', gebied: 'g-zuid', fields: { text: 'Lantaarn stuk', wijkCode: 'WK036181', buurtCode: 'BU03618100', lat: 52.5, lon: 4.5, occurredAt: '2026-11-20T10:00' } },
      { kind: 'signal', id: 's-2', gebied: 'g-zuid', fields: { text: 'Rommel', wijkCode: 'WK036181', occurredAt: '2026-11-01T10:00' } },
      { kind: 'signal', id: 's-3', gebied: 'g-elders', fields: { text: 'Elders', lat: 52.1, lon: 4.1, occurredAt: '2026-11-20T10:00' } },
      { kind: 'action', id: 'a-1', gebied: 'g-zuid', fields: { title: 'Maken', buurtCode: 'BU03618100', wijkCode: 'WK036181' } }, { kind: 'action', id: 'a-2', gebied: 'g-zuid', fields: { title: 'Klaar', wijkCode: 'WK036181', state: 'gedaan', reason: 'Gemaakt' } },
    ])
  })
  afterEach(() => context.store.close())
  const get = (session: Parameters<typeof testContext>[0], more = {}) => mapHandlers({ ...context, session: () => ({ ...context.session(), ...session }) })['map.get']({ gebieden: 'all', figure: null, outlines: true, ...more }) as Awaited<ReturnType<ReturnType<typeof mapHandlers>['map.get']>>

  it('counts per buurt and wijk, and leaves a signal without a point without one', () => {
    const data = get({ gebieden: ['g-zuid'] })
    const of = (code: string) => { const { signals, unplaced, actions, outlined } = data.areas.find((one) => one.code === code)!; return [signals, unplaced, actions, outlined] }
    expect([of('WK036181'), of('BU03618100'), of('WK036185')]).toEqual([[2, 1, 1, true], [1, 0, 1, false], [0, 0, 0, false]])
    expect(data.points).toEqual({ micro: [4_500_000, 52_500_000], ids: 's-1' })
    expect(data.rest).toEqual([{ wijkCode: 'WK036181', signals: 1, unplaced: 1, actions: 0 }])
    expect([data.outlines?.list.map(({ code, label }) => [code, label]), data.outlines?.sources]).toEqual([[['WK036181', [4.5, 52.5]]], ['CBS, Kadaster']])
    expect(get({ gebieden: ['g-zuid'] }, { from: '2026-11-10' }).areas.find(({ code }) => code === 'WK036181')?.signals).toBe(1)
  })
  it('answers only what the user works in', () => {
    const data = get({ role: 'boa', gebieden: ['g-elders'] })
    expect([data.areas, data.points.ids, data.outlines?.list]).toEqual([[], 's-3', []])
    expect(mapHandlers({ ...context, session: () => ({ ...context.session(), gebieden: ['g-zuid'] }) })['map.signals']({ ids: ['s-1', 's-3', 'weg'] })).toMatchObject([{ id: 's-1' }])
  })
})

describeSharedData('every area file', () => {
  it.each(sharedFiles('01-geo'))('%s can be laid on the map', (name) => {
    const read = readAreas(sharedBytes(`01-geo/${name}`), name)
    const drawn = (read.ok ? read.value.areas : []).flatMap(({ geometry }) => (geometry === null ? [] : [geometry]))
    for (const geometry of drawn) {
      const [west, south, east, north] = boxAround([geometry])!, label = labelPoint(geometry)
      expect([west > 3, south > 50, east < 8, north < 54, label === null || contains(geometry, label)]).toEqual([true, true, true, true, true])
    }
  })
})

describe('names on the map', () => {
  const label = { x: 100, y: 100, ...labelSize('Overdie\n12') }

  it('stand under their point, and beside circles that lie there', () => {
    expect(labelSpots[bestSpot(label, [])]?.[0]).toBe('top')
    expect(labelSpots[bestSpot(label, [{ x: 100, y: 130, r: 18 }])]?.[0]).toBe('bottom')
    expect(labelSpots[bestSpot(label, [{ x: 100, y: 130, r: 18 }, { x: 100, y: 70, r: 18 }])]?.[0]).toBe('left')
    expect(bestSpot(label, [{ x: 900, y: 130, r: 18 }])).toBe(0)
  })

  it('take the place that is covered least where all are covered', () => {
    const grid = Array.from({ length: 100 }, (_, n) => ({ x: 10 + (n % 10) * 20, y: 10 + Math.floor(n / 10) * 20, r: 22 }))
    const best = bestSpot(label, grid.filter(({ x, y }) => !(x > 130 && Math.abs(y - 100) < 25)))
    expect(labelSpots[best]?.[0]).toBe('left')
  })
})
