import type { MapArea, MapLevel, MapRest } from '../contract/map.ts'
import { sizeOf, type SmallNumbers } from '../figures/compare.ts'
import { countText, figureText, marginText, unitText } from '../figures/words-of.ts'
import { dutchNumber, plural } from '../text/numbers.ts'
import { classOf, countClasses, shadeOf, valueClasses } from './classes.ts'

export const mapColours = ['signalen', 'acties', 'cijfer'] as const
/** What areas are coloured by. */
export type MapColour = (typeof mapColours)[number]
export const mapColourNames: Readonly<Record<MapColour, string>> = { signalen: 'Aantal signalen', acties: 'Open acties', cijfer: 'Cijfer' }

/** How one area is drawn. `shade` 0–4 from light to dark, null for grey: there is nothing to colour by. */
export interface Painted { readonly code: string; readonly shade: number | null; /** too few answers to conclude from, or even to show */ readonly hatched: boolean; /** what stands under its name */ readonly text: string }
/** One line of the legend, with how many areas have it. */
export interface LegendLine { readonly label: string; readonly shade: number | null; readonly hatched: boolean; readonly areas: number }
export interface Painting { readonly painted: readonly Painted[]; readonly legend: readonly LegendLine[] }

/** Colours the areas of one level. Equal numbers always get equal colours; what is not known is grey, never the colour of 0. */
export function paintMap(areas: readonly MapArea[], colour: MapColour, unit: string, small: SmallNumbers): Painting {
  return colour === 'cijfer' ? paintFigures(areas, unit, small) : paintCounts(areas, colour)
}

function paintCounts(areas: readonly MapArea[], colour: Exclude<MapColour, 'cijfer'>): Painting {
  const countOf = ({ signals, actions }: MapArea) => (colour === 'signalen' ? signals : actions)
  const classes = countClasses(areas.map(countOf))
  const indexOf = (area: MapArea) => classOf(classes, countOf(area))
  return {
    painted: areas.map((area) => ({ code: area.code, shade: shadeOf(indexOf(area), classes.length), hatched: false, text: dutchNumber(countOf(area), 0) })),
    legend: classes.map(({ label }, i) => ({ label, shade: shadeOf(i, classes.length), hatched: false, areas: areas.filter((area) => indexOf(area) === i).length })),
  }
}

type FigureState = 'genoeg' | 'weinig' | 'verborgen' | 'geen'
const stateOf = ({ figure }: MapArea, small: SmallNumbers): FigureState => {
  if (figure === null) return 'geen'
  const size = sizeOf(figure, small)
  return size === 'verborgen' ? 'verborgen' : figure.value === null ? 'geen' : size === 'weinig' ? 'weinig' : 'genoeg'
}

function paintFigures(areas: readonly MapArea[], unit: string, small: SmallNumbers): Painting {
  const classes = valueClasses(areas.flatMap(({ figure }) => { const value = figure?.value ?? null; return value === null ? [] : [value] }), unitText(unit))
  const indexOf = ({ figure }: MapArea) => { const value = figure?.value ?? null; return value === null ? -1 : classOf(classes, value) }
  const painted = areas.map((area): Painted => {
    const state = stateOf(area, small), index = indexOf(area)
    return { code: area.code, shade: index < 0 ? null : shadeOf(index, classes.length), hatched: state === 'weinig' || state === 'verborgen', text: figureText(area.figure, unit, small) }
  })
  const number = (state: FigureState) => areas.filter((area) => stateOf(area, small) === state).length
  const more: readonly LegendLine[] = [
    { label: `gearceerd: minder dan ${String(small.mark)} antwoorden, trek geen conclusie`, shade: 2, hatched: true, areas: number('weinig') },
    { label: `minder dan ${String(small.hide)} antwoorden, niet getoond`, shade: null, hatched: true, areas: number('verborgen') },
    { label: 'geen cijfer', shade: null, hatched: false, areas: number('geen') },
  ]
  return { painted, legend: [...classes.map(({ label }, i) => ({ label, shade: shadeOf(i, classes.length), hatched: false, areas: areas.filter((area) => indexOf(area) === i).length })), ...more.filter((line) => line.areas > 0)] }
}

/** One line of the table that says the same as the map. */
export interface MapRow { readonly code: string | null; readonly name: string; readonly wijk: string; readonly signals: number; readonly unplaced: number; readonly actions: number; readonly figure: string; readonly margin: string; readonly n: string; readonly outlined: boolean }

/** The areas of a level, then what lies in none of them. */
export function mapRows(areas: readonly MapArea[], rest: readonly MapRest[], level: MapLevel, unit: string, small: SmallNumbers): readonly MapRow[] {
  const wijkNames = new Map(areas.filter((area) => area.level === 'wijk').map(({ code, name }) => [code, name]))
  const rows = areas.filter((area) => area.level === level).map(({ code, name, wijkCode, outlined, signals, unplaced, actions, figure }): MapRow => ({
    code, name, wijk: level === 'buurt' ? (wijkNames.get(wijkCode) ?? '') : '', outlined, signals, unplaced, actions,
    figure: figureText(figure, unit, small), margin: marginText(figure, unit), n: figure ? countText(figure, small) : '',
  }))
  const others = rest.filter(({ wijkCode }) => wijkCode === '' || level === 'buurt').map(({ wijkCode, ...counts }): MapRow => ({
    code: null, name: wijkCode === '' ? 'Zonder wijk' : 'Zonder buurt', wijk: wijkNames.get(wijkCode) ?? '', ...counts, figure: '', margin: '', n: '', outlined: true,
  }))
  return [...rows, ...others]
}

/** 'Van 2 wijken is de grens niet bekend: De Mare en Overdie.' or '' when all are drawn. */
export function undrawnText(areas: readonly MapArea[], level: MapLevel): string {
  const names = areas.filter((area) => area.level === level && !area.outlined).map(({ name }) => name)
  if (names.length === 0) return ''
  const shown = names.slice(0, 5), more = names.length - shown.length
  const listed = more > 0 ? `${shown.join(', ')} en ${String(more)} andere` : shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(', ')} en ${shown.at(-1)!}`
  return `Van ${level === 'wijk' ? plural(names.length, 'wijk', 'wijken') : plural(names.length, 'buurt', 'buurten')} is de grens niet bekend: ${listed}. ${names.length === 1 ? 'Die staat' : 'Die staan'} wel in de tabel.`
}
