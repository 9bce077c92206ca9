import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import type { MinutesOptions, meetingCommands } from '#core/contract/meetings.ts'
import { isPhoto } from '#core/attachments/types.ts'
import { stateLooks } from '#core/actions/states.ts'
import { dayPart, localNow } from '#core/meetings/times.ts'
import { minutesHtml, type MinutesAttachment, type MinutesModel } from '#core/minutes/minutes.ts'
import { noHouseStyle } from '#core/minutes/document.ts'
import { HOUSE_STYLE_ID, type Row } from '#core/model/kinds.ts'
import type { MinutesEdition } from '#core/meetings/words.ts'
import { publicMinutes, type Removal } from '#core/minutes/public.ts'
import type { DataContext } from '../context.ts'
import { minutesChoices } from '../choices/minutes.ts'
import { nameable } from './nameable.ts'
import { agendaOf, results } from './meetings.ts'
import { attendees } from './people.ts'
import { logAccess, meetingOf, requireRight, today } from './shared.ts'

type Names = Extract<keyof typeof meetingCommands, `minutes.${string}`>
/** The body of a note as safe HTML. */
export type NoteHtml = (noteId: string) => string

/** Photos that a person looked at for the public version, on this laptop. */
const ticksSetting = (meetingId: string): string => `minutes.photos.${meetingId}`

/** A note may be very long; the frozen document has to fit its field. */
const MAX_HTML = 4_000_000

export const houseStyle = (context: DataContext) => context.store.read('houseStyle', HOUSE_STYLE_ID) ?? { ...noHouseStyle, sender: '' }

/** Who signs for a gebied. */
export const senderOf = (context: DataContext, gebied: string): string => houseStyle(context).sender || `Gebiedsteam ${context.store.read('gebied', gebied)?.name ?? ''}`.trim()

export function minutesHandlers(context: DataContext, noteHtml: NoteHtml): Pick<Handlers<typeof meetingCommands>, Names> {
  const { store } = context
  return {
    'minutes.preview': ({ meetingId, options }) => {
      const { model, removals } = edited(context, noteHtml, meetingId, options)
      const newest = newestOf(context, meetingId, options.edition)
      const fit = store.setting<string[]>(ticksSetting(meetingId)) ?? []
      const photos = attachmentsOf(context, meetingId).filter((each) => each.photo).map(({ id, name, caption }) => ({ id, label: caption || name, ticked: fit.includes(id) }))
      return { html: minutesHtml(model), removals, photos, nextVersion: (newest?.version ?? 0) + 1, unchanged: newest !== undefined && minutesHtml({ ...model, final: finalOf(newest) }) === newest.html }
    },
    'minutes.tickPhotos': ({ meetingId, photos }) => { store.setSetting(ticksSetting(meetingOf(context, meetingId).id), [...photos]); return null },
    'minutes.finalise': ({ meetingId, options }) => {
      requireRight(context, 'minutes')
      const meeting = meetingOf(context, meetingId)
      const { edition } = options
      const version = (newestOf(context, meetingId, edition)?.version ?? 0) + 1
      const html = minutesHtml({ ...edited(context, noteHtml, meetingId, options).model, final: { version, at: today(context) } })
      if (html.length > MAX_HTML) throw new CommandFailure('TooLong', 'Dit verslag is te lang om vast te stellen. Laat de notities weg, of maak ze korter.')
      const id = context.newId()
      const { memberId } = context.session()
      store.commit([{ kind: 'minutes', id, gebied: meeting.gebied, fields: { meetingId, version, edition, html, finalisedAt: context.now().toISOString(), memberId: memberId === '' ? null : memberId } }])
      return { id, version }
    },
    'minutes.read': ({ id }) => {
      const { html, version, finalisedAt } = frozen(context, id)
      return { html, version, finalisedAt }
    },
    'minutes.exported': ({ meetingId, minutesId, form, edition }) => {
      const meeting = meetingOf(context, meetingId)
      logAccess(context, { act: 'geexporteerd', gebied: meeting.gebied, objectKind: 'minutes', objectId: minutesId ?? meetingId, purpose: `${minutesId === null ? 'Conceptverslag' : 'Verslag'}${edition === 'openbaar' ? ' (openbaar)' : ''} als ${form}`, count: 1 })
      return null
    },
  }
}

const newestOf = ({ store }: DataContext, meetingId: string, edition: MinutesEdition): Row<'minutes'> | undefined => store.rows('minutes', 'meetingId = ? AND edition = ?', [meetingId, edition], 'version DESC, finalisedAt DESC LIMIT 1')[0]

/** The minutes in the edition asked for; a public one comes with what was left out of it. */
function edited(context: DataContext, noteHtml: NoteHtml, meetingId: string, options: MinutesOptions): { readonly model: MinutesModel; readonly removals: readonly Removal[] } {
  const model = minutesModel(context, noteHtml, meetingId, options)
  if (options.edition === 'intern') return { model, removals: [] }
  const { people, roles } = nameable(context, meetingOf(context, meetingId), model)
  return publicMinutes(model, people, roles, options)
}

/** Small pictures only: minutes are sent by mail. */
const attachmentsOf = ({ store }: DataContext, meetingId: string): MinutesAttachment[] =>
  store.rows('attachment', "subjectKind = 'meeting' AND subjectId = ?", [meetingId], 'addedAt, id').map(({ id, name, caption, mimeType, sha256 }) => {
    const small = isPhoto(mimeType) ? store.bytes.thumb(sha256) : undefined
    return { id, name, caption, photo: isPhoto(mimeType), picture: small ? `data:image/webp;base64,${Buffer.from(small).toString('base64')}` : '' }
  })

function frozen(context: DataContext, id: string): Row<'minutes'> {
  const minutes = context.store.read('minutes', id)
  if (!minutes) throw new CommandFailure('NotFound', 'Deze versie van het verslag is er niet.')
  return minutes
}

const finalOf = ({ version, finalisedAt }: Row<'minutes'>) => ({ version, at: finalisedAt === null ? '' : dayPart(localNow(new Date(finalisedAt))) })

/** What the minutes of a meeting are made of, as it is now. */
export function minutesModel(context: DataContext, noteHtml: NoteHtml, meetingId: string, options: MinutesOptions): MinutesModel {
  const { store } = context
  const meeting = meetingOf(context, meetingId)
  const { actions, decisions } = results(context, meetingId)
  const { municipality, logo, accent, footer } = houseStyle(context)
  const ownerOf = (id: string | null): string => (id === null ? '' : (store.read('teamMember', id)?.name ?? ''))
  return {
    kind: meeting.kind, title: meeting.title, startsAt: meeting.startsAt, endsAt: meeting.endsAt, place: meeting.place, address: meeting.address,
    gebied: store.read('gebied', meeting.gebied)?.name ?? '', panel: meeting.panelId === null ? '' : (store.read('panel', meeting.panelId)?.name ?? ''),
    people: attendees(context, meetingId).map(({ name, memberId, invitedOn, response, presence, arrivedAt, walkIn }) => ({ name, team: memberId !== null, invited: invitedOn !== null, response, presence, arrivedAt, walkIn })),
    agenda: agendaOf(context, meetingId).map(({ id, title, minutes, ownerId, intro }) => ({ id, title, minutes, owner: ownerOf(ownerId), intro, note: options.notes ? noteHtml(id) : '' })),
    note: options.notes ? noteHtml(meetingId) : '',
    choices: minutesChoices(context, meetingId), attachments: attachmentsOf(context, meetingId), decisions, actions: actions.map((action) => ({ ...action, state: stateLooks[action.state].name })), style: { municipality, logo, accent, footer }, options, final: null,
  }
}
