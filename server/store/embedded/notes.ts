import type Database from 'better-sqlite3'
import type { NoteHead, ReadTx, StoredNote, WriteTx } from '../contract.ts'
import { sequences } from './rows.ts'
import type { Wall } from './wall.ts'

interface Raw { id: string; gebied: string; generation: number; state: Uint8Array | null; stateSeq: number }
type NoteReads = Pick<ReadTx, 'notes' | 'noteHead'>
type NoteWrites = Pick<WriteTx, 'appendNote' | 'replaceNote'>

/** Bodies of notes: a compacted document, then the updates since. */
export function noteReads(db: Database.Database, wall: Wall): NoteReads {
  const head = db.prepare<[string], NoteHead>('SELECT id, gebied, generation, (SELECT count(*) FROM note_update u WHERE u.id = note.id) AS waiting FROM note WHERE id = ?')
  const one = db.prepare<[string], Raw>('SELECT id, gebied, generation, state, state_seq AS stateSeq FROM note WHERE id = ?')
  const updates = db.prepare<[string], { seq: number; update: Uint8Array }>('SELECT seq, body AS "update" FROM note_update WHERE id = ? ORDER BY n')
  return {
    async noteHead(id) {
      const found = head.get(id)
      return found && wall.has(found.gebied) ? found : undefined
    },
    notes: async (ids) => new Map(ids.flatMap((id): [string, StoredNote][] => {
      const raw = one.get(id)
      return raw && wall.has(raw.gebied) ? [[id, { ...raw, updates: updates.all(id) }]] : []
    })),
  }
}

export function noteWrites(db: Database.Database, wall: Wall): NoteWrites {
  const next = sequences(db, wall)
  const begin = db.prepare<[string, string, number, number]>('INSERT INTO note (id, gebied, seq, generation, state, state_seq) VALUES (?, ?, ?, ?, NULL, 0) ON CONFLICT (id) DO UPDATE SET gebied = excluded.gebied, seq = excluded.seq, generation = excluded.generation')
  const add = db.prepare<[string, number, Uint8Array]>('INSERT INTO note_update (id, seq, body) VALUES (?, ?, ?)')
  const replace = db.prepare<[string, string, number, number, Uint8Array, number]>('INSERT OR REPLACE INTO note (id, gebied, seq, generation, state, state_seq) VALUES (?, ?, ?, ?, ?, ?)')
  const latest = db.prepare<[string], { seq: number }>('SELECT seq FROM note WHERE id = ?')
  const clear = db.prepare<[string]>('DELETE FROM note_update WHERE id = ?')
  return {
    async appendNote(id, gebied, generation, update) {
      wall.check(gebied)
      const seq = next(gebied)
      begin.run(id, gebied, seq, generation)
      add.run(id, seq, update)
    },
    async replaceNote(id, gebied, generation, state, how) {
      wall.check(gebied)
      // Compacting changes no text: the number stays, so that nobody fetches it again.
      const seq = how === 'compacted' ? (latest.get(id)?.seq ?? next(gebied)) : next(gebied)
      clear.run(id)
      replace.run(id, gebied, seq, generation, state, seq)
    },
  }
}
