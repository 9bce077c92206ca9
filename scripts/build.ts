import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { repo, runScript, Stop } from './say.ts'

const stamp = join(repo, 'dist/built')
const sources = ['core', 'electron', 'renderer', 'resources', 'vite.config.ts', 'vite.electron.config.ts', 'package-lock.json', 'package.json']

/** Builds the renderer and the Electron processes into dist/. */
export async function buildAll(): Promise<void> {
  const started = Date.now()
  try {
    await build({ configFile: join(repo, 'vite.config.ts'), logLevel: 'warn' })
    await build({ configFile: join(repo, 'vite.electron.config.ts'), logLevel: 'warn' })
    await build({ configFile: join(repo, 'vite.electron.config.ts'), logLevel: 'warn', mode: 'preload' })
  } catch (error) {
    throw new Stop(`The build failed: ${error instanceof Error ? error.message : String(error)}`)
  }
  mkdirSync(join(repo, 'dist'), { recursive: true })
  writeFileSync(stamp, '')
  console.log(`built in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

/** Builds when a source is newer than the last build. */
export async function buildIfStale(): Promise<void> {
  const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0
  if (sources.some((source) => newest(join(repo, source)) > built)) await buildAll()
}

function newest(path: string): number {
  if (!existsSync(path)) return 0
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), mtimeMs)
}

if (import.meta.main) await runScript(async () => { await buildAll(); return 0 })
