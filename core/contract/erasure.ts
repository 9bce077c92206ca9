import { z } from 'zod'
import type { Part } from '../search/match.ts'
import { command } from './command.ts'

const id = z.string().min(1).max(64)

/** How much of what; says nothing about who. */
export interface ErasureCounts {
  /** the contact, and contacts of the same name that were deleted before */
  readonly contacts: number
  readonly consents: number
  readonly panels: number
  /** meetings where somebody stays counted, without saying who */
  readonly meetings: number
  /** invitations for meetings still to come */
  readonly invitations: number
  /** actions and terugkoppelingen that no longer point at the person */
  readonly actions: number
  /** notes, and other texts, in which a name was replaced */
  readonly notes: number
  readonly texts: number
  /** photos and files whose name or caption surely names the person: these go as a whole, bytes and all */
  readonly attachments: number
  /** final minutes that name the person and stay as they are */
  readonly minutes: number
}

/** Where a text names the person. `sure`: full name, e-mail or number; otherwise a surname or address, which may be a neighbour's. */
const mentionKey = z.object({ kind: z.string().max(40), id, field: z.string().max(60), sure: z.boolean() })
export type MentionKey = z.output<typeof mentionKey>
export interface ErasureMention extends MentionKey {
  /** Dutch: 'notitie', 'Verlichting in de steeg' */
  readonly kindName: string
  readonly title: string
  readonly snippet: readonly Part[]
  readonly count: number
  /** final minutes: listed, never changed; '' elsewhere, otherwise the meeting of which a new version can be made */
  readonly meetingId: string
}

/** What erasing this person would do. */
export interface ErasureCheck {
  readonly id: string
  readonly name: string
  readonly counts: ErasureCounts
  readonly mentions: readonly ErasureMention[]
  /** other contacts of exactly this name, who stay */
  readonly namesakes: number
  /** laptops of colleagues follow at their next contact with the server */
  readonly connected: boolean
}

/** `here`: this laptop has no server. `waiting`: the server will be told. `confirmed`: the server has wiped it and tells the others. `refused`: the server would not. */
export type ErasureState = 'here' | 'waiting' | 'confirmed' | 'refused'
/** One line of the log of erasures: no personal data. */
export interface Erasure { readonly reference: string; readonly at: string; readonly by: string; readonly counts: ErasureCounts; readonly state: ErasureState }

export const erasureCommands = {
  /** @throws `NoRight`, `NotFound` */
  'contacts.eraseCheck': command(z.object({ id })).answers<ErasureCheck>(),
  /** For good: cannot be undone. `replace`: which mentions become 'een bewoner'. Works without a connection; the server and the other laptops follow. */
  'contacts.erase': command(z.object({ id, replace: z.array(mentionKey).max(5000) })).answers<Erasure>(),
  /** The log, newest first. */
  'contacts.erasures': command(z.object({})).answers<readonly Erasure[]>(),
}
