import type { Json } from '#core/model/field.ts'
import { fieldsOf } from '#core/model/kinds.ts'

const searched = (kind: 'contact' | 'contactDetails') => Object.entries(fieldsOf(kind)).flatMap(([name, field]) => (field.search ? [name] : []))

/** Also as people type it: a phone number in its national form, a postcode without its space. */
const alsoAs: Readonly<Record<string, string>> = { phone: "replace(d.phone, '+31', '0')", phone2: "replace(d.phone2, '+31', '0')", postcode: "replace(d.postcode, ' ', '')" }

/**
 * The words by which a contact is found, as SQL over `contact c` and its `contactDetails d` (null where there are none). The sort key
 * brings letters that the index would not fold ('lukasz' finds Łukasz).
 * What is in the index was made by this: who changes it adds a migration that builds the index anew.
 */
const words = ['c.sortKey', ...searched('contact').map((name) => `c."${name}"`), ...searched('contactDetails').flatMap((name) => [`d."${name}"`, alsoAs[name] ?? []].flat())]

/** Row number and words of the contacts that are not deleted; a condition on `c` follows. */
export const contactWords = `SELECT c.rowid, concat_ws(' ', ${words.join(', ')}) FROM contact c LEFT JOIN contactDetails d ON d.id = c.id AND d.deleted = 0 WHERE c.deleted = 0 AND`

/** The columns that it reads. */
export const wordColumns = { contact: new Set(['deleted', 'sortKey', ...searched('contact')]), contactDetails: new Set(['deleted', ...searched('contactDetails')]) }

/** Words of a field of another kind. */
export const fieldWords = (value: Json | undefined): string => (typeof value === 'string' ? value : Array.isArray(value) ? value.join(' ') : '')
