import { axisTitle, rangeOf, type YearsChart } from './chart-model.ts'
import { limitsOf, sizeOf, isBroken } from './compare.ts'
import { fitText, niceScale, num, textWidth, type Drawing, type Shape } from './drawing.ts'
import type { Figure } from './figure.ts'
import { periodName, yearOf } from './period.ts'
import { figureText, valueText } from './words-of.ts'

type Series = YearsChart['series'][number]
interface Frame { readonly x: (period: string) => number; readonly y: (value: number) => number; readonly left: number; readonly right: number; readonly top: number; readonly foot: number; readonly font: number }

/** Lines over the rounds with their margins, not drawn on over a change of method. */
export function drawYears(chart: YearsChart, width: number, font: number): Drawing {
  const { series, unit, small } = chart
  const height = Math.max(200, Math.min(320, width * 0.5)) * (font / 13)
  const range = rangeOf(series.flatMap(({ points }) => points.map(({ figure }) => figure)), unit, small)
  const scale = niceScale(range?.min ?? 0, range?.max ?? 1, Math.max(2, Math.floor(height / (font * 3.6))))
  const periods = [...new Set(series.flatMap(({ points }) => points.map(({ period }) => period)))].sort()
  const first = timeOf(periods[0] ?? '2000'), last = timeOf(periods.at(-1) ?? '2000')
  const labelled = Math.min(width * 0.32, Math.max(0, ...series.map(({ label }) => textWidth(label, font))) + font * 1.4)
  const top = font * 2.4, foot = height - font * 2, left = Math.max(...scale.ticks.map((tick) => textWidth(valueText(tick), font))) + font, right = width - labelled
  const x = (period: string) => (last === first ? (left + right) / 2 : left + font + ((timeOf(period) - first) / (last - first)) * (right - left - font * 2))
  const frame: Frame = { x, y: (value) => foot - ((value - scale.from) / (scale.to - scale.from)) * (foot - top), left, right, top, foot, font }
  const shapes: Shape[] = [{ kind: 'text', x: 0, y: font * 1.1, text: fitText(axisTitle(unit), width * 0.5, font * 0.92), anchor: 'start', tone: 'muted', size: font * 0.92, bold: false }]
  for (const tick of scale.ticks) shapes.push({ kind: 'line', x1: left, y1: frame.y(tick), x2: right, y2: frame.y(tick), tone: 'grid', width: 1 }, { kind: 'text', x: left - font * 0.5, y: frame.y(tick) + font * 0.35, text: valueText(tick), anchor: 'end', tone: 'muted', size: font * 0.92, bold: false })
  shapes.push(...yearLabels(periods, frame), ...breakLines(chart, periods, frame))
  for (const one of series.toSorted((a, b) => Number(a.own) - Number(b.own))) shapes.push(...seriesShapes(one, chart, frame))
  shapes.push(...endLabels(chart, frame, labelled))
  return { width, height, title: chart.title, description: describe(chart), shapes }
}

/** A quarter or month lies within its year. */
function timeOf(period: string): number {
  const part = period.split('-')[1] ?? ''
  const nth = Number(part.slice(1))
  return yearOf(period) + (part.startsWith('K') ? (nth - 1) / 4 : part.startsWith('M') ? (nth - 1) / 12 : part.startsWith('H') ? (nth - 1) / 2 : 0)
}

/** As many years as there is room for, the last one always. */
function yearLabels(periods: readonly string[], { x, foot, font }: Frame): Shape[] {
  let free = Number.POSITIVE_INFINITY
  return periods.toReversed().flatMap((period): Shape[] => {
    const text = period.includes('-') ? period.replace('-', ' ') : periodName(period), half = textWidth(text, font) / 2
    if (x(period) + half > free) return []
    free = x(period) - half - font * 0.6
    return [{ kind: 'text', x: x(period), y: foot + font * 1.5, text, anchor: 'middle', tone: 'muted', size: font, bold: false }]
  })
}

function breakLines({ breaks }: YearsChart, periods: readonly string[], { x, top, foot, font, left, right }: Frame): Shape[] {
  return breaks.flatMap((year): Shape[] => {
    const before = periods.findLast((period) => yearOf(period) < year), after = periods.find((period) => yearOf(period) >= year)
    if (before === undefined || after === undefined) return []
    const at = (x(before) + x(after)) / 2, text = 'anders gemeten', half = textWidth(text, font * 0.92) / 2
    return [
      { kind: 'line', x1: at, y1: top - font * 0.4, x2: at, y2: foot, tone: 'break', width: 1.5, dash: '2 4' },
      { kind: 'text', x: Math.max(left + half, Math.min(at, right - half)), y: top - font * 0.8, text, anchor: 'middle', tone: 'break', size: font * 0.92, bold: false },
    ]
  })
}

const isShown = (figure: Figure, { small }: YearsChart): boolean => figure.value !== null && sizeOf(figure, small) !== 'verborgen'

function seriesShapes({ own, points }: Series, chart: YearsChart, { x, y, font }: Frame): Shape[] {
  const tone = own ? 'own' : 'other', cap = font * 0.28, shift = own ? -font * 0.16 : font * 0.16
  const drawn = points.filter(({ figure }) => isShown(figure, chart))
  let d = '', before: string | null = null
  for (const { period, figure } of drawn) {
    d += `${before === null || isBroken(chart.breaks, before, period) ? 'M' : 'L'}${num(x(period) + shift)} ${num(y(figure.value!))}`
    before = period
  }
  const marks = drawn.flatMap(({ period, figure }): Shape[] => {
    const at = x(period) + shift, limits = limitsOf(figure, chart.unit)
    const hollow = figure.provisional || sizeOf(figure, chart.small) === 'weinig'
    const bar: Shape[] = limits ? [
      { kind: 'line', x1: at, y1: y(limits.low), x2: at, y2: y(limits.high), tone, width: 1.5 },
      { kind: 'line', x1: at - cap, y1: y(limits.low), x2: at + cap, y2: y(limits.low), tone, width: 1.5 }, { kind: 'line', x1: at - cap, y1: y(limits.high), x2: at + cap, y2: y(limits.high), tone, width: 1.5 },
    ] : []
    return [...bar, { kind: own ? 'dot' : 'diamond', x: at, y: y(figure.value!), r: own ? font * 0.38 : font * 0.34, tone, hollow }]
  })
  return [...(d === '' ? [] : [{ kind: 'path', d, tone, width: own ? 2.5 : 1.5, ...(own ? {} : { dash: '6 4' }) } as const]), ...marks]
}

/** Names stand at the end of their line, moved apart where lines end close to each other. */
function endLabels(chart: YearsChart, { x, y, right, font, top, foot }: Frame, room: number): Shape[] {
  const ends = chart.series.flatMap(({ label, own, points }) => { const last = points.findLast(({ figure }) => isShown(figure, chart)); return last ? [{ label, own, at: y(last.figure.value!), x: x(last.period) }] : [] }).sort((a, b) => a.at - b.at)
  let free = top
  return ends.map(({ label, own, at }): Shape => {
    const place = Math.min(foot, Math.max(at, free))
    free = place + font * 1.4
    return { kind: 'text', x: right + font * 0.3, y: place + font * 0.35, text: fitText(label, room - font * 0.4, font), anchor: 'start', tone: own ? 'own' : 'other', size: font, bold: own }
  })
}

function describe({ series, unit, small, breaks }: YearsChart): string {
  const lines = series.map(({ label, points }) => `${label}: ${points.map(({ period, figure }) => `${periodName(period)} ${figureText(figure, unit, small)}`).join(', ')}.`)
  return `${lines.join(' ')} De streepjes zijn de marges.${breaks.length > 0 ? ` Vanaf ${breaks.join(' en ')} is er anders gemeten.` : ''}`
}
