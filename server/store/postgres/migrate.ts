import type pg from 'pg'
import { StoreUnusable } from '../contract.ts'
import { asOwner } from './owner.ts'
import { APP_ROLE, migrations } from './migrations.ts'

/** Any number, as long as it is always the same: whoever holds this lock prepares the database. */
const PREPARING = 7150
export const NEWEST = migrations.at(-1)!.version

/** Prepares or upgrades the database as the owner of its tables. Several servers that start together wait for each other; one does the work. */
export async function migrate(ownerConnection: string, newEpoch: string): Promise<void> {
  await asOwner(ownerConnection, 'migrate', async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [PREPARING])
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [APP_ROLE])
    if (role.rowCount === 0) throw new StoreUnusable(`De rol ${APP_ROLE} bestaat nog niet in PostgreSQL. Maak die eerst; docs/beheer/postgresql.md geeft de opdrachten.`)
    await client.query('CREATE TABLE IF NOT EXISTS meta (key text PRIMARY KEY, value text NOT NULL)')
    const version = await schemaVersion(client)
    requireKnown(version)
    for (const m of migrations.filter((m) => m.version > version)) await runOne(client, m.version, m.sql)
    await client.query("INSERT INTO meta VALUES ('epoch', $1) ON CONFLICT (key) DO NOTHING", [newEpoch])
  })
}

async function runOne(client: pg.Client, version: number, sql: string): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query("INSERT INTO meta VALUES ('schema', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value", [String(version)])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

export async function schemaVersion(client: pg.Client | pg.Pool): Promise<number> {
  const found = await client.query<{ value: string }>("SELECT value FROM meta WHERE key = 'schema'")
  return Number(found.rows[0]?.value ?? 0)
}

/** Data from the future stay as they are. */
export function requireKnown(version: number): void {
  if (version > NEWEST) throw new StoreUnusable('Deze gegevens zijn van een nieuwere versie van Gebiedsboek. Gebruik die versie. Er is niets veranderd.')
}
