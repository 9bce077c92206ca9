import type { ActionChoices } from '#core/contract/actions.ts'
import { roleNames } from '#core/model/access.ts'
import type { DataContext } from '../context.ts'
import { gebiedenOf } from './scope.ts'

const MEETINGS = 100

/** What filters and the detail pane can choose from in these gebieden. */
export function actionChoices(context: DataContext, asked: 'all' | readonly string[]): ActionChoices {
  const { store } = context
  const { memberId } = context.session()
  const gebieden = gebiedenOf(context, asked)
  const within = (column: string) => (gebieden ? `${column} IN (SELECT value FROM json_each(?))` : '1')
  const params = gebieden ? [JSON.stringify(gebieden)] : []
  const inGebieden = (ids: readonly string[]) => !gebieden || ids.length === 0 || ids.some((id) => gebieden.includes(id))
  const wijken = store.db.prepare(`SELECT code, name, gebiedId AS gebied FROM wijk WHERE deleted = 0 AND ${gebieden ? `(gebiedId IS NULL OR ${within('gebiedId')})` : '1'} ORDER BY name`).all(params) as ActionChoices['wijken']
  const wijkCodes = new Set(wijken.map((w) => w.code))
  const buurten = store.db.prepare('SELECT code, name, wijkCode FROM buurt WHERE deleted = 0 ORDER BY name').all() as ActionChoices['buurten']
  return {
    members: store.rows('teamMember', '1', [], 'name COLLATE NOCASE').filter((m) => inGebieden(m.gebiedIds)).map((m) => ({ id: m.id, name: m.name, role: roleNames[m.role], me: m.id === memberId, gebieden: m.gebiedIds })),
    themes: store.rows('theme', '1', [], 'name COLLATE NOCASE').map((t) => ({ id: t.id, name: t.name })),
    wijken, buurten: buurten.filter((b) => wijkCodes.has(b.wijkCode)),
    meetings: store.db.prepare(`SELECT id, title AS name, startsAt, gebied FROM meeting WHERE deleted = 0 AND ${within('gebied')} ORDER BY startsAt DESC LIMIT ${MEETINGS}`).all(params) as ActionChoices['meetings'],
    panels: store.db.prepare(`SELECT id, name, gebied FROM panel WHERE deleted = 0 AND ${within('gebied')} ORDER BY name`).all(params) as ActionChoices['panels'],
  }
}
