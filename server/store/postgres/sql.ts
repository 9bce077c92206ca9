import type pg from 'pg'

/** The statements of one transaction. All go over one connection in the order they are given, without waiting for each other's answers. */
export interface Sql {
  /** Sends a statement and answers its rows. */
  rows<T>(text: string, values?: readonly unknown[]): Promise<T[]>
  /** Sends a statement whose answer nobody needs; if it fails, so does the transaction. */
  send(text: string, values?: readonly unknown[]): void
}

const names = new Map<string, string>()
/** PostgreSQL remembers a statement under a name, and plans it once per connection. */
function nameOf(text: string): string {
  const held = names.get(text)
  if (held !== undefined) return held
  const name = `gb${names.size}`
  names.set(text, name)
  return name
}

/**
 * Runs work in a transaction. What is sent without waiting, the beginning and the end share round trips with what is waited for.
 * The first statement that failed is the reason that is thrown: those after it only say that the transaction is broken.
 */
export async function inTransaction<T>(client: pg.PoolClient, begin: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sent: Promise<unknown>[] = []
  const failed: unknown[] = []
  const run = (text: string, values: readonly unknown[] = []) => {
    const done = client.query<pg.QueryResultRow>({ name: nameOf(text), text, values: [...values] })
    sent.push(done.catch((error: unknown) => { failed.push(error) }))
    return done
  }
  const settle = async () => { await Promise.all(sent); if (failed.length > 0) throw failed[0] }
  run(begin).catch(() => undefined)
  try {
    const result = await work({ rows: async <R>(text: string, values?: readonly unknown[]) => (await run(text, values)).rows as R[], send: (text, values) => { run(text, values).catch(() => undefined) } })
    run('COMMIT').catch(() => undefined)
    await settle()
    return result
  } catch (error) {
    if (failed.length === 0) failed.push(error)
    run('ROLLBACK').catch(() => undefined)
    await Promise.all(sent)
    throw failed[0]
  }
}
