import { restore } from '../text/formula.ts'
import { plural } from '../text/numbers.ts'
import type { Problem, TableRow } from './cell.ts'
import type { Limits } from './limits.ts'
import type { Steps } from './steps.ts'

export type Delimiter = ';' | ',' | '\t' | '|'
const delimiters: readonly Delimiter[] = [';', '\t', ',', '|']

export interface CsvText {
  readonly delimiter: Delimiter
  readonly rows: TableRow[]
  readonly problems: Problem[]
}

/** Characters in one quoted cell before its quote counts as never closed: Excel itself stops at 32,767. */
const LONGEST_CELL = 65_536
/** After this many quotes that never close, quotes in this file mean nothing. */
const HOPELESS_QUOTES = 50
const MOST_PROBLEMS = 200
const ROWS_PER_STEP = 2000

/** Reads separated text. A quote in the wrong place costs a message with its line number, never the rest of the file. */
export function* readCsv(raw: string, limits: Limits): Steps<CsvText> {
  // oxlint-disable-next-line no-control-regex -- old programs end a file with it
  const text = unwrapped(raw.replace(/\x1a\s*$/, ''))
  const separator = /^sep=(.)(?:\r\n|\r|\n|$)/i.exec(text)
  const named = delimiters.find((candidate) => candidate === separator?.[1])
  const reader = new CsvReader(text, named ?? guessDelimiter(text), separator && named ? separator[0].length : 0)
  const rows: TableRow[] = []
  let cellCount = 0
  for (let row = reader.next(); row; row = reader.next()) {
    if (row.cells.every((cell) => typeof cell === 'string' && cell.trim() === '')) continue
    rows.push(row)
    cellCount += row.cells.length
    if (rows.length >= limits.rows || cellCount >= limits.cells) {
      reader.report(row.line, undefined, `Dit bestand is te lang. Alleen de eerste ${plural(rows.length, 'rij is', 'rijen zijn')} gelezen.`)
      break
    }
    if (rows.length % ROWS_PER_STEP === 0) yield { phase: 'lezen', done: reader.position, total: text.length }
  }
  return { delimiter: reader.delimiter, rows, problems: reader.problems }
}

/** Lines that Excel took for one cell each and put in quotes as a whole, as they were before. */
function unwrapped(text: string): string {
  const lines = text.slice(0, 20_000).split(/\r\n|\r|\n/).slice(0, 40).filter((line) => line !== '')
  if (text.length > 20_000) lines.pop()
  const isWhole = (line: string): boolean => wrapped.test(line)
  // Two delimiters at least, as many on each line: 'Berg, Jan' alone in a column is a name.
  const fits = delimiters.some((delimiter) => {
    const [first = 0, ...others] = lines.map((line) => (isWhole(line) || !line.includes('"') ? line.split(delimiter).length - 1 : 0))
    return first > 1 && others.every((count) => count >= first)
  })
  return fits && lines.some(isWhole) ? text.replace(/^"((?:[^"\r\n]|"")*)"$/gm, (_, line: string) => line.replaceAll('""', '"')) : text
}
const wrapped = /^"(?:[^"]|"")*"$/

/** The delimiter that cuts the first lines into the same number of columns most often; more columns win a tie. */
export function guessDelimiter(text: string): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ';', score: 0 }
  for (const delimiter of delimiters) {
    const reader = new CsvReader(text.slice(0, 100_000), delimiter, 0)
    const widths: number[] = []
    for (let row = reader.next(); row && widths.length < 60; row = reader.next()) if (row.cells.length > 1 || row.cells[0] !== '') widths.push(row.cells.length)
    const score = scoreWidths(widths)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

function scoreWidths(widths: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1)
  let best = 0
  for (const [width, count] of counts) best = Math.max(best, count / widths.length + Math.min(width, 100) / 1000)
  return best
}

class CsvReader {
  readonly delimiter: Delimiter
  readonly problems: Problem[] = []
  position: number
  private readonly text: string
  private line: number
  private lostQuotes = 0

  constructor(text: string, delimiter: Delimiter, start: number) {
    this.text = text
    this.delimiter = delimiter
    this.position = start
    this.line = start > 0 ? 2 : 1
  }

  report(line: number, column: number | undefined, message: string): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push(column === undefined ? { line, message } : { line, column, message })
  }

  /** The next row, blank ones included, or undefined at the end. */
  next(): TableRow | undefined {
    if (this.position >= this.text.length) return undefined
    const line = this.line
    const cells: string[] = []
    do cells.push(restore(this.cell(cells.length + 1)))
    while (this.skipDelimiter())
    this.skipLineEnd()
    return { line, cells }
  }

  private skipDelimiter(): boolean {
    if (this.text[this.position] !== this.delimiter) return false
    this.position++
    return true
  }

  private skipLineEnd(): void {
    if (this.text[this.position] === '\r') this.position++
    if (this.text[this.position] === '\n') this.position++
    this.line++
  }

  private cell(column: number): string {
    const start = this.position
    if (this.text[start] === ' ') {
      // 'a, "b, c"': a quote behind spaces counts only where it closes well.
      while (this.text[this.position] === ' ') this.position++
      const quoted = this.text[this.position] === '"' && this.lostQuotes < HOPELESS_QUOTES ? this.quotedCell(column, true) : undefined
      if (quoted !== undefined) return quoted
      this.position = start
    } else if (this.text[start] === '"' && this.lostQuotes < HOPELESS_QUOTES) {
      const quoted = this.quotedCell(column, false)
      if (quoted !== undefined) return quoted
      this.lostQuotes++
      this.report(this.line, column, `Op regel ${String(this.line)}, kolom ${String(column)} begint een aanhalingsteken dat nergens wordt gesloten.`)
    }
    const end = this.endOfCell(this.position)
    const value = this.text.slice(this.position, end)
    this.position = end
    return value
  }

  private endOfCell(from: number): number {
    let at = from
    while (at < this.text.length && !this.isBorder(at)) at++
    return at
  }

  /** Is there a delimiter, a line end or the end of the text here? */
  private isBorder(at: number): boolean {
    if (at >= this.text.length) return true
    const code = this.text.charCodeAt(at)
    return code === 10 || code === 13 || code === this.delimiter.charCodeAt(0)
  }

  /** A cell in quotes, or undefined when its closing quote cannot be found: then nothing was consumed. */
  private quotedCell(column: number, strict: boolean): string | undefined {
    const start = this.position + 1
    const pieces: string[] = []
    let from = start, stray = false
    for (let at = this.text.indexOf('"', start); at >= 0 && at - start <= LONGEST_CELL; at = this.text.indexOf('"', at + 1)) {
      const doubled = this.text[at + 1] === '"'
      // After a stray quote, `"",` is a quotation that ends the cell rather than an escaped quote that goes on.
      if (doubled && !(stray && this.isBorder(at + 2))) {
        pieces.push(this.text.slice(from, at + 1))
        from = ++at + 1
        continue
      }
      const end = doubled ? at + 1 : at
      if (this.isBorder(end + 1)) return this.close(pieces.join('') + this.text.slice(from, end), end + 1, column, stray)
      const blank = /^ +/.exec(this.text.slice(end + 1, end + 20))
      if (blank && !stray && this.isBorder(end + 1 + blank[0].length)) return this.close(pieces.join('') + this.text.slice(from, end), end + 1 + blank[0].length, column, stray)
      if (strict) return undefined
      stray = true
    }
    return undefined
  }

  private close(value: string, end: number, column: number, stray: boolean): string {
    const line = this.line
    for (const match of value.matchAll(/\r\n|\r|\n/g)) if (match) this.line++
    this.position = end
    if (stray) this.report(line, column, `Op regel ${String(line)}, kolom ${String(column)} staat een aanhalingsteken midden in de tekst. Controleer deze cel.`)
    else if (/[\r\n]$/.test(value)) this.report(line, column, `Op regel ${String(line)}, kolom ${String(column)} loopt de tekst tussen aanhalingstekens door op de volgende regel. Controleer deze cel.`)
    return value
  }
}
