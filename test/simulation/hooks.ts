import { registerHooks } from 'node:module'

/** A change to the text of one module before it is loaded: `find` must occur exactly once. */
export interface Edit { readonly file: string; readonly find: string; readonly replace: string }

/** Limits that a small world would never reach. */
export const smaller: readonly Edit[] = [
  { file: 'server/sync/notes.ts', find: 'const COMPACT_AT = 50', replace: 'const COMPACT_AT = 5' },
  { file: 'electron/data/notes/bodies.ts', find: 'export const MAX_UPDATES = 200', replace: 'export const MAX_UPDATES = 6' },
  { file: 'electron/data/sync/push.ts', find: 'const MAX_BYTES = 3_000_000', replace: 'const MAX_BYTES = 3_000' },
]

/** Loads product code as it would be with these edits. In a worker only: nothing unloads it. */
export function loadWith(edits: readonly Edit[]): void {
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      const mine = edits.filter((e) => url.endsWith(`/${e.file}`))
      if (mine.length === 0) return loaded
      return { ...loaded, source: mine.reduce((source, edit) => edited(source, edit), Buffer.from(loaded.source as string | Uint8Array<ArrayBuffer>).toString('utf8')) }
    },
  })
}

function edited(source: string, { file, find, replace }: Edit): string {
  if (source.split(find).length !== 2) throw new Error(`${file} has changed: this text is not in it exactly once:\n${find}`)
  return source.replace(find, () => replace)
}
