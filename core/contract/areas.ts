import { z } from 'zod'
import { command } from './command.ts'
import { editSchema } from '../sync/validate.ts'
import { areaKinds, type Row } from '../model/kinds.ts'

/** A wijk or buurt without its outline, which lists never need. */
export type WijkItem = Omit<Row<'wijk'>, 'geometry'>
export type BuurtItem = Omit<Row<'buurt'>, 'geometry'>

/** All of it at once: a municipality has tens of wijken and a few hundred buurten. */
export interface Areas {
  readonly gebieden: readonly Row<'gebied'>[]
  readonly wijken: readonly WijkItem[]
  readonly buurten: readonly BuurtItem[]
  readonly members: readonly Row<'teamMember'>[]
  readonly themes: readonly Row<'theme'>[]
  readonly consentTexts: readonly Row<'consentText'>[]
}

export type AreaState = 'new' | 'renamed' | 'outline' | 'same'
/** What one line of an imported list would do. */
export interface AreaLine {
  readonly kind: 'wijk' | 'buurt'
  readonly code: string
  readonly name: string
  readonly state: AreaState
  /** The name it has here now, when that differs. */
  readonly oldName: string | null
}
export interface AreaImportPreview {
  readonly fileName: string
  readonly lines: readonly AreaLine[]
  readonly problems: readonly string[]
}

const id = z.string().min(1).max(64)
/** The answer of a change that can be undone. */
export interface Saved { readonly id: string; readonly undo: string | null }
export interface Undoable { readonly undo: string | null }

const save = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('gebied'), id: id.nullable(), fields: editSchema('gebied') }),
  z.object({ kind: z.literal('wijk'), id: id.nullable(), fields: editSchema('wijk') }),
  z.object({ kind: z.literal('buurt'), id: id.nullable(), fields: editSchema('buurt') }),
  z.object({ kind: z.literal('teamMember'), id: id.nullable(), fields: editSchema('teamMember') }),
  z.object({ kind: z.literal('theme'), id: id.nullable(), fields: editSchema('theme') }),
  z.object({ kind: z.literal('consentText'), id: id.nullable(), fields: editSchema('consentText') }),
])

export const areaCommands = {
  'areas.all': command(z.object({})).answers<Areas>(),
  /** Without an id it makes a new row. */
  'areas.save': command(save).answers<Saved>(),
  /** Refused with the reason while something still belongs to it. */
  'areas.remove': command(z.object({ kind: z.enum(areaKinds), id })).answers<Undoable>(),
  /** Reads a GeoJSON or CSV list and says what it would change; nothing is written. */
  'areas.importPreview': command(z.object({ path: z.string().min(1).max(4000) })).answers<AreaImportPreview>(),
  'areas.import': command(z.object({ path: z.string().min(1).max(4000) })).answers<{ readonly undo: string | null; readonly written: number }>(),
}
