import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
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

/**
 * Whether Chromium's sandbox works for this person: not for root, and for others only where the kernel
 * lets them make namespaces (a chroot and Ubuntu's AppArmor do not) or the helper belongs to root.
 */
export function sandboxWorks(electron: string): boolean {
  if (process.platform !== 'linux') return true
  if (isRoot()) return false
  const helper = statSync(sandboxHelper(electron), { throwIfNoEntry: false })
  if (helper?.uid === 0 && (helper.mode & 0o4755) === 0o4755) return true
  const probe = spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' })
  return probe.error !== undefined || probe.status === 0
}

/** Stops with the one line that makes the sandbox work. Only root, who cannot have it, goes without. */
export function needSandbox(electron: string): void {
  if (isRoot() || sandboxWorks(electron)) return
  const helper = sandboxHelper(electron)
  throw new Stop(`This system does not let Electron make its sandbox, and it does not start without one.\nThis line gives it what it needs; run it and try again:\n\n  sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`)
}

const sandboxHelper = (electron: string) => join(dirname(electron), 'chrome-sandbox')

function packageNames(xvfb: boolean): readonly string[] {
  const known = (name: string) => /^Package: /m.test(spawnSync('apt-cache', ['show', name], { encoding: 'utf8' }).stdout ?? '')
  const names = libraries.map((name) => (renamed.has(name) && known(`${name}t64`) ? `${name}t64` : name))
  return xvfb ? [...names, 'xvfb'] : names
}

/** Runs apt-get without questions; stops when it does not succeed. */
export function apt(args: readonly string[]): void {
  const done = spawnSync('apt-get', args, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  if (done.status !== 0) throw new Stop(`apt-get ${args.join(' ')} did not succeed:\n${(done.stderr ?? '').trim().split('\n').slice(-3).join('\n')}`)
}

export function onPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => folder !== '' && existsSync(`${folder}/${name}`))
}
