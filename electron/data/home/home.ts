import type { ActionFilter } from '#core/contract/actions.ts'
import { CommandFailure } from '#core/contract/command.ts'
import type { GebiedHome, GebiedRow, HomeMeeting } from '#core/contract/home.ts'
import { mayReceive } from '#core/model/may.ts'
import { addDays } from '#core/text/days.ts'
import { countActions, listActions } from '../actions/items.ts'
import { promiseGaps } from '../actions/promise-gaps.ts'
import { daysOf, gebiedenOf, requireGebied } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'
import { countWaiting } from '../door/post.ts'
import { countSignals, listSignals } from '../signals/list.ts'

const SHOWN = 5
const open = ['open', 'bezig', 'deelsGedaan'] as const

/** Everything the first page of a gebied shows. */
export function gebiedHome(context: DataContext, gebied: string): GebiedHome {
  requireGebied(context, gebied)
  const { store } = context
  const row = store.read('gebied', gebied)
  if (!row) throw new CommandFailure('NotFound', 'Dit gebied is er niet meer.')
  const list = (filter: Partial<ActionFilter>, limit = SHOWN) => { const { items, total } = listActions(context, { gebieden: [gebied], ...filter }, 0, limit); return { items, total } }
  const people = mayReceive(context.session().role, 'contact')
  const meetings = nextMeetings(context, gebied, SHOWN)
  const contacts = people ? count(context, 'SELECT count(*) FROM contact WHERE deleted = 0 AND gebied = ?', gebied) : 0
  const any = count(context, 'SELECT EXISTS (SELECT 1 FROM meeting WHERE deleted = 0 AND gebied = ?)', gebied) + count(context, 'SELECT EXISTS (SELECT 1 FROM action WHERE deleted = 0 AND gebied = ?)', gebied) + count(context, 'SELECT EXISTS (SELECT 1 FROM signal WHERE deleted = 0 AND gebied = ?)', gebied)
  return {
    gebied, name: row.name, today: daysOf(context).today, meetings, contacts, post: countWaiting(context, gebied), fresh: contacts === 0 && any === 0,
    mine: { ...list({ owner: 'me', states: [...open] }), known: context.session().memberId !== '' },
    late: list({ when: ['teLaat'] }), promises: promises(context, gebied), signals: signals(context, gebied),
    panels: people ? panels(context, gebied) : null, emptyBuurten: people ? emptyBuurten(context, gebied) : null,
  }
}

const count = (context: DataContext, sql: string, ...params: string[]): number => context.store.db.prepare(sql).pluck().get(...params) as number

function promises(context: DataContext, gebied: string): GebiedHome['promises'] {
  const of = (clock: NonNullable<ActionFilter['clock']>) => listActions(context, { gebieden: [gebied], clock }, 0, SHOWN)
  const late = of('teLaat'), near = of('nadert')
  const items = [...late.items, ...near.items].sort((a, b) => (a.terugkoppelingOn ?? '9999').localeCompare(b.terugkoppelingOn ?? '9999')).slice(0, SHOWN)
  return { total: late.total + near.total, late: late.total, near: near.total, closedUntold: countActions(context, { gebieden: [gebied], clock: 'afgeslotenNietVerteld' }), items, gaps: promiseGaps(context, gebied, SHOWN) }
}

const FRESH_DAYS = 7

function signals(context: DataContext, gebied: string): GebiedHome['signals'] {
  const { items, total } = listSignals(context, { gebieden: [gebied], states: ['nieuw'] }, 0, SHOWN)
  return { items, total, fresh: countSignals(context, { gebieden: [gebied], from: addDays(daysOf(context).today, 1 - FRESH_DAYS) }) }
}

const meetingColumns = `m.id, m.gebied, m.title, m.kind, m.startsAt, m.place,
  (SELECT count(*) FROM attendance a WHERE a.meetingId = m.id AND a.deleted = 0 AND a.contactId IS NOT NULL AND a.invitedOn IS NOT NULL) AS invited,
  (SELECT count(*) FROM attendance a WHERE a.meetingId = m.id AND a.deleted = 0 AND a.contactId IS NOT NULL AND a.response = 'komt') AS coming`
const upcoming = `FROM meeting m WHERE m.deleted = 0 AND m.gebied = ? AND m.startsAt >= ? AND m.state IN ('gepland', 'bezig')`

/** Meetings from today on, the whole of today included. */
function nextMeetings(context: DataContext, gebied: string, limit: number): { total: number; items: HomeMeeting[] } {
  const { today } = daysOf(context)
  const items = context.store.db.prepare(`SELECT ${meetingColumns} ${upcoming} ORDER BY m.startsAt, m.title LIMIT ?`).all(gebied, today, limit) as HomeMeeting[]
  return { total: count(context, `SELECT count(*) ${upcoming}`, gebied, today), items }
}

/** A membership that counts today. Needs the day of today once. */
const current = `pm.deleted = 0 AND (pm.until IS NULL OR pm.until > ?)`

function panels(context: DataContext, gebied: string): NonNullable<GebiedHome['panels']> {
  const items = context.store.db.prepare(`SELECT p.id, p.name, (SELECT count(*) FROM panelMembership pm JOIN contact c ON c.id = pm.contactId AND c.deleted = 0 WHERE pm.panelId = p.id AND ${current}) AS members
    FROM panel p WHERE p.deleted = 0 AND p.gebied = ? ORDER BY p.name`).all(daysOf(context).today, gebied) as { id: string; name: string; members: number }[]
  return { total: items.length, items }
}

/** Stille stemmen: buurten of this gebied where no panel member lives. All of them, so that the page can show them in place. */
function emptyBuurten(context: DataContext, gebied: string): NonNullable<GebiedHome['emptyBuurten']> {
  const items = context.store.db.prepare(`SELECT b.code, b.name, w.name AS wijkName FROM buurt b JOIN wijk w ON w.code = b.wijkCode AND w.deleted = 0
    WHERE b.deleted = 0 AND w.gebiedId = ? AND b.code <> ''
      AND b.code NOT IN (SELECT c.buurtCode FROM panelMembership pm JOIN contact c ON c.id = pm.contactId AND c.deleted = 0 WHERE ${current})
    ORDER BY w.name, b.name`).all(gebied, daysOf(context).today) as { code: string; name: string; wijkName: string }[]
  return { total: items.length, items }
}

/** A row per gebied of the user. */
export function allHome(context: DataContext): { rows: GebiedRow[]; today: string } {
  const mine = gebiedenOf(context, 'all')
  const { today } = daysOf(context)
  const gebieden = context.store.rows('gebied', '1', [], 'position, name').filter((g) => !mine || mine.includes(g.id))
  const rows = gebieden.map((g): GebiedRow => {
    const of = (filter: Partial<ActionFilter>) => countActions(context, { gebieden: [g.id], ...filter })
    return {
      gebied: g.id, name: g.name, color: g.color, next: nextMeetings(context, g.id, 1).items[0] ?? null, mine: of({ owner: 'me', states: [...open] }), open: of({ states: [...open] }), late: of({ when: ['teLaat'] }),
      promisesLate: of({ clock: 'teLaat' }), promisesNear: of({ clock: 'nadert' }), post: countWaiting(context, g.id),
      members: count(context, `SELECT count(DISTINCT pm.contactId) FROM panelMembership pm JOIN contact c ON c.id = pm.contactId AND c.deleted = 0 WHERE ${current} AND pm.gebied = ?`, today, g.id),
    }
  })
  return { rows, today }
}
