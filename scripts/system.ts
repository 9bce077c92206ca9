import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { isRoot, Stop } from './say.ts'

/** Debian 12's names; Debian 13 and Ubuntu 24.04 renamed those in `renamed` with a t64 ending. */
const libraries = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1']
const renamed = new Set(['libgtk-3-0', 'libasound2'])

/** Whether anything is missing to run this Electron, and to run it without a display when asked. */
export function missingOnSystem(electron: string, { xvfb }: { readonly xvfb: boolean }): readonly string[] {
  if (process.platform !== 'linux') return []
  const linked = spawnSync('ldd', [electron], { encoding: 'utf8' }).stdout ?? ''
  const missing = linked.split('\n').filter((line) => line.includes('not found')).map((line) => line.trim().split(' ')[0] ?? '')
  return xvfb && !onPath('Xvfb') ? [...missing, 'Xvfb'] : missing
}

/** Installs what is missing when this is root on a Debian; otherwise says which one line does it, and stops. */
export function needSystem(electron: string, want: { readonly xvfb: boolean }): void {
  const missing = missingOnSystem(electron, want)
  if (missing.length === 0) return
  const packages = packageNames(want.xvfb)
  const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`
  const line = isRoot() ? `apt-get update && ${install}` : `sudo apt-get update && sudo ${install}`
  if (!isRoot() || !onPath('apt-get')) {
    throw new Stop(`Electron needs system libraries that are not here: ${missing.join(', ')}.\nThis line installs them; run it and try again:\n\n  ${line}`)
  }
  console.log(`Missing on this system: ${missing.join(', ')}. Installing: ${packages.join(' ')}`)
  apt(['update', '-qq'])
  apt(['install', '-y', '-qq', '--no-install-recommends', ...packageNames(want.xvfb)])
  const still = missingOnSystem(electron, want)
  if (still.length > 0) throw new Stop(`Still missing after installing: ${still.join(', ')}.\nTry it by hand:\n\n  ${line}`)
}

function packageNames(xvfb: boolean): readonly string[] {
  const known = (name: string) => /^Package: /m.test(spawnSync('apt-cache', ['show', name], { encoding: 'utf8' }).stdout ?? '')
  const names = libraries.map((name) => (renamed.has(name) && known(`${name}t64`) ? `${name}t64` : name))
  return xvfb ? [...names, 'xvfb'] : names
}

function apt(args: readonly string[]): void {
  const done = spawnSync('apt-get', args, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  if (done.status !== 0) throw new Stop(`apt-get ${args.join(' ')} did not succeed:\n${(done.stderr ?? '').trim().split('\n').slice(-3).join('\n')}`)
}

function onPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => folder !== '' && existsSync(`${folder}/${name}`))
}
