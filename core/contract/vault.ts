import { z } from 'zod'
import { command, type Failure } from './command.ts'
import type { Role } from '../model/access.ts'
import { MIN_PASSPHRASE } from '../text/passphrase.ts'

export const vaultModes = ['local', 'connected', 'sample'] as const
/** `local`: only on this computer. `connected`: with the municipality's server. `sample`: invented data, no passphrase. */
export type VaultMode = (typeof vaultModes)[number]

export interface VaultStatus {
  /** `none`: nothing was made yet. `broken`: there is a vault, but it cannot be read; `problem` says why. */
  readonly state: 'none' | 'locked' | 'open' | 'broken'
  readonly mode: VaultMode | null
  /** How long to wait, in ms, before the next try after wrong passphrases. */
  readonly waitMs: number
  readonly problem: Failure | null
  /** When the newest automatic copy was made, ISO 8601, or null. */
  readonly lastCopy: string | null
  /** Minutes without a keystroke after which the app locks; 0 means never. */
  readonly idleMinutes: number
}

export interface SessionInfo {
  /** teamMember id, '' when the account has none */
  readonly memberId: string
  /** account on the server, '' on a laptop of its own */
  readonly userId: string
  readonly name: string
  readonly role: Role
  /** ids of the gebieden on this laptop, or all of them */
  readonly gebieden: readonly string[] | 'all'
  readonly standalone: boolean
  readonly sample: boolean
}

const passphrase = z.string().min(MIN_PASSPHRASE).max(500)
const secret = z.string().min(1).max(500)

/** Shown once; the recovery sheet is the only other place it exists. */
export interface RecoveryCode { readonly recoveryCode: string }

/** Everything that works while the vault is closed. */
export const vaultCommands = {
  /** `again` looks anew at files that could not be read before. */
  'vault.status': command(z.object({ again: z.boolean().default(false) })).answers<VaultStatus>(),
  /** Makes an empty vault on this computer with this person as its only team member. */
  'vault.create': command(z.object({ name: z.string().trim().min(1).max(200), municipality: z.string().trim().max(200), passphrase })).answers<RecoveryCode>(),
  'vault.createSample': command(z.object({})).answers<null>(),
  /** Makes a vault and signs in to a server; fails with one of `syncFailures` and then leaves nothing behind. The first round goes on after the answer. */
  'vault.connect': command(z.object({ address: z.string().trim().min(1).max(300), name: z.string().trim().min(1).max(200), password: z.string().min(1).max(1000), passphrase })).answers<RecoveryCode>(),
  'vault.open': command(z.object({ passphrase: secret })).answers<null>(),
  /** Opens with the recovery code and sets a new passphrase. The code that was used is replaced by the one in the answer. */
  'vault.recover': command(z.object({ code: secret, passphrase })).answers<RecoveryCode>(),
  'vault.changePassphrase': command(z.object({ current: secret, passphrase })).answers<null>(),
  'vault.newRecoveryCode': command(z.object({ passphrase: secret })).answers<RecoveryCode>(),
  'vault.lock': command(z.object({})).answers<null>(),
  'vault.setIdleMinutes': command(z.object({ minutes: z.int().min(1).max(240) })).answers<null>(),
  /** Throws the sample away, after which the start-up page asks again. Refused for any other vault. */
  'vault.leaveSample': command(z.object({})).answers<null>(),
  /** Puts the newest automatic copy in the place of a database that cannot be read. The broken file is kept beside it. */
  'vault.restoreCopy': command(z.object({})).answers<null>(),
}

/** Who works here. Answers only while the vault is open. */
export const sessionCommands = {
  'session.get': command(z.object({})).answers<SessionInfo>(),
}
