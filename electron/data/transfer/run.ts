import { CommandFailure } from '#core/contract/command.ts'
import type { ContactDraft } from '#core/import/draft.ts'
import type { PreviewRow } from '#core/import/preview.ts'
import { membershipId } from '#core/model/ids.ts'
import { fold } from '#core/text/fold.ts'
import { plural } from '#core/text/numbers.ts'
import type { DataContext } from '../context.ts'
import type { LocalChange } from '../store/store.ts'
import type { ImportSession } from './session.ts'

/** Contacts per transaction: smaller ones write the same index pages over and over, larger ones keep other calls waiting. */
const PER_STEP = 2500

export interface RunOptions { readonly doubles: 'overslaan' | 'toevoegen'; readonly withoutConsent: 'overslaan' | 'toevoegen' }

/** Writes the previewed rows, in parts under one undo record. Stopped half-way, nothing of it stays behind. */
export async function runImport(context: DataContext, session: ImportSession, options: RunOptions): Promise<{ undo: string; added: number; skipped: number }> {
  const all = session.seen().rows
  const rows = all.filter((row) => row.status === 'uitnodigbaar' || (row.status === 'dubbel' && options.doubles === 'toevoegen') || (row.status === 'zonderToestemming' && options.withoutConsent === 'toevoegen'))
  if (rows.length === 0) throw new CommandFailure('NothingToImport', 'Er is geen rij om te importeren.')
  const undo = await context.work.write({
    task: 'import', what: 'De import', total: rows.length, label: () => `${plural(rows.length, 'contact', 'contacten')} geïmporteerd uit ${session.name}`,
    parts: partsOf(rows, changesOf(context, session)), finish: (token) => rememberImport(context, token),
  })
  return { undo: undo!, added: rows.length, skipped: all.length - rows.length }
}

function* partsOf(rows: readonly PreviewRow[], toChanges: (row: PreviewRow) => LocalChange[]) {
  for (let from = 0; from < rows.length; from += PER_STEP) yield { changes: rows.slice(from, from + PER_STEP).flatMap(toChanges), done: Math.min(rows.length, from + PER_STEP) }
}

const IMPORTS = 'import.gedaan'
const rememberImport = ({ store }: DataContext, token: string): void => store.setSetting(IMPORTS, [token, ...(store.setting<string[]>(IMPORTS) ?? [])].slice(0, 50))

/** Imports that can still be taken back, newest first. */
export function importHistory({ store }: DataContext): { token: string; label: string; at: string; count: number }[] {
  const imports = new Set(store.setting<string[]>(IMPORTS) ?? [])
  return store.undoable().filter((record) => imports.has(record.token))
}

/** One contact as the rows it becomes. */
function changesOf(context: DataContext, session: ImportSession): (row: PreviewRow) => LocalChange[] {
  const { gebied, panelId, source, textVersion, channels } = session.choices!
  const areas = areaFinder(context)
  return ({ draft, status }) => {
    const id = context.newId()
    const wijk = areas.wijk(draft), buurt = areas.buurt(draft)
    const changes: LocalChange[] = [
      { kind: 'contact', id, gebied, fields: { ...pick(draft, ['salutation', 'initials', 'firstName', 'prefix', 'lastName', 'organisation', 'labels']), wijkCode: wijk.code, buurtCode: buurt.code, remarks: [draft.remarks, wijk.unknown, buurt.unknown].filter((t) => t !== '').join('\n') } },
      { kind: 'contactDetails', id, gebied, fields: pick(draft, ['phone', 'phone2', 'email', 'street', 'houseNumber', 'houseNumberAddition', 'postcode', 'city']) },
    ]
    const consented = draft.consentDate !== null && draft.panelYes !== false
    if (consented) changes.push({ kind: 'consent', id: context.newId(), gebied, fields: { contactId: id, givenOn: draft.consentDate, source, textVersion, channels } })
    if (panelId !== null && consented && status !== 'zonderToestemming') changes.push({ kind: 'panelMembership', id: membershipId(panelId, id), gebied, fields: { panelId, contactId: id, since: draft.consentDate } })
    return changes
  }
}

const pick = <K extends keyof ContactDraft>(draft: ContactDraft, names: readonly K[]): Pick<ContactDraft, K> => Object.fromEntries(names.map((n) => [n, draft[n]])) as Pick<ContactDraft, K>

/** Codes as they are; a name only where exactly one wijk or buurt is called that. What stays unknown is kept as a remark. */
function areaFinder({ store }: DataContext) {
  const byName = (rows: readonly { name: string; code: string }[]) => {
    const map = new Map<string, string | null>()
    for (const { name, code } of rows) { const key = fold(name); map.set(key, map.has(key) ? null : code) }
    return map
  }
  const wijken = byName(store.rows('wijk')), buurten = byName(store.rows('buurt'))
  const find = (code: string, name: string, names: Map<string, string | null>, word: string) => {
    if (code !== '') return { code, unknown: '' }
    const found = name === '' ? undefined : names.get(fold(name))
    return found ? { code: found, unknown: '' } : { code: '', unknown: name === '' ? '' : `${word} volgens de lijst: ${name}` }
  }
  return { wijk: (d: ContactDraft) => find(d.wijkCode, d.wijkName, wijken, 'Wijk'), buurt: (d: ContactDraft) => find(d.buurtCode, d.buurtName, buurten, 'Buurt') }
}
