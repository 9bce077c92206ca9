import { fail, ok, type Failure, type Result } from '../contract/command.ts'
import type { DraftList } from './draft.ts'
import { readLdif } from './ldif.ts'
import { sniff } from './sniff.ts'
import type { Steps } from './steps.ts'
import { readTableSteps, type ReadOptions, type TableFile } from './table.ts'
import { readVcardsSteps } from './vcard.ts'

/** A file with contacts: a table that still needs a sheet, a header and a mapping, or an address book that needs nothing. */
export type ContactFile = { readonly kind: 'table'; readonly file: TableFile } | { readonly kind: 'addressBook'; readonly list: DraftList }

/** Largest address book: a card with a photo is some 50 kB. */
const ADDRESS_BOOK_BYTES = 60_000_000

/** Reads whatever file with contacts the user picked. The only failure is 'FileRefused', with one Dutch sentence. */
export function* readContactFile(bytes: Uint8Array, options: ReadOptions = {}): Steps<Result<ContactFile, Failure>> {
  const kind = sniff(bytes, options.fileName)
  if (kind === 'vcard' || kind === 'ldif') {
    if (bytes.length > ADDRESS_BOOK_BYTES) return fail('FileRefused', 'Dit adresboek is te groot. Exporteer het zonder foto’s of in delen.')
    const list = kind === 'vcard' ? yield* readVcardsSteps(bytes) : readLdif(bytes)
    return list.rows.length === 0 ? fail('FileRefused', 'In dit adresboek staan geen personen.') : ok({ kind: 'addressBook', list })
  }
  const table = yield* readTableSteps(bytes, options)
  return table.ok ? ok({ kind: 'table', file: table.value }) : table
}
