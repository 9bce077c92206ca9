import type { PublicPage } from '#core/contract/promises.ts'
import { toXlsx } from '#core/export/xlsx.ts'
import type { MeetingKind } from '#core/meetings/words.ts'
import type { PublicChoices } from '#core/minutes/public.ts'
import { actionStates, meetingKinds, signalStates } from '#core/model/kinds.ts'
import { publicReport, type Report, type ReportClosed, type ReportGebied, type ReportMeetings, type ReportPriority, type ReportTheme } from '#core/promises/report.ts'
import { reportHtml, reportSheets } from '#core/promises/report-page.ts'
import { themeGroups, themeName } from '#core/signals/themes.ts'
import type { SignalState } from '#core/signals/words.ts'
import { gebiedenOf, requireGebied } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'
import { writeLogged } from '../transfer/file.ts'
import { figureStories } from '../figures/story.ts'
import { requirePeriod, sentencesOf, type Period } from './asked.ts'
import { requireNames, styleOf, withoutNames } from './pages.ts'
import { TOLD_ROW } from './thread.ts'

export interface ReportInput extends Period, PublicChoices { readonly gebied: string | null }

/** The council report as a page, with everything that was left out of its free text. */
export function reportPage(context: DataContext, input: ReportInput): PublicPage {
  const { report, removals } = made(context, input)
  return { html: reportHtml(report, styleOf(context)), removals }
}

/** Writes the numbers of the report to `path`, and logs who did it. */
export async function reportXlsx(context: DataContext, { path, ...input }: ReportInput & { readonly path: string }): Promise<{ count: number }> {
  const { report } = made(context, input)
  return await writeLogged(context, { path, bytes: () => toXlsx(reportSheets(report)), objectKind: 'action', format: 'xlsx', purpose: `Stand van zaken veiligheid ${input.from} tot en met ${input.to}`, count: report.gebieden.length })
}

function made(context: DataContext, { gebied, from, to, ...choices }: ReportInput) {
  requireNames(context)
  requirePeriod({ from, to })
  if (gebied !== null) requireGebied(context, gebied)
  const gebieden = gebied === null ? gebiedenOf(context, 'all') : [gebied]
  const plain = reportOf(context, gebieden, { from, to })
  const { made: report, removals } = withoutNames(context, { gebieden, model: plain, choices }, (redactor) => publicReport(plain, redactor))
  return { report, removals }
}

interface Input { readonly gebieden: string | null; readonly from: string; readonly to: string; readonly end: string }
/** Rows of the gebieden that are asked for. */
const IN = (table: string) => `${table}.deleted = 0 AND (@gebieden IS NULL OR ${table}.gebied IN (SELECT value FROM json_each(@gebieden)))`
/** An action that ran in the period: begun by its end, and not closed before it. */
const RAN = `${IN('a')} AND coalesce(a.createdOn, '') <= @to AND (a.closedOn IS NULL OR a.closedOn >= @from)`

/** Everything counted from the rows as they are; `gebieden` null: all. */
export function reportOf(context: DataContext, gebieden: readonly string[] | null, { from, to }: Period): Report {
  const { store } = context
  const input: Input = { gebieden: gebieden === null ? null : JSON.stringify(gebieden), from, to, end: `${to}T99` }
  const shown = store.rows('gebied', '1', [], 'position, name').filter((gebied) => gebieden === null || gebieden.includes(gebied.id))
  const nameOf = new Map(shown.map((gebied) => [gebied.id, gebied.name]))
  const { meetings, reached, perGebied } = countMeetings(context, input)
  const signals = countSignals(context, input), actions = countActions(context, input)
  return {
    scope: gebieden === null ? 'Alle gebieden' : shown.map((gebied) => gebied.name).join(', '), from, to, meetings, reached,
    gebieden: shown.map(({ id, name }): ReportGebied => ({ id, name, ...(perGebied.get(id) ?? { held: 0, came: 0, walkIns: 0 }), signals: signals.perGebied.get(id) ?? 0, ...(actions.perGebied.get(id) ?? { open: 0, closed: 0 }), ...(actions.told.get(id) ?? { inTime: 0, late: 0, notTold: 0, untold: 0 }) })),
    themes: signals.themes, priorities: listPriorities(context, input, nameOf), actions: actions.states, closed: listClosed(context, input, nameOf),
    unknown: { ...signals.unknown, ...actions.unknown, stillPlanned: meetings.reduce((sum, kind) => sum + kind.planned, 0), unnoted: meetings.reduce((sum, kind) => sum + kind.unnoted, 0) },
  }
}

const HELD = `m.state IN ('bezig', 'afgerond')`
const IN_PERIOD = `${IN('m')} AND m.startsAt >= @from AND m.startsAt <= @end`
const CAME = `a.deleted = 0 AND a.contactId IS NOT NULL AND a.presence IN ('aanwezig', 'laat')`

function countMeetings({ store }: DataContext, { gebieden, from, end }: Input) {
  const rows = store.db.prepare(`
    WITH came AS (SELECT a.meetingId, count(*) AS came, sum(a.walkIn) AS walkIns FROM attendance a WHERE ${CAME} GROUP BY a.meetingId)
    SELECT m.gebied, m.kind, sum(${HELD}) AS held, sum(m.state = 'gepland') AS planned, sum(m.state = 'geannuleerd') AS cancelled, sum(CASE WHEN ${HELD} THEN coalesce(came.came, 0) ELSE 0 END) AS came,
      sum(CASE WHEN ${HELD} THEN coalesce(came.walkIns, 0) ELSE 0 END) AS walkIns, sum(${HELD} AND came.came IS NULL) AS unnoted
    FROM meeting m LEFT JOIN came ON came.meetingId = m.id WHERE ${IN_PERIOD} GROUP BY m.gebied, m.kind`).all({ gebieden, from, end }) as (ReportMeetings & { gebied: string })[]
  const reached = store.db.prepare(`SELECT count(DISTINCT a.contactId) FROM meeting m JOIN attendance a ON a.meetingId = m.id WHERE ${IN_PERIOD} AND ${HELD} AND ${CAME}`).pluck().get({ gebieden, from, end }) as number
  const sum = (list: readonly ReportMeetings[], of: (row: ReportMeetings) => number) => list.reduce((total, row) => total + of(row), 0)
  const byKind = Map.groupBy(rows, (row) => row.kind), byGebied = Map.groupBy(rows, (row) => row.gebied)
  const added = (kind: MeetingKind, list: readonly ReportMeetings[]): ReportMeetings => ({ kind, held: sum(list, (r) => r.held), planned: sum(list, (r) => r.planned), cancelled: sum(list, (r) => r.cancelled), came: sum(list, (r) => r.came), walkIns: sum(list, (r) => r.walkIns), unnoted: sum(list, (r) => r.unnoted) })
  return {
    reached, meetings: meetingKinds.flatMap((kind) => { const list = byKind.get(kind); return list ? [added(kind, list)] : [] }),
    perGebied: new Map([...byGebied].map(([gebied, list]) => [gebied, { held: sum(list, (r) => r.held), came: sum(list, (r) => r.came), walkIns: sum(list, (r) => r.walkIns) }] as const)),
  }
}

function countSignals({ store }: DataContext, { gebieden, from, end }: Input) {
  const rows = store.db.prepare(`SELECT s.gebied, s.themeIds, s.state, s.buurtCode = '' AS placeless, count(*) AS count FROM signal s WHERE ${IN('s')} AND s.occurredAt >= @from AND s.occurredAt <= @end GROUP BY s.gebied, s.themeIds, s.state, placeless`)
    .all({ gebieden, from, end }) as { gebied: string; themeIds: string; state: SignalState; placeless: number; count: number }[]
  const all = store.rows('theme'), groups = themeGroups(all)
  const perGebied = new Map<string, number>(), themes = new Map<string, Record<SignalState, number>>()
  let signalsWithoutTheme = 0, signalsWithoutBuurt = 0
  for (const { gebied, themeIds, state, placeless, count } of rows) {
    perGebied.set(gebied, (perGebied.get(gebied) ?? 0) + count)
    if (placeless === 1) signalsWithoutBuurt += count
    const own = new Set((JSON.parse(themeIds) as string[]).map((id) => groups.get(id)).filter((id) => id !== undefined))
    if (own.size === 0) signalsWithoutTheme += count
    for (const id of own) {
      const states = themes.get(id) ?? (Object.fromEntries(signalStates.map((each) => [each, 0])) as Record<SignalState, number>)
      states[state] += count
      themes.set(id, states)
    }
  }
  const signalsWithoutDay = store.db.prepare(`SELECT count(*) FROM signal s WHERE ${IN('s')} AND s.occurredAt IS NULL`).pluck().get({ gebieden }) as number
  const lines = [...themes].map(([id, states]): ReportTheme => ({ name: themeName(all, id), states, total: Object.values(states).reduce((sum, count) => sum + count, 0) }))
  return { perGebied, themes: lines.sort((a, b) => b.total - a.total || a.name.localeCompare(b.name, 'nl')), unknown: { signalsWithoutTheme, signalsWithoutBuurt, signalsWithoutDay } }
}

function countActions({ store }: DataContext, { gebieden, from, to }: Input) {
  const rows = store.db.prepare(`SELECT a.gebied, a.state, count(*) AS count, sum(a.createdOn IS NULL) AS dayless, sum(a.closedOn IS NOT NULL AND a.closedOn <= @to AND a.reason = '') AS reasonless,
      sum(a.promise = 1 AND a.terugkoppelingOn IS NULL AND ${TOLD_ROW} IS NULL) AS promisesWithoutDay
    FROM action a WHERE ${RAN} GROUP BY a.gebied, a.state`).all({ gebieden, from, to }) as { gebied: string; state: keyof Report['actions']; count: number; dayless: number; reasonless: number; promisesWithoutDay: number }[]
  const states = Object.fromEntries(actionStates.map((state) => [state, 0])) as Record<keyof Report['actions'], number>
  const perGebied = new Map<string, { open: number; closed: number }>()
  for (const { gebied, state, count } of rows) {
    states[state] += count
    const of = perGebied.get(gebied) ?? { open: 0, closed: 0 }
    of[state === 'open' || state === 'bezig' || state === 'deelsGedaan' ? 'open' : 'closed'] += count
    perGebied.set(gebied, of)
  }
  // In time: the first time that somebody was told, by the day that was promised.
  const told = store.db.prepare(`
    WITH due AS (SELECT a.gebied, a.terugkoppelingOn AS day, ${TOLD_ROW} AS toldRow, (SELECT min(t.toldOn) FROM terugkoppeling t WHERE t.actionId = a.id AND t.deleted = 0) AS toldOn FROM action a WHERE ${IN('a')} AND a.terugkoppelingOn >= @from AND a.terugkoppelingOn <= @to)
    SELECT gebied, sum(toldRow IS 1 AND toldOn <= day) AS inTime, sum(toldRow IS 1 AND toldOn > day) AS late, sum(toldRow IS 0) AS notTold, sum(toldRow IS NULL) AS untold FROM due GROUP BY gebied`)
    .all({ gebieden, from, to }) as (Pick<ReportGebied, 'inTime' | 'late' | 'notTold' | 'untold'> & { gebied: string })[]
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0)
  return {
    states, perGebied, told: new Map(told.map(({ gebied, ...counts }) => [gebied, counts] as const)),
    unknown: { actionsWithoutDay: sum((row) => row.dayless), closedWithoutReason: sum((row) => row.reasonless), promisesWithoutDay: sum((row) => row.promisesWithoutDay) },
  }
}

function listPriorities({ store }: DataContext, { gebieden, from, to }: Input, nameOf: ReadonlyMap<string, string>): ReportPriority[] {
  const rows = store.db.prepare(`
    WITH linked AS (SELECT j.value AS priorityId, count(*) AS actions, count(a.closedOn) AS closed FROM action a, json_each(a.priorityIds) j WHERE a.deleted = 0 AND a.priorityIds <> '[]' GROUP BY j.value)
    SELECT p.title, p.gebied, coalesce((SELECT name FROM panel WHERE id = p.panelId), '') AS panel, p.rank, p.state, coalesce(linked.actions, 0) AS actions, coalesce(linked.closed, 0) AS closed, p.figure
    FROM priority p LEFT JOIN linked ON linked.priorityId = p.id WHERE ${IN('p')} AND p.decidedOn >= @from AND p.decidedOn <= @to ORDER BY p.decidedOn, panel, p.rank, p.title, p.id`).all({ gebieden, from, to }) as (Omit<ReportPriority, 'figure'> & { figure: string | null })[]
  const stories = figureStories(store)
  return rows.map(({ figure, gebied, ...priority }) => ({ ...priority, gebied: nameOf.get(gebied) ?? '', figure: sentencesOf(stories, figure === null ? null : JSON.parse(figure)) }))
}

const listClosed = ({ store }: DataContext, { gebieden, from, to }: Input, nameOf: ReadonlyMap<string, string>): ReportClosed[] =>
  (store.db.prepare(`SELECT a.title, a.gebied, a.state, a.reason, a.closedOn FROM action a WHERE ${IN('a')} AND a.closedOn >= @from AND a.closedOn <= @to ORDER BY a.closedOn, a.title COLLATE NOCASE, a.id`).all({ gebieden, from, to }) as ReportClosed[])
    .map((action) => ({ ...action, gebied: nameOf.get(action.gebied) ?? '' }))
