import { createHash } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { vaultModes } from '#core/contract/vault.ts'
import { onDisk, vaultFailure } from './failures.ts'
import { wrappedKeySchema } from './wrap.ts'

const FORMAT = 1
const keyFileSchema = z.strictObject({
  format: z.literal(FORMAT),
  mode: z.enum(vaultModes),
  createdAt: z.iso.datetime(),
  passphrase: wrappedKeySchema.nullable(),
  recovery: wrappedKeySchema.nullable(),
  /** Only of a sample: its key in the open, because it has no passphrase. */
  open: z.base64().nullable(),
  idleMinutes: z.int().min(0).max(240),
  /** Tells a damaged file from a wrong passphrase. Absent in files of the first versions. */
  sum: z.string().optional(),
})
/** The key of the database, locked. Without this file nobody can read the database. */
export type KeyFile = z.infer<typeof keyFileSchema>
/** Over the parts in the order of the schema. */
const sumOf = (file: KeyFile): string => createHash('sha256').update(JSON.stringify(keyFileSchema.parse({ ...file, sum: undefined }))).digest('base64')
export const newKeyFile = (parts: Omit<KeyFile, 'format' | 'sum'>): KeyFile => ({ format: FORMAT, ...parts })

/**
 * Undefined when there is none.
 * @throws CommandFailure `KeyFileBroken` or `KeyFileNewer`.
 */
export function readKeyFile(file: string): KeyFile | undefined {
  if (!existsSync(file)) return undefined
  let json: unknown
  try {
    json = JSON.parse(onDisk(() => readFileSync(file, 'utf8')))
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'EISDIR')) throw vaultFailure('KeyFileBroken', 'geen JSON')
    throw error
  }
  const format = z.object({ format: z.int() }).safeParse(json)
  if (format.success && format.data.format > FORMAT) throw vaultFailure('KeyFileNewer', `format ${format.data.format}`)
  const parsed = keyFileSchema.safeParse(json)
  if (!parsed.success) throw vaultFailure('KeyFileBroken', parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`).join(', '))
  if (parsed.data.sum !== undefined && parsed.data.sum !== sumOf(parsed.data)) throw vaultFailure('KeyFileBroken', 'de controlesom klopt niet')
  return parsed.data
}

/** All or nothing, also when the power goes: the old file stays until the new one is whole on the disk. */
export function writeKeyFile(file: string, content: KeyFile): void {
  writeWhole(file, JSON.stringify({ ...content, sum: sumOf(content) }, null, 2))
}

export function writeWhole(file: string, text: string): void {
  const fresh = `${file}.nieuw`
  onDisk(() => {
    try {
      const handle = openSync(fresh, 'w', 0o600)
      try {
        writeSync(handle, text)
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
      renameSync(fresh, file)
    } catch (error) {
      rmSync(fresh, { force: true })
      throw error
    }
    syncFolder(dirname(file))
  })
}

/** Windows has no handle on a folder; there the rename itself is on disk. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
