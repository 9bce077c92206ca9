import type { KindName } from '#core/model/kinds.ts'
import type { DataContext } from '../context.ts'
import { writeUserFile } from '../user-file.ts'

export interface LoggedFile {
  readonly path: string
  readonly bytes: () => Uint8Array
  readonly objectKind: KindName
  readonly format: string
  readonly purpose: string
  readonly count: number
}

/** Writes a list that leaves the app, and logs who did it, why and how many, also when it failed. */
export async function writeLogged(context: DataContext, { path, bytes, count, ...about }: LoggedFile): Promise<{ count: number }> {
  const log = (outcome: string) => logExport(context, { ...about, count, outcome })
  try {
    await writeUserFile(path, bytes())
  } catch (error) {
    log('mislukt')
    throw error
  }
  log('gelukt')
  return { count }
}

/** One log row per gebied would say more than needed: the log belongs to the first gebied of who exports. */
function logExport(context: DataContext, { objectKind, purpose, format, count, outcome }: Omit<LoggedFile, 'path' | 'bytes'> & { readonly outcome: string }): void {
  const { memberId, gebieden } = context.session()
  const gebied = gebieden === 'all' ? (context.store.rows('gebied', '1', [], 'position')[0]?.id ?? 'gemeente') : (gebieden[0] ?? 'gemeente')
  context.store.commit([{ kind: 'accessLog', id: context.newId(), gebied, fields: { act: 'geexporteerd', objectKind, objectId: format, purpose, count, outcome, memberId: memberId || null, device: context.store.device, at: context.now().toISOString() } }])
}
