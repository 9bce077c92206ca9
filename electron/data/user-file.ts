import { mkdirSync, writeFileSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CommandFailure } from '#core/contract/command.ts'

/**
 * Writes a file where a person asked for it: beside it first and then renamed, so that a full disk never leaves half a file.
 * @throws CommandFailure `DiskFull`, `ReadOnly` or `NotWritten`
 */
export async function writeUserFile(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeWhole(path, bytes)
  } catch (error) {
    throw fileFailure(error)
  }
}

/**
 * Several files in a folder, which is made where it is not there. In one go, so that it can be part of a transaction.
 * @throws CommandFailure `DiskFull`, `ReadOnly` or `NotWritten`
 */
export function writeUserFiles(folder: string, files: readonly { readonly fileName: string; readonly bytes: Uint8Array }[]): void {
  try {
    mkdirSync(folder, { recursive: true })
    for (const { fileName, bytes } of files) writeFileSync(join(folder, fileName), bytes)
  } catch (error) {
    throw fileFailure(error)
  }
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.deel`
  const file = await open(part, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } catch (error) {
    await file.close()
    await rm(part, { force: true })
    throw error
  }
  await file.close()
  await rename(part, path)
}

function fileFailure(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC') return new CommandFailure('DiskFull', 'De schijf is vol. Maak ruimte vrij of kies een andere map.')
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return new CommandFailure('ReadOnly', 'In deze map mag niet worden geschreven. Kies een andere map.')
  if (['ENOENT', 'ENOTDIR', 'EEXIST', 'EBUSY', 'EISDIR'].includes(code)) return new CommandFailure('NotWritten', 'Hier kan het bestand niet worden opgeslagen. Is het nog open in een ander programma? Kies anders een andere map.')
  return error
}
