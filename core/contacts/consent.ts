import type { ConsentState } from '../contract/contacts.ts'
import type { channels, consentSources } from '../model/kinds.ts'

export type ConsentSource = (typeof consentSources)[number]
export type Channel = (typeof channels)[number]

export const consentSourceNames: Readonly<Record<ConsentSource, string>> = {
  veiligheidsmonitor: 'Veiligheidsmonitor', aanTafel: 'Aan tafel', formulier: 'Formulier', telefoon: 'Telefoon', email: 'E-mail', anders: 'Anders',
}
export const channelNames: Readonly<Record<Channel, string>> = { email: 'E-mail', telefoon: 'Telefoon', post: 'Post' }
export const consentStateNames: Readonly<Record<ConsentState, string>> = { geldig: 'Toestemming', ingetrokken: 'Ingetrokken', geen: 'Geen toestemming' }

/** Channels as read from a row, which may hold words of a newer version. */
export const isChannel = (word: string): word is Channel => Object.hasOwn(channelNames, word)

/** One consent that was not withdrawn is enough. */
export const consentState = (consents: readonly { readonly withdrawnOn: string | null }[]): ConsentState =>
  consents.some((consent) => consent.withdrawnOn === null) ? 'geldig' : consents.length > 0 ? 'ingetrokken' : 'geen'
