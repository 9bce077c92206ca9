import type { Sql } from './sql.ts'

/**
 * [L1] Hands out the next numbers of gebieden, one for each name in the list. The counter's row stays locked until the transaction ends:
 * a higher number can never become visible before a lower one, so no reader steps over a row that was committed late.
 */
export const numbers = (sql: Sql) => async (gebieden: readonly string[]): Promise<(gebied: string) => number> => {
  const wanted = new Map<string, number>()
  for (const gebied of gebieden) wanted.set(gebied, (wanted.get(gebied) ?? 0) + 1)
  // In one order for everybody, so that two transactions never wait for each other.
  const names = [...wanted.keys()].sort()
  const taken = await sql.rows<{ gebied: string; seq: number }>(`INSERT INTO feed (gebied, seq) SELECT * FROM unnest($1::text[], $2::bigint[])
    ON CONFLICT (gebied) DO UPDATE SET seq = feed.seq + excluded.seq RETURNING gebied, seq`, [names, names.map((n) => wanted.get(n))])
  const next = new Map(taken.map(({ gebied, seq }) => [gebied, seq - wanted.get(gebied)! + 1]))
  return (gebied) => {
    const seq = next.get(gebied)!
    next.set(gebied, seq + 1)
    return seq
  }
}
