import type { z } from 'zod'
import { dayIn } from '#core/actions/typed-day.ts'
import { concerning, fieldsWithout, goesWhenNaming, isOpenInvitation, ofPerson } from '#core/contacts/erasure.ts'
import { mentionFinder, namesSurely } from '#core/contacts/mentions.ts'
import { MUNICIPALITY, type FieldValues } from '#core/model/define.ts'
import type { Row } from '#core/model/kinds.ts'
import { mayErase } from '#core/model/may.ts'
import { tick } from '#core/sync/clock.ts'
import { newestStamp, stampOf } from '#core/sync/row.ts'
import type { eraseSchema, Receipt } from '#core/sync/wire.ts'
import { feedsOf } from '../auth/scope.ts'
import { keyOf, type RowKey, type RowWrite, type StoredRow } from '../store/contract.ts'
import { SERVER_DEVICE } from './questions.ts'
import { audienceOf, inScope, refused, type PushRun } from './run.ts'
import { dropDeadFiles } from './sweep.ts'

export const keysOfPerson = ({ contactId }: { readonly contactId: string }): RowKey[] => ofPerson.map((kind) => ({ kind, id: contactId }))

/**
 * [E1] Wipes a person: contact, details, consents, memberships, every kept difference about those, and lines of history that
 * surely name them. [E4] Who was at a meeting stays counted as a resident; actions no longer point at them. In every gebied:
 * somebody who moved left traces behind. Stronger than any stamp; an opaque id stays in the ledger and refuses the person's
 * return. [E3] Repeating it changes nothing.
 */
export async function acceptErase(run: PushRun, wish: z.infer<typeof eraseSchema>): Promise<Receipt> {
  const { tx, scope } = run
  const refusal = refused('noAccess', 'U hoort niet (meer) bij dit gebied')
  if (!mayErase(scope.account.role)) return refused('noAccess', 'Met uw rol kunt u niemands gegevens wissen')
  if (!inScope(scope, wish.gebied)) return refusal
  const keys = keysOfPerson(wish)
  await tx.within(new Set([...feedsOf(scope), wish.gebied]))
  const { rows, elsewhere } = await tx.claim([wish.gebied], keys)
  if (elsewhere.size > 0) return refusal
  const own = [...rows.values()]
  if (own.length === 0 && (await tx.erased(keys)).size === keys.length) return { status: 'applied' }
  // From here on everywhere: the person is the account's to erase, wherever they left traces.
  const gebieden = [...new Set([MUNICIPALITY, wish.gebied, ...await tx.gebieden()])]
  await tx.within(gebieden)
  await tx.claim(gebieden, [])
  const wiped = [...own]
  for (const gebied of gebieden) wiped.push(...(await tx.rowsOfContact(gebied, wish.contactId)).filter(({ row }) => row.kind !== 'attendance'))
  for (const subject of wiped.slice()) wiped.push(...await differencesAbout(run, subject))
  wiped.push(...await linesNaming(run, own, new Set(wiped.map((r) => keyOf(r.row)))))
  const edits = await rowsWithout(run, gebieden, wish.contactId)
  await tx.putRows(edits)
  await tx.eraseRows(wiped, audienceOf, run.nowMs)
  for (const gebied of new Set(wiped.filter(({ row }) => row.kind === 'attachment').map(({ row }) => row.gebied))) await dropDeadFiles(tx, gebied, run.nowMs)
  // A restored server may know nothing of them, and laptops do.
  if (!own.some(({ row }) => row.kind === 'contact')) await tx.tellErased([{ kind: 'contact', id: wish.contactId }])
  await tx.addToLedger(keys, run.nowMs)
  for (const key of [...keys, ...wiped.map((w) => w.row)]) run.erased.add(keyOf(key))
  for (const { row } of [...wiped, ...edits.map((e) => e.after)]) run.news.add(row.gebied)
  run.news.add(MUNICIPALITY)
  return { status: 'applied' }
}

const differencesAbout = async (run: PushRun, { row }: StoredRow): Promise<StoredRow[]> =>
  (await run.tx.rowsWhere(row.gebied, 'conflict', 'subjectId', row.id)).filter((c) => c.row.fields['subjectKind'] === row.kind)

/** What names the person and goes as a whole. Who they were is known only until the rows are gone. */
async function linesNaming(run: PushRun, own: readonly StoredRow[], already: ReadonlySet<string>): Promise<StoredRow[]> {
  if (own.length === 0) return []
  const find = mentionFinder(Object.assign({}, ...own.map((r) => r.row.fields)) as FieldValues & Record<string, string>)
  const found: StoredRow[] = []
  for (const [kind, fields] of Object.entries(goesWhenNaming)) for (const line of await run.tx.rowsOfKind(kind)) {
    if (!already.has(keyOf(line.row)) && namesSurely(fields.map((field) => line.row.fields[field]), find)) found.push(line)
  }
  return found
}

/** Rows that point at the person, as they are without. The server's stamp is later than what it replaces, and it saw that. */
async function rowsWithout(run: PushRun, gebieden: readonly string[], contactId: string): Promise<RowWrite[]> {
  const rows: StoredRow[] = []
  for (const gebied of gebieden) rows.push(...(await run.tx.rowsOfContact(gebied, contactId)).filter(({ row }) => row.kind === 'attendance'))
  const meetings = await run.tx.rows(rows.map((r) => ({ kind: 'meeting', id: String(r.row.fields['meetingId']) })))
  for (const kind of concerning) rows.push(...await run.tx.rowsOfKind(kind))
  return rows.flatMap((before): RowWrite[] => {
    const { row } = before
    const meeting = meetings.get(keyOf({ kind: 'meeting', id: String(row.fields['meetingId']) }))?.row.fields as unknown as Row<'meeting'> | undefined
    const open = row.kind === 'attendance' && isOpenInvitation(row.fields as unknown as Row<'attendance'>, meeting, dayIn(new Date(run.nowMs)))
    const fields = fieldsWithout(row.kind, row.fields, contactId, open)
    return fields ? [{ before, after: edited(before, fields, run.nowMs), audience: audienceOf(row) }] : []
  })
}

function edited({ row, bases }: StoredRow, fields: FieldValues, nowMs: number): StoredRow {
  const { stamp } = tick({ device: SERVER_DEVICE, last: newestStamp(row), offsetMs: 0 }, nowMs)
  const names = Object.keys(fields)
  const seen = names.flatMap((name) => { const at = name === 'deleted' ? newestStamp(row) : stampOf(row, name); return at === undefined ? [] : [[name, at] as const] })
  return { row: { ...row, fields: { ...row.fields, ...fields }, overrides: { ...row.overrides, ...Object.fromEntries(names.map((n) => [n, stamp])) } }, bases: { ...bases, ...Object.fromEntries(seen) } }
}
