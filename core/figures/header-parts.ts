import { inPart, monthOfDay, readPeriod, type Period } from './period.ts'
import { readAreaCode, isRegionName, splitAreaCode, type AreaLevel } from './regions.ts'
import { isNameToo, isShareWord, isUnit, measureOf, type Measure } from './words.ts'

/** What the names above a column of figures say. null: the row says it, or nobody does. */
export interface HeaderParts {
  readonly indicator: string
  readonly group: string
  readonly measure: Measure | null
  readonly unit: string | null
  readonly period: Period | null
  /** 'Overdie (n=212)': how many answered. */
  readonly count: number | null
  readonly area: { readonly code: string; readonly name: string; readonly level: AreaLevel | null } | null
}

export interface HeaderContext {
  /** Whether this is the name of an area of the municipality itself. */
  readonly isAreaName: (text: string) => boolean
  /** Rows name the figure, so that what is left of a column's name is an area. */
  readonly rowsNameFigure: boolean
  /** Several columns end in a year: then the year is no part of the name. */
  readonly yearsInNames: boolean
  /** Days of several months stand above the columns: then each is of its month. */
  readonly daysAreMonths: boolean
}

interface Found { indicator: string[]; measure: Measure | null; unit: string | null; period: Period | null; count: number | null; area: HeaderParts['area'] }

/** Takes the names above a column apart: 'Waarde_Groningen (PV)_2015', 'Opleidingsniveau/Laag/Waarde (%)', ['Rapportcijfer', '2023*', 'ondergrens']. */
export function headerParts(levels: readonly string[], context: HeaderContext): HeaderParts {
  const found: Found = { indicator: [], measure: null, unit: null, period: null, count: null, area: null }
  for (const level of levels) readLevel(level, context, found)
  const names = found.indicator.map(tidyName).filter((name) => name !== '')
  if (context.rowsNameFigure && found.area === null && names.length > 0) {
    const name = names.join(' ')
    return { ...found, indicator: '', group: '', area: { code: readAreaCode(name)?.code ?? '', name, level: null } }
  }
  // 'Wijk 81 Overdie' with its code below.
  if (context.rowsNameFigure && found.area?.name === '' && names.length > 0) return { ...found, indicator: '', group: '', area: { ...found.area, name: names.join(' ') } }
  return { ...found, indicator: names.filter((name, i) => names.indexOf(name) === i).join(': '), group: names.length > 1 ? names[0]! : '' }
}

function readLevel(level: string, context: HeaderContext, found: Found, open = false): void {
  const counted = /^(.*?)\s*[([]?\bn\s*=\s*(\d[\d.\u00a0 ]*)[)\]]?\s*$/i.exec(level)
  if (counted) found.count ??= Number((counted[2] ?? '').replace(/\D/g, ''))
  const text = (counted?.[1] ?? level).trim()
  if (takes(text, context, found)) return
  if (/^(?:%|percentage|aandeel)\s/i.test(text)) found.unit ??= '%'
  const units = /^(.*?)\s*[([]([^()[\]]+)[)\]]$/.exec(text)
  if (units && isUnit(units[2] ?? '')) {
    found.unit ??= (units[2] ?? '').trim()
    return readLevel(units[1] ?? '', context, found, true)
  }
  // StatLine puts the levels in one name, with slashes, and a unit behind it; 'winkelgebied/winkelcentrum' is one name.
  const barred = /[^|_\s]\|[^|\s]/.test(text), slashed = text.split(barred ? '|' : '/').map((part) => part.trim())
  if (slashed.length > 1 && (barred || (slashed.every((part) => /^[\p{Lu}\d"'(%]/u.test(part)) && (open || measureOf(slashed.at(-1) ?? '') !== null)))) {
    slashed.forEach((part, i) => { if ((i < slashed.length - 1 && measureOf(part) !== null) || !takes(part, context, found)) found.indicator.push(part) })
    return
  }
  const glued = text.split(/_+| \| /).map((part) => part.trim()).filter((part) => part !== '')
  if (glued.length > 1 && glued.some((part, i) => isTelling(part, i, glued, context))) {
    const rest = glued.filter((part, i) => !isTelling(part, i, glued, context) || !takes(part, context, found))
    if (rest.length > 0) found.indicator.push(rest.join(text.includes(' | ') ? ' ' : '_'))
    return
  }
  const spaced = trailing(text, context)
  if (spaced) { takes(spaced[1], context, found); readLevel(spaced[0], context, found); return }
  if (text !== '') found.indicator.push(text)
}

/** One part that says one thing; false when it is (part of) a name. */
function takes(text: string, context: HeaderContext, found: Found): boolean {
  if (text === '') return true
  const period = readPeriod(text)
  if (period && found.period === null) { found.period = context.daysAreMonths ? inPart(period, monthOfDay(text)) : period; return true }
  const measure = measureOf(text)
  if (measure !== null && found.measure === null) {
    found.measure = measure
    if (isShareWord(text)) found.unit ??= '%'
    // 'cijfer' below a name says what the number is, as '(cijfer)' behind it does.
    else if (measure === 'waarde' && isUnit(text) && found.indicator.length > 0) found.unit ??= text
    return true
  }
  if (found.unit === null && isUnit(text) && (found.indicator.length > 0 || !isNameToo(text))) { found.unit = text; return true }
  const area = found.area, further = area && (area.code === '' || area.name === '') ? readAreaCode(text, null) : null
  // Name and code of the same area in two rows of names.
  if (area && further && area.code === '' && /^[a-z]{2}/i.test(text.trim())) { found.area = { ...area, code: further.code, level: further.level }; return true }
  if (area && area.name === '' && context.isAreaName(text)) { found.area = { ...area, name: text }; return true }
  if (area === null) {
    const code = readAreaCode(text, null)
    if (code && (/^[a-z]{2}/i.test(text.trim()) || context.rowsNameFigure)) { found.area = { code: code.code, name: '', level: code.level }; return true }
    const both = splitAreaCode(text)
    if (both) { found.area = both; return true }
    if (context.isAreaName(text) || isRegionName(text)) { found.area = { code: '', name: text, level: null }; return true }
  }
  return false
}

/** In 'N_wijk' the N is no measure: a measure stands at the end, or before a name of an area or a year. */
function isTelling(part: string, at: number, all: readonly string[], context: HeaderContext): boolean {
  if (readPeriod(part) !== null || context.isAreaName(part) || isRegionName(part) || (/^[a-z]{2}\d/i.test(part) && readAreaCode(part) !== null)) return true
  if (measureOf(part) === null) return false
  return at === all.length - 1 || (at === 0 && all.slice(1).some((other) => readPeriod(other) !== null || isRegionName(other) || context.isAreaName(other)))
}

/** 'Voelt zich onveilig 2021', 'onveilig (2021)', '2021 onveilig', 'Onveilig ondergrens': the name and what is behind or before it. */
function trailing(text: string, context: HeaderContext): readonly [string, string] | null {
  const behind = /^(.*\S)\s*[\s(,[-]\s*((?:19|20)\d\d\*{0,2}|ondergrens(?: 95%?)?|bovengrens(?: 95%?)?|marge|±|\+\/-|waarde|n|aantal respondenten|og|bg)\s*[)\]]?$/i.exec(text)
  if (behind && (context.yearsInNames || readPeriod(behind[2]) === null)) return [(behind[1] ?? '').replace(/[\s:,|–-]+$/, ''), behind[2] ?? '']
  const before = /^((?:19|20)\d\d\*{0,2}|ondergrens|bovengrens|marge|waarde)\s*[\s:-]\s*(\S.*)$/i.exec(text)
  return before && (context.yearsInNames || readPeriod(before[1]) === null) ? [before[2] ?? '', before[1] ?? ''] : null
}

/** 'Voelt zich wel eens onveilig (%)': the name, and its unit where it has one between brackets. */
export function splitUnit(text: string): { readonly name: string; readonly unit: string | null } {
  const match = /^(.*\S)\s*[([]([^()[\]]+)[)\]]$/.exec(text)
  if (match && isUnit(match[2] ?? '')) return { name: match[1] ?? '', unit: (match[2] ?? '').trim() }
  const share = /^(?:%|percentage|aandeel)\s+\S/i.test(text) || /\S\s*%$/.test(text)
  return { name: share ? text.replace(/\s*[,-]?\s*%$/, '') : text, unit: share ? '%' : null }
}

/** A name as it is kept: without the bars of a hierarchy, the number of an open data column (`_12`) and double spaces. */
export function tidyName(text: string): string {
  const plain = text.replaceAll('\0', '').toWellFormed().replace(/^[|\s.·•–>-]+(?=\p{L}|['"(%\d])/u, '').replace(/(?<=[^|\s])\|(?=[^|\s])/g, ': ').replace(/\s+/g, ' ').trim()
  const open = /^([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)_\d{1,3}$/.exec(plain)
  return open ? (open[1] ?? '').replace(/([a-z0-9])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`) : plain
}
