import { registerHooks } from 'node:module'

/** A change to the text of one module before it is loaded: `find` must occur exactly once. */
export interface Edit { readonly file: string; readonly find: string; readonly replace: string }

/** Limits that a small world would never reach. */
export const smaller: readonly Edit[] = [
  { file: 'server/sync/notes.ts', find: 'const COMPACT_AT = 50', replace: 'const COMPACT_AT = 5' },
  { file: 'electron/data/notes/bodies.ts', find: 'export const MAX_UPDATES = 200', replace: 'export const MAX_UPDATES = 6' },
  { file: 'electron/data/sync/push.ts', find: 'const MAX_BYTES = 3_000_000', replace: 'const MAX_BYTES = 3_000' },
  { file: 'electron/data/sync/pull.ts', find: 'const MANY = 1000', replace: 'const MANY = 2' },
  { file: 'core/attachments/limits.ts', find: 'export const PART_BYTES = 262_144', replace: 'export const PART_BYTES = 48' },
  { file: 'core/attachments/limits.ts', find: 'export const KEEP_REMOVED_MS = 7 * 86_400_000', replace: 'export const KEEP_REMOVED_MS = 2 * 3_600_000' },
  { file: 'electron/data/sync/transfers.ts', find: 'const LEAST_PART = 16_384', replace: 'const LEAST_PART = 12' },
]

/** Behind the address of a module: the module of an older version of the app, and so is what it imports. */
export const OLDER = '?older'
/** What the older version did not have yet: two kinds, and two fields. */
const before: readonly Edit[] = [
  { file: 'core/model/kinds.ts', find: 'export const kinds = {', replace: 'const all = {' },
  { file: 'core/model/kinds.ts', find: 'export type KindName = keyof typeof kinds', replace: `export const kinds: typeof all = { ...all }
for (const kind of ['theme', 'actionChange']) delete (kinds as Record<string, unknown>)[kind]
for (const [kind, field] of [['action', 'reason'], ['contact', 'remarks']] as const) delete (kinds[kind].fields as Record<string, unknown>)[field]
export type KindName = keyof typeof kinds` },
  { file: 'core/contacts/erasure.ts', find: "{ actionChange: ['before', 'after'], conflict", replace: '{ conflict' },
  { file: 'electron/data/store/schema.ts', find: 'CREATE INDEX IF NOT EXISTS actionChange_action ON actionChange (actionId);', replace: '' },
]

/** Loads product code as it would be with these edits. In a worker only: nothing unloads it. */
export function loadWith(edits: readonly Edit[]): void {
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context)
      const ours = found.url.startsWith('file:') && !found.url.includes('/node_modules/')
      return ours && context.parentURL?.endsWith(OLDER) ? { ...found, url: `${found.url}${OLDER}` } : found
    },
    load(url, context, next) {
      const loaded = next(url, context)
      const isOlder = url.endsWith(OLDER), path = isOlder ? url.slice(0, -OLDER.length) : url
      const mine = [...edits, ...(isOlder ? before : [])].filter((e) => path.endsWith(`/${e.file}`))
      if (mine.length === 0) return loaded
      return { ...loaded, source: mine.reduce((source, edit) => edited(source, edit), Buffer.from(loaded.source as string | Uint8Array<ArrayBuffer>).toString('utf8')) }
    },
  })
}

function edited(source: string, { file, find, replace }: Edit): string {
  if (source.split(find).length !== 2) throw new Error(`${file} has changed: this text is not in it exactly once:\n${find}`)
  return source.replace(find, () => replace)
}
