import { cellText, isBlank, type Cell, type TableRow } from '../import/cell.ts'
import { fold } from '../text/fold.ts'
import { headerParts, type HeaderContext, type HeaderParts } from './header-parts.ts'
import type { Layout } from './layout.ts'
import { isFigureLike, styleOf, type NumberStyle } from './read-figure.ts'
import { monthOfDay, partOfYear, readPeriod } from './period.ts'
import { isRegionName, levelOfWord, readAreaCode } from './regions.ts'
import { isMeasure, isUnitValue, measureOf, roleOfHeader, type Role } from './words.ts'

/** One column of a table of figures: what it is, and what its name says about its figures. */
export interface FigureColumn {
  readonly column: number
  readonly header: string
  readonly role: Role
  readonly parts: HeaderParts
  /** How its numbers are written; null when nothing in it tells. */
  readonly style: NumberStyle
}

const SAMPLE = 400
/** What says how a figure differs from another, and is none itself. */
const difference = /^(?:[▲▼△▽↑↓→←⬆⬇=≈+–-]+|hoger|lager|gelijk|beter|slechter|toegenomen|afgenomen|stijging|daling|stabiel|geen verschil|(?:niet )?significant(?: hoger| lager)?|n\.?s\.?)$/iu
/** A figure of open data carries the number of its column; what does not is a characteristic or an area. */
const openName = /^[A-Z][A-Za-z0-9]*_\d{1,3}$/
/** A name that ends in a year, but for its unit or measure, or begins with one. */
const withYear = /(?:^|[\s(_-])(?:19|20)\d\d\*{0,2}\)?(?:\s*[([][^()[\]]*[)\]]|\s+(?:marge|ondergrens|bovengrens|waarde|n|%|±))?$|^(?:19|20)\d\d[\s:_-]/
/** A column counts as something when this share of its filled cells is that. */
const MOST = 0.6

interface Look { readonly filled: number; readonly figures: number; readonly numbers: number; readonly periods: number; readonly codes: number; readonly ownCodes: number; readonly tight: number; readonly areas: number; readonly units: number; readonly measures: number; readonly signs: number; readonly distinct: number; readonly letters: boolean }

/** Guesses what every column is. `chosen` are the roles that a person gave; the names are then read in their light. */
export function figureColumns(layout: Layout, isAreaName: (text: string) => boolean, chosen: readonly (Role | null)[] = []): FigureColumn[] {
  const looks = layout.headers.map((levels, column) => lookAt(layout.rows, column, levels.at(-1) ?? '', isAreaName))
  const guessed = layout.headers.map((levels, column) => chosen[column] ?? guessRole(levels, looks[column]!))
  const roles = settle(guessed, chosen, layout, looks, isAreaName)
  const figures = roles.map((role, column) => (isMeasure(role) ? column : -1)).filter((column) => column >= 0)
  const years = figures.filter((column) => layout.headers[column]!.some((text) => withYear.test(text)))
  const months = new Set(figures.flatMap((column) => layout.headers[column]!.map(monthOfDay)).filter((month) => month !== null))
  const context: HeaderContext = { isAreaName, rowsNameFigure: roles.includes('indicator') && !roles.includes('gebied') && !roles.includes('gebiedscode'), yearsInNames: years.length > 1 || (figures.length === 1 && years.length === 1), daysAreMonths: months.size > 1 }
  const columns = roles.map((role, column): FigureColumn => {
    const levels = layout.headers[column] ?? []
    return { column, header: levels.join(' ') || `Kolom ${String(column + 1)}`, role, parts: headerParts(isMeasure(role) ? levels : [], context), style: styleIn(layout.rows, column) }
  })
  return apart(withPartners(columns, chosen))
}

function lookAt(rows: readonly TableRow[], column: number, name: string, isAreaName: (text: string) => boolean): Look {
  const cells: Cell[] = []
  for (const row of rows) { const cell = row.cells[column]; if (!isBlank(cell) && cells.push(cell!) === SAMPLE) break }
  const texts = cells.map((cell) => cellText(cell).trim())
  const count = (test: (text: string, i: number) => boolean) => texts.filter(test).length
  return {
    filled: cells.length, figures: count((_, i) => isFigureLike(cells[i])), numbers: count((text) => /\d/.test(text)), periods: count((_, i) => readPeriod(cells[i]) !== null || partOfYear(name, cells[i]) !== null),
    codes: count((text) => readAreaCode(text) !== null && (/^[A-Z]{2}/i.test(text) || /^\d{7,8}$|^0\d{5}$/.test(text))), ownCodes: count((text) => /^[A-Z]{1,2}[ -]?\d{1,3}[a-z]?$/i.test(text)), tight: count((text) => /^\S{1,12}$/.test(text)),
    areas: count((text) => isAreaName(text) || isRegionName(text)), units: count(isUnitValue), measures: count((text) => measureOf(text) !== null), signs: count((text) => difference.test(text)), distinct: new Set(texts).size, letters: /^\p{L}+$/u.test(texts[0] ?? ''),
  }
}

function guessRole(levels: readonly string[], look: Look): Role {
  const name = levels.at(-1) ?? '', whole = levels.join(' ')
  if (look.filled === 0) return 'overslaan'
  const most = (count: number) => count >= look.filled * MOST
  const named = roleOfHeader(whole) ?? roleOfHeader(name)
  if (named === 'overslaan' && (most(look.figures) || look.numbers === 0)) return 'overslaan'
  if (look.distinct > 1 && most(look.signs) && !most(look.figures)) return 'overslaan'
  // One letter all the way down that only looks like the mark for secret.
  if (look.numbers === 0 && look.distinct === 1 && look.letters && most(look.figures)) return 'overslaan'
  // 'naam', 'omschrijving' and 'code' stand above units too.
  if ((named === 'gebied' || named === 'gebiedscode') && !(most(look.units) && look.distinct < look.filled)) return areaRole(named, name, look, most)
  if (named === 'periode' && most(look.periods)) return 'periode'
  if (named === 'maat' && most(look.measures)) return 'maat'
  if ((named === 'indicator' || named === 'eenheid' || named === 'niveau' || named === 'thema') && !most(look.figures)) return named === 'indicator' && most(look.units) && look.distinct < 4 ? 'eenheid' : named
  if (most(look.codes)) return 'gebiedscode'
  if (most(look.periods) && look.distinct <= 60 && (levels.length === 0 || readPeriod(whole) === null) && measureOf(name) === null && look.distinct < look.filled) return 'periode'
  if (most(look.figures)) return measureOf(whole) ?? measureOf(name) ?? 'waarde'
  if (most(look.measures)) return 'maat'
  // Units repeat; 'Rapportcijfer leefbaarheid', 'Aantal respondenten' under each other are names of figures.
  if (most(look.units) && (look.distinct < look.filled || look.distinct === 1)) return 'eenheid'
  if (most(look.areas)) return 'gebied'
  // Whatever it is called, a column with hardly any digits holds words.
  return look.figures * 4 > look.filled && look.numbers * 3 > look.filled ? 'waarde' : 'kenmerk'
}

const isWhole = (name: string) => /^(?:gemeente|gemeenten|nederland|provincie|stad|stadsdeel)\b/i.test(name.trim())

function areaRole(named: 'gebied' | 'gebiedscode', name: string, look: Look, most: (count: number) => boolean): Role {
  if (most(look.codes) || most(look.ownCodes)) return 'gebiedscode'
  if (named === 'gebiedscode' && (most(look.figures) || (most(look.tight) && !most(look.areas)))) return 'gebiedscode'
  // 'Gemeente' above figures is an area with its figures; a number under 'Wijk' is its number.
  return most(look.figures) ? (isWhole(name) ? 'waarde' : 'gebiedscode') : 'gebied'
}

/** What only the table as a whole can tell: which words name the area, and which the figure. */
function settle(guessed: readonly Role[], chosen: readonly (Role | null)[], layout: Layout, looks: readonly Look[], isAreaName: (text: string) => boolean): Role[] {
  const free = (column: number) => (chosen[column] ?? null) === null
  const name = (column: number) => layout.headers[column]?.at(-1) ?? '', open = layout.headers.some((_, column) => openName.test(name(column)))
  const roles = guessed.map((role, column): Role => (open && role === 'waarde' && free(column) && /^[A-Za-z]+$/.test(name(column)) ? 'kenmerk' : role))
  const words = () => roles.map((role, column) => (role === 'kenmerk' && free(column) ? column : -1)).filter((column) => column >= 0)
  const hasArea = () => roles.includes('gebied') || roles.includes('gebiedscode')
  const inNames = layout.headers.some((levels, column) => isMeasure(roles[column]!) && levels.some((level) => level.split(/_+/).some((part) => isAreaName(part.trim()) || isRegionName(part.trim()) || (/^[a-z]{2}\d/i.test(part.trim()) && readAreaCode(part) !== null))))
  const figures = roles.filter(isMeasure).length
  if (!hasArea() && !inNames && !(roles.includes('indicator') && figures > 1)) {
    // The first column of words with most different ones names the areas.
    const first = words().toSorted((a, b) => looks[b]!.distinct - looks[a]!.distinct || a - b)[0]
    if (first !== undefined) roles[first] = 'gebied'
  }
  if (!roles.includes('indicator') && (inNames || (figures === 1 && hasArea()))) {
    const named = words().filter((column) => looks[column]!.distinct > 1)[0]
    if (named !== undefined) roles[named] = 'indicator'
  }
  // 'Totaalscore' in every row is the name of a figure that is only called 'Waarde'.
  const value = roles.findIndex(isMeasure), only = figures === 1 && hasArea() && !roles.includes('indicator') && measureOf(name(value)) !== null ? words()[0] : undefined
  if (only !== undefined && !/^totaal$/i.test(cellText(layout.rows[0]?.cells[only]).trim())) roles[only] = 'indicator'
  // The same word in every row ('Totaal') says nothing.
  for (const column of words()) if (looks[column]!.distinct < 2 && looks[column]!.filled > 1) roles[column] = 'overslaan'
  return roles
}

/** A margin needs a figure it belongs to: without one, the column is a figure itself ('N_wijk', the number of homes). */
function withPartners(columns: readonly FigureColumn[], chosen: readonly (Role | null)[]): FigureColumn[] {
  const key = ({ parts }: FigureColumn) => fold(parts.indicator)
  const values = new Set(columns.filter((c) => c.role === 'waarde' && (c.parts.measure ?? 'waarde') === 'waarde').map(key))
  return columns.map((column) => {
    if (!isMeasure(column.role)) return column
    const measure = chosen[column.column] ?? column.parts.measure ?? column.role
    if (measure === 'waarde' || !isMeasure(measure)) return { ...column, role: 'waarde' }
    if (column.parts.indicator === '' || values.has(key(column)) || (chosen[column.column] ?? null) !== null) return { ...column, role: measure }
    return { ...column, role: 'waarde', parts: { ...column.parts, measure: null, indicator: column.header } }
  })
}

/**
 * 'Verniel_MEAN' and 'verniel' are two figures: where taking a name apart makes two alike, both keep the whole of it. So does a column
 * 'score' that stands beside other figures, when no row names what it is about.
 */
function apart(columns: readonly FigureColumn[]): FigureColumn[] {
  const place = ({ parts }: FigureColumn) => [fold(parts.indicator), parts.period?.key ?? '', parts.area?.code ?? '', fold(parts.area?.name ?? '')].join('|')
  const counts = new Map<string, number>(), values = columns.filter(({ role }) => role === 'waarde')
  for (const column of values) counts.set(place(column), (counts.get(place(column)) ?? 0) + 1)
  const rowsName = columns.some(({ role }) => role === 'indicator')
  const bare = ({ parts }: FigureColumn) => parts.indicator === '' && parts.measure !== null && parts.period === null && parts.area === null && !rowsName && values.length > 1
  return columns.map((column) => (column.role === 'waarde' && (bare(column) || (counts.get(place(column))! > 1 && (column.parts.indicator !== '' || column.parts.measure !== null))) ? { ...column, parts: { ...column.parts, indicator: column.header } } : column))
}

function styleIn(rows: readonly TableRow[], column: number): NumberStyle {
  let comma = 0, point = 0
  for (const row of rows) {
    const cell = row.cells[column]
    const style = typeof cell === 'string' ? styleOf(cell) : null
    if (style === ',') comma++
    else if (style === '.') point++
    if (comma + point === 200) break
  }
  return comma === point ? null : comma > point ? ',' : '.'
}

/** How the numbers of the whole file are written, for the columns that do not tell themselves. */
export function fileStyle(columns: readonly FigureColumn[]): NumberStyle {
  const count = (style: NumberStyle) => columns.filter((c) => isMeasure(c.role) && c.style === style).length
  return count(',') === count('.') ? null : count(',') > count('.') ? ',' : '.'
}

/** Under which a choice of roles is remembered: the names of the columns without years, so that next year's file is known. */
export const headerShape = (layout: Layout): string => layout.headers.map((levels) => fold(levels.join(' ')).replace(/\d+/g, '#')).join('|').slice(0, 4000)

/** The level that the name of a column of areas tells: 'wijkcode' holds wijken. */
export const columnLevel = (header: string) => levelOfWord(header)
