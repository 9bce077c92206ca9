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
    mayKeepBoth: isField && mayKeepBoth(kind, c.field, now, c.value),
  }
}

/** Short texts of which there can be only one at a time. */
const single = new Set(['position', 'code', 'wijkCode', 'buurtCode', 'accent', 'logo', 'html', 'version', 'sha256', 'subjectId', 'location', 'textVersion', 'userId', 'stack', 'email', 'phone', 'phone2', 'postcode', 'houseNumber', 'houseNumberAddition', 'street', 'city', 'salutation', 'initials', 'firstName', 'prefix', 'lastName'])
/** Free text can be put under each other, and of two lists of words or rows everything can be kept. */
function mayKeepBoth(kind: KindName, field: string, current: Json, other: Json): boolean {
  const definition = fieldsOf(kind)[field]
  if (!definition || single.has(field)) return false
  if (isList(definition.initial)) return isList(current) && isList(other)
  return definition.sql === 'text' && definition.to === undefined && definition.initial === '' && typeof current === 'string' && typeof other === 'string'
}
const isList = (value: Json): value is readonly string[] => Array.isArray(value) && value.every((v) => typeof v === 'string')

function nameOf(store: Store, user: string): string {
  const [member] = user === '' ? [] : store.rows('teamMember', '"userId" = ?', [user])
  return member?.name ?? 'onbekend'
}

type Keep = 'current' | 'other' | 'both'

/** [M6] A choice is an edit of now, and the question is settled for everybody in the same transaction. */
export function resolveConflict(context: DataContext, id: string, keep: Keep): { undo: string | null } {
  const { store } = context
  const { c, kind, held } = requireOpen(store, id)
  const { fields, gebied } = store.tables[kind].version(held)
  const chosen = chosenFields(kind, c, keep, fields[c.field] ?? null)
  const changes = [...(chosen ? [rowChange(kind, c.subjectId, gebied, chosen)] : []), settled(c)]
  return store.commit(changes, { label: keep === 'current' ? 'Verschil afgehandeld' : c.type === 'editAfterDelete' ? 'Teruggezet' : 'Andere waarde gekozen' })
}

/**
 * [M6] One choice for many: everywhere what this person wrote, or everywhere what the other did, as one edit that can be taken back.
 * Where neither or both are theirs, what stands now stays.
 */
export function resolveAll(context: DataContext, ids: readonly string[], whose: 'mine' | 'theirs'): { settled: number; undo: string | null } {
  const { store } = context
  const wanted = new Set(ids), rows = new Map<string, LocalChange>(), chosen = new Map<string, Record<string, Json>>()
  const questions = open(store).filter((c) => wanted.has(c.id))
  for (const c of questions) {
    const item = itemOf(context, c), kind = c.subjectKind as KindName, key = `${kind} ${c.subjectId}`
    if (item.current.mine === item.other.mine || item.current.mine === (whose === 'mine')) continue
    const { fields, gebied } = store.tables[kind].version(store.tables[kind].find(c.subjectId)!)
    chosen.set(key, { ...chosen.get(key), ...chosenFields(kind, c, 'other', fields[c.field] ?? null) })
    rows.set(key, rowChange(kind, c.subjectId, gebied, chosen.get(key)!))
  }
  if (questions.length === 0) return { settled: 0, undo: null }
  return { settled: questions.length, undo: store.commit([...rows.values(), ...questions.map(settled)], { label: 'Verschillen afgehandeld' }).undo }
}

const rowChange = (kind: KindName, id: string, gebied: string, fields: Readonly<Record<string, Json>>): LocalChange => ({ kind, id, gebied, fields }) as unknown as LocalChange
const settled = (c: Row<'conflict'>): LocalChange => ({ kind: 'conflict', id: c.id, gebied: c.gebied, fields: { resolved: true } })

function requireOpen(store: Store, id: string) {
  const c = store.read('conflict', id)
  if (!c || c.resolved || !isKindName(c.subjectKind)) throw new CommandFailure('Gone', 'Dit verschil is al afgehandeld.')
  const held = store.tables[c.subjectKind].find(c.subjectId)
  if (!held) throw new CommandFailure('Gone', 'Dit verschil gaat over iets dat er niet meer is.')
  return { c, kind: c.subjectKind, held }
}

/** Undefined where what stands now stays. */
function chosenFields(kind: KindName, c: Row<'conflict'>, keep: Keep, now: Json): Record<string, Json> | undefined {
  if (keep === 'current') return undefined
  if (c.type === 'editAfterDelete') return { [DELETED]: false }
  return { [c.field]: keep === 'other' ? c.value : bothOf(kind, c.field, now, c.value) }
}

function bothOf(kind: KindName, field: string, current: Json, other: Json): Json {
  if (!mayKeepBoth(kind, field, current, other)) throw new CommandFailure('NotPossible', 'Van dit veld kan maar één waarde bewaard worden.')
  const both = isList(current) && isList(other) ? [...new Set([...current, ...other])] : `${String(current)}${String(current).includes('\n') || String(current).length > 80 ? '\n' : ' / '}${String(other)}`
  const parsed = fieldsOf(kind)[field]!.schema.safeParse(both)
  if (!parsed.success) throw new CommandFailure('NotPossible', 'Samen worden de twee te lang. Kies er een en vul die aan.')
  return parsed.data
}
