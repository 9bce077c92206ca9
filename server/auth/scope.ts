import { audiences, type Audience } from '#core/model/access.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import type { Account } from '#core/sync/wire.ts'
import { WireFailure } from '../failure.ts'
import { ALL_GEBIEDEN, type ReadTx, type StoredAccount } from '../store/contract.ts'

/** What an account may see and write at this moment; read anew in every request, so that a change of role works at once. */
export interface Scope {
  readonly account: StoredAccount
  /** Every gebied, also those made later. */
  readonly all: boolean
  readonly gebieden: Set<string>
  /** Gebieden that the account made in this request. */
  readonly gained: Set<string>
  readonly audiences: readonly Audience[]
}

/** The scope of an account; from here the transaction is about its gebieden. */
export async function scopeOf(tx: ReadTx, accountId: string): Promise<Scope> {
  const account = await tx.account(accountId)
  const scope = account && scopeFrom(account, account.gebieden.includes(ALL_GEBIEDEN) ? await tx.gebieden() : [])
  if (!scope) throw new WireFailure('unauthorized', 'U kunt zich met dit account niet meer aanmelden. Vraag het de beheerder.')
  await tx.within(feedsOf(scope))
  return scope
}

/** The feeds an account reads: its gebieden and what belongs to the municipality. */
export const feedsOf = (scope: Scope): string[] => [MUNICIPALITY, ...[...scope.gebieden].sort()]

/** Undefined for an account that may not sign in any more. `known` are all gebieden there are, for an account that has them all. */
export function scopeFrom(account: StoredAccount, known: readonly string[]): Scope | undefined {
  if (account.disabled) return undefined
  const all = account.gebieden.includes(ALL_GEBIEDEN)
  const gebieden = new Set(all ? known : account.gebieden)
  gebieden.delete(MUNICIPALITY)
  const seen = (Object.keys(audiences) as Audience[]).filter((a) => (audiences[a] as readonly string[]).includes(account.role))
  return { account, all, gebieden, gained: new Set(), audiences: seen }
}

/** The account as its own laptop may know it. */
export const publicAccount = (scope: Scope): Account => ({ id: scope.account.id, name: scope.account.name, role: scope.account.role, gebieden: [...scope.gebieden].sort(), memberId: scope.account.memberId })
