import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { MapLevel } from '#core/contract/map.ts'
import { mapColours, type MapColour } from '#core/map/paint.ts'
import { isDay } from '#core/text/days.ts'

/** What the address of the page says that is shown, so that others can link to it. */
export interface MapView { readonly colour: MapColour; readonly level: MapLevel; readonly indicatorId?: string | undefined; readonly period?: string | undefined; readonly themeId?: string | undefined; readonly from?: string | undefined; readonly to?: string | undefined; readonly table: boolean }

const one = (value: LocationQuery[string] | undefined): string | undefined => { const v = Array.isArray(value) ? value[0] : value; return v === null || v === '' ? undefined : v }
const day = (value: string | undefined) => (value !== undefined && isDay(value) ? value : undefined)

export function readMapQuery(query: LocationQuery): MapView {
  const at = (name: string) => one(query[name])
  return {
    colour: mapColours.find((c) => c === at('kleur')) ?? 'signalen', level: at('niveau') === 'buurt' ? 'buurt' : 'wijk', indicatorId: at('cijfer'), period: at('jaar'),
    themeId: at('thema'), from: day(at('vanaf')), to: day(at('tot')), table: at('vorm') === 'tabel',
  }
}

export function writeMapQuery({ colour, level, indicatorId, period, themeId, from, to, table }: MapView): LocationQueryRaw {
  const all = { kleur: colour === 'signalen' ? undefined : colour, niveau: level === 'wijk' ? undefined : level, cijfer: indicatorId, jaar: period, thema: themeId, vanaf: from, tot: to, vorm: table ? 'tabel' : undefined }
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
