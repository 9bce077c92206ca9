import { AreaIndex, type OwnAreas } from '#core/figures/areas.ts'
import { figureColumns, type FigureColumn } from '#core/figures/columns.ts'
import { draftSteps, type FiguresDraft } from '#core/figures/draft.ts'
import { titleUnit, typedPeriod } from '#core/figures/guess.ts'
import { layoutOf, type Layout } from '#core/figures/layout.ts'
import { runToEnd } from '#core/import/steps.ts'
import { readTable } from '#core/import/table.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { HOUSE_STYLE_ID } from '#core/model/kinds.ts'
import type { Store } from '../../electron/data/store/store.ts'

/** An invented municipality; no real wijk has a number above 80. */
export const inventedAreas: OwnAreas = {
  municipality: 'Gemeente Voorbeeldstad',
  wijken: [{ code: 'WK036181', name: 'Overdie' }, { code: 'WK036183', name: 'De Mare' }, { code: 'WK036185', name: 'Noorderdijk' }],
  buurten: [{ code: 'BU03618100', name: 'Overdie-Oost' }, { code: 'BU03618101', name: 'Overdie-West' }, { code: 'BU03618500', name: 'Noorderdijk' }],
}

/** The same municipality in a store. */
export function storeAreas(store: Store): void {
  store.commit([
    { kind: 'houseStyle', id: HOUSE_STYLE_ID, gebied: MUNICIPALITY, fields: { municipality: inventedAreas.municipality } },
    { kind: 'gebied', id: 'g-zuid', gebied: MUNICIPALITY, fields: { name: 'Zuid' } },
    ...inventedAreas.wijken.map(({ code, name }) => ({ kind: 'wijk', id: code, gebied: MUNICIPALITY, fields: { code, name, gebiedId: 'g-zuid' } }) as const),
    ...inventedAreas.buurten.map(({ code, name }) => ({ kind: 'buurt', id: code, gebied: MUNICIPALITY, fields: { code, name, wijkCode: `WK${code.slice(2, 8)}` } }) as const),
  ])
}

export interface ReadFigures { readonly layout: Layout; readonly columns: readonly FigureColumn[]; readonly draft: FiguresDraft }

/** What the import makes of a table, with the roles as guessed. */
export function readFigures(given: Uint8Array | string, { period = '', own = inventedAreas, name = 'tabel.csv' } = {}): ReadFigures {
  const read = readTable(typeof given === 'string' ? new TextEncoder().encode(given) : given, { fileName: name })
  if (!read.ok) throw new Error(read.error.message)
  const sheet = read.value.sheets.find(({ hidden, rows }) => !hidden && rows.length > 0)
  if (!sheet) throw new Error('Dit bestand is leeg.')
  const layout = layoutOf(sheet)
  const index = new AreaIndex(own), columns = figureColumns(layout, (text) => index.has(text))
  return { layout, columns, draft: runToEnd(draftSteps(layout, columns, { period: typedPeriod(period), title: layout.titles[0] ?? 'Cijfer', unit: titleUnit(layout) })) }
}

/** Every figure as one line, 'WK036181 2023 Onveilig [%] 31.4 (27.1–35.7) n212 *', for exact expectations. */
export function linesOf({ areas, indicators, figures }: FiguresDraft): string[] {
  return [...areas.values()].flatMap(({ key, code, name }) => [...figures.get(key)!].flatMap(([period, cells]) => [...cells].map(([id, { value, low, high, n, mark, provisional }]) => {
    const indicator = indicators.get(id)!
    return [code || name, period, indicator.name, indicator.unit === '' ? '' : `[${indicator.unit}]`, String(value ?? mark), low === null && high === null ? '' : `(${String(low)}–${String(high)})`, n === null ? '' : `n${String(n)}`, provisional ? '*' : ''].filter((part) => part !== '').join(' ')
  })))
}
