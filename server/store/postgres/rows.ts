import { MUNICIPALITY } from '#core/model/define.ts'
import type { Audience } from '#core/model/access.ts'
import { addDigest, EMPTY_DIGEST, rowDigest, takeDigest, type Digest } from '#core/sync/digest.ts'
import type { RowVersion } from '#core/sync/row.ts'
import { bodyOf, rowOf, type RawRow } from '../body.ts'
import { keyOf, type NumberRun, type ReadTx, type RowKey, type RowWrite, type StoredRow, type WriteTx } from '../contract.ts'
import { numbers } from './numbers.ts'
import type { Sql } from './sql.ts'

type RowReads = Pick<ReadTx, 'within' | 'rows' | 'gebiedOfLink' | 'rowsOfKind' | 'rowsOfContact' | 'rowsWhere' | 'erased' | 'gebieden' | 'epoch'>
type RowWrites = Pick<WriteTx, 'claim' | 'putRows' | 'eraseRows' | 'tellErased' | 'addToLedger' | 'setEpoch'>

const columns = 'r.kind, r.id, r.gebied, r.body, r.bases'
const ofKeys = 'FROM unnest($1::text[], $2::text[]) k(kind, id) JOIN feed_row r ON r.kind = k.kind AND r.id = k.id'
/** A list of keys as two lists, for unnest. */
const lists = (keys: readonly RowKey[]): [string[], string[]] => [keys.map((k) => k.kind), keys.map((k) => k.id)]

/** Rows and the ledger of erased ids. */
export function rowReads(sql: Sql): RowReads {
  return {
    // Until the transaction ends, and no longer: connections are shared.
    async within(gebieden, kinds = []) { sql.send("SELECT set_config('gebiedsboek.gebieden', $1, true), set_config('gebiedsboek.kinds', $2, true)", [[...gebieden].join(','), kinds.join(',')]) },
    async rows(keys) {
      if (keys.length === 0) return new Map()
      return new Map((await sql.rows<RawRow>(`SELECT ${columns} ${ofKeys}`, lists(keys))).map((raw) => [keyOf(raw), rowOf(raw)]))
    },
    gebiedOfLink: async (id) => (await sql.rows<{ gebied: string | null }>('SELECT gebied_of_link($1) AS gebied', [id]))[0]?.gebied ?? undefined,
    rowsOfKind: async (kind) => (await sql.rows<RawRow>(`SELECT ${columns} FROM feed_row r WHERE kind = $1 ORDER BY id`, [kind])).map(rowOf),
    rowsOfContact: async (gebied, contactId) => (await sql.rows<RawRow>(`SELECT ${columns} FROM feed_row r WHERE contact_id = $1 AND gebied = $2 ORDER BY kind, id`, [JSON.stringify(contactId).slice(1, -1), gebied])).map(rowOf),
    async rowsWhere(gebied, kind, field, value) {
      // Which of these have the value in this field is read here: PostgreSQL cannot read every JSON that JavaScript writes.
      const likely = await sql.rows<RawRow>(`SELECT ${columns} FROM feed_row r WHERE kind = $1 AND gebied = $2 AND position($3 IN body) > 0 ORDER BY id`, [kind, gebied, JSON.stringify(value)])
      return likely.map(rowOf).filter(({ row: { fields } }) => { const held = fields[field]; return held === value || (Array.isArray(held) && held.includes(value)) })
    },
    async erased(keys) {
      if (keys.length === 0) return new Set()
      return new Set((await sql.rows<RowKey>('SELECT e.kind, e.id FROM unnest($1::text[], $2::text[]) k(kind, id) JOIN erased e ON e.kind = k.kind AND e.id = k.id', lists(keys))).map(keyOf))
    },
    gebieden: async () => (await sql.rows<{ id: string }>('SELECT id FROM known_gebieden($1) AS k(id)', [MUNICIPALITY])).map((r) => r.id),
    epoch: async () => (await sql.rows<{ value: string }>("SELECT value FROM meta WHERE key = 'epoch'"))[0]!.value,
  }
}

/** Rows, the ledger and the digests that follow them. */
export function rowWrites(sql: Sql): RowWrites {
  const next = numbers(sql)
  const remember = (keys: readonly RowKey[], at: number) => {
    if (keys.length > 0) sql.send('INSERT INTO erased (kind, id, at) SELECT kind, id, $3 FROM unnest($1::text[], $2::text[]) k(kind, id) ON CONFLICT DO NOTHING', [...lists(keys), at])
  }
  const mark = (type: 'g' | 'e', left: readonly { row: RowKey & Pick<RowVersion, 'gebied'>; audience: Audience; seq: number }[]) => {
    if (left.length === 0) return
    sql.send(`INSERT INTO marker (gebied, seq, type, kind, id, audience) SELECT gebied, seq, $6, kind, id, audience FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[]) m(gebied, seq, kind, id, audience)
      ON CONFLICT (kind, id, gebied) DO UPDATE SET seq = excluded.seq, type = excluded.type, audience = excluded.audience`,
    [left.map((l) => l.row.gebied), left.map((l) => l.seq), left.map((l) => l.row.kind), left.map((l) => l.row.id), left.map((l) => l.audience), type])
  }
  return {
    async claim(gebieden, keys) {
      const found = await sql.rows<RawRow & { body: string | null }>('SELECT kind, id, gebied, body, bases FROM claim($1, $2, $3)', [[...gebieden], ...lists(keys)])
      const here = found.filter((raw): raw is RawRow => raw.body !== null)
      return { rows: new Map<string, StoredRow>(here.map((raw) => [keyOf(raw), rowOf(raw)])), elsewhere: new Set(found.filter((raw) => raw.body === null).map(keyOf)) }
    },
    async putRows(rows) {
      if (rows.length === 0) return new Map()
      const moved = rows.filter((w) => w.before && w.before.row.gebied !== w.after.row.gebied)
      const movedNotes = moved.filter((w) => w.after.row.kind === 'note')
      const take = await next([rows.map((w) => w.after.row.gebied), moved.map((w) => w.before!.row.gebied), movedNotes.map((w) => w.after.row.gebied)].flat())
      const numbered = rows.map((w) => ({ ...w, seq: take(w.after.row.gebied) }))
      mark('g', moved.map(({ before, audience }) => ({ row: before!.row, audience, seq: take(before!.row.gebied) })))
      if (moved.length > 0) sql.send('DELETE FROM marker m USING unnest($1::text[], $2::text[], $3::text[]) k(kind, id, gebied) WHERE m.kind = k.kind AND m.id = k.id AND m.gebied = k.gebied', [...lists(moved.map((w) => w.after.row)), moved.map((w) => w.after.row.gebied)])
      for (const { after: { row } } of movedNotes) moveNote(sql, row, take(row.gebied))
      upsert(sql, numbered)
      writeDigests(sql, rows.flatMap(({ before, after, audience }) => [...(before ? [{ row: before.row, audience, gone: true }] : []), { row: after.row, audience, gone: false }]))
      return runsOf(numbered)
    },
    async eraseRows(rows, audienceOf, at) {
      if (rows.length === 0) return
      const gone = rows.map(({ row }) => ({ row, audience: audienceOf(row), gone: true }))
      // [E5] Also whoever lost this gebied or this role may still hold something about it, among what was refused.
      const told = gone.filter((g) => g.row.gebied !== MUNICIPALITY).map(({ row }) => ({ row: { ...row, gebied: MUNICIPALITY }, audience: 'team' as const }))
      const take = await next([...gone, ...told].map((g) => g.row.gebied))
      const keys = lists(gone.map((g) => g.row)), noteIds = gone.filter((g) => g.row.kind === 'note').map((g) => g.row.id)
      sql.send('DELETE FROM feed_row r USING unnest($1::text[], $2::text[]) k(kind, id) WHERE r.kind = k.kind AND r.id = k.id', keys)
      for (const table of noteIds.length > 0 ? ['note', 'note_update'] : []) sql.send(`DELETE FROM ${table} WHERE id = ANY ($1::text[])`, [noteIds])
      remember(gone.map((g) => g.row), at)
      mark('e', [...gone, ...told].map((g) => ({ ...g, seq: take(g.row.gebied) })))
      writeDigests(sql, gone)
    },
    async tellErased(keys) {
      const take = await next(keys.map(() => MUNICIPALITY))
      mark('e', keys.map(({ kind, id }) => ({ row: { kind, id, gebied: MUNICIPALITY }, audience: 'team', seq: take(MUNICIPALITY) })))
    },
    async addToLedger(keys, at) { remember(keys, at) },
    async setEpoch(epoch) { sql.send('SELECT begin_epoch($1)', [epoch]) },
  }
}

function upsert(sql: Sql, rows: readonly (RowWrite & { readonly seq: number })[]): void {
  sql.send(`INSERT INTO feed_row (kind, id, gebied, seq, audience, body, bases) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[])
    ON CONFLICT (kind, id) DO UPDATE SET gebied = excluded.gebied, seq = excluded.seq, audience = excluded.audience, body = excluded.body, bases = excluded.bases`,
  [...lists(rows.map((w) => w.after.row)), rows.map((w) => w.after.row.gebied), rows.map((w) => w.seq), rows.map((w) => w.audience), rows.map((w) => bodyOf(w.after.row)), rows.map((w) => JSON.stringify(w.after.bases))])
}

/** Numbers of another feed mean nothing here: everyone in the new gebied gets the whole note. */
function moveNote(sql: Sql, { id, gebied }: RowVersion, seq: number): void {
  sql.send('UPDATE note SET gebied = $2, seq = $3, state_seq = $3 WHERE id = $1', [id, gebied, seq])
  sql.send('UPDATE note_update SET gebied = $2, seq = $3 WHERE id = $1', [id, gebied, seq])
}

function runsOf(rows: readonly (RowWrite & { readonly seq: number })[]): ReadonlyMap<string, NumberRun> {
  const runs = new Map<string, NumberRun>()
  for (const { after: { row: { gebied } }, seq } of rows) runs.set(gebied, [runs.get(gebied)?.[0] ?? seq, seq])
  return runs
}

const WRAP = 2 ** 32

/** Adds the differences of a batch to the sums that are kept, one statement for all. */
function writeDigests(sql: Sql, rows: readonly { row: RowVersion; audience: Audience; gone: boolean }[]): void {
  const sums = new Map<string, { gebied: string; audience: Audience; sum: Digest }>()
  for (const { row, audience, gone } of rows) {
    const key = `${row.gebied} ${audience}`, held = sums.get(key)?.sum ?? EMPTY_DIGEST
    const one = rowDigest(row.kind, row.id, row.stamp, row.overrides)
    sums.set(key, { gebied: row.gebied, audience, sum: gone ? takeDigest(held, one) : addDigest(held, one) })
  }
  const all = [...sums.values()]
  sql.send(`INSERT INTO digest (gebied, audience, a, b) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[])
    ON CONFLICT (gebied, audience) DO UPDATE SET a = (digest.a + excluded.a) % ${WRAP}, b = (digest.b + excluded.b) % ${WRAP}`,
  [all.map((s) => s.gebied), all.map((s) => s.audience), all.map((s) => s.sum.a), all.map((s) => s.sum.b)])
}
