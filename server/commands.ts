import { roleNames } from '#core/model/access.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { addAccount, changeAccount, listAccounts, type AccountDeps } from './auth/accounts.ts'
import { generatedPassword } from './auth/password.ts'
import { WireFailure } from './failure.ts'
import type { AccountOptions } from './options.ts'
import { ALL_GEBIEDEN } from './store/contract.ts'

type Say = (line: string) => void

/** The account commands of the command line; they also work beside a running server. */
export async function accountCommand(deps: AccountDeps, options: AccountOptions, say: Say): Promise<void> {
  if (options.act === 'account list') return list(deps, say)
  const made = options.password === '' || (options.act === 'account add' && options.password === undefined) ? generatedPassword((n) => deps.random(new Uint8Array(n))) : undefined
  const password = made ?? options.password
  if (options.act === 'account add') {
    await addAccount(deps, { name: options.name, role: options.role!, gebieden: [...(options.gebieden ?? [])], password: password! })
    say(`Account '${options.name}' is gemaakt.`)
  } else {
    const account = await deps.store.read((tx) => tx.accountByName(options.name))
    if (!account) throw new WireFailure('notFound', `Er is geen account '${options.name}'`)
    await changeAccount(deps, account.id, { role: options.role, gebieden: options.gebieden && [...options.gebieden], password, disabled: options.disabled })
    say(`Account '${options.name}' is gewijzigd.`)
  }
  if (made !== undefined) say(`Wachtwoord (wordt maar één keer getoond): ${made}`)
}

async function list(deps: AccountDeps, say: Say): Promise<void> {
  const accounts = await listAccounts(deps)
  const rows = await deps.store.read(async (tx) => { await tx.within([MUNICIPALITY]); return tx.rowsOfKind('gebied') })
  const names = new Map(rows.map((r) => [r.row.id, String(r.row.fields['name'])]))
  for (const a of accounts) {
    const gebieden = a.gebieden.includes(ALL_GEBIEDEN) ? 'alle gebieden' : a.gebieden.map((g) => names.get(g) ?? g).join(', ') || 'geen gebied'
    say(`${a.name} · ${roleNames[a.role]} · ${gebieden}${a.disabled ? ' · uitgezet' : ''}`)
  }
}

/** The very first start: somebody has to be able to sign in. The password is shown once and kept nowhere. */
export async function firstBeheerder(deps: AccountDeps, say: Say): Promise<void> {
  if ((await deps.store.read((tx) => tx.accounts())).length > 0) return
  const password = generatedPassword((n) => deps.random(new Uint8Array(n)))
  try {
    await addAccount(deps, { name: 'beheerder', role: 'beheerder', gebieden: [ALL_GEBIEDEN], password })
  } catch (error) {
    // Another server that started at the same moment was first, and said its password.
    if (error instanceof WireFailure && (await deps.store.read((tx) => tx.accounts())).length > 0) return
    throw error
  }
  say('Dit is de eerste start. Er is een account voor de functioneel beheerder gemaakt:')
  say('  naam:       beheerder')
  say(`  wachtwoord: ${password}`)
  say('Schrijf dit wachtwoord op: het wordt maar één keer getoond.')
}
