import { dutchNumber } from '../text/numbers.ts'
import { isOwnExport } from '../export/contact-columns.ts'
import type { Mapping } from './columns.ts'
import { interpretRow } from './contacts.ts'
import { DoubleFinder, noExisting, type Double, type ExistingIndex } from './doubles.ts'
import type { DraftRow } from './draft.ts'
import type { DataTable } from './header.ts'
import { historyRows } from './brp.ts'
import { runToEnd, type Steps } from './steps.ts'

/** What will happen to a row: it is imported and can be invited; it is double; it is imported but not invited; it cannot be imported. */
export type RowStatus = 'uitnodigbaar' | 'dubbel' | 'zonderToestemming' | 'fout'

export const statusNames: Readonly<Record<RowStatus, string>> = { uitnodigbaar: 'Kan worden uitgenodigd', dubbel: 'Dubbel', zonderToestemming: 'Zonder toestemming', fout: 'Fout' }

export interface PreviewRow extends DraftRow {
  readonly status: RowStatus
  /** Why the status is not 'uitnodigbaar', in Dutch; otherwise ''. */
  readonly why: string
  readonly double?: Double
}

export interface PreviewCounts {
  readonly total: number
  readonly uitnodigbaar: number
  readonly dubbel: number
  readonly zonderToestemming: number
  readonly fout: number
  /** Rows with at least one message. */
  readonly withProblems: number
}

export interface Preview {
  readonly rows: readonly PreviewRow[]
  readonly counts: PreviewCounts
  /** Rows of the table that are no contact: totals, source lines, older data of the same person. */
  readonly skipped: readonly { readonly line: number; readonly why: string }[]
}

export interface PreviewOptions {
  /** Day on which everybody in the file who takes part gave consent, where the file itself has no date. */
  readonly consentDate?: string
  /** Everybody in the file takes part, although no column says so. Only together with `consentDate`. */
  readonly everyoneTakesPart?: boolean
  readonly thisYear?: number
}

const ROWS_PER_STEP = 500

/** Interprets every row of a table and says what will happen to it. At once; for long lists use `previewSteps`. */
export const buildPreview = (table: DataTable, mapping: Mapping, existing: ExistingIndex = noExisting, options: PreviewOptions = {}): Preview => runToEnd(previewSteps(table, mapping, existing, options))

/** `buildPreview` in steps of a few milliseconds. */
export function* previewSteps(table: DataTable, mapping: Mapping, existing: ExistingIndex = noExisting, options: PreviewOptions = {}): Steps<Preview> {
  const verbatim = isOwnExport(table.header.names)
  const history = historyRows(table)
  const judge = new Judge(existing, options)
  for (const [index, row] of table.rows.entries()) {
    if (!history.has(row)) judge.add(interpretRow(mapping, row, { verbatim, ...(options.thisYear === undefined ? {} : { thisYear: options.thisYear }) }))
    if (index % ROWS_PER_STEP === ROWS_PER_STEP - 1) yield { phase: 'controleren', done: index + 1, total: table.rows.length }
  }
  const older = [...history].map((row) => ({ line: row.line, why: 'Dit zijn oudere gegevens van dezelfde persoon.' }))
  return judge.preview([...table.skipped, ...older])
}

/** The preview of an address book (vCard, LDIF). */
export function previewDrafts(drafts: readonly DraftRow[], existing: ExistingIndex = noExisting, options: PreviewOptions = {}): Preview {
  const judge = new Judge(existing, options)
  for (const draft of drafts) judge.add(draft)
  return judge.preview([])
}

/** '122 kunnen worden uitgenodigd, 3 dubbel, 2 zonder toestemming' */
export function previewSummary({ uitnodigbaar, dubbel, zonderToestemming, fout }: PreviewCounts): string {
  const parts = [`${dutchNumber(uitnodigbaar, 0)} ${uitnodigbaar === 1 ? 'kan' : 'kunnen'} worden uitgenodigd`]
  if (dubbel > 0) parts.push(`${dutchNumber(dubbel, 0)} dubbel`)
  if (zonderToestemming > 0) parts.push(`${dutchNumber(zonderToestemming, 0)} zonder toestemming`)
  if (fout > 0) parts.push(`${dutchNumber(fout, 0)} fout`)
  return parts.join(', ')
}

class Judge {
  private readonly rows: PreviewRow[] = []
  private readonly doubles: DoubleFinder
  private readonly options: PreviewOptions

  constructor(existing: ExistingIndex, options: PreviewOptions) {
    this.doubles = new DoubleFinder(existing)
    this.options = options
  }

  add(row: DraftRow): void {
    const completed = this.withConsent(row)
    const fault = completed.problems.find((problem) => problem.field === 'row')
    if (fault) {
      this.rows.push({ ...completed, status: 'fout', why: fault.message })
      return
    }
    const double = this.doubles.check(row.line, row.draft)
    if (double) this.rows.push({ ...completed, status: 'dubbel', why: double.message, double })
    else {
      const why = lacksConsent(completed)
      this.rows.push({ ...completed, status: why === undefined ? 'uitnodigbaar' : 'zonderToestemming', why: why ?? '' })
    }
  }

  preview(skipped: Preview['skipped']): Preview {
    const counts = { total: this.rows.length, uitnodigbaar: 0, dubbel: 0, zonderToestemming: 0, fout: 0, withProblems: 0 }
    for (const row of this.rows) {
      counts[row.status]++
      if (row.problems.length > 0) counts.withProblems++
    }
    return { rows: this.rows, counts, skipped }
  }

  /** Fills in the day that the user gave for the whole file, for those who take part. */
  private withConsent(row: DraftRow): DraftRow {
    const { consentDate, everyoneTakesPart } = this.options
    // The day beside it says nothing either, so that no consent is recorded on it.
    if (answeredUnclearly(row)) return { ...row, draft: { ...row.draft, consentDate: null } }
    if (consentDate === undefined || row.draft.consentDate !== null || row.draft.panelYes === false) return row
    if (row.draft.panelYes === null && everyoneTakesPart !== true) return row
    return { ...row, draft: { ...row.draft, panelYes: true, consentDate } }
  }
}

/** 'nog niet', '?': what stands under the consent is neither yes nor no, so it is not consent. */
const answeredUnclearly = ({ draft, problems }: DraftRow): boolean => draft.panelYes !== false && problems.some(({ field }) => field === 'panelYes')

/** Nobody is invited without a day on which consent was given, or on an unclear answer. */
function lacksConsent(row: DraftRow): string | undefined {
  const { draft } = row
  if (draft.panelYes === false) return 'Wil niet meedoen aan het panel.'
  if (answeredUnclearly(row)) return 'Het is niet duidelijk of deze persoon wil meedoen.'
  if (draft.consentDate !== null) return undefined
  return draft.panelYes === true ? 'De datum van de toestemming ontbreekt.' : 'Er is geen toestemming bekend.'
}
