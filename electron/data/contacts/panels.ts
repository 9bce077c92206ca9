import type { Done, LabelCount, PanelView } from '#core/contract/contacts.ts'
import { CommandFailure } from '#core/contract/command.ts'
import type { DataContext } from '../context.ts'
import type { LocalChange } from '../store/store.ts'
import { endMembership } from './bulk.ts'
import { maySeeDetails, requirePanel, requireWrite } from './rights.ts'

export function listPanels(context: DataContext, gebied: string | null): PanelView[] {
  const shown = maySeeDetails(context)
  const rows = context.store.db.prepare(`SELECT p.id, p.gebied, p.name, p.wijkCode, p.remarks, count(c.id) AS members,
    count(CASE WHEN EXISTS (SELECT 1 FROM consent s WHERE s.contactId = c.id AND s.deleted = 0 AND s.withdrawnOn IS NULL) THEN 1 END) AS withConsent
    FROM panel p LEFT JOIN panelMembership m ON m.panelId = p.id AND m.deleted = 0 AND m."until" IS NULL LEFT JOIN contact c ON c.id = m.contactId AND c.deleted = 0
    WHERE p.deleted = 0 AND (@gebied IS NULL OR p.gebied = @gebied) GROUP BY p.id ORDER BY p.name COLLATE NOCASE`).all({ gebied }) as (PanelView & { withConsent: number })[]
  return shown ? rows : rows.map((row) => ({ ...row, withConsent: null }))
}

export function createPanel(context: DataContext, { gebied, name, wijkCode }: { readonly gebied: string; readonly name: string; readonly wijkCode: string }): Done & { readonly id: string } {
  requireWrite(context, 'panel')
  const id = context.newId()
  return { id, ...context.store.commit([{ kind: 'panel', id, gebied, fields: { name: name.trim(), wijkCode } }], { label: 'Panel gemaakt' }) }
}

export function updatePanel(context: DataContext, { id, ...fields }: { readonly id: string; readonly name?: string | undefined; readonly wijkCode?: string | undefined; readonly remarks?: string | undefined }): Done {
  requireWrite(context, 'panel')
  const { gebied } = requirePanel(context, id)
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  return context.store.commit([{ kind: 'panel', id, gebied, fields: given }], { label: 'Panel gewijzigd' })
}

/** The members stay as contacts. */
export function deletePanel(context: DataContext, id: string): Done {
  requireWrite(context, 'panel')
  const { gebied } = requirePanel(context, id)
  const memberships = context.store.rows('panelMembership', 'panelId = ?', [id]).map((row): LocalChange => ({ kind: 'panelMembership', id: row.id, gebied: row.gebied, fields: { deleted: true } }))
  return context.store.commit([{ kind: 'panel', id, gebied, fields: { deleted: true } }, ...memberships], { label: 'Panel verwijderd' })
}

export function leavePanel(context: DataContext, id: string): Done {
  requireWrite(context, 'panelMembership')
  const changes = endMembership(context, id)
  if (changes.length === 0) throw new CommandFailure('NotFound', 'Dit lidmaatschap is al beëindigd.')
  return context.store.commit(changes, { label: 'Lid uit panel gehaald' })
}

const MAX_LABELS = 200

/** Labels in use, the most used first. Read from the index of the list alone; the same set of labels is unpacked once. */
export function listLabels({ store }: DataContext, gebied: string | null): LabelCount[] {
  store.completeLists()
  const sets = store.db.prepare(`SELECT labels, count(*) AS count FROM contact INDEXED BY contact_list
    WHERE deleted = 0 AND labels <> '[]'${gebied === null ? '' : ' AND gebied = @gebied'} GROUP BY labels`).all(gebied === null ? {} : { gebied }) as { labels: string; count: number }[]
  const counts = new Map<string, number>()
  for (const { labels, count } of sets) for (const label of JSON.parse(labels) as string[]) counts.set(label, (counts.get(label) ?? 0) + count)
  return [...counts].map(([label, count]) => ({ label, count })).sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1)).slice(0, MAX_LABELS)
}
