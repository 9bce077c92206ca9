/** What a mark in a drawing is for; colours belong to whoever shows it. Never colour alone: own figures are round and drawn solid, others are diamonds and dashed. */
export type Tone = 'own' | 'other' | 'text' | 'muted' | 'grid' | 'band' | 'break'

export type Shape =
  | { readonly kind: 'line'; readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number; readonly tone: Tone; readonly width: number; readonly dash?: string }
  | { readonly kind: 'path'; readonly d: string; readonly tone: Tone; readonly width: number; readonly dash?: string }
  | { readonly kind: 'rect'; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly tone: Tone }
  /** `hollow`: provisional, or of few answers. */
  | { readonly kind: 'dot' | 'diamond'; readonly x: number; readonly y: number; readonly r: number; readonly tone: Tone; readonly hollow: boolean }
  | { readonly kind: 'text'; readonly x: number; readonly y: number; readonly text: string; readonly anchor: 'start' | 'middle' | 'end'; readonly tone: Tone; readonly size: number; readonly bold: boolean }

/** A chart as a list of shapes, in CSS pixels. Says nothing of colours, and needs no screen. */
export interface Drawing {
  readonly width: number
  readonly height: number
  /** For who cannot see it: what it is, and what it shows in one or two sentences. */
  readonly title: string
  readonly description: string
  readonly shapes: readonly Shape[]
}

/** Rough width of a text in Inter: enough to keep labels apart. */
export const textWidth = (text: string, size: number): number => text.length * size * 0.56

/** A text that fits, cut with an ellipsis. */
export function fitText(text: string, width: number, size: number): string {
  const most = Math.max(3, Math.floor(width / (size * 0.56)))
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd().toWellFormed()}…`
}

export const diamondPath = (x: number, y: number, r: number): string => `M${num(x)} ${num(y - r)}L${num(x + r)} ${num(y)}L${num(x)} ${num(y + r)}L${num(x - r)} ${num(y)}Z`

/** Coordinates to a tenth of a pixel: the same input gives the same bytes. */
export const num = (value: number): string => String(Math.round(value * 10) / 10)

/** At most `count` round numbers over a range, and the range they span. */
export function niceScale(min: number, max: number, count: number): { readonly from: number; readonly to: number; readonly ticks: readonly number[] } {
  const span = max - min || Math.abs(max) || 1
  const rough = span / Math.max(1, count), power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((s) => s * power >= rough) ?? 10) * power
  const from = Math.floor(min / step + 1e-9) * step, to = Math.ceil(max / step - 1e-9) * step
  const ticks = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => Math.round((from + i * step) * 1e9) / 1e9)
  return { from: ticks[0] ?? min, to: Math.max(ticks.at(-1) ?? max, (ticks[0] ?? min) + step), ticks }
}

/** Colours per tone. On paper: black, grey and one blue that prints dark. */
export const printColors: Readonly<Record<Tone, string>> = { own: '#0f5f59', other: '#475569', text: '#0f172a', muted: '#475569', grid: '#cbd5e1', band: '#e8edf3', break: '#92400e' }

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The drawing as SVG text that stands on its own: for documents, PDF and slides. `paper` fills hollow marks. */
export function svgText(drawing: Drawing, colors: Readonly<Record<Tone, string>> = printColors, paper = '#ffffff'): string {
  const shapes = drawing.shapes.map((shape) => shapeText(shape, colors, paper)).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${num(drawing.width)} ${num(drawing.height)}" width="${num(drawing.width)}" height="${num(drawing.height)}" role="img" font-family="Inter, 'Segoe UI', Arial, sans-serif"><title>${escape(drawing.title)}</title><desc>${escape(drawing.description)}</desc>${shapes}</svg>`
}

function shapeText(shape: Shape, colors: Readonly<Record<Tone, string>>, paper: string): string {
  const color = colors[shape.tone]
  switch (shape.kind) {
    case 'line': return `<line x1="${num(shape.x1)}" y1="${num(shape.y1)}" x2="${num(shape.x2)}" y2="${num(shape.y2)}" stroke="${color}" stroke-width="${num(shape.width)}"${shape.dash ? ` stroke-dasharray="${shape.dash}"` : ''}/>`
    case 'path': return `<path d="${shape.d}" fill="none" stroke="${color}" stroke-width="${num(shape.width)}"${shape.dash ? ` stroke-dasharray="${shape.dash}"` : ''}/>`
    case 'rect': return `<rect x="${num(shape.x)}" y="${num(shape.y)}" width="${num(shape.width)}" height="${num(shape.height)}" fill="${color}"/>`
    case 'dot': return `<circle cx="${num(shape.x)}" cy="${num(shape.y)}" r="${num(shape.r)}" fill="${shape.hollow ? paper : color}" stroke="${color}" stroke-width="2"/>`
    case 'diamond': return `<path d="${diamondPath(shape.x, shape.y, shape.r)}" fill="${shape.hollow ? paper : color}" stroke="${color}" stroke-width="2"/>`
    case 'text': return `<text x="${num(shape.x)}" y="${num(shape.y)}" text-anchor="${shape.anchor}" fill="${color}" font-size="${num(shape.size)}"${shape.bold ? ' font-weight="600"' : ''}>${escape(shape.text)}</text>`
  }
}
