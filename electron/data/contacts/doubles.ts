import type { ContactFields, DetailFields, DoubleHint, DoublePair } from '#core/contract/contacts.ts'
import { addressLine, storedDetails } from '#core/contacts/check.ts'
import { doubleKeys, type Comparable, type DoubleReason } from '#core/import/doubles.ts'
import { foldTight } from '#core/text/fold.ts'
import { displayName } from '#core/text/names.ts'
import type { DataContext } from '../context.ts'
import { maySeeDetails } from './rights.ts'
import type { ContactFinder } from './list.ts'

type Candidate = Comparable & { readonly rowid: number; readonly id: string; readonly gebied: string; readonly street: string; readonly houseNumberAddition: string }

const because: Readonly<Record<DoubleReason, string>> = { email: 'Zelfde e-mailadres', phone: 'Zelfde telefoonnummer en achternaam', address: 'Zelfde naam, postcode en huisnummer' }
const MAX_PAIRS = 200

const candidatesFrom = (contacts: string) => `SELECT c.rowid, c.id, c.gebied, c.initials, c.firstName, c.prefix, c.lastName, c.organisation, coalesce(d.street, '') AS street, coalesce(d.houseNumber, '') AS houseNumber,
  coalesce(d.houseNumberAddition, '') AS houseNumberAddition, coalesce(d.postcode, '') AS postcode, coalesce(d.phone, '') AS phone, coalesce(d.phone2, '') AS phone2, coalesce(d.email, '') AS email
  FROM ${contacts} LEFT JOIN contactDetails d ON d.id = c.id AND d.deleted = 0 WHERE c.deleted = 0`

/** Contacts of the same gebied that look like the one being typed, at most five, the surest first. */
export function doubleHints(context: DataContext, { gebied, contact, details }: { readonly gebied: string; readonly contact: ContactFields; readonly details: DetailFields }): DoubleHint[] {
  const shown = maySeeDetails(context)
  const typed: Comparable = { initials: '', firstName: '', prefix: '', lastName: '', organisation: '', postcode: '', houseNumber: '', phone: '', phone2: '', email: '', ...given(contact), ...(shown ? given(storedDetails(details)) : {}) }
  context.store.completeIndex()
  const find = context.store.db.prepare(`${candidatesFrom('(SELECT rowid AS hit FROM contactSearch WHERE contactSearch MATCH ? LIMIT 200) CROSS JOIN contact c ON c.rowid = hit')} AND c.gebied = ?`)
  const found = new Map<string, DoubleHint>()
  for (const query of queriesFor(typed)) {
    for (const candidate of find.all(query, gebied) as Candidate[]) {
      const why = reason(typed, candidate)
      if (why !== null && !found.has(candidate.id)) found.set(candidate.id, { id: candidate.id, gebied, name: displayName(candidate), address: shown ? addressLine(candidate) : '', why })
    }
  }
  return [...found.values()].sort((a, b) => Number(a.why === sameName) - Number(b.why === sameName)).slice(0, 5)
}

const sameName = 'Zelfde naam'

/** Index queries that find every contact which could be the same: whole words, all of them. */
function queriesFor(typed: Comparable): string[] {
  const query = (...parts: string[]) => parts.flatMap((part) => part.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => `"${word}"`).join(' ')
  const surname = typed.lastName || typed.organisation
  return [
    typed.email.includes('@') ? query(typed.email) : '',
    ...[typed.phone, typed.phone2].map((phone) => (/\d{6}/.test(phone) ? query(phone) : '')),
    surname === '' ? '' : query(surname, typed.lastName === '' ? '' : typed.firstName),
    surname === '' || typed.postcode === '' || typed.houseNumber === '' ? '' : query(surname, typed.postcode, typed.houseNumber),
  ].filter((text) => text !== '')
}

function reason(typed: Comparable, candidate: Comparable): string | null {
  const theirs = new Set(doubleKeys(candidate).map(({ key }) => key))
  const hit = doubleKeys(typed).find(({ key }) => theirs.has(key))
  if (hit) return because[hit.reason]
  const name = foldTight(displayName(typed))
  return (typed.firstName !== '' || typed.organisation !== '') && name !== '' && name === foldTight(displayName(candidate)) ? sameName : null
}

const given = (fields: Readonly<Record<string, unknown>>): Partial<Comparable> => Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === 'string')) as Partial<Comparable>

/** Pairs that share an e-mail address, a phone number and surname, or a name and address. One pass over all contacts. */
export function doublePairs(context: DataContext, finder: ContactFinder, gebied: string | null): DoublePair[] {
  if (!maySeeDetails(context)) return []
  const first = new Map<string, number>()
  const pairs = new Map<string, { a: number; b: number; why: string }>()
  const all = context.store.db.prepare(`${candidatesFrom('contact c')} AND (@gebied IS NULL OR c.gebied = @gebied) ORDER BY c.rowid`)
  for (const candidate of all.iterate({ gebied }) as IterableIterator<Candidate>) {
    for (const { key, reason: why } of doubleKeys(candidate)) {
      // Only within a gebied: colleagues of another one may know the same person without knowing it here.
      const scoped = `${candidate.gebied}|${key}`
      const other = first.get(scoped)
      if (other === undefined) { first.set(scoped, candidate.rowid); continue }
      const pair = `${String(other)}-${String(candidate.rowid)}`
      if (!pairs.has(pair)) pairs.set(pair, { a: other, b: candidate.rowid, why: because[why] })
    }
    if (pairs.size >= MAX_PAIRS) break
  }
  return [...pairs.values()].flatMap(({ a, b, why }) => {
    const [one, two] = finder.rows([a, b])
    return one && two ? [{ first: one, second: two, why }] : []
  })
}
