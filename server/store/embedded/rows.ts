import type Database from 'better-sqlite3'
import { MUNICIPALITY } from '#core/model/define.ts'
import type { Audience } from '#core/model/access.ts'
import { addDigest, digestText, EMPTY_DIGEST, readDigest, rowDigest, takeDigest, type Digest } from '#core/sync/digest.ts'
import type { RowVersion } from '#core/sync/row.ts'
import { bodyOf, rowOf, type RawRow } from '../body.ts'
import { keyOf, kindsOfContact, type ReadTx, type RowKey, type StoredRow, type WriteTx } from '../contract.ts'
import type { Wall } from './wall.ts'

type RowReads = Pick<ReadTx, 'rows' | 'gebiedOfLink' | 'rowsOfKind' | 'rowsOfContact' | 'rowsWhere' | 'erased' | 'gebieden' | 'epoch'>
type RowWrites = Pick<WriteTx, 'claim' | 'putRows' | 'eraseRows' | 'tellErased' | 'addToLedger' | 'setEpoch'>

/** The expression and the kinds are those of the index row_contact. */
export const OF_CONTACT = `SELECT kind, id, gebied, body, bases FROM row WHERE json_extract(body, '$.f.contactId') = ? AND gebied = ? AND kind IN (${kindsOfContact.map((kind) => `'${kind}'`).join(', ')}) ORDER BY kind, id`

/** Rows and the ledger of erased ids. */
export function rowReads(db: Database.Database, wall: Wall): RowReads {
  const one = db.prepare<[string, string], RawRow>('SELECT kind, id, gebied, body, bases FROM row WHERE kind = ? AND id = ?')
  const ofKind = db.prepare<[string], RawRow>('SELECT kind, id, gebied, body, bases FROM row WHERE kind = ? ORDER BY id')
  const where = db.prepare<[{ kind: string; gebied: string; field: string; value: string }], RawRow>("SELECT kind, id, gebied, body, bases FROM row WHERE kind = @kind AND gebied = @gebied AND CASE json_type(body, '$.f.' || @field) WHEN 'array' THEN EXISTS (SELECT 1 FROM json_each(body, '$.f.' || @field) e WHERE e.value = @value) ELSE json_extract(body, '$.f.' || @field) = @value END ORDER BY id")
  const ofContact = db.prepare<[string, string], RawRow>(OF_CONTACT)
  const wiped = db.prepare<[string, string], { x: number }>('SELECT 1 AS x FROM erased WHERE kind = ? AND id = ?')
  const anyWiped = db.prepare<[], { x: number }>('SELECT 1 AS x FROM erased LIMIT 1')
  const known = db.prepare<[string], { id: string }>("SELECT id FROM row WHERE kind = 'gebied' UNION SELECT gebied FROM feed WHERE gebied <> ? ORDER BY 1")
  const epoch = db.prepare<[], { value: string }>("SELECT value FROM meta WHERE key = 'epoch'")
  return {
    async rows(keys) {
      const found = new Map<string, StoredRow>()
      for (const key of keys) { const raw = one.get(key.kind, key.id); if (raw && wall.has(raw.gebied, raw.kind)) found.set(keyOf(key), rowOf(raw)) }
      return found
    },
    gebiedOfLink: async (id) => one.get('doorLink', id)?.gebied,
    rowsOfKind: async (kind) => ofKind.all(kind).filter((raw) => wall.has(raw.gebied, kind)).map(rowOf),
    rowsOfContact: async (gebied, contactId) => ofContact.all(contactId, gebied).filter((raw) => wall.has(raw.gebied, raw.kind)).map(rowOf),
    rowsWhere: async (gebied, kind, field, value) => (wall.has(gebied, kind) ? where.all({ kind, gebied, field, value }).map(rowOf) : []),
    erased: async (keys) => new Set(anyWiped.get() ? keys.filter((k) => wiped.get(k.kind, k.id)).map(keyOf) : []),
    gebieden: async () => known.all(MUNICIPALITY).map((g) => g.id),
    epoch: async () => epoch.get()!.value,
  }
}

/** Hands out the next numbers of a gebied; the transaction holds the only write lock there is. */
export function sequences(db: Database.Database, wall: Wall) {
  const take = db.prepare<[string, number], { seq: number }>('INSERT INTO feed (gebied, seq) VALUES (?, ?) ON CONFLICT (gebied) DO UPDATE SET seq = seq + excluded.seq RETURNING seq')
  return (gebied: string, count = 1): number => {
    if (!wall.covers(gebied)) throw new Error('written outside the gebieden or kinds of the transaction')
    return take.get(gebied, count)!.seq - count + 1
  }
}

/** Rows, the ledger and the digests that follow them. */
export function rowWrites(db: Database.Database, wall: Wall): RowWrites {
  const next = sequences(db, wall)
  const one = db.prepare<[string, string], RawRow>('SELECT kind, id, gebied, body, bases FROM row WHERE kind = ? AND id = ?')
  const noteAt = db.prepare<[string], string>('SELECT gebied FROM note WHERE id = ?').pluck()
  const put = db.prepare<[string, string, string, number, string, string, string]>('INSERT INTO row (kind, id, gebied, seq, audience, body, bases) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET gebied = excluded.gebied, seq = excluded.seq, audience = excluded.audience, body = excluded.body, bases = excluded.bases')
  // What stays where it is needs no look at the index by id.
  const renew = db.prepare<[number, string, string, string, string, string]>('UPDATE row SET seq = ?, audience = ?, body = ?, bases = ? WHERE kind = ? AND id = ?')
  const mark = db.prepare<[string, number, string, string, string, string]>('INSERT OR REPLACE INTO marker (gebied, seq, type, kind, id, audience) VALUES (?, ?, ?, ?, ?, ?)')
  const unmark = db.prepare<[string, string, string]>('DELETE FROM marker WHERE kind = ? AND id = ? AND gebied = ?')
  const moveNote = db.prepare<[string, number, number, string]>('UPDATE note SET gebied = ?, seq = ?, state_seq = ? WHERE id = ?')
  const renumber = db.prepare<[number, string]>('UPDATE note_update SET seq = ? WHERE id = ?')
  const removeRow = db.prepare<[string, string]>('DELETE FROM row WHERE kind = ? AND id = ?')
  const removeNote = db.prepare<[string]>('DELETE FROM note WHERE id = ?')
  const removeUpdates = db.prepare<[string]>('DELETE FROM note_update WHERE id = ?')
  const remember = db.prepare<[string, string, number]>('INSERT OR IGNORE INTO erased (kind, id, at) VALUES (?, ?, ?)')
  const hasNote = db.prepare<[string], { x: number }>('SELECT 1 AS x FROM note WHERE id = ?')
  const scrubLater = db.prepare("INSERT OR REPLACE INTO meta VALUES ('scrub', 'due')")
  const setEpoch = db.prepare<[string]>("UPDATE meta SET value = ? WHERE key = 'epoch'"), copied = db.prepare('UPDATE feed SET copied = seq')
  const startSums = digestKeeper(db)

  const leave = (type: 'g' | 'e', row: RowVersion, audience: Audience) => { mark.run(row.gebied, next(row.gebied), type, row.kind, row.id, audience) }
  const tell = ({ kind, id }: RowKey) => { mark.run(MUNICIPALITY, next(MUNICIPALITY), 'e', kind, id, 'team') }
  // Numbers of another feed mean nothing here: everyone in the new gebied gets the whole note.
  const takeNote = (row: RowVersion) => { const seq = next(row.gebied); moveNote.run(row.gebied, seq, seq, row.id); renumber.run(seq, row.id) }
  return {
    // Nobody else writes: the transaction holds the only write lock there is.
    async claim(_gebieden, keys) {
      const rows = new Map<string, StoredRow>(), elsewhere = new Set<string>()
      for (const key of keys) {
        const raw = one.get(key.kind, key.id), noteGebied = key.kind === 'note' ? noteAt.get(key.id) : undefined
        if ((raw && !wall.covers(raw.gebied)) || (noteGebied !== undefined && !wall.covers(noteGebied))) elsewhere.add(keyOf(key))
        else if (raw && wall.has(raw.gebied, raw.kind)) rows.set(keyOf(key), rowOf(raw))
      }
      return { rows, elsewhere }
    },
    async putRows(rows) {
      const sums = startSums()
      const counts = new Map<string, number>()
      for (const { after } of rows) counts.set(after.row.gebied, (counts.get(after.row.gebied) ?? 0) + 1)
      const first = new Map([...counts].map(([gebied, n]) => [gebied, next(gebied, n)]))
      const runs = new Map([...first].map(([gebied, seq]) => [gebied, [seq, seq + counts.get(gebied)! - 1] as const]))
      for (const { before, after, audience } of rows) {
        const { row } = after
        wall.check(row.gebied, row.kind)
        const seq = first.get(row.gebied)!
        first.set(row.gebied, seq + 1)
        if (before && before.row.gebied !== row.gebied) {
          leave('g', before.row, audience)
          unmark.run(row.kind, row.id, row.gebied)
          if (row.kind === 'note' && hasNote.get(row.id)) takeNote(row)
        }
        const body = bodyOf(row), bases = JSON.stringify(after.bases)
        if (before?.row.gebied === row.gebied) renew.run(seq, audience, body, bases, row.kind, row.id); else put.run(row.kind, row.id, row.gebied, seq, audience, body, bases)
        if (before) sums.take(before.row, audience)
        sums.add(row, audience)
      }
      sums.flush()
      return runs
    },
    async eraseRows(rows, audienceOf, at) {
      if (rows.length > 0) scrubLater.run()
      const sums = startSums()
      for (const { row } of rows) {
        removeRow.run(row.kind, row.id)
        if (row.kind === 'note') { removeNote.run(row.id); removeUpdates.run(row.id) }
        remember.run(row.kind, row.id, at)
        leave('e', row, audienceOf(row))
        // [E5] Also whoever lost this gebied or this role may still hold something about it, among what was refused.
        if (row.gebied !== MUNICIPALITY) tell(row)
        sums.take(row, audienceOf(row))
      }
      sums.flush()
    },
    async tellErased(keys) { for (const key of keys) tell(key) },
    async addToLedger(keys: readonly RowKey[], at) { for (const k of keys) remember.run(k.kind, k.id, at) },
    async setEpoch(epoch) { setEpoch.run(epoch); copied.run() },
  }
}

/** Collects the differences of a batch and writes each sum once. */
function digestKeeper(db: Database.Database) {
  const get = db.prepare<[string, string], { value: string }>('SELECT value FROM digest WHERE gebied = ? AND audience = ?')
  const set = db.prepare<[string, string, string]>('INSERT OR REPLACE INTO digest (gebied, audience, value) VALUES (?, ?, ?)')
  return () => {
    const open = new Map<string, { gebied: string; audience: Audience; sum: Digest }>()
    const at = ({ gebied }: RowVersion, audience: Audience) => {
      const key = `${audience} ${gebied}`
      const held = open.get(key)
      if (held) return held
      const stored = get.get(gebied, audience)
      const entry = { gebied, audience, sum: stored ? readDigest(stored.value) : EMPTY_DIGEST }
      open.set(key, entry)
      return entry
    }
    const of = (row: RowVersion) => rowDigest(row.kind, row.id, row.stamp, row.overrides)
    return {
      add: (row: RowVersion, audience: Audience) => { const e = at(row, audience); e.sum = addDigest(e.sum, of(row)) },
      take: (row: RowVersion, audience: Audience) => { const e = at(row, audience); e.sum = takeDigest(e.sum, of(row)) },
      flush: () => { for (const e of open.values()) set.run(e.gebied, e.audience, digestText(e.sum)) },
    }
  }
}
