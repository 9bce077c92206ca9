import { z } from 'zod'
import { fieldsOf, isKindName, type KindName } from '../model/kinds.ts'
import type { Json } from '../model/field.ts'
import { DELETED } from './row.ts'

const MAX_UNKNOWN = 20_000

/**
 * Checks values against their kind. [V2] Unknown fields of a newer client are let through (small JSON only), unknown kinds are not.
 * Answers the first problem, in Dutch, or undefined.
 */
export function invalidFields(kind: string, fields: Readonly<Record<string, Json>>): string | undefined {
  if (!isKindName(kind)) return `Onbekend soort gegevens: ${kind}`
  const known = fieldsOf(kind)
  for (const [name, value] of Object.entries(fields)) {
    if (name === DELETED) { if (typeof value !== 'boolean') return 'Het veld deleted moet ja of nee zijn'; continue }
    const field = Object.hasOwn(known, name) ? known[name] : undefined
    if (!field) { if (JSON.stringify(value).length > MAX_UNKNOWN) return `Het veld ${name} is te groot`; continue }
    if (field.fits(value)) continue
    const parsed = field.schema.safeParse(value)
    if (!parsed.success) return `${fieldLabel(kind, name)}: ${parsed.error.issues[0]?.message ?? 'ongeldig'}`
  }
  return undefined
}

const fieldLabel = (kind: KindName, name: string) => `${kind}.${name}`

/** Schema of a partial set of fields of a kind, for commands that take edits. Unknown names are refused here: they can only be a bug. */
export const editSchema = (kind: KindName) => z.strictObject(Object.fromEntries(Object.entries(fieldsOf(kind)).map(([n, f]) => [n, f.schema.optional()])))
