import type { meetingKinds, meetingStates, minutesEditions, presences, responses } from '../model/kinds.ts'

export type MeetingKind = (typeof meetingKinds)[number]
export type MeetingState = (typeof meetingStates)[number]
export type Response = (typeof responses)[number]
export type MinutesEdition = (typeof minutesEditions)[number]
export type Presence = (typeof presences)[number]

export const meetingKindNames: Readonly<Record<MeetingKind, string>> = {
  wijkpanel: 'Wijkpanel',
  buurtbakkie: 'Buurtbakkie',
  bewonersinitiatief: 'Bewonersinitiatief',
  raadsinformatie: 'Raadsinformatie',
  teamoverleg: 'Teamoverleg',
}

export const meetingStateNames: Readonly<Record<MeetingState, string>> = { gepland: 'Gepland', bezig: 'Bezig', afgerond: 'Afgerond', geannuleerd: 'Geannuleerd' }
export const responseNames: Readonly<Record<Response, string>> = { geen: 'Geen antwoord', komt: 'Komt', afgemeld: 'Afgemeld' }
export const presenceNames: Readonly<Record<Presence, string>> = { onbekend: 'Nog niet gezien', aanwezig: 'Aanwezig', laat: 'Later gekomen', afwezig: 'Afwezig' }

export const editionNames: Readonly<Record<MinutesEdition, string>> = { intern: 'Intern', openbaar: 'Openbaar' }

/** Somebody who came late is present all the same. */
export const isPresent = (presence: Presence): boolean => presence === 'aanwezig' || presence === 'laat'
