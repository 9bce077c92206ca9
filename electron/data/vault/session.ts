import { z } from 'zod'
import type { VaultMode } from '#core/contract/vault.ts'
import { roles } from '#core/model/access.ts'
import type { Session } from '../context.ts'
import type { Store } from '../store/store.ts'
import { readConnection } from '../sync/memory.ts'

const SETTING = 'session'
const kept = z.object({ memberId: z.string(), userId: z.string(), role: z.enum(roles), name: z.string(), gebieden: z.union([z.literal('all'), z.array(z.string())]) })
export type KeptSession = z.infer<typeof kept>

/** Who works on this laptop. The connection to a server writes it anew whenever the account changes. */
export function keepSession(store: Store, session: KeptSession): void {
  store.setSetting(SETTING, session)
}

const nobody: KeptSession = { memberId: '', userId: '', role: 'regisseur', name: '', gebieden: 'all' }

export function readSession(store: Store, mode: VaultMode): Session {
  const parsed = kept.safeParse(store.setting(SETTING))
  const { memberId, ...rest } = parsed.success ? parsed.data : nobody
  const name = (memberId === '' ? undefined : store.read('teamMember', memberId)?.name) ?? rest.name
  return { ...rest, memberId, name, standalone: mode !== 'connected' && readConnection(store) === undefined, sample: mode === 'sample' }
}
