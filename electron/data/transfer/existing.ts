import { collectIndex, type Comparable, type ExistingIndex } from '#core/import/doubles.ts'
import type { Steps } from '#core/import/steps.ts'
import type { Store } from '../store/store.ts'

const ROWS_PER_STEP = 2000

/** The contacts of a gebied by the keys under which doubles are found, in steps of some milliseconds. */
export function* existingIndexSteps(store: Store, gebied: string): Steps<ExistingIndex> {
  const read = store.db.prepare(`SELECT c.rowid AS place, c.id, c.initials, c.firstName, c.prefix, c.lastName, c.organisation,
      coalesce(d.postcode, '') AS postcode, coalesce(d.houseNumber, '') AS houseNumber, coalesce(d.phone, '') AS phone, coalesce(d.phone2, '') AS phone2, coalesce(d.email, '') AS email
    FROM contact c LEFT JOIN contactDetails d ON d.id = c.id AND d.deleted = 0 WHERE c.rowid > ? AND +c.deleted = 0 AND +c.gebied = ? ORDER BY c.rowid LIMIT ?`)
  const index = collectIndex()
  for (let place = 0, done = 0; ;) {
    const rows = read.all(place, gebied, ROWS_PER_STEP) as (Comparable & { readonly id: string; readonly place: number })[]
    index.add(rows)
    if (rows.length < ROWS_PER_STEP) return index
    place = rows.at(-1)!.place
    done += rows.length
    yield { phase: 'controleren', done, total: done }
  }
}
