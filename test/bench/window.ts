import { _electron, type Page } from '@playwright/test'
import { randomFillSync, scryptSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from '#core/model/ids.ts'
import { Vault } from '../../electron/data/vault/vault.ts'
import { vaultHandlers } from '../../electron/data/vault/handlers.ts'
import { launch } from '../support/app.ts'
import { inventedContact } from '../support/contacts.ts'
import { passphrase, unlock } from '../support/start.ts'
import { atMost, median, ratio, type Line } from './ratio.ts'

const CONTACTS = 100_000

/** A data folder as a laptop has it, with 100,000 contacts in one gebied. */
async function fill(userData: string): Promise<void> {
  const random = (bytes: Uint8Array) => randomFillSync(bytes)
  const newId = () => uuidv7(Date.now(), random)
  const vault = new Vault({ folder: join(userData, 'gegevens'), now: Date.now, newId, newDevice: () => 'bench000', random, log: () => undefined, emit: () => undefined })
  await vaultHandlers(vault, Date.now, newId)['vault.create']({ name: 'Rita Voorbeeld', municipality: 'Meetstad', passphrase })
  const { store } = vault.workspace!.context
  const gebied = newId()
  store.commit([{ kind: 'gebied', id: gebied, gebied: 'gemeente', fields: { name: 'Meetgebied' } }])
  for (let from = 0; from < CONTACTS; from += 5000) {
    store.commit(Array.from({ length: 5000 }, (_, i) => inventedContact(from + i)).flatMap(({ contact, details }) => {
      const id = newId()
      return [{ kind: 'contact' as const, id, gebied, fields: contact }, { kind: 'contactDetails' as const, id, gebied, fields: details }]
    }))
  }
  vault.close()
}

/** From starting the program until a list of contacts can be used; the passphrase's derivation is taken off and told apart. */
async function startOurs(userData: string): Promise<{ ms: number; page: Page; close: () => Promise<void>; memoryMb: () => Promise<number> }> {
  const started = performance.now()
  const app = await launch({ dataFolder: userData })
  await app.page.getByTestId('unlock').waitFor()
  const ready = performance.now()
  await app.page.evaluate(() => { location.hash = '#/contacten' })
  const typed = performance.now()
  await unlock(app.page)
  await app.page.getByTestId('contact-list').getByRole('option').first().waitFor()
  const ms = ready - started + (performance.now() - typed)
  return { ms, page: app.page, close: () => app.close(), memoryMb: async () => (await app.electron.evaluate(({ app: electron }) => electron.getAppMetrics().reduce((sum, p) => sum + p.memory.workingSetSize, 0))) / 1024 }
}

async function startBlank(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'leeg-'))
  writeFileSync(join(folder, 'package.json'), '{"name":"leeg","main":"main.js"}')
  writeFileSync(join(folder, 'main.js'), `const { app, BrowserWindow } = require('electron'); app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadURL('data:text/html,<p>leeg</p>'))`)
  const started = performance.now()
  const app = await _electron.launch({ executablePath: process.env['ELECTRON_BINARY']!, args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), folder, `--user-data-dir=${join(folder, 'data')}`] })
  await (await app.firstWindow()).getByText('leeg').waitFor()
  const ms = performance.now() - started
  await app.close()
  rmSync(folder, { recursive: true })
  return ms
}

/** What the passphrase costs, with the parameters that stand in the key file. */
function derivation(userData: string): number {
  const text = readFileSync(join(userData, 'gegevens/boek.key.json'), 'utf8')
  const number = (name: string) => Number(new RegExp(`"${name}"\\s*:\\s*(\\d+)`, 'i').exec(text)?.[1])
  const [N, r, p] = [number('N'), number('r'), number('p')]
  const times = [1, 2, 3].map(() => { const started = performance.now(); scryptSync('x', 'y', 32, { N, r, p, maxmem: 256 * N * r }); return performance.now() - started })
  return median(times)
}

/** Each letter: from the key press until the list shows its answer, in the page itself. */
async function keystrokes(page: Page): Promise<number[]> {
  const times: number[] = []
  for (const word of ['jansen', 'van der berg', 'kerkstraat 12', '1823 ab', 'wijkmoeder']) {
    await page.getByTestId('contact-search').fill('')
    await page.getByTestId('contact-search').focus()
    for (const letter of word) {
      const waiting = page.evaluate(() => new Promise<number>((resolve) => {
        const list = document.querySelector('[data-testid="contact-list"]')!
        let from = 0
        document.addEventListener('keydown', (event) => { from = event.timeStamp }, { once: true, capture: true })
        const seen = new MutationObserver(() => { if (from > 0) { seen.disconnect(); requestAnimationFrame(() => resolve(performance.now() - from)) } })
        seen.observe(list.parentElement!, { childList: true, subtree: true, characterData: true, attributes: true })
        setTimeout(() => { seen.disconnect(); resolve(-1) }, 1500) // the list did not change at all: nothing to wait for
      }))
      await page.keyboard.type(letter)
      times.push(await waiting)
    }
  }
  return times.filter((time) => time >= 0)
}

export async function windowBench(rounds = 3): Promise<{ lines: Line[]; notes: string[] }> {
  const userData = mkdtempSync(join(tmpdir(), 'venster-bench-'))
  await fill(userData)
  const kdf = derivation(userData)
  const ours: number[] = [], blank: number[] = []
  let typed: number[] = [], memory = 0
  for (let round = 0; round < rounds; round++) {
    blank.push(await startBlank())
    const app = await startOurs(userData)
    ours.push(app.ms - kdf)
    if (round === rounds - 1) { typed = await keystrokes(app.page); memory = await app.memoryMb() }
    await app.close()
  }
  rmSync(userData, { recursive: true })
  return {
    lines: [ratio('start to usable list with 100,000 contacts', ours, 'blank Electron window', blank, 1.5), atMost('keystroke to filtered list at 100,000 contacts, in the window', typed, 0.95, 50)],
    notes: [`Key derivation of the passphrase, told apart: ${kdf.toFixed(0)} ms.`, `Memory of all processes with 100,000 contacts, after searching: ${memory.toFixed(0)} MB.`],
  }
}
