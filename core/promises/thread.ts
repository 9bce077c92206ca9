import type { ActionState, Told } from '../actions/states.ts'
import type { PriorityState } from '../choices/words.ts'
import type { SignalSource, SignalState } from '../signals/words.ts'
import { plural } from '../text/numbers.ts'
import type { FigurePointer, FigureStory } from './figure.ts'

export interface ThreadMeeting { readonly id: string; readonly title: string; readonly startsAt: string | null }
export interface ThreadSignal { readonly id: string; readonly title: string; readonly occurredAt: string | null; readonly place: string; readonly state: SignalState }
export interface ThreadAction {
  readonly id: string; readonly title: string; readonly ownerName: string; readonly state: ActionState; readonly told: Told; readonly promise: boolean
  readonly dueOn: string | null; readonly terugkoppelingOn: string | null; readonly closedOn: string | null; readonly reason: string
}
/** A terugkoppeling without a day is the decision not to tell; `what` is then the reason. */
export interface ThreadTold { readonly id: string; readonly actionId: string; readonly actionTitle: string; readonly toWhom: string; readonly how: string; readonly what: string; readonly toldOn: string | null; readonly who: string }

/** The rode draad of a priority: from figure to who was told. */
export interface Thread {
  readonly id: string; readonly gebied: string; readonly gebiedName: string; readonly title: string; readonly state: PriorityState; readonly rank: number; readonly points: number; readonly decidedOn: string | null
  readonly themeId: string | null; readonly themeName: string; readonly wijkCode: string; readonly wijkName: string; readonly panelId: string | null; readonly panelName: string
  /** `story` null: the figures that it points at are no longer there. */
  readonly figure: { readonly pointer: FigurePointer; readonly story: FigureStory | null } | null
  /** Of its theme, in its wijk (in the whole gebied when it has none). Null: it has no theme to look for. */
  readonly signals: {
    readonly total: number; readonly newest: readonly ThreadSignal[]; readonly meetings: readonly ThreadMeeting[]
    readonly buurten: readonly { readonly code: string; readonly name: string; readonly count: number }[]; readonly sources: readonly { readonly source: SignalSource; readonly count: number }[]
  } | null
  readonly meeting: ThreadMeeting | null
  readonly question: string
  readonly actions: readonly ThreadAction[]
  readonly told: readonly ThreadTold[]
  readonly today: string
}

export const threadSteps = ['cijfer', 'gehoord', 'gekozen', 'acties', 'resultaten', 'verteld'] as const
export type ThreadStep = (typeof threadSteps)[number]
export const stepNames: Readonly<Record<ThreadStep, string>> = { cijfer: 'Wat het cijfer zegt', gehoord: 'Wat bewoners zeiden', gekozen: 'Wat is gekozen', acties: 'Wat wij doen', resultaten: 'Wat het opleverde', verteld: 'Wie het hoorde' }

type Chain = Pick<Thread, 'figure' | 'meeting' | 'actions' | 'told'> & { readonly signals: { readonly total: number } | null }

/** What is missing in the chain, said plainly; a step that is whole has null. */
export function threadGaps({ figure, signals, meeting, actions, told }: Chain): Readonly<Record<ThreadStep, string | null>> {
  const closed = actions.filter((action) => action.closedOn !== null)
  const waiting = actions.filter((action) => action.told === 'nog')
  const someTold = told.length > 0
  return {
    cijfer: figure === null ? 'Er hoort geen cijfer bij.' : figure.story === null ? `Het cijfer uit ${String(figure.pointer.year)} is er niet meer. Kies een ander cijfer, of haal het weg.` : null,
    gehoord: signals === null ? 'Deze prioriteit heeft geen thema. Daarom zijn er geen signalen bij te vinden.' : signals.total === 0 ? 'Nog geen signalen over dit thema.' : null,
    gekozen: meeting === null ? 'Niet bekend bij welke bijeenkomst dit is gekozen.' : null,
    acties: actions.length === 0 ? 'Nog geen actie.' : null,
    resultaten: closed.length === 0 ? 'Nog geen resultaat.' : null,
    verteld: someTold && waiting.length === 0 ? null : someTold ? `Van ${plural(waiting.length, 'actie', 'acties')} is nog niet teruggekoppeld.` : 'Nog niet teruggekoppeld.',
  }
}

/** A line of the list of priorities: how far each came. */
export interface ThreadLine {
  readonly id: string; readonly gebied: string; readonly title: string; readonly state: PriorityState; readonly rank: number; readonly decidedOn: string | null; readonly panelName: string; readonly themeName: string
  readonly actions: number; readonly closed: number; readonly told: number; readonly waiting: number
}

/** How far a priority came, in a few words. */
export function threadStanding({ actions, closed, told, waiting }: Pick<ThreadLine, 'actions' | 'closed' | 'told' | 'waiting'>): string {
  if (actions === 0) return 'Nog geen actie'
  const done = closed === 0 ? 'nog geen resultaat' : `${String(closed)} afgerond`
  const heard = told === 0 ? 'nog niet teruggekoppeld' : waiting > 0 ? `van ${String(waiting)} nog niet teruggekoppeld` : 'teruggekoppeld'
  return `${plural(actions, 'actie', 'acties')}, ${done}, ${heard}`
}
