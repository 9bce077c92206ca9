import { MUNICIPALITY } from '#core/model/define.ts'
import { uuidv7, type FillRandom } from '#core/model/ids.ts'
import { makeStamp, wallOf, type Stamp } from '#core/sync/clock.ts'
import { merge } from '#core/sync/merge.ts'
import { newestStamp, type Change } from '#core/sync/row.ts'
import { WireFailure } from '../failure.ts'
import { ALL_GEBIEDEN, type ServerStore, type StoredAccount, type StoredRow, type WriteTx } from '../store/contract.ts'
import { SERVER_DEVICE } from '../sync/questions.ts'
import { audienceOf } from '../sync/run.ts'
import { passwordProblem, type Passwords } from './password.ts'
import type { AccountAnswer, AccountEdit, NewAccount } from '#core/sync/accounts.ts'

export interface AccountDeps { readonly store: ServerStore; readonly passwords: Passwords; readonly now: () => number; readonly random: FillRandom }

export const answerOf = (a: StoredAccount): AccountAnswer => ({ id: a.id, name: a.name, role: a.role, gebieden: [...a.gebieden], memberId: a.memberId, disabled: a.disabled })

export const listAccounts = async (deps: AccountDeps): Promise<AccountAnswer[]> => (await deps.store.read((tx) => tx.accounts())).map(answerOf)

/** Makes an account and its team member, or ties it to the team member given. */
export async function addAccount(deps: AccountDeps, wish: NewAccount): Promise<AccountAnswer> {
  const name = wish.name.trim()
  requireGoodPassword(wish.password, name)
  const password = await deps.passwords.hash(wish.password)
  return deps.store.write(async (tx) => {
    await claimAccounts(tx)
    if (await tx.accountByName(name)) throw new WireFailure('invalid', `Er is al een account met de naam ${name}`)
    const nowMs = deps.now()
    const gebieden = await knownGebieden(tx, wish.gebieden)
    const account: StoredAccount = { id: uuidv7(nowMs, deps.random), name, role: wish.role, gebieden, memberId: wish.memberId ?? uuidv7(nowMs, deps.random), password, disabled: false }
    await tx.putAccount(account)
    await writeMember(tx, account, nowMs)
    return answerOf(account)
  })
}

/** Changes what is given. A new password or a disabled account ends its sessions at once. */
export async function changeAccount(deps: AccountDeps, id: string, edit: AccountEdit): Promise<AccountAnswer> {
  const password = edit.password === undefined ? undefined : await deps.passwords.hash(edit.password)
  return deps.store.write(async (tx) => {
    await claimAccounts(tx)
    const held = await tx.account(id)
    if (!held) throw new WireFailure('notFound', 'Dit account bestaat niet')
    const name = edit.name?.trim() ?? held.name
    if (edit.password !== undefined) requireGoodPassword(edit.password, name)
    const other = await tx.accountByName(name)
    if (other && other.id !== id) throw new WireFailure('invalid', `Er is al een account met de naam ${name}`)
    const account: StoredAccount = {
      ...held, name, role: edit.role ?? held.role, disabled: edit.disabled ?? held.disabled, password: password ?? held.password,
      gebieden: edit.gebieden ? await knownGebieden(tx, edit.gebieden) : held.gebieden,
    }
    if (held.role === 'beheerder' && !held.disabled) await requireBeheerder(tx, account)
    await tx.putAccount(account)
    if (password !== undefined || account.disabled) await tx.endSessions({ accountId: id })
    await writeMember(tx, account, deps.now())
    return answerOf(account)
  })
}

/** Accounts belong to the municipality, as their team members do: one change at a time. */
async function claimAccounts(tx: WriteTx): Promise<void> {
  await tx.within([MUNICIPALITY])
  await tx.claim([MUNICIPALITY], [])
}

function requireGoodPassword(password: string, name: string): void {
  const problem = passwordProblem(password, name)
  if (problem !== undefined) throw new WireFailure('invalid', problem)
}

/** Without a beheerder nobody could make another one. */
async function requireBeheerder(tx: WriteTx, changed: StoredAccount): Promise<void> {
  const others = (await tx.accounts()).filter((a) => a.id !== changed.id)
  if (![...others, changed].some((a) => a.role === 'beheerder' && !a.disabled)) throw new WireFailure('invalid', 'Dit is de laatste beheerder. Maak eerst iemand anders beheerder.')
}

/** Gebieden by id or by name, as a beheerder types them. */
async function knownGebieden(tx: WriteTx, wanted: readonly string[]): Promise<string[]> {
  if (wanted.some((g) => g === ALL_GEBIEDEN || g.toLowerCase() === 'alle')) return [ALL_GEBIEDEN]
  const rows = await tx.rowsOfKind('gebied')
  const ids = new Set(await tx.gebieden())
  return [...new Set(wanted.map((g) => {
    const found = ids.has(g) ? g : rows.find((r) => String(r.row.fields['name']).toLowerCase() === g.trim().toLowerCase() && r.row.fields['deleted'] !== true)?.row.id
    if (found === undefined) throw new WireFailure('invalid', `Er is geen gebied '${g}'. Bekend zijn: ${rows.map((r) => String(r.row.fields['name'])).sort().join(', ') || 'nog geen enkel gebied'}.`)
    return found
  }))]
}

/** The team member that everyone sees follows the account. */
async function writeMember(tx: WriteTx, account: StoredAccount, nowMs: number): Promise<void> {
  const key = { kind: 'teamMember', id: account.memberId! }
  const before: StoredRow | undefined = (await tx.rows([key])).values().next().value
  const stamp = after(before && newestStamp(before.row), nowMs)
  const gebiedIds = account.gebieden.includes(ALL_GEBIEDEN) ? [...await tx.gebieden()] : [...account.gebieden]
  const fields = { name: account.name, role: account.role, gebiedIds, userId: account.id, ...(before ? {} : { email: '' }) }
  const change: Change = { ...key, gebied: MUNICIPALITY, stamp, fields }
  const { row } = merge(before?.row, change)
  await tx.putRows([{ before, after: { row, bases: before?.bases ?? {} }, audience: audienceOf(row) }])
}

const after = (stamp: Stamp | undefined, nowMs: number): Stamp => makeStamp(stamp === undefined ? nowMs : Math.max(nowMs, wallOf(stamp) + 1), 0, SERVER_DEVICE)

