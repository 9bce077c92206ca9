import type { Handlers } from '#core/contract/command.ts'
import type { contactCommands } from '#core/contract/contacts.ts'
import type { erasureCommands } from '#core/contract/erasure.ts'
import type { DataContext } from '../context.ts'
import { bulkEdit } from './bulk.ts'
import { consentTexts, correctConsent, giveConsent, removeConsent, withdrawConsent } from './consents.ts'
import { doubleHints, doublePairs } from './doubles.ts'
import { createContact, updateContact } from './edit.ts'
import { checkErasure, eraseContact, listErasures } from './erase.ts'
import { ContactFinder } from './list.ts'
import { mergeContacts } from './merge.ts'
import { createPanel, deletePanel, leavePanel, listLabels, listPanels, updatePanel } from './panels.ts'
import { maySeeDetails } from './rights.ts'
import { silentVoices } from './silent.ts'
import { contactViewer } from './view.ts'

/** Contacts, their consents and panels. The order in memory of `finder` is shared with whoever else lists contacts. */
export function contactHandlers(context: DataContext, finder = new ContactFinder(context.store, () => maySeeDetails(context))): Handlers<typeof contactCommands & typeof erasureCommands> {
  const view = contactViewer(context)
  return {
    'contacts.list': (input) => finder.list(input),
    'contacts.ids': (input) => finder.ids(input),
    'contacts.position': (input) => finder.position(input),
    'contacts.get': ({ id }) => view(id),
    'contacts.create': (input) => createContact(context, input),
    'contacts.update': (input) => updateContact(context, input),
    'contacts.bulk': ({ ids, change }) => bulkEdit(context, ids, change),
    'contacts.labels': ({ gebied }) => listLabels(context, gebied),
    'contacts.doubles': (input) => doubleHints(context, input),
    'contacts.doublePairs': ({ gebied }) => doublePairs(context, finder, gebied),
    'contacts.merge': (input) => mergeContacts(context, input),
    'contacts.eraseCheck': ({ id }) => checkErasure(context, id),
    'contacts.erase': (input) => eraseContact(context, input),
    'contacts.erasures': () => listErasures(context),
    'consents.give': (input) => giveConsent(context, input),
    'consents.correct': (input) => correctConsent(context, input),
    'consents.withdraw': (input) => withdrawConsent(context, input),
    'consents.remove': ({ id }) => removeConsent(context, id),
    'consents.texts': () => consentTexts(context),
    'panels.silent': ({ gebied }) => silentVoices(context, gebied),
    'panels.list': ({ gebied }) => listPanels(context, gebied),
    'panels.create': (input) => createPanel(context, input),
    'panels.update': (input) => updatePanel(context, input),
    'panels.delete': ({ id }) => deletePanel(context, id),
    'panels.leave': ({ membershipId }) => leavePanel(context, membershipId),
  }
}
