import { z } from 'zod'
import { command } from './command.ts'

export const privacyCommands = {
  /** Which of these names, as they stand in a text, are those of a contact on this laptop, in the same order. Asked only of names next to an offence; nothing is logged. */
  'privacy.known': command(z.object({ names: z.array(z.string().min(1).max(200)).max(100) })).answers<readonly boolean[]>(),
}
