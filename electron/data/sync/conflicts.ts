import { CommandFailure } from '#core/contract/command.ts'
import type { ConflictItem, ConflictValue } from '#core/contract/sync.ts'
import type { Json } from '#core/model/field.ts'
import { fieldsOf, isKindName, kinds, type KindName, type Row } from '#core/model/kinds.ts'
import { wallOf } from '#core/sync/clock.ts'
import { DELETED } from '#core/sync/row.ts'
import type { DataContext } from '../context.ts'
import type { LocalChange, Store } from '../store/store.ts'
import { fieldLabel, rowTitle, valueText } from './labels.ts'

const open = (store: Store, gebied?: string): Row<'conflict'>[] =>
  store.rows('conflict', gebied === undefined ? 'resolved = 0' : 'resolved = 0 AND gebied = ?', gebied === undefined ? [] : [gebied], 'losingStamp DESC').filter((c) => isKindName(c.subjectKind) && store.tables[c.subjectKind].find(c.subjectId) !== undefined)

export const countConflicts = (store: Store): number => open(store).length

export const listConflicts = (context: DataContext, gebied?: string): ConflictItem[] => open(context.store, gebied).map((c) => itemOf(context, c))

function itemOf(context: DataContext, c: Row<'conflict'>): ConflictItem {
  const { store } = context
  const kind = c.subjectKind as KindName
  const subject = store.tables[kind].version(store.tables[kind].find(c.subjectId)!)
  const value = (v: Json, user: string, stamp: string, text: string): ConflictValue => ({ value: v, text, who: nameOf(store, user), when: new Date(wallOf(stamp)).toISOString(), mine: user !== '' && user === context.session().userId })
  const isField = c.type === 'field'
  const now = subject.fields[c.field] ?? null
  return {
    id: c.id, gebied: c.gebied, subjectKind: kind, subjectId: c.subjectId, kindName: kinds[kind].names[0], title: rowTitle(store, kind, c.subjectId), type: c.type, field: c.field, label: fieldLabel(kind, c.field),
    current: value(now, c.winningUser, c.winningStamp, isField ? valueText(store, kind, c.field, now) : 'Verwijderd'),
    other: value(c.value, c.losingUser, c.losingStamp, isField ? valueText(store, kind, c.field, c.value) : 'Gewijzigd'),
    mayKeepBoth: isField && isText(kind, c.field, now) && isText(kind, c.field, c.value),
  }
}

/** Only free text can be put under each other. */
const freeText = new Set(['title', 'name', 'description', 'remarks', 'intro', 'text', 'reason', 'invitation', 'what', 'how', 'toWhom', 'place', 'address', 'organisation'])
const isText = (kind: KindName, field: string, value: Json): boolean => freeText.has(field) && fieldsOf(kind)[field]?.sql === 'text' && typeof value === 'string'

function nameOf(store: Store, user: string): string {
  const [member] = user === '' ? [] : store.rows('teamMember', '"userId" = ?', [user])
  return member?.name ?? 'onbekend'
}

/** [M6] A choice is an edit of now, and the question is settled for everybody in the same transaction. */
export function resolveConflict(context: DataContext, id: string, keep: 'current' | 'other' | 'both'): { undo: string | null } {
  const { store } = context
  const c = store.read('conflict', id)
  if (!c || c.resolved || !isKindName(c.subjectKind)) throw new CommandFailure('Gone', 'Dit verschil is al afgehandeld.')
  const kind = c.subjectKind
  const held = store.tables[kind].find(c.subjectId)
  if (!held) throw new CommandFailure('Gone', 'Dit verschil gaat over iets dat er niet meer is.')
  const { fields, gebied } = store.tables[kind].version(held)
  const chosen = keep === 'current' ? undefined : c.type === 'editAfterDelete' ? { [DELETED]: false } : { [c.field]: keep === 'other' ? c.value : bothOf(kind, c.field, fields[c.field] ?? null, c.value) }
  const changes = [
    ...(chosen ? [{ kind, id: c.subjectId, gebied, fields: chosen } as unknown as LocalChange] : []),
    { kind: 'conflict' as const, id, gebied: c.gebied, fields: { resolved: true } },
  ]
  return store.commit(changes, { label: keep === 'current' ? 'Verschil afgehandeld' : c.type === 'editAfterDelete' ? 'Teruggezet' : 'Andere waarde gekozen' })
}

function bothOf(kind: KindName, field: string, current: Json, other: Json): Json {
  if (!isText(kind, field, current) || !isText(kind, field, other)) throw new CommandFailure('NotPossible', 'Van dit veld kan maar één waarde bewaard worden.')
  const parsed = fieldsOf(kind)[field]!.schema.safeParse(`${String(current)}${String(current).includes('\n') || String(current).length > 80 ? '\n' : ' / '}${String(other)}`)
  if (!parsed.success) throw new CommandFailure('NotPossible', 'Samen worden de twee teksten te lang. Kies er een en vul die aan.')
  return parsed.data
}
