import type { RowVersion } from '#core/sync/row.ts'
import type { StoredRow } from './contract.ts'

/** A row as every store keeps it: `body` is sent to laptops as it is. */
export interface RawRow { readonly kind: string; readonly id: string; readonly gebied: string; readonly body: string; readonly bases: string }

/** JSON `{s,o,f}`: stamp, overrides where there are any, fields. */
export const bodyOf = (row: RowVersion): string => JSON.stringify(Object.keys(row.overrides).length > 0 ? { s: row.stamp, o: row.overrides, f: row.fields } : { s: row.stamp, f: row.fields })

export function rowOf(raw: RawRow): StoredRow {
  const body = JSON.parse(raw.body) as { s: string; o?: Record<string, string>; f: RowVersion['fields'] }
  return { row: { kind: raw.kind, id: raw.id, gebied: raw.gebied, stamp: body.s, overrides: body.o ?? {}, fields: body.f }, bases: raw.bases === '{}' ? {} : (JSON.parse(raw.bases) as Record<string, string>) }
}
