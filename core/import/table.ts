import { fail, ok, type Failure, type Result } from '../contract/command.ts'
import type { Encoding } from '../text/bytes.ts'
import type { Problem, TableRow } from './cell.ts'
import { readCsv, type Delimiter } from './csv.ts'
import { decodeText } from './decode.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { refusalOf, sniff } from './sniff.ts'
import { runToEnd, type Steps } from './steps.ts'
import { readXlsx } from './xlsx.ts'
import type { MergedCells } from './xlsx-parts.ts'
import { FileRefused } from './zip.ts'

/** One sheet of a workbook, or the only one of a CSV file. Blank rows are left out; `line` still says where a row stood. */
export interface Sheet {
  readonly name: string
  /** Hidden in the workbook: not offered unless asked for. */
  readonly hidden: boolean
  readonly rows: readonly TableRow[]
  readonly merged: readonly MergedCells[]
  readonly problems: readonly Problem[]
}

export interface TableFile {
  readonly kind: 'csv' | 'xlsx'
  readonly sheets: readonly Sheet[]
  /** Only for CSV. */
  readonly encoding?: Encoding
  readonly delimiter?: Delimiter
}

export interface ReadOptions {
  readonly fileName?: string
  readonly limits?: Partial<Limits>
}

/** 'FileRefused' with one Dutch sentence: too large, broken, encrypted, or a kind that is no table. */
export type TableResult = Result<TableFile, Failure>

/** Reads CSV or XLSX at once. Never throws, whatever the bytes. */
export const readTable = (bytes: Uint8Array, options: ReadOptions = {}): TableResult => runToEnd(readTableSteps(bytes, options))

/** `readTable` in steps, for large files: run it with `runWithPauses`. */
export function* readTableSteps(bytes: Uint8Array, options: ReadOptions = {}): Steps<TableResult> {
  const limits = { ...defaultLimits, ...options.limits }
  if (bytes.length > limits.fileBytes) return fail('FileRefused', 'Dit bestand is te groot. Verdeel de lijst over meer bestanden.')
  const kind = sniff(bytes, options.fileName)
  if (kind === 'csv') return ok(yield* readCsvFile(bytes, options.fileName ?? '', limits))
  if (kind !== 'xlsx') return fail('FileRefused', refusalOf(kind) ?? notATable[kind] ?? refusalOf('binary') ?? '')
  try {
    const sheets = yield* readXlsx(bytes, limits)
    return ok({ kind: 'xlsx', sheets })
  } catch (error) {
    if (error instanceof FileRefused) return fail('FileRefused', error.message)
    throw error
  }
}

const notATable: Readonly<Record<string, string>> = {
  vcard: 'Dit bestand bevat visitekaartjes en geen tabel.', ldif: 'Dit bestand is een adresboek (LDIF) en geen tabel.', geojson: 'Dit bestand bevat een kaart en geen tabel.',
}

function* readCsvFile(bytes: Uint8Array, fileName: string, limits: Limits): Steps<TableFile> {
  const { text, encoding } = decodeText(bytes)
  const { delimiter, rows, problems } = yield* readCsv(text, limits)
  const name = fileName.replace(/^.*[/\\]/, '').replace(/\.\w{1,5}$/, '')
  return { kind: 'csv', encoding, delimiter, sheets: [{ name: name === '' ? 'Lijst' : name, hidden: false, rows, merged: [], problems }] }
}
