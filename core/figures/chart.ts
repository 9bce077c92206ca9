import { remark, type FigureChart } from './chart-model.ts'
import { sizeOf } from './compare.ts'
import type { Drawing } from './drawing.ts'
import { drawAreas } from './draw-areas.ts'
import { drawYears } from './draw-years.ts'
import type { Figure } from './figure.ts'
import { periodName } from './period.ts'
import { countText, figureText, marginText } from './words-of.ts'

export interface DrawOptions {
  /** CSS pixels. */
  readonly width: number
  /** Size of labels in pixels: 13 on a screen, 22 on a projector, 11 on paper. */
  readonly font?: number
}

/** The chart as a drawing. The same model gives the same drawing, on screen, on paper and on the projector. */
export function drawChart(chart: FigureChart, { width, font = 13 }: DrawOptions): Drawing {
  return chart.kind === 'gebieden' ? drawAreas(chart, width, font) : drawYears(chart, width, font)
}

export interface ChartTable { readonly caption: string; readonly columns: readonly string[]; readonly rows: readonly { readonly head: string; readonly own: boolean; readonly cells: readonly string[] }[] }

/** The table behind a chart: everything it shows, in words and numbers. */
export function chartTable(chart: FigureChart): ChartTable {
  const cells = (figure: Figure | null) => [figureText(figure, chart.unit, chart.small), figure && sizeOf(figure, chart.small) !== 'verborgen' ? marginText(figure, chart.unit) || 'onbekend' : '', figure ? countText(figure, chart.small) : '', figure ? remark(figure, chart.small) : '']
  const columns = ['Cijfer', 'Marge (95 %)', 'Antwoorden', 'Let op']
  if (chart.kind === 'gebieden') {
    const reference = chart.reference ? [{ head: chart.reference.label, own: false, cells: cells(chart.reference.figure) }] : []
    return { caption: `${chart.title}, ${periodName(chart.period)}`, columns: ['Gebied', ...columns], rows: [...reference, ...chart.rows.map((row) => ({ head: row.label, own: row.own, cells: cells(row.figure) }))] }
  }
  const periods = [...new Set(chart.series.flatMap(({ points }) => points.map(({ period }) => period)))].sort()
  return {
    caption: chart.title, columns: ['Jaar', 'Gebied', ...columns],
    rows: periods.flatMap((period) => chart.series.flatMap(({ label, own, points }) => points.filter((point) => point.period === period).map(({ figure }) => ({ head: periodName(period), own, cells: [label, ...cells(figure)] })))),
  }
}
