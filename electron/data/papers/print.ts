import { invitationBody, invitationSubject, linkWords, type OwnLink } from '#core/meetings/invitation.ts'
import type { PaperKind } from '#core/contract/papers.ts'
import { CommandFailure } from '#core/contract/command.ts'
import { addressLines, lettersHtml, type EnvelopeWindow } from '#core/papers/letters.ts'
import { attendanceListHtml, consentCardsHtml, nameCardsHtml, noteFormsHtml, roomSheetHtml } from '#core/papers/papers.ts'
import { reachListHtml } from '#core/minutes/reach-list.ts'
import { formalName } from '#core/text/names.ts'
import type { DataContext } from '../context.ts'
import { linksFor } from '../door/links.ts'
import { asked, invited, reachPerson } from '../meetings/invitations.ts'
import { houseStyle } from '../meetings/minutes.ts'
import { logAccess, meetingOf, requireRight, today } from '../meetings/shared.ts'
import { requireNames } from '../promises/pages.ts'
import { paperMeeting } from './meeting.ts'

const REACH = 'Onze gegevens staan onder aan deze brief.'
const ownBody = (link: OwnLink | undefined, body: (answering: string) => string) => (link ? { text: body(`${linkWords(link)}\n\n${REACH}`) } : {})

const named: Readonly<Partial<Record<PaperKind, string>>> = { presentielijst: 'Presentielijst', naamkaartjes: 'Naamkaartjes', herinneringslijst: 'Herinneren per telefoon of brief', brieven: 'Uitnodiging per brief' }

/** A page to print; what holds names or addresses is logged. */
export function printPaper(context: DataContext, meetingId: string, paper: PaperKind, window: EnvelopeWindow, links: boolean): { html: string; people: number } {
  if (named[paper] !== undefined) requireRight(context, 'attendance')
  const page = paper === 'brieven' ? letters(context, meetingId, window, links) : paper === 'herinneringslijst' ? reminderList(context, meetingId) : plainPage(context, meetingId, paper)
  const purpose = named[paper]
  if (purpose !== undefined) logAccess(context, { act: 'afgedrukt', gebied: meetingOf(context, meetingId).gebied, objectKind: 'meeting', objectId: meetingId, purpose, count: page.people })
  return page
}

function plainPage(context: DataContext, meetingId: string, paper: Exclude<PaperKind, 'brieven' | 'herinneringslijst'>): { html: string; people: number } {
  const meeting = paperMeeting(context, meetingId)
  const html = { presentielijst: attendanceListHtml, notitieformulieren: noteFormsHtml, toestemmingskaarten: consentCardsHtml, naamkaartjes: nameCardsHtml, zaalblad: roomSheetHtml }[paper](meeting)
  return { html, people: meeting.people.length }
}

/** Whom to call or to write shortly before: only those who chose that way, and only where this role may see the numbers. */
function reminderList(context: DataContext, meetingId: string): { html: string; people: number } {
  requireNames(context)
  const people = asked(context, meetingId).filter((person) => person.reach !== 'email').map(reachPerson)
  return { html: reachListHtml(meetingOf(context, meetingId), people, houseStyle(context), 'herinneren'), people: people.filter(({ way }) => way !== 'geen').length }
}

function letters(context: DataContext, meetingId: string, window: EnvelopeWindow, links: boolean): { html: string; people: number } {
  const meeting = invited(context, meetingId)
  const people = asked(context, meetingId).filter((person) => person.reach === 'post')
  if (people.length === 0) throw new CommandFailure('NobodyByPost', 'Niemand op de lijst krijgt de uitnodiging per brief.')
  const own = links ? linksFor(context, people) : undefined
  const body = (answering: string) => invitationBody(meeting, answering)
  const letter = (person: (typeof people)[number]) => {
    const contact = person.contactId === null ? undefined : context.store.read('contact', person.contactId)
    const name = contact ? formalName(contact) : person.name
    return { address: addressLines(name, person.details), greeting: contact && contact.salutation !== '' && contact.lastName !== '' ? `Geachte ${name.charAt(0).toLowerCase() + name.slice(1)},` : `Beste ${person.name},`, ...ownBody(own?.get(person.contactId ?? ''), body) }
  }
  const html = lettersHtml(people.map(letter), { subject: invitationSubject(meeting), text: body(REACH), day: today(context), sender: meeting.sender, style: houseStyle(context), window })
  return { html, people: people.length }
}
