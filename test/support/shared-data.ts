import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe } from 'vitest'

const root = new URL('../../../shared/data/', import.meta.url)
const present = existsSync(root)

/** Tests on the real files beside the project; where those are absent they are reported as skipped. */
export const describeSharedData = (name: string, tests: () => void): void => {
  describe.skipIf(!present)(present ? name : `${name} (overgeslagen: ../shared/data ontbreekt)`, tests)
}

/** The bytes of one of the real files. */
export const sharedBytes = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, root)))
export const sharedText = (path: string): string => readFileSync(new URL(path, root), 'utf8')
/** File names in a folder of the real files; none when they are absent. */
export const sharedFiles = (folder: string): string[] => (present ? readdirSync(new URL(folder, root)).sort() : [])
