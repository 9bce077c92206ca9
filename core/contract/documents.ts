import { z } from 'zod'
import { command } from './command.ts'

export const documentCommands = {
  /** Writes a page that this app made (minutes, letter, report) as a Word document to a path that the person picked. */
  'documents.word': command(z.object({ html: z.string().max(50_000_000), path: z.string().min(1).max(4000) })).answers<{ readonly path: string }>(),
}
