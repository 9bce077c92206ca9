import { axisTitle, rangeOf, remark, type AreasChart } from './chart-model.ts'
import { limitsOf, sizeOf } from './compare.ts'
import { fitText, niceScale, textWidth, type Drawing, type Shape } from './drawing.ts'
import type { Figure } from './figure.ts'
import { periodName } from './period.ts'
import { figureText, valueText } from './words-of.ts'

/** Dots with their margins under each other, and the municipality as a dashed line with its own margin as a band. */
export function drawAreas(chart: AreasChart, width: number, font: number): Drawing {
  const { rows, reference, unit, small } = chart
  const line = font * 2.1, top = font * 2.6, bottom = font * 2.8
  const values = rows.map((row) => [figureText(row.figure, unit, small), row.figure ? remark(row.figure, small) : ''].filter((text) => text !== '').join(', '))
  const labelWidth = Math.min(width * 0.34, Math.max(60, ...rows.map((row) => textWidth(row.label, font))) + font)
  const valueWidth = Math.min(width * 0.3, Math.max(40, ...values.map((text) => textWidth(text, font))) + font)
  const left = labelWidth, right = width - valueWidth, foot = top + rows.length * line
  const range = rangeOf([reference?.figure ?? null, ...rows.map((row) => row.figure)], unit, small)
  const scale = niceScale(range?.min ?? 0, range?.max ?? 1, Math.max(2, Math.floor((right - left) / (font * 5))))
  const x = (value: number) => left + ((value - scale.from) / (scale.to - scale.from)) * (right - left)
  const shapes: Shape[] = []
  if (range) {
    for (const tick of scale.ticks) shapes.push({ kind: 'line', x1: x(tick), y1: top, x2: x(tick), y2: foot, tone: 'grid', width: 1 }, { kind: 'text', x: x(tick), y: foot + font * 1.3, text: valueText(tick), anchor: 'middle', tone: 'muted', size: font * 0.92, bold: false })
    shapes.push({ kind: 'text', x: right, y: foot + font * 2.5, text: axisTitle(unit), anchor: 'end', tone: 'muted', size: font * 0.92, bold: false })
    if (reference) shapes.unshift(...referenceBand(reference.figure, unit, x, top, foot))
    if (reference) shapes.push(...referenceLine(reference, chart, x, { left, right, foot, font, width }))
  }
  rows.forEach((row, i) => {
    const y = top + (i + 0.5) * line
    shapes.push({ kind: 'text', x: 0, y: y + font * 0.35, text: fitText(row.label, labelWidth - font * 0.6, font), anchor: 'start', tone: 'text', size: font, bold: row.own })
    if (range) shapes.push(...figureMark(row.figure, chart, x, y, row.own, font))
    shapes.push({ kind: 'text', x: width, y: y + font * 0.35, text: fitText(values[i] ?? '', valueWidth, font), anchor: 'end', tone: !row.figure || row.figure.value === null || sizeOf(row.figure, small) === 'verborgen' ? 'muted' : 'text', size: font, bold: row.own })
  })
  return { width, height: foot + bottom, title: `${chart.title}, ${periodName(chart.period)}`, description: describe(chart), shapes }
}

type Scale = (value: number) => number

function figureMark(figure: Figure | null, { unit, small }: AreasChart, x: Scale, y: number, own: boolean, font: number): Shape[] {
  if (!figure || figure.value === null || sizeOf(figure, small) === 'verborgen') return []
  const limits = limitsOf(figure, unit), tone = own ? 'own' : 'other', cap = font * 0.3
  const hollow = figure.provisional || sizeOf(figure, small) === 'weinig'
  const bar: Shape[] = limits ? [
    { kind: 'line', x1: x(limits.low), y1: y, x2: x(limits.high), y2: y, tone, width: own ? 2.5 : 1.5 },
    { kind: 'line', x1: x(limits.low), y1: y - cap, x2: x(limits.low), y2: y + cap, tone, width: 1.5 }, { kind: 'line', x1: x(limits.high), y1: y - cap, x2: x(limits.high), y2: y + cap, tone, width: 1.5 },
  ] : []
  return [...bar, { kind: own ? 'dot' : 'diamond', x: x(figure.value), y, r: own ? font * 0.42 : font * 0.36, tone, hollow }]
}

function referenceBand(figure: Figure, unit: string, x: Scale, top: number, foot: number): Shape[] {
  const limits = limitsOf(figure, unit)
  return limits ? [{ kind: 'rect', x: x(limits.low), y: top, width: Math.max(1, x(limits.high) - x(limits.low)), height: foot - top, tone: 'band' }] : []
}

function referenceLine({ label, figure }: NonNullable<AreasChart['reference']>, { unit, small }: AreasChart, x: Scale, { left, right, foot, font, width }: Record<'left' | 'right' | 'foot' | 'font' | 'width', number>): Shape[] {
  if (figure.value === null || sizeOf(figure, small) === 'verborgen') return []
  const at = x(figure.value), text = fitText(`${label} ${figureText(figure, unit, small)}`, width * 0.6, font), half = textWidth(text, font) / 2
  return [
    { kind: 'line', x1: at, y1: font * 1.7, x2: at, y2: foot, tone: 'muted', width: 1.5, dash: '5 4' },
    { kind: 'text', x: Math.max(Math.min(at, width - half), Math.min(left + half, right)), y: font * 1.2, text, anchor: 'middle', tone: 'muted', size: font, bold: true },
  ]
}

function describe({ rows, reference, unit, small }: AreasChart): string {
  const parts = rows.map((row) => `${row.label} ${figureText(row.figure, unit, small)}`)
  return `${reference ? `${reference.label}: ${figureText(reference.figure, unit, small)}. ` : ''}${parts.join('; ')}. De streepjes zijn de marges.`
}
