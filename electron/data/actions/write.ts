import { proposedTellDay } from '#core/actions/promise.ts'
import { isClosed, isPromised, stateLooks, type ClosedState } from '#core/actions/states.ts'
import { longFields } from '#core/actions/history.ts'
import type { ActionClosed, ActionEdits, ActionSaved, ToldInput, Undoable } from '#core/contract/actions.ts'
import { CommandFailure } from '#core/contract/command.ts'
import type { Json } from '#core/model/field.ts'
import type { FieldsByKind, Row } from '#core/model/kinds.ts'
import { mayReceive } from '#core/model/may.ts'
import { sameJson } from '#core/sync/row.ts'
import type { DataContext } from '../context.ts'
import type { LocalChange } from '../store/store.ts'
import { withoutNames } from '../promises/pages.ts'
import { requireAction } from './detail.ts'
import { daysOf, requireGebied } from './scope.ts'

type ActionFields = Partial<FieldsByKind['action']>

/** Typing in a long text saves every half second; the history gets one line for all of it. */
const SAME_EDIT_MS = 10 * 60_000

/**
 * A promise needs a day on which residents hear of it: when an action becomes a promise, or a promise gets its first due date,
 * without one, it is proposed.
 */
function proposed(context: DataContext, before: Pick<Row<'action'>, 'promise' | 'dueOn' | 'terugkoppelingOn'>, edits: ActionEdits): { readonly terugkoppelingOn?: string } {
  const promise = edits.promise ?? before.promise, dueOn = edits.dueOn === undefined ? before.dueOn : (edits.dueOn as string | null)
  const begins = (promise === true && !before.promise) || (promise === true && before.dueOn === null)
  const day = begins && before.terugkoppelingOn === null && edits.terugkoppelingOn === undefined ? proposedTellDay(dueOn, daysOf(context).today) : null
  return day === null ? {} : { terugkoppelingOn: day }
}
const saidProposal = ({ terugkoppelingOn }: { readonly terugkoppelingOn?: string }) => (terugkoppelingOn === undefined ? {} : { proposedOn: terugkoppelingOn })

/** Makes an action. */
export function createAction(context: DataContext, { gebied, ...fields }: ActionEdits & { readonly gebied: string; readonly title: string }): { readonly id: string } & ActionSaved {
  requireGebied(context, gebied)
  const id = context.newId()
  const more = proposed(context, { promise: false, dueOn: null, terugkoppelingOn: null }, fields)
  const action: LocalChange = { kind: 'action', id, gebied, fields: { ...(fields as ActionFields), ...more, createdOn: daysOf(context).today } }
  return { id, ...withHistory(context, [action], [changeRow(context, { id, gebied }, 'created', null, fields.title)], 'Actie gemaakt'), ...saidProposal(more) }
}

/** Changes fields of an action; an open state opens a closed action again. */
export function updateAction(context: DataContext, id: string, edits: ActionEdits): ActionSaved {
  const before = requireAction(context, id)
  const reopened = edits.state !== undefined && isClosed(before.state)
  const more = proposed(context, before, edits)
  const fields = { ...edits, ...more, ...(reopened ? { closedOn: null, reason: '' } : {}) } as ActionFields
  return { ...write(context, before, fields, 'Actie gewijzigd'), ...saidProposal(more) }
}

/**
 * Closes an action. A reason is needed when it cannot be done or is not ours. A promise is only really closed
 * (`complete`) when it is recorded who was told what, or why nobody is told.
 */
export function closeAction(context: DataContext, id: string, state: ClosedState, reason: string, told: ToldInput | undefined): ActionClosed {
  const before = requireAction(context, id)
  if (reason === '' && state !== 'gedaan') throw new CommandFailure('ReasonMissing', state === 'kanNiet' ? 'Schrijf kort op waarom dit niet kan.' : 'Schrijf kort op van wie het dan is.')
  const extra = told ? [toldChange(context, before, told)] : []
  const extraHistory = told ? [toldHistory(context, before, told)] : []
  const { undo } = write(context, before, { state, reason, closedOn: daysOf(context).today }, `Actie afgesloten: ${stateLooks[state].name.toLowerCase()}`, extra, extraHistory)
  const complete = !isPromised(before) || context.store.rows('terugkoppeling', 'actionId = ?', [id]).length > 0
  return { undo, complete }
}

/** Records that residents were told, or why not. */
export function tellAction(context: DataContext, id: string, told: ToldInput): Undoable {
  const action = requireAction(context, id)
  return withHistory(context, [toldChange(context, action, told)], [toldHistory(context, action, told)], told.told ? 'Terugkoppeling vastgelegd' : 'Vastgelegd: geen terugkoppeling')
}

export function deleteActions(context: DataContext, ids: readonly string[]): Undoable {
  const changes = ids.map((id): LocalChange => ({ kind: 'action', id, gebied: requireAction(context, id).gebied, fields: { deleted: true } }))
  return context.store.commit(changes, { label: ids.length === 1 ? 'Actie weggehaald' : `${ids.length} acties weggehaald` })
}

function write(context: DataContext, before: Row<'action'>, fields: ActionFields, label: string, extra: readonly LocalChange[] = [], extraHistory: readonly LocalChange[] = []): Undoable {
  const old: Readonly<Record<string, Json>> = { ...before }
  const changed = Object.entries(fields).filter(([name, value]) => value !== undefined && !sameJson(old[name] ?? null, value))
  if (changed.length === 0 && extra.length === 0) return { undo: null }
  const history = changed.filter(([name]) => name !== 'closedOn' && !(longFields.has(name) && recentlyChanged(context, before.id, name))).map(([name, value]) => changeRow(context, before, name, old[name] ?? null, value))
  const edit: LocalChange = { kind: 'action', id: before.id, gebied: before.gebied, fields: Object.fromEntries(changed) as ActionFields }
  return withHistory(context, [edit, ...extra], [...history, ...extraHistory], label)
}

/** Edit and history in one transaction. Only the edit can be taken back: history is never rewritten (detail.ts says when something was taken back). */
function withHistory(context: DataContext, edits: readonly LocalChange[], history: readonly LocalChange[], label: string): Undoable {
  return context.store.transaction(() => {
    const done = context.store.commit(edits, { label })
    context.store.commit(history)
    return done
  })
}

const changeRow = (context: DataContext, { id, gebied }: { readonly id: string; readonly gebied: string }, field: string, before: Json, after: Json): LocalChange => ({
  kind: 'actionChange', id: context.newId(), gebied, fields: { actionId: id, field, before, after, memberId: context.session().memberId || null, at: context.now().toISOString() },
})

function recentlyChanged(context: DataContext, actionId: string, field: string): boolean {
  const since = new Date(context.now().getTime() - SAME_EDIT_MS).toISOString()
  return context.store.rows('actionChange', 'actionId = ? AND field = ? AND at >= ? AND coalesce(memberId, \'\') = ?', [actionId, field, since, context.session().memberId]).length > 0
}

function toldChange(context: DataContext, action: Row<'action'>, told: ToldInput): LocalChange {
  const { today } = daysOf(context)
  if (told.told && told.toldOn > today) throw new CommandFailure('ToldInFuture', 'Een terugkoppeling is iets dat al is gebeurd. Kies vandaag of een eerdere dag, of zet een terugkoppeldatum voor later.')
  const memberId = context.session().memberId || null
  const fields: Partial<FieldsByKind['terugkoppeling']> = told.told
    ? { actionId: action.id, toWhom: told.toWhom, panelId: told.panelId ?? null, contactIds: told.contactIds ?? [], how: told.how, what: told.what, publicText: publicWording(context, action.gebied, told.what), toldOn: told.toldOn, memberId }
    : { actionId: action.id, what: told.why, toldOn: null, memberId }
  return { kind: 'terugkoppeling', id: context.newId(), gebied: action.gebied, fields }
}

/** What residents may read at the digital door. Only a laptop that knows the names can take them out; elsewhere nothing is shown. */
export function publicWording(context: DataContext, gebied: string, what: string): string {
  if (what.trim() === '' || !mayReceive(context.session().role, 'contactDetails')) return ''
  return withoutNames(context, { gebieden: [gebied], model: what, choices: { keep: [], also: [] } }, (redactor) => redactor.text(what)).made
}

const toldHistory = (context: DataContext, action: Row<'action'>, told: ToldInput): LocalChange => changeRow(context, action, 'terugkoppeling', null, told.told ? told.toWhom : '')
