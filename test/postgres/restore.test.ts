import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, inject } from 'vitest'
import { findPostgres } from '../../scripts/postgres.ts'
import { describeRestore } from '../contract/restore.ts'
import { databaseIn, query } from '../support/postgres.ts'

const cluster = inject('postgres')
const bin = findPostgres() ?? ''

/** The commands of docs/beheer/postgresql.md. */
function command(program: string, ...args: string[]): void {
  const done = spawnSync(join(bin, program), args, { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`${program}: ${done.stderr}`)
}

describe.skipIf(cluster === '')('on PostgreSQL', () => {
  describeRestore('pg_dump and pg_restore', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gb-dump-')), file = join(folder, 'gebiedsboek.dump')
    const { name, app, owner, admin } = await databaseIn(cluster, 'restore_test')
    const maintenance = admin.replace(/\/[^/]*$/, '/postgres')
    return {
      args: ['--postgres', app, '--postgres-owner', owner],
      backup: async () => command('pg_dump', '--format=custom', '--exclude-table-data=attempt', `--file=${file}`, owner),
      restore: async () => {
        await query(maintenance, `DROP DATABASE ${name}`)
        await query(maintenance, `CREATE DATABASE ${name} OWNER gebiedsboek_owner`)
        command('pg_restore', '--exit-on-error', `--dbname=${owner}`, file)
      },
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    }
  })
})
