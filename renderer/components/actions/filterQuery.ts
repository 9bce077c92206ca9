import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { whenGroups, type WhenGroup } from '#core/actions/states.ts'
import type { ActionFilter } from '#core/contract/actions.ts'
import { actionStates } from '#core/model/kinds.ts'

const clocks = ['nogTeVertellen', 'nadert', 'teLaat', 'afgeslotenNietVerteld', 'onvolledig'] as const
type Clock = (typeof clocks)[number]
type State = (typeof actionStates)[number]

/** What the address of the page says the list is narrowed to, so that every number elsewhere can link to its list. */
export interface ActionsQuery {
  readonly owner?: string
  readonly states?: readonly State[]
  readonly when?: readonly WhenGroup[]
  readonly clock?: Clock
  readonly promise?: boolean
  readonly text?: string
  readonly themeId?: string
  readonly wijkCode?: string
  readonly meetingId?: string
  readonly panelId?: string
  readonly contactId?: string
  /** Over all gebieden, whichever is looked at. */
  readonly everywhere?: boolean
}

const one = (value: LocationQuery[string] | undefined): string | undefined => { const v = Array.isArray(value) ? value[0] : value; return v === null || v === '' ? undefined : v }
const some = <T extends string>(value: string | undefined, allowed: readonly T[]): T[] | undefined => {
  const kept = (value ?? '').split(',').filter((v): v is T => (allowed as readonly string[]).includes(v))
  return kept.length > 0 ? kept : undefined
}

export function readQuery(query: LocationQuery): ActionsQuery {
  const clock = some(one(query['klok']), clocks)?.[0]
  return {
    owner: one(query['van']), states: some(one(query['stand']), actionStates), when: some(one(query['wanneer']), whenGroups), clock, promise: one(query['belofte']) === '1' ? true : undefined, text: one(query['zoek']),
    themeId: one(query['thema']), wijkCode: one(query['wijk']), meetingId: one(query['bijeenkomst']), panelId: one(query['panel']), contactId: one(query['contact']), everywhere: one(query['overal']) === '1' ? true : undefined,
  }
}

export function writeQuery(q: ActionsQuery): LocationQueryRaw {
  const all: Record<string, string | undefined> = {
    van: q.owner, stand: q.states?.join(','), wanneer: q.when?.join(','), klok: q.clock, belofte: q.promise ? '1' : undefined, zoek: q.text, thema: q.themeId, wijk: q.wijkCode,
    bijeenkomst: q.meetingId, panel: q.panelId, contact: q.contactId, overal: q.everywhere ? '1' : undefined,
  }
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''))
}

export const toFilter = ({ everywhere, states, when, ...rest }: ActionsQuery, gebieden: ActionFilter['gebieden']): ActionFilter => ({
  ...rest, gebieden: everywhere ? 'all' : gebieden, ...(states ? { states: [...states] } : {}), ...(when ? { when: [...when] } : {}),
})

/** Is the list narrowed down by anything but whose actions they are? */
export const isNarrowed = ({ owner, everywhere, ...rest }: ActionsQuery): boolean => Object.values(rest).some((v) => v !== undefined) || (owner !== undefined && owner !== 'me') || (everywhere === true && owner !== 'me')
