import { MUNICIPALITY } from '#core/model/define.ts'
import { derivedId } from '#core/model/ids.ts'
import { fieldsOf, isKindName, kinds, type KindName } from '#core/model/kinds.ts'
import { audienceKind, mayReceive, mayWrite } from '#core/model/may.ts'
import { deviceOf, makeStamp, tick } from '#core/sync/clock.ts'
import { merge, type Conflict, type Merged } from '#core/sync/merge.ts'
import { DELETED, isLaterPlace, newestStamp, sameJson, stampOf, type Change } from '#core/sync/row.ts'
import { invalidFields } from '#core/sync/validate.ts'
import type { Receipt } from '#core/sync/wire.ts'
import { keyOf, type StoredRow } from '../store/contract.ts'
import { inScope, refused, withoutErased, type PushRun, type Refusal } from './run.ts'

/** The device of rows that the server itself makes. */
export const SERVER_DEVICE = 'server00'

/** Merges one change into the run, or says why not. */
export function acceptChange(run: PushRun, arrived: Change): Receipt {
  const problem = invalidFields(arrived.kind, arrived.fields)
  if (problem !== undefined || !isKindName(arrived.kind)) return refused('invalid', problem ?? 'Onbekend soort gegevens')
  const key = keyOf(arrived)
  const held = run.rows.get(key)
  const sent = run.erased.has(key) ? undefined : withoutErased(arrived, held !== undefined, (id) => run.erased.has(keyOf({ kind: 'contact', id })))
  if (!sent) return { status: 'erased' }
  if (sent !== arrived) run.loosened.add(key)
  const kind = arrived.kind
  const refusal = noAccess(run, sent, kind, held) ?? wrongShape(sent, kind, held)
  if (refusal) return refusal
  const present = run.restamp(sent)
  const { change, lifted } = afterWhatWasSeen(held, present.change, run.nowMs)
  const restamped = [...new Set([...present.restamped, ...lifted])]
  const merged = merge(held?.row, change, held?.bases)
  if (merged.applied.length > 0) keep(run, key, held, merged, change)
  // [C4] A laptop from the future laid its own value over what it had fetched already. Where that lost, the row comes by once more.
  else if (present.restamped.some((field) => merged.superseded.includes(field))) run.changed.add(key)
  for (const conflict of merged.conflicts) if (worthAsking(change.kind as KindName, conflict, held, change)) ask(run, merged, conflict)
  return receipt(merged.superseded, run.rows.get(key), restamped)
}

/**
 * [C5] Who saw a value writes later than it, whatever the clocks say: after [C4] gave a value a stamp of its own time,
 * a next edit of that laptop can carry a lower one, or the same by chance. It is lifted just above what it replaces.
 * [R3] That a question is open nobody wrote but the server: a choice is later, also where a restored server asked again after it was made.
 */
function afterWhatWasSeen(held: StoredRow | undefined, change: Change, nowMs: number): { change: Change; lifted: string[] } {
  if (!held || !change.bases) return { change, lifted: [] }
  const stamps: Record<string, string> = { ...change.stamps }
  const lifted = Object.keys(change.fields).filter((field) => {
    const there = stampOf(held.row, field), mine = change.stamps?.[field] ?? change.stamp, base = change.bases?.[field]
    if (there === undefined || mine > there) return false
    const seen = field === DELETED ? base !== undefined && base >= newestStamp(held.row) : base === there
    if (!seen && !(change.kind === 'conflict' && deviceOf(there) === SERVER_DEVICE)) return false
    stamps[field] = tick({ device: deviceOf(mine), last: there, offsetMs: 0 }, nowMs).stamp
    return true
  })
  return lifted.length === 0 ? { change, lifted } : { change: { ...change, stamps }, lifted }
}

function noAccess(run: PushRun, change: Change, kind: KindName, held: StoredRow | undefined): Refusal | undefined {
  const { role } = run.scope.account
  // A question lies where its subject lies.
  const lies = held ? audienceKind(kind, held.row.fields) : kind
  if ((kinds[lies].scope === 'municipality') !== (change.gebied === MUNICIPALITY)) return refused('invalid', 'Deze gegevens horen bij een ander gebied')
  if (!mayWrite(role, kind)) return refused('noAccess', 'Met uw rol kunt u dit niet wijzigen')
  if (kind === 'gebied' && !held && !run.scope.all && !run.scope.gebieden.has(change.id)) admitMaker(run, change.id)
  if (run.elsewhere.has(keyOf(change))) return refused('noAccess', 'U hoort niet (meer) bij dit gebied')
  const touched = [change.gebied, ...(held ? [held.row.gebied] : [])]
  if (!touched.every((g) => inScope(run.scope, g))) return refused('noAccess', 'U hoort niet (meer) bij dit gebied')
  if (kind === 'conflict' && held && !mayReceive(role, audienceKind('conflict', held.row.fields))) return refused('noAccess', 'Met uw rol kunt u dit niet wijzigen')
  return undefined
}

/** Who makes a gebied belongs to it from then on. Only for a gebied that nobody has yet. */
function admitMaker(run: PushRun, gebied: string): void {
  if (run.knownGebieden.has(gebied)) return
  run.scope.gebieden.add(gebied)
  run.scope.gained.add(gebied)
}

function wrongShape(change: Change, kind: KindName, held: StoredRow | undefined): Refusal | undefined {
  const names = Object.keys(change.fields)
  if (names.length === 0) return refused('invalid', 'Een wijziging zonder inhoud')
  if (kind === 'conflict' && (!held || names.some((n) => n !== 'resolved'))) return refused('invalid', 'Een verschil kan alleen afgehandeld worden')
  const same = held && names.every((n) => stampOf(held.row, n) === (change.stamps?.[n] ?? change.stamp))
  if (kinds[kind].appendOnly && ((held && !same) || change.fields[DELETED] === true)) return refused('appendOnly', `Een ${kinds[kind].names[0]} kan niet gewijzigd worden`)
  return undefined
}

function keep(run: PushRun, key: string, held: StoredRow | undefined, merged: Merged, change: Change): void {
  const bases: Record<string, string> = { ...held?.bases }
  for (const field of merged.applied) { const base = change.bases?.[field]; if (base === undefined) delete bases[field]; else bases[field] = base }
  // [V3] A move is a change that writes every field again, in the new gebied; a late edit of one field leaves the row where it is now.
  const moved = held !== undefined && held.row.gebied !== change.gebied && Object.keys(held.row.fields).every((f) => f === DELETED || Object.hasOwn(change.fields, f))
    && isLaterPlace({ stamp: change.stamp, overrides: change.stamps ?? {}, fields: change.fields }, held.row)
  const row = moved ? { ...merged.row, gebied: change.gebied } : merged.row
  // [L4] It lies elsewhere than its laptop has it: also where a field came meanwhile that this move did not write.
  if (row.gebied !== change.gebied) run.loosened.add(key)
  run.rows.set(key, { row, bases })
  run.changed.add(key)
}

/** [M5] A value that nobody typed, because it is what a new row begins with, is not worth a question. */
function worthAsking(kind: KindName, conflict: Conflict, held: StoredRow | undefined, change: Change): boolean {
  if (conflict.type !== 'field') return true
  const incomingLost = (change.stamps?.[conflict.field] ?? change.stamp) === conflict.losingStamp
  const base = incomingLost ? change.bases?.[conflict.field] : held?.bases[conflict.field]
  const initial = fieldsOf(kind)[conflict.field]?.initial
  return base !== undefined || initial === undefined || !sameJson(conflict.value, initial)
}

/** [M3] [D2] The losing value becomes a row of its own. Its id says which question it is, so it is asked once. */
function ask(run: PushRun, merged: Merged, conflict: Conflict): void {
  const { kind, id } = merged.row
  const gebied = run.rows.get(keyOf(merged.row))!.row.gebied
  const about = conflict.type === 'field' ? conflict.losingStamp : conflict.winningStamp
  const row = {
    kind: 'conflict', id: derivedId('conflict', kind, id, conflict.field, about), gebied, stamp: makeStamp(run.nowMs, 0, SERVER_DEVICE), overrides: {},
    fields: {
      subjectKind: kind, subjectId: id, type: conflict.type, field: conflict.field, value: conflict.value, losingStamp: conflict.losingStamp, winningStamp: conflict.winningStamp,
      losingUser: deviceOf(conflict.losingStamp), winningUser: deviceOf(conflict.winningStamp), resolved: false,
    },
  }
  run.conflicts.set(keyOf(row), { row, bases: {} })
}

/** The stamps reported back are those the fields have now. */
function receipt(superseded: readonly string[], held: StoredRow | undefined, restamped: readonly string[]): Receipt {
  const now = Object.fromEntries(restamped.flatMap((f) => { const at = held && stampOf(held.row, f); return at === undefined || superseded.includes(f) ? [] : [[f, at]] }))
  return { status: 'applied', ...(superseded.length > 0 ? { superseded: [...superseded] } : {}), ...(Object.keys(now).length > 0 ? { restamped: now } : {}) }
}
