import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { childEnv, repo } from '../../scripts/say.ts'

/** One run: (a) first sync, (b) edits from A over the server to B; bytes, MB of memory at most, and bytes on disk after it. */
export interface Run {
  readonly a_ms: number
  readonly b_ms: number
  readonly a_down: number
  readonly a_up: number
  readonly b_aup: number
  readonly b_adown: number
  readonly b_bup: number
  readonly b_bdown: number
  readonly rssB: number
  readonly rssS: number
  readonly disk: number
}
export interface Harness {
  measure(peer: string, runs: number, contacts?: number): readonly Run[]
  remove(): void
}

/** The harness of ../shared/peers in a folder of its own, with this project as one of the peers; undefined without ../shared. */
export function openHarness(others: readonly string[] = []): Harness | undefined {
  const peers = join(repo, '../shared/peers')
  if (!existsSync(peers)) { console.log('De vergelijking met andere bibliotheken is overgeslagen: ../shared/peers is er niet.'); return undefined }
  const harness = mkdtempSync(join(tmpdir(), 'peers-'))
  cpSync(peers, harness, { recursive: true })
  copyFileSync(join(import.meta.dirname, 'peer/gebiedsboek.mjs'), join(harness, 'peers/gebiedsboek.mjs'))
  const run = (command: string, args: readonly string[], cwd = harness, env: NodeJS.ProcessEnv = {}) => {
    const done = spawnSync(command, args, { cwd, env: { ...childEnv(), GEBIEDSBOEK: repo, ...env }, encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${done.stdout.slice(-500)} ${done.stderr.slice(-1500)}`)
  }
  run('npm', ['install', '--no-audit', '--no-fund', '--silent'])
  if (others.includes('pouchdb')) run('npm', ['install', '--no-audit', '--no-fund', '--silent'], join(harness, 'pouch-server'))
  // It brings an older SQLite of its own, of which there is no build for every Node: with one for all of them it starts, and it is the same for all.
  if (others.includes('hocuspocus')) rmSync(join(harness, 'node_modules/@hocuspocus/extension-sqlite/node_modules'), { recursive: true, force: true })
  return {
    measure(peer, runs, contacts = 10_000) {
      run('node', ['run.mjs', peer, String(runs)], harness, { N: String(contacts), EDITS: String(Math.min(contacts, 1000)) })
      return (JSON.parse(readFileSync(join(harness, 'results', `${peer}.json`), 'utf8')) as { runs: Run[] }).runs
    },
    remove: () => rmSync(harness, { recursive: true }),
  }
}
