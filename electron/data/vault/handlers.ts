import { dayIn } from '#core/actions/typed-day.ts'
import type { Handlers } from '#core/contract/command.ts'
import type { vaultCommands } from '#core/contract/vault.ts'
import { makeSample } from '../sample/sample.ts'
import { firstRows } from './firstRows.ts'
import { keepSession } from './session.ts'
import type { Vault } from './vault.ts'

export function vaultHandlers(vault: Vault, now: () => number, newId: () => string): Handlers<typeof vaultCommands> {
  return {
    'vault.status': ({ again }) => vault.status(again),
    'vault.create': async ({ name, municipality, passphrase }) => ({
      recoveryCode: await vault.create('local', passphrase, ({ context: { store } }) => {
        const memberId = newId()
        store.commit(firstRows({ memberId, name, municipality, day: dayIn(new Date(now())), newId }))
        keepSession(store, { memberId, userId: '', role: 'regisseur', name, gebieden: 'all' })
      }),
    }),
    'vault.createSample': async () => {
      await vault.create('sample', null, makeSample)
      return null
    },
    'vault.connect': async ({ address, name, password, passphrase }) => ({
      recoveryCode: await vault.create('connected', passphrase, async ({ handlers }) => { await handlers['sync.connect']({ address, name, password }) }),
    }),
    'vault.open': async ({ passphrase }) => { await vault.unlock(passphrase); return null },
    'vault.recover': async ({ code, passphrase }) => ({ recoveryCode: await vault.recover(code, passphrase) }),
    'vault.changePassphrase': async ({ current, passphrase }) => { await vault.changePassphrase(current, passphrase); return null },
    'vault.newRecoveryCode': async ({ passphrase }) => ({ recoveryCode: await vault.replaceCode(passphrase) }),
    'vault.lock': () => { vault.lock(); return null },
    'vault.setIdleMinutes': ({ minutes }) => { vault.setIdleMinutes(minutes); return null },
    'vault.leaveSample': () => { vault.leaveSample(); return null },
    'vault.restoreCopy': () => { vault.restoreCopy(); return null },
  }
}
