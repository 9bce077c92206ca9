import { cellText, isBlank, type Problem, type TableRow } from '../import/cell.ts'
import type { Steps } from '../import/steps.ts'
import { fold, foldTight } from '../text/fold.ts'
import { plural } from '../text/numbers.ts'
import { fileStyle, type FigureColumn } from './columns.ts'
import { isShare, noFigure, type Figure } from './figure.ts'
import { splitUnit, tidyName } from './header-parts.ts'
import type { Layout } from './layout.ts'
import { inPart, monthOfDay, partOfYear, readPeriod, withYear, type Period } from './period.ts'
import { bare, minus, readFigure, type NumberStyle, type ReadFigure } from './read-figure.ts'
import { rowArea, type DraftArea } from './row-area.ts'
import { slotsOf, type Slot } from './slots.ts'
import { isMeasure, measureOf, type Measure, type Role } from './words.ts'

export interface DraftIndicator { readonly key: string; readonly name: string; readonly unit: string; readonly group: string; count: number }

/** Every figure of a file, by area, period and indicator. Nothing is added up: levels stay beside each other. */
export interface FiguresDraft {
  readonly areas: ReadonlyMap<string, DraftArea>
  readonly indicators: ReadonlyMap<string, DraftIndicator>
  /** By area key, then period key, then indicator key. */
  readonly figures: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, Figure>>>
  readonly periods: readonly string[]
  readonly problems: readonly Problem[]
  readonly skipped: readonly { readonly line: number; readonly why: string }[]
  /** The year is nowhere in the file. */
  readonly periodMissing: boolean
  /** Rows of areas that were not wanted. */
  readonly left: number
}

export interface DraftOptions {
  /** For figures of which neither the table nor its titles tell when they were measured. */
  readonly period: Period | null
  /** What a table of one figure without a name is about. */
  readonly title: string
  /** The unit that the titles give for the whole table: 'in %'. */
  readonly unit: string
  /** Of a very large file only these areas are kept. Absent: all. */
  readonly wanted?: (area: DraftArea) => boolean
}

const ROWS_PER_STEP = 200
const MOST_PROBLEMS = 500

/** Turns the rows of a table into figures. Never throws; what cannot be read becomes a problem with its line. */
export function* draftSteps(layout: Layout, columns: readonly FigureColumn[], options: DraftOptions): Steps<FiguresDraft> {
  const builder = new DraftBuilder(layout, columns, options)
  for (const [i, row] of layout.rows.entries()) {
    builder.add(row)
    if (i % ROWS_PER_STEP === ROWS_PER_STEP - 1) yield { phase: 'controleren', done: i + 1, total: layout.rows.length }
  }
  return builder.result()
}

type Cells = Map<string, Figure>
interface Said { readonly area: DraftArea | null; readonly period: Period | null; readonly part: string | null; readonly measure: Measure | null; readonly names: readonly string[]; readonly unit: string | null; readonly group: string }

class DraftBuilder {
  private readonly areas = new Map<string, DraftArea>()
  private readonly indicators = new Map<string, DraftIndicator>()
  /** Indicators by how a row and a column together name them: taking a name apart is slow, and there are many rows. */
  private readonly names = new Map<string, DraftIndicator>()
  /** Figures whose cells carry a percent sign, by the key they have without it. */
  private readonly signed = new Map<string, string>()
  private readonly figures = new Map<string, Map<string, Cells>>()
  /** Cells that began with a margin or a count: of some the value never comes. */
  private readonly loose: { cells: Cells; key: string; line: number }[] = []
  private readonly margins: { cells: Cells; key: string; half: number }[] = []
  private readonly problems: Problem[] = []
  private readonly skipped: { line: number; why: string }[] = []
  private readonly columns: readonly FigureColumn[]
  private readonly byRole: ReadonlyMap<Role, readonly FigureColumn[]>
  private readonly slots: readonly Slot[]
  private readonly style: NumberStyle
  private readonly options: DraftOptions
  private readonly yearInName: boolean
  private readonly byMonth: boolean
  private heading = ''
  private left = 0
  private periodMissing = false

  constructor(layout: Layout, columns: readonly FigureColumn[], options: DraftOptions) {
    this.columns = columns
    this.byRole = Map.groupBy(columns, ({ role }) => role)
    this.slots = slotsOf(columns)
    this.style = fileStyle(columns)
    this.options = options
    this.byMonth = hasMonths(layout.rows, this.byRole.get('periode') ?? [])
    this.yearInName = yearsInRows(layout.rows, columns)
    if (layout.second !== null) this.problem({ line: layout.second, message: `Vanaf regel ${String(layout.second)} begint een andere tabel. Die is niet gelezen. Zet elke tabel in een eigen bestand.` })
  }

  add(row: TableRow): void {
    const filled = row.cells.filter((cell) => !isBlank(cell))
    if (filled.length === 0) return
    if (!this.slots.some((slot) => slot.columns.some(({ column }) => !isBlank(row.cells[column])))) return this.addHeading(row, filled.length)
    const said = this.read(row)
    if (said.area && this.options.wanted?.(said.area) === false) { this.left++; return }
    for (const slot of this.slots) this.addSlot(row, slot, said)
  }

  result(): FiguresDraft {
    for (const { cells, key, half } of this.margins) {
      const figure = cells.get(key)
      if (figure && figure.value !== null && figure.low === null && figure.high === null) cells.set(key, { ...figure, low: minus(figure.value, half), high: minus(figure.value, -half) })
    }
    this.dropLoose()
    this.joinSigned()
    this.spreadCounts()
    this.toPercentages()
    const periods = new Set([...this.figures.values()].flatMap((byPeriod) => [...byPeriod.keys()]))
    for (const [key, indicator] of this.indicators) if (indicator.count === 0) this.indicators.delete(key)
    return { areas: this.areas, indicators: this.indicators, figures: this.figures, periods: [...periods].sort(), problems: this.problems, skipped: this.skipped, periodMissing: this.periodMissing, left: this.left }
  }

  /** A row without figures is a heading over the next ones when it names something, and otherwise nothing. */
  private addHeading(row: TableRow, count: number): void {
    const text = tidyName(cellText(row.cells.find((cell) => !isBlank(cell))))
    if (count === 1 && this.has('indicator')) this.heading = text
    else this.skipped.push({ line: row.line, why: 'In deze rij staat geen cijfer.' })
  }

  private has(role: Role): boolean {
    return this.byRole.has(role)
  }

  private texts(row: TableRow, role: Role): string[] {
    return (this.byRole.get(role) ?? []).map(({ column }) => cellText(row.cells[column]).trim()).filter((text) => text !== '')
  }

  /** What a row says about all its figures. */
  private read(row: TableRow): Said {
    const times = this.byRole.get('periode') ?? [], measure = this.texts(row, 'maat')[0]
    const named = this.texts(row, 'indicator').map((text) => (this.yearInName ? withYear(text) : null) ?? { name: text, period: null })
    return {
      area: rowArea(row, this.columns, null), period: times.map(({ column }) => readPeriod(row.cells[column])).find((period) => period !== null) ?? named.find(({ period }) => period !== null)?.period ?? null, part: times.map(({ column, header }) => partOfYear(header, row.cells[column]) ?? (this.byMonth ? monthOfDay(row.cells[column]) : null)).find((part) => part !== null) ?? null, measure: measure === undefined ? null : measureOf(measure),
      names: [...named.map(({ name }) => name), ...this.texts(row, 'kenmerk')].map(tidyName), unit: this.texts(row, 'eenheid')[0] ?? null, group: this.texts(row, 'thema')[0] ?? this.heading,
    }
  }

  private addSlot(row: TableRow, slot: Slot, said: Said): void {
    const area = slot.value.parts.area === null ? said.area : rowArea(row, this.columns, slot.value.parts.area)
    if (!area) { this.skip(row.line, 'In deze rij staat niet om welk gebied het gaat.'); return }
    const whole = slot.value.parts.period ?? said.period ?? this.options.period
    if (!whole) { this.periodMissing = true; return }
    const period = inPart(whole, said.part)
    const { measure } = said
    const read: Partial<Record<Measure, ReadFigure>> = {}
    for (const { column, role, style } of slot.columns) {
      const figure = readFigure(row.cells[column], style ?? this.style)
      if (figure === undefined) this.problem({ line: row.line, column: column + 1, message: `Dit is geen getal: ${short(cellText(row.cells[column]))}` })
      else if (figure !== null) read[measure ?? (isMeasure(role) ? role : 'waarde')] = figure
    }
    if (Object.keys(read).length === 0) return
    const indicator = this.indicatorOf(row, slot, said), cells = this.cellsOf(area, period.key)
    if (measure === null || measure === 'waarde') this.noteArea(area, row.line)
    this.put(cells, indicator.key, slot.value.parts.count === null ? read : { ...read, n: { ...bare, value: slot.value.parts.count } }, period.provisional, { line: row.line, column: slot.value.column + 1 }, measure)
  }

  private put(cells: Cells, key: string, read: Partial<Record<Measure, ReadFigure>>, provisional: boolean, at: { line: number; column: number }, measure: Measure | null): void {
    const held = cells.get(key), { waarde, ondergrens, bovengrens, marge, n } = read
    const seen = held !== undefined && (held.value !== null || held.mark !== null)
    if (waarde && seen && (measure === null || measure === 'waarde')) {
      if (held.value !== waarde.value || held.mark !== waarde.mark) this.problem({ ...at, message: 'Dit cijfer staat er twee keer, met verschillende waarden. Het eerste telt.' })
      return
    }
    const before = held ?? { ...noFigure, mark: null }
    if (!held && !waarde) this.loose.push({ cells, key, line: at.line })
    if (waarde) this.indicators.get(key)!.count++
    cells.set(key, {
      value: waarde?.value ?? before.value, mark: waarde ? waarde.mark : before.mark, provisional: before.provisional || provisional || waarde?.provisional === true,
      low: ondergrens?.value ?? marge?.low ?? waarde?.low ?? before.low, high: bovengrens?.value ?? marge?.high ?? waarde?.high ?? before.high, n: n?.value ?? waarde?.n ?? before.n,
    })
    if (marge?.value !== null && marge?.value !== undefined) this.margins.push({ cells, key, half: Math.abs(marge.value) })
  }

  /** The name of a figure: what the row calls it, its characteristics, and what the column calls it. */
  private indicatorOf(row: TableRow, slot: Slot, said: Said): DraftIndicator {
    const { indicator, unit: ofColumn, group } = slot.value.parts
    const cell = row.cells[slot.value.column], percent = typeof cell === 'string' && cell.endsWith('%') ? '%' : ''
    const shape = [...said.names, '', indicator, said.unit ?? ofColumn ?? '', percent].join('\u0001')
    const before = this.names.get(shape)
    if (before) return before
    const parts = [...said.names, ...(indicator === '' || said.names.some((name) => fold(name) === fold(indicator)) ? [] : [indicator])]
    const { name, unit: inName } = splitUnit((parts.join(': ') || this.options.title).slice(0, 600))
    const unit = (said.unit ?? ofColumn ?? inName ?? (percent || (/^aantal\b|rapportcijfer/i.test(name) ? '' : this.options.unit))).replace(/\s+/g, ' ').slice(0, 120)
    const keyWith = (of: string) => `${fold(name.slice(0, 300))}|${foldTight(of)}|${isShare(of) ? '%' : ''}`, key = keyWith(unit)
    if (percent) this.signed.set(keyWith(''), key)
    const made = this.indicators.get(key) ?? { key, name: name.slice(0, 300).toWellFormed(), unit: unit.replaceAll('\0', '').toWellFormed(), group: (said.group || group).replaceAll('\0', '').slice(0, 300).toWellFormed(), count: 0 }
    this.indicators.set(key, made)
    this.names.set(shape, made)
    return made
  }

  private cellsOf(area: DraftArea, period: string): Cells {
    if (!this.areas.has(area.key)) this.areas.set(area.key, { ...area })
    const byPeriod = this.figures.get(area.key) ?? new Map<string, Cells>()
    const cells = byPeriod.get(period) ?? new Map<string, Figure>()
    this.figures.set(area.key, byPeriod.set(period, cells))
    return cells
  }

  private noteArea({ key }: DraftArea, line: number): void {
    const area = this.areas.get(key)!
    area.figures++
    if (area.lines.length < 20 && area.lines.at(-1) !== line) area.lines.push(line)
  }

  /** A row or column 'n' says for all figures of an area how many answered. */
  private spreadCounts(): void {
    const counts = [...this.indicators.values()].filter(({ name }) => measureOf(name) === 'n')
    if (counts.length === 0 || counts.length === this.indicators.size) return
    for (const byPeriod of this.figures.values()) for (const cells of byPeriod.values()) for (const { key } of counts) {
      const n = cells.get(key)?.value ?? null
      cells.delete(key)
      if (n !== null) for (const [other, figure] of cells) if (figure.n === null) cells.set(other, { ...figure, n })
    }
    for (const { key } of counts) this.indicators.delete(key)
  }

  /** A margin without a value is no figure. */
  private dropLoose(): void {
    const dropped = this.loose.filter(({ cells, key }) => { const figure = cells.get(key); return figure?.value === null && figure.mark === null && cells.delete(key) })
    if (dropped[0]) this.problem({ line: dropped[0].line, message: `${plural(dropped.length, 'keer staat', 'keer staat')} er alleen een marge of aantal, zonder cijfer. Dat is niet overgenomen.` })
  }

  /** Cells that say `45%` give the whole figure its unit, also where a cell holds a mark or lost its sign. */
  private joinSigned(): void {
    for (const [plain, signed] of this.signed) {
      const from = this.indicators.get(plain), to = this.indicators.get(signed)
      if (!from || !to || from === to) continue
      for (const byPeriod of this.figures.values()) for (const cells of byPeriod.values()) {
        const figure = cells.get(plain)
        if (figure && cells.delete(plain) && !cells.has(signed)) cells.set(signed, figure)
      }
      to.count += from.count
      this.indicators.delete(plain)
    }
  }

  /**
   * A worksheet keeps 23 % as 0,23. Where every share of a table lies between 0 and 1, and with more than one decimal, they are made
   * percentages, and that is said. A single larger one tells that '0,4' is 0,4 %.
   */
  private toPercentages(): void {
    const shares = [...this.indicators.values()].filter(({ unit }) => isShare(unit))
    const held = [...this.figures.values()].flatMap((byPeriod) => [...byPeriod.values()])
    const valuesOf = (key: string): number[] => held.map((cells) => cells.get(key)?.value ?? null).filter((value) => value !== null)
    const all = shares.flatMap(({ key }) => valuesOf(key))
    if (this.signed.size > 0 || all.length < 2 || all.some((value) => value < 0 || value > 1) || all.every((value) => Number.isInteger(value * 10))) return
    const times = (value: number | null) => (value === null ? null : Math.round(value * 1e8) / 1e6)
    for (const { key, name } of shares) {
      if (valuesOf(key).length === 0) continue
      for (const cells of held) { const figure = cells.get(key); if (figure) cells.set(key, { ...figure, value: times(figure.value), low: times(figure.low), high: times(figure.high) }) }
      this.problem({ line: 1, message: `${name}: alle waarden liggen tussen 0 en 1. Ze zijn als percentage gelezen (0,23 is 23 %).` })
    }
  }

  private skip(line: number, why: string): void {
    if (this.skipped.at(-1)?.line !== line) this.skipped.push({ line, why })
  }

  private problem(problem: Problem): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push(problem)
  }
}

/** Whether days of more than one month of a year stand in the rows: then each is of its month, and otherwise of its year. */
function hasMonths(rows: readonly TableRow[], times: readonly FigureColumn[]): boolean {
  const months = new Map<number, string>()
  return times.some(({ column }) => rows.some(({ cells }) => {
    const month = monthOfDay(cells[column]), year = month === null ? undefined : readPeriod(cells[column])?.year
    if (month === null || year === undefined) return false
    const before = months.get(year)
    months.set(year, month)
    return before !== undefined && before !== month
  }))
}

/** Whether names of figures in the rows all end in a year, and no column or name above one tells the time. */
function yearsInRows(rows: readonly TableRow[], columns: readonly FigureColumn[]): boolean {
  const names = columns.filter(({ role }) => role === 'indicator')
  if (names.length !== 1 || columns.some(({ role, parts }) => role === 'periode' || parts.period !== null)) return false
  const texts = rows.filter(({ cells }) => cells.filter((cell) => !isBlank(cell)).length > 1).map(({ cells }) => cellText(cells[names[0]!.column]).trim())
  return texts.length > 0 && texts.every((text) => withYear(text) !== null || measureOf(text) === 'n')
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text)
