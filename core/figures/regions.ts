import type { areaLevels } from '../model/figure-kinds.ts'
import { fold, foldTight } from '../text/fold.ts'

export type AreaLevel = (typeof areaLevels)[number]

export const levelNames: Readonly<Record<AreaLevel, readonly [one: string, many: string]>> = {
  buurt: ['buurt', 'buurten'], wijk: ['wijk', 'wijken'], gemeente: ['gemeente', 'gemeenten'], regio: ['regio', "regio's"], eigen: ['gebied met een eigen code', 'gebieden met een eigen code'],
}

const provinces = ['groningen', 'fryslan', 'friesland', 'drenthe', 'overijssel', 'flevoland', 'gelderland', 'utrecht', 'noord-holland', 'zuid-holland', 'zeeland', 'noord-brabant', 'limburg']
/** Names that are also those of a municipality. */
const alsoMunicipality = new Set(['groningen', 'utrecht', 'zeeland'])
const wholes = ['nederland', 'netherlands', 'the netherlands', 'totaal nederland', 'landelijk gemiddelde', 'heel nederland', 'landelijk', 'noord-nederland', 'oost-nederland', 'west-nederland', 'zuid-nederland', 'midden-nederland', 'buitenland', 'g4', 'g40', '70.000+', '70.000+ gemeenten', '100.000+', 'referentiegemeenten', 'vergelijkbare gemeenten', 'caribisch nederland']
/** Marks behind a name on StatLine: landsdeel, provincie, COROP, regionale eenheid, district, basisteam, veiligheidsregio, GGD-regio, arbeidsmarktregio. */
const suffix = /\((?:LD|PV|CR|CP|RE|DI|BT|VR|GG|AM|RP|PE|SG|TS|JZ|SU|RM|MK|ZK|GA|AR)\)\s*$/
const coded = /^(?:NL|LD|PV|CR|RE|DI|BT|VR|GG|AM|PE|SG|TS|JZ|RM)\d{1,6}[A-Z]?$/

const prefixes = { GM: 'gemeente', WK: 'wijk', BU: 'buurt' } as const satisfies Readonly<Record<string, AreaLevel>>
type Prefix = keyof typeof prefixes
const lengths: Readonly<Record<Prefix, number>> = { GM: 4, WK: 6, BU: 8 }

export interface AreaCode { readonly code: string; readonly level: AreaLevel }

/**
 * A code of CBS in full, from `GM0363    `, `wk036101`, `036101`, `36101` (a spreadsheet took the zero) or `WK0363AA` (since 2022).
 * Without prefix the level that the column names decides, else the number of digits. Null when it is no such code.
 */
export function readAreaCode(text: string, level: AreaLevel | null = null): AreaCode | null {
  const clean = text.trim().toUpperCase().replace(/[\s.]+/g, '')
  if (coded.test(clean)) return { code: clean, level: 'regio' }
  const full = /^(GM|WK|BU)(\d{3,4}(?:[0-9A-Z]{2}(?:\d{2})?)?|\d{3,8})$/.exec(clean)
  if (full) return padded(full[1] as Prefix, full[2] ?? '')
  if (!/^\d{3,8}$/.test(clean)) return null
  const prefix = (Object.keys(prefixes) as Prefix[]).find((p) => prefixes[p] === level) ?? (clean.length <= 4 ? 'GM' : clean.length <= 6 ? 'WK' : 'BU')
  return padded(prefix, clean)
}

function padded(prefix: Prefix, rest: string): AreaCode | null {
  const length = lengths[prefix]
  const whole = rest.length === length - 1 ? `0${rest}` : rest
  return whole.length === length ? { code: prefix + whole, level: prefixes[prefix] } : null
}

/** Code and name in one text: 'WK036181 - Overdie', 'BU03618500 Noorderdijk', 'Overdie (WK036181)'. */
export function splitAreaCode(text: string): (AreaCode & { readonly name: string }) | null {
  if (text.length > 300) return null
  const [, before, after] = /^([A-Z]{2}\d[0-9A-Z]{1,7})(?:\s*[:|–—-]\s*|\s+)(\S.*)$/i.exec(text.trim()) ?? []
  const [, name, within] = before === undefined ? (/^(\S.*?)\s*[([]([A-Z]{2}\d[0-9A-Z]{1,7})[)\]]$/i.exec(text.trim()) ?? []) : []
  const code = readAreaCode(before ?? within ?? '')
  return code && { ...code, name: after ?? name ?? '' }
}

/** GM0361 for any code of a wijk or buurt in it; '' for other areas. */
export const municipalityOf = (code: string): string => (/^(?:GM|WK|BU)\d{4}/.test(code) ? `GM${code.slice(2, 6)}` : '')

/** Whether a name is that of the country, a province, a police unit and the like. `otherwise`: what the column says its names are. */
export function isRegionName(name: string, otherwise: AreaLevel | null = null): boolean {
  // Names glued to other words above a column are no name yet.
  if (/[_|]/.test(name)) return false
  if (suffix.test(name.trim())) return true
  const folded = fold(name).trim()
  if (wholes.includes(folded) || /niet in te delen/.test(folded) || /^(?:politie-?eenheid|regionale eenheid|politieregio|veiligheidsregio|provincie|ggd[- ]regio|corop|landsdeel|district|basisteam|regio)\b/.test(folded)) return true
  return provinces.includes(folded) && !(otherwise === 'gemeente' && alsoMunicipality.has(folded))
}

/** The level that a word names: 'Gemeente', 'wijken', 'Buurt'. */
export function levelOfWord(text: string): AreaLevel | null {
  const word = foldTight(text.replace(/^\s*regioaanduiding/i, ''))
  if (/^(?:land|provincie|regio|landsdeel|politie|stadsgewest|ggd|corop)/.test(word)) return 'regio'
  if (/buurt/.test(word) && !/wijk/.test(word)) return 'buurt'
  if (/wijk/.test(word) && !/buurt/.test(word)) return 'wijk'
  return /gemeente/.test(word) ? 'gemeente' : null
}

/** The same region under one key: 'Groningen (PV)' and 'Groningen' are one province, 'Limburg (RE)' is a police unit beside it. */
export function regionKey(name: string): string {
  const mark = suffix.exec(name.trim())?.[0].replace(/[^A-Z]/g, '') ?? ''
  return `regio:${foldTight(name.trim().replace(suffix, ''))}${mark === '' || mark === 'PV' || mark === 'LD' ? '' : `:${mark.toLowerCase()}`}`
}
