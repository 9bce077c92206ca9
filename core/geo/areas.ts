import { fail, ok, type Failure, type Result } from '../contract/command.ts'
import { cellText } from '../import/cell.ts'
import { decodeText } from '../import/decode.ts'
import { findHeader, tableUnder } from '../import/header.ts'
import { sniff } from '../import/sniff.ts'
import { readTable, type Sheet } from '../import/table.ts'
import { normaliseArea, type AreaLevel } from '../text/area-codes.ts'
import { fold } from '../text/fold.ts'
import { plural } from '../text/numbers.ts'
import { cleanGeometry, type AreaGeometry, type Position } from './geometry.ts'

export type AreaKind = 'gemeente' | 'wijk' | 'buurt'

/** A gemeente, wijk or buurt from a file. Known by its code, never by its name. */
export interface Area {
  readonly kind: AreaKind
  /** CBS code in full: GM0361, WK036101, BU03610100. */
  readonly code: string
  readonly name: string
  /** GM code, from the code itself. */
  readonly gemeente: string
  /** For a buurt: the wijk it belongs to, from the code itself. */
  readonly wijkCode: string | null
  readonly geometry: AreaGeometry | null
  readonly labelPoint: Position | null
  /** Name of the gebied, where a list has a column for it. */
  readonly gebied: string
  /** Who made the border, where the file tells: 'CBS, Kadaster'; '' otherwise. */
  readonly source: string
}

export interface AreaFile {
  readonly areas: readonly Area[]
  /** What the user should know, in Dutch. */
  readonly problems: readonly string[]
}

const FILE_BYTES = 80_000_000
const NO_CODES = 'In dit bestand staan geen CBS-codes van wijken of buurten, zoals WK036101 of BU03610100.'

/** Reads wijken and buurten from GeoJSON, CSV or XLSX. The only failure is 'FileRefused', with one Dutch sentence. */
export function readAreas(bytes: Uint8Array, fileName = ''): Result<AreaFile, Failure> {
  if (bytes.length > FILE_BYTES) return fail('FileRefused', 'Dit bestand is te groot. Neem alleen de wijken en buurten van uw gemeente.')
  const kind = sniff(bytes, fileName)
  return kind === 'geojson' || kind === 'json' ? fromGeoJson(decodeText(bytes).text) : fromTable(bytes, fileName)
}

/** Collects areas by code and counts what is wrong with them. */
class AreaCollector {
  private readonly areas = new Map<string, Area>()
  private withoutCode = 0
  private twice = 0
  private water = 0
  private brokenRings = 0
  private unknownGrid = false

  add(code: string | null, name: string, geometry: unknown, gebied: string, source = ''): void {
    if (code === null) { this.withoutCode++; return }
    const shape = cleanGeometry(geometry)
    this.brokenRings += shape.brokenRings
    this.unknownGrid ||= shape.unknownGrid
    if (this.areas.has(code)) { this.twice++; return }
    const kind = ({ GM: 'gemeente', WK: 'wijk', BU: 'buurt' } as const)[code.slice(0, 2) as AreaLevel]
    this.areas.set(code, { kind, code, name, gemeente: `GM${code.slice(2, 6)}`, wijkCode: kind === 'buurt' ? `WK${code.slice(2, 8)}` : null, geometry: shape.geometry, labelPoint: shape.point, gebied, source: shape.geometry === null ? '' : source })
  }

  has(code: string): boolean {
    return this.areas.has(code)
  }

  skipWater(): void {
    this.water++
  }

  result(): Result<AreaFile, Failure> {
    const areas = [...this.areas.values()].sort((a, b) => a.code.localeCompare(b.code, 'en'))
    if (areas.length === 0) return fail('FileRefused', NO_CODES)
    const gemeenten = new Set(areas.map((area) => area.gemeente))
    const problems: string[] = []
    if (this.withoutCode > 0) problems.push(`${plural(this.withoutCode, 'onderdeel heeft', 'onderdelen hebben')} geen herkenbare CBS-code en ${this.withoutCode === 1 ? 'is' : 'zijn'} overgeslagen.`)
    if (this.twice > 0) problems.push(`${plural(this.twice, 'code komt', 'codes komen')} dubbel voor. De eerste telt.`)
    if (this.water > 0) problems.push(`${plural(this.water, 'gebied is', 'gebieden zijn')} alleen water en ${this.water === 1 ? 'is' : 'zijn'} overgeslagen.`)
    if (this.brokenRings > 0) problems.push(`${plural(this.brokenRings, 'grens is', 'grenzen zijn')} beschadigd en ${this.brokenRings === 1 ? 'wordt' : 'worden'} niet getekend.`)
    if (this.unknownGrid) problems.push('De coördinaten van de kaart worden niet herkend. Namen en codes worden overgenomen, de grenzen niet. Kies bij het downloaden WGS84 (EPSG:4326) of RD.')
    if (gemeenten.size > 1) problems.push(`Dit bestand bevat ${String(gemeenten.size)} gemeenten: ${[...gemeenten].slice(0, 10).join(', ')}${gemeenten.size > 10 ? ' en meer' : ''}.`)
    return ok({ areas, problems })
  }
}

/** One JSON value, or a feature on every line without a collection around them; undefined when it is neither. */
function parseGeoJson(text: string): unknown {
  const parse = (json: string): unknown => { try { return JSON.parse(json) as unknown } catch { return undefined } }
  const whole = parse(text)
  if (whole !== undefined) return whole
  const features: unknown[] = []
  for (const line of text.split('\n').map((part) => part.trim()).filter((part) => part !== '')) {
    const feature = parse(line.endsWith(',') ? line.slice(0, -1) : line)
    if (feature === undefined) return undefined
    features.push(feature)
  }
  return { type: 'FeatureCollection', features }
}

type Properties = ReadonlyMap<string, unknown>

function fromGeoJson(text: string): Result<AreaFile, Failure> {
  const parsed = parseGeoJson(text.replace(/^\ufeff/, '').trim())
  if (parsed === undefined) return fail('FileRefused', 'Dit kaartbestand is beschadigd of niet compleet. Download het opnieuw.')
  if (typeof parsed === 'object' && parsed !== null && (parsed as { type?: unknown }).type === 'Topology') return fail('FileRefused', 'Dit is een kaart in TopoJSON. Download de wijken en buurten als GeoJSON.')
  const features = typeof parsed === 'object' && parsed !== null && Array.isArray((parsed as { features?: unknown }).features) ? (parsed as { features: unknown[] }).features : [parsed]
  const collector = new AreaCollector()
  for (const feature of features) {
    if (typeof feature !== 'object' || feature === null) continue
    const { id, properties, geometry } = feature as { id?: unknown; properties?: unknown; geometry?: unknown }
    const values: Properties = new Map(Object.entries(typeof properties === 'object' && properties !== null ? properties : {}).map(([name, value]) => [fold(name).replace(/[^a-z]/g, ''), value]))
    if (/^(?:ja|b)$/i.test(textOf(values.get('water') ?? values.get('ho')))) collector.skipWater()
    else collector.add(codeOf(values, id), nameOf(values), geometry, textOf(values.get('gebied') ?? values.get('gebiedsnaam')), sourceOf(parsed, values))
  }
  return collector.result()
}

/** Columns of the borders that CBS draws and Kadaster hands out; under CC BY, so that both are named wherever they are shown. */
const cbsColumns = ['statcode', 'buurtcode', 'bucode', 'wijkcode', 'wkcode', 'gwbcode', 'gmcode']

function sourceOf(file: unknown, values: Properties): string {
  const { metadata, name } = file as { metadata?: { source?: unknown } | null; name?: unknown }
  const says = /\b(?:cbs|pdok|kadaster)\b/i.test(`${textOf(metadata?.source)} ${textOf(name)}`)
  return says || cbsColumns.some((column) => values.has(column)) ? 'CBS, Kadaster' : ''
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : typeof value === 'number' && value > -99_990 ? String(value) : Array.isArray(value) && value.length === 1 ? textOf(value[0]) : '')

/** Names of properties with a code, the smallest level first; a level is that of digits without letters. */
const codeNames: readonly (readonly [string, AreaLevel?])[] = [['buurtcode', 'BU'], ['bucode', 'BU'], ['statcode'], ['gwbcode'], ['regiocode'], ['wijkcode', 'WK'], ['wkcode', 'WK']]
const gemeenteNames = ['gemeentecode', 'gmcode']

/** The smallest area that the properties name: a buurt also carries the codes of its wijk and gemeente. */
function codeOf(values: Properties, id: unknown): string | null {
  for (const [name, level] of codeNames) {
    const text = textOf(values.get(name))
    const code = text === '' ? null : (normaliseArea(text, level) ?? normaliseArea(text))
    if (code !== null) return code
  }
  // Elsewhere digits can be anything: only a code with its letters counts.
  const others = [...values.values(), textOf(id).replace(/^.*\./, '')].map(fullCode).filter((code) => code !== null)
  const code = ['BU', 'WK'].map((level) => others.find((other) => other.startsWith(level))).find((other) => other !== undefined)
  if (code !== undefined) return code
  if (smallerNames.some((name) => textOf(values.get(name)) !== '')) return null
  return gemeenteNames.map((name) => normaliseArea(textOf(values.get(name)), 'GM')).find((found) => found !== null) ?? others[0] ?? null
}

const fullCode = (value: unknown): string | null => { const text = textOf(value); return /^(?:GM|WK|BU)\s*\d/i.test(text) && text.length < 20 ? normaliseArea(text) : null }

/** What names a wijk or buurt: a thing that has it is no gemeente. */
const smallerNames = ['buurtnaam', 'bunaam', 'buurtnummer', 'wijknaam', 'wknaam', 'wijknummer']

function nameOf(values: Properties): string {
  for (const name of ['buurtnaam', 'bunaam', 'buuname', 'statnaam', 'gwbnaam', 'naam', 'wijknaam', 'wknaam', 'wijname', 'gemeentenaam', 'gmnaam', 'gemname', 'name']) {
    const text = textOf(values.get(name))
    if (text !== '') return text
  }
  return ''
}

/** Every sheet that has codes counts: wijken and buurten often stand on a sheet each. */
function fromTable(bytes: Uint8Array, fileName: string): Result<AreaFile, Failure> {
  const read = readTable(bytes, { fileName })
  if (!read.ok) return read
  const collector = new AreaCollector()
  const wijken = read.value.sheets.filter((sheet) => !sheet.hidden).flatMap((sheet) => takeSheet(sheet, collector))
  for (const { code, name, gebied } of wijken) if (!collector.has(code)) collector.add(code, name, null, gebied)
  return collector.result()
}

/** Adds the areas of one sheet. A list of buurten often says of each which wijk it is in: those wijken are answered, for where no list of wijken names them. */
function takeSheet(sheet: Sheet, collector: AreaCollector): { code: string; name: string; gebied: string }[] {
  const { header, rows } = tableUnder(sheet, findHeader(sheet))
  const values = (column: number): string[] => rows.map((row) => cellText(row.cells[column]).trim())
  const columns = header.names.map((name, column) => ({ name: fold(name), column, codes: codesIn(fold(name), values(column)), words: areWords(values(column)) }))
  const codeColumn = columns.filter(({ codes }) => codes.share >= 0.5).sort((a, b) => b.codes.rank - a.codes.rank)[0]
  if (!codeColumn) return []
  const nameColumn = nameColumnOf(codeColumn, columns)
  const gebiedColumn = columns.find(({ name }) => name.startsWith('gebied') && !/code/.test(name))
  const wijkColumn = codeColumn.codes.level === 'BU' ? columns.find(({ codes }) => codes.level === 'WK' && codes.share >= 0.5) : undefined
  const wijkNameColumn = wijkColumn && nameColumnOf(wijkColumn, columns.filter((column) => column !== nameColumn))
  return rows.flatMap((row) => {
    const text = (column: Column | undefined): string => (column === undefined ? '' : cellText(row.cells[column.column]).trim())
    const raw = text(codeColumn), gebied = text(gebiedColumn), wijk = wijkNameColumn && normaliseArea(text(wijkColumn), 'WK')
    collector.add(normaliseArea(raw, codeColumn.codes.level) ?? normaliseArea(raw), text(nameColumn), null, gebied)
    return wijk ? [{ code: wijk, name: text(wijkNameColumn), gebied }] : []
  })
}

interface Column { readonly name: string; readonly column: number; readonly codes: ReturnType<typeof codesIn>; readonly words: boolean }

/** The column with the names that go with a column of codes: 'Buurt' beside 'Buurtcode', not the 'Wijk' that may stand there too. */
function nameColumnOf(of: Column, columns: readonly Column[]): Column | undefined {
  const others = columns.filter(({ column, codes, name }) => column !== of.column && codes.share === 0 && !/code|nummer|\bnr\b/.test(name))
  const own = of.codes.level === 'BU' ? /buurt|^bu/ : of.codes.level === 'WK' ? /wijk|^wk/ : /wijken en buurten|^gwb|^regio(?:naam)?$|^(?:title|titel)$/
  const foreign = of.codes.level === 'BU' ? /wijk(?!en)|gemeente|^gm|gebied/ : of.codes.level === 'WK' ? /buurt|gemeente|^gm|gebied/ : /gemeente|^gm|gebied/
  const named = others.find(({ name }) => own.test(name)) ?? others.find(({ name }) => /naam|name/.test(name) && !foreign.test(name)) ?? others.find(({ name }) => /wijk|buurt|omschrijving/.test(name) && !foreign.test(name))
  const words = others.filter((column) => column.words && !foreign.test(column.name))
  return named ?? (words.length === 1 ? words[0] : undefined)
}

/** Different words, as names are. */
const areWords = (values: readonly string[]): boolean => values.every((value) => /\p{L}/u.test(value)) && new Set(values).size * 2 > values.length

/** How many values of a column are codes, and of what: from the column's name, else from the prefix or length of the codes. */
function codesIn(name: string, values: readonly string[]): { share: number; rank: number; level?: AreaLevel } {
  const given = values.filter((value) => value !== '')
  const level: AreaLevel | undefined = /buurt|^bu/.test(name) && !/wijk/.test(name) ? 'BU' : /wijk|^wk/.test(name) && !/buurt/.test(name) ? 'WK' : undefined
  // Key figures of CBS have codes without letters too: their length tells the level.
  const digits = /^(?:gwb|cbs).?code/.test(name)
  const codes = given.filter((value) => (level ? normaliseArea(value, level) : /^(?:GM|WK|BU)/i.test(value) || digits ? normaliseArea(value) : null) !== null)
  const share = given.length === 0 ? 0 : codes.length / given.length
  const rank = share + (level === 'BU' ? 2 : level === 'WK' ? 1 : 0)
  return level ? { share, rank, level } : { share, rank }
}

/** A merger leaves the codes of some former municipalities; a file with more is of a province or the country. */
const MOST_GEMEENTEN = 10

/** The wijken and buurten of a file that are to be kept: of a whole province or country only what lies in `own`. */
export function keptAreas({ areas, problems }: AreaFile, own: ReadonlySet<string>): Result<AreaFile, Failure> {
  const small = areas.filter(({ kind }) => kind !== 'gemeente'), gemeenten = new Set(small.map(({ gemeente }) => gemeente))
  if (small.length === 0) return fail('FileRefused', 'In dit bestand staan alleen gemeenten. Kies een bestand met wijken of buurten.')
  if (gemeenten.size <= MOST_GEMEENTEN) return ok({ areas: small, problems: gemeenten.size > 1 ? [...problems, `De wijken en buurten van deze ${String(gemeenten.size)} gemeenten worden allemaal overgenomen.`] : problems })
  const kept = small.filter(({ gemeente }) => own.has(gemeente)), names = [...own].join(', ')
  if (kept.length === 0) return fail('FileRefused', `Dit bestand bevat ${String(gemeenten.size)} gemeenten${own.size > 0 ? `, maar niet uw gemeente (${names})` : ''}. Kies een bestand met alleen de wijken en buurten van uw gemeente.`)
  return ok({ areas: kept, problems: [...problems, `Alleen de wijken en buurten van uw gemeente (${names}) worden overgenomen.`] })
}

/** Areas of a file beside those that are there already. */
export interface AreaMatch {
  readonly added: readonly Area[]
  readonly same: readonly Area[]
  readonly renamed: readonly { readonly area: Area; readonly from: string }[]
  /** Codes that are there already and that the file does not have. They stay. */
  readonly missing: readonly string[]
}

/** Compares by code. A name that changed is shown, never used to match. */
export function matchAreas(existing: readonly { readonly code: string; readonly name: string }[], areas: readonly Area[]): AreaMatch {
  const names = new Map(existing.map(({ code, name }) => [normaliseArea(code) ?? code, name]))
  const codes = new Set(areas.map((area) => area.code))
  const known = areas.filter((area) => names.has(area.code))
  return {
    added: areas.filter((area) => !names.has(area.code)),
    same: known.filter((area) => area.name === '' || names.get(area.code) === area.name),
    renamed: known.filter((area) => area.name !== '' && names.get(area.code) !== area.name).map((area) => ({ area, from: names.get(area.code) ?? '' })),
    missing: [...names.keys()].filter((code) => !codes.has(code)),
  }
}
