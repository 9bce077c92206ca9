import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import type { meetingCommands } from '#core/contract/meetings.ts'
import { addressLine } from '#core/contacts/check.ts'
import { invitationCalendar, invitationDrafts, invitationSubject, invitationText, type InvitedMeeting } from '#core/meetings/invitation.ts'
import { reachListHtml, type ReachPerson } from '#core/minutes/reach-list.ts'
import { showPhone } from '#core/text/phone.ts'
import type { DataContext } from '../context.ts'
import { linksFor } from '../door/links.ts'
import { writeUserFile, writeUserFiles } from '../user-file.ts'
import { agendaOf, draftsSetting } from './meetings.ts'
import { houseStyle, senderOf } from './minutes.ts'
import { attendees, type FullAttendee } from './people.ts'
import { logAccess, meetingOf, requireRight } from './shared.ts'

type Names = Extract<keyof typeof meetingCommands, `invitations.${string}`>

export function invitationHandlers(context: DataContext): Pick<Handlers<typeof meetingCommands>, Names> {
  return {
    'invitations.text': ({ meetingId }) => { const meeting = invited(context, meetingId); return { subject: invitationSubject(meeting), text: invitationText(meeting) } },
    'invitations.calendarFile': async ({ meetingId, path }) => {
      const calendar = invitationCalendar(invited(context, meetingId), context.now().toISOString())
      if (calendar === null) throw new CommandFailure('NoTime', 'Vul eerst een datum en een tijd in.')
      await writeUserFile(path, calendar)
      return { path }
    },
    'invitations.drafts': ({ meetingId, form, path, links }) => writeDrafts(context, meetingId, form, path, links === true && form === 'each'),
    'invitations.otherWays': ({ meetingId }) => {
      requireRight(context, 'attendance')
      const meeting = meetingOf(context, meetingId)
      const people = asked(context, meetingId).filter((person) => person.reach !== 'email').map(reachPerson)
      logAccess(context, { act: 'afgedrukt', gebied: meeting.gebied, objectKind: 'meeting', objectId: meetingId, purpose: 'Uitnodigen per telefoon of brief', count: people.length })
      return { html: reachListHtml(meeting, people, houseStyle(context), 'uitnodigen'), people: people.length }
    },
  }
}

export function invited(context: DataContext, meetingId: string): InvitedMeeting {
  const { id, gebied, title, startsAt, endsAt, place, address, sequence, state, invitation } = meetingOf(context, meetingId)
  return { id, title, startsAt, endsAt, place, address, sequence, invitation, sender: senderOf(context, gebied), cancelled: state === 'geannuleerd', agenda: agendaOf(context, id).map((item) => item.title) }
}

/** Residents to write to: invited, not withdrawn since, and not already signed off. */
export const asked = (context: DataContext, meetingId: string): FullAttendee[] =>
  attendees(context, meetingId).filter((person) => person.contactId !== null && person.invitedOn !== null && !person.withdrawn && person.response !== 'afgemeld')

/** Only the number or the address of the way that somebody chose: what is not needed is not on paper. */
export function reachPerson({ name, reach, details, response }: FullAttendee): ReachPerson {
  const way = reach === 'telefoon' || reach === 'post' ? reach : 'geen'
  const address = addressLine({ street: details.street ?? '', houseNumber: details.houseNumber ?? '', houseNumberAddition: details.houseNumberAddition ?? '', postcode: details.postcode ?? '', city: details.city ?? '' })
  return { name, way, phone: way === 'telefoon' ? showPhone(details.phone ?? '') : '', address: way === 'post' ? address : '', coming: response === 'komt' }
}

function writeDrafts(context: DataContext, meetingId: string, form: 'each' | 'bcc', folder: string, links: boolean) {
  requireRight(context, 'attendance')
  const meeting = invited(context, meetingId)
  const people = asked(context, meetingId)
  const byMail = people.filter((person) => person.reach === 'email')
  if (byMail.length === 0) throw new CommandFailure('NobodyByMail', 'Niemand op de lijst krijgt de uitnodiging per e-mail. Nodig eerst mensen uit, of print de lijst voor telefoon en brief.')
  // Links and files belong together: a disk that refuses leaves no link behind.
  const drafts = context.store.transaction(() => {
    const own = links ? linksFor(context, byMail) : undefined
    const person = ({ name, details, contactId }: FullAttendee) => { const link = own?.get(contactId ?? ''); return { name, email: details.email ?? '', ...(link ? { link } : {}) } }
    const made = invitationDrafts(meeting, byMail.map(person), form, context.now().toISOString())
    writeUserFiles(folder, made)
    return made
  })
  context.store.setSetting(draftsSetting(meetingId), meeting.sequence)
  logAccess(context, { act: 'geexporteerd', gebied: meetingOf(context, meetingId).gebied, objectKind: 'meeting', objectId: meetingId, purpose: links ? 'Uitnodiging per e-mail met persoonlijke link' : 'Uitnodiging per e-mail', count: byMail.length })
  return { folder, drafts: drafts.length, people: byMail.length, refusedAddresses: drafts.flatMap((draft) => draft.refused), withoutEmail: people.length - byMail.length }
}
