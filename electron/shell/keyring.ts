import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import type { hostCommands, KeyringState } from '#core/contract/host.ts'

/** What of Electron's `safeStorage` is used. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean
  encryptString(text: string): Buffer
  decryptString(bytes: Buffer): string
  /** Linux only. */
  getSelectedStorageBackend(): string
}

/** The system's keyring, for the data process. Without one Electron falls back to a fixed key, which protects nothing. */
export function keyringHandlers(safeStorage: SafeStorage, platform: NodeJS.Platform): Pick<Handlers<typeof hostCommands>, `keyring.${string}` & keyof typeof hostCommands> {
  return {
    'keyring.state': () => keyringState(safeStorage, platform),
    'keyring.protect': ({ secret }) => {
      if (!safeStorage.isEncryptionAvailable()) throw new CommandFailure('NoKeyring', 'Deze computer heeft geen sleutelbos.')
      return safeStorage.encryptString(secret).toString('base64')
    },
    'keyring.unprotect': ({ wrapped }) => {
      try {
        return safeStorage.decryptString(Buffer.from(wrapped, 'base64'))
      } catch {
        throw new CommandFailure('KeyringLost', 'De sleutelbos van deze computer is veranderd.')
      }
    },
  }
}

function keyringState(safeStorage: SafeStorage, platform: NodeJS.Platform): KeyringState {
  const backend = platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platform
  return { backend, protects: safeStorage.isEncryptionAvailable() && backend !== 'basic_text' && backend !== 'unknown' }
}
