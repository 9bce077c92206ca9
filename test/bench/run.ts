import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { buildIfStale } from '../../scripts/build.ts'
import { findElectron } from '../../scripts/electron.ts'
import { childEnv, runScript } from '../../scripts/say.ts'
import { needSystem } from '../../scripts/system.ts'
import { openDisplay } from '../../scripts/xvfb.ts'
import { attachmentBench } from './attachments.ts'
import { bulkBench } from './bulk.ts'
import { doorBench } from './door.ts'
import { growthBench } from './growth.ts'
import { figureBench } from './figures.ts'
import { importBench } from './import.ts'
import { mapBench } from './map.ts'
import { memoryBench } from './memory.ts'
import { noteBench } from './note.ts'
import { print, type Line } from './ratio.ts'
import { regionBench } from './region.ts'
import { serverBench } from './server.ts'
import { syncBench } from './sync.ts'
import { windowBench } from './window.ts'

/** `npm run bench [-- attachments door import figures list map note region report server signals sync window]`: all parts, or those named. `-- sync all` adds the other libraries; `-- growth` (first syncs of 1,000 to 100,000 contacts), `-- bulk` (100,000 rows through the window) and `-- memory [minutes]` (an hour) run only when asked for. */
await runScript(async () => {
  const args = process.argv.slice(2)
  const wants = (part: string) => args.filter((a) => a !== 'all').length === 0 || args.includes(part)
  const lines: Line[] = [], notes: string[] = []
  if (wants('attachments')) lines.push(await attachmentBench())
  if (wants('import')) lines.push(await importBench())
  if (wants('figures')) lines.push(...await figureBench())
  if (wants('note')) lines.push(...await noteBench())
  if (wants('sync')) lines.push(...syncBench(args.includes('all') ? ['hocuspocus', 'tinybase', 'pouchdb', 'automerge'] : []))
  if (wants('server')) lines.push(...await serverBench())
  if (wants('door')) lines.push(...await doorBench())
  if (wants('region')) lines.push(...await regionBench())
  if (wants('window')) {
    const found = await withWindows(() => windowBench())
    lines.push(...found.lines)
    notes.push(...found.notes)
  }
  if (wants('map')) {
    const found = await withWindows(() => mapBench())
    lines.push(...found.lines)
    notes.push(...found.notes)
  }
  if (args.includes('growth')) notes.push(...growthBench())
  if (args.includes('bulk')) notes.push(...await withWindows(() => bulkBench()))
  if (args.includes('memory')) notes.push(...await withWindows(() => memoryBench(Number(args.find((arg) => /^\d+$/.test(arg)) ?? 60))))
  if (lines.length > 0) print(lines)
  for (const note of notes) console.log(note)
  if (wants('list')) spawnSync('node', [join(import.meta.dirname, 'contact-list.ts')], { stdio: 'inherit', env: childEnv() })
  if (wants('signals')) spawnSync('node', [join(import.meta.dirname, 'signal-list.ts')], { stdio: 'inherit', env: childEnv() })
  if (wants('report')) spawnSync('node', [join(import.meta.dirname, 'report.ts')], { stdio: 'inherit', env: childEnv() })
  return 0
})

/** With the app built, Electron found and a display open. */
async function withWindows<T>(work: () => Promise<T>): Promise<T> {
  buildIfStale()
  const electron = await findElectron()
  needSystem(electron.path, { xvfb: !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'] })
  const display = await openDisplay()
  process.env['ELECTRON_BINARY'] = electron.path
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = dirname(electron.path)
  process.env['DISPLAY'] = display.name
  try {
    return await work()
  } finally {
    display.stop()
  }
}
