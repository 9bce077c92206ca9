import pg from 'pg'

/**
 * A connection of its own for work by the owner of the tables. A line that breaks fails the statement under way or the next one;
 * pg also tells it as an event, which would end the process where nobody listens.
 */
export async function asOwner<T>(connectionString: string, name: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString, application_name: `gebiedsboek-${name}`, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
