import type { SearchGroup, SearchHit } from '#core/contract/search.ts'
import { contactQuery, markWords, searchWords } from '#core/search/match.ts'
import { fold } from '#core/text/fold.ts'
import { displayName } from '#core/text/names.ts'
import type { DataContext } from '../context.ts'
import { gebiedName } from './describe.ts'

interface SqlContact { rowid: number; id: string; gebied: string; initials: string; firstName: string; prefix: string; lastName: string; organisation: string; labels: string }
const columns = 'c.rowid, c.id, c.gebied, c.initials, c.firstName, c.prefix, c.lastName, c.organisation, c.labels'

/** Matches looked at: the newest contacts among them. More would make common first names slow for nothing. */
const CANDIDATES = 250

/** Contacts by name first, then by anything else that is known of them. What matched in contact details is not shown: looking at details is logged, searching is not. */
export function searchContacts(context: DataContext, text: string, gebieden: readonly string[] | null, limit: number): SearchGroup {
  const match = contactQuery(text)
  const words = searchWords(text).map(fold)
  if (match === null) return { kind: 'contact', hits: [], more: false }
  const found = new Map<number, SqlContact>()
  const inGebieden = gebieden ? 'AND c.gebied IN (SELECT value FROM json_each(:gebieden))' : ''
  const scope = gebieden ? { gebieden: JSON.stringify(gebieden) } : {}
  context.store.completeIndex()
  const { db } = context.store
  const [first] = words
  if (words.length === 1 && first !== undefined) {
    // Surnames that begin with the word, in order of the index.
    for (const row of db.prepare(`SELECT ${columns} FROM contact c WHERE c.deleted = 0 AND c.sortKey >= :from AND c.sortKey < :to ${inGebieden} ORDER BY c.sortKey LIMIT ${limit + 1}`)
      .all({ from: first, to: `${first}\u{10ffff}`, ...scope }) as SqlContact[]) found.set(row.rowid, row)
  }
  if (found.size <= limit && words.some((word) => word.length > 1)) {
    for (const row of db.prepare(`SELECT ${columns} FROM (SELECT rowid AS hit FROM contactSearch WHERE contactSearch MATCH :match ORDER BY rowid DESC LIMIT ${CANDIDATES}) JOIN contact c ON c.rowid = hit WHERE c.deleted = 0 ${inGebieden}`)
      .all({ match, ...scope }) as SqlContact[]) found.set(row.rowid, row)
  }
  const ranked = [...found.values()].map((row) => ({ row, score: score(row, words) })).sort((a, b) => b.score - a.score)
  return { kind: 'contact', hits: ranked.slice(0, limit).map(({ row, score: s }) => toHit(context, row, s, text)), more: ranked.length > limit }
}

/** How well the name itself fits: a whole word counts more than a beginning, the surname more than the rest. */
function score(row: SqlContact, words: readonly string[]): number {
  const last = fold(row.lastName), rest = fold(`${row.firstName} ${row.prefix} ${row.organisation}`).split(' ')
  return words.reduce((sum, word) => sum + (last === word ? 6 : last.startsWith(word) ? 4 : rest.includes(word) ? 3 : rest.some((part) => part.startsWith(word)) ? 2 : last.includes(word) ? 1 : 0), 0)
}

function toHit(context: DataContext, row: SqlContact, nameScore: number, text: string): SearchHit {
  const labels = (JSON.parse(row.labels) as string[]).join(', ')
  const detail = [gebiedName(context, row.gebied), labels].filter((part) => part !== '').join(' · ')
  const snippet = nameScore === 0 ? [{ text: 'Gevonden in de gegevens van dit contact', hit: false }] : []
  return { kind: 'contact', id: row.id, gebied: row.gebied, title: markWords(displayName(row) || 'Zonder naam', text), snippet, detail, meetingId: null, agendaItemId: null, actionId: null, panelId: null, signalId: null }
}
