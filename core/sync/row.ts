import type { FieldValues } from '../model/define.ts'
import type { Json } from '../model/field.ts'
import type { Stamp } from './clock.ts'

/** The field that every row has besides those of its kind: set when it was deleted. */
export const DELETED = 'deleted'

/**
 * One version of one row, on either side. Stamps are compact: `stamp` holds for every field that is not in `overrides`.
 * `fields` may hold names this version does not know (a newer client's); they are kept.
 */
export interface RowVersion {
  readonly kind: string
  readonly id: string
  readonly gebied: string
  readonly stamp: Stamp
  readonly overrides: Readonly<Record<string, Stamp>>
  readonly fields: FieldValues
}

/**
 * What a device wrote: new values of some fields of one row.
 * `stamp` holds for every field not in `stamps`; `bases[field]` is the stamp the writer saw, absent where the field had no value yet.
 * The base of `deleted` is the newest stamp of the whole row the writer saw.
 */
export interface Change {
  readonly kind: string
  readonly id: string
  readonly gebied: string
  readonly stamp: Stamp
  readonly stamps?: Readonly<Record<string, Stamp>>
  readonly bases?: Readonly<Record<string, Stamp>>
  readonly fields: FieldValues
}

export const stampOf = (row: Pick<RowVersion, 'stamp' | 'overrides' | 'fields'>, field: string): Stamp | undefined =>
  row.overrides[field] ?? (Object.hasOwn(row.fields, field) ? row.stamp : undefined)

export function newestStamp({ stamp, overrides }: Pick<RowVersion, 'stamp' | 'overrides'>): Stamp {
  let newest = stamp
  for (const field in overrides) if (overrides[field]! > newest) newest = overrides[field]!
  return newest
}

/** [V3] A move writes every field, so the version of which the oldest field is the later one is where the row is. */
export function isLaterPlace(version: Pick<RowVersion, 'stamp' | 'overrides' | 'fields'>, than: Pick<RowVersion, 'stamp' | 'overrides' | 'fields'>): boolean {
  const oldest = (row: Pick<RowVersion, 'stamp' | 'overrides' | 'fields'>) => Object.keys(row.fields).filter((f) => f !== DELETED).map((f) => stampOf(row, f)!).reduce((a, b) => (a < b ? a : b), '~')
  return oldest(version) > oldest(than)
}

export const sameJson = (a: Json | undefined, b: Json | undefined): boolean => a === b || (typeof a === 'object' && typeof b === 'object' && canonical(a) === canonical(b))

const canonical = (value: Json): string =>
  JSON.stringify(value, (_key, v: unknown) => (v !== null && typeof v === 'object' && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1))) : v))
