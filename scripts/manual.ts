import { dirname } from 'node:path'
import { buildIfStale } from './build.ts'
import { runE2e } from './e2e.ts'
import { findElectron } from './electron.ts'
import { run, runScript, Stop } from './say.ts'
import { needSystem } from './system.ts'
import { openDisplay } from './xvfb.ts'

/** The tests that take the pictures: every page in every look, and what is seen in the hall. They are patterns for the whole path: without the dot a folder of that name would play everything. */
const tests = ['looks\\.test', 'e2e/settings', 'e2e/start-up', 'e2e/rounds', 'e2e/hall', 'e2e/choices', 'e2e/attachments', 'e2e/differences', 'e2e/erase']

/** `npm run manual`: takes the pictures of the manual anew, with the demo and the tests, and puts them into `docs/handleiding`. `-- --only-pictures` uses those that are there. */
await runScript(async () => {
  const electron = await findElectron()
  needSystem(electron.path, { xvfb: !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'] })
  await buildIfStale()
  const display = await openDisplay()
  process.env['DISPLAY'] = display.name
  const env = { ELECTRON_OVERRIDE_DIST_PATH: dirname(electron.path) }
  try {
    if (!process.argv.includes('--only-pictures')) {
      if (!run('node', ['test/support/scenario/demo.ts'], { ...env, DEMO_PAUSE: '0' })) throw new Stop('The demo did not play to its end.')
      if (!await runE2e(['--project=e2e', ...tests])) throw new Stop('The tests that take the pictures did not pass.')
    }
    return run('node', ['test/support/manual/pictures.ts'], env) ? 0 : 1
  } finally {
    display.stop()
  }
})
