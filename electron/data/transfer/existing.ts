import { buildIndex, type Comparable, type ExistingIndex } from '#core/import/doubles.ts'
import type { Store } from '../store/store.ts'

/** The contacts of a gebied by the keys under which doubles are found. */
export function existingIndex(store: Store, gebied: string): ExistingIndex {
  const rows = store.db.prepare(`SELECT c.id, c.initials, c.firstName, c.prefix, c.lastName, c.organisation,
      coalesce(d.postcode, '') AS postcode, coalesce(d.houseNumber, '') AS houseNumber, coalesce(d.phone, '') AS phone, coalesce(d.phone2, '') AS phone2, coalesce(d.email, '') AS email
    FROM contact c LEFT JOIN contactDetails d ON d.id = c.id AND d.deleted = 0 WHERE c.deleted = 0 AND c.gebied = ?`).iterate(gebied)
  return buildIndex(rows as IterableIterator<Comparable & { id: string }>)
}
