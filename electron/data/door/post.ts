import { CommandFailure } from '#core/contract/command.ts'
import type { PostDetail, PostItem, PostList } from '#core/contract/door.ts'
import { channelNames, isChannel } from '#core/contacts/consent.ts'
import { validConsent } from '#core/meetings/consent.ts'
import type { Row } from '#core/model/kinds.ts'
import { mayReceive } from '#core/model/may.ts'
import { attendanceId } from '#core/model/ids.ts'
import { signalTitle } from '#core/signals/words.ts'
import { displayName } from '#core/text/names.ts'
import type { DataContext } from '../context.ts'
import { today } from '../contacts/rights.ts'

const MAX_SHOWN = 500
/** What still waits for a person. Of answers about one meeting, and of wishes about consent, only the last is asked about. */
const WAITING = `m.deleted = 0 AND m.state = 'nieuw' AND (m.type = 'signaal' OR NOT EXISTS (SELECT 1 FROM doorMessage l
  WHERE l.contactId = m.contactId AND l.type = m.type AND l.meetingId IS m.meetingId AND l.state = 'nieuw' AND l.deleted = 0 AND (l.receivedAt > m.receivedAt OR (l.receivedAt = m.receivedAt AND l.id > m.id))))`

export const mayReadPost = ({ session }: DataContext): boolean => mayReceive(session().role, 'doorMessage')

/** @throws CommandFailure `NoRight` for who may not see what residents send. */
function requirePost(context: DataContext): void {
  if (!mayReadPost(context)) throw new CommandFailure('NoRight', 'Met uw rol ziet u geen berichten van bewoners. De gebiedsregisseur en de medewerker OOV zien ze wel.')
}

export function listPost(context: DataContext, gebied: string | null, handled: boolean): PostList {
  requirePost(context)
  const { db } = context.store
  const inGebied = gebied === null ? '' : ' AND m.gebied = @gebied'
  const where = handled ? `m.deleted = 0 AND m.state <> 'nieuw'` : WAITING
  const rows = db.prepare(`SELECT m.id FROM doorMessage m WHERE ${where}${inGebied} ORDER BY m.receivedAt DESC, m.id LIMIT ${MAX_SHOWN}`).pluck().all({ gebied }) as string[]
  return { items: rows.flatMap((id) => { const row = context.store.read('doorMessage', id); return row ? [itemOf(context, row)] : [] }), waiting: countWaiting(context, gebied), today: today(context) }
}

/** How many wait for a person; 0 for who may not see them. */
export function countWaiting(context: DataContext, gebied: string | null): number {
  if (!mayReadPost(context)) return 0
  return context.store.db.prepare(`SELECT count(*) FROM doorMessage m WHERE ${WAITING}${gebied === null ? '' : ' AND m.gebied = @gebied'}`).pluck().get({ gebied }) as number
}

/** @throws CommandFailure `NotFound`, `NoRight`. */
export function requireMessage(context: DataContext, id: string): Row<'doorMessage'> {
  requirePost(context)
  const message = context.store.read('doorMessage', id)
  if (!message) throw new CommandFailure('NotFound', 'Dit bericht is er niet meer.')
  return message
}

export function getPost(context: DataContext, id: string): PostDetail {
  const message = requireMessage(context, id)
  const { contactId, answer, handledBy, handledOn } = message
  return { item: itemOf(context, message), contactId: contactId ?? '', answer, handledBy: handledBy === null ? '' : (context.store.read('teamMember', handledBy)?.name ?? ''), handledOn, about: aboutOf(context, message) }
}

function itemOf(context: DataContext, message: Row<'doorMessage'>): PostItem {
  const { id, gebied, type, state, receivedAt, contactId } = message
  const contact = contactId === null ? undefined : context.store.read('contact', contactId)
  return { id, gebied, type, state, receivedAt: receivedAt ?? '', name: contact ? displayName(contact) || 'Zonder naam' : 'Verwijderd contact', title: titleOf(context, message) }
}

function titleOf({ store }: DataContext, { type, text, meetingId, response, withdrawn, channels }: Row<'doorMessage'>): string {
  if (type === 'signaal') return signalTitle(text)
  if (type === 'komst') return `${response === 'komt' ? 'Komt' : 'Komt niet'}: ${(meetingId === null ? undefined : store.read('meeting', meetingId)?.title) ?? 'een bijeenkomst die er niet meer is'}`
  return withdrawn ? 'Trok de toestemming in' : `Wil bereikt worden met: ${channels.filter(isChannel).map((channel) => channelNames[channel].toLowerCase()).join(', ')}`
}

function aboutOf({ store }: DataContext, message: Row<'doorMessage'>): PostDetail['about'] {
  const { type, contactId } = message
  if (type === 'komst') {
    const meeting = message.meetingId === null ? undefined : store.read('meeting', message.meetingId)
    const attendance = meeting && contactId !== null ? store.read('attendance', attendanceId(meeting.id, contactId)) : undefined
    return { type, meetingId: meeting?.id ?? '', meetingTitle: meeting?.title ?? '', startsAt: meeting?.startsAt ?? null, response: message.response, now: attendance?.response ?? null }
  }
  if (type === 'toestemming') return { type, withdrawn: message.withdrawn, channels: message.channels.filter(isChannel), now: contactId === null ? null : (validConsent(store.rows('consent', 'contactId = ?', [contactId]))?.channels.filter(isChannel) ?? null) }
  const theme = message.themeId === null ? undefined : store.read('theme', message.themeId)
  const buurt = message.buurtCode === '' ? undefined : store.rows('buurt', 'code = ?', [message.buurtCode])[0]
  return { type, text: message.text, place: message.place, buurt: buurt?.name ?? '', theme: theme?.name ?? '', signalId: message.signalId }
}
