import { missingOf, proposedTellDay, TELL_AFTER_DAYS } from '#core/actions/promise.ts'
import type { PromiseGap } from '#core/contract/home.ts'
import { mayReceive } from '#core/model/may.ts'
import { addDays } from '#core/text/days.ts'
import type { DataContext } from '../context.ts'
import { actionWhere } from './filter.ts'
import { countActions } from './items.ts'
import { daysOf } from './scope.ts'

interface Row { id: string; title: string; ownerId: string | null; dueOn: string | null; terugkoppelingOn: string | null; panelId: string | null; contactIds: string; meetingPanel: string | null; wijkPanel: string | null; onlyPanel: string | null }

/** Without a due date there is nothing to count from: residents hear within four weeks. */
const WITHOUT_DUE = 2 * TELL_AFTER_DAYS

/** Promises that lack an owner, a day or people to be told, with what would complete each: me, two weeks after the due date, the panel it was promised to. */
export function promiseGaps(context: DataContext, gebied: string, limit: number): { readonly total: number; readonly items: readonly PromiseGap[] } {
  const filter = { gebieden: [gebied], clock: 'onvolledig' as const }
  const where = actionWhere(context, filter, daysOf(context))
  // The panel of the meeting, else that of the wijk, else the only one of the gebied.
  const rows = context.store.db.prepare(`SELECT a.id, a.title, a.ownerId, a.dueOn, a.terugkoppelingOn, a.panelId, a.contactIds,
      (SELECT m.panelId FROM meeting m JOIN panel p ON p.id = m.panelId AND p.deleted = 0 WHERE m.id = a.meetingId AND m.deleted = 0) AS meetingPanel,
      (SELECT min(p.id) FROM panel p WHERE p.deleted = 0 AND p.gebied = a.gebied AND a.wijkCode <> '' AND p.wijkCode = a.wijkCode HAVING count(*) = 1) AS wijkPanel,
      (SELECT min(p.id) FROM panel p WHERE p.deleted = 0 AND p.gebied = a.gebied HAVING count(*) = 1) AS onlyPanel
    FROM action a WHERE ${where.sql} ORDER BY a.createdOn DESC, a.title COLLATE NOCASE, a.id LIMIT :limit`).all({ ...where.params, limit }) as Row[]
  return { total: countActions(context, filter), items: rows.map((row) => gapOf(context, row)) }
}

function gapOf(context: DataContext, { id, title, dueOn, contactIds, meetingPanel, wijkPanel, onlyPanel, ...held }: Row): PromiseGap {
  const { store } = context
  const { today } = daysOf(context)
  const { memberId, role } = context.session()
  const missing = missingOf({ ...held, contacts: contactIds !== '[]' })
  const panelId = missing.includes('wie') && mayReceive(role, 'panel') ? (meetingPanel ?? wijkPanel ?? onlyPanel) : null
  const me = missing.includes('trekker') && memberId !== '' ? store.read('teamMember', memberId) : undefined
  return {
    id, title, missing,
    proposal: {
      ...(me ? { owner: { id: me.id, name: me.name } } : {}), ...(missing.includes('datum') ? { terugkoppelingOn: proposedTellDay(dueOn, today) ?? addDays(today, WITHOUT_DUE) } : {}),
      ...(panelId === null ? {} : { panel: { id: panelId, name: store.read('panel', panelId)?.name ?? '' } }),
    },
  }
}
