import { CommandFailure } from '#core/contract/command.ts'
import type { SignalEdits } from '#core/contract/signals.ts'
import { localNow } from '#core/meetings/times.ts'
import type { FieldsByKind, Row } from '#core/model/kinds.ts'
import { signalStateLooks, signalTitle } from '#core/signals/words.ts'
import { sameJson } from '#core/sync/row.ts'
import type { Json } from '#core/model/field.ts'
import { createAction, updateAction } from '../actions/write.ts'
import { requireAction } from '../actions/detail.ts'
import { daysOf, requireGebied } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'
import type { LocalChange } from '../store/store.ts'
import { requireSignal } from './detail.ts'

type Fields = Partial<FieldsByKind['signal']>
interface Undoable { readonly undo: string | null }

/** Makes a signal; without a time it is now. */
export function createSignal(context: DataContext, { gebied, ...edits }: SignalEdits & { readonly gebied: string }): { readonly id: string } & Undoable {
  requireGebied(context, gebied)
  const id = context.newId()
  const fields: Fields = { occurredAt: localNow(context.now()), createdBy: context.session().memberId || null, ...fromMeeting(context, edits.meetingId), ...withPlace(context, edits as Fields) }
  return { id, ...context.store.commit([{ kind: 'signal', id, gebied, fields }], { label: 'Signaal opgeslagen' }) }
}

/** What is said at a meeting has that meeting as its source, and is about its wijk. */
function fromMeeting(context: DataContext, meetingId: Json | undefined): Fields {
  const meeting = typeof meetingId === 'string' ? context.store.read('meeting', meetingId) : undefined
  if (!meeting) return {}
  return { wijkCode: meeting.wijkCode, ...(meeting.kind === 'buurtbakkie' ? { source: 'buurtbakkie' } : meeting.kind === 'wijkpanel' ? { source: 'panel' } : {}) }
}

/** Changes fields of a signal. 'Geen actie' asks why, and 'overgedragen' the number of the report. */
export function updateSignal(context: DataContext, id: string, edits: SignalEdits): Undoable {
  const before = requireSignal(context, id)
  const fields = withPlace(context, edits as Fields)
  mustExplain({ ...before, ...fields }, fields)
  const old: Readonly<Record<string, Json>> = { ...before }
  const changed = Object.entries(fields).filter(([name, value]) => value !== undefined && !sameJson(old[name] ?? null, value as Json))
  if (changed.length === 0) return { undo: null }
  const label = fields.state === undefined ? 'Signaal gewijzigd' : `Signaal: ${signalStateLooks[fields.state].name.toLowerCase()}`
  return context.store.commit([{ kind: 'signal', id, gebied: before.gebied, fields: Object.fromEntries(changed) as Fields }], { label })
}

function mustExplain(after: Row<'signal'>, { state, text }: Fields): void {
  if (text !== undefined && text.trim() === '') throw new CommandFailure('TextMissing', 'Een signaal kan niet leeg zijn. Schrijf op wat er speelt, of haal het signaal weg.')
  if (state === 'geenActie' && after.reason.trim() === '') throw new CommandFailure('ReasonMissing', 'Schrijf kort op waarom er geen actie komt.')
  if (state === 'overgedragen' && after.deskNumber.trim() === '') throw new CommandFailure('NumberMissing', 'Vul het nummer in dat het meldpunt gaf.')
}

/** The wijk follows from the buurt, and a buurt goes with its wijk. */
function withPlace(context: DataContext, fields: Fields): Fields {
  if (fields.buurtCode === undefined) return fields.wijkCode === undefined ? fields : { ...fields, buurtCode: '' }
  const buurt = fields.buurtCode === '' ? undefined : context.store.rows('buurt', 'code = ?', [fields.buurtCode])[0]
  return buurt ? { ...fields, wijkCode: buurt.wijkCode } : fields
}

export function deleteSignals(context: DataContext, ids: readonly string[]): Undoable {
  const changes = ids.map((id): LocalChange => ({ kind: 'signal', id, gebied: requireSignal(context, id).gebied, fields: { deleted: true } }))
  return context.store.commit(changes, { label: ids.length === 1 ? 'Signaal weggehaald' : `${ids.length} signalen weggehaald` })
}

/** Both signals say so, and both stop saying so. */
export function linkSignals(context: DataContext, id: string, otherId: string, linked: boolean): Undoable {
  if (id === otherId) throw new CommandFailure('SameSignal', 'Een signaal kan niet met zichzelf worden verbonden.')
  const pair = [requireSignal(context, id), requireSignal(context, otherId)] as const
  const changes = pair.map((signal, n): LocalChange => ({ kind: 'signal', id: signal.id, gebied: signal.gebied, fields: { signalIds: toggled(signal.signalIds, pair[1 - n]!.id, linked) } }))
  return context.store.commit(changes, { label: linked ? 'Signalen verbonden' : 'Signalen losgemaakt' })
}

const toggled = (ids: readonly string[], id: string, on: boolean): readonly string[] => [...ids.filter((other) => other !== id), ...(on ? [id] : [])]

/** An action for a signal: text, themes and place are taken over, and the signal is picked up. Taken back as one. */
export function signalToAction(context: DataContext, id: string): { readonly actionId: string } & Undoable {
  const signal = requireSignal(context, id)
  const title = signalTitle(signal.text, 300)
  const rest = signal.text.trim() === title ? '' : signal.text.trim()
  const description = [rest, signal.place === '' ? '' : `Plek: ${signal.place}`].filter((part) => part !== '').join('\n\n')
  const { themeIds, wijkCode, buurtCode, meetingId, agendaItemId } = signal
  return context.store.transaction(() => {
    const { id: actionId, undo } = createAction(context, { gebied: signal.gebied, title, description, ownerId: context.session().memberId || null, themeIds: [...themeIds], wijkCode, buurtCode, meetingId, agendaItemId, signalIds: [id] })
    if (signal.state !== 'opgepakt' && undo !== null) context.store.commit([{ kind: 'signal', id, gebied: signal.gebied, fields: { state: 'opgepakt' } }], { continues: undo, label: 'Actie gemaakt van signaal' })
    return { actionId, undo }
  })
}

/** Ties an action that exists to a signal. */
export function linkAction(context: DataContext, id: string, actionId: string, linked: boolean): Undoable {
  requireSignal(context, id)
  const action = requireAction(context, actionId)
  return updateAction(context, actionId, { signalIds: [...toggled(action.signalIds, id, linked)] })
}

export function handOver(context: DataContext, id: string, number: string, on: string): Undoable {
  if (on > daysOf(context).today) throw new CommandFailure('InFuture', 'De dag van overdragen ligt in de toekomst. Kies vandaag of een eerdere dag.')
  return updateSignal(context, id, { state: 'overgedragen', deskNumber: number, handedOverOn: on })
}
