import { fold, foldTight } from '../text/fold.ts'

/** What a column of a table is. Dutch where people choose it. */
export const roles = ['gebiedscode', 'gebied', 'niveau', 'periode', 'indicator', 'kenmerk', 'thema', 'eenheid', 'maat', 'waarde', 'ondergrens', 'bovengrens', 'marge', 'n', 'overslaan'] as const
export type Role = (typeof roles)[number]

export const roleNames: Readonly<Record<Role, string>> = {
  gebiedscode: 'Code van het gebied', gebied: 'Naam van het gebied', niveau: 'Soort gebied (gemeente, wijk, buurt)', periode: 'Jaar of periode', indicator: 'Naam van het cijfer', kenmerk: 'Kenmerk (hoort bij de naam van het cijfer)', thema: 'Thema',
  eenheid: 'Eenheid', maat: 'Soort waarde (waarde, ondergrens, bovengrens)', waarde: 'Cijfer', ondergrens: 'Ondergrens van de marge', bovengrens: 'Bovengrens van de marge', marge: 'Marge (plus of min)', n: 'Aantal antwoorden (n)', overslaan: 'Niet overnemen',
}

/** Columns that hold figures; all others say what the figures of a row are about. */
export const measures = ['waarde', 'ondergrens', 'bovengrens', 'marge', 'n'] as const satisfies readonly Role[]
export type Measure = (typeof measures)[number]
export const isMeasure = (role: Role): role is Measure => (measures as readonly Role[]).includes(role)

const measureWords: readonly (readonly [Measure, RegExp])[] = [
  ['ondergrens', /^(?:onder|ondergrens|ondergr|og|lower|low|lo|lb|lcl|cilow|cilower|mog0095|ondergrens95(?:%|procent)?(?:interval|betrouwbaarheidsinterval|bi|ci)?|(?:95%?)?(?:ci|bi|betrouwbaarheidsinterval|interval)(?:95%?)?(?:onder|ondergrens|lower|laag)|ondergrens(?:betrouwbaarheids)?(?:interval|marge)|betrouwbaarheids?ondergrens)$/],
  ['bovengrens', /^(?:boven|bovengrens|bovengr|bg|upper|high|hi|ub|ucl|cihigh|ciupper|mbg0095|bovengrens95(?:%|procent)?(?:interval|betrouwbaarheidsinterval|bi|ci)?|(?:95%?)?(?:ci|bi|betrouwbaarheidsinterval|interval)(?:95%?)?(?:boven|bovengrens|upper|hoog)|bovengrens(?:betrouwbaarheids)?(?:interval|marge)|betrouwbaarheids?bovengrens)$/],
  ['marge', /^(?:marges?|margin|marginoferror|moe|foutmarge|betrouwbaarheidsmarges?|onnauwkeurigheidsmarges?|95%?marges?|plusmin|steekproefmarge|ci|bi|(?:betrouwbaarheids)?interval)$/],
  ['n', /^(?:n|nongewogen|ongewogenn|aantalrespondenten|respondenten|nrespondenten|respons|aantalwaarnemingen|waarnemingen|aantalantwoorden|steekproef|steekproefomvang|aantaln|basis|basisn|nbasis|count|nobs|aantalingevuldevragenlijsten)$/],
  ['waarde', /^(?:waarden?|value|gemiddelde|gem|mean|percentage|perc|pct|procent|score|uitkomst|resultaat|cijfer|mw00000|schatting|estimate|obsvalue)$/],
]

/** The measure that a word names: 'Ondergrens 95%-interval', 'MOG0095', 'n'. */
export function measureOf(text: string): Measure | null {
  if (/^\s*(?:±|\+\/-)\s*$/.test(text)) return 'marge'
  const word = fold(text).replace(/[^\p{L}\p{N}%]+/gu, '').replace(/^95%?(?=\p{L})/u, '')
  return measureWords.find(([, pattern]) => pattern.test(word))?.[0] ?? null
}

/** Measures that are a unit as well: a column 'percentage'. */
export const isShareWord = (text: string): boolean => /^(?:percentage|perc|pct|procent)$/i.test(text.trim())

const unitWord = /^(?:%|procent(?:en)?|percentage|pct|perc|aantal|absoluut|abs|getal|cijfer|rapportcijfer(?: \(?1\s*(?:-|t\/m|tot)\s*10\)?)?|schaalscore|score|index|indexcijfer|euro|€|(?:x\s*)?1[ .]?000(?:[ .]000)?(?: euro| inwoners)?|mld euro|mln euro|x 1 mln|km|km2|km²|m|m2|m²|m3|m³|kwh|ha|(?:aantal|aantal inwoners|inwoners)\/km2|number|dagen|jaar|uur|minuten|per (?:1[ .]?000|100|10[ .]?000)\b\D*|gemiddelde?|‰|promille|schaal|punten|procentpunt|ratio|personen|huishoudens)$/i
/** Whether a text is a unit and nothing else. */
export const isUnit = (text: string): boolean => unitWord.test(text.trim())
/** Units that are also the name of a figure: 'Rapportcijfer'. */
export const isNameToo = (text: string): boolean => /^(?:rapportcijfer|schaalscore|score|index|indexcijfer|aantal|cijfer|getal|personen|huishoudens|gemiddeld|gemiddelde|absoluut|ratio|dagen|jaar|uur|per .*)$/i.test(text.trim())
/** Whether a cell of a column of units could be one: there `% '(heel) groot'` is a unit too. */
export const isUnitValue = (text: string): boolean => isUnit(text) || (/^(?:%|procent|rapportcijfer|schaalscore|index|score|aantal)(?![\p{L}])/iu.test(text.trim()) && text.trim().length <= 60)

const exact: Readonly<Partial<Record<Role, RegExp>>> = {
  periode: /^(?:jaar|jaren|year|jr|perioden?|peiljaar|meetjaar|verslagjaar|meting|meetmoment|meetronde|ronde|datum|peildatum|kwartaal|maand|tijd|timeperiod|onderzoeksjaar|enquetejaar|jaartal|vmjaar|editie|periods?|month|quarter)$/,
  gebiedscode: /^(?:(?:cbs|pdok)?(?:wijk|buurt|gebieds?|regio|gemeente|gwb|gm|wk|bu|vmgebied|stadsdeel)s?code(?:cbs|\d*)|code(?:wijk|buurt|gebied|regio|gemeente|cbs)?|codering\d*|gwbcode\d*|statcode|geoitem|geocode|areacode|refarea|wijk(?:nr|nummer)|buurt(?:nr|nummer)|(?:gm|wk|bu)code|regiocodegemeentewijkbuurtcode|cbscode)$/,
  gebied: /^(?:wijk|wijken|buurt|buurten|wijkofbuurt|gebied|gebieden|gebiedsnaam|naamgebied|stadsdeel|stadsdelen|regio|regios|regionaam|gemeente|gemeenten|gemeentenaam|gmnaam|naam|naam\w*|wijknaam|buurtnaam|wijkenenbuurten|wijkenbuurt|statnaam|provincie|provincies|politieeenheid|kern|kernen|dorp|dorpen|area|region|wknaam|bunaam|woonplaats|plaats|deelgebied|vmgebied|vmgebiednaam\w*)$/,
  niveau: /^(?:soortregio|soortregio\d|recs|niveau|gebiedsniveau|gebiedstype|typegebied|soortgebied|regiotype|geolevel|level|schaalniveau|regioniveau)$/,
  thema: /^(?:themas?|cluster|hoofdstuk|blok|rubriek|domein|onderwerpgroep|hoofdonderwerp|categorie)$/,
  indicator: /^(?:indicator|indicatoren|indicatornaam|indicatoromschrijving|onderwerp|onderwerpen|vraag|vragen|stelling|item|variabele|variabelenaam|omschrijving|soortmisdrijf|misdrijf|delict|delicten|aspect|measure|topic|vraagtekst|cijfernaam|veiligheidsthema)$/,
  eenheid: /^(?:eenheid|eenheden|unit|units|meeteenheid)$/,
  maat: /^(?:marges|maat|soortwaarde|statistiek|statistic|typewaarde|waardetype|soortcijfer|meetwaarde)$/,
}

/** What StatLine says of every area, in columns or rows of its own: 'Regioaanduiding|Soort regio'. Null for any other name. */
export function regionPart(name: string): Extract<Role, 'gebied' | 'niveau' | 'gebiedscode' | 'overslaan'> | null {
  const part = /^\s*(?:regioaanduiding|regional designation)\s*[|/]?\s*(.*)$/is.exec(name)?.[1]
  if (part === undefined) return null
  return /^(?:gemeentenaam|name)/i.test(part) ? 'gebied' : /^(?:soort|kind|type)/i.test(part) ? 'niveau' : /^(?:codering|code\b|region code)/i.test(part) ? 'gebiedscode' : 'overslaan'
}

/** The role that a column's name tells, for columns that say what a row is about. */
export function roleOfHeader(header: string): Role | null {
  const described = regionPart(header)
  if (described !== null) return described
  const word = foldTight(header.replace(/\(code\)/i, 'code'))
  const found = (Object.entries(exact) as [Role, RegExp][]).find(([, pattern]) => pattern.test(word))
  if (found) return found[0]
  // 'Buurt2024', 'Gemeentecode 2023', 'buurtnaam2024': with the year of the division.
  const dated = /^(wijk|buurt|gemeente|gebied)(code|naam)?(?:19|20)\d\d$/.exec(word)
  if (dated) return dated[2] === 'naam' ? 'gebied' : 'gebiedscode'
  return /^(?:respondentnummer|rownr|rijnr|volgnr|volgnummer|id|nr|nummer|objectid|fid|index|obsstatus|valueattribute|stringvalue|status|statuscode|dataflow|\w*gebiednr)$/.test(word) ? 'overslaan' : null
}

const ASPECTS: readonly (readonly [RegExp, 'hogerIsBeter' | 'lagerIsBeter'])[] = [
  [/onveilig|overlast|slachtoffer|misdr|delict|diefstal|inbraak|beroving|mishandel|bedreig|vernieling|verloeder|rommel|hondenpoep|geweld|criminaliteit|angst|bang|vermijd|risico|zakkenroll|straatroof|fraude|drugs|hinder|klacht|onderhoud.*slecht|respectloos|lastig|gevaar|te hard|eenzaam|toegenomen|loopt om|rijdt of loopt|niet open/, 'lagerIsBeter'],
  [/rapportcijfer|tevreden|veilig|vertrouwen|samenhang|cohesie|leefbaarheid|afgenomen|prettig|goed onderhouden|verlichting.*goed|bekend met|helpen elkaar/, 'hogerIsBeter'],
]

/** Whether more is better or worse, as far as its name tells. */
export function directionOf(name: string): 'hogerIsBeter' | 'lagerIsBeter' | 'neutraal' {
  const text = fold(name)
  // A mark for safety is good news however the question reads.
  if (/rapportcijfer|tevreden/.test(text)) return 'hogerIsBeter'
  return ASPECTS.find(([pattern]) => pattern.test(text))?.[1] ?? 'neutraal'
}

/** A survey asks people: then a method can have changed in 2021. Counts of the police and the register have no such break. */
export const soundsLikeSurvey = (text: string): boolean => /veiligheidsmonitor|\bvm\b|enquete|rapportcijfer|onveilig|voelt zich|respondent|leefbaarheid|ondervind|overlast van|vindt |schaalscore|marge/.test(fold(text))
