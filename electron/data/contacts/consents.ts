import type { ConsentInput, ConsentTextView, Done } from '#core/contract/contacts.ts'
import { CommandFailure } from '#core/contract/command.ts'
import { correctionsOf, type ConsentCorrection } from '#core/contacts/consent.ts'
import type { Json } from '#core/model/field.ts'
import { sameJson } from '#core/sync/row.ts'
import { isOpenInvitation } from '#core/contacts/erasure.ts'
import type { DataContext } from '../context.ts'
import type { LocalChange } from '../store/store.ts'
import { memberId, requireContact, requireWrite, today } from './rights.ts'

export function giveConsent(context: DataContext, { contactId, ...consent }: ConsentInput & { readonly contactId: string }): Done {
  requireWrite(context, 'consent')
  const contact = requireContact(context, contactId)
  if (consent.givenOn > today(context)) throw new CommandFailure('FutureDay', 'De datum van de toestemming ligt in de toekomst. Kies vandaag of een eerdere dag.')
  return context.store.commit([{ kind: 'consent', id: context.newId(), gebied: contact.gebied, fields: { ...consent, contactId } }], { label: 'Toestemming vastgelegd' })
}

/** Withdraws every consent that still holds, and takes the contact out of all open invitations at once. */
export function withdrawConsent(context: DataContext, { contactId, withdrawnOn = today(context), how }: { readonly contactId: string; readonly withdrawnOn?: string | undefined; readonly how: string }): Done & { readonly invitations: number } {
  requireWrite(context, 'consent')
  requireContact(context, contactId)
  const held = context.store.rows('consent', 'contactId = ? AND withdrawnOn IS NULL', [contactId])
  if (held.length === 0) throw new CommandFailure('NoConsent', 'Dit contact heeft geen toestemming die u kunt intrekken.')
  if (withdrawnOn > today(context)) throw new CommandFailure('FutureDay', 'De datum van het intrekken ligt in de toekomst. Kies vandaag of een eerdere dag.')
  const invitations = openInvitations(context, contactId)
  const changes: LocalChange[] = held.map((consent) => ({ kind: 'consent', id: consent.id, gebied: consent.gebied, fields: { withdrawnOn, withdrawnHow: how } }))
  return { invitations: invitations.length, ...context.store.commit([...changes, ...invitations], { label: 'Toestemming ingetrokken' }) }
}

/** Corrects a consent. What it said before is kept with it, and leaves with it when the person is erased. */
export function correctConsent(context: DataContext, { id, ...consent }: ConsentInput & { readonly id: string }): Done {
  requireWrite(context, 'consent')
  const held = context.store.read('consent', id)
  if (!held) throw new CommandFailure('NotFound', 'Deze toestemming is er niet meer.')
  if (consent.givenOn > today(context)) throw new CommandFailure('FutureDay', 'De datum van de toestemming ligt in de toekomst. Kies vandaag of een eerdere dag.')
  const { givenOn, source, textVersion, channels } = held
  if (sameJson({ ...consent }, { givenOn, source, textVersion, channels })) return { undo: null }
  const before: ConsentCorrection = { at: context.now().toISOString(), memberId: memberId(context), givenOn, source, textVersion, channels }
  return context.store.commit([{ kind: 'consent', id, gebied: held.gebied, fields: { ...consent, corrections: [...correctionsOf(held.corrections), before] as unknown as Json } }], { label: 'Toestemming verbeterd' })
}

export function removeConsent(context: DataContext, id: string): Done {
  requireWrite(context, 'consent')
  const held = context.store.read('consent', id)
  if (!held) throw new CommandFailure('NotFound', 'Deze toestemming is er niet meer.')
  return context.store.commit([{ kind: 'consent', id, gebied: held.gebied, fields: { deleted: true } }], { label: 'Toestemming verwijderd' })
}

/** Invitations for meetings that are still to come, as changes that take them away. Who is already there stays on the list. */
export function openInvitations(context: DataContext, contactId: string): LocalChange[] {
  const { store } = context
  return store.rows('attendance', 'contactId = ?', [contactId]).filter((a) => a.meetingId !== null && isOpenInvitation(a, store.read('meeting', a.meetingId), today(context)))
    .map(({ id, gebied }) => ({ kind: 'attendance', id, gebied, fields: { deleted: true } }))
}

/** Newest first. */
export const consentTexts = ({ store }: DataContext): ConsentTextView[] =>
  store.rows('consentText', '1', [], 'validFrom DESC, rowid DESC').map(({ id, version, text, validFrom }) => ({ id, version, text, validFrom }))
