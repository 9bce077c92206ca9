import type { Channel } from '../contacts/consent.ts'
import type { doorAnswers, doorMessageStates } from '../model/door-kinds.ts'
import type { SignalState } from '../signals/words.ts'
import type { SignalDraft } from './wish.ts'

export type DoorAnswer = (typeof doorAnswers)[number]
export type DoorMessageState = (typeof doorMessageStates)[number]

/** Everything that one resident sees behind their link: about themselves, and what was told to their panel. Nobody's name is in it. */
export interface DoorView {
  readonly meetings: readonly DoorMeeting[]
  readonly places: DoorPlaces
  /** Newest first. */
  readonly sent: readonly DoorSent[]
  readonly told: readonly DoorTold[]
  readonly consent: DoorConsent
  readonly expiresOn: string
  readonly today: string
}
export interface DoorMeeting { readonly id: string; readonly title: string; readonly startsAt: string; readonly endsAt: string | null; readonly place: string; readonly address: string; readonly cancelled: boolean; readonly response: DoorAnswer | null; /** sent, and not taken over yet */ readonly waiting: DoorAnswer | null }
export interface DoorPlaces { readonly themes: readonly { readonly id: string; readonly name: string }[]; readonly buurten: readonly { readonly code: string; readonly name: string }[] }
export interface DoorTold { readonly on: string; readonly text: string }
export interface DoorSent {
  readonly on: string
  readonly state: DoorMessageState
  readonly answer: string
  readonly about:
    | { readonly type: 'komst'; readonly title: string; readonly response: DoorAnswer }
    | { readonly type: 'signaal'; readonly text: string; readonly state: SignalState | null; readonly told: readonly DoorTold[] }
    | { readonly type: 'toestemming'; readonly withdrawn: boolean; readonly channels: readonly Channel[] }
}
/** `state`: as the team has it. `channels`: empty means every way. `waiting`: ways that were asked for and wait for a person. */
export interface DoorConsent { readonly state: 'geldig' | 'ingetrokken' | 'geen'; readonly channels: readonly Channel[]; readonly waiting: readonly Channel[] | null }

/** What was just done, said above the page. */
export const doorNotices = ['komst', 'signaal', 'bereik', 'gestopt', 'vol'] as const
export type DoorNotice = (typeof doorNotices)[number]

/** A signal that is asked about before it goes, or that could not be taken. */
export interface DoorDraft { readonly draft: SignalDraft; readonly nonce: string; readonly problem: { readonly field: string; readonly message: string } | null; /** pieces of the text of which one may ask whether they belong there */ readonly found: readonly { readonly text: string; readonly looksLike: string }[] }
