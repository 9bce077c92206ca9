import type { FigureList, IndicatorLine } from '../contract/figures.ts'
import { fold } from '../text/fold.ts'

/** The figures that hold these words: what stands out first, the clearest before the others, then by heading. */
export function figuresFor(list: FigureList, text: string): readonly IndicatorLine[] {
  const words = fold(text).split(/\s+/).filter((word) => word !== '')
  const found = list.lines.filter((line) => { const own = fold(`${line.name} ${line.heading}`); return words.every((word) => own.includes(word)) })
  const rank = new Map(list.standOut.map((id, i) => [id, i]))
  return found.toSorted((a, b) => (rank.get(a.id) ?? rank.size) - (rank.get(b.id) ?? rank.size))
}
