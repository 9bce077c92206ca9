import { spawnSync } from 'node:child_process'
import { chmodSync, closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const run = (command: string, ...args: string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** A folder on a disk of its own that is really full, or really read-only, when the test wants it. */
export interface SmallDisk {
  readonly folder: string
  /** Writes until nothing more fits, or until this many bytes are left. */
  fill(leave?: number): void
  makeRoom(): void
  /** Nobody has a file on it open at that moment. */
  setReadOnly(readOnly: boolean): void
  remove(): void
}

/** Undefined where this user may not make one; tests then say that they are skipped. Only Linux, only root. */
export function smallDisk(folder: string, megabytes: number): SmallDisk | undefined {
  mkdirSync(folder, { recursive: true })
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !run('mount', '-t', 'tmpfs', '-o', `size=${String(megabytes)}m`, 'tmpfs', folder)) return undefined
  const filling = join(folder, 'vulling')
  return {
    folder,
    fill(leave = 0) {
      const file = openSync(filling, 'a')
      for (const bytes of [65_536, 4096, 1]) {
        try {
          for (;;) writeSync(file, Buffer.alloc(bytes))
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
        }
      }
      if (leave > 0) ftruncateSync(file, Math.max(0, fstatSync(file).size - leave))
      closeSync(file)
    },
    makeRoom: () => rmSync(filling, { force: true }),
    setReadOnly: (readOnly) => { if (!run('mount', '-o', `remount,${readOnly ? 'ro' : 'rw'}`, folder)) throw new Error(`could not remount ${folder}`) },
    remove: () => { if (!run('umount', folder)) run('umount', '-l', folder) },
  }
}

/** Whether `smallDisk` works here. */
export function canMakeDisks(folder: string): boolean {
  const disk = smallDisk(folder, 1)
  disk?.remove()
  return disk !== undefined
}

/** A folder in which an ordinary user may not write; means nothing to root. */
export const forbidWriting = (folder: string, forbidden: boolean): void => chmodSync(folder, forbidden ? 0o555 : 0o755)
