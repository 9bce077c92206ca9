import { MUNICIPALITY } from '#core/model/define.ts'
import { DOOR_SETTINGS_ID } from '#core/model/door-kinds.ts'
import { addDays } from '#core/text/days.ts'
import type { LocalChange } from '../store/store.ts'

/** The ids of the sample that the messages point at. */
export interface PostPlaces {
  readonly gebied: string
  readonly meetingId: string
  readonly themeId: string
  readonly buurtCode: string
  /** panel members who are invited to the meeting */
  readonly contactId: (n: number) => string
  readonly signal: { readonly id: string; readonly text: string }
  readonly memberId: string
  readonly id: (...parts: readonly (string | number)[]) => string
}

/** What invented residents sent through the digital door. */
export function samplePost(today: string, { gebied, meetingId, themeId, buurtCode, contactId, signal, memberId, id }: PostPlaces): LocalChange[] {
  const received = (days: number, time: string) => `${addDays(today, days)}T${time}:00.000Z`
  const row = (n: number, person: number, fields: Extract<LocalChange, { kind: 'doorMessage' }>['fields']): LocalChange => ({ kind: 'doorMessage', id: id('post', n), gebied, fields: { contactId: contactId(person), ...fields } })
  const handled = { state: 'overgenomen', handledBy: memberId, handledOn: addDays(today, -2) } as const
  return [
    { kind: 'doorSettings', id: DOOR_SETTINGS_ID, gebied: MUNICIPALITY, fields: { open: true, address: 'https://deur.voorbeeldstad.example', heading: 'Gemeente Voorbeeldstad', reach: 'Bel 14 0000 en vraag naar het gebiedsteam.' } },
    row(0, 0, { type: 'komst', receivedAt: received(0, '06:40'), meetingId, response: 'komt' }),
    row(1, 3, { type: 'signaal', receivedAt: received(-1, '18:12'), text: 'Bij de containers achter de winkels ligt elke maandag grofvuil. Er spelen daar ook kinderen.', themeId, buurtCode, place: 'Achter de winkels' }),
    row(2, 6, { type: 'komst', receivedAt: received(-1, '09:05'), meetingId, response: 'afgemeld' }),
    row(3, 9, { type: 'toestemming', receivedAt: received(-2, '20:31'), channels: ['telefoon', 'post'] }),
    row(4, 12, { type: 'signaal', receivedAt: received(-6, '15:20'), text: signal.text, signalId: signal.id, answer: 'Dank u wel. Wij hebben het doorgegeven.', ...handled }),
    row(5, 15, { type: 'signaal', receivedAt: received(-5, '11:00'), text: 'De bus rijdt te weinig op zondag.', state: 'afgewezen', answer: 'Hier gaat de provincie over. Bel de klantenservice van de vervoerder.', handledBy: memberId, handledOn: addDays(today, -3) }),
  ]
}
