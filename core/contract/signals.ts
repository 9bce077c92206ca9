import { z } from 'zod'
import { fieldsOf, signalSources, signalStates, signalWeights, type Row } from '../model/kinds.ts'
import type { Json } from '../model/field.ts'
import type { SignalSource, SignalState, SignalWeight } from '../signals/words.ts'
import type { ActionItem } from './actions.ts'
import { gebiedenSchema } from './actions.ts'
import { command } from './command.ts'

const id = z.string().min(1).max(64)
const day = z.iso.date()
const fields = fieldsOf('signal')

/** Everything that narrows the list down; absent means no restriction. */
export const signalFilterSchema = z.object({
  gebieden: gebiedenSchema,
  /** Words in text, place, reason and desk number. */
  text: z.string().max(1000).optional(),
  /** A theme; a hoofdthema finds its subthema's too. */
  themeId: id.optional(),
  buurtCode: z.string().max(20).optional(), wijkCode: z.string().max(20).optional(),
  source: z.enum(signalSources).optional(), states: z.array(z.enum(signalStates)).max(5).optional(), weight: z.enum(signalWeights).optional(),
  /** Days on which it was experienced, both included. */
  from: day.optional(), to: day.optional(),
  meetingId: id.optional(),
})
export type SignalFilter = z.infer<typeof signalFilterSchema>

/** A signal as lists show it. */
export interface SignalItem {
  readonly id: string
  readonly gebied: string
  /** The first line of the text. */
  readonly title: string
  readonly state: SignalState
  readonly source: SignalSource
  readonly weight: SignalWeight
  readonly occurredAt: string | null
  /** Spot in words and name of the buurt, else of the wijk. */
  readonly place: string
  readonly themeNames: readonly string[]
}
export interface SignalList { readonly items: readonly SignalItem[]; readonly offset: number; readonly total: number; readonly today: string }
export interface Counted { readonly id: string; readonly name: string; readonly count: number }
/** What a filter finds, counted: by hoofdthema and by buurt, most first. */
export interface SignalCounts { readonly total: number; readonly states: Readonly<Record<SignalState, number>>; readonly themes: readonly Counted[]; readonly buurten: readonly Counted[] }

/** A signal that is probably about the same, with why. */
export interface SimilarSignal { readonly item: SignalItem; /** null: the same buurt */ readonly metres: number | null }
export interface SignalDetail {
  readonly signal: Row<'signal'>
  readonly item: SignalItem
  readonly gebiedName: string
  readonly createdByName: string
  readonly meeting: { readonly id: string; readonly title: string; readonly startsAt: string | null } | null
  readonly actions: readonly ActionItem[]
  readonly linked: readonly SignalItem[]
  readonly similar: readonly SimilarSignal[]
  readonly today: string
}

const edits = z.strictObject({
  text: fields['text']!.schema.optional(), themeIds: z.array(id).max(20).optional(), wijkCode: z.string().max(20).optional(), buurtCode: z.string().max(20).optional(), place: fields['place']!.schema.optional(),
  lat: fields['lat']!.schema.optional(), lon: fields['lon']!.schema.optional(), occurredAt: fields['occurredAt']!.schema.optional(), source: z.enum(signalSources).optional(), weight: z.enum(signalWeights).optional(),
  state: z.enum(signalStates).optional(), reason: fields['reason']!.schema.optional(), deskNumber: fields['deskNumber']!.schema.optional(), handedOverOn: day.nullable().optional(),
  meetingId: id.nullable().optional(), agendaItemId: id.nullable().optional(), noteId: id.nullable().optional(),
})
export type SignalEdits = Readonly<Partial<Record<keyof z.infer<typeof edits>, Json>>>

interface Undoable { readonly undo: string | null }

/** What there is to do and to look at outside, in one buurt: the open actions and signals. */
export interface FieldRound { readonly actions: readonly (ActionItem & { readonly mine: boolean })[]; readonly signals: readonly SignalItem[]; readonly today: string }
/** The buurtbakkie that is held today, and how many signals were noted in the last hour. */
export interface Bakkie { readonly meeting: { readonly id: string; readonly title: string } | null; readonly lastHour: number }

export const signalExportFormats = ['xlsx', 'csv'] as const

export const signalCommands = {
  /** Newest first. */
  'signals.list': command(z.object({ filter: signalFilterSchema, offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) })).answers<SignalList>(),
  'signals.counts': command(z.object({ filter: signalFilterSchema })).answers<SignalCounts>(),
  'signals.get': command(z.object({ id })).answers<SignalDetail>(),
  /** Without a time it is now. The wijk follows from the buurt. */
  'signals.create': command(edits.extend({ gebied: id, text: z.string().trim().min(1).max(20_000) })).answers<{ readonly id: string } & Undoable>(),
  'signals.update': command(z.object({ id, fields: edits })).answers<Undoable>(),
  'signals.delete': command(z.object({ ids: z.array(id).min(1).max(500) })).answers<Undoable>(),
  /** Says that two signals are about the same, or not after all. */
  'signals.link': command(z.object({ id, otherId: id, linked: z.boolean() })).answers<Undoable>(),
  /** An action with the text, themes and place of the signal, linked with it; the signal is then picked up. */
  'signals.toAction': command(z.object({ id })).answers<{ readonly actionId: string } & Undoable>(),
  /** Ties an existing action to the signal, or unties it. */
  'signals.linkAction': command(z.object({ id, actionId: id, linked: z.boolean() })).answers<Undoable>(),
  /** To the report desk for public space, under its number. */
  'signals.handOver': command(z.object({ id, number: z.string().trim().min(1).max(60), on: day })).answers<Undoable>(),
  'signals.round': command(z.object({ gebied: id, buurtCode: z.string().max(20) })).answers<FieldRound>(),
  'signals.bakkie': command(z.object({ gebied: id })).answers<Bakkie>(),
  /** Writes what the filter finds to a file the user picked, and logs purpose and count. */
  'export.signals': command(z.object({ path: z.string().min(1).max(4000), format: z.enum(signalExportFormats), purpose: z.string().trim().min(3, 'Vul in waarvoor u de lijst gebruikt').max(300), filter: signalFilterSchema })).answers<{ readonly count: number }>(),
}
