import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRoot, Stop } from './say.ts'
import { apt, onPath } from './system.ts'

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

const CLUSTERS = '/etc/postgresql-common/createcluster.conf'

/** Installs PostgreSQL for the tests when this is root on a Debian; otherwise says which line does it. Without it the tests go on, and say what they skip. */
export function wantPostgres(): void {
  if (process.platform !== 'linux' || findPostgres() !== undefined) return
  if (isRoot() && onPath('apt-get')) {
    console.log('Missing on this system: PostgreSQL. Installing: postgresql')
    try {
      install()
    } catch (error) {
      if (!(error instanceof Stop)) throw error
      console.log(error.message)
    }
  }
  if (findPostgres() === undefined) console.log(`PostgreSQL is not here: its tests will be skipped. This line installs it:\n\n  ${installPostgres}\n`)
}

/** The package would start a server of its own; the tests start theirs. */
function install(): void {
  apt(['update', '-qq'])
  apt(['install', '-y', '-qq', '--no-install-recommends', 'postgresql-common'])
  if (existsSync(CLUSTERS)) writeFileSync(CLUSTERS, readFileSync(CLUSTERS, 'utf8').replace(/^#?\s*create_main_cluster\s*=.*$/m, 'create_main_cluster = false'))
  apt(['install', '-y', '-qq', '--no-install-recommends', 'postgresql'])
}
