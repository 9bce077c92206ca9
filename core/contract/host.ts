import { z } from 'zod'
import { hallView } from '../hall/view.ts'
import { command, type Client } from './command.ts'

export interface KeyringState {
  /** What Electron found: a keyring of the system, or 'basic_text' when there is none. */
  readonly backend: string
  /** Whether what it protects cannot be read by someone who only has the disk. */
  readonly protects: boolean
}

/** What the data process can ask of main: the system's keyring, which only main reaches, and the window in the hall. Bytes travel as base64. */
export const hostCommands = {
  'keyring.state': command(z.object({})).answers<KeyringState>(),
  'keyring.protect': command(z.object({ secret: z.base64() })).answers<string>(),
  /** Fails with `KeyringLost` when this keyring did not protect it: another profile, another laptop, a new keyring. */
  'keyring.unprotect': command(z.object({ wrapped: z.base64() })).answers<string>(),
  /** Puts this on the screen in the hall; nothing happens when there is none. */
  'hall.show': command(hallView).answers<null>(),
  'hall.blank': command(z.object({})).answers<null>(),
}
export type Host = Client<typeof hostCommands>
