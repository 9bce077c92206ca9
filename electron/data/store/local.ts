import { CommandFailure } from '#core/contract/command.ts'
import type { Json } from '#core/model/field.ts'
import type { FieldsByKind, KindName } from '#core/model/kinds.ts'
import type { Stamp } from '#core/sync/clock.ts'
import { DELETED, newestStamp, sameJson, stampOf, type RowVersion } from '#core/sync/row.ts'
import { invalidFields } from '#core/sync/validate.ts'
import { OFFERED } from './outbox.ts'
import type { SqlRow } from './rows.ts'
import { isContactKind } from './search-index.ts'
import type { Store } from './store.ts'

/** An edit made on this laptop. A new id makes a row; fields left out get their initial value. Deleting is `fields: { deleted: true }`. */
export type LocalChange = { readonly [K in KindName]: { readonly kind: K; readonly id: string; readonly gebied: string; readonly fields: Partial<FieldsByKind[K]> & { readonly deleted?: boolean } } }[KindName]

/** The row as it was before an edit: null when the edit made it. */
export interface Before { readonly row: RowVersion | null }

/**
 * The write gate for one edit of this laptop: row, stamps, outbox mark, search words and event. Call inside `store.transaction`.
 * @returns what was there, for taking the edit back; undefined when nothing changed.
 * @throws CommandFailure `Invalid` (Dutch message) when a value does not fit its field.
 */
export function applyLocal(store: Store, change: LocalChange, stamp: Stamp): Before | undefined {
  const { kind, id, gebied } = change
  const fields = givenFields(change)
  const invalid = invalidFields(kind, fields)
  if (invalid !== undefined) throw new CommandFailure('Invalid', invalid)
  const table = store.tables[kind]
  const held = table.find(id)
  const before = held ? table.version(held) : null
  if (!held || !before) insertRow(store, change, fields, stamp)
  else if (!updateRow(store, before, change, fields, stamp, held)) return undefined
  store.touch(kind, id, gebied)
  return { row: before }
}

function givenFields({ fields }: LocalChange): Record<string, Json> {
  const given = fields as Readonly<Record<string, Json | undefined>>
  const out: Record<string, Json> = {}
  for (const name in given) { const value = given[name]; if (value !== undefined) out[name] = value }
  return out
}

function insertRow(store: Store, { kind, id, gebied }: LocalChange, fields: Readonly<Record<string, Json>>, stamp: Stamp): void {
  const table = store.tables[kind]
  const all: Record<string, Json> = {}
  for (const name of table.names) all[name] = fields[name] ?? table.fields[name]!.initial
  if (fields[DELETED] === true) all[DELETED] = true
  writeRow(store, { kind, id, gebied, stamp, overrides: {}, fields: all })
  store.outbox.put({ kind, id, created: true, bases: {}, lost: {} })
}

/** Answers false when nothing really changed. */
function updateRow(store: Store, before: RowVersion, change: LocalChange, fields: Readonly<Record<string, Json>>, stamp: Stamp, held: SqlRow): boolean {
  const { kind, id, gebied } = change
  const moved = before.gebied !== gebied
  const edits = Object.entries(fields).filter(([n, v]) => !sameJson(before.fields[n] ?? (n === DELETED ? false : undefined), v))
  if (edits.length === 0 && !moved) return false
  const overrides: Record<string, Stamp> = { ...before.overrides }
  const entry = store.outbox.get(kind, id)
  const bases: Record<string, Stamp | null> = { ...entry?.bases }
  const lost = { ...entry?.lost }
  // A move is carried by rewriting all fields in the new gebied: the server sees one consistent row there.
  const names = new Set([...(moved ? Object.keys(before.fields) : []), ...edits.map(([n]) => n)])
  for (const name of names) {
    if (!(name in bases)) bases[name] = name === DELETED ? newestStamp(before) : (stampOf(before, name) ?? null)
    // As the server writes it: a stamp that is the row's own is not said again.
    if (stamp === before.stamp) delete overrides[name]; else overrides[name] = stamp
    // A move types over nothing: what was covered here still waits.
    if (Object.hasOwn(fields, name)) delete lost[name]
  }
  writeRow(store, { ...before, gebied, fields: { ...before.fields, ...Object.fromEntries(edits) }, overrides }, held)
  store.outbox.put({ kind, id, created: entry?.created ?? false, bases: entry?.created && !Object.hasOwn(entry.bases, OFFERED) ? {} : bases, lost })
  return true
}

/** Row and search words. `held`: the stored row that is written over; undefined for a new one. */
export function writeRow(store: Store, row: RowVersion, held?: SqlRow): void {
  const { rowid, columns } = store.tables[row.kind as KindName].write(row, held)
  indexRow(store, row, rowid, columns)
}

/** The same for a row that nobody expects to be here; answers whether it was not. */
export function addRow(store: Store, row: RowVersion): boolean {
  const rowid = store.tables[row.kind as KindName].add(row)
  if (rowid !== undefined) indexRow(store, row, rowid, undefined)
  return rowid !== undefined
}

/** `columns`: those that changed; undefined for a new row. */
function indexRow(store: Store, row: RowVersion, rowid: number, columns: readonly string[] | undefined): void {
  if (isContactKind(row.kind)) store.search.writeContact(row.kind, row.id, rowid, columns)
  else store.search.write(row, rowid, columns === undefined)
}
