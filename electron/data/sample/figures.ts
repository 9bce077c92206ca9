import { packFigure } from '#core/figures/figure.ts'
import { METHOD_BREAK } from '#core/figures/guess.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { derivedId, indicatorId, surveyResultId } from '#core/model/ids.ts'
import type { FieldsByKind } from '#core/model/kinds.ts'
import { fold, foldTight } from '#core/text/fold.ts'
import type { LocalChange } from '../store/store.ts'
import { buurtCode, sampleGebieden, wijkCode } from './places.ts'

interface SampleIndicator {
  readonly name: string
  readonly unit: string
  readonly group: string
  readonly direction: FieldsByKind['indicator']['direction']
  /** By number, see `firstThemes`; null for none. */
  readonly theme: number | null
  /** Of the municipality in 2017; what a round adds; and what the new way of asking adds from 2021 on. */
  readonly from: number
  readonly perRound: number
  readonly jump: number
  /** Wijk number → how far it lies from the municipality. */
  readonly wijken: Readonly<Record<number, number>>
  /** Wijk number → what the last round adds there. */
  readonly lately?: Readonly<Record<number, number>>
}

const rounds = ['2017', '2019', '2021', '2023'] as const
const indicators: readonly SampleIndicator[] = [
  { name: 'Voelt zich wel eens onveilig in de buurt', unit: '%', group: 'Veiligheidsbeleving', direction: 'lagerIsBeter', theme: null, from: 19, perRound: -0.8, jump: 1.5, wijken: { 81: 14, 83: 4, 87: 7, 89: -8, 90: -9 } },
  { name: 'Voelt zich ’s avonds onveilig op straat', unit: '%', group: 'Veiligheidsbeleving', direction: 'lagerIsBeter', theme: 4, from: 12, perRound: -0.3, jump: 1, wijken: { 81: 9, 84: 2, 87: 6, 89: -5 }, lately: { 84: 9 } },
  { name: 'Rapportcijfer veiligheid in de buurt', unit: 'rapportcijfer', group: 'Veiligheidsbeleving', direction: 'hogerIsBeter', theme: null, from: 7.1, perRound: 0.05, jump: 0, wijken: { 81: -0.7, 83: -0.1, 87: -0.3, 89: 0.6, 90: 0.7 } },
  { name: 'Veel overlast van rommel op straat', unit: '%', group: 'Overlast in de buurt', direction: 'lagerIsBeter', theme: 5, from: 26, perRound: 0.6, jump: -2, wijken: { 81: 11, 83: 9, 86: -3, 89: -9 } },
  { name: 'Veel overlast van jongeren die rondhangen', unit: '%', group: 'Overlast in de buurt', direction: 'lagerIsBeter', theme: 3, from: 8, perRound: 0.2, jump: 0, wijken: { 81: 3, 83: 8, 90: -4 }, lately: { 83: -7 } },
  { name: 'Veel overlast van te hard rijden', unit: '%', group: 'Overlast in de buurt', direction: 'lagerIsBeter', theme: 0, from: 31, perRound: 1, jump: 0, wijken: { 81: 4, 85: 12, 87: -6, 89: 7 } },
  { name: 'Slachtoffer van inbraak of poging daartoe', unit: '%', group: 'Slachtofferschap', direction: 'lagerIsBeter', theme: 1, from: 4.5, perRound: -0.7, jump: 0, wijken: { 81: 0.6, 88: 1 } },
  { name: 'Slachtoffer van online oplichting', unit: '%', group: 'Slachtofferschap', direction: 'lagerIsBeter', theme: 6, from: 5, perRound: 1.8, jump: 3, wijken: { 82: 0.5, 90: 1 } },
  { name: 'Tevreden over het contact in de buurt', unit: '%', group: 'Leefbaarheid', direction: 'hogerIsBeter', theme: null, from: 61, perRound: 0.3, jump: 0, wijken: { 81: -8, 86: 5, 89: 14, 90: 16 } },
  { name: 'Misdrijven per 1.000 inwoners', unit: 'per 1.000 inwoners', group: 'Geregistreerd door de politie', direction: 'lagerIsBeter', theme: null, from: 48, perRound: -2.4, jump: 0, wijken: { 81: 12, 87: 41, 89: -20, 90: -24 } },
]
const isCount = ({ unit }: SampleIndicator) => unit.startsWith('per ')
/** Answers per wijk and round: in the villages few people were asked. */
const answers = (wijk: number, round: number): number => (wijk === 90 ? [22, 8, 26, 24][round]! : 170 + ((wijk * 37 + round * 53) % 90))
/** Always the same little noise, −1 to 1. */
const noise = (...parts: readonly number[]): number => { const x = Math.sin(parts.reduce((sum, part, i) => sum + part * (12.9898 + i * 65.233), 0)) * 43_758.5453; return 2 * (x - Math.floor(x)) - 1 }
const rounded = (value: number): number => Math.round(value * 10) / 10

function packed(indicator: SampleIndicator, at: number, round: number, wijk: number | null, n: number) {
  const shift = wijk === null ? 0 : (indicator.wijken[wijk] ?? 0) + (round === 3 ? (indicator.lately?.[wijk] ?? 0) : 0)
  const isMark = indicator.unit === 'rapportcijfer'
  const value = Math.max(0.4, rounded(indicator.from + indicator.perRound * round + (round >= 2 ? indicator.jump : 0) + shift + noise(at, round, wijk ?? 0) * (isMark ? 0.05 : wijk === null ? 0.2 : 1)))
  const none = { mark: null, provisional: round === 3 && isCount(indicator) }
  if (isCount(indicator)) return packFigure({ ...none, value, low: null, high: null, n: null })
  // As a bureau gives them: the half width follows from n, with 2.2 points of spread between marks.
  const half = isMark ? (1.96 * 2.2) / Math.sqrt(n) : 196 * Math.sqrt(((value / 100) * (1 - value / 100)) / n)
  return packFigure({ ...none, value, low: rounded(Math.max(0, value - half)), high: rounded(value + half), n })
}

/** Invented figures for four rounds, with a change of method, few answers and figures that are still provisional. */
export function sampleFigures(today: string, themeId: (n: number) => string): LocalChange[] {
  const gebied = MUNICIPALITY, sourceId = derivedId('voorbeeld', 'cijfers')
  const ids = indicators.map(({ name, unit }) => indicatorId(fold(name), foldTight(unit) + (unit.includes('%') ? '%' : '')))
  const wijken = sampleGebieden.flatMap((g) => g.wijken)
  const areas = [
    { code: 'GM0361', name: 'Voorbeeldstad', level: 'gemeente' as const, wijk: null, share: 1 },
    ...wijken.map(({ number, name }) => ({ code: wijkCode(number), name, level: 'wijk' as const, wijk: number, share: 1 })),
    // Only the wijk that is talked about most has figures per buurt.
    ...wijken[0]!.buurten.map((name, i) => ({ code: buurtCode(81, i), name, level: 'buurt' as const, wijk: 81, share: [0.4, 0.35, 0.2, 0.04][i]! })),
  ]
  return [
    ...indicators.map(({ name, unit, group, direction, theme, jump }, i): LocalChange => ({ kind: 'indicator', id: ids[i]!, gebied, fields: { name, unit, group, direction, themeId: theme === null ? null : themeId(theme), breaks: jump === 0 ? [] : [String(METHOD_BREAK)] } })),
    { kind: 'surveySource', id: sourceId, gebied, fields: { name: 'Voorbeeldcijfers (verzonnen)', bureau: 'Verzonnen voor dit voorbeeld', fileName: 'voorbeeld.csv', periods: [...rounds], importedOn: today, indicatorIds: ids, remarks: 'Alle cijfers zijn verzonnen.' } },
    ...areas.flatMap((area, nth) => rounds.map((period, round): LocalChange => ({
      kind: 'surveyResult', id: surveyResultId(sourceId, period, area.code), gebied,
      fields: { sourceId, period, areaCode: area.code, areaName: area.name, level: area.level, values: indicators.map((indicator, i) => packed(indicator, i + nth, round, area.wijk, area.wijk === null ? 2100 : Math.round(answers(area.wijk, round) * area.share))) },
    }))),
  ]
}
