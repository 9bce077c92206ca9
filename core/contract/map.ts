import { z } from 'zod'
import type { SmallNumbers } from '../figures/compare.ts'
import type { Figure } from '../figures/figure.ts'
import type { AreaGeometry, Position } from '../geo/geometry.ts'
import { gebiedenSchema } from './actions.ts'
import { command } from './command.ts'
import type { SignalItem } from './signals.ts'

const id = z.string().min(1).max(64)
const day = z.iso.date()

export type MapLevel = 'wijk' | 'buurt'

/** The border of an area, as far as it is known. */
export interface MapOutline { readonly code: string; readonly level: MapLevel; readonly geometry: AreaGeometry; /** where its name goes */ readonly label: Position | null }
export interface MapOutlines { readonly list: readonly MapOutline[]; /** who made the borders, as they are to be named */ readonly sources: readonly string[] }

/** A wijk or buurt with what is counted in it. */
export interface MapArea {
  readonly code: string
  readonly name: string
  readonly level: MapLevel
  /** Its own code for a wijk. */
  readonly wijkCode: string
  /** Whether its border is known. */
  readonly outlined: boolean
  /** Signals within theme and period. */
  readonly signals: number
  /** Those of them without a point on the map. */
  readonly unplaced: number
  /** Open actions, of any period. */
  readonly actions: number
  /** The figure that was asked for; null where there is none. One of too few answers comes without its value. */
  readonly figure: Figure | null
}
/** What lies in no area of the map: in a wijk without a buurt (`wijkCode`), or in no known wijk (''). */
export interface MapRest { readonly wijkCode: string; readonly signals: number; readonly unplaced: number; readonly actions: number }

/** Signals with a point, side by side: 50,000 of them are one list of numbers and one text, not 50,000 objects. */
export interface MapPoints {
  /** Longitude and latitude in millionths of a degree, one after the other. */
  readonly micro: readonly number[]
  /** Their ids in the same order, with a space between. */
  readonly ids: string
}
/** A figure that wijken or buurten can be coloured by. */
export interface MapIndicator { readonly id: string; readonly name: string; readonly unit: string; /** newest first */ readonly periods: readonly string[] }

export interface MapData {
  /** Wijken first, each by name. */
  readonly areas: readonly MapArea[]
  readonly rest: readonly MapRest[]
  readonly points: MapPoints
  readonly indicators: readonly MapIndicator[]
  readonly small: SmallNumbers
  /** null when they were not asked for: they are large and hardly ever change. */
  readonly outlines: MapOutlines | null
}

export const mapQuestionSchema = z.object({
  gebieden: gebiedenSchema,
  /** Theme and days of the signals; days are included. */
  themeId: id.optional(), from: day.optional(), to: day.optional(),
  figure: z.object({ indicatorId: id, period: z.string().min(4).max(20) }).nullable().default(null),
  outlines: z.boolean().default(false),
})
export type MapQuestion = z.input<typeof mapQuestionSchema>

export const mapCommands = {
  /** Everything that the map and its table show, of the gebieden that the user works in. Nothing in it is about a person. */
  'map.get': command(mapQuestionSchema).answers<MapData>(),
  /** The borders alone, for choosing a point. */
  'map.outlines': command(z.object({ gebieden: gebiedenSchema })).answers<MapOutlines>(),
  /** The signals at a point, newest first; those that are gone or of another gebied are left out. */
  'map.signals': command(z.object({ ids: z.array(id).max(200) })).answers<readonly SignalItem[]>(),
}
