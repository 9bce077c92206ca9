import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, readFileSync, rmSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { childEnv, repo } from '../../scripts/say.ts'
import { ratio, type Line } from './ratio.ts'

interface Run { readonly a_ms: number; readonly b_ms: number; readonly a_down: number; readonly a_up: number }
const peers = join(repo, '../shared/peers')

/** Ours and the other peers in the same harness, one after another, each beside a `raw` run of the same minutes. Without ../shared there is nothing to compare with. */
export function syncBench(others: readonly string[], runs = 5): Line[] {
  if (!existsSync(peers)) { console.log('De vergelijking met andere bibliotheken is overgeslagen: ../shared/peers is er niet.'); return [] }
  const harness = mkdtempSync(join(tmpdir(), 'peers-'))
  cpSync(peers, harness, { recursive: true })
  copyFileSync(join(import.meta.dirname, 'peer/gebiedsboek.mjs'), join(harness, 'peers/gebiedsboek.mjs'))
  const run = (command: string, args: readonly string[], cwd = harness) => {
    const done = spawnSync(command, args, { cwd, env: { ...childEnv(), GEBIEDSBOEK: repo }, encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${done.stdout.slice(-500)} ${done.stderr.slice(-1500)}`)
    return done.stdout
  }
  run('npm', ['install', '--no-audit', '--no-fund', '--silent'])
  if (others.includes('pouchdb')) run('npm', ['install', '--no-audit', '--no-fund', '--silent'], join(harness, 'pouch-server'))
  const measure = (peer: string): readonly Run[] => {
    run('node', ['run.mjs', peer, String(runs)])
    return (JSON.parse(readFileSync(join(harness, 'results', `${peer}.json`), 'utf8')) as { runs: Run[] }).runs
  }
  const lines: Line[] = []
  for (const peer of ['gebiedsboek', ...others]) {
    const before = measure('raw'), ours = measure(peer), after = measure('raw')
    const raw = [...before, ...after], mb = ours.map((r) => (r.a_down + r.a_up) / 1e6).sort((a, b) => a - b)[ours.length >> 1] ?? 0
    const limit = peer === 'gebiedsboek' ? 3 : Number.POSITIVE_INFINITY
    lines.push(ratio(`${peer}: first sync of 10,000 contacts (${mb.toFixed(1)} MB)`, ours.map((r) => r.a_ms), 'raw', raw.map((r) => r.a_ms), limit))
    lines.push(ratio(`${peer}: 1,000 offline edits A → server → B`, ours.map((r) => r.b_ms), 'raw', raw.map((r) => r.b_ms), limit))
  }
  rmSync(harness, { recursive: true })
  return lines.map((line) => ({ ...line, wanted: line.wanted.replace('≤ Infinity ×', '–') }))
}
