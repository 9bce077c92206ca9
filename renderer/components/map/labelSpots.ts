import { textWidth } from '#core/figures/drawing.ts'

/** A name in pixels: the point that it belongs to, and the size of its text. */
export interface Label { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export interface Circle { readonly x: number; readonly y: number; readonly r: number }

export const LABEL_PX = 13
/** Longest line in ems; longer names are broken. */
export const LABEL_EMS = 8
const LINE_EMS = 1.2

/** Where a name can stand from its point, the best place first: which side of the text lies there, and how far from it in ems. */
export const labelSpots = [
  ['top', 0, 1.4], ['bottom', 0, -1.4], ['left', 1.4, 0], ['right', -1.4, 0],
  ['top', 0, 3.2], ['bottom', 0, -3.2], ['top-left', 1.2, 1.2], ['top-right', -1.2, 1.2], ['bottom-left', 1.2, -1.2], ['bottom-right', -1.2, -1.2], ['left', 3.6, 0], ['right', -3.6, 0],
] as const satisfies readonly (readonly [anchor: string, x: number, y: number])[]

/** Rough size of a text in the map: enough to keep it off circles. */
export function labelSize(text: string): { readonly width: number; readonly height: number } {
  const most = LABEL_EMS * LABEL_PX
  const lines = text.split('\n').map((line) => textWidth(line, LABEL_PX)).map((width) => ({ width: Math.min(width, most), lines: Math.ceil(width / most) }))
  return { width: Math.max(0, ...lines.map(({ width }) => width)), height: lines.reduce((sum, each) => sum + each.lines, 0) * LINE_EMS * LABEL_PX }
}

/** Which of `labelSpots` a name takes: the first that no circle covers, else the one that is covered least. */
export function bestSpot(label: Label, circles: readonly Circle[]): number {
  const near = circles.filter(({ x, y, r }) => Math.abs(x - label.x) < label.width * 1.5 + r + 60 && Math.abs(y - label.y) < label.height * 1.5 + r + 60)
  const costs = labelSpots.map((_, at) => near.reduce((sum, circle) => sum + covered(boxAt(label, at), circle), 0))
  return costs.indexOf(Math.min(...costs))
}

function boxAt({ x, y, width, height }: Label, at: number): { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number } {
  const [anchor, dx, dy] = labelSpots[at]!
  const left = x + dx * LABEL_PX - (anchor.endsWith('left') ? 0 : anchor.endsWith('right') ? width : width / 2)
  const top = y + dy * LABEL_PX - (anchor.startsWith('top') ? 0 : anchor.startsWith('bottom') ? height : height / 2)
  return { left, top, right: left + width, bottom: top + height }
}

/** How far a circle reaches into a box, in pixels. */
function covered({ left, top, right, bottom }: ReturnType<typeof boxAt>, { x, y, r }: Circle): number {
  const dx = Math.max(left - x, 0, x - right), dy = Math.max(top - y, 0, y - bottom)
  return Math.max(0, r + 2 - Math.hypot(dx, dy))
}
