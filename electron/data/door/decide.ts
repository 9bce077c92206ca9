import { CommandFailure } from '#core/contract/command.ts'
import type { Done } from '#core/contract/contacts.ts'
import { correctionsOf, isChannel, type Channel, type ConsentCorrection } from '#core/contacts/consent.ts'
import { standardConsentText, validConsent } from '#core/meetings/consent.ts'
import { localNow } from '#core/meetings/times.ts'
import type { Json } from '#core/model/field.ts'
import { attendanceId } from '#core/model/ids.ts'
import type { Row } from '#core/model/kinds.ts'
import type { DataContext } from '../context.ts'
import { memberId, requireContact, requireWrite, today } from '../contacts/rights.ts'
import { createSignal } from '../signals/write.ts'
import type { LocalChange } from '../store/store.ts'
import { requireMessage } from './post.ts'

/** Takes a message over: everything that comes of it is one edit with one undo. */
export function acceptPost(context: DataContext, id: string, answer: string, text: string | undefined): Done & { readonly signalId: string | null } {
  const message = requireWaiting(context, id)
  const { store } = context
  return store.transaction(() => {
    if (message.type === 'signaal') {
      const made = createSignal(context, { gebied: message.gebied, text: text ?? message.text, place: message.place, buurtCode: message.buurtCode, source: 'digitaalFormulier', themeIds: message.themeId === null ? [] : [message.themeId], occurredAt: localNow(new Date(message.receivedAt ?? context.now())) })
      store.commit(decided(context, message, { state: 'overgenomen', answer, signalId: made.id }), { label: 'Signaal van een bewoner overgenomen', ...(made.undo === null ? {} : { continues: made.undo }) })
      return { undo: made.undo, signalId: made.id }
    }
    const changes = message.type === 'komst' ? onTheList(context, message) : intoConsent(context, message)
    const label = message.type === 'komst' ? 'Antwoord op de lijst gezet' : message.withdrawn ? 'Intrekken gezien' : 'Manieren van contact overgenomen'
    return { ...store.commit([...changes, ...decided(context, message, { state: 'overgenomen', answer })], { label }), signalId: null }
  })
}

/** Does not take a message over; the resident reads why. A withdrawal holds already and cannot be refused. */
export function declinePost(context: DataContext, id: string, answer: string): Done {
  const message = requireWaiting(context, id)
  if (message.withdrawn) throw new CommandFailure('Withdrawn', 'Intrekken geldt al en kunt u niet afwijzen. Kies ‘Gezien’.')
  return context.store.commit(decided(context, message, { state: 'afgewezen', answer }), { label: 'Bericht niet overgenomen' })
}

function requireWaiting(context: DataContext, id: string): Row<'doorMessage'> {
  requireWrite(context, 'doorMessage')
  const message = requireMessage(context, id)
  if (message.state !== 'nieuw') throw new CommandFailure('Handled', 'Een collega heeft dit bericht al behandeld.')
  return message
}

/** The message and, of answers about one meeting or wishes about consent, the earlier ones that it replaced. */
function decided(context: DataContext, message: Row<'doorMessage'>, fields: Partial<Row<'doorMessage'>>): LocalChange[] {
  const by = { handledBy: memberId(context), handledOn: today(context) }
  const earlier = message.type === 'signaal' ? [] : context.store.rows('doorMessage', "contactId = ? AND type = ? AND meetingId IS ? AND state = 'nieuw' AND id <> ? AND receivedAt <= ?", [message.contactId, message.type, message.meetingId, message.id, message.receivedAt])
  return [
    { kind: 'doorMessage', id: message.id, gebied: message.gebied, fields: { ...fields, ...by } },
    ...earlier.map((row): LocalChange => ({ kind: 'doorMessage', id: row.id, gebied: row.gebied, fields: { state: row.withdrawn ? 'overgenomen' : 'afgewezen', answer: row.withdrawn ? '' : 'Hierna stuurde u iets anders. Dat is gebruikt.', ...by } })),
  ]
}

function onTheList(context: DataContext, { meetingId, contactId, response }: Row<'doorMessage'>): LocalChange[] {
  const row = meetingId === null || contactId === null ? undefined : context.store.read('attendance', attendanceId(meetingId, contactId))
  if (!row) throw new CommandFailure('NotOnList', 'Deze bewoner staat niet meer op de lijst van de bijeenkomst. Nodig de bewoner opnieuw uit, of neem dit bericht niet over.')
  return [{ kind: 'attendance', id: row.id, gebied: row.gebied, fields: { response } }]
}

/** Withdrawing was done by the server. Ways go into the consent that holds; without one it is a new consent, given with this form. */
function intoConsent(context: DataContext, { contactId, withdrawn, channels, receivedAt }: Row<'doorMessage'>): LocalChange[] {
  if (withdrawn) return []
  requireWrite(context, 'consent')
  const contact = requireContact(context, contactId ?? '')
  const wanted = channels.filter(isChannel)
  const held = validConsent(context.store.rows('consent', 'contactId = ?', [contact.id]))
  if (held) return sameWays(held.channels, wanted) ? [] : [corrected(context, held, wanted)]
  const [text] = context.store.rows('consentText', 'validFrom IS NULL OR validFrom <= ?', [today(context)], 'validFrom DESC, rowid DESC LIMIT 1')
  const givenOn = localNow(new Date(receivedAt ?? context.now())).slice(0, 10)
  return [{ kind: 'consent', id: context.newId(), gebied: contact.gebied, fields: { contactId: contact.id, givenOn, source: 'formulier', textVersion: text?.version ?? standardConsentText.version, channels: wanted } }]
}

const sameWays = (a: readonly string[], b: readonly string[]): boolean => a.toSorted().join() === b.toSorted().join()

function corrected(context: DataContext, { id, gebied, givenOn, source, textVersion, channels, corrections }: Row<'consent'>, wanted: readonly Channel[]): LocalChange {
  const before: ConsentCorrection = { at: context.now().toISOString(), memberId: memberId(context), givenOn, source, textVersion, channels }
  return { kind: 'consent', id, gebied, fields: { channels: [...wanted], corrections: [...correctionsOf(corrections), before] as unknown as Json } }
}
