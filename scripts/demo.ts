import { dirname } from 'node:path'
import { buildIfStale } from './build.ts'
import { findElectron } from './electron.ts'
import { run, runScript } from './say.ts'
import { needSystem } from './system.ts'
import { openDisplay } from './xvfb.ts'

/** `npm run demo`: a server and two windows play the panel evening; without a display it leaves pictures and the minutes. */
await runScript(async () => {
  const visible = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
  const electron = await findElectron()
  console.log(electron.says)
  needSystem(electron.path, { xvfb: !visible })
  await buildIfStale()
  if (!visible) console.log('Er is hier geen beeldscherm: de demo speelt onzichtbaar en bewaart schermafbeeldingen.')
  const display = await openDisplay()
  try {
    return run('node', ['test/support/scenario/demo.ts'], { ELECTRON_OVERRIDE_DIST_PATH: dirname(electron.path), DISPLAY: display.name, DEMO_PAUSE: visible ? '1500' : '0' }) ? 0 : 1
  } finally {
    display.stop()
  }
})
