import type { ElectronApplication } from '@playwright/test'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DataContext } from '../../electron/data/context.ts'
import { passphraseCost } from '../../electron/data/vault/wrap.ts'
import { inventedContact } from '../support/contacts.ts'
import { passphrase } from '../support/start.ts'
import { appears, goTo, lock, makeBook, start, type Started } from './book.ts'
import { keystrokes } from './keystrokes.ts'
import { atMost, median, ratio, type Line } from './ratio.ts'

const CONTACTS = 100_000

/** 100,000 contacts in one gebied. */
function fill({ store, newId }: DataContext): void {
  const gebied = newId()
  store.commit([{ kind: 'gebied', id: gebied, gebied: 'gemeente', fields: { name: 'Meetgebied' } }])
  for (let from = 0; from < CONTACTS; from += 5000) {
    store.commit(Array.from({ length: 5000 }, (_, i) => inventedContact(from + i)).flatMap(({ contact, details }) => {
      const id = newId()
      return [{ kind: 'contact' as const, id, gebied, fields: contact }, { kind: 'contactDetails' as const, id, gebied, fields: details }]
    }))
  }
}

/** Milliseconds until the passphrase can be typed, and from pressing Enter until a list of contacts can be used. */
interface Start { readonly locked: number; readonly opened: number }

/** The typing in between is not the program's time; here it goes three times as fast as anybody types, so that less can be done meanwhile. */
async function startOurs(userData: string): Promise<Started & { readonly start: Start }> {
  const { electron, page, ms } = await start(join(import.meta.dirname, '../..'), userData, lock)
  await page.getByTestId('unlock-passphrase').pressSequentially(passphrase, { delay: 20 })
  await goTo(page, '#/contacten')
  const entered = performance.now()
  const shown = appears(page, '[data-testid=contact-list] [role=option][data-id]')
  await page.keyboard.press('Enter')
  await shown
  return { electron, page, start: { locked: ms, opened: performance.now() - entered } }
}

/** A window with one word in it: the least that an Electron app can do, launched as ours is. */
function makeBlank(folder: string): void {
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{"name":"leeg","main":"main.js"}')
  writeFileSync(join(folder, 'main.js'), `const { app, BrowserWindow } = require('electron'); app.whenReady().then(() => { const window = new BrowserWindow({ width: 1280, height: 800, show: false }); window.once('ready-to-show', () => window.show()); window.loadURL('data:text/html,<p>leeg</p>') })`)
}

async function startBlank(folder: string): Promise<{ readonly ms: number; readonly memory: Memory }> {
  const { electron, ms } = await start(folder, join(folder, 'data'), 'p')
  const memory = await memoryOf(electron)
  await electron.close()
  return { ms, memory }
}

/** What deriving the key from a real book's passphrase costs in this Electron, told apart. */
function derivation(): number {
  const { N, r, p } = passphraseCost
  const script = `const started = performance.now(); require('node:crypto').scrypt('x', 'y', 32, { N: ${N}, r: ${r}, p: ${p}, maxmem: ${256 * N * r} }, () => console.log(performance.now() - started))`
  return Number(spawnSync(process.env['ELECTRON_BINARY']!, ['-e', script], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, encoding: 'utf8' }).stdout)
}

/** MB in use per process, by what it is. Every process counts Electron's own program as its own, so that the sum says more than the computer gives. */
type Memory = readonly { readonly name: string; readonly mb: number }[]
const memoryOf = (electron: ElectronApplication): Promise<Memory> =>
  electron.evaluate(({ app }) => app.getAppMetrics().map(({ type, name, memory }) => ({ name: name ?? type, mb: memory.workingSetSize / 1024 })))
const sum = (memory: Memory): string => memory.reduce((mb, each) => mb + each.mb, 0).toFixed(0)
const each = (memory: Memory): string => memory.toSorted((a, b) => b.mb - a.mb).map(({ name, mb }) => `${name} ${mb.toFixed(0)}`).join(', ')

/** Both apps once without counting: a laptop has started them before, and what they keep on disk is there. Then in turns. */
export async function windowBench(rounds = 5): Promise<{ lines: Line[]; notes: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'venster-bench-')), blankFolder = join(folder, 'leeg')
  makeBlank(blankFolder)
  await makeBook(folder, fill)
  await startBlank(blankFolder)
  await (await startOurs(folder)).electron.close()
  const ours: Start[] = [], blank: number[] = [], derived: number[] = []
  let typed: number[] = [], slowest = '', memory: Memory = [], blankMemory: Memory = []
  for (let round = 0; round < rounds; round++) {
    const empty = await startBlank(blankFolder)
    blank.push(empty.ms)
    derived.push(derivation())
    const { start: took, electron, page } = await startOurs(folder)
    ours.push(took)
    if (round === rounds - 1) {
      const timed = await keystrokes(page)
      typed = timed.map(({ ms }) => ms)
      slowest = timed.toSorted((a, b) => b.ms - a.ms).slice(0, 5).map(({ query, ms }) => `'${query}' ${ms.toFixed(0)}`).join(', ')
      memory = await memoryOf(electron)
      blankMemory = empty.memory
    }
    await electron.close()
  }
  rmSync(folder, { recursive: true })
  return {
    lines: [
      ratio('start to usable list with 100,000 contacts', ours.map(({ locked, opened }) => locked + opened), 'blank Electron window', blank, 1.5),
      atMost('keystroke to filtered list at 100,000 contacts, in the window', typed, 0.95, 50),
    ],
    notes: [
      `Start: ${median(ours.map(({ locked }) => locked)).toFixed(0)} ms to the passphrase, ${median(ours.map(({ opened }) => opened)).toFixed(0)} ms from Enter to the list; key derivation of the passphrase, told apart: ${median(derived).toFixed(0)} ms.`,
      `Keystrokes: ${typed.length} timed, one every 120 ms; slowest ${slowest} ms.`,
      `Memory of all processes with 100,000 contacts, after searching: ${sum(memory)} MB (${each(memory)}); of a blank window: ${sum(blankMemory)} MB (${each(blankMemory)}).`,
    ],
  }
}
