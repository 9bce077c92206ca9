import type { Handlers } from '#core/contract/command.ts'
import type { documentCommands } from '#core/contract/documents.ts'
import { writeUserFile } from '../user-file.ts'

export const documentHandlers = (): Handlers<typeof documentCommands> => ({
  'documents.word': async ({ html, path }) => {
    // Read when the first document is made: a start does not wait for it.
    const { wordDocument } = await import('./word.ts')
    await writeUserFile(path, await wordDocument(html))
    return { path }
  },
})
