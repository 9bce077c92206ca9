import { plural } from '../text/numbers.ts'
import { isBlank, type Cell, type Problem, type TableRow } from './cell.ts'
import type { Limits } from './limits.ts'
import { fromIso, fromSerial } from './xlsx-dates.ts'
import type { Budget, MergedCells, SheetData, WorkbookParts } from './xlsx-parts.ts'
import { attribute, decodeEscapes, type XmlListener } from './xml.ts'
import { FileRefused } from './zip.ts'

/** Turns the XML of one worksheet into rows. Trusts no dimension, and places cells without an address after the last one. */
export class SheetReader implements XmlListener {
  /** No more rows are wanted. */
  full = false
  private readonly parts: WorkbookParts
  private readonly budget: Budget
  private readonly limits: Limits
  private readonly rows: TableRow[] = []
  private readonly merged: MergedCells[] = []
  private readonly problems: Problem[] = []
  private cells: Cell[] = []
  private line = 0
  private column = 0
  private type = ''
  private style = 0
  private value = ''
  private take = false
  private phonetic = 0
  private hiddenRows = 0
  private tooWide = false

  constructor(parts: WorkbookParts, budget: Budget, limits: Limits) {
    this.parts = parts
    this.budget = budget
    this.limits = limits
  }

  open(name: string, attributes: string): void {
    switch (name) {
      case 'row': return this.openRow(attributes)
      case 'c': return this.openCell(attributes)
      case 'v': this.take = true; return
      // Text inside <is>; a <t> elsewhere in a sheet does not occur.
      case 't': this.take = this.phonetic === 0; return
      case 'rPh': this.phonetic++; return
      case 'mergeCell': this.addMerged(attribute(attributes, 'ref') ?? ''); return
    }
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.take = false
    else if (name === 'rPh') this.phonetic--
    else if (name === 'c') this.closeCell()
    else if (name === 'row') this.closeRow()
  }

  text(piece: string): void {
    if (this.take) this.value += piece
  }

  result(): Omit<SheetData, 'name' | 'hidden'> {
    if (this.hiddenRows > 0) this.problems.push({ line: 1, message: `${plural(this.hiddenRows, 'rij is', 'rijen zijn')} in dit blad verborgen. Verborgen rijen doen gewoon mee.` })
    return { rows: this.rows, merged: this.merged, problems: this.problems }
  }

  private openRow(attributes: string): void {
    const given = Number(attribute(attributes, 'r'))
    this.line = Number.isInteger(given) && given > 0 && given <= 1_048_576 ? given : this.line + 1
    this.column = 0
    this.cells = []
    if (/^(?:1|true)$/.test(attribute(attributes, 'hidden') ?? '')) this.hiddenRows++
  }

  private openCell(attributes: string): void {
    this.column = columnOf(attribute(attributes, 'r')) ?? this.column + 1
    this.type = attribute(attributes, 't') ?? 'n'
    this.style = Number(attribute(attributes, 's') ?? 0)
    this.value = ''
  }

  private closeCell(): void {
    const cell = this.typed()
    if (isBlank(cell)) return
    if (this.column > this.limits.columns) {
      this.tooWide = true
      return
    }
    while (this.cells.length < this.column - 1) this.cells.push('')
    this.cells[this.column - 1] = cell
  }

  private typed(): Cell {
    switch (this.type) {
      case 's': return this.parts.strings[Number(this.value)] ?? ''
      case 'b': return this.value.trim() === '1' || this.value.trim() === 'true'
      case 'd': return fromIso(this.value) ?? this.value
      case 'n': return this.typedNumber()
      default: return decodeEscapes(this.value)
    }
  }

  private typedNumber(): Cell {
    const text = this.value.trim()
    if (text === '') return ''
    const number = Number(text)
    if (Number.isNaN(number)) return (this.parts.dateStyles[this.style] === true ? fromIso(text) : null) ?? text
    // As it is read on the screen: the sign tells that 45 is meant, and no more digits than a number has.
    if (this.parts.percentStyles[this.style] === true) return `${Number((number * 100).toPrecision(12)).toFixed(8).replace(/\.?0+$/, '').replace('.', ',')}%`
    if (this.parts.dateStyles[this.style] !== true) return number
    return fromSerial(number, this.parts.date1904) ?? number
  }

  private closeRow(): void {
    if (this.cells.length === 0 || this.full) return
    this.budget.cells -= this.cells.length
    if (this.budget.cells < 0) throw new FileRefused('In dit Excel-bestand staan te veel cellen. Verdeel de lijst over meer bestanden.')
    this.rows.push({ line: this.line, cells: this.cells })
    if (this.tooWide) {
      this.problems.push({ line: this.line, message: `Vanaf rij ${String(this.line)} staan er meer dan ${plural(this.limits.columns, 'kolom', 'kolommen')}. De rest is niet gelezen.` })
      this.tooWide = false
    }
    if (this.rows.length >= this.limits.rows) {
      this.full = true
      this.problems.push({ line: this.line, message: `Dit blad is te lang. Alleen de eerste ${plural(this.rows.length, 'rij is', 'rijen zijn')} gelezen.` })
    }
  }

  private addMerged(ref: string): void {
    const match = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(ref)
    if (!match || this.merged.length >= 10_000) return
    this.merged.push({ left: columnOf(match[1]) ?? 1, top: Number(match[2]), right: columnOf(match[3]) ?? 1, bottom: Number(match[4]) })
  }
}

/** Column number from 1 of an address such as 'AB12', or undefined when it has none. */
function columnOf(address: string | undefined): number | undefined {
  let column = 0
  for (let i = 0; address !== undefined && i < address.length && i < 4; i++) {
    const letter = address.charCodeAt(i) & 0xdf
    if (letter < 65 || letter > 90) break
    column = column * 26 + letter - 64
  }
  return column === 0 ? undefined : column
}
