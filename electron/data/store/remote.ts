import type { Json } from '#core/model/field.ts'
import { isKindName, type KindName } from '#core/model/kinds.ts'
import type { Stamp } from '#core/sync/clock.ts'
import { DELETED, isLaterPlace, newestStamp, stampOf, type RowVersion } from '#core/sync/row.ts'
import type { Receipt } from '#core/sync/wire.ts'
import { changeOf, OFFERED, type LostValue, type OutboxEntry } from './outbox.ts'
import { addRow, writeRow } from './local.ts'
import type { SqlRow } from './rows.ts'
import type { Store } from './store.ts'

/**
 * Takes over the server's version of a row. [R1] The server's version is what everybody ends with; edits of this laptop
 * that are not confirmed stay on top when they are later, and are kept in the outbox as covered values when they are not.
 * Call inside `store.transaction(…, 'remote')`. `likelyNew`: it is looked for only where it cannot be written as a new one.
 * `copied`: it came from the copy to which the server went back, if it did.
 */
export function applyRemoteRow(store: Store, incoming: RowVersion, likelyNew = false, copied = true): void {
  const { kind, id } = incoming
  if (!isKindName(kind)) return
  const table = store.tables[kind]
  store.observeStamp(newestStamp(incoming))
  if (likelyNew && addRow(store, incoming)) { store.touch(kind, id, incoming.gebied); return }
  const held = table.find(id)
  const entry = held ? store.outbox.get(kind, id) : undefined
  const row = entry && held ? overlay(store, incoming, table.version(held), entry, copied) : incoming
  writeRow(store, row, held)
  store.touch(kind, id, row.gebied)
}

function overlay(store: Store, incoming: RowVersion, local: RowVersion, entry: OutboxEntry, copied: boolean): RowVersion {
  const fields: Record<string, Json> = { ...incoming.fields }
  const overrides: Record<string, Stamp> = { ...incoming.overrides }
  const bases: Record<string, Stamp | null> = {}
  const lost: Record<string, LostValue> = { ...entry.lost }
  // Of a question that the server has only whether it is settled counts.
  const waiting = incoming.kind === 'conflict' ? ['resolved'] : entry.created ? Object.keys(local.fields) : Object.keys(entry.bases)
  for (const field of waiting) {
    const mine = stampOf(local, field) ?? local.stamp
    const theirs = stampOf(incoming, field)
    if (mine === theirs) continue
    const value = local.fields[field]
    if (value === undefined) continue
    if (theirs === undefined || mine > theirs) {
      fields[field] = value
      if (mine === incoming.stamp) delete overrides[field]; else overrides[field] = mine
      bases[field] = baseOf(entry, field, theirs, copied)
    } else lost[field] ??= { v: value, s: mine, b: entry.bases[field] ?? null } // What was covered before was typed here; this was only offered.
  }
  // Of the fields that are here: one that this app does not know is older than any move of it.
  const known = { ...incoming, fields: Object.fromEntries(Object.entries(incoming.fields).filter(([field]) => Object.hasOwn(local.fields, field))) }
  const moved = local.gebied !== incoming.gebied && isLaterPlace(local, known) && Object.keys(local.fields).every((field) => field === DELETED || Object.hasOwn(bases, field) || Object.hasOwn(lost, field))
  // [V3] A move writes every field again: also those that came just now, as they are.
  if (moved) for (const field of Object.keys(incoming.fields)) if (!Object.hasOwn(bases, field)) bases[field] = null
  store.outbox.put({ kind: entry.kind, id: entry.id, created: false, bases, lost })
  return { ...incoming, ...(moved ? { gebied: local.gebied } : {}), fields, overrides }
}

/** The value that an edit saw. [R3] Of a row that is offered to a restored server: what came from its copy, unless it is later than what was seen. */
function baseOf({ created, bases }: OutboxEntry, field: string, theirs: Stamp | undefined, copied: boolean): Stamp | null {
  const seen = bases[field] ?? null
  if (!created || !Object.hasOwn(bases, OFFERED)) return created ? null : seen
  if (!copied) return seen
  if (!Object.hasOwn(bases, field)) return theirs ?? null
  return theirs !== undefined && seen !== null && theirs <= seen ? theirs : seen
}

/**
 * Clears what the server confirmed. [P3] A mark goes only where the stamp is still the one that was sent; an edit made meanwhile stays, now based on it.
 * `sent` is the change as it was sent, `receipt` the server's answer. Call inside a transaction.
 */
export function acknowledge(store: Store, sent: ReturnType<typeof changeOf>, receipt: Extract<Receipt, { status: 'applied' }>): void {
  const kind = sent.kind
  if (!isKindName(kind)) return
  if (!receipt.superseded && !receipt.restamped && store.outbox.isAsTaken(kind, sent.id)) { store.outbox.drop(kind, sent.id); return }
  const entry = store.outbox.get(kind, sent.id)
  const held = store.tables[kind].find(sent.id)
  if (!entry || !held) return
  const row = restamp(store, store.tables[kind].version(held), held, sent, receipt)
  const bases: Record<string, Stamp | null> = {}
  const names = entry.created ? Object.keys(row.fields) : Object.keys(entry.bases)
  for (const field of names) {
    const now = stampOf(row, field) ?? row.stamp
    const acked = Object.hasOwn(sent.fields, field) ? ackedStamp(sent, receipt, field) : undefined
    if (acked !== undefined && now === acked) continue
    // What stands over a value that was covered before it was sent is somebody else's, who did not see it.
    const covered = acked !== undefined && sentStamp(sent, field) === entry.lost[field]?.s
    bases[field] = acked !== undefined && !covered && !receipt.superseded?.includes(field) ? acked : entry.created ? null : (entry.bases[field] ?? null)
  }
  const lost: Record<string, LostValue> = {}
  for (const [field, l] of Object.entries(entry.lost)) {
    if (sent.stamps?.[field] === l.s) continue
    // It was written over what was sent, so that is what its writer saw.
    const seen = Object.hasOwn(sent.fields, field) && !receipt.superseded?.includes(field) && sentStamp(sent, field) < l.s
    lost[field] = seen ? { ...l, b: ackedStamp(sent, receipt, field) } : l
  }
  store.outbox.put({ ...entry, created: false, bases, lost })
}

const sentStamp = (sent: ReturnType<typeof changeOf>, field: string): Stamp => sent.stamps?.[field] ?? sent.stamp
const ackedStamp = (sent: ReturnType<typeof changeOf>, receipt: Extract<Receipt, { status: 'applied' }>, field: string): Stamp =>
  receipt.restamped?.[field] ?? (sent.stamps?.[field] === undefined ? receipt.restamped?.[''] : undefined) ?? sentStamp(sent, field)

/** [C4] Takes over stamps that the server gave because ours were too far ahead. [C1] What is stamped here from now on is later than those. */
function restamp(store: Store, row: RowVersion, held: SqlRow, sent: ReturnType<typeof changeOf>, receipt: Extract<Receipt, { status: 'applied' }>): RowVersion {
  if (!receipt.restamped) return row
  for (const given of Object.values(receipt.restamped)) store.observeStamp(given)
  const overrides: Record<string, Stamp> = { ...row.overrides }
  const whole = receipt.restamped['']
  const stamp = whole !== undefined && row.stamp === sent.stamp ? whole : row.stamp
  for (const field of Object.keys(row.fields)) {
    const now = stampOf(row, field)
    if (now === undefined) continue
    const next = Object.hasOwn(sent.fields, field) && now === sentStamp(sent, field) ? ackedStamp(sent, receipt, field) : now
    if (next === stamp) delete overrides[field]; else overrides[field] = next
  }
  const restamped = { ...row, stamp, overrides }
  store.tables[row.kind as KindName].write(restamped, held)
  return restamped
}

/** Removes a row from this laptop: erased, moved away or no longer ours. Its outbox entry and undo records go too. Call inside a transaction. */
export function forgetRow(store: Store, kind: KindName, id: string): void {
  store.forget(kind, id, { rewriteIndex: true })
}

/** The next changes to send, oldest first, with the entries they came from. */
export function nextChanges(store: Store, limit: number): { entry: OutboxEntry; change: ReturnType<typeof changeOf> }[] {
  const out: { entry: OutboxEntry; change: ReturnType<typeof changeOf> }[] = []
  for (const entry of store.outbox.takeBatch(limit)) {
    const held = isKindName(entry.kind) ? store.tables[entry.kind].find(entry.id) : undefined
    if (!held) { store.outbox.drop(entry.kind, entry.id); continue }
    out.push({ entry, change: changeOf(entry, store.tables[entry.kind as KindName].version(held)) })
  }
  return out
}

