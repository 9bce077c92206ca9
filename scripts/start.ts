import { spawn } from 'node:child_process'
import { buildIfStale } from './build.ts'
import { findElectron } from './electron.ts'
import { childEnv, isRoot, repo, runScript, Stop } from './say.ts'
import { needSandbox, needSystem } from './system.ts'

/** `npm start`: builds when needed and opens the app. Arguments after `--` go to the app, e.g. `--user-data-dir=`. */
await runScript(async () => {
  const electron = await findElectron()
  console.log(electron.says)
  needSystem(electron.path, { xvfb: false })
  needSandbox(electron.path)
  needDisplay()
  buildIfStale()
  const args = [...(isRoot() ? ['--no-sandbox'] : []), repo, ...process.argv.slice(2)]
  const app = spawn(electron.path, args, { stdio: 'inherit', env: childEnv() })
  return new Promise<number>((resolve) => app.once('exit', (code) => resolve(code ?? 1)))
})

function needDisplay(): void {
  if (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) return
  throw new Stop(
    [
      'Er is hier geen beeldscherm, dus het venster van Gebiedsboek kan niet open. (There is no display here.)',
      'Zo kunt u verder:',
      '  npm run demo                  speelt een panelavond zonder scherm en bewaart schermafbeeldingen',
      '  xvfb-run -a npm start         draait de app op een onzichtbaar scherm (sudo apt-get install xvfb xauth)',
      '  DISPLAY=:0 npm start          als op deze computer wel een scherm aanstaat',
    ].join('\n'),
  )
}
