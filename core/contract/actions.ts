import { z } from 'zod'
import type { Clock, Told, WhenGroup, ActionState } from '../actions/states.ts'
import { whenGroups } from '../actions/states.ts'
import { actionStates, closedStates, fieldsOf, type Row } from '../model/kinds.ts'
import type { Json } from '../model/field.ts'
import { command } from './command.ts'

const id = z.string().min(1).max(64)
const day = z.iso.date()
const fields = fieldsOf('action')
const title = z.string().trim().min(1).max(300)
const openStates = ['open', 'bezig', 'deelsGedaan'] as const

/** Which gebieden to look in; `all` is every gebied of the user. */
export const gebiedenSchema = z.union([z.literal('all'), z.array(id).max(500)])

/** Everything that narrows the list down; absent means no restriction. */
export const actionFilterSchema = z.object({
  gebieden: gebiedenSchema,
  /** Words in title, description and reason. */
  text: z.string().max(1000).optional(),
  /** `me` the user, `none` nobody, otherwise a team member. */
  owner: z.string().max(64).optional(),
  states: z.array(z.enum(actionStates)).max(6).optional(),
  when: z.array(z.enum(whenGroups)).max(6).optional(),
  themeId: id.optional(), wijkCode: z.string().max(20).optional(), buurtCode: z.string().max(20).optional(), meetingId: id.optional(), panelId: id.optional(), contactId: id.optional(),
  /** Only what was promised to residents. */
  promise: z.boolean().optional(),
  /** The belofteklok: promises not told yet, of which the date nears or passed, that were closed without telling, or that lack an owner, a day or people to be told. */
  clock: z.enum(['nogTeVertellen', 'nadert', 'teLaat', 'afgeslotenNietVerteld', 'onvolledig']).optional(),
})
export type ActionFilter = z.infer<typeof actionFilterSchema>

/** An action as lists show it. */
export interface ActionItem {
  readonly id: string
  readonly gebied: string
  readonly title: string
  readonly ownerId: string | null
  readonly ownerName: string
  readonly state: ActionState
  readonly dueOn: string | null
  readonly terugkoppelingOn: string | null
  readonly closedOn: string | null
  readonly promise: boolean
  readonly told: Told
  readonly clock: Clock
  readonly when: WhenGroup
  readonly meetingId: string | null
  readonly meetingTitle: string
  /** Name of the buurt, else of the wijk, else ''. */
  readonly place: string
  readonly themeNames: readonly string[]
}

export interface ActionList {
  readonly items: readonly ActionItem[]
  readonly total: number
  readonly counts: Readonly<Record<WhenGroup, number>>
  /** False when 'my actions' cannot be known: the user is no member of a team. */
  readonly ownerKnown: boolean
  readonly today: string
}
export interface ActionColumn { readonly state: ActionState; readonly total: number; readonly items: readonly ActionItem[] }
export interface ActionBoard { readonly columns: readonly ActionColumn[]; readonly ownerKnown: boolean; readonly today: string }

export interface ActionHistoryLine { readonly id: string; readonly at: string; readonly who: string; readonly sentence: string }
export interface Named { readonly id: string; readonly name: string }
/** A terugkoppeling without a day is the decision not to tell; `what` is then the reason. */
export type ToldLine = Row<'terugkoppeling'> & { readonly who: string; readonly panelName: string }

export interface ActionDetail {
  readonly action: Row<'action'>
  readonly item: ActionItem
  readonly gebiedName: string
  readonly meeting: { readonly id: string; readonly title: string; readonly startsAt: string | null } | null
  readonly agendaItem: { readonly id: string; readonly title: string } | null
  /** Residents concerned; names only where the user may see them. */
  readonly contacts: readonly Named[]
  readonly themes: readonly Named[]
  readonly priorities: readonly Named[]
  readonly panel: Named | null
  /** Signals it was made for, by their first words. */
  readonly signals: readonly Named[]
  readonly terugkoppelingen: readonly ToldLine[]
  readonly history: readonly ActionHistoryLine[]
  readonly today: string
}

/** What can be chosen in filters and in the detail pane. */
export interface ActionChoices {
  readonly members: readonly (Named & { readonly role: string; readonly me: boolean; readonly gebieden: readonly string[] })[]
  readonly themes: readonly Named[]
  readonly wijken: readonly { readonly code: string; readonly name: string; readonly gebied: string | null }[]
  readonly buurten: readonly { readonly code: string; readonly name: string; readonly wijkCode: string }[]
  readonly meetings: readonly (Named & { readonly startsAt: string | null; readonly gebied: string })[]
  readonly panels: readonly (Named & { readonly gebied: string })[]
}

/** Answer to a change: the token that takes it back. */
export interface Undoable { readonly undo: string | null }
/** `proposedOn`: the day of terugkoppeling that was filled in because it became a promise. */
export interface ActionSaved extends Undoable { readonly proposedOn?: string }
export interface ActionClosed extends Undoable { readonly complete: boolean }

const edits = z.strictObject({
  title: title.optional(), description: fields['description']!.schema.optional(), ownerId: id.nullable().optional(), dueOn: day.nullable().optional(), terugkoppelingOn: day.nullable().optional(),
  state: z.enum(openStates).optional(), reason: fields['reason']!.schema.optional(), promise: z.boolean().optional(), meetingId: id.nullable().optional(), agendaItemId: id.nullable().optional(), noteId: id.nullable().optional(),
  panelId: id.nullable().optional(), contactIds: z.array(id).max(5000).optional(), themeIds: z.array(id).max(100).optional(), priorityIds: z.array(id).max(100).optional(), wijkCode: z.string().max(20).optional(), buurtCode: z.string().max(20).optional(),
  signalIds: z.array(id).max(500).optional(),
})
export type ActionEdits = Readonly<Partial<Record<keyof z.infer<typeof edits>, Json>>>

/** Who was told what, how and when; or why nobody is told. */
export const toldSchema = z.discriminatedUnion('told', [
  z.object({ told: z.literal(true), toWhom: z.string().trim().min(1).max(300), panelId: id.nullable().optional(), contactIds: z.array(id).max(5000).optional(), how: z.string().trim().max(300), what: z.string().trim().max(20_000), toldOn: day }),
  z.object({ told: z.literal(false), why: z.string().trim().min(1).max(2000) }),
])
export type ToldInput = z.infer<typeof toldSchema>

export const actionCommands = {
  /** Also for the note editor, with `meetingId`, `agendaItemId` and `noteId`. */
  'actions.create': command(edits.extend({ gebied: id, title })).answers<{ readonly id: string } & ActionSaved>(),
  'actions.list': command(z.object({ filter: actionFilterSchema, offset: z.int().min(0).default(0), limit: z.int().min(1).max(2000).default(300) })).answers<ActionList>(),
  'actions.board': command(z.object({ filter: actionFilterSchema, perColumn: z.int().min(1).max(500).default(100) })).answers<ActionBoard>(),
  'actions.get': command(z.object({ id })).answers<ActionDetail>(),
  /** Closing goes through `actions.close`; setting an open state here opens a closed action again. */
  'actions.update': command(z.object({ id, fields: edits })).answers<ActionSaved>(),
  'actions.close': command(z.object({ id, state: z.enum(closedStates), reason: z.string().trim().max(20_000), terugkoppeling: toldSchema.optional() })).answers<ActionClosed>(),
  'actions.tell': command(z.object({ id, terugkoppeling: toldSchema })).answers<Undoable>(),
  'actions.delete': command(z.object({ ids: z.array(id).min(1).max(500) })).answers<Undoable>(),
  'actions.choices': command(z.object({ gebieden: gebiedenSchema })).answers<ActionChoices>(),
}
