import { defineKind } from './define.ts'
import { day, flag, integer, line, moment, oneOf, prose, reference, words } from './field.ts'

/** What a resident can send through the digital door. */
export const doorMessageTypes = ['komst', 'signaal', 'toestemming'] as const
export const doorMessageStates = ['nieuw', 'overgenomen', 'afgewezen'] as const
/** A resident's answer to an invitation. */
export const doorAnswers = ['komt', 'afgemeld'] as const

/** The digital door: a page behind a personal link, for residents. See docs/decisions/0031. */
export const doorKinds = {
  /** One row, id `DOOR_SETTINGS_ID`. */
  doorSettings: defineKind({
    scope: 'municipality', audience: 'team', writers: 'beheerder', names: ['instelling van de digitale deur', 'instellingen van de digitale deur'],
    fields: {
      open: flag(), /** where residents find the server, '' for the address that laptops use */ address: line(), /** how long a link works */ days: integer({ initial: 90 }),
      /** above every page */ heading: line(), /** how the team can be reached, on every page */ reach: prose(), /** links made before this no longer work */ linksFrom: moment(),
    },
  }),
  /** A personal link. Its id is the SHA-256 of the secret in it (core/door/token.ts); the secret itself is kept nowhere. */
  doorLink: defineKind({
    scope: 'gebied', audience: 'details', writers: 'people', names: ['persoonlijke link', 'persoonlijke links'],
    fields: { contactId: reference('contact'), madeAt: moment(), expiresOn: day(), revokedOn: day(), memberId: reference('teamMember') },
  }),
  /**
   * What a resident sent. Made by the server only, taken over or not by a person. A signal made of it does not know of it:
   * this row alone knows who gave it (PRIVACY 6), so that they can read back what was done.
   */
  doorMessage: defineKind({
    scope: 'gebied', audience: 'details', writers: 'people', names: ['bericht van een bewoner', 'berichten van bewoners'],
    fields: {
      contactId: reference('contact'), type: oneOf(doorMessageTypes, 'signaal'), receivedAt: moment(), state: oneOf(doorMessageStates, 'nieuw'), /** to the resident: why not, or what is said back */ answer: prose({ personal: true }),
      handledBy: reference('teamMember'), handledOn: day(),
      /** komst */ meetingId: reference('meeting'), response: oneOf(doorAnswers, 'komt', { personal: true }),
      /** signaal, and the signal that it became */ text: prose({ personal: true }), themeId: reference('theme'), buurtCode: line({ max: 20, personal: true }), place: line({ personal: true }), signalId: reference('signal'),
      /** toestemming: the ways that were chosen, or all withdrawn */ channels: words({ personal: true }), withdrawn: flag({ personal: true }),
    },
  }),
} as const

/** The one row of kind doorSettings. */
export const DOOR_SETTINGS_ID = '00000000-0000-7000-8000-000000000031'
