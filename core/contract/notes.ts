import { z } from 'zod'
import { base64Length, MAX_UPDATE_BYTES } from '../notes/limits.ts'
import { chipKinds } from '../notes/schema.ts'
import type { ActionState } from '../actions/states.ts'
import { command } from './command.ts'

const id = z.string().min(1).max(64)
const text = z.string().trim().min(1).max(20_000)

export interface OpenNote {
  /** The whole document as Yjs v2 update in base64; '' for a note nobody wrote in yet. */
  readonly update: string
  readonly generation: number
  /** False for who may read notes but not write them. */
  readonly editable: boolean
}

/** A line of a note that is an action or a decision, with the row as it is now. */
export interface Chip {
  readonly kind: (typeof chipKinds)[number]
  readonly id: string
  /** The row was deleted, or is not on this laptop. */
  readonly gone: boolean
  readonly title: string
  readonly state: ActionState | null
  readonly ownerId: string | null
  readonly ownerName: string
  readonly dueOn: string | null
  readonly terugkoppelingOn: string | null
  readonly promise: boolean
}

export interface NoteName { readonly id: string; readonly name: string }
/** Who and what can be named in a note of a gebied. */
export interface NoteNames {
  readonly members: readonly NoteName[]
  readonly themes: readonly NoteName[]
  readonly today: string
}

/** Where a note belongs. */
export interface NoteWhere {
  readonly gebied: string
  readonly meetingId: string | null
  readonly agendaItemId: string | null
  readonly meetingTitle: string
  /** Title of its agenda item; '' for the note of a whole meeting. */
  readonly itemTitle: string
}

export const noteCommands = {
  'notes.open': command(z.object({ noteId: id })).answers<OpenNote>(),
  /** On disk when this answers. `generation` is the one that was opened: an older one fails with `OldGeneration`. What would make the note too large fails with `NoteFull`. */
  'notes.append': command(z.object({ noteId: id, gebied: id, meetingId: id.nullable(), agendaItemId: id.nullable(), generation: z.int().min(0), update: z.base64().min(1).max(base64Length(MAX_UPDATE_BYTES)) })).answers<null>(),
  'notes.where': command(z.object({ noteId: id })).answers<NoteWhere>(),
  'notes.chips': command(z.object({ refs: z.array(z.object({ kind: z.enum(chipKinds), id })).max(2000) })).answers<readonly Chip[]>(),
  'notes.names': command(z.object({ gebied: id })).answers<NoteNames>(),
  /** The theme of this name; made when there is none. */
  'notes.theme': command(z.object({ name: z.string().trim().min(1).max(100) })).answers<NoteName>(),
  /** The notes that point at a row, newest first. */
  'notes.mentioning': command(z.object({ kind: z.string().max(40), id })).answers<readonly { readonly noteId: string; readonly meetingId: string | null; readonly agendaItemId: string | null }[]>(),
  'decisions.create': command(z.object({ gebied: id, text, meetingId: id.nullable(), agendaItemId: id.nullable(), noteId: id.nullable() })).answers<{ readonly id: string; readonly undo: string | null }>(),
  'decisions.update': command(z.object({ id, text })).answers<{ readonly undo: string | null }>(),
  'decisions.delete': command(z.object({ ids: z.array(id).min(1).max(500) })).answers<{ readonly undo: string | null }>(),
}
