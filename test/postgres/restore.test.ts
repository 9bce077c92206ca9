import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, inject } from 'vitest'
import { findPostgres } from '../../scripts/postgres.ts'
import { describeRestore } from '../contract/restore.ts'
import { databaseIn } from '../support/postgres.ts'

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
    const { name, app, owner } = await databaseIn(cluster, 'restore_test')
    const keeper = ['--host', cluster, '--username', 'beheer']
    return {
      args: ['--postgres', app, '--postgres-owner', owner],
      backup: async () => command('pg_dump', '--format=custom', '--exclude-table-data=attempt', `--file=${file}`, owner),
      restore: async () => {
        command('dropdb', ...keeper, name)
        command('createdb', ...keeper, '--owner=gebiedsboek_owner', '--encoding=UTF8', '--template=template0', name)
        command('pg_restore', '--exit-on-error', `--dbname=${owner}`, file)
      },
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    }
  })
})
