import { MUNICIPALITY } from '#core/model/define.ts'
import { isKindName, kinds, type KindName } from '#core/model/kinds.ts'
import { audienceKind, mayReceive, mayWrite } from '#core/model/may.ts'
import { deviceOf, justAbove } from '#core/sync/clock.ts'
import { merge, type Merged } from '#core/sync/merge.ts'
import { DELETED, isLaterPlace, newestStamp, stampOf, type Change } from '#core/sync/row.ts'
import { invalidFields } from '#core/sync/validate.ts'
import type { Receipt } from '#core/sync/wire.ts'
import { keyOf, type StoredRow } from '../store/contract.ts'
import { asQuestion, ask, isQuestion, SERVER_DEVICE, subjectKey, worthAsking } from './questions.ts'
import { inScope, refused, withoutErased, type PushRun, type Refusal } from './run.ts'

/** Merges one change into the run, or says why not. */
export function acceptChange(run: PushRun, arrived: Change): Receipt {
  const problem = invalidFields(arrived.kind, arrived.fields)
  if (problem !== undefined || !isKindName(arrived.kind)) return refused('invalid', problem ?? 'Onbekend soort gegevens')
  const kind = arrived.kind, key = keyOf(arrived)
  const held = run.rows.get(key)
  const sent = run.erased.has(key) ? undefined : withoutErased(arrived, held !== undefined, (id) => run.erased.has(keyOf({ kind: 'contact', id })))
  if (!sent || (kind === 'conflict' && run.erased.has(subjectKey(sent)))) return { status: 'erased' }
  if (sent !== arrived) run.loosened.add(key)
  const refusal = noAccess(run, sent, kind, held) ?? wrongShape(run, sent, kind, held)
  if (refusal) return refusal
  const present = run.restamp(kind === 'conflict' ? asQuestion(run, sent, held) : sent)
  const { change, lifted } = afterWhatWasSeen(held, present.change)
  const restamped = [...new Set([...present.restamped, ...lifted])]
  const merged = merge(held?.row, change, held?.bases)
  if (merged.applied.length > 0) keep(run, key, held, merged, change)
  // [C4] A laptop from the future laid its own value over what it had fetched already. Where that lost, the row comes by once more.
  else if (present.restamped.some((field) => merged.superseded.includes(field))) run.changed.add(key)
  // [L4] Its laptop has not heard yet that the row itself got another stamp.
  if (run.rows.get(key)?.row.stamp !== arrived.stamp) run.loosened.add(key)
  for (const conflict of merged.conflicts) if (worthAsking(change.kind as KindName, conflict, held, change)) ask(run, merged, conflict)
  return receipt(merged.superseded, run.rows.get(key), restamped)
}

/**
 * [C5] Who saw a value writes later than it, whatever the clocks say: after [C4] gave a value a stamp of its own time,
 * a next edit of that laptop can carry a lower one, or the same by chance. It is lifted just above what it replaces.
 * [M6] That a question is open nobody wrote but the server: a choice is later, also where a restored server asked again after it was made.
 */
function afterWhatWasSeen(held: StoredRow | undefined, change: Change): { change: Change; lifted: string[] } {
  if (!held) return { change, lifted: [] }
  const stamps: Record<string, string> = { ...change.stamps }
  const lifted = Object.keys(change.fields).filter((field) => {
    const there = stampOf(held.row, field), mine = change.stamps?.[field] ?? change.stamp, base = change.bases?.[field]
    if (there === undefined || mine > there) return false
    const seen = field === DELETED ? base !== undefined && base >= newestStamp(held.row) : base === there
    if (!seen && !(change.kind === 'conflict' && change.fields[field] === true && deviceOf(there) === SERVER_DEVICE)) return false
    stamps[field] = justAbove(there, deviceOf(mine))
    return true
  })
  return lifted.length === 0 ? { change, lifted } : { change: { ...change, stamps }, lifted }
}

function noAccess(run: PushRun, change: Change, kind: KindName, held: StoredRow | undefined): Refusal | undefined {
  const { role } = run.scope.account
  // A question lies where its subject lies.
  const lies = audienceKind(kind, (held?.row ?? change).fields)
  if ((kinds[lies].scope === 'municipality') !== (change.gebied === MUNICIPALITY)) return refused('invalid', 'Deze gegevens horen bij een ander gebied')
  if (!mayWrite(role, kind)) return refused('noAccess', 'Met uw rol kunt u dit niet wijzigen')
  if (kind === 'gebied' && !held && !run.scope.all && !run.scope.gebieden.has(change.id)) admitMaker(run, change.id)
  if (run.elsewhere.has(keyOf(change))) return refused('noAccess', 'U hoort niet (meer) bij dit gebied')
  const touched = [change.gebied, ...(held ? [held.row.gebied] : [])]
  if (!touched.every((g) => inScope(run.scope, g))) return refused('noAccess', 'U hoort niet (meer) bij dit gebied')
  if (kind === 'conflict' && (!mayReceive(role, lies) || run.elsewhere.has(subjectKey(change)))) return refused('noAccess', 'Met uw rol kunt u dit niet wijzigen')
  return undefined
}

/** Who makes a gebied belongs to it from then on. Only for a gebied that nobody has yet. */
function admitMaker(run: PushRun, gebied: string): void {
  if (run.knownGebieden.has(gebied)) return
  run.scope.gebieden.add(gebied)
  run.scope.gained.add(gebied)
}

function wrongShape(run: PushRun, change: Change, kind: KindName, held: StoredRow | undefined): Refusal | undefined {
  const names = Object.keys(change.fields)
  if (names.length === 0) return refused('invalid', 'Een wijziging zonder inhoud')
  // Who saw a value saw a row; one that was refused, say. With these fields alone it would be there for everybody, empty.
  if (!held && Object.keys(change.bases ?? {}).length > 0) return refused('invalid', 'Waar deze wijziging bij hoort, staat niet op de server')
  if (kind === 'conflict' && !(held ? names.includes('resolved') : isQuestion(run, change))) return refused('invalid', 'Dit verschil staat niet (meer) op de server')
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
  // [L4] It lies elsewhere than its laptop has it, because a field came meanwhile that this move did not write; or that it was deleted or put back went along.
  if (row.gebied !== change.gebied || (moved && Object.keys(row.fields).some((f) => !Object.hasOwn(change.fields, f)))) run.loosened.add(key)
  run.rows.set(key, { row, bases })
  run.changed.add(key)
}

/** The stamps reported back are those the fields have now. */
function receipt(superseded: readonly string[], held: StoredRow | undefined, restamped: readonly string[]): Receipt {
  const now = Object.fromEntries(restamped.flatMap((f) => { const at = held && stampOf(held.row, f); return at === undefined || superseded.includes(f) ? [] : [[f, at]] }))
  return { status: 'applied', ...(superseded.length > 0 ? { superseded: [...superseded] } : {}), ...(Object.keys(now).length > 0 ? { restamped: now } : {}) }
}
