import { nameWords, type KnownNames } from '#core/hall/names.ts'
import { fold } from '#core/text/fold.ts'
import type { Store } from '../store/store.ts'

/** The names on this laptop, read again only after people changed. */
export function knownNamesOf(store: Store): () => KnownNames {
  let held: { readonly writes: number; readonly names: KnownNames } | undefined
  return () => {
    const writes = store.writesOf('contact', 'contactDetails', 'teamMember')
    if (held?.writes !== writes) held = { writes, names: read(store) }
    return held.names
  }
}

function read({ db }: Store): KnownNames {
  const column = (sql: string) => db.prepare(sql).pluck().all() as string[]
  const names = (column_: 'firstName' | 'lastName') => column(`SELECT DISTINCT ${column_} FROM contact WHERE deleted = 0`)
  const team = column('SELECT name FROM teamMember WHERE deleted = 0').map(nameWords)
  return {
    first: new Set([...names('firstName').flatMap(nameWords), ...team.flatMap((words) => words.slice(0, 1))]),
    last: new Set([...names('lastName').flatMap(nameWords), ...team.flatMap((words) => words.slice(1))]),
    streets: new Set(column("SELECT DISTINCT street FROM contactDetails WHERE deleted = 0 AND street <> ''").map((street) => fold(street).trim())),
  }
}
