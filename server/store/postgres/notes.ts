import type { NoteHead, ReadTx, StoredNote, WriteTx } from '../contract.ts'
import { numbers } from './numbers.ts'
import type { Sql } from './sql.ts'

type NoteReads = Pick<ReadTx, 'notes' | 'noteHead'>
type NoteWrites = Pick<WriteTx, 'appendNote' | 'replaceNote'>
interface RawNote { id: string; gebied: string; generation: number; state: Uint8Array | null; stateSeq: number }
interface RawUpdate { id: string; seq: number; update: Uint8Array }

/** Bodies of notes: a compacted document, then the updates since. */
export function noteReads(sql: Sql): NoteReads {
  return {
    noteHead: async (id) => (await sql.rows<NoteHead>('SELECT id, gebied, generation, (SELECT count(*) FROM note_update u WHERE u.id = note.id) AS waiting FROM note WHERE id = $1', [id]))[0],
    async notes(ids) {
      const [notes, updates] = await Promise.all([
        sql.rows<RawNote>('SELECT id, gebied, generation, state, state_seq AS "stateSeq" FROM note WHERE id = ANY ($1::text[])', [[...ids]]),
        sql.rows<RawUpdate>('SELECT id, seq, body AS update FROM note_update WHERE id = ANY ($1::text[]) ORDER BY id, n', [[...ids]]),
      ])
      const byNote = Map.groupBy(updates, (u) => u.id)
      return new Map(notes.map((n): [string, StoredNote] => [n.id, { ...n, updates: (byNote.get(n.id) ?? []).map(({ seq, update }) => ({ seq, update })) }]))
    },
  }
}

export function noteWrites(sql: Sql): NoteWrites {
  const next = numbers(sql)
  return {
    async appendNote(id, gebied, generation, update) {
      const seq = (await next([gebied]))(gebied)
      sql.send('INSERT INTO note (id, gebied, seq, generation, state, state_seq) VALUES ($1, $2, $3, $4, NULL, 0) ON CONFLICT (id) DO UPDATE SET gebied = excluded.gebied, seq = excluded.seq, generation = excluded.generation', [id, gebied, seq, generation])
      sql.send('INSERT INTO note_update (id, gebied, seq, body) VALUES ($1, $2, $3, $4)', [id, gebied, seq, Buffer.from(update)])
    },
    async replaceNote(id, gebied, generation, state, how) {
      // Compacting changes no text: the number stays, so that nobody fetches it again.
      const held = how === 'compacted' ? (await sql.rows<{ seq: number }>('SELECT seq FROM note WHERE id = $1', [id]))[0]?.seq : undefined
      const seq = held ?? (await next([gebied]))(gebied)
      sql.send('DELETE FROM note_update WHERE id = $1', [id])
      sql.send('INSERT INTO note (id, gebied, seq, generation, state, state_seq) VALUES ($1, $2, $3, $4, $5, $3) ON CONFLICT (id) DO UPDATE SET gebied = excluded.gebied, seq = excluded.seq, generation = excluded.generation, state = excluded.state, state_seq = excluded.state_seq', [id, gebied, seq, generation, Buffer.from(state)])
    },
  }
}
