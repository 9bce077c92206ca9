import { kinds } from '#core/model/kinds.ts'
import type { Audience } from '#core/model/access.ts'
import { digestText } from '#core/sync/digest.ts'
import { ownedBy, startOf, type FeedEntry, type FeedHead, type ReadTx } from '../contract.ts'
import type { Sql } from './sql.ts'

const mine = 'gebied = $1 AND seq > $2'
const seen = 'audience = ANY ($3::text[])'
const parts = [
  `SELECT 'r' AS type, seq, kind, id, body FROM feed_row WHERE ${mine} AND ${seen}`,
  `SELECT type, seq, kind, id, NULL AS body FROM marker WHERE ${mine} AND ${seen}`,
  `SELECT 'n' AS type, seq, 'note' AS kind, id, NULL AS body FROM note WHERE ${mine} AND $4::boolean`,
]
/** Each part stops at the limit by itself, along its own index; only what lies before the byte limit is sent. */
const page = `
SELECT type, seq, kind, id, body FROM (
  SELECT *, sum(coalesce(octet_length(body), 0)) OVER (ORDER BY seq ROWS UNBOUNDED PRECEDING) - coalesce(octet_length(body), 0) AS before
  FROM (${parts.map((part) => `(${part} ORDER BY seq LIMIT $5)`).join(' UNION ALL ')} ORDER BY seq LIMIT $5) p
) q WHERE before <= $6 ORDER BY seq`
const count = `SELECT count(*) AS n FROM (${parts.map((part) => part.replace(/ body( FROM feed_row)/, ' NULL AS body$1')).join(' UNION ALL ')}) p`
const row = `SELECT 'r' AS type, seq, kind, id, body FROM feed_row WHERE ${mine} AND ${seen}`
const ahead = `
SELECT * FROM (${row} ORDER BY seq DESC LIMIT $4) newest
UNION SELECT * FROM (${row} AND kind = 'action' AND position($5 IN body) > 0 ORDER BY seq DESC LIMIT $4) own
ORDER BY seq`
const heads = `
SELECT f.gebied, f.seq, f.floor, f.copied, d.audience, d.a, d.b FROM feed f LEFT JOIN digest d ON d.gebied = f.gebied WHERE f.gebied = ANY ($1::text[])`

interface RawHead { gebied: string; seq: number; floor: number; copied: number; audience: Audience | null; a: number; b: number }

/** The feed of one gebied: rows, note bodies and markers in the order of their numbers. */
export function feedReads(sql: Sql): Pick<ReadTx, 'feed' | 'feedAhead' | 'feedHeads'> {
  return {
    async feedHeads(gebieden) {
      const found = new Map<string, FeedHead>()
      for (const { gebied, seq, floor, copied, audience, a, b } of await sql.rows<RawHead>(heads, [[...gebieden]])) {
        const digests = found.get(gebied)?.digests ?? {}
        found.set(gebied, { seq, floor, copied, digests: audience === null ? digests : { ...digests, [audience]: digestText({ a, b }) } })
      }
      return found
    },
    async feed({ gebied, head, after, audiences, limit, maxBytes }) {
      const { from, reset } = startOf(head, after)
      if (from === head.seq) return { entries: [], cursor: head.seq, more: false, total: 0, reset }
      const scope = [gebied, from, [...audiences], audiences.includes(kinds.note.audience)]
      const entries = await sql.rows<FeedEntry>(page, [...scope, limit, maxBytes])
      const full = entries.length >= limit || entries.reduce((n, e) => n + (e.body?.length ?? 0), 0) > maxBytes
      const total = full ? (await sql.rows<{ n: number }>(count, scope))[0]!.n : entries.length
      const more = total > entries.length
      return { entries, cursor: more ? (entries.at(-1)?.seq ?? from) : head.seq, more, total, reset }
    },
    feedAhead: ({ gebied, after, audiences, newest, memberId }) => sql.rows<FeedEntry>(ahead, [gebied, after, [...audiences], newest, ownedBy(memberId)]),
  }
}
