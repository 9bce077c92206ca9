import type { SearchAnswer, SearchGroup, SearchHit, SearchKind } from '#core/contract/search.ts'
import { searchKinds } from '#core/contract/search.ts'
import { HIT_END, HIT_START, markedParts, markWords, matchQuery } from '#core/search/match.ts'
import { gebiedenOf } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'
import { searchContacts } from './contacts.ts'
import { describeHit, type Described } from './describe.ts'

type IndexedKind = Exclude<SearchKind, 'contact'>
interface Found { id: string; gebied: string; snippet: string; rank: number }

/** Best matches that are looked at per kind before recent ones are put first. */
const CANDIDATES = 40
const KIND_SPAN = 2 ** 40
const HALF_LIFE_DAYS = 180

/** Everything that holds all the words, best first within its kind. Whatever is typed, this never throws. */
export function searchAll(context: DataContext, text: string, asked: 'all' | readonly string[], limit: number): SearchAnswer {
  const match = matchQuery(text)
  if (match === null) return { groups: [] }
  const gebieden = gebiedenOf(context, asked)
  const groups = searchKinds.map((kind) => (kind === 'contact' ? searchContacts(context, text, gebieden, limit) : searchKind(context, kind, match, text, gebieden, limit)))
  return { groups: groups.filter((group) => group.hits.length > 0) }
}

function searchKind(context: DataContext, kind: IndexedKind, match: string, text: string, gebieden: readonly string[] | null, limit: number): SearchGroup {
  const { db } = context.store
  const number = db.prepare('SELECT number FROM kindNumber WHERE kind = ?').pluck().get(kind) as number | undefined
  if (number === undefined) return { kind, hits: [], more: false }
  // The rowid holds the kind, so the index itself skips every other kind.
  const found = db.prepare(`SELECT subject AS id, gebied, snippet(search, 4, char(1), char(2), '…', 18) AS snippet, rank FROM search
    WHERE search MATCH :match AND rowid >= :low AND rowid < :high AND rank MATCH 'bm25(0, 0, 0, 6, 1)' ${gebieden ? 'AND gebied IN (SELECT value FROM json_each(:gebieden))' : ''}
    ORDER BY rank LIMIT ${CANDIDATES}`).all({ match, low: number * KIND_SPAN, high: (number + 1) * KIND_SPAN, ...(gebieden ? { gebieden: JSON.stringify(gebieden) } : {}) }) as Found[]
  const now = context.now().getTime()
  const described = found.map((row) => ({ row, about: describeHit(context, kind, row.id) })).filter((d): d is { row: Found; about: Described } => d.about !== null)
  const ranked = described.map((d) => ({ ...d, score: d.row.rank * (1 + recency(d.about.day, now)) })).sort((a, b) => a.score - b.score)
  return { kind, hits: ranked.slice(0, limit).map(({ row, about }) => toHit(kind, row, about, text)), more: ranked.length > limit }
}

/** 1 for today, half of that half a year away, on either side. */
function recency(day: string | null, now: number): number {
  if (day === null) return 0
  const days = Math.abs(now - Date.parse(day.slice(0, 10))) / 86_400_000
  return Number.isFinite(days) ? 0.5 ** (days / HALF_LIFE_DAYS) : 0
}

function toHit(kind: IndexedKind, row: Found, about: Described, text: string): SearchHit {
  const shown = row.snippet.includes(HIT_START) || about.title === '' ? row.snippet : ''
  const same = shown.replaceAll(HIT_START, '').replaceAll(HIT_END, '') === about.title
  return {
    kind, id: row.id, gebied: row.gebied, title: markWords(about.title, text), snippet: same ? [] : markedParts(shown.replace(/\s+/gu, ' ')),
    detail: about.detail, meetingId: about.meetingId ?? null, agendaItemId: about.agendaItemId ?? null, actionId: about.actionId ?? null,
  }
}
