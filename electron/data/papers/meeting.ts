import { roleNames } from '#core/model/access.ts'
import type { PaperMeeting } from '#core/papers/papers.ts'
import { standardConsentText } from '#core/meetings/consent.ts'
import type { DataContext } from '../context.ts'
import { agendaOf } from '../meetings/meetings.ts'
import { houseStyle, senderOf } from '../meetings/minutes.ts'
import { attendees } from '../meetings/people.ts'
import { meetingOf, sees, today } from '../meetings/shared.ts'

/** A meeting as its papers need it. Without the right to know residents by name there are none on it. */
export function paperMeeting(context: DataContext, meetingId: string): PaperMeeting & { readonly gebied: string } {
  const { store } = context
  const { id, gebied, title, startsAt, endsAt, place, address, route, room, bring } = meetingOf(context, meetingId)
  const memberOf = (memberId: string | null) => (memberId === null ? undefined : store.read('teamMember', memberId))
  const [consent] = store.rows('consentText', 'validFrom IS NULL OR validFrom <= ?', [today(context)], 'validFrom DESC, rowid DESC LIMIT 1')
  const people = sees(context, 'attendance') ? attendees(context, meetingId).filter((person) => !person.withdrawn && person.response !== 'afgemeld') : []
  return {
    id, gebied, title, startsAt, endsAt, place, address, route, room, bring, style: houseStyle(context), sender: senderOf(context, gebied), consent: consent ?? standardConsentText,
    agenda: agendaOf(context, id).map((item) => ({ id: item.id, title: item.title, minutes: item.minutes, intro: item.intro, owner: memberOf(item.ownerId)?.name ?? '' })),
    people: people.map((person) => ({ id: person.id, name: person.name, listName: person.listName, team: person.memberId !== null, about: person.memberId === null ? '' : roleNames[memberOf(person.memberId)?.role ?? 'regisseur'] })),
  }
}
