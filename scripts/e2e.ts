import { dirname } from 'node:path'
import { buildIfStale } from './build.ts'
import { findElectron } from './electron.ts'
import { isRoot, run, runScript } from './say.ts'
import { needSystem, sandboxWorks } from './system.ts'
import { openDisplay } from './xvfb.ts'

/** Playwright with this project's Electron, and a display when there is none; answers whether all passed. */
export async function runE2e(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<boolean> {
  const electron = await findElectron()
  console.log(electron.says)
  needSystem(electron.path, { xvfb: !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'] })
  const sandbox = sandboxWorks(electron.path)
  if (!sandbox && !isRoot()) console.log('This system does not let Electron make its sandbox: these tests run without it.')
  const display = await openDisplay()
  try {
    return run('playwright', ['test', ...args], { ELECTRON_OVERRIDE_DIST_PATH: dirname(electron.path), DISPLAY: display.name, E2E_SANDBOX: sandbox ? '1' : '', ...env })
  } finally {
    display.stop()
  }
}

if (import.meta.main) {
  await runScript(async () => {
    buildIfStale()
    const args = process.argv.slice(2)
    return (await runE2e(args.some((arg) => arg.startsWith('--project=')) ? args : ['--project=e2e', ...args])) ? 0 : 1
  })
}
