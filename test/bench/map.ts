import type { ElectronApplication, Page } from '@playwright/test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { bulkList } from '../support/bulk-list.ts'
import { passphrase } from '../support/start.ts'
import { lock, makeBook, start } from './book.ts'
import { yearTable } from './figures.ts'
import { seenSince, timeOf, watchPage, type Action, type Watched } from './page-watch.ts'
import { atMost, median, percentile, ratio, type Line } from './ratio.ts'
import { fillTown } from './town.ts'

const SIGNALS = 50_000, ROUNDS = 2, PEOPLE = 10_000
/** A machine without a graphics card draws in software, which the browser asks permission for. */
const args = ['--enable-unsafe-swiftshader']
const MAP = '[data-testid=map][data-drawn=true]', TABLE = '[data-testid=map-table] tbody tr', LEGEND = '[data-testid=map-legend] h2', SUBTITLE = 'header h1 + p'

/** What somebody does at the map, its table and the lists, in this order. Those of `DRAWN` need no signals: they are done on the map without them too. */
const DRAWN = ['buurten', 'coloured by a figure', 'another year', 'table to map']
const actions: readonly (readonly [what: string, group: 'map' | 'table' | 'list', action: Action])[] = [
  ['buurten', 'map', { hash: '#/kaart?niveau=buurt', shown: [MAP], changed: LEGEND }],
  ['coloured by a figure', 'map', { hash: '#/kaart?niveau=buurt&kleur=cijfer', shown: [MAP], changed: LEGEND }],
  ['another year', 'map', { hash: '#/kaart?niveau=buurt&kleur=cijfer&jaar=2010', shown: [MAP], changed: LEGEND }],
  ['one theme', 'map', { hash: '#/kaart?niveau=buurt&thema=t3', shown: [MAP], changed: SUBTITLE }],
  ['all themes', 'map', { hash: '#/kaart?niveau=buurt', shown: [MAP], changed: SUBTITLE }],
  ['a buurt opened', 'map', { hash: '#/kaart/BU03618403?niveau=buurt', shown: ['article li, article a'] }],
  ['its pane closed', 'map', { hash: '#/kaart?niveau=buurt', shown: [MAP] }],
  ['map to table', 'table', { click: '[data-testid=map-toggle]', shown: [TABLE] }],
  ['table by a figure', 'table', { hash: '#/kaart?niveau=buurt&kleur=cijfer&vorm=tabel', shown: [`${TABLE} td:nth-child(8)`] }],
  ['table of one theme', 'table', { hash: '#/kaart?niveau=buurt&thema=t3&vorm=tabel', shown: [TABLE], changed: SUBTITLE }],
  ['table of all', 'table', { hash: '#/kaart?niveau=buurt&vorm=tabel', shown: [TABLE], changed: SUBTITLE }],
  ['table to map', 'table', { click: '[data-testid=map-toggle]', shown: [MAP] }],
  ['list of signals', 'list', { hash: '#/signalen', shown: ['[data-testid=signal-list] [data-id]'] }],
  ['signals with words', 'list', { hash: '#/signalen?zoek=lantaarn%20brug', shown: ['[data-testid=signal-list] [data-id]'], changed: SUBTITLE }],
  ['signals of a theme', 'list', { hash: '#/signalen?thema=t3', shown: ['[data-testid=signal-list] [data-id]'], changed: SUBTITLE }],
  ['signals of a year', 'list', { hash: '#/signalen?vanaf=2025-01-01&tot=2025-12-31', shown: ['[data-testid=signal-list] [data-id]'], changed: SUBTITLE }],
  ['a signal opened', 'list', { click: '[data-testid=signal-list] [data-id]', shown: ['article h2'] }],
  ['list of figures', 'list', { hash: '#/cijfers?gebied=BU03618403', shown: ['[data-testid=figure-list] [data-id]'] }],
  ['figures of another buurt', 'list', { hash: '#/cijfers?gebied=BU03618707', shown: ['[data-testid=figure-list] [data-id]'], changed: SUBTITLE }],
  ['a figure opened', 'list', { click: '[data-testid=figure-list] [data-id]', shown: ['article svg, article [role=img]'] }],
]

interface Moved { readonly pan: Watched; readonly zoom: Watched }
interface Round extends Moved { readonly paint: number; readonly painting: Watched; readonly again: number; readonly times: readonly number[]; readonly acting: readonly Watched[]; readonly importing: Watched }

async function open(folder: string): Promise<{ electron: ElectronApplication; page: Page }> {
  const { electron, page } = await start(join(import.meta.dirname, '../..'), folder, lock, args)
  await page.getByTestId('unlock-passphrase').fill(passphrase)
  await page.keyboard.press('Enter')
  await page.getByTestId('sidebar').waitFor()
  await pause(3000) // the pages that are fetched when there is nothing else to do
  await watchPage(page)
  return { electron, page }
}

/** Drags the map about and turns the wheel, as a hand does. */
async function move(page: Page): Promise<Moved> {
  const box = (await page.getByTestId('map').locator('canvas').boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  for (let i = 0; i < 3; i++) { await page.mouse.wheel(0, -250); await pause(300) }
  await pause(1000)
  await seenSince(page)
  for (const [dx, dy] of [[-260, 60], [240, -120], [-180, 150], [200, -90]] as const) {
    await page.mouse.move(x, y)
    await page.mouse.down()
    for (let step = 1; step <= 25; step++) { await page.mouse.move(x + (dx * step) / 25, y + (dy * step) / 25); await pause(12) }
    await page.mouse.up()
    await pause(350)
  }
  const pan = await seenSince(page)
  for (let i = 0; i < 12; i++) { await page.mouse.wheel(0, i % 6 < 3 ? -200 : 200); await pause(200) }
  await pause(300)
  return { pan, zoom: await seenSince(page) }
}

/** Imports through the window while the page counts: figures of four years, and 10,000 people. */
async function importAll({ electron, page }: { electron: ElectronApplication; page: Page }, folder: string): Promise<Watched> {
  const choose = async (hash: string, path: string) => {
    await page.evaluate((to) => { location.hash = to }, hash)
    await electron.evaluate(({ dialog }, filePath) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] }) }, path)
    await page.getByRole('button', { name: 'Kies een bestand' }).click()
    await page.getByRole('button', { name: 'Bekijk het resultaat' }).click()
    await page.getByRole('button', { name: /^Importeer [\d.]+ / }).click()
    await page.getByRole('heading', { name: /geïmporteerd$/ }).waitFor({ timeout: 120_000 })
  }
  const figures = join(folder, 'cijfers.csv'), people = join(folder, 'mensen.csv')
  writeFileSync(figures, [2000, 2001, 2002, 2003].map((year, i) => yearTable(year).split('\n').slice(i === 0 ? 0 : 1).join('\n')).join('\n'))
  writeFileSync(people, bulkList(PEOPLE))
  await page.keyboard.press('Control+1') // new people need a gebied
  await seenSince(page)
  await choose('#/cijfers/import', figures)
  await choose('#/contacten/import', people)
  return seenSince(page)
}

const SHOW: Action = { hash: '#/kaart', shown: [MAP] }
async function round(folder: string, full: boolean, last: boolean): Promise<Round> {
  const app = await open(folder)
  const { page } = app
  const paint = await timeOf(page, SHOW), painting = await seenSince(page)
  const moved = await move(page)
  await timeOf(page, { hash: '#/', shown: ['[data-testid=sidebar]'], changed: 'h1' })
  const again = await timeOf(page, SHOW)
  const times: number[] = [], acting: Watched[] = []
  await seenSince(page)
  for (const [what, , action] of actions) {
    if (!full && !DRAWN.includes(what) && what !== 'map to table') { times.push(Number.NaN); acting.push({ frames: [], tasks: [] }); continue }
    times.push(await timeOf(page, action))
    await pause(150)
    acting.push(await seenSince(page))
  }
  const importing = full && last ? await importAll(app, folder) : { frames: [], tasks: [] }
  await app.electron.close()
  return { paint, painting, ...moved, again, times, acting, importing }
}

const FRAME = 1000 / 60
const dropped = (frames: readonly number[]) => frames.reduce((sum, ms) => sum + Math.max(0, Math.round(ms / FRAME) - 1), 0)
const framesSaid = (rounds: readonly Round[], of: 'pan' | 'zoom'): string => {
  const frames = rounds.flatMap((each) => each[of].frames), tasks = rounds.flatMap((each) => each[of].tasks)
  return `${String(frames.length)} frames, ${String(dropped(frames))} dropped, p95 ${percentile(frames, 0.95).toFixed(0)} ms, longest task ${longest(tasks)}`
}
const longest = (tasks: readonly number[]): string => (tasks.length === 0 ? 'under 50 ms' : `${Math.max(...tasks).toFixed(0)} ms`)

/**
 * The map with 50,000 signals in a town of 100 buurten, against the same map without signals in the same app: what is measured is
 * what signals cost, not what Electron and the drawing program do. Both sides in turns, every round in an app that has just started.
 */
export async function mapBench(): Promise<{ lines: Line[]; notes: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'kaart-bench-')), full = join(folder, 'vol'), empty = join(folder, 'leeg')
  try {
    await makeBook(full, fillTown(SIGNALS))
    await makeBook(empty, fillTown(0))
    const ours: Round[] = [], others: Round[] = []
    for (let n = 0; n < ROUNDS; n++) { const last = n === ROUNDS - 1; others.push(await round(empty, false, last)); ours.push(await round(full, true, last)) }
    return { lines: linesOf(ours, others), notes: notesOf(ours, others) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const each = (rounds: readonly Round[], at: number): readonly number[] => rounds.map(({ times }) => times[at] ?? Number.NaN)
const drawnOf = (rounds: readonly Round[]): readonly number[] => actions.flatMap(([what], at) => (DRAWN.includes(what) ? each(rounds, at) : []))
function linesOf(ours: readonly Round[], others: readonly Round[]): Line[] {
  const slowest = (of: 'table' | 'list') => actions.flatMap(([what, group], at) => (group === of && what !== 'table to map' ? each(ours, at) : []))
  return [
    ratio('first paint of the map with 50,000 signals', ours.map(({ paint }) => paint), 'the map without signals', others.map(({ paint }) => paint), 2),
    ratio('the map again, 50,000 signals', ours.map(({ again }) => again), 'the map without signals', others.map(({ again }) => again), 2),
    ratio('frame while panning, 50,000 signals', ours.flatMap(({ pan }) => pan.frames), 'the map without signals', others.flatMap(({ pan }) => pan.frames), 1.5),
    ratio('frame while zooming, 50,000 signals', ours.flatMap(({ zoom }) => zoom.frames), 'the map without signals', others.flatMap(({ zoom }) => zoom.frames), 1.5),
    ratio('action on the map with 50,000 signals and 20 years of 100 figures, until all is drawn', drawnOf(ours), 'the map without signals', drawnOf(others), 1.5),
    atMost('action on the table beside it', slowest('table'), 0.95, 100),
    atMost('action on the lists of signals and figures', slowest('list'), 0.95, 100),
  ]
}
function notesOf(ours: readonly Round[], others: readonly Round[]): string[] {
  return [
    `Map with signals, panning: ${framesSaid(ours, 'pan')}; zooming: ${framesSaid(ours, 'zoom')}; longest task of the first paint ${longest(ours.flatMap(({ painting }) => painting.tasks))}.`,
    `Map without: panning: ${framesSaid(others, 'pan')}; zooming: ${framesSaid(others, 'zoom')}; longest task of the first paint ${longest(others.flatMap(({ painting }) => painting.tasks))}.`,
    `Each action (median; longest task): ${actions.map(([what], at) => `${what} ${median(each(ours, at)).toFixed(0)} ms; ${longest(ours.flatMap(({ acting }) => acting[at]?.tasks ?? []))}`).join(' · ')}.`,
    `Imports of 40,000 figures and ${String(PEOPLE)} people in the window: longest task of the page ${longest(ours.flatMap(({ importing }) => importing.tasks))}, of ${String(ours.flatMap(({ importing }) => importing.tasks).length)} over 50 ms.`,
    'Drawn in software (SwiftShader) where the machine has no graphics card.',
  ]
}
