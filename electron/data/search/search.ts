import type { SearchAnswer, SearchGroup, SearchHit } from '#core/contract/search.ts'
import { searchKinds, type SearchKind } from '#core/search/kinds.ts'
import { markWords, matchQuery, searchWords, snippetOf } from '#core/search/match.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { fold } from '#core/text/fold.ts'
import { gebiedenOf } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'
import { searchContacts } from './contacts.ts'
import { dayOfRow, describeHit, type Described } from './describe.ts'

type IndexedKind = Exclude<SearchKind, 'contact'>
interface Found { rowid: number; id: string; gebied: string; title: string }

/** Of everything that matches within a kind the newest are weighed, and of these the best are looked at. More costs time on every keystroke and is not seen. */
const WEIGHED = 60
const CANDIDATES = 30
const HALF_LIFE_DAYS = 180
/** The rowid of the index is the number of its kind times this, plus the row's own. */
const KIND_SPAN = 2 ** 40

export interface SearchQuestion { readonly text: string; readonly gebieden: 'all' | readonly string[]; readonly limit: number; readonly kinds?: readonly SearchKind[] | undefined }

/** Everything that holds all the words, best first within its kind. Whatever is typed, this never throws. */
export function searchAll(context: DataContext, { text, gebieden: asked, limit, kinds = searchKinds }: SearchQuestion): SearchAnswer {
  const match = matchQuery(text)
  if (match === null) return { groups: [] }
  const gebieden = gebiedenOf(context, asked)
  const words = searchWords(text).map(fold)
  // One letter begins nearly everything: only surnames are worth showing.
  const others = kinds.some((kind) => kind !== 'contact') && words.some((word) => word.length > 1) ? newestPerKind(context, match, gebieden) : new Map<string, Found[]>()
  const groups = searchKinds.filter((kind) => kinds.includes(kind)).map((kind) => (kind === 'contact' ? searchContacts(context, text, gebieden, limit) : groupOf(context, kind, others.get(kind) ?? [], text, words, limit)))
  return { groups: groups.filter((group) => group.hits.length > 0) }
}

/** One pass over the index for all kinds: each further MATCH would gather all beginnings of words again. */
function newestPerKind(context: DataContext, match: string, gebieden: readonly string[] | null): Map<string, Found[]> {
  const { db } = context.store
  const rowids = db.prepare(`SELECT rowid FROM (SELECT rowid, row_number() OVER (PARTITION BY rowid / ${KIND_SPAN} ORDER BY rowid DESC) AS nth FROM search WHERE search MATCH ?) WHERE nth <= ${gebieden ? WEIGHED * 5 : WEIGHED}`).pluck().all(match) as number[]
  const rows = db.prepare(`SELECT s.rowid, s.kind, s.subject AS id, s.gebied, s.title FROM json_each(?) j CROSS JOIN search s ON s.rowid = j.value`).all(JSON.stringify(rowids)) as (Found & { kind: string })[]
  const wanted = gebieden ? new Set(gebieden) : null
  // What belongs to the whole municipality belongs to every gebied.
  return Map.groupBy(wanted ? rows.filter((row) => wanted.has(row.gebied) || row.gebied === MUNICIPALITY) : rows, (row) => row.kind)
}

/**
 * Words in the title first, then what is near in time. Every word must be there, so how rare a word is (the heart of bm25)
 * says nothing, and asking it costs a pass over all rows for each word.
 */
function groupOf(context: DataContext, kind: IndexedKind, found: readonly Found[], text: string, words: readonly string[], limit: number): SearchGroup {
  const now = context.now().getTime()
  const byTitle = found.map((row) => ({ row, score: titleScore(row.title, words) })).sort((a, b) => b.score - a.score || b.row.rowid - a.row.rowid).slice(0, CANDIDATES)
  const ranked = byTitle.map(({ row, score }) => ({ row, score: score + recency(dayOfRow(context, kind, row.id), now) })).sort((a, b) => b.score - a.score)
  const hits: SearchHit[] = []
  for (const { row } of ranked) {
    const about = describeHit(context, kind, row.id)
    if (about && hits.length === limit) return { kind, hits, more: true }
    if (about) hits.push(toHit(context, kind, row, about, text))
  }
  return { kind, hits, more: false }
}

/** Per word: 2 for a whole word of the title, 1.5 for the beginning of one, 0 when it stands only in the body. */
function titleScore(title: string, words: readonly string[]): number {
  const own = fold(title).split(/[^\p{L}\p{N}]+/u)
  return words.reduce((sum, word) => sum + (own.includes(word) ? 2 : own.some((o) => o.startsWith(word)) ? 1.5 : 0), 0) / Math.max(1, words.length)
}

/** 1 for today, half of that half a year away, on either side. */
function recency(day: string | null, now: number): number {
  if (day === null) return 0
  const days = Math.abs(now - Date.parse(day.slice(0, 10))) / 86_400_000
  return Number.isFinite(days) ? 0.5 ** (days / HALF_LIFE_DAYS) : 0
}

function toHit(context: DataContext, kind: IndexedKind, row: Found, about: Described, text: string): SearchHit {
  const body = context.store.db.prepare('SELECT body FROM search WHERE rowid = ?').pluck().get(BigInt(row.rowid)) as string
  return {
    kind, id: row.id, gebied: row.gebied, title: markWords(about.title, text), snippet: snippetOf(body, text),
    detail: about.detail, meetingId: about.meetingId ?? null, agendaItemId: about.agendaItemId ?? null, actionId: about.actionId ?? null, signalId: about.signalId ?? null, panelId: about.panelId ?? null,
  }
}
