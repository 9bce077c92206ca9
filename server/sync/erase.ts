import type { z } from 'zod'
import { mayWrite } from '#core/model/may.ts'
import type { eraseSchema, Receipt } from '#core/sync/wire.ts'
import { keyOf, type RowKey, type StoredRow } from '../store/contract.ts'
import { audienceOf, inScope, refused, type PushRun } from './run.ts'

/** Kinds that go with a contact: of the same id, or pointing at it. */
const sameId = ['contact', 'contactDetails'] as const
const pointing = ['consent', 'panelMembership'] as const

export const keysOfPerson = ({ contactId }: { readonly contactId: string }): RowKey[] => sameId.map((kind) => ({ kind, id: contactId }))

/**
 * [E1] Wipes a person: contact, details, consents, memberships and every kept difference about those.
 * Stronger than any stamp; an opaque id stays in the ledger and refuses the person's return. [E3] Repeating it changes nothing.
 */
export async function acceptErase(run: PushRun, wish: z.infer<typeof eraseSchema>): Promise<Receipt> {
  const { tx, scope } = run
  if (!mayWrite(scope.account.role, 'contact') || !mayWrite(scope.account.role, 'consent')) return refused('noAccess', 'Met uw rol kunt u niemand verwijderen')
  const keys = keysOfPerson(wish)
  const own = [...(await tx.rows(keys)).values()]
  const gebieden = new Set([wish.gebied, ...own.map((r) => r.row.gebied)])
  if (keys.some((key) => run.elsewhere.has(keyOf(key))) || ![...gebieden].every((g) => inScope(scope, g))) return refused('noAccess', 'U hoort niet (meer) bij dit gebied')
  const wiped = [...own]
  for (const gebied of gebieden) for (const kind of pointing) wiped.push(...await tx.rowsWhere(gebied, kind, 'contactId', wish.contactId))
  const subjects = wiped.slice()
  for (const subject of subjects) wiped.push(...await differencesAbout(run, subject))
  await tx.eraseRows(wiped, audienceOf, run.nowMs)
  await tx.addToLedger(keys, run.nowMs)
  for (const key of [...keys, ...wiped.map((w) => w.row)]) run.erased.add(keyOf(key))
  if (wiped.length > 0) for (const g of gebieden) run.news.add(g)
  return { status: 'applied' }
}

const differencesAbout = async (run: PushRun, { row }: StoredRow): Promise<StoredRow[]> =>
  (await run.tx.rowsWhere(row.gebied, 'conflict', 'subjectId', row.id)).filter((c) => c.row.fields['subjectKind'] === row.kind)
