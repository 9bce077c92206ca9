import { Attempts } from './attempts.ts'
import { vaultFailure } from './failures.ts'
import { readKeyFile, writeKeyFile, type KeyFile } from './keyFile.ts'
import type { VaultFiles } from './files.ts'
import { newRecoveryCode, readRecoveryCode } from './recoveryCode.ts'
import { passphraseCost, recoveryCost, unwrapKey, wrapKey, type ScryptCost, type WrappedKey } from './wrap.ts'

export interface LockOptions {
  readonly now: () => number
  readonly random: (bytes: Uint8Array) => Uint8Array
  /** Tests make it cheap. */
  readonly cost?: ScryptCost
}
export interface Opened { readonly file: KeyFile; readonly key: Uint8Array }

/** The two locks on the key of the database: the passphrase and the recovery code. */
export class Locks {
  private readonly files: VaultFiles
  private readonly options: LockOptions
  private readonly attempts: Attempts

  constructor(files: VaultFiles, options: LockOptions) {
    this.files = files
    this.options = options
    this.attempts = new Attempts(files.attempts, options.now)
  }

  waitMs(): number {
    return this.attempts.waitMs()
  }

  /** @throws CommandFailure `NoVault`, `KeyFileBroken` or `KeyFileNewer`. */
  keyFile(): KeyFile {
    const file = readKeyFile(this.files.key)
    if (!file) throw vaultFailure('NoVault')
    return file
  }

  /** @throws CommandFailure `WrongPassphrase`, which slows down the next, or `TooSoon`. */
  withPassphrase(passphrase: string): Promise<Opened> {
    return this.checked('passphrase', passphrase)
  }

  /** @throws CommandFailure `WrongCode`, which slows down the next, or `TooSoon`. */
  withCode(typed: string): Promise<Opened> {
    return this.checked('recovery', readRecoveryCode(typed))
  }

  /** Sets another passphrase; the code stays. */
  async setPassphrase({ file, key }: Opened, passphrase: string): Promise<void> {
    writeKeyFile(this.files.key, { ...file, passphrase: await this.wrapPassphrase(key, passphrase) })
  }

  /** Sets a new code, and a passphrase where one is given. @returns the code. */
  async setCode({ file, key }: Opened, passphrase?: string): Promise<string> {
    const made = await this.newCode(key)
    writeKeyFile(this.files.key, { ...file, recovery: made.wrapped, ...(passphrase === undefined ? {} : { passphrase: await this.wrapPassphrase(key, passphrase) }) })
    return made.code
  }

  /** Both locks for a new key, and the code that opens the second. */
  async both(key: Uint8Array, passphrase: string): Promise<{ readonly passphrase: WrappedKey; readonly recovery: WrappedKey; readonly code: string }> {
    const made = await this.newCode(key)
    return { passphrase: await this.wrapPassphrase(key, passphrase), recovery: made.wrapped, code: made.code }
  }

  private async checked(lock: 'passphrase' | 'recovery', secret: string): Promise<Opened> {
    const file = this.keyFile()
    const wrapped = file[lock]
    if (!wrapped) throw vaultFailure('NoVault')
    if (this.attempts.waitMs() > 0) throw vaultFailure('TooSoon')
    const key = await unwrapKey(wrapped, secret, lock)
    if (!key) {
      this.attempts.wrong()
      throw vaultFailure(lock === 'passphrase' ? 'WrongPassphrase' : 'WrongCode')
    }
    this.attempts.right()
    return { file, key }
  }

  private wrapPassphrase(key: Uint8Array, passphrase: string): Promise<WrappedKey> {
    return wrapKey(key, passphrase, 'passphrase', this.options.cost ?? passphraseCost)
  }

  private async newCode(key: Uint8Array): Promise<{ readonly code: string; readonly wrapped: WrappedKey }> {
    const code = newRecoveryCode(this.options.random)
    return { code, wrapped: await wrapKey(key, readRecoveryCode(code), 'recovery', recoveryCost) }
  }
}
