import { z } from 'zod'
import { followupGroups } from '../meetings/followup.ts'
import { envelopeWindows } from '../papers/letters.ts'
import { command } from './command.ts'
import type { Done } from './contacts.ts'
import type { DraftsWritten, PrintPage } from './meetings.ts'

const id = z.string().min(1).max(64)
export const paperKinds = ['presentielijst', 'notitieformulieren', 'toestemmingskaarten', 'naamkaartjes', 'zaalblad', 'herinneringslijst', 'brieven'] as const
export type PaperKind = (typeof paperKinds)[number]

/** What a typed code stands for. */
export interface PaperPerson { readonly attendanceId: string; readonly contactId: string | null; readonly memberId: string | null; readonly name: string; readonly present: boolean }
export interface CodesRead {
  readonly found: readonly PaperPerson[]
  /** Codes of nobody on the list. */
  readonly unknown: readonly string[]
  /** Two people with the same code: the person who types says who it is. */
  readonly shared: readonly { readonly code: string; readonly people: readonly PaperPerson[] }[]
}
export interface PaperForm { readonly noteId: string; readonly code: string; readonly title: string }

export const paperCommands = {
  /** A page to print. Pages with names are logged. Letters go to those who are invited and whom no mail reaches. */
  'papers.page': command(z.object({ meetingId: id, paper: z.enum(paperKinds), window: z.enum(envelopeWindows).default('links'), /** letters with a personal link to the digital door for each */ links: z.boolean().optional() })).answers<PrintPage>(),
  'papers.readCodes': command(z.object({ meetingId: id, text: z.string().max(20_000) })).answers<CodesRead>(),
  /** Everybody who was ticked on paper, in one go that can be taken back. */
  'papers.markPresent': command(z.object({ meetingId: id, attendanceIds: z.array(id).min(1).max(5000) })).answers<Done & { readonly marked: number }>(),
  /** The note forms of a meeting with their codes. */
  'papers.forms': command(z.object({ meetingId: id })).answers<readonly PaperForm[]>(),
  /**
   * Puts the text of a form at the end of its note. A line that begins with 'Actie:', 'Belofte:' or 'Besluit:' becomes one, and
   * stays linked to the note.
   */
  'papers.addNote': command(z.object({ meetingId: id, noteId: id, text: z.string().trim().min(1, 'Typ eerst wat er op het formulier staat').max(50_000) })).answers<{ readonly actions: number; readonly decisions: number }>(),
  /** Mail drafts for after the meeting, in a new folder at `path`. The newest final public minutes go along. */
  'papers.followup': command(z.object({ meetingId: id, group: z.enum(followupGroups), form: z.enum(['each', 'bcc']), path: z.string().min(1).max(4000) })).answers<DraftsWritten & { readonly withMinutes: boolean }>(),
}
