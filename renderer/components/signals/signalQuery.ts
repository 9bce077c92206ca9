import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { SignalFilter } from '#core/contract/signals.ts'
import { signalSources, signalStates, signalWeights } from '#core/model/kinds.ts'
import { isDay } from '#core/text/days.ts'

/** What the address of the page says the list is narrowed to, so that every number elsewhere can link to its list. */
export type SignalsQuery = Omit<SignalFilter, 'gebieden'>

const names = { text: 'zoek', themeId: 'thema', buurtCode: 'buurt', wijkCode: 'wijk', source: 'bron', states: 'stand', weight: 'gewicht', from: 'vanaf', to: 'tot', meetingId: 'bijeenkomst' } as const satisfies Record<keyof SignalsQuery, string>

const one = (value: LocationQuery[string] | undefined): string | undefined => { const v = Array.isArray(value) ? value[0] : value; return v === null || v === '' ? undefined : v }
const oneIn = <T extends string>(value: string | undefined, allowed: readonly T[]): T | undefined => allowed.find((v) => v === value)

export function readQuery(query: LocationQuery): SignalsQuery {
  const at = (name: keyof SignalsQuery) => one(query[names[name]])
  const day = (name: 'from' | 'to') => { const value = at(name); return value !== undefined && isDay(value) ? value : undefined }
  const states = (at('states') ?? '').split(',').map((v) => oneIn(v, signalStates)).filter((v) => v !== undefined)
  return {
    text: at('text'), themeId: at('themeId'), buurtCode: at('buurtCode'), wijkCode: at('wijkCode'), source: oneIn(at('source'), signalSources), states: states.length > 0 ? states : undefined,
    weight: oneIn(at('weight'), signalWeights), from: day('from'), to: day('to'), meetingId: at('meetingId'),
  }
}

export function writeQuery(query: SignalsQuery): LocationQueryRaw {
  const entries = (Object.keys(names) as (keyof SignalsQuery)[]).map((name) => [names[name], name === 'states' ? query.states?.join(',') : query[name]] as const)
  return Object.fromEntries(entries.filter((entry): entry is [(typeof entry)[0], string] => entry[1] !== undefined && entry[1] !== ''))
}

export const isNarrowed = (query: SignalsQuery): boolean => Object.values(query).some((value) => value !== undefined)
