import { CommandFailure } from '#core/contract/command.ts'
import type { exportFormats } from '#core/contract/transfer.ts'
import { contactsToCsv, contactsToXlsx } from '#core/export/contacts.ts'
import { contactsToVcards } from '#core/export/vcard.ts'
import { emptyDraft, type ContactDraft } from '#core/import/draft.ts'
import type { DataContext } from '../context.ts'
import type { SqlRow } from '../store/rows.ts'
import { writeLogged } from './file.ts'

type Format = (typeof exportFormats)[number]

const writers: Readonly<Record<Format, (contacts: readonly ContactDraft[]) => Uint8Array>> = {
  xlsx: (contacts) => contactsToXlsx(contacts), csv: contactsToCsv, vcard4: (contacts) => contactsToVcards(contacts, '4.0'), vcard3: (contacts) => contactsToVcards(contacts, '3.0'),
}

/** Writes these contacts to `path` and logs who did it, why and how many. Without the right to see details, only names leave. */
export async function exportContacts(context: DataContext, { ids, path, format, purpose }: { readonly ids: readonly string[]; readonly path: string; readonly format: Format; readonly purpose: string }): Promise<{ count: number }> {
  if (ids.length === 0) throw new CommandFailure('NothingToExport', 'Er is geen contact om te exporteren.')
  const contacts = readDrafts(context, ids)
  return await writeLogged(context, { path, bytes: () => writers[format](contacts), objectKind: 'contact', format, purpose, count: contacts.length })
}

function readDrafts({ store }: DataContext, ids: readonly string[]): ContactDraft[] {
  const rows = store.db.prepare(`SELECT c.*, d.phone, d.phone2, d.email, d.street, d.houseNumber, d.houseNumberAddition, d.postcode, d.city,
      coalesce((SELECT w.name FROM wijk w WHERE w.code = c.wijkCode AND w.deleted = 0), '') AS wijkName, coalesce((SELECT b.name FROM buurt b WHERE b.code = c.buurtCode AND b.deleted = 0), '') AS buurtName,
      (SELECT max(s.givenOn) FROM consent s WHERE s.contactId = c.id AND s.deleted = 0 AND s.withdrawnOn IS NULL) AS consentDate
    FROM json_each(?) j JOIN contact c ON c.id = j.value AND c.deleted = 0 LEFT JOIN contactDetails d ON d.id = c.id AND d.deleted = 0 ORDER BY j.key`).all(JSON.stringify(ids)) as SqlRow[]
  const texts = Object.keys(emptyDraft).filter((name) => !['labels', 'panelYes', 'consentDate'].includes(name))
  return rows.map((row) => ({
    ...emptyDraft, ...Object.fromEntries(texts.map((name) => [name, row[name] ?? ''])), labels: JSON.parse(row['labels'] as string) as string[],
    consentDate: row['consentDate'] as string | null, panelYes: row['consentDate'] === null ? null : true,
  }))
}
