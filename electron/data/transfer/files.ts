import { readFile, stat } from 'node:fs/promises'
import { CommandFailure } from '#core/contract/command.ts'

const MAX_BYTES = 100_000_000

/** The bytes of a picked file. @throws CommandFailure `FileRefused` with one Dutch sentence. */
export async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).size > MAX_BYTES) throw new CommandFailure('FileRefused', 'Dit bestand is te groot. Verdeel de lijst over meer bestanden.')
    return await readFile(path)
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure('FileRefused', 'Dit bestand kan niet worden gelezen. Staat het er nog en mag u het openen?')
  }
}
