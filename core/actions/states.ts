import { closedStates, type actionStates } from '../model/kinds.ts'

export type ActionState = (typeof actionStates)[number]
export type ClosedState = (typeof closedStates)[number]

/** How a state is said. The shape comes before the colour: it is what tells states apart in print and for the colour-blind. */
export interface StateLook {
  readonly name: string
  /** Lucide icon, a different outline for every state. */
  readonly icon: string
  readonly tone: 'neutral' | 'primary' | 'warning' | 'success' | 'error'
}

export const stateLooks: Record<ActionState, StateLook> = {
  open: { name: 'Open', icon: 'i-lucide-circle', tone: 'neutral' },
  bezig: { name: 'Bezig', icon: 'i-lucide-circle-dot', tone: 'primary' },
  deelsGedaan: { name: 'Deels gedaan', icon: 'i-lucide-contrast', tone: 'primary' },
  gedaan: { name: 'Gedaan', icon: 'i-lucide-circle-check', tone: 'success' },
  kanNiet: { name: 'Kan niet', icon: 'i-lucide-circle-x', tone: 'error' },
  nietVanOns: { name: 'Niet van ons', icon: 'i-lucide-corner-up-right', tone: 'neutral' },
}

export const isClosed = (state: ActionState): state is ClosedState => (closedStates as readonly string[]).includes(state)

/**
 * Was somebody told? `nvt`: nothing was promised. `nog`: promised and not told. `verteld`: told.
 * `niet`: decided not to tell, with the reason (a terugkoppeling without a day).
 */
export type Told = 'nvt' | 'nog' | 'verteld' | 'niet'

export interface Promised { readonly promise: boolean; readonly terugkoppelingOn: string | null }
export const isPromised = (action: Promised): boolean => action.promise || action.terugkoppelingOn !== null

/** The state as people should read it: a promise is only really closed when it was told. */
export const stateName = (state: ActionState, told: Told): string => (isClosed(state) && told === 'nog' ? `${stateLooks[state].name}, nog terug te koppelen` : stateLooks[state].name)

/** The belofteklok. `nadert` begins two weeks before the terugkoppeling date; a promise that was closed without telling is `nadert` at once. */
export type Clock = 'geen' | 'loopt' | 'nadert' | 'teLaat'
export const NEAR_DAYS = 14

export function clockOf(action: Promised & { readonly state: ActionState; readonly told: Told }, today: string, nearDay: string): Clock {
  if (action.told !== 'nog') return 'geen'
  if (action.terugkoppelingOn === null) return isClosed(action.state) ? 'nadert' : 'loopt'
  if (action.terugkoppelingOn < today) return 'teLaat'
  return action.terugkoppelingOn <= nearDay || isClosed(action.state) ? 'nadert' : 'loopt'
}

/** The groups of the list, in order. */
export const whenGroups = ['teLaat', 'vandaag', 'dezeWeek', 'later', 'zonderDatum', 'afgesloten'] as const
export type WhenGroup = (typeof whenGroups)[number]
export const whenNames: Record<WhenGroup, string> = { teLaat: 'Te laat', vandaag: 'Vandaag', dezeWeek: 'Deze week', later: 'Later', zonderDatum: 'Zonder datum', afgesloten: 'Afgesloten' }

export function whenOf(state: ActionState, dueOn: string | null, today: string, weekEnd: string): WhenGroup {
  if (isClosed(state)) return 'afgesloten'
  if (dueOn === null) return 'zonderDatum'
  if (dueOn < today) return 'teLaat'
  if (dueOn === today) return 'vandaag'
  return dueOn <= weekEnd ? 'dezeWeek' : 'later'
}
