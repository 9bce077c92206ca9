import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Where Debian and Ubuntu put them: one folder per version, none of it on the path. */
const VERSIONS = '/usr/lib/postgresql'
const OLDEST = 15

/** The folder with the programs of the newest PostgreSQL that is installed, from 15 on; undefined where there is none. */
export function findPostgres(): string | undefined {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS).filter((v) => Number(v) >= OLDEST).sort((a, b) => Number(b) - Number(a)).map((v) => join(VERSIONS, v, 'bin')) : []
  return [...versions, ...(process.env['PATH'] ?? '').split(':')].find((folder) => folder !== '' && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

/** The one line that installs it on Debian and Ubuntu. */
export const installPostgres = 'sudo apt-get update && sudo apt-get install -y postgresql'
