import { z } from 'zod'
import { MAX_DAYS, MIN_DAYS, type LinkState } from '../door/link.ts'
import type { DoorAnswer, DoorMessageState } from '../door/view.ts'
import type { doorMessageTypes } from '../model/door-kinds.ts'
import type { Channel } from '../contacts/consent.ts'
import { command } from './command.ts'
import type { Done } from './contacts.ts'

const id = z.string().min(1).max(64)
export type DoorMessageType = (typeof doorMessageTypes)[number]

export interface DoorSettings {
  readonly open: boolean
  readonly address: string
  readonly days: number
  readonly heading: string
  readonly reach: string
  /** Where links lead now: `address`, or that of the server; '' without either. */
  readonly leadsTo: string
  /** Links on this laptop that work now. */
  readonly links: number
}
export interface ContactLink { readonly id: string; readonly madeOn: string; readonly expiresOn: string | null; readonly state: LinkState; readonly madeBy: string }
export interface ContactLinks { readonly open: boolean; readonly links: readonly ContactLink[]; /** why no link can be made now, or null */ readonly problem: string | null }
export interface MadeLink { readonly url: string; readonly expiresOn: string }

/** A message of a resident, as lists show it. */
export interface PostItem {
  readonly id: string
  readonly gebied: string
  readonly type: DoorMessageType
  readonly name: string
  /** What it says, on one line. */
  readonly title: string
  readonly receivedAt: string
  readonly state: DoorMessageState
}
export interface PostDetail {
  readonly item: PostItem
  readonly contactId: string
  readonly answer: string
  readonly handledBy: string
  readonly handledOn: string | null
  readonly about:
    | { readonly type: 'komst'; readonly meetingId: string; readonly meetingTitle: string; readonly startsAt: string | null; readonly response: DoorAnswer; /** what the list says now; null when the person is not on it any more */ readonly now: 'geen' | DoorAnswer | null }
    | { readonly type: 'signaal'; readonly text: string; readonly place: string; readonly buurt: string; readonly theme: string; readonly signalId: string | null }
    | { readonly type: 'toestemming'; readonly withdrawn: boolean; readonly channels: readonly Channel[]; /** ways of the consent that holds now; null without one */ readonly now: readonly Channel[] | null }
}
export interface PostList { readonly items: readonly PostItem[]; readonly waiting: number; readonly today: string }

/** Something that was told, which the page of residents does not show yet. `text`: `what` without what points at a person. */
export interface UntoldItem { readonly id: string; readonly gebied: string; readonly actionId: string | null; readonly actionTitle: string; readonly toWhom: string; readonly toldOn: string; readonly what: string; readonly text: string }

const answer = z.string().trim().max(2000, 'Het antwoord is te lang. Gebruik hooguit 2.000 tekens.')

export const doorCommands = {
  'door.settings': command(z.object({})).answers<DoorSettings>(),
  /** Only by a beheerder. `address`: '' or a web address that begins with https. */
  'door.saveSettings': command(z.object({ fields: z.strictObject({ open: z.boolean().optional(), address: z.string().trim().max(300).optional(), days: z.int().min(MIN_DAYS).max(MAX_DAYS).optional(), heading: z.string().trim().max(120).optional(), reach: z.string().trim().max(1000).optional() }) })).answers<Done>(),
  /** Every link of the municipality that was made until now stops working. Only by a beheerder. */
  'door.revokeAll': command(z.object({})).answers<Done>(),
  'door.links': command(z.object({ contactId: id })).answers<ContactLinks>(),
  /** Makes a link and shows it this once: nothing that is kept can show it again. */
  'door.makeLink': command(z.object({ contactId: id })).answers<Done & MadeLink>(),
  /** One link, or all of a contact. */
  'door.revoke': command(z.object({ contactId: id, linkId: id.nullable().default(null) })).answers<Done & { readonly count: number }>(),
  /** How many messages of all gebieden on this laptop wait for a person; 0 for who may not see them. */
  'post.count': command(z.object({})).answers<number>(),
  /** Newest first, those that wait above the others. `gebied: null` means every gebied on this laptop. */
  'post.list': command(z.object({ gebied: id.nullable(), handled: z.boolean().default(false) })).answers<PostList>(),
  /** What was told and residents cannot read: written where nobody knows the names, or before there was a door. Newest first. */
  'door.untold': command(z.object({ gebied: id.nullable() })).answers<readonly UntoldItem[]>(),
  /** Shows it to residents, in these words. */
  'door.publish': command(z.object({ texts: z.array(z.object({ id, text: z.string().trim().min(1, 'Schrijf op wat bewoners kunnen lezen').max(20_000) })).min(1).max(100) })).answers<Done & { readonly count: number }>(),
  'post.get': command(z.object({ id })).answers<PostDetail>(),
  /** Takes a message over: the answer goes on the list, the signal becomes one (with `text` instead, where it was changed), the ways into the consent. */
  'post.accept': command(z.object({ id, answer: answer.default(''), text: z.string().trim().min(1, 'Een signaal kan niet leeg zijn.').max(20_000).optional() })).answers<Done & { readonly signalId: string | null }>(),
  'post.decline': command(z.object({ id, answer: answer.min(1, 'Schrijf op waarom u dit niet overneemt. De bewoner leest dit.') })).answers<Done>(),
}
