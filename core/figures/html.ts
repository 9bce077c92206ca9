import type { IndicatorDetail } from '../contract/figures.ts'
import { chartTable, drawChart } from './chart.ts'
import type { FigureChart } from './chart-model.ts'
import { ruleInWords, verdictText } from './compare.ts'
import { svgText } from './drawing.ts'
import { periodName } from './period.ts'

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** A chart with the table behind it as HTML, for paper and documents: needs no script and no style sheet. `width` in CSS pixels. */
export function chartHtml(chart: FigureChart, width = 640): string {
  const { caption, columns, rows } = chartTable(chart)
  const head = columns.map((column) => `<th scope="col" style="text-align:left;padding:2px 10px 2px 0;border-bottom:1px solid #94a3b8">${escape(column)}</th>`).join('')
  const cell = (text: string, own: boolean) => `<td style="padding:2px 10px 2px 0${own ? ';font-weight:600' : ''}">${escape(text)}</td>`
  const body = rows.map(({ head: name, own, cells }) => `<tr>${cell(name, own)}${cells.map((text) => cell(text, own)).join('')}</tr>`).join('')
  return `<figure style="margin:0 0 20px;break-inside:avoid">${svgText(drawChart(chart, { width, font: 12 }))}<table style="border-collapse:collapse;font-size:11px;margin-top:8px"><caption style="text-align:left;color:#475569;padding-bottom:2px">${escape(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></figure>`
}

/** One figure of one area as a page to print. */
export function figurePage({ indicator, line, area, than, years, areas, sources, small }: IndicatorDetail): string {
  const earlier = line.earlier ? `<li>${escape(verdictText(line.earlier.verdict, `in ${periodName(line.earlier.period)}`))}</li>` : ''
  const from = sources.map((source) => `<li>Bron: ${escape([source.name, source.bureau].filter((text) => text !== '').join(', '))}</li>`).join('')
  const broken = indicator.breaks.length > 0 ? `<li>Vanaf ${escape(indicator.breaks.join(' en '))} is er anders gemeten.</li>` : ''
  return `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>${escape(indicator.name)}</title></head><body style="font-family:Inter,'Segoe UI',Arial,sans-serif;color:#0f172a;margin:24px"><h1 style="font-size:20px;margin:0 0 4px">${escape(indicator.name)}</h1><p style="margin:0 0 12px;color:#475569">${escape(area.name)}, ${escape(periodName(line.period))}</p><ul style="font-size:13px">${`<li>${escape(verdictText(line.against.verdict, than))}</li>`}${earlier}${broken}</ul>${chartHtml(years)}${areas ? chartHtml(areas) : ''}<ul style="font-size:11px;color:#475569">${ruleInWords(small).map((text) => `<li>${escape(text)}</li>`).join('')}${from}</ul></body></html>`
}
