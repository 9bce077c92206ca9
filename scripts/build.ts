import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build as viteBuild } from 'vite'
import { repo, run, runScript, Stop } from './say.ts'

const stamp = join(repo, 'dist/built')
const sources = ['core', 'electron', 'renderer', 'resources', 'vite.config.ts', 'vite.electron.config.ts', 'vite.hall.config.ts', 'package-lock.json', 'package.json']

/** Builds the renderer and the Electron processes into dist/, in a process of its own: what the build keeps in memory would stay while the tests run. */
export function build(): void {
  if (!run(process.execPath, ['scripts/build.ts'])) throw new Stop('The build failed.')
}

async function buildAll(): Promise<void> {
  const started = Date.now()
  try {
    await viteBuild({ configFile: join(repo, 'vite.config.ts'), logLevel: 'warn' })
    await viteBuild({ configFile: join(repo, 'vite.electron.config.ts'), logLevel: 'warn' })
    for (const mode of ['preload', 'hallPreload']) await viteBuild({ configFile: join(repo, 'vite.electron.config.ts'), logLevel: 'warn', mode })
    await viteBuild({ configFile: join(repo, 'vite.hall.config.ts'), logLevel: 'warn' })
  } catch (error) {
    throw new Stop(`The build failed: ${error instanceof Error ? error.message : String(error)}`)
  }
  mkdirSync(join(repo, 'dist'), { recursive: true })
  writeFileSync(stamp, '')
  console.log(`built in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

/** Builds when a source is newer than the last build. */
export function buildIfStale(): void {
  const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0
  if (sources.some((source) => newest(join(repo, source)) > built)) build()
}

function newest(path: string): number {
  if (!existsSync(path)) return 0
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), mtimeMs)
}

if (import.meta.main) await runScript(async () => { await buildAll(); return 0 })
