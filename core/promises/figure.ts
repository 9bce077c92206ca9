import type { YearsChart } from '../figures/chart-model.ts'
import { verdictText, type SmallNumbers, type Verdict } from '../figures/compare.ts'
import type { Figure } from '../figures/figure.ts'
import { periodName } from '../figures/period.ts'
import { figureText } from '../figures/words-of.ts'

/** One round of a figure: of the area, and of what it is compared with (null: not measured there). */
export interface StoryRound { readonly period: string; readonly figure: Figure; readonly other: Figure | null; /** Against the municipality. */ readonly against: Verdict }

/** The figure that a priority is about, as it was then and as it became. */
export interface FigureStory {
  readonly name: string; readonly unit: string; readonly areaName: string
  /** 'in de gemeente', 'in Nederland' */
  readonly than: string
  readonly chosen: StoryRound
  /** The newest round when that is a later one, with how it compares with `chosen`. */
  readonly later: (StoryRound & { readonly since: Verdict }) | null
  readonly chart: YearsChart
  readonly small: SmallNumbers
  readonly source: string
}

/** What points a priority or an option at a figure: `(indicatorId, wijkCode, year)` names it for good (decision 0026). */
export interface FigurePointer { readonly indicatorId: string; readonly wijkCode: string; readonly year: number }

/** A stored pointer; null when it is none. */
export function figurePointer(stored: unknown): FigurePointer | null {
  if (stored === null || typeof stored !== 'object' || Array.isArray(stored)) return null
  const { indicatorId, wijkCode, year } = stored as Readonly<Record<string, unknown>>
  return typeof indicatorId === 'string' && typeof year === 'number' ? { indicatorId, wijkCode: typeof wijkCode === 'string' ? wijkCode : '', year } : null
}

const placed = ({ areaName, than, small, unit }: FigureStory, { figure, other }: StoryRound): string => `${figureText(figure, unit, small)} in ${areaName}${other === null ? '' : `, ${figureText(other, unit, small)} ${than}`}`
const concluded = (verdict: Verdict, than: string): string => (verdict === 'gelijk' ? `Er is geen verschil aan te tonen met ${than.startsWith('in ') ? 'het cijfer ' : ''}${than}.` : `${verdictText(verdict, than)}.`)

/** The figure in sentences: as it was, and 'sindsdien' when there is a later one. What lies within the margin is never called a change. */
export function storySentences(story: FigureStory): readonly string[] {
  const { name, than, chosen, later } = story
  return [
    `${name}: ${placed(story, chosen)} (${periodName(chosen.period)}). ${concluded(chosen.against, than)}`,
    ...(later === null ? [] : [`Sindsdien: ${placed(story, later)} (${periodName(later.period)}). ${concluded(later.since, `in ${periodName(chosen.period)}`)}`]),
  ]
}

/** Names of figures and sources are free text as well. */
export const publicStory = (story: FigureStory, text: (value: string) => string): FigureStory => ({ ...story, name: text(story.name), source: text(story.source), chart: { ...story.chart, title: text(story.chart.title) } })
