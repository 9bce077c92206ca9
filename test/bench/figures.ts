import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import { figureHandlers } from '../../electron/data/figures/handlers.ts'
import { migrations } from '../../electron/data/migrations.ts'
import { storeAreas } from '../support/figures.ts'
import { testContext } from '../support/store.ts'
import { atMost, ratio, type Line } from './ratio.ts'

const choices = { name: '', bureau: '', period: '', breaks: '', provisional: false, others: true, links: {} }
const open = (file: string) => { const context = testContext({}, { file, key: randomBytes(32), migrations }); storeAreas(context.store); return { context, call: figureHandlers(context) } }

/** As wide as the largest table of a survey that we know: 106 areas, four years, 180 indicators, 470 kB. */
export function wideTable(): string {
  const header = ['code', 'gebied', ...Array.from({ length: 180 }, (_, i) => `Indicator nummer ${String(i + 1)} uit het onderzoek`), 'jaar']
  const rows = Array.from({ length: 424 }, (_, n) => [`A${String(n % 106).padStart(2, '0')}`, `Gebied ${String(n % 106)}`, ...Array.from({ length: 180 }, (_, i) => ((n * 37 + i * 53) % 997) / 10), 2014 + Math.floor(n / 106)].join(','))
  return [header.join(','), ...rows].join('\n')
}

/** Twenty years of a hundred indicators with margins for a hundred buurten, a file per year. */
export const yearTable = (year: number): string => ['buurtcode;jaar;indicator;waarde;ondergrens;bovengrens;n',
  ...Array.from({ length: 10_000 }, (_, n) => { const value = 10 + ((n * 31 + year * 7) % 400) / 10; return [`BU0361${String(81 + Math.floor((n % 100) / 10))}${String((n % 100) % 10).padStart(2, '0')}`, year, `Vraag ${String(Math.floor(n / 100))}`, ...[value, value - 3, value + 3].map((v) => v.toFixed(1).replace('.', ',')), 200 + (n % 90)].join(';') }),
].join('\n')

export async function takeFigures(call: ReturnType<typeof figureHandlers>, text: string): Promise<void> {
  const { token } = await call['figures.read']({ name: 'tabel.csv', bytes: Buffer.from(text).toString('base64') })
  await call['figures.preview']({ token, choices })
  await call['figures.run']({ token })
}

/** Importing the largest table of a survey, from reading to writing, against reading it with the library alone; and how fast a page answers when there is much. */
export async function figureBench(rounds = 5): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cijfers-bench-'))
  const text = wideTable(), ours: number[] = [], library: number[] = []
  for (let round = 0; round < rounds; round++) {
    const { context, call } = open(join(folder, `ons-${String(round)}.db`))
    let started = performance.now()
    await takeFigures(call, text)
    ours.push(performance.now() - started)
    context.store.close()
    started = performance.now()
    Papa.parse(text, { dynamicTyping: true, header: true })
    library.push(performance.now() - started)
  }
  const { context, call } = open(join(folder, 'veel.db'))
  for (let year = 2004; year < 2024; year++) await takeFigures(call, yearTable(year))
  const list: number[] = [], pane: number[] = []
  const { areas } = await call['figures.areas']({})
  for (let i = 0; i < 40; i++) {
    const area = areas[i]!.code
    let started = performance.now()
    const { lines } = await call['figures.list']({ area })
    list.push(performance.now() - started)
    started = performance.now()
    await call['figures.detail']({ area, indicatorId: lines[i]!.id })
    pane.push(performance.now() - started)
  }
  context.store.close()
  rmSync(folder, { recursive: true })
  return [
    ratio('import of the largest table of a survey (76,320 figures), previewed and written', ours, 'reading it with the library alone', library, 20),
    atMost('list of an area with 20 years × 100 buurten × 100 figures in the store', list, 0.95, 100), atMost('pane of a figure with the same', pane, 0.95, 100),
  ]
}
