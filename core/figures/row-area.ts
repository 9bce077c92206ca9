import { cellText, type TableRow } from '../import/cell.ts'
import { foldTight } from '../text/fold.ts'
import { columnLevel, type FigureColumn } from './columns.ts'
import type { HeaderParts } from './header-parts.ts'
import { isRegionName, levelOfWord, readAreaCode, regionKey, splitAreaCode, type AreaCode, type AreaLevel } from './regions.ts'

/** An area as a file names it. */
export interface DraftArea {
  /** The same for the same area in the whole file: its code, or its name at its level. */
  readonly key: string
  /** CBS code in full, the source's own code, or ''. */
  readonly code: string
  readonly name: string
  /** null when neither code nor column tells. */
  readonly level: AreaLevel | null
  /** The gemeente that the row names beside it, where only names tell which area it is; '' otherwise. */
  readonly within: string
  /** How many figures the file has of it, and on which lines (the first twenty). */
  figures: number
  readonly lines: number[]
}

const order: readonly (AreaLevel | null)[] = ['buurt', 'wijk', 'eigen', null, 'gemeente', 'regio']

/** The area of a row: the most precise that its columns name, or the one that the column of the figure names. */
export function rowArea(row: TableRow, columns: readonly FigureColumn[], fromHeader: HeaderParts['area']): DraftArea | null {
  const said = levelSaid(row, columns)
  if (fromHeader) return makeArea(fromHeader.code === '' ? null : { code: fromHeader.code, level: fromHeader.level ?? 'eigen' }, fromHeader.name, fromHeader.level ?? said)
  const codes = codesOf(row, columns)
  const names = columns.filter((c) => c.role === 'gebied').map((c) => ({ text: cellText(row.cells[c.column]).replace(/\s+/g, ' ').trim(), level: levelInPlace(c.header) })).filter(({ text }) => text !== '')
  const found = byPrecision(codes)[0] ?? null
  // A country or province with a code of the source ('nederland', 'prv27') is known by its name.
  const region = found?.level === 'eigen' ? [...names.map(({ text }) => text), found.code].find((text) => isRegionName(text)) : undefined
  if (region !== undefined) return makeArea(null, region, said)
  const name = byPrecision(names).find(({ level }) => found === null || level === null || level === found.level) ?? (found === null ? undefined : names.length === 1 ? names[0] : undefined)
  // A code in the column of names: open data has nothing else, and others put both in one cell.
  const both = found === null && name ? splitAreaCode(name.text) : null
  const inName = found === null && name && /^[a-z]{2}\d/i.test(name.text) ? readAreaCode(name.text) : null
  const gemeente = names.find(({ level }) => level === 'gemeente')
  return makeArea(found ?? both ?? inName, both ? both.name : inName ? '' : (name?.text ?? ''), said ?? name?.level ?? null, gemeente === name ? '' : (gemeente?.text ?? ''))
}

/** The codes of a row. One of the source itself counts where no CBS code is as precise: the number of a buurt beside the code of its gemeente. */
function codesOf(row: TableRow, columns: readonly FigureColumn[]): readonly AreaCode[] {
  const all = columns.filter((c) => c.role === 'gebiedscode').map((c) => ({ of: columnLevel(c.header), code: codeIn(cellText(row.cells[c.column]), columnLevel(c.header)) })).filter((found): found is CodeFound => found.code !== null)
  const cbs = all.map(({ code }) => code).filter(({ level }) => level !== 'eigen')
  if (cbs.length === 0) return all.map(({ code }) => code)
  const deepest = Math.min(...cbs.map(({ level }) => order.indexOf(level)))
  const own = byPrecision(all.filter(({ of, code }) => code.level === 'eigen' && (of === 'buurt' || of === 'wijk') && order.indexOf(of) < deepest).map(({ of, code }) => ({ level: of, code })))[0]
  return own ? [composed(all) ?? own.code] : cbs
}

interface CodeFound { readonly of: AreaLevel | null; readonly code: AreaCode }

/** A CBS code in parts, each in a column: gemeente 0361, wijk 81, buurt 00. */
function composed(all: readonly CodeFound[]): AreaCode | null {
  const digits = (level: AreaLevel): string | undefined => all.find(({ of, code }) => of === level && code.level === 'eigen' && /^\d\d$/.test(code.code))?.code.code
  const cbs = (level: AreaLevel): string | undefined => all.find(({ code }) => code.level === level)?.code.code.slice(2)
  const gemeente = cbs('gemeente'), wijk = cbs('wijk') ?? (gemeente !== undefined && digits('wijk') !== undefined ? `${gemeente}${digits('wijk') ?? ''}` : undefined)
  if (wijk === undefined) return null
  const buurt = digits('buurt')
  return buurt === undefined ? { code: `WK${wijk}`, level: 'wijk' } : { code: `BU${wijk}${buurt}`, level: 'buurt' }
}

const byPrecision = <T extends { readonly level: AreaLevel | null }>(found: readonly T[]): T[] => found.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level))

/** 'Wijken en buurten' and 'Regio' hold every level. */
const levelInPlace = (header: string): AreaLevel | null => { const level = columnLevel(header); return level === 'regio' && /^regio/i.test(header.trim()) ? null : level }

function levelSaid(row: TableRow, columns: readonly FigureColumn[]): AreaLevel | null {
  const column = columns.find((c) => c.role === 'niveau')
  return column ? levelOfWord(cellText(row.cells[column.column])) : null
}

function codeIn(text: string, level: AreaLevel | null): AreaCode | null {
  const clean = text.trim()
  if (clean === '' || clean === '.' || clean === '-') return null
  return readAreaCode(clean, level) ?? { code: clean.slice(0, 20), level: 'eigen' }
}

function makeArea(code: AreaCode | null, given: string, level: AreaLevel | null, within = ''): DraftArea | null {
  const tidy = (text: string): string => text.replaceAll('\0', '').toWellFormed().slice(0, 300).trim()
  const name = tidy(given), made = { name, within: '', figures: 0, lines: [] }
  if (code) return { ...made, key: code.level === 'eigen' ? `eigen:${foldTight(code.code)}` : code.code, code: code.code.replaceAll('\0', '').toWellFormed(), level: code.level }
  if (name === '') return null
  if (isRegionName(name, level)) return { ...made, key: regionKey(name), code: '', level: 'regio' }
  return { ...made, key: `naam:${level ?? ''}:${foldTight(name)}${within === '' ? '' : `:${foldTight(within)}`}`, code: '', level, within: tidy(within) }
}
