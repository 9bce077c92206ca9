import type { FieldsByKind } from '../model/kinds.ts'

type Link = Pick<FieldsByKind['doorLink'], 'contactId' | 'madeAt' | 'expiresOn' | 'revokedOn'>
type Settings = Pick<FieldsByKind['doorSettings'], 'linksFrom'>
export const linkStates = ['geldig', 'ingetrokken', 'verlopen'] as const
export type LinkState = (typeof linkStates)[number]

/** How a link stands. `today`: day in the municipality. A link of nobody, or without a last day, counts as revoked. */
export function linkState({ contactId, madeAt, expiresOn, revokedOn }: Link, { linksFrom }: Settings, today: string): LinkState {
  if (contactId === null || expiresOn === null || revokedOn !== null) return 'ingetrokken'
  if (linksFrom !== null && (madeAt ?? '') < linksFrom) return 'ingetrokken'
  return expiresOn < today ? 'verlopen' : 'geldig'
}

export const MIN_DAYS = 1, MAX_DAYS = 366
