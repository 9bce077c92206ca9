import type { BulkChange, Done } from '#core/contract/contacts.ts'
import { CommandFailure } from '#core/contract/command.ts'
import { membershipId } from '#core/model/ids.ts'
import type { Row } from '#core/model/kinds.ts'
import { plural } from '#core/text/numbers.ts'
import type { DataContext } from '../context.ts'
import type { LocalChange } from '../store/store.ts'
import { openInvitations } from './consents.ts'
import { joinPanel } from './edit.ts'
import { requirePanel, requireWrite, today } from './rights.ts'

/** Contacts per transaction; more are written in parts, showing progress. */
const PER_STEP = 1000

/** Carries out one change on every contact of a selection, as one edit that can be undone. `count` is how many really changed. */
export async function bulkEdit(context: DataContext, ids: readonly string[], change: BulkChange): Promise<Done & { readonly count: number }> {
  requireWrite(context, 'contact')
  const step = stepFor(context, change)
  let count = 0
  const changesOf = (part: readonly string[]) => part.flatMap((id) => {
    const contact = context.store.read('contact', id)
    const made = contact ? step(contact) : []
    if (made.length > 0) count++
    return made
  })
  const label = () => `${plural(count, 'contact', 'contacten')} ${said[change.type]}`
  if (ids.length > PER_STEP) {
    const parts = function* () { for (let from = 0; from < ids.length; from += PER_STEP) yield { changes: changesOf(ids.slice(from, from + PER_STEP)), done: Math.min(ids.length, from + PER_STEP) } }
    const undo = await context.work.write({ task: 'bulk', what: 'De wijziging', label, total: ids.length, parts: parts() })
    return { undo, count }
  }
  const changes = changesOf(ids)
  return count === 0 ? { undo: null, count } : { count, ...context.store.commit(changes, { label: label() }) }
}

const said: Readonly<Record<BulkChange['type'], string>> = {
  addLabel: 'van een label voorzien', removeLabel: 'van een label ontdaan', addToPanel: 'aan een panel toegevoegd', removeFromPanel: 'uit een panel gehaald',
  setWijk: 'bij een wijk gezet', moveToGebied: 'naar een ander gebied verplaatst', delete: 'verwijderd',
}

type Step = (contact: Row<'contact'>) => LocalChange[]

function stepFor(context: DataContext, change: BulkChange): Step {
  const edit = ({ id, gebied }: Row<'contact'>, fields: Partial<Row<'contact'>>): LocalChange[] => [{ kind: 'contact', id, gebied, fields }]
  switch (change.type) {
    case 'addLabel': return (c) => (c.labels.includes(change.label) ? [] : edit(c, { labels: [...c.labels, change.label] }))
    case 'removeLabel': return (c) => (c.labels.includes(change.label) ? edit(c, { labels: c.labels.filter((label) => label !== change.label) }) : [])
    case 'addToPanel': return addToPanel(context, change.panelId)
    case 'removeFromPanel': return (c) => endMembership(context, membershipId(change.panelId, c.id))
    case 'setWijk': return (c) => (c.wijkCode === change.wijkCode ? [] : edit(c, { wijkCode: change.wijkCode, buurtCode: '' }))
    case 'moveToGebied': return moveTo(context, change.gebied)
    case 'delete': return (c) => deleteContact(context, c)
  }
}

/** Only contacts of the panel's own gebied: on the laptop of a colleague with one gebied the others would be missing. */
function addToPanel(context: DataContext, panelId: string): Step {
  const panel = requirePanel(context, panelId)
  return (contact) => {
    const held = context.store.read('panelMembership', membershipId(panelId, contact.id))
    return contact.gebied !== panel.gebied || (held && held.until === null) ? [] : [joinPanel(context, panelId, contact.id)]
  }
}

/** Ends a membership as of today; one that began today is taken away. */
export function endMembership(context: DataContext, id: string): LocalChange[] {
  const held = context.store.read('panelMembership', id)
  if (!held || held.until !== null) return []
  const day = today(context)
  return [{ kind: 'panelMembership', id, gebied: held.gebied, fields: held.since === day ? { deleted: true } : { until: day } }]
}

/** Details and consents go along; memberships and open invitations belong to the old gebied and end. */
function moveTo(context: DataContext, gebied: string): Step {
  const { store } = context
  const mine = context.session().gebieden
  if (!store.read('gebied', gebied) || (mine !== 'all' && !mine.includes(gebied))) throw new CommandFailure('NotFound', 'U hebt geen toegang tot dit gebied.')
  const wijken = new Set(store.rows('wijk', 'gebiedId = ?', [gebied]).map((wijk) => wijk.code))
  return (contact) => {
    if (contact.gebied === gebied) return []
    const { id } = contact
    return [
      { kind: 'contact', id, gebied, fields: wijken.has(contact.wijkCode) ? {} : { wijkCode: '', buurtCode: '' } },
      ...(store.read('contactDetails', id) ? [{ kind: 'contactDetails', id, gebied, fields: {} } as const] : []),
      ...store.rows('consent', 'contactId = ?', [id]).map((consent) => ({ kind: 'consent', id: consent.id, gebied, fields: {} }) as const),
      ...(['doorLink', 'doorMessage'] as const).flatMap((kind) => store.rows(kind, 'contactId = ?', [id]).map((row): LocalChange => ({ kind, id: row.id, gebied, fields: {} }))),
      ...store.rows('panelMembership', 'contactId = ? AND gebied <> ?', [id, gebied]).flatMap((membership) => endMembership(context, membership.id)),
      ...openInvitations(context, id),
    ]
  }
}

/** Meetings that were held keep their count; everything else about the person goes. */
export function deleteContact(context: DataContext, { id, gebied }: Row<'contact'>): LocalChange[] {
  const { store } = context
  const gone = { deleted: true } as const
  return [
    { kind: 'contact', id, gebied, fields: gone },
    ...(store.read('contactDetails', id) ? [{ kind: 'contactDetails', id, gebied, fields: gone } as const] : []),
    ...store.rows('consent', 'contactId = ?', [id]).map((row) => ({ kind: 'consent', id: row.id, gebied: row.gebied, fields: gone }) as const),
    ...store.rows('panelMembership', 'contactId = ?', [id]).map((row) => ({ kind: 'panelMembership', id: row.id, gebied: row.gebied, fields: gone }) as const),
    ...(['doorLink', 'doorMessage'] as const).flatMap((kind) => store.rows(kind, 'contactId = ?', [id]).map((row): LocalChange => ({ kind, id: row.id, gebied: row.gebied, fields: gone }))),
    ...openInvitations(context, id),
  ]
}
