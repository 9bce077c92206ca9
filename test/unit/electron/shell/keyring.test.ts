import { describe, expect, it } from 'vitest'
import { hostCommands } from '#core/contract/host.ts'
import { portPair } from '#core/contract/port.ts'
import { createClient, serve } from '#core/contract/protocol.ts'
import { keyringHandlers, type SafeStorage } from '../../../../electron/shell/keyring.ts'

const secret = Buffer.from('een sleutel').toString('base64')

function keyring(backend: string, available = true) {
  const key = Math.random().toString()
  const storage: SafeStorage = {
    isEncryptionAvailable: () => available,
    encryptString: (text) => Buffer.from(`${key}:${text}`),
    decryptString: (bytes) => {
      const [usedKey, text] = bytes.toString().split(':')
      if (usedKey !== key || text === undefined) throw new Error('wrong key')
      return text
    },
    getSelectedStorageBackend: () => backend,
  }
  const [near, far] = portPair()
  serve(hostCommands, { ...keyringHandlers(storage, 'linux'), 'hall.show': () => null, 'hall.blank': () => null }, far, { log: () => undefined, now: () => 0 })
  return createClient<typeof hostCommands>(near).call
}

describe('the keyring', () => {
  it('gives back what it protected', async () => {
    const host = keyring('gnome_libsecret')
    const wrapped = await host['keyring.protect']({ secret })
    if (!wrapped.ok) throw new Error(wrapped.error.message)
    expect(wrapped.value).not.toContain(secret)
    expect(await host['keyring.unprotect']({ wrapped: wrapped.value })).toEqual({ ok: true, value: secret })
  })

  it('says that it was lost when another keyring protected it', async () => {
    const wrapped = await keyring('gnome_libsecret')['keyring.protect']({ secret })
    if (!wrapped.ok) throw new Error(wrapped.error.message)
    expect(await keyring('gnome_libsecret')['keyring.unprotect']({ wrapped: wrapped.value })).toMatchObject({ ok: false, error: { type: 'KeyringLost' } })
  })

  it('does not claim to protect where the system has none', async () => {
    expect(await keyring('basic_text')['keyring.state']({})).toEqual({ ok: true, value: { backend: 'basic_text', protects: false } })
    expect(await keyring('kwallet6')['keyring.state']({})).toEqual({ ok: true, value: { backend: 'kwallet6', protects: true } })
    expect(await keyring('unknown', false)['keyring.protect']({ secret })).toMatchObject({ ok: false, error: { type: 'NoKeyring' } })
  })
})
