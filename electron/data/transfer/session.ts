import { CommandFailure } from '#core/contract/command.ts'
import type { ImportColumn, ImportFile, ImportPreview, ImportRow, ImportTable, importChoices, importMapping } from '#core/contract/transfer.ts'
import type { z } from 'zod'
import { addressLine, shownDetail } from '#core/contacts/check.ts'
import { cellText, type TableRow } from '#core/import/cell.ts'
import { contactSheet } from '#core/import/choose-sheet.ts'
import { guessColumns, mappingOf, recallMapping, rememberMapping, type Mapping, type MappingGuess, type RememberedMapping } from '#core/import/columns.ts'
import { findHeader, headerAt, tableUnder, type DataTable } from '#core/import/header.ts'
import { previewDrafts, previewSteps, previewSummary, type Preview, type PreviewRow } from '#core/import/preview.ts'
import { readContactFile, type ContactFile } from '#core/import/read-file.ts'
import { runWithPauses, type Steps } from '#core/import/steps.ts'
import { listName } from '#core/text/names.ts'
import type { DataContext } from '../context.ts'
import { pause } from '../work.ts'
import { existingIndexSteps } from './existing.ts'

type Choices = z.output<typeof importChoices>
const TOP_ROWS = 15
const SAMPLES = 4
const REMEMBERED = 'import.kolommen'
/** Most problems of a file that are listed; more help nobody. */
const LISTED = 200

/** One file on its way in: read, mapped, previewed. In memory only, until it is run or closed. */
export class ImportSession {
  readonly token: string
  readonly name: string
  readonly signal = { aborted: false }
  choices: Choices | undefined
  preview: Preview | undefined
  private readonly context: DataContext
  private readonly file: ContactFile
  private table: { readonly data: DataTable; readonly guess: MappingGuess } | undefined

  private constructor(context: DataContext, token: string, name: string, file: ContactFile) {
    this.context = context
    this.token = token
    this.name = name
    this.file = file
  }

  /** @throws CommandFailure `FileRefused` with one Dutch sentence. */
  static async read(context: DataContext, name: string, bytes: Uint8Array): Promise<ImportSession> {
    const result = await runWithPauses(readContactFile(bytes, { fileName: name }), { pause })
    if (!result) throw new CommandFailure('Cancelled', 'Het lezen is gestopt.')
    if (!result.ok) throw new CommandFailure(result.error.type, result.error.message)
    return new ImportSession(context, context.newId(), name, result.value)
  }

  describe(): ImportFile {
    const { token, name, file } = this
    return file.kind === 'addressBook' ? { token, name, kind: 'addressBook', sheets: [], first: 0 } : { token, name, kind: 'table', sheets: file.file.sheets.map((s) => ({ name: s.name, hidden: s.hidden, rows: s.rows.length })), first: contactSheet(file.file.sheets) }
  }

  /** Chooses sheet and row of names; answers the columns with a guess for each, as mapped last time where the names are the same. */
  open(sheetIndex: number, headerRow: number | null): ImportTable {
    const sheet = this.file.kind === 'table' ? this.file.file.sheets[sheetIndex] : undefined
    if (!sheet) throw new CommandFailure('NoSheet', 'Dit tabblad is er niet.')
    const header = headerRow === null ? findHeader(sheet) : headerAt(sheet, headerRow)
    const data = tableUnder(sheet, header)
    const guess = guessColumns(header.names, data.rows)
    this.table = { data, guess }
    const mapping = recallMapping(guess, this.context.store.setting<RememberedMapping>(REMEMBERED) ?? {})
    const dropped = new Map(guess.dropped.map((d) => [d.column, d.why]))
    return {
      sheet: sheetIndex, headerRow: header.first, rows: data.rows.length,
      top: sheet.rows.slice(0, TOP_ROWS).map((row) => ({ line: row.line, cells: row.cells.map(cellText) })),
      columns: guess.columns.map(({ column, header: name }): ImportColumn => ({ column, header: name, samples: samples(data.rows, column), dropped: dropped.get(column) ?? null, ...mappingOf(mapping[column]!) })),
      problems: sheet.problems.slice(0, LISTED).map(({ line, message }) => ({ line, message })),
    }
  }

  async look(mapping: z.output<typeof importMapping>, choices: Choices): Promise<ImportPreview> {
    this.signal.aborted = false
    const existing = await runWithPauses(existingIndexSteps(this.context.store, choices.gebied), { pause, signal: this.signal })
    if (!existing) throw stopped()
    const options = { everyoneTakesPart: choices.everyoneTakesPart, thisYear: this.context.now().getFullYear(), ...(choices.consentDate === null ? {} : { consentDate: choices.consentDate }) }
    const steps = this.file.kind === 'addressBook' ? once(() => previewDrafts(this.drafts(), existing, options)) : previewSteps(this.opened().data, this.allowed(mapping), existing, options)
    const preview = await runWithPauses(steps, { pause, signal: this.signal, onProgress: ({ done, total }) => this.context.emit('progress', { task: 'import.check', done, total }) })
    if (!preview) throw stopped()
    if (this.file.kind === 'table') this.remember(this.allowed(mapping))
    this.preview = preview
    this.choices = choices
    return { counts: preview.counts, summary: previewSummary(preview.counts), dropped: this.dropped(), skipped: preview.skipped.slice(0, LISTED) }
  }

  rows(show: string, offset: number, limit: number): { rows: readonly ImportRow[]; total: number } {
    const rows = this.seen().rows.filter((row) => show === 'alle' || (show === 'meldingen' ? row.problems.length > 0 : row.status === show))
    return { rows: rows.slice(offset, offset + limit).map(rowView), total: rows.length }
  }

  /** @throws CommandFailure `NoPreview` when nothing was previewed yet. */
  seen(): Preview {
    if (!this.preview) throw new CommandFailure('NoPreview', 'Bekijk eerst het voorbeeld van deze lijst.')
    return this.preview
  }

  /** A column that may never be taken over stays out, whatever the window asks. */
  private allowed(mapping: z.output<typeof importMapping>): Mapping {
    const { guess } = this.opened()
    const forbidden = new Set(guess.dropped.map((d) => d.column))
    return guess.columns.map(({ column }) => (forbidden.has(column) ? { target: null } : mappingOf({ target: mapping[column]?.target ?? null, ...(mapping[column]?.group ? { group: mapping[column].group } : {}) })))
  }

  private remember(mapping: Mapping): void {
    const names = this.opened().data.header.names
    this.context.store.setSetting(REMEMBERED, { ...this.context.store.setting<RememberedMapping>(REMEMBERED), ...rememberMapping(names, mapping) })
  }

  private opened(): { readonly data: DataTable; readonly guess: MappingGuess } {
    if (!this.table) this.open(0, null)
    return this.table!
  }

  private drafts() {
    return this.file.kind === 'addressBook' ? this.file.list.rows : []
  }

  private dropped(): { header: string; why: string }[] {
    return (this.file.kind === 'addressBook' ? this.file.list.dropped : this.opened().guess.dropped).map(({ header, why }) => ({ header, why }))
  }
}

const stopped = () => new CommandFailure('Cancelled', 'Het controleren is gestopt. Er is niets bewaard.')

// oxlint-disable-next-line require-yield -- an address book is small: one step
function* once<T>(work: () => T): Steps<T> {
  return work()
}

function samples(rows: readonly TableRow[], column: number): string[] {
  const out: string[] = []
  for (const row of rows) {
    const text = cellText(row.cells[column]).trim()
    if (text !== '' && !out.includes(text)) out.push(text.length > 60 ? `${text.slice(0, 60)}…` : text)
    if (out.length === SAMPLES) break
  }
  return out
}

const rowView = ({ line, draft, status, why, problems }: PreviewRow): ImportRow => ({
  line, status, why, problems, name: listName(draft), address: addressLine(draft), email: draft.email, phone: shownDetail('phone', draft.phone),
})
