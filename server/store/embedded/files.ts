import type Database from 'better-sqlite3'
import type { ReadTx, StoredFile, WriteTx } from '../contract.ts'
import { joined } from '../joined.ts'
import type { Wall } from './wall.ts'

type Raw = Omit<StoredFile, 'complete'> & { readonly complete: number }
type FileReads = Pick<ReadTx, 'file' | 'filesOf' | 'fileBytes'>
type FileWrites = Pick<WriteTx, 'putFile' | 'dropFiles'>

const fileOf = (raw: Raw): StoredFile => ({ ...raw, complete: raw.complete === 1 })

/** Bytes of attachments, in parts as they came. */
export function fileReads(db: Database.Database, wall: Wall): FileReads {
  const one = db.prepare<[string, string], Raw>('SELECT gebied, hash, size, received, complete, at FROM file WHERE gebied = ? AND hash = ?')
  const all = db.prepare<[string], Raw>('SELECT gebied, hash, size, received, complete, at FROM file WHERE gebied = ? ORDER BY hash')
  const parts = db.prepare<[string, string, number, number], { start: number; body: Uint8Array }>('SELECT start, body FROM file_part WHERE gebied = ? AND hash = ? AND start < ? AND start + length(body) > ? ORDER BY start')
  return {
    async file({ gebied, hash }) {
      const raw = wall.has(gebied) ? one.get(gebied, hash) : undefined
      return raw && fileOf(raw)
    },
    filesOf: async (gebied) => (wall.has(gebied) ? all.all(gebied).map(fileOf) : []),
    fileBytes: async ({ gebied, hash }, from, length) => joined(wall.has(gebied) ? parts.all(gebied, hash, from + length, from) : [], from, length),
  }
}

export function fileWrites(db: Database.Database, wall: Wall): FileWrites {
  const put = db.prepare<[string, string, number, number, number, number]>('INSERT OR REPLACE INTO file (gebied, hash, size, received, complete, at) VALUES (?, ?, ?, ?, ?, ?)')
  const add = db.prepare<[string, string, number, Uint8Array]>('INSERT INTO file_part (gebied, hash, start, body) VALUES (?, ?, ?, ?)')
  const drop = [db.prepare<[string, string]>('DELETE FROM file WHERE gebied = ? AND hash = ?'), db.prepare<[string, string]>('DELETE FROM file_part WHERE gebied = ? AND hash = ?')]
  return {
    async putFile({ gebied, hash, size, received, complete, at }, bytes) {
      wall.check(gebied)
      put.run(gebied, hash, size, received, complete ? 1 : 0, at)
      if (bytes.length > 0) add.run(gebied, hash, received - bytes.length, bytes)
    },
    async dropFiles(keys) {
      for (const { gebied, hash } of keys) { wall.check(gebied); for (const statement of drop) statement.run(gebied, hash) }
    },
  }
}
