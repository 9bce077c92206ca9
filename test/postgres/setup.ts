import type { TestProject } from 'vitest/node'
import { findPostgres, installPostgres } from '../../scripts/postgres.ts'
import { startCluster } from '../support/postgres.ts'

declare module 'vitest' {
  interface ProvidedContext { readonly postgres: string }
}

/** One PostgreSQL for all tests of this project, each with a database of its own; `postgres` is its folder, '' where there is none. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (findPostgres() === undefined) {
    console.log(`\nPostgreSQL is not installed: its tests are skipped. This line installs it:\n\n  ${installPostgres}\n`)
    project.provide('postgres', '')
    return async () => undefined
  }
  const cluster = await startCluster()
  project.provide('postgres', cluster.folder)
  return () => cluster.stop()
}
