import { CommandFailure } from '#core/contract/command.ts'
import type { FigureCell, FigureChoices, FigureFile, FigureFileTable, FigurePreview } from '#core/contract/figures.ts'
import { matchAreas, type AreaIndex, type MatchedArea } from '#core/figures/areas.ts'
import { figureColumns, headerShape, type FigureColumn } from '#core/figures/columns.ts'
import { draftSteps, type FiguresDraft } from '#core/figures/draft.ts'
import type { DraftArea } from '#core/figures/row-area.ts'
import { chosenPeriod, guessFile, titleUnit } from '#core/figures/guess.ts'
import { layoutOf, type Layout } from '#core/figures/layout.ts'
import { periodName } from '#core/figures/period.ts'
import { figureRefusal, holdsPersons, NO_FIGURES, PERSONS_REFUSED } from '#core/figures/refusals.ts'
import { isMeasure, roleNames, type Role } from '#core/figures/words.ts'
import { cellText, type TableRow } from '#core/import/cell.ts'
import { figureSheet } from '#core/import/choose-sheet.ts'
import { runWithPauses } from '#core/import/steps.ts'
import { readTableSteps, type TableFile } from '#core/import/table.ts'
import type { DataContext } from '../context.ts'
import { pause } from '../work.ts'
import { previewOf } from './preview.ts'
import { areaIndex } from './read.ts'

const TOP_ROWS = 15
const SAMPLES = 3
const LISTED = 200
const ROLES = 'cijfers.kolommen'
const LINKS = 'cijfers.gebieden'
const REMEMBERED = 100
/** Cells with figures above which only the own municipality is read. */
const LARGE = 300_000

export interface Seen { readonly draft: FiguresDraft; readonly areas: readonly MatchedArea[]; readonly choices: FigureChoices; readonly roles: readonly Role[]; readonly layout: Layout }

/** One file of figures on its way in: read, mapped, previewed. In memory only, until it is run or closed. */
export class FigureSession {
  readonly token: string
  readonly name: string
  readonly signal = { aborted: false }
  private readonly context: DataContext
  private readonly file: TableFile
  private readonly index: AreaIndex
  private table: { readonly layout: Layout; readonly columns: readonly FigureColumn[] } | undefined
  private last: Seen | undefined

  private constructor(context: DataContext, name: string, file: TableFile) {
    this.context = context
    this.token = context.newId()
    this.name = name
    this.file = file
    this.index = areaIndex(context.store)
  }

  /** @throws CommandFailure `FileRefused` with one Dutch sentence. */
  static async read(context: DataContext, name: string, bytes: Uint8Array): Promise<FigureSession> {
    const refused = figureRefusal(bytes, name)
    if (refused !== undefined) throw new CommandFailure('FileRefused', refused)
    const result = await runWithPauses(readTableSteps(bytes, { fileName: name }), { pause })
    if (!result) throw new CommandFailure('Cancelled', 'Het lezen is gestopt.')
    if (!result.ok) throw new CommandFailure(result.error.type, result.error.message)
    const session = new FigureSession(context, name, result.value)
    session.refuseOthers()
    return session
  }

  describe(): FigureFile {
    return { token: this.token, name: this.name, sheets: this.file.sheets.map(({ name, hidden, rows }) => ({ name, hidden, rows: rows.length })), first: figureSheet(this.file.sheets) }
  }

  /** Chooses sheet, row of names and roles; answers the columns, with the roles of last time where the names are the same. */
  open(sheetIndex: number, headerRow: number | null, roles: readonly Role[] | null): FigureFileTable {
    const sheet = this.file.sheets[sheetIndex]
    if (!sheet) throw new CommandFailure('NoSheet', 'Dit tabblad is er niet.')
    const layout = layoutOf(sheet, headerRow)
    const held = roles ?? this.remembered(layout)
    const columns = figureColumns(layout, (text) => this.index.has(text), held ?? [])
    this.table = { layout, columns }
    return {
      sheet: sheetIndex, headerRow: layout.first, rows: layout.rows.length, titles: layout.titles, footers: layout.footers, remembered: roles === null && held !== null,
      top: sheet.rows.slice(0, TOP_ROWS).map((row) => ({ line: row.line, cells: row.cells.slice(0, 60).map(cellText) })),
      columns: columns.map((column) => ({ column: column.column, header: column.header, role: column.role, samples: samples(layout.rows, column.column), says: says(column) })),
      problems: sheet.problems.slice(0, LISTED).map(({ line, message }) => ({ line, message })), guess: guessFile(layout, columns, this.name),
    }
  }

  async look(choices: FigureChoices): Promise<FigurePreview> {
    this.signal.aborted = false
    const { layout, columns } = this.opened()
    const steps = draftSteps(layout, columns, { period: chosenPeriod(choices.period, layout, columns, this.name), title: choices.name || this.name, unit: titleUnit(layout), ...this.wanted() })
    const draft = await runWithPauses(steps, { pause, signal: this.signal, onProgress: ({ done, total }) => this.context.emit('progress', { task: 'import.check', done, total }) })
    if (!draft) throw new CommandFailure('Cancelled', 'Het controleren is gestopt. Er is niets bewaard.')
    const links = { ...this.context.store.setting<Record<string, string>>(LINKS), ...choices.links }
    const areas = matchAreas(draft.areas.values(), this.index, { links, others: choices.others })
    this.last = { draft, areas, choices, roles: columns.map(({ role }) => role), layout }
    return previewOf(this.context.store, this.last)
  }

  cells(areaKey: string): readonly FigureCell[] {
    const { draft } = this.seen()
    return [...(draft.figures.get(areaKey) ?? [])].flatMap(([period, cells]) => [...cells].map(([key, figure]) => { const { name, unit } = draft.indicators.get(key)!; return { indicator: name, unit, period, figure } })).slice(0, 2000)
  }

  /** @throws CommandFailure `NoPreview` when nothing was previewed yet. */
  seen(): Seen {
    if (!this.last) throw new CommandFailure('NoPreview', 'Bekijk eerst wat er in dit bestand staat.')
    return this.last
  }

  /** For the next file with the same columns, and for these areas in any file. */
  remember(): void {
    const { layout, roles, choices } = this.seen(), { store } = this.context
    const shapes = Object.entries(store.setting<Record<string, readonly Role[]>>(ROLES) ?? {}).filter(([shape]) => shape !== headerShape(layout))
    store.setSetting(ROLES, Object.fromEntries([...shapes, [headerShape(layout), roles] as const].slice(-REMEMBERED)))
    store.setSetting(LINKS, { ...store.setting<Record<string, string>>(LINKS), ...choices.links })
  }

  /** A file with the figures of the whole country is not kept in memory for one municipality. */
  private wanted(): { wanted?: (area: DraftArea) => boolean } {
    const { layout, columns } = this.opened()
    if (this.index.isEmpty || layout.rows.length * columns.filter(({ role }) => isMeasure(role)).length < LARGE) return {}
    return { wanted: ({ code, name, level }) => level === 'eigen' || code.startsWith('NL') || this.index.isOurs(code) || this.index.ofCode(code) !== undefined || (code === '' && (level === 'regio' || this.index.has(name))) }
  }

  private remembered(layout: Layout): readonly Role[] | null {
    const held = this.context.store.setting<Record<string, readonly Role[]>>(ROLES)?.[headerShape(layout)]
    return held?.length === layout.headers.length ? held : null
  }

  private opened(): { readonly layout: Layout; readonly columns: readonly FigureColumn[] } {
    if (!this.table) this.open(this.firstSheet(), null, null)
    return this.table!
  }

  private firstSheet(): number {
    return Math.max(0, this.file.sheets.findIndex((sheet) => !sheet.hidden && sheet.rows.length > 0))
  }

  /** Lists of persons, and files without a single figure. */
  private refuseOthers(): void {
    const sheets = this.file.sheets.filter((sheet) => sheet.rows.length > 0)
    if (sheets.some((sheet) => sheet.rows.slice(0, 5).some((row) => holdsPersons(row.cells.map(cellText))))) throw new CommandFailure('FileRefused', PERSONS_REFUSED)
    if (!sheets.map((sheet) => layoutOf(sheet)).some((layout) => layout.found && layout.headers.length > 1)) throw new CommandFailure('FileRefused', NO_FIGURES)
  }
}

function says({ role, parts, header }: FigureColumn): string {
  if (!isMeasure(role)) return ''
  const measure = role === 'waarde' ? '' : roleNames[role].toLowerCase()
  return [parts.indicator === header ? '' : parts.indicator, parts.area ? parts.area.name || parts.area.code : '', parts.period ? periodName(parts.period.key) : '', measure, parts.unit ?? ''].filter((text) => text !== '').join(' · ')
}

function samples(rows: readonly TableRow[], column: number): string[] {
  const out: string[] = []
  for (const row of rows) {
    const text = cellText(row.cells[column]).trim()
    if (text !== '' && !out.includes(text)) out.push(text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text)
    if (out.length === SAMPLES) break
  }
  return out
}
