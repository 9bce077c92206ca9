import { CommandFailure } from '#core/contract/command.ts'
import { followupNames, followupSubject, followupText, type FollowupGroup } from '#core/meetings/followup.ts'
import { draftsFor, fileNameOf } from '#core/meetings/invitation.ts'
import { isPresent } from '#core/meetings/words.ts'
import { publicMinutes } from '#core/minutes/public.ts'
import type { DataContext } from '../context.ts'
import { minutesModel, senderOf } from '../meetings/minutes.ts'
import { nameable } from '../meetings/nameable.ts'
import { attendees } from '../meetings/people.ts'
import { logAccess, meetingOf, requireRight } from '../meetings/shared.ts'
import { writeUserFiles } from '../user-file.ts'

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Mail drafts for those who were there, or for those who were invited and were not. Nobody is named in them. */
export async function writeFollowup(context: DataContext, { meetingId, group, form, path }: { readonly meetingId: string; readonly group: FollowupGroup; readonly form: 'each' | 'bcc'; readonly path: string }) {
  requireRight(context, 'attendance')
  const meeting = meetingOf(context, meetingId)
  const people = attendees(context, meetingId).filter((person) => person.contactId !== null && !person.withdrawn && (group === 'aanwezig') === isPresent(person.presence))
  const byMail = people.filter((person) => person.reach === 'email')
  if (byMail.length === 0) throw new CommandFailure('NobodyByMail', `Niemand van deze groep (${followupNames[group].toLowerCase()}) krijgt bericht per e-mail.`)
  const model = minutesModel(context, () => '', meetingId, { attendance: 'counts', notes: false, actions: true, edition: 'openbaar', keep: [], also: [] })
  const named = nameable(context, meeting, model)
  const open = publicMinutes(model, named.people, named.roles, { keep: [], also: [] }).model
  const [final] = context.store.rows('minutes', "meetingId = ? AND edition = 'openbaar'", [meetingId], 'version DESC LIMIT 1')
  const followup = { title: open.title, startsAt: meeting.startsAt, sender: senderOf(context, meeting.gebied), decisions: open.decisions.map(({ text }) => text), promises: open.actions.filter(({ promise }) => promise), withMinutes: final !== undefined }
  const attachments = final === undefined ? [] : [{ fileName: `${fileNameOf(`Verslag ${open.title}`)}.docx`, type: WORD, bytes: await (await import('../documents/word.ts')).wordDocument(final.html) }]
  const drafts = draftsFor(byMail.map((person) => ({ name: person.name, email: person.details.email ?? '' })), form, 'Bericht na afloop', { subject: followupSubject(followup), text: followupText(followup, group), attachments })
  writeUserFiles(path, drafts)
  logAccess(context, { act: 'geexporteerd', gebied: meeting.gebied, objectKind: 'meeting', objectId: meetingId, purpose: 'Bericht na de bijeenkomst per e-mail', count: byMail.length })
  return { folder: path, drafts: drafts.length, people: byMail.length, refusedAddresses: drafts.flatMap((draft) => draft.refused), withoutEmail: people.length - byMail.length, withMinutes: final !== undefined }
}
