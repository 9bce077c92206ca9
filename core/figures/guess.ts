import { fold } from '../text/fold.ts'
import type { FigureColumn } from './columns.ts'
import type { Layout } from './layout.ts'
import { periodInText, periodName, readPeriod, type Period } from './period.ts'
import { isMeasure, soundsLikeSurvey } from './words.ts'

/** The year in which the Veiligheidsmonitor began to ask and count in another way. */
export const METHOD_BREAK = 2021

export interface FileGuess { readonly name: string; readonly bureau: string; readonly period: string; readonly breaks: string }

/** What a file as a whole is: from its titles, its footer and its name. */
export function guessFile(layout: Layout, columns: readonly FigureColumn[], fileName: string): FileGuess {
  const plainName = plainNameOf(fileName)
  const title = layout.titles.find((text) => !/^(?:perioden?|bron|peildatum|datum|onderwerp)\s*:/i.test(text)) ?? ''
  const bureau = [...layout.footers, ...layout.titles].map((text) => /^(?:bron|source)\s*:?\s*(.+)$/i.exec(text)?.[1]).find((text) => text !== undefined) ?? ''
  const period = filePeriod(layout, columns, fileName)
  return { name: (title || plainName).slice(0, 300), bureau: bureau.slice(0, 300), period: period ? periodName(period.key) : '', breaks: isSurvey(layout, columns, fileName) ? String(METHOD_BREAK) : '' }
}

const plainNameOf = (fileName: string): string => fileName.replace(/^.*[/\\]/, '').replace(/\.\w{1,5}$/, '').replace(/[_]+/g, ' ').trim()

/** When a file as a whole was measured; null when its columns tell, or nothing does. */
function filePeriod(layout: Layout, columns: readonly FigureColumn[], fileName: string): Period | null {
  const timed = columns.some(({ role, column, parts }) => parts.period !== null || (role === 'periode' && layout.rows.slice(0, 50).some((row) => readPeriod(row.cells[column]) !== null)))
  return timed ? null : (periodInText(layout.titles.join('\n')) ?? periodInText(plainNameOf(fileName)))
}

/** The period that a person chose; provisional too where the file says so of that period ('Perioden: 2024*'). */
export function chosenPeriod(text: string, layout: Layout, columns: readonly FigureColumn[], fileName: string): Period | null {
  const typed = typedPeriod(text), own = filePeriod(layout, columns, fileName)
  return typed && own?.key === typed.key && own.provisional ? own : typed
}

/** Surveys have margins, counts of answers, or questions of the Veiligheidsmonitor. */
function isSurvey(layout: Layout, columns: readonly FigureColumn[], fileName: string): boolean {
  if (columns.some((column) => ['ondergrens', 'bovengrens', 'marge', 'n'].includes(column.role))) return true
  const words = columns.filter((c) => c.role === 'indicator').flatMap((c) => layout.rows.slice(0, 50).map((row) => String(row.cells[c.column] ?? '')))
  return soundsLikeSurvey(fold([...layout.titles, fileName, ...columns.filter((c) => isMeasure(c.role)).map((c) => c.header), ...words].join(' ')))
}

/** A period as a person types it; null when it is none. */
export const typedPeriod = (text: string): Period | null => readPeriod(text.trim())

/** The years in '2012, 2021'; null when something else stands there. */
export function typedYears(text: string): readonly string[] | null {
  const parts = text.split(/[\s,;en]+/).filter((part) => part !== '')
  return parts.every((part) => /^(?:19|20)\d\d$/.test(part)) ? [...new Set(parts)].sort() : null
}

/** '%' where a title says that the whole table is in percentages; '' otherwise. */
export const titleUnit = ({ titles }: Layout): string => (titles.some((title) => /\(\s*(?:in\s+)?%\s*\)|\bin (?:%|procenten|percentages)|percentages?\s*$/i.test(title)) ? '%' : '')
