import { createHash, randomFillSync } from 'node:crypto'
import type { ContactLink, ContactLinks, MadeLink } from '#core/contract/door.ts'
import { CommandFailure } from '#core/contract/command.ts'
import type { Done } from '#core/contract/contacts.ts'
import { dayIn } from '#core/actions/typed-day.ts'
import { linkState } from '#core/door/link.ts'
import { linkFor, newToken, tokenLetters } from '#core/door/token.ts'
import { validConsent } from '#core/meetings/consent.ts'
import { addDays } from '#core/text/days.ts'
import { plural } from '#core/text/numbers.ts'
import type { DataContext } from '../context.ts'
import { memberId, requireContact, requireWrite, today } from '../contacts/rights.ts'
import { logAccess } from '../meetings/shared.ts'
import type { LocalChange } from '../store/store.ts'
import { doorAddress, settingsRow } from './settings.ts'

/** Links of a contact, newest first; the secrets in them are kept nowhere. */
export function linksOf(context: DataContext, contactId: string): ContactLinks {
  requireWrite(context, 'doorLink')
  requireContact(context, contactId)
  const settings = settingsRow(context), day = today(context)
  const links = context.store.rows('doorLink', 'contactId = ?', [contactId], 'madeAt DESC').map((link): ContactLink => ({
    id: link.id, madeOn: dayIn(new Date(link.madeAt ?? 0)), expiresOn: link.expiresOn, state: linkState(link, settings, day), madeBy: link.memberId === null ? '' : (context.store.read('teamMember', link.memberId)?.name ?? ''),
  }))
  return { open: settings.open, links, problem: linkProblem(context, contactId) }
}

/** Why no link can be made, in Dutch; null when it can. */
export function linkProblem(context: DataContext, contactId: string | null): string | null {
  if (!settingsRow(context).open) return 'De digitale deur staat dicht. De functioneel beheerder kan hem openzetten bij Instellingen.'
  if (doorAddress(context) === '') return 'Het adres van de digitale deur is nog niet ingevuld. De functioneel beheerder kan dat doen bij Instellingen.'
  if (contactId !== null && !validConsent(context.store.rows('consent', 'contactId = ?', [contactId]))) return 'Dit contact gaf geen toestemming. Zonder toestemming maakt u geen persoonlijke link.'
  return null
}

/** A new secret with the row that knows its hash: id of the row is the SHA-256 of the secret. */
export function newLink(context: DataContext, contactId: string, gebied: string): { readonly change: LocalChange } & MadeLink {
  const token = newToken((bytes) => randomFillSync(bytes))
  const expiresOn = addDays(today(context), settingsRow(context).days)
  const id = createHash('sha256').update(tokenLetters(token)).digest('hex')
  return { url: linkFor(doorAddress(context), token), expiresOn, change: { kind: 'doorLink', id, gebied, fields: { contactId, madeAt: context.now().toISOString(), expiresOn, memberId: memberId(context) } } }
}

/**
 * A link for each of these residents, by id of the contact; kept when the transaction that this runs in is.
 * @throws CommandFailure `NoLink` when the door is closed.
 */
export function linksFor(context: DataContext, people: readonly { readonly contactId: string | null }[]): ReadonlyMap<string, MadeLink> {
  requireWrite(context, 'doorLink')
  const problem = linkProblem(context, null)
  if (problem !== null) throw new CommandFailure('NoLink', problem)
  const made = people.flatMap(({ contactId }) => {
    const contact = contactId === null ? undefined : context.store.read('contact', contactId)
    return contact ? [{ contactId: contact.id, ...newLink(context, contact.id, contact.gebied) }] : []
  })
  context.store.commit(made.map(({ change }) => change))
  return new Map(made.map(({ contactId, url, expiresOn }) => [contactId, { url, expiresOn }]))
}

export function makeLink(context: DataContext, contactId: string): Done & MadeLink {
  requireWrite(context, 'doorLink')
  const { gebied } = requireContact(context, contactId)
  const problem = linkProblem(context, contactId)
  if (problem !== null) throw new CommandFailure('NoLink', problem)
  const { change, url, expiresOn } = newLink(context, contactId, gebied)
  return context.store.transaction(() => {
    logAccess(context, { act: 'geexporteerd', gebied, objectKind: 'contact', objectId: contactId, purpose: 'Persoonlijke link gemaakt', count: 1 })
    return { ...context.store.commit([change], { label: 'Persoonlijke link gemaakt' }), url, expiresOn }
  })
}

export function revokeLinks(context: DataContext, contactId: string, linkId: string | null): Done & { readonly count: number } {
  requireWrite(context, 'doorLink')
  requireContact(context, contactId)
  const held = context.store.rows('doorLink', 'contactId = ? AND revokedOn IS NULL', [contactId]).filter(({ id }) => linkId === null || id === linkId)
  if (held.length === 0) return { undo: null, count: 0 }
  const changes = held.map(({ id, gebied }): LocalChange => ({ kind: 'doorLink', id, gebied, fields: { revokedOn: today(context) } }))
  return { count: held.length, ...context.store.commit(changes, { label: `${plural(held.length, 'persoonlijke link', 'persoonlijke links')} ingetrokken` }) }
}
