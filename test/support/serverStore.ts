import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import type { ServerStore } from '../../server/store/contract.ts'
import { openEmbeddedStore } from '../../server/store/embedded/open.ts'
import { openPostgresStore } from '../../server/store/postgres/open.ts'
import { databaseIn, emptied, type DatabaseLogins } from './postgres.ts'

/** Databases that were emptied, for the next test. */
const free: DatabaseLogins[] = []

/** An empty store for a test of the server: in memory unless a folder is given, or on PostgreSQL where the test's project says so. */
export async function openTestStore(folder: string | undefined, report: (error: unknown) => void): Promise<ServerStore> {
  if (process.env['SERVER_STORE'] !== 'postgres' || folder !== undefined) return openEmbeddedStore({ folder: folder ?? ':memory:', newEpoch: randomUUID(), lock: false })
  const at = free.pop() ?? await databaseIn(inject('postgres'), `t${randomUUID().replaceAll('-', '')}`)
  const store = await openPostgresStore({ connection: at.app, owner: at.owner, newEpoch: randomUUID(), report })
  return { ...store, close: async () => { await store.close(); await emptied(at.owner); free.push(at) } }
}
