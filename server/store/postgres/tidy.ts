import pg from 'pg'

/** Tables whose deleted rows held what people wrote. */
const tables = ['feed_row', 'note', 'note_update', 'device', 'file', 'file_part']

/**
 * [E1] Writes the tables anew, so that what was erased is in no file of theirs any more. Laptops wait a few seconds for it.
 * The write-ahead log and back-ups keep it until they are let go of: docs/beheer/postgresql.md.
 */
export async function tidy(ownerConnection: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerConnection, application_name: 'gebiedsboek-tidy', connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    for (const table of tables) await client.query(`VACUUM (FULL, ANALYZE) ${table}`)
  } finally {
    await client.end()
  }
}
