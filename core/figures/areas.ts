import { fold, foldTight } from '../text/fold.ts'
import { municipalityOf, regionKey, type AreaLevel } from './regions.ts'
import type { DraftArea } from './row-area.ts'

/** The municipality as the app knows it. */
export interface OwnAreas {
  /** As house style names it; may begin with 'Gemeente'. */
  readonly municipality: string
  readonly wijken: readonly { readonly code: string; readonly name: string }[]
  readonly buurten: readonly { readonly code: string; readonly name: string }[]
}

/**
 * How an area of a file is taken:
 * - `code`: its code is one of ours · `naam`: its name is that of exactly one of ours · `hand`: a person said which it is
 * - `nieuw`: its code lies in the municipality, but is not under Instellingen · `regio`: country, province and such, to compare with
 * - `eigen`: the source has codes of its own · `anders`: another municipality · `onbekend`: a name we do not know · `dubbel`: a name of several areas · `totaal`: a total row
 */
export const areaStates = ['code', 'naam', 'hand', 'nieuw', 'regio', 'eigen', 'anders', 'onbekend', 'dubbel', 'totaal'] as const
export type AreaState = (typeof areaStates)[number]

export interface MatchedArea {
  readonly key: string
  /** As the file has it. */
  readonly fileCode: string
  readonly fileName: string
  readonly state: AreaState
  /** Under which its figures are kept. */
  readonly code: string
  readonly name: string
  readonly level: AreaLevel
  readonly take: boolean
  /** One sentence, in Dutch. */
  readonly why: string
  readonly figures: number
  readonly lines: readonly number[]
}

/** What a person chose for an area: a code of ours, `eigen` (keep it under its own name), or `overslaan`. */
export type AreaLinks = Readonly<Record<string, string>>
export const KEEP = 'eigen'
export const SKIP = 'overslaan'

export interface MatchOptions {
  readonly links: AreaLinks
  /** Take other municipalities, regions and unknown names too. null: only when the file has nothing else. */
  readonly others: boolean | null
}

/** The code of the municipality: that of most of its wijken and buurten; '' when there are none. */
export function municipalityCode({ wijken, buurten }: OwnAreas): string {
  const counts = new Map<string, number>()
  for (const { code } of [...wijken, ...buurten]) { const gm = municipalityOf(code); if (gm !== '') counts.set(gm, (counts.get(gm) ?? 0) + 1) }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

export const municipalityName = (own: OwnAreas): string => own.municipality.replace(/^gemeente\s+/i, '').trim()

/** Names and codes of the municipality, for recognising them in a table. */
export class AreaIndex {
  readonly gemeente: { readonly code: string; readonly name: string }
  private readonly byCode = new Map<string, Known>()
  private readonly byName = new Map<string, Known[]>()
  /** Every municipality of which there are wijken: a merger leaves codes of the former ones. */
  private municipalities: ReadonlySet<string>

  constructor(own: OwnAreas) {
    this.gemeente = { code: municipalityCode(own) || 'GM', name: municipalityName(own) || 'Gemeente' }
    const all: Known[] = [{ ...this.gemeente, level: 'gemeente' }, ...own.wijken.map((w) => ({ ...w, level: 'wijk' as const })), ...own.buurten.map((b) => ({ ...b, level: 'buurt' as const }))]
    for (const area of all) {
      if (area.code !== '') this.byCode.set(area.code, area)
      const key = foldTight(area.name)
      this.byName.set(key, [...(this.byName.get(key) ?? []), area])
    }
    this.municipalities = new Set(all.map(({ code }) => municipalityOf(code)).filter((code) => code !== ''))
  }

  /** Nothing is known of the municipality but its name. */
  get isEmpty(): boolean {
    return this.municipalities.size === 0
  }

  /** Takes the one municipality of a file for ours. */
  adopt(codes: ReadonlySet<string>): void {
    if (codes.size === 1) this.municipalities = codes
  }

  has(name: string): boolean {
    return name.trim().length > 1 && (this.byName.has(foldTight(name)) || wholeMunicipality.test(fold(name.trim())))
  }

  ofCode(code: string): Known | undefined {
    return this.byCode.get(code)
  }

  isOurs(code: string): boolean {
    return this.municipalities.has(municipalityOf(code))
  }

  /** Whether a gemeente of that name can be ours: it is, or ours has no name yet. */
  isMunicipality(name: string): boolean {
    return this.gemeente.name === 'Gemeente' || foldTight(name.replace(/\s*\(gemeente\)\s*$|^gemeente\s+/i, '')) === foldTight(this.gemeente.name)
  }

  /** The areas of that name, at that level where it is known. */
  named(name: string, level: AreaLevel | null): readonly Known[] {
    if (wholeMunicipality.test(fold(name.trim()))) return [{ ...this.gemeente, level: 'gemeente' }]
    const bare = name.replace(/\s*\((?:gemeente|wijk|buurt|gm|wk|bu)\)\s*$/i, '').replace(/^(?:gemeente|wijk|buurt)\s+(?:\d+\s+)?/i, '')
    const found = this.byName.get(foldTight(name)) ?? this.byName.get(foldTight(bare)) ?? []
    return level === null ? found : found.filter((area) => area.level === level)
  }
}

interface Known { readonly code: string; readonly name: string; readonly level: AreaLevel }

const wholeMunicipality = /^(?:gemeente(?: ?totaal)?|totaal gemeente|hele gemeente|gemiddelde gemeente|gemeentelijk gemiddelde|gem\. totaal|stad totaal)$/
const total = /^(?:totaal|total|gemiddelde|gem|som|eindtotaal|alle wijken|alle buurten)\b/

/** More areas of others than this are only taken over when somebody asks for it. */
const MOST_OTHERS = 1000

/** Says of every area in a file which of ours it is, and whether its figures are taken over. */
export function matchAreas(areas: Iterable<DraftArea>, index: AreaIndex, { links, others }: MatchOptions): readonly MatchedArea[] {
  const listed = [...areas].filter((area) => area.figures > 0)
  // Before there are wijken here, a file about one municipality is about ours.
  if (index.isEmpty) index.adopt(new Set(listed.map(({ code }) => municipalityOf(code)).filter((code) => code !== '')))
  const matched = listed.map((area) => matchArea(area, index, links))
  const isOurs = (area: Matching) => ['code', 'naam', 'hand', 'nieuw', 'eigen'].includes(area.state)
  const taken = new Set<string>()
  const all = others ?? (matched.length <= MOST_OTHERS && !matched.some(isOurs))
  return matched.map((area) => {
    const link = links[area.key]
    const country = area.code === regionKey('Nederland') || area.code.startsWith('NL')
    const take = link === SKIP ? false : link !== undefined || isOurs(area) || (area.state === 'regio' && country) || (all && ['regio', 'anders', 'onbekend'].includes(area.state))
    if (take && taken.has(area.code)) return { ...area, take: false, why: `Voor ${area.name} staan er al andere rijen in dit bestand. Die tellen.` }
    if (take) taken.add(area.code)
    return { ...area, take, why: link === SKIP ? 'U slaat dit gebied over.' : area.why }
  })
}

type Matching = Omit<MatchedArea, 'take'>
/** As long as the field in the model. */
const MOST_CODE = 80
const cut = (text: string, most: number): string => text.slice(0, most).toWellFormed()

function matchArea(area: DraftArea, index: AreaIndex, links: AreaLinks): Matching {
  const base = { key: area.key, fileCode: area.code, fileName: area.name, figures: area.figures, lines: area.lines }
  const own = { code: area.code || area.key, name: area.name || area.code }
  const as = (state: AreaState, { code, name, level }: { code: string; name: string; level: AreaLevel }, why: string): Matching => ({ ...base, state, code: cut(code, MOST_CODE), name: cut(name, 300), level, why })
  const link = links[area.key]
  const chosen = link === undefined ? undefined : index.ofCode(link)
  if (chosen) return as('hand', chosen, `U koos ${chosen.name}.`)
  if (area.level === 'regio') return as('regio', { ...own, level: 'regio' }, 'Dit is een land, provincie of regio: alleen om mee te vergelijken.')
  if (area.code !== '' && area.level !== 'eigen') return ofCode(area, index, as, own)
  if (area.within !== '' && !index.isMunicipality(area.within)) return as('anders', { code: `naam:${foldTight(area.within)}:${foldTight(area.name)}`, name: area.name, level: 'eigen' }, `Een gebied van een andere gemeente (${cut(area.within, 100)}).`)
  const named = index.named(area.name || area.code, area.level === 'eigen' ? null : area.level)
  if (named.length === 1) return as('naam', named[0]!, `Gekoppeld op naam aan ${named[0]!.code === 'GM' ? 'de gemeente' : `${named[0]!.name} (${named[0]!.code})`}. Klopt dat?`)
  if (named.length > 1) return as('dubbel', { ...own, level: 'eigen' }, `Deze naam hoort bij ${String(named.length)} gebieden: ${named.map(({ code }) => code).join(', ')}. Kies welk gebied het is.`)
  if (total.test(fold(area.name))) return as('totaal', { ...own, level: 'eigen' }, 'Dit is een totaalregel. Kies de gemeente als dit het cijfer van de hele gemeente is.')
  if (area.level === 'eigen') return as('eigen', { ...own, level: 'eigen' }, 'Een eigen code van het bureau. U kunt kiezen welke wijk of buurt dit is; dat hoeft niet.')
  if (area.level === 'gemeente') return as('anders', { code: `naam:${foldTight(area.name)}`, name: area.name, level: 'gemeente' }, 'Een andere gemeente.')
  return as('onbekend', { code: `naam:${foldTight(area.name)}`, name: area.name, level: 'eigen' }, 'Deze naam staat niet bij uw wijken en buurten. Kies zelf welk gebied het is, of sla het over.')
}

function ofCode(area: DraftArea, index: AreaIndex, as: (state: AreaState, kept: { code: string; name: string; level: AreaLevel }, why: string) => Matching, own: { code: string; name: string }): Matching {
  const level = area.level ?? 'eigen'
  const known = index.ofCode(area.code)
  if (known) {
    const other = area.name !== '' && foldTight(known.name) !== foldTight(area.name) && level !== 'gemeente'
    return as('code', known, other ? `De code is van ${known.name}; in het bestand heet dit ${area.name}.` : 'Gekoppeld op de code.')
  }
  if (index.isOurs(area.code)) return as('nieuw', { ...own, level }, 'Deze code hoort bij uw gemeente, maar staat nog niet bij Instellingen, Gebieden.')
  return as('anders', { ...own, level }, `Een gebied van een andere gemeente (${municipalityOf(area.code)}).`)
}
