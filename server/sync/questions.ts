import { z } from 'zod'
import { derivedId } from '#core/model/ids.ts'
import { fieldsOf, type KindName } from '#core/model/kinds.ts'
import { deviceOf, makeStamp } from '#core/sync/clock.ts'
import type { Conflict, Merged } from '#core/sync/merge.ts'
import { DELETED, sameJson, type Change, type RowVersion } from '#core/sync/row.ts'
import { invalidFields } from '#core/sync/validate.ts'
import { keyOf, type StoredRow } from '../store/contract.ts'
import type { PushRun } from './run.ts'

/** The device of rows that the server itself makes. */
export const SERVER_DEVICE = 'server00'

/** Of which row a question is, as `keyOf`. */
export const subjectKey = ({ fields }: Pick<RowVersion, 'fields'>): string => `${String(fields['subjectKind'])} ${String(fields['subjectId'])}`
/** The rows that the questions among these are about. */
export const subjectsOf = (changes: readonly Pick<Change, 'kind' | 'fields'>[]): { kind: string; id: string }[] =>
  changes.flatMap(({ kind, fields: { subjectKind, subjectId } }) => (kind === 'conflict' && typeof subjectKind === 'string' && typeof subjectId === 'string' ? [{ kind: subjectKind, id: subjectId }] : []))

/** [M5] A value that nobody typed, because it is what a new row begins with, is not worth a question. */
export function worthAsking(kind: KindName, conflict: Conflict, held: StoredRow | undefined, change: Change): boolean {
  if (kind === 'conflict') return false
  if (conflict.type !== 'field') return true
  const incomingLost = (change.stamps?.[conflict.field] ?? change.stamp) === conflict.losingStamp
  const base = incomingLost ? change.bases?.[conflict.field] : held?.bases[conflict.field]
  const initial = fieldsOf(kind)[conflict.field]?.initial
  return base !== undefined || initial === undefined || !sameJson(conflict.value, initial)
}

/** The id of a question says which it is, so that it is asked once. */
const questionId = (kind: string, id: string, c: { readonly type: unknown; readonly field: string; readonly losingStamp: string; readonly winningStamp: string }): string =>
  derivedId('conflict', kind, id, c.field, c.type === 'field' ? c.losingStamp : c.winningStamp)

const texts = z.object({ subjectKind: z.string(), subjectId: z.string(), type: z.string(), field: z.string(), losingStamp: z.string(), winningStamp: z.string() })

/** [R3] Only the server asks, and a restored one may lack questions that laptops still hold: it takes over those about a row that it has. */
export function isQuestion(run: PushRun, change: Change): boolean {
  const c = texts.safeParse(change.fields).data, about = run.rows.get(subjectKey(change))
  if (!c || !about || !Object.keys(fieldsOf('conflict')).every((name) => Object.hasOwn(change.fields, name)) || change.id !== questionId(c.subjectKind, c.subjectId, c)) return false
  return c.type === 'field' ? Object.hasOwn(about.row.fields, c.field) && invalidFields(c.subjectKind, { [c.field]: change.fields['value']! }) === undefined : c.field === DELETED
}

/** Of a question that is here only whether it is settled counts; another one lies where its subject lies. */
export function asQuestion(run: PushRun, change: Change, held: StoredRow | undefined): Change {
  const there = held ?? run.rows.get(subjectKey(change))!
  if (there.row.gebied !== change.gebied || (held && Object.keys(change.fields).length > 1)) run.loosened.add(keyOf(change))
  if (!held) return { ...change, gebied: there.row.gebied }
  return { ...change, stamps: { resolved: change.stamps?.['resolved'] ?? change.stamp }, fields: { resolved: change.fields['resolved']! } }
}

/** [M3] [D2] The losing value becomes a row of its own. */
export function ask(run: PushRun, merged: Merged, conflict: Conflict): void {
  const { kind, id } = merged.row
  const gebied = run.rows.get(keyOf(merged.row))!.row.gebied
  const row = {
    kind: 'conflict', id: questionId(kind, id, conflict), gebied, stamp: makeStamp(run.nowMs, 0, SERVER_DEVICE), overrides: {},
    fields: {
      subjectKind: kind, subjectId: id, type: conflict.type, field: conflict.field, value: conflict.value, losingStamp: conflict.losingStamp, winningStamp: conflict.winningStamp,
      losingUser: deviceOf(conflict.losingStamp), winningUser: deviceOf(conflict.winningStamp), resolved: false,
    },
  }
  run.conflicts.set(keyOf(row), { row, bases: {} })
}

/** Fills in who wrote the two values: until here they are devices. */
export async function withWriters(run: PushRun, conflict: StoredRow): Promise<StoredRow> {
  const devices = [String(conflict.row.fields['losingUser']), String(conflict.row.fields['winningUser'])]
  const accounts = await run.tx.writersOf(devices)
  const [losingUser, winningUser] = devices.map((d) => (d === run.device ? run.scope.account.id : (accounts.get(d) ?? '')))
  return { ...conflict, row: { ...conflict.row, fields: { ...conflict.row.fields, losingUser: losingUser!, winningUser: winningUser! } } }
}
