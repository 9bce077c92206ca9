import { z } from 'zod'
import { targetFields, type DraftProblem, type TargetField } from '../import/draft.ts'
import type { PreviewCounts, RowStatus } from '../import/preview.ts'
import { channels, consentSources } from '../model/kinds.ts'
import { command } from './command.ts'
import { contactFilterSchema } from './contacts.ts'

const id = z.string().min(1).max(64)
const token = id

/** A file that was read and waits for choices. Nothing of it is stored yet. */
export interface ImportFile {
  readonly token: string
  readonly name: string
  /** An address book (vCard, LDIF) needs no sheet, header or mapping. */
  readonly kind: 'table' | 'addressBook'
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly rows: number }[]
  /** Index of the sheet to open first. */
  readonly first: number
}
export interface ImportColumn {
  readonly column: number
  readonly header: string
  readonly samples: readonly string[]
  readonly target: TargetField | null
  readonly group?: 'thuis' | 'werk' | 'anders'
  /** Why this column is never taken over; null when it may be. */
  readonly dropped: string | null
}
export interface ImportTable {
  readonly sheet: number
  /** Index of the first row of column names, -1 for a list without names. */
  readonly headerRow: number
  /** The first rows as they stand in the file, to point at the row of names. */
  readonly top: readonly { readonly line: number; readonly cells: readonly string[] }[]
  readonly columns: readonly ImportColumn[]
  readonly rows: number
  readonly problems: readonly { readonly line: number; readonly message: string }[]
}
export interface ImportPreview {
  readonly counts: PreviewCounts
  /** '122 kunnen worden uitgenodigd, 3 dubbel, 2 zonder toestemming' */
  readonly summary: string
  readonly dropped: readonly { readonly header: string; readonly why: string }[]
  readonly skipped: readonly { readonly line: number; readonly why: string }[]
}
export interface ImportRow {
  readonly line: number
  readonly name: string
  readonly address: string
  readonly email: string
  readonly phone: string
  readonly status: RowStatus
  readonly why: string
  readonly problems: readonly DraftProblem[]
}
export interface ImportRecord { readonly token: string; readonly label: string; readonly at: string; readonly count: number }

export const importMapping = z.array(z.object({ target: z.enum(targetFields).nullable(), group: z.enum(['thuis', 'werk', 'anders']).optional() })).max(2000)
export const importChoices = z.object({
  gebied: id,
  panelId: id.nullable().default(null),
  /** Day on which everybody in the file who takes part gave consent, where the file has no date. */
  consentDate: z.iso.date().nullable().default(null),
  everyoneTakesPart: z.boolean().default(false),
  source: z.enum(consentSources).default('veiligheidsmonitor'),
  textVersion: z.string().max(40).default(''),
  channels: z.array(z.enum(channels)).default(['email', 'telefoon', 'post']),
})
export type ImportChoices = z.output<typeof importChoices>

export const exportFormats = ['xlsx', 'csv', 'vcard4', 'vcard3'] as const

export const transferCommands = {
  /** Reads a picked file (`path`) or a dropped one (`bytes`, base64). Fails with `FileRefused` and one Dutch sentence. */
  'import.read': command(z.object({ name: z.string().min(1).max(300), path: z.string().min(1).max(4000).optional(), bytes: z.base64().max(150_000_000).optional() })).answers<ImportFile>(),
  /** Columns and guesses for a sheet; `headerRow` null lets the app find the row of names. */
  'import.table': command(z.object({ token, sheet: z.int().min(0).default(0), headerRow: z.int().min(-1).nullable().default(null) })).answers<ImportTable>(),
  /** What importing would do. Shows progress as event `progress` with task 'import'; `Cancelled` when stopped. */
  'import.preview': command(z.object({ token, mapping: importMapping, choices: importChoices })).answers<ImportPreview>(),
  'import.rows': command(z.object({ token, show: z.enum(['alle', 'uitnodigbaar', 'dubbel', 'zonderToestemming', 'fout', 'meldingen']).default('alle'), offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) })).answers<{ readonly rows: readonly ImportRow[]; readonly total: number }>(),
  /** Writes the rows of the last preview. Stopping it half-way takes back what was written. */
  'import.run': command(z.object({ token, doubles: z.enum(['overslaan', 'toevoegen']).default('overslaan'), withoutConsent: z.enum(['overslaan', 'toevoegen']).default('overslaan') })).answers<{ readonly undo: string; readonly added: number; readonly skipped: number }>(),
  'import.cancel': command(z.object({ token })).answers<null>(),
  'import.close': command(z.object({ token })).answers<null>(),
  /** Imports that can still be undone, newest first. */
  'import.history': command(z.object({})).answers<readonly ImportRecord[]>(),
  'import.undo': command(z.object({ token })).answers<{ readonly label: string }>(),
  /** Writes contacts to a file the user picked with the save dialog, and logs purpose and count. */
  'export.contacts': command(z.object({ path: z.string().min(1).max(4000), format: z.enum(exportFormats), purpose: z.string().trim().min(3, 'Vul in waarvoor u de lijst gebruikt').max(300), filter: contactFilterSchema, ids: z.array(id).max(200_000).nullable().default(null) })).answers<{ readonly count: number }>(),
}
