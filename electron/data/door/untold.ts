import { CommandFailure } from '#core/contract/command.ts'
import type { Done } from '#core/contract/contacts.ts'
import type { UntoldItem } from '#core/contract/door.ts'
import { findDetail } from '#core/hall/text.ts'
import { gebiedenOf } from '../actions/scope.ts'
import { publicWording } from '../actions/write.ts'
import type { DataContext } from '../context.ts'
import { requireNames } from '../promises/pages.ts'

const MOST = 100
interface Told { readonly id: string; readonly gebied: string; readonly actionId: string | null; readonly actionTitle: string; readonly toWhom: string; readonly toldOn: string; readonly what: string }

/**
 * What was told but cannot be read at the door: it was written on a laptop that does not know the names, or before there was a door.
 * Each with the wording that residents would read; newest first. @throws CommandFailure `NoRight` where the names are not known
 */
export function untold(context: DataContext, gebied: string | null): UntoldItem[] {
  requireNames(context)
  const gebieden = gebiedenOf(context, gebied === null ? 'all' : [gebied])
  const rows = context.store.db.prepare(`SELECT t.id, t.gebied, t.actionId, coalesce(a.title, '') AS actionTitle, t.toWhom, t.toldOn, t.what FROM terugkoppeling t LEFT JOIN action a ON a.id = t.actionId AND a.deleted = 0
    WHERE t.deleted = 0 AND t.toldOn IS NOT NULL AND trim(t.what) <> '' AND trim(t.publicText) = '' AND (@gebieden IS NULL OR t.gebied IN (SELECT value FROM json_each(@gebieden))) ORDER BY t.toldOn DESC, t.id LIMIT ${MOST}`)
    .all({ gebieden: gebieden === null ? null : JSON.stringify(gebieden) }) as Told[]
  return rows.map((row) => ({ ...row, text: publicWording(context, row.gebied, row.what) }))
}

/** @throws CommandFailure `NotFound`; `HoldsDetail` for a text that the door would keep back */
export function publish(context: DataContext, texts: readonly { readonly id: string; readonly text: string }[]): Done & { readonly count: number } {
  requireNames(context)
  const changes = texts.map(({ id, text }) => {
    const told = context.store.read('terugkoppeling', id)
    if (!told || told.toldOn === null) throw new CommandFailure('NotFound', 'Deze terugkoppeling is er niet meer.')
    const found = findDetail(text)
    if (found) throw new CommandFailure('HoldsDetail', `In de tekst voor bewoners staat ‘${found.found}’. Haal dat weg: de pagina toont geen nummers en adressen van personen.`)
    return { kind: 'terugkoppeling' as const, id, gebied: told.gebied, fields: { publicText: text } }
  })
  return { ...context.store.commit(changes, { label: changes.length === 1 ? 'Terugkoppeling aan bewoners getoond' : `${changes.length} terugkoppelingen aan bewoners getoond` }), count: changes.length }
}
