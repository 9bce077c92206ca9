import type Database from 'better-sqlite3'
import { audiences, type Audience } from '#core/model/access.ts'
import { kinds } from '#core/model/kinds.ts'
import { ownedBy, startOf, type FeedEntry, type FeedHead, type ReadTx } from '../contract.ts'
import type { Wall } from './wall.ts'

type Raw = [type: FeedEntry['type'], seq: number, kind: string, id: string, body: string | null]

/** The feed of one gebied: rows, note bodies and markers in the order of their numbers. */
export function feedReads(db: Database.Database, wall: Wall): Pick<ReadTx, 'feed' | 'feedAhead' | 'feedHeads'> {
  const mine = 'gebied = @gebied AND seq > @after'
  const seen = 'audience IN (@a0, @a1, @a2)'
  const page = db.prepare<[Record<string, string | number>], Raw>(`
SELECT 'r' AS type, seq, kind, id, body FROM row WHERE ${mine} AND ${seen}
UNION ALL SELECT type, seq, kind, id, NULL FROM marker WHERE ${mine} AND ${seen}
UNION ALL SELECT 'n', seq, 'note', id, NULL FROM note WHERE ${mine} AND @notes
ORDER BY seq LIMIT @limit`).raw()
  // The actions by their kind: there are few of them in a feed.
  const ahead = db.prepare<[Record<string, string | number>], Raw>(`
SELECT * FROM (SELECT 'r' AS type, seq, kind, id, body FROM row WHERE ${mine} AND ${seen} ORDER BY seq DESC LIMIT @newest)
UNION SELECT * FROM (SELECT 'r', seq, kind, id, body FROM row WHERE kind = 'action' AND +gebied = @gebied AND +seq > @after AND ${seen} AND instr(body, @owner) > 0 ORDER BY seq DESC LIMIT @newest)
ORDER BY seq`).raw()
  const count = db.prepare<[Record<string, string | number>], { n: number }>(`
SELECT (SELECT count(*) FROM row WHERE ${mine} AND ${seen}) + (SELECT count(*) FROM marker WHERE ${mine} AND ${seen}) + (SELECT count(*) FROM note WHERE ${mine} AND @notes) AS n`)
  const end = db.prepare<[string], { seq: number; floor: number; copied: number }>('SELECT seq, floor, copied FROM feed WHERE gebied = ?')
  const sums = db.prepare<[string], { audience: Audience; value: string }>('SELECT audience, value FROM digest WHERE gebied = ?')
  return {
    feedHeads: async (gebieden) => new Map(gebieden.flatMap((gebied): [string, FeedHead][] => {
      const found = wall.covers(gebied) ? end.get(gebied) : undefined
      return found ? [[gebied, { ...found, digests: Object.fromEntries(sums.all(gebied).map((d) => [d.audience, d.value])) }]] : []
    })),
    async feed({ gebied, head, after, audiences: allowed, limit, maxBytes }) {
      const { seq } = head
      const { from, reset } = startOf(head, after)
      if (from === seq || !wall.has(gebied)) return { entries: [], cursor: seq, more: false, total: 0, reset }
      const scope = { gebied, after: from, ...three(allowed), notes: allowed.includes(kinds.note.audience) ? 1 : 0 }
      const entries: FeedEntry[] = []
      let bytes = 0, cut = false
      for (const [type, at, kind, id, body] of page.iterate({ ...scope, limit })) {
        entries.push({ type, seq: at, kind, id, body })
        bytes += body?.length ?? 0
        if (bytes > maxBytes) { cut = true; break }
      }
      const full = cut || entries.length >= limit
      const total = full ? count.get(scope)!.n : entries.length
      const more = total > entries.length
      return { entries, cursor: more ? (entries.at(-1)?.seq ?? from) : seq, more, total, reset }
    },
    feedAhead: async ({ gebied, after, audiences: allowed, newest, memberId }) =>
      wall.has(gebied) ? ahead.all({ gebied, after, ...three(allowed), newest, owner: ownedBy(memberId) }).map(([type, seq, kind, id, body]) => ({ type, seq, kind, id, body })) : [],
  }
}

const three = (allowed: readonly Audience[]) => {
  const names = Object.keys(audiences) as Audience[]
  return Object.fromEntries(names.map((name, i) => [`a${i}`, allowed.includes(name) ? name : '']))
}
