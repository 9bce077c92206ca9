import { describe, expect, it } from 'vitest'
import { chartTable, drawChart } from '#core/figures/chart.ts'
import type { AreasChart, YearsChart } from '#core/figures/chart-model.ts'
import { smallNumbers } from '#core/figures/compare.ts'
import { niceScale, svgText, type Drawing } from '#core/figures/drawing.ts'
import { chartHtml } from '#core/figures/html.ts'
import type { Figure } from '#core/figures/figure.ts'

const figure = (value: number | null, more: Partial<Figure> = {}): Figure => ({ value, low: null, high: null, n: null, mark: value === null ? '.' : null, provisional: false, ...more })
const areas: AreasChart = {
  kind: 'gebieden', title: 'Voelt zich <wel eens> onveilig', unit: '%', period: '2023', reference: { label: 'Gemeente', figure: figure(24, { low: 22.9, high: 25.1, n: 1840 }) }, small: smallNumbers,
  rows: [
    { code: 'WK036181', label: 'Overdie', figure: figure(31.4, { low: 27.1, high: 35.7, n: 212 }), own: true },
    { code: 'WK036183', label: 'De Mare-met-een-heel-lange-naam-die-nergens-past', figure: figure(22, { low: 19, high: 25, n: 24, provisional: true }), own: false },
    { code: 'WK036185', label: 'Noorderdijk', figure: figure(null, { mark: 'x', n: 8 }), own: false },
  ],
}
const years: YearsChart = {
  kind: 'jaren', title: 'Voelt zich onveilig', unit: '%', breaks: [2021], small: smallNumbers,
  series: [
    { label: 'Overdie', own: true, points: [['2017', 33], ['2019', 32], ['2021', 35], ['2023', 31.4]].map(([period, value]) => ({ period: String(period), figure: figure(Number(value), { low: Number(value) - 4, high: Number(value) + 4, n: 200 }) })) },
    { label: 'Gemeente', own: false, points: [['2019', 24], ['2021', 25], ['2023', 24]].map(([period, value]) => ({ period: String(period), figure: figure(Number(value)) })) },
  ],
}
const texts = ({ shapes }: Drawing) => shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []))
const inside = ({ shapes, width, height }: Drawing) => shapes.flatMap((s) => (s.kind === 'line' ? [[s.x1, s.y1], [s.x2, s.y2]] : s.kind === 'path' ? [] : [[s.x, s.y]])).every(([x, y]) => x! >= -0.5 && x! <= width + 0.5 && y! >= -0.5 && y! <= height + 0.5)

describe('a chart of areas', () => {
  it.each([[320, 11], [640, 13], [1600, 28]])('fits in %i pixels with letters of %i', (width, font) => {
    const drawing = drawChart(areas, { width, font })
    expect(drawing.width).toBe(width)
    expect(inside(drawing)).toBe(true)
    expect(drawing.shapes.filter(({ kind }) => kind === 'dot')).toHaveLength(1)
    expect(drawing.shapes.filter(({ kind }) => kind === 'diamond')).toHaveLength(1)
    expect(drawing.shapes.filter(({ kind }) => kind === 'rect')).toHaveLength(1)
  })

  it('draws what is provisional or of few answers hollow, and what is hidden not at all', () => {
    const drawing = drawChart(areas, { width: 640 })
    expect(drawing.shapes.flatMap((shape) => (shape.kind === 'dot' || shape.kind === 'diamond' ? [[shape.kind, shape.tone, shape.hollow]] : []))).toEqual([['dot', 'own', false], ['diamond', 'other', true]])
    expect(texts(drawing)).toEqual(expect.arrayContaining(['Overdie', '31,4 %', 'te weinig antwoorden', 'Gemeente 24 %', 'procent']))
    expect(drawing.description).toContain('Noorderdijk te weinig antwoorden')
  })
})

describe('a chart of years', () => {
  it('breaks the line where the method changed, and says so', () => {
    const drawing = drawChart(years, { width: 640 })
    const own = drawing.shapes.find((shape) => shape.kind === 'path' && shape.tone === 'own')
    expect(own?.kind === 'path' ? own.d.match(/M/g) : []).toHaveLength(2)
    expect(texts(drawing)).toEqual(expect.arrayContaining(['anders gemeten', '2017', '2019', '2021', '2023', 'Overdie', 'Gemeente']))
    expect(inside(drawing)).toBe(true)
  })

  it('draws the municipality dashed and with other marks: never by colour alone', () => {
    const paths = drawChart(years, { width: 640 }).shapes.flatMap((shape) => (shape.kind === 'path' ? [[shape.tone, shape.dash ?? '']] : []))
    expect(paths).toEqual([['other', '6 4'], ['own', '']])
  })

  it('can stand without any figure', () => {
    expect(inside(drawChart({ ...years, series: [{ label: 'Overdie', own: true, points: [{ period: '2023', figure: figure(null) }] }] }, { width: 400 }))).toBe(true)
    expect(drawChart({ ...years, series: [] }, { width: 400 }).shapes.length).toBeGreaterThan(0)
  })
})

it('the table behind a chart says everything in it', () => {
  expect(chartTable(areas)).toEqual({
    caption: 'Voelt zich <wel eens> onveilig, 2023', columns: ['Gebied', 'Cijfer', 'Marge (95 %)', 'Antwoorden', 'Let op'],
    rows: [
      { head: 'Gemeente', own: false, cells: ['24 %', '22,9 – 25,1', '1.840', ''] }, { head: 'Overdie', own: true, cells: ['31,4 %', '27,1 – 35,7', '212', ''] },
      { head: 'De Mare-met-een-heel-lange-naam-die-nergens-past', own: false, cells: ['22 %*', '19 – 25', '24', 'voorlopig, weinig antwoorden'] }, { head: 'Noorderdijk', own: false, cells: ['te weinig antwoorden', '', 'minder dan 10', ''] },
    ],
  })
  expect(chartTable(years).rows.map(({ head, cells }) => [head, ...cells].join(' | '))[0]).toBe('2017 | Overdie | 33 % | 29 – 37 | 200 | ')
})

it('as text it is SVG that stands on its own, with nothing of the names run as markup', () => {
  const svg = svgText(drawChart(areas, { width: 640 }))
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/)
  expect(svg).toContain('<title>Voelt zich &lt;wel eens&gt; onveilig, 2023</title>')
  expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  expect(chartHtml(areas)).toContain('<caption')
  expect(chartHtml(areas)).not.toContain('<wel eens>')
})

it('axes have round numbers that span the figures', () => {
  expect(niceScale(18.3, 35.7, 4)).toEqual({ from: 15, to: 40, ticks: [15, 20, 25, 30, 35, 40] })
  expect(niceScale(6.6, 7.5, 4).ticks).toEqual([6.5, 6.75, 7, 7.25, 7.5])
  expect(niceScale(0, 800_027, 4).to).toBe(800_000 + 200_000)
  expect(niceScale(5, 5, 4).ticks.length).toBeGreaterThan(1)
})
