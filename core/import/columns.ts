import { fold } from '../text/fold.ts'
import { normaliseArea } from '../text/area-codes.ts'
import { parsePhone } from '../text/phone.ts'
import { parsePostcode } from '../text/postcode.ts'
import { cellText, type TableRow } from './cell.ts'
import { type Dropped, type TargetField } from './draft.ts'
import { BSN_VALUES, elementNumber, forbiddenHeader, holdsBsn } from './forbidden.ts'
import { exactHeaders } from './header-words.ts'
import { readDay } from './read-date.ts'
import { readYesNo } from './read-values.ts'

/** Address columns of one kind belong together: a home street never gets a work postcode. */
export type AddressGroup = 'thuis' | 'werk' | 'anders'

/** Where a column goes; target null means: not taken over. */
export interface ColumnMapping {
  readonly target: TargetField | null
  readonly group?: AddressGroup
}
/** One mapping per column of the file, in order. */
export type Mapping = readonly ColumnMapping[]

export interface ColumnGuess extends ColumnMapping {
  readonly column: number
  readonly header: string
  /** From 0 (nothing known) to 1 (sure). */
  readonly confidence: number
}

export interface MappingGuess {
  readonly columns: readonly ColumnGuess[]
  /** Columns that may not be taken over. Their target is null and stays so. */
  readonly dropped: readonly Dropped[]
}

/** A mapping as it is kept for next time: target by column name. */
export type RememberedMapping = Readonly<Record<string, TargetField | ''>>

const SAMPLE = 2000

/** What a column without a name is called. Says nothing about what is in it, so it is never remembered. */
export const namelessColumn = (column: number): string => `Kolom ${String(column + 1)}`
const isNameless = (header: string): boolean => /^Kolom \d+$/.test(header)

/** Guesses the target of each column from its name, and where the name says nothing from its values. */
export function guessColumns(headers: readonly string[], rows: readonly TableRow[]): MappingGuess {
  const dropped: Dropped[] = []
  const columns = headers.map((header, column): ColumnGuess => {
    const values = sampleOf(rows, column)
    const guess = byValues(guessByHeader(header), values) ?? guessByValues(values)
    const why = forbiddenHeader(header) ?? (holdsBsn(values, guess?.target?.startsWith('phone') === true ? 20 : 3) ? BSN_VALUES : undefined)
    if (why === undefined) return { column, header, target: null, confidence: 0, ...guess }
    dropped.push({ header, column, why })
    return { column, header, target: null, confidence: 1 }
  })
  return { columns: settle(withoutEmptyPromises(columns, rows), rows), dropped }
}

/** The guess with what the user chose for these names last time; dropped columns stay dropped. */
export function recallMapping(guess: MappingGuess, remembered: RememberedMapping): Mapping {
  const forbidden = new Set(guess.dropped.map((column) => column.column))
  return guess.columns.map((column): ColumnMapping => {
    const name = rememberKey(column.header)
    if (forbidden.has(column.column) || isNameless(column.header) || !Object.hasOwn(remembered, name)) return mappingOf(column)
    const target = remembered[name] || null
    return column.group === undefined ? { target } : { target, group: column.group }
  })
}

/** What to keep of a mapping for next time. */
export const rememberMapping = (headers: readonly string[], mapping: Mapping): RememberedMapping =>
  Object.fromEntries(headers.flatMap((header, column) => (isNameless(header) ? [] : [[rememberKey(header), mapping[column]?.target ?? '']])))

/** Prefixed, so that a column called `__proto__` is only a name. */
const rememberKey = (header: string): string => `kolom:${fold(header).trim()}`

export const mappingOf = ({ target, group }: ColumnMapping): ColumnMapping => (group === undefined ? { target } : { target, group })

/** The target that this column name stands for, or undefined when it is not known. */
export const targetOfHeader = (header: string): TargetField | undefined => guessByHeader(header)?.target ?? undefined

type Guess = { readonly target: TargetField | null; readonly group?: AddressGroup; readonly confidence: number }

function guessByHeader(header: string): Guess | undefined {
  const name = fold(header.replaceAll('_', ' ')).trim().replace(elementNumber, '')
  const brp = brpTargets.get(name)
  if (brp) return { target: brp, confidence: 1 }
  const google = /^e-?mail \d+ - value$/.test(name) ? 'email' : /^phone \d+ - value$/.test(name) ? 'phone' : /^organization \d+ - name$/.test(name) ? 'organisation' : undefined
  if (google) return { target: google, confidence: 1 }
  if (ignored.test(name)) return { target: null, confidence: 0.9 }
  const several = severalFields.find(([pattern]) => pattern.test(name))
  if (several) return { target: several[1], confidence: 0.9 }
  const exact = exactHeaders.get(tight(name))
  if (exact) return { target: exact, confidence: 1 }
  const address = addressPart(name)
  if (address) return address
  const fuzzy = patterns.find(([pattern]) => pattern.test(name))
  return fuzzy ? { target: fuzzy[1], confidence: 0.6 } : undefined
}

const tight = (name: string): string => name.replace(/[^\p{L}\p{N}]+/gu, '')

/** Columns of address books that no contact has a place for; named here so that no pattern takes them for something else. */
const ignored = /\bfax|pager|telex|isdn|assist|yomi|phonetic|suffix|achtervoegsel|postbus|po box|radiotele|teksttele|terugbellen|callback|mailtype|e-?mail type|- (?:type|label)$|^file as$|^organization (?:title|department)$|^im ?address|^tty|radio phone|weergegeven naam|weergavenaam|display name \d|e-?mail.*display name|nickname|bijnaam|spitzname|messenger|naam manager|manager|gebruikers?naam|user ?name|screen name|short name|maiden|meisjesnaam|geboortenaam|country|land\/regio|^land$|provincie|\bstate$|region$|extended address|^web ?page|webpagina|referred|referentie|adreslijst|directory server|organisatie-?id|^(?:organization|relation|website|event|custom field) \d/

const brpTargets: ReadonlyMap<string, TargetField> = new Map([
  ['01.02.10', 'firstName'], ['01.02.30', 'prefix'], ['01.02.40', 'lastName'], ['08.11.10', 'street'], ['08.11.20', 'houseNumber'],
  ['08.11.30', 'houseNumberAddition'], ['08.11.40', 'houseNumberAddition'], ['08.11.60', 'postcode'], ['08.11.70', 'city'],
])

const groups: readonly (readonly [RegExp, AddressGroup])[] = [[/^(?:home|huis|thuis|priv[ae])|\(thuis\)|^address 1|\b(?:thuis|prive)(?: \d)?$/, 'thuis'], [/^(?:work|werk|business|zakelijk|kantoor|dienstlich)|\(werk\)|^address 2|\b(?:werk|zakelijk|kantoor)(?: \d)?$/, 'werk'], [/^(?:other|ander)|\(anders\)|^address \d/, 'anders']]
const addressParts: readonly (readonly [RegExp, TargetField])[] = [
  [/street|straat|adres(?:se)?,? ?\d?$|address ?\d?$/, 'street'], [/formatted/, 'address'], [/city|plaats|locality|\bort$/, 'city'], [/zip|postal ?code|postcode|\bplz$/, 'postcode'],
]

/** 'Werkadres, postcode', 'Postcode werk', 'Home City', 'Address 1 - Street': the part and the group it belongs to. */
function addressPart(name: string): Guess | undefined {
  const group = groups.find(([pattern]) => pattern.test(name))?.[1]
  if (!group || !/adres|address|city|street|straat|zip|postal|post|plaats|\bort$|\bplz$/.test(name) || /mail|web/.test(name)) return undefined
  const part = name.replace(/ \(?(?:thuis|prive|werk|zakelijk|kantoor|anders)\)?(?= \d$|$)/, '')
  const target = addressParts.find(([pattern]) => pattern.test(part))?.[1]
  return target ? { target, group, confidence: 0.9 } : undefined
}

/** Names of columns that hold several fields at once; the values are split later. */
const severalFields: readonly (readonly [RegExp, TargetField])[] = [
  [/(?:voorl|voorn|roepn|initial).*achternaam|achternaam.*(?:voorl|voorn|roepn|initial)|voor-? ?(?:en|\+|&|\/) ?achternaam/, 'fullName'], [/achternaam.*tussenv|tussenv.*achternaam|achternaam.*voorvoegsel/, 'lastName'],
  [/(?:adres|straat).*postcode.*plaats/, 'address'], [/(?:straat|adres)(?:naam)?(?:,| ?(?:en|\+|&|\/)) ?(?:huis ?)?(?:nr|nummer|no)\b/, 'address'], [/huis ?-?n\w*\.?(?:,| ?(?:en|\+|&|\/)) ?toev/, 'houseNumber'],
]

const patterns: readonly (readonly [RegExp, TargetField])[] = [
  [/toestemming.*(?:dat|op)|dat.*toestemming|consent.*date|akkoord.*dat/, 'consentDate'], [/\blid\b.*panel|panel.*(?:ja|nee|deel|mee)|wil.*panel|\bmeedoen\b|toestemming|consent|akkoord|deelname/, 'panelYes'],
  [/e-?mail|mailadres/, 'email'], [/mobiel|\bmob\b|gsm|cell|mobile|telefoon|phone|\btel\b|^06\b/, 'phone'], [/postcode|zip/, 'postcode'], [/huisn(?:umme)?r|adres[ _-]*(?:nr|nummer|no)\b/, 'houseNumber'], [/toevoeging|huisletter|\btoev\b/, 'houseNumberAddition'],
  [/voorletter|initial/, 'initials'], [/tussenv|voorvoegsel/, 'prefix'], [/achternaam|familienaam|geslachtsnaam|surname|last ?name/, 'lastName'], [/voornaam|roepnaam|first ?name|given/, 'firstName'],
  [/straat|street/, 'street'], [/woonpl|plaats$|^city/, 'city'], [/adres|address/, 'address'], [/wijk.*(?:code|nr)/, 'wijkCode'], [/buurt.*(?:code|nr)/, 'buurtCode'], [/^(?:cbs[ _-]?)?wijk(?:\b|en$|naam)/, 'wijkName'], [/^(?:cbs[ _-]?)?buurt(?:\b|en$|naam)/, 'buurtName'],
  [/opmerking|\bopm\b|notitie|notes?$|\bbijz|toelichting/, 'remarks'], [/organisatie|bedrijf|company|organi[sz]ation|vereniging/, 'organisation'], [/label|categor|groep|group/, 'labels'], [/^(?:volledige )?naam\b|naam$|name$/, 'fullName'],
]

function sampleOf(rows: readonly TableRow[], column: number): string[] {
  const step = Math.max(1, Math.floor(rows.length / SAMPLE))
  const values: string[] = []
  for (let i = 0; i < rows.length; i += step) {
    const value = cellText(rows[i]?.cells[column]).trim()
    if (value !== '') values.push(value)
  }
  return values
}

/** Second thoughts that need the values: 'Akkoord' may ask for yes or no, or for the day; 'Wijk' may hold names or codes. */
function byValues(guess: Guess | undefined, values: readonly string[]): Guess | undefined {
  const most = (test: (value: string) => boolean): boolean => values.length > 0 && values.filter(test).length >= values.length * 0.7
  if (guess?.target === 'panelYes' && values.every((value) => readYesNo(value) === undefined) && most((value) => readDay(value).kind === 'day')) return { target: 'consentDate', confidence: 0.8 }
  if (guess?.target === 'fullName' && most((value) => /@|^(?:\+|\(?0)\d[\d ()./-]{6,}/.test(value))) return { target: 'phone', confidence: 0.6 }
  if (guess?.target === 'wijkName' && most((value) => normaliseArea(value, 'WK') !== null)) return { target: 'wijkCode', confidence: 0.8 }
  if (guess?.target === 'buurtName' && most((value) => normaliseArea(value, 'BU') !== null)) return { target: 'buurtCode', confidence: 0.8 }
  return guess
}

function guessByValues(values: readonly string[]): Guess | undefined {
  if (values.length === 0) return undefined
  const most = (test: (value: string) => boolean): boolean => values.filter(test).length >= values.length * 0.8
  if (most((value) => /^[^@\s]+@[^@\s]+$/.test(value))) return { target: 'email', confidence: 0.8 }
  if (most((value) => parsePostcode(value) !== null)) return { target: 'postcode', confidence: 0.8 }
  if (most((value) => parsePhone(value) !== null && /^(?:\+|0|6)/.test(value))) return { target: 'phone', confidence: 0.5 }
  if (most((value) => /^\p{Lu}[\p{L}.'-]*(?: [\p{L}.'’-]+)+$/u.test(value)) && values.length < 50_000) return { target: 'fullName', confidence: 0.3 }
  return undefined
}

const looksLike: Readonly<Partial<Record<TargetField, RegExp>>> = { email: /@/, phone: /\d{6}|\d[\d ()./-]{6,}\d/, postcode: /\d{4}|^[A-Za-z]{2}$/, houseNumber: /\d/ }

/** Of several columns with a name for the same field, those whose values are all something else stay out: 'E-mail' with only 'anonymous' beside 'E-mailadres'. */
function withoutEmptyPromises(columns: readonly ColumnGuess[], rows: readonly TableRow[]): ColumnGuess[] {
  const values = columns.map(({ target, column }) => (target !== null && looksLike[target] !== undefined ? sampleOf(rows, column) : []))
  const keeps = ({ target, column }: ColumnGuess): boolean => target !== null && (values[column] ?? []).some((value) => looksLike[target]?.test(value))
  return columns.map((guess): ColumnGuess => {
    if (guess.target === null || (values[guess.column] ?? []).length === 0 || keeps(guess)) return guess
    const other = columns.some((one) => one !== guess && one.target === guess.target && keeps(one))
    return other ? { column: guess.column, header: guess.header, target: null, confidence: 0.7 } : guess
  })
}

/** Second thoughts that need all columns: 'Naam' beside 'Voornaam' is a surname; 'Adres' beside 'Huisnummer' is a street. */
function settle(columns: readonly ColumnGuess[], rows: readonly TableRow[]): ColumnGuess[] {
  const has = (target: TargetField): boolean => columns.some((column) => column.target === target)
  const named = has('lastName')
  const guessed = columns.filter((column) => column.target === 'fullName' && column.confidence > 0.3)
  return columns.map((column): ColumnGuess => {
    if (column.target === 'fullName' && column.confidence <= 0.3 && (named || guessed.length > 0)) return { ...column, target: null, confidence: 0 }
    if (column.target === 'fullName' && !named && (has('firstName') || has('initials') || has('prefix')) && /^(?:achter)?naam$/.test(fold(column.header).trim()) && !hasSpaces(rows, column.column)) return { ...column, target: 'lastName', confidence: 0.8 }
    if (column.target === 'address' && column.group === undefined && has('houseNumber')) return { ...column, target: 'street', confidence: 0.8 }
    // A lone 'Nr' is usually a row number, but not right after a street.
    const before = columns[column.column - 1]?.target
    if (column.target === null && /^(?:nr|nummer|no)\.?$/i.test(column.header.trim()) && (before === 'street' || before === 'address')) return { ...column, target: 'houseNumber', confidence: 0.7 }
    // 'Toestemming | Datum': the day belongs to the consent before it.
    if (column.target === null && before === 'panelYes' && !has('consentDate') && /^(?:datum|d\.?d\.?|op)$/i.test(column.header.trim())) return { ...column, target: 'consentDate', confidence: 0.7 }
    return column
  })
}

const hasSpaces = (rows: readonly TableRow[], column: number): boolean => {
  const values = sampleOf(rows, column)
  return values.filter((value) => /\S\s+\S/.test(value.replace(/^(?:van|de|den|der|het|ter|ten|te|'t|'s|\s)+/i, ''))).length > values.length / 2
}
