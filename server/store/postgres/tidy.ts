import { asOwner } from './owner.ts'

/** Tables whose deleted rows held what people wrote. */
const tables = ['feed_row', 'note', 'note_update', 'device', 'file', 'file_part']

/**
 * [E1] Writes the tables anew, so that what was erased is in no file of theirs any more. Laptops wait a few seconds for it.
 * The write-ahead log and back-ups keep it until they are let go of: docs/beheer/postgresql.md.
 */
export async function tidy(ownerConnection: string): Promise<void> {
  await asOwner(ownerConnection, 'tidy', async (client) => { for (const table of tables) await client.query(`VACUUM (FULL, ANALYZE) ${table}`) })
}
