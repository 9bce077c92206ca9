import type { ReadTx, StoredFile, WriteTx } from '../contract.ts'
import { joined } from '../joined.ts'
import type { Sql } from './sql.ts'

type FileReads = Pick<ReadTx, 'file' | 'filesOf' | 'fileBytes'>
type FileWrites = Pick<WriteTx, 'putFile' | 'dropFiles'>

const columns = 'SELECT gebied, hash, size, received, complete, at FROM file'

/** Bytes of attachments, in parts as they came. */
export function fileReads(sql: Sql): FileReads {
  return {
    file: async ({ gebied, hash }) => (await sql.rows<StoredFile>(`${columns} WHERE gebied = $1 AND hash = $2`, [gebied, hash]))[0],
    filesOf: (gebied) => sql.rows<StoredFile>(`${columns} WHERE gebied = $1 ORDER BY hash`, [gebied]),
    async fileBytes({ gebied, hash }, from, length) {
      const parts = await sql.rows<{ start: number; body: Uint8Array }>('SELECT start, body FROM file_part WHERE gebied = $1 AND hash = $2 AND start < $3 AND start + octet_length(body) > $4 ORDER BY start', [gebied, hash, from + length, from])
      return joined(parts, from, length)
    },
  }
}

export function fileWrites(sql: Sql): FileWrites {
  return {
    async putFile({ gebied, hash, size, received, complete, at }, bytes) {
      sql.send('INSERT INTO file (gebied, hash, size, received, complete, at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (gebied, hash) DO UPDATE SET size = excluded.size, received = excluded.received, complete = excluded.complete, at = excluded.at', [gebied, hash, size, received, complete, at])
      if (bytes.length > 0) sql.send('INSERT INTO file_part (gebied, hash, start, body) VALUES ($1, $2, $3, $4)', [gebied, hash, received - bytes.length, Buffer.from(bytes)])
    },
    async dropFiles(keys) {
      const lists = [keys.map((k) => k.gebied), keys.map((k) => k.hash)]
      for (const table of keys.length > 0 ? ['file', 'file_part'] : []) sql.send(`DELETE FROM ${table} f USING unnest($1::text[], $2::text[]) k(gebied, hash) WHERE f.gebied = k.gebied AND f.hash = k.hash`, lists)
    },
  }
}
