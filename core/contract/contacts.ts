import { z } from 'zod'
import { consentStates, type ConsentState } from '../contacts/consent.ts'
import { channels, consentSources, type Row } from '../model/kinds.ts'
import { command } from './command.ts'

const id = z.string().min(1).max(64)
const text = (max = 300) => z.string().max(max)

/** What the contact list is narrowed to. `gebied: null` means every gebied on this laptop. */
export const contactFilterSchema = z.object({
  gebied: id.nullable(),
  query: text(200).default(''),
  panelId: id.nullable().default(null),
  wijkCode: text(20).nullable().default(null),
  buurtCode: text(20).nullable().default(null),
  label: text(120).nullable().default(null),
  consent: z.enum(consentStates).nullable().default(null),
})
export type ContactFilter = z.output<typeof contactFilterSchema>

export interface ContactListRow {
  readonly id: string
  readonly gebied: string
  /** 'Berg, Jan van der' */
  readonly name: string
  /** 'Kerkstraat 12-A, 1823 AB', '' when there is none or this role may not see it */
  readonly address: string
  readonly email: string
  readonly phone: string
  readonly labels: readonly string[]
  readonly wijkCode: string
  /** null: this role may not see it */
  readonly consent: ConsentState | null
}
export interface ContactList {
  readonly rows: readonly ContactListRow[]
  readonly offset: number
  /** How many contacts fit the filter, not only this window. */
  readonly total: number
}

export interface MembershipView { readonly id: string; readonly panelId: string; readonly panel: string; readonly since: string | null; readonly until: string | null }
export interface ContactMeeting {
  readonly meetingId: string
  readonly title: string
  readonly startsAt: string | null
  readonly state: Row<'meeting'>['state']
  readonly response: Row<'attendance'>['response']
  readonly presence: Row<'attendance'>['presence']
  readonly walkIn: boolean
}
export interface ContactAction { readonly id: string; readonly title: string; readonly state: Row<'action'>['state']; readonly dueOn: string | null; readonly owner: string }

export interface ContactView {
  readonly contact: Row<'contact'>
  /** null: this role may not see them */
  readonly details: Row<'contactDetails'> | null
  readonly consents: readonly Row<'consent'>[] | null
  readonly consent: ConsentState | null
  readonly memberships: readonly MembershipView[]
  readonly meetings: readonly ContactMeeting[]
  readonly actions: readonly ContactAction[]
  /** May this role change anything here? */
  readonly editable: boolean
  /** May this role erase this person? */
  readonly erasable: boolean
}

export interface Done { readonly undo: string | null }

const contactFields = z.object({
  salutation: text(40), initials: text(40), firstName: text(), prefix: text(60), lastName: text(), organisation: text(),
  labels: z.array(text(120)).max(100), wijkCode: text(20), buurtCode: text(20), remarks: text(20_000),
}).partial()
const detailFields = z.object({
  phone: text(60), phone2: text(60), email: text(), street: text(), houseNumber: text(20), houseNumberAddition: text(20), postcode: text(20), city: text(),
}).partial()
export type ContactFields = z.output<typeof contactFields>
export type DetailFields = z.output<typeof detailFields>

const consentInput = z.object({
  givenOn: z.iso.date(), source: z.enum(consentSources), textVersion: text(40), channels: z.array(z.enum(channels)).min(1, 'Kies ten minste één manier van contact'),
})
export type ConsentInput = z.output<typeof consentInput>

/** A contact that may be the same person, and why. */
export interface DoubleHint { readonly id: string; readonly gebied: string; readonly name: string; readonly address: string; readonly why: string }
export interface DoublePair { readonly first: ContactListRow; readonly second: ContactListRow; readonly why: string }

const ids = z.array(id).min(1).max(200_000)
/** What a bulk edit does to every contact of a selection. */
const bulkChange = z.discriminatedUnion('type', [
  z.object({ type: z.literal('addLabel'), label: text(120).min(1) }),
  z.object({ type: z.literal('removeLabel'), label: text(120).min(1) }),
  z.object({ type: z.literal('addToPanel'), panelId: id }),
  z.object({ type: z.literal('removeFromPanel'), panelId: id }),
  z.object({ type: z.literal('setWijk'), wijkCode: text(20) }),
  z.object({ type: z.literal('moveToGebied'), gebied: id }),
  z.object({ type: z.literal('delete') }),
])
export type BulkChange = z.output<typeof bulkChange>

export interface PanelView { readonly id: string; readonly gebied: string; readonly name: string; readonly wijkCode: string; readonly remarks: string; readonly members: number; /** null: this role may not see it */ readonly withConsent: number | null }
export interface LabelCount { readonly label: string; readonly count: number }
export interface ConsentTextView { readonly id: string; readonly version: string; readonly text: string; readonly validFrom: string | null }

/** Who gave no sign for longer than this, in days, is a stille stem: half a year. */
export const SILENT_DAYS = 183
export interface SilentMember { readonly id: string; readonly gebied: string; readonly name: string; readonly panels: string; /** last sign, null: none on record */ readonly heardOn: string | null; /** invitations since then */ readonly unanswered: number }
export interface SilentStreet { readonly street: string; readonly wijk: string; readonly members: number; readonly invitations: number }
/** Whom the panels do not hear. */
export interface SilentVoices {
  readonly buurten: readonly { readonly code: string; readonly name: string; readonly wijk: string; readonly gebied: string }[]
  readonly members: { readonly total: number; readonly items: readonly SilentMember[] }
  /** Streets from which nobody ever came; null: this role may not see where people live. */
  readonly streets: readonly SilentStreet[] | null
  readonly today: string
}

export const contactCommands = {
  'contacts.list': command(contactFilterSchema.extend({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) })).answers<ContactList>(),
  /** The ids of the contacts at positions `from` up to and including `to` of the list; without them, of all. */
  'contacts.ids': command(contactFilterSchema.extend({ from: z.int().min(0).default(0), to: z.int().min(0).optional() })).answers<readonly string[]>(),
  /** Position of a contact in the list, or null when the filter leaves it out. */
  'contacts.position': command(contactFilterSchema.extend({ id })).answers<number | null>(),
  /** One contact with everything that concerns it. Seeing its details is logged. */
  'contacts.get': command(z.object({ id })).answers<ContactView>(),
  'contacts.create': command(z.object({ gebied: id, contact: contactFields, details: detailFields.default({}), panelIds: z.array(id).max(50).default([]), consent: consentInput.optional() })).answers<Done & { readonly id: string }>(),
  'contacts.update': command(z.object({ id, contact: contactFields.default({}), details: detailFields.default({}) })).answers<Done>(),
  'contacts.bulk': command(z.object({ ids, change: bulkChange })).answers<Done & { readonly count: number }>(),
  'contacts.labels': command(z.object({ gebied: id.nullable() })).answers<readonly LabelCount[]>(),
  /** Contacts that look like the one being typed. */
  'contacts.doubles': command(z.object({ gebied: id, contact: contactFields, details: detailFields.default({}) })).answers<readonly DoubleHint[]>(),
  /** Pairs of contacts that may be one person, at most 200. */
  'contacts.doublePairs': command(z.object({ gebied: id.nullable() })).answers<readonly DoublePair[]>(),
  /** `dropId` goes into `keepId`; `contact` and `details` are the values chosen for the one that stays. */
  'contacts.merge': command(z.object({ keepId: id, dropId: id, contact: contactFields.default({}), details: detailFields.default({}) })).answers<Done>(),
  'consents.give': command(consentInput.extend({ contactId: id })).answers<Done>(),
  /** Mends what was written down wrongly; what stood there stays readable. */
  'consents.correct': command(consentInput.extend({ id })).answers<Done>(),
  /** Withdraws every consent of a contact that still holds, as of today unless told otherwise; the contact leaves all open invitations. */
  'consents.withdraw': command(z.object({ contactId: id, withdrawnOn: z.iso.date().optional(), how: text().default('') })).answers<Done & { readonly invitations: number }>(),
  /** Takes away a consent that was entered by mistake. */
  'consents.remove': command(z.object({ id })).answers<Done>(),
  'consents.texts': command(z.object({})).answers<readonly ConsentTextView[]>(),
  'panels.silent': command(z.object({ gebied: id.nullable() })).answers<SilentVoices>(),
  'panels.list': command(z.object({ gebied: id.nullable() })).answers<readonly PanelView[]>(),
  'panels.create': command(z.object({ gebied: id, name: text().min(1), wijkCode: text(20).default('') })).answers<Done & { readonly id: string }>(),
  'panels.update': command(z.object({ id, name: text().min(1).optional(), wijkCode: text(20).optional(), remarks: text(20_000).optional() })).answers<Done>(),
  'panels.delete': command(z.object({ id })).answers<Done>(),
  /** Ends a membership as of today. */
  'panels.leave': command(z.object({ membershipId: id })).answers<Done>(),
}
