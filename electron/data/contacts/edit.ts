import type { ConsentInput, ContactFields, DetailFields, Done } from '#core/contract/contacts.ts'
import { CommandFailure } from '#core/contract/command.ts'
import { storedDetails } from '#core/contacts/check.ts'
import { membershipId } from '#core/model/ids.ts'
import { displayName } from '#core/text/names.ts'
import type { DataContext } from '../context.ts'
import type { LocalChange } from '../store/store.ts'
import { requireContact, requirePanel, requireWrite, today } from './rights.ts'

export interface NewContact {
  readonly gebied: string
  readonly contact: ContactFields
  readonly details: DetailFields
  readonly panelIds: readonly string[]
  readonly consent?: ConsentInput | undefined
}

/** Makes a contact with its details, memberships and consent in one go. */
export function createContact(context: DataContext, input: NewContact): Done & { readonly id: string } {
  requireWrite(context, 'contact')
  const id = context.newId()
  const { gebied } = input
  const contact = storedContact(input.contact)
  if (displayName(contact) === '') throw new CommandFailure('NameMissing', 'Vul een naam of organisatie in.')
  const changes: LocalChange[] = [
    { kind: 'contact', id, gebied, fields: contact },
    { kind: 'contactDetails', id, gebied, fields: storedDetails(input.details) },
    ...input.panelIds.map((panelId) => joinPanel(context, panelId, id)),
  ]
  if (input.consent) changes.push({ kind: 'consent', id: context.newId(), gebied, fields: { ...input.consent, contactId: id } })
  return { id, ...context.store.commit(changes, { label: 'Contact gemaakt' }) }
}

/** Changes the given fields; details are stored in their fixed form. */
export function updateContact(context: DataContext, { id, contact, details }: { readonly id: string; readonly contact: ContactFields; readonly details: DetailFields }): Done {
  requireWrite(context, 'contact')
  const held = requireContact(context, id)
  const changes: LocalChange[] = []
  if (Object.keys(contact).length > 0) {
    const next = storedContact(contact)
    if (displayName({ ...held, ...next }) === '') throw new CommandFailure('NameMissing', 'Een contact heeft een naam of een organisatie nodig.')
    changes.push({ kind: 'contact', id, gebied: held.gebied, fields: next })
  }
  if (Object.keys(details).length > 0) changes.push({ kind: 'contactDetails', id, gebied: held.gebied, fields: storedDetails(details) })
  return context.store.commit(changes, { label: 'Contact gewijzigd' })
}

/** One membership per panel and contact; joining again after leaving opens it again. */
export function joinPanel(context: DataContext, panelId: string, contactId: string): LocalChange {
  const panel = requirePanel(context, panelId)
  const id = membershipId(panelId, contactId)
  const held = context.store.read('panelMembership', id)
  const since = held && held.until === null ? held.since : today(context)
  return { kind: 'panelMembership', id, gebied: panel.gebied, fields: { panelId, contactId, since, until: null, deleted: false } }
}

/** Trims one-line texts and drops doubled and empty labels. */
function storedContact(contact: ContactFields): ContactFields {
  const tidy = Object.fromEntries(Object.entries(contact).map(([name, value]) => [name, typeof value === 'string' && name !== 'remarks' ? value.trim().replace(/\s+/g, ' ') : value])) as ContactFields
  return contact.labels ? { ...tidy, labels: [...new Set(contact.labels.map((label) => label.trim()).filter((label) => label !== ''))] } : tidy
}
