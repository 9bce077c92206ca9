import { z } from 'zod'
import { command } from './command.ts'
import { areaStates, type MatchedArea } from '../figures/areas.ts'
import type { AreasChart, YearsChart } from '../figures/chart-model.ts'
import type { Comparison, SmallNumbers } from '../figures/compare.ts'
import type { Figure } from '../figures/figure.ts'
import type { AreaLevel } from '../figures/regions.ts'
import { roles, type Role } from '../figures/words.ts'
import type { FieldsByKind, Row } from '../model/kinds.ts'
import { editSchema } from '../sync/validate.ts'

const id = z.string().min(1).max(64)
const areaCode = z.string().min(1).max(80)

/** An area of which there are figures. */
export interface FigureArea { readonly code: string; readonly name: string; readonly level: AreaLevel; /** null for what lies in no gebied */ readonly gebiedId: string | null }
export interface FigureAreas { readonly areas: readonly FigureArea[]; /** Under which the figures of the whole municipality are kept. */ readonly gemeente: string }

export type Direction = FieldsByKind['indicator']['direction']

/** One indicator of one area: its newest figure, and how that compares. Figures of too few answers come without their value. */
export interface IndicatorLine {
  readonly id: string
  readonly name: string
  readonly unit: string
  readonly direction: Direction
  /** Theme, else the heading of the source, else ''. */
  readonly heading: string
  readonly themeId: string | null
  readonly period: string
  readonly figure: Figure
  /** Against the municipality (the municipality itself: against the country). */
  readonly against: Comparison
  /** Against the round before; null when there is none. */
  readonly earlier: (Comparison & { readonly period: string }) | null
}
export interface FigureList {
  readonly area: FigureArea
  /** What `against` compares with: 'in de gemeente', 'in Nederland'. */
  readonly than: string
  /** By heading, then by name. */
  readonly lines: readonly IndicatorLine[]
  /** What stands out, the clearest first: ids of lines. */
  readonly standOut: readonly string[]
  /** How many comparisons were made, for the rule in words. */
  readonly tested: number
  readonly small: SmallNumbers
}

export interface FigureSourceLine { readonly id: string; readonly name: string; readonly bureau: string; readonly fileName: string; readonly importedOn: string | null; readonly who: string; readonly periods: readonly string[]; readonly provisional: boolean; readonly figures: number; readonly areas: number; readonly remarks: string }

export interface IndicatorDetail {
  readonly indicator: Row<'indicator'>
  readonly line: IndicatorLine
  readonly area: FigureArea
  readonly than: string
  readonly years: YearsChart
  /** The areas of the same kind in the newest period; null when there is only one. */
  readonly areas: AreasChart | null
  readonly sources: readonly { readonly id: string; readonly name: string; readonly bureau: string; readonly periods: readonly string[]; readonly importedOn: string | null }[]
  readonly small: SmallNumbers
  /** Indicators that ask the same under another name; their figures are among these. */
  readonly merged: readonly { readonly id: string; readonly name: string }[]
}

/** A file of figures that was read and waits for choices. Nothing of it is stored yet. */
export interface FigureFile { readonly token: string; readonly name: string; readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly rows: number }[]; /** Index of the sheet to open first. */ readonly first: number }
export interface FigureFileColumn { readonly column: number; readonly header: string; readonly samples: readonly string[]; readonly role: Role; /** what its name says besides: '2023 · Overdie · ondergrens' */ readonly says: string }
export interface FigureFileTable {
  readonly sheet: number
  /** Index in `top` of the first row of names, -1 when there are none. */
  readonly headerRow: number
  readonly top: readonly { readonly line: number; readonly cells: readonly string[] }[]
  readonly columns: readonly FigureFileColumn[]
  readonly rows: number
  readonly titles: readonly string[]
  readonly footers: readonly string[]
  readonly problems: readonly { readonly line: number; readonly message: string }[]
  /** Guesses for what the file as a whole is. */
  readonly guess: { readonly name: string; readonly bureau: string; readonly period: string; readonly breaks: string }
  /** The roles are those of last time. */
  readonly remembered: boolean
}

export const figureChoices = z.object({
  name: z.string().trim().max(300).default(''), bureau: z.string().trim().max(300).default(''),
  /** As typed: for figures of which the table does not tell when they were measured. */ period: z.string().trim().max(60).default(''),
  /** Years from which on it is measured another way, as typed: '2021' or '2012, 2021'. */ breaks: z.string().trim().max(100).default(''),
  provisional: z.boolean().default(false), others: z.boolean().nullable().default(null), links: z.record(z.string().max(400), z.string().max(80)).default({}),
})
export type FigureChoices = z.output<typeof figureChoices>

export interface FigureCounts { readonly figures: number; readonly areas: number; readonly indicators: number; readonly periods: readonly string[]; readonly secret: number; readonly missing: number; readonly nil: number; readonly provisional: number; readonly withMargin: number; readonly withCount: number; readonly few: number; /** figures that are there already, and get the value of this file */ readonly replaced: number; readonly levels: Readonly<Partial<Record<AreaLevel, number>>> }
export interface FigurePreview {
  readonly areas: readonly MatchedArea[]
  readonly indicators: readonly { readonly name: string; readonly unit: string; readonly figures: number; readonly known: boolean }[]
  readonly counts: FigureCounts
  readonly problems: readonly { readonly line: number; readonly column?: number; readonly message: string }[]
  readonly skipped: readonly { readonly line: number; readonly why: string }[]
  /** Why nothing can be imported yet, with the way out; '' when it can. */
  readonly blocked: string
  /** What the person should know before importing. */
  readonly warnings: readonly string[]
}
export interface FigureCell { readonly indicator: string; readonly unit: string; readonly period: string; readonly figure: Figure }
export { areaStates }

const token = id
const roleList = z.array(z.enum(roles)).max(2000)

export const figureCommands = {
  'figures.areas': command(z.object({})).answers<FigureAreas>(),
  'figures.list': command(z.object({ area: areaCode })).answers<FigureList>(),
  'figures.detail': command(z.object({ area: areaCode, indicatorId: id })).answers<IndicatorDetail>(),
  'figures.saveIndicator': command(z.object({ id, fields: editSchema('indicator') })).answers<{ readonly undo: string | null }>(),
  'figures.sources': command(z.object({})).answers<readonly FigureSourceLine[]>(),
  /** Takes an import back with all its figures; older figures of the same areas and years count again. */
  'figures.removeSource': command(z.object({ id })).answers<{ readonly undo: string | null }>(),
  'figures.settings': command(z.object({})).answers<SmallNumbers>(),
  'figures.saveSettings': command(z.object({ mark: z.int().min(1).max(1000), hide: z.int().min(1).max(1000) })).answers<{ readonly undo: string | null }>(),
  /** Writes the figures of these areas, all rounds, to a file that the user picked; our own import reads it again. */
  'figures.export': command(z.object({ path: z.string().min(1).max(4000), format: z.enum(['xlsx', 'csv']), areas: z.array(areaCode).min(1).max(500), indicatorId: id.nullable().default(null) })).answers<{ readonly count: number }>(),

  /** Reads a picked file (`path`) or a dropped one (`bytes`, base64). Fails with `FileRefused` and one Dutch sentence. */
  'figures.read': command(z.object({ name: z.string().min(1).max(300), path: z.string().min(1).max(4000).optional(), bytes: z.base64().max(150_000_000).optional() })).answers<FigureFile>(),
  /** The columns with a guess for each. `roles`: look again with these. */
  'figures.table': command(z.object({ token, sheet: z.int().min(0).default(0), headerRow: z.int().min(0).nullable().default(null), roles: roleList.nullable().default(null) })).answers<FigureFileTable>(),
  /** What importing would do; nothing is written. Progress comes as event `progress` with task 'import.check'. */
  'figures.preview': command(z.object({ token, choices: figureChoices })).answers<FigurePreview>(),
  /** The figures that the file has of one of its areas. */
  'figures.cells': command(z.object({ token, area: z.string().max(400) })).answers<readonly FigureCell[]>(),
  /** Writes what was previewed last. Stopping it half-way takes back what was written. */
  'figures.run': command(z.object({ token })).answers<{ readonly undo: string; readonly sourceId: string; readonly figures: number; readonly areas: number; /** the first area with figures */ readonly first: string | null }>(),
  'figures.cancel': command(z.object({ token })).answers<null>(),
  'figures.close': command(z.object({ token })).answers<null>(),
}
