import type { Json } from '../model/field.ts'
import type { channels, consentSources } from '../model/kinds.ts'

export type ConsentSource = (typeof consentSources)[number]
export type Channel = (typeof channels)[number]

/** How a resident's consent stands. `geen`: never given. */
export const consentStates = ['geldig', 'ingetrokken', 'geen'] as const
export type ConsentState = (typeof consentStates)[number]

export const consentSourceNames: Readonly<Record<ConsentSource, string>> = {
  veiligheidsmonitor: 'Veiligheidsmonitor', aanTafel: 'Aan tafel', formulier: 'Formulier', telefoon: 'Telefoon', email: 'E-mail', anders: 'Anders',
}
export const channelNames: Readonly<Record<Channel, string>> = { email: 'E-mail', telefoon: 'Telefoon', post: 'Post' }
export const consentStateNames: Readonly<Record<ConsentState, string>> = { geldig: 'Toestemming', ingetrokken: 'Ingetrokken', geen: 'Geen toestemming' }

/** How a withdrawal reached us; stored as it is read. */
export const withdrawalWays = ['aan tafel', 'per telefoon', 'per e-mail', 'per post', 'met een formulier', 'anders'] as const

/** What a consent said before it was corrected, when and by whom. */
export interface ConsentCorrection { readonly at: string; readonly memberId: string | null; readonly givenOn: string | null; readonly source: ConsentSource; readonly textVersion: string; readonly channels: readonly string[] }
/** Corrections as read from a row, oldest first. */
export const correctionsOf = (stored: Json): readonly ConsentCorrection[] => (Array.isArray(stored) ? (stored as unknown as readonly ConsentCorrection[]) : [])

/** Channels as read from a row, which may hold words of a newer version. */
export const isChannel = (word: string): word is Channel => Object.hasOwn(channelNames, word)

/** One consent that was not withdrawn is enough. */
export const consentState = (consents: readonly { readonly withdrawnOn: string | null }[]): ConsentState =>
  consents.some((consent) => consent.withdrawnOn === null) ? 'geldig' : consents.length > 0 ? 'ingetrokken' : 'geen'
