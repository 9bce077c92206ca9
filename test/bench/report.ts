import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { actionStates, signalStates } from '#core/model/kinds.ts'
import { addDays } from '#core/text/days.ts'
import { reportPage } from '../../electron/data/promises/report.ts'
import type { LocalChange } from '../../electron/data/store/store.ts'
import { testContext } from '../support/store.ts'

/** The council report over ten years, as a page without names, against the bare SQL of its counts: `node test/bench/report.ts [signals]`. */
const count = Number(process.argv[2] ?? 50_000)
const folder = mkdtempSync(join(tmpdir(), 'report-'))
const context = testContext({}, { file: join(folder, 'boek.db'), key: randomBytes(32) })
const { store } = context
const period = { from: '2017-01-01', to: '2026-12-31' }
const dayOf = (n: number) => addDays('2026-11-23', -((n * 7919) % 3650))

function* rows(): Generator<LocalChange> {
  for (let n = 0; n < 5; n++) yield { kind: 'gebied', id: `g${n}`, gebied: 'gemeente', fields: { name: `Gebied ${n}`, position: n } }
  for (let n = 0; n < 24; n++) yield { kind: 'theme', id: `t${n}`, gebied: 'gemeente', fields: { name: `Thema ${n}`, parentId: n < 8 ? null : `t${n % 8}` } }
  for (let n = 0; n < 1000; n++) yield { kind: 'contact', id: `c${n}`, gebied: `g${n % 5}`, fields: { firstName: 'Voorbeeld', lastName: `Verzonnen${n}` } }
  for (let n = 0; n < 400; n++) yield { kind: 'meeting', id: `m${n}`, gebied: `g${n % 5}`, fields: { title: `Avond ${n}`, startsAt: `${dayOf(n)}T19:30`, state: 'afgerond' } }
  for (let n = 0; n < 8000; n++) yield { kind: 'attendance', id: `a${n}`, gebied: `g${n % 5}`, fields: { meetingId: `m${n % 400}`, contactId: `c${(n * 7) % 1000}`, presence: 'aanwezig', walkIn: n % 20 === 0 } }
  for (let n = 0; n < 5000; n++) yield { kind: 'action', id: `x${n}`, gebied: `g${n % 5}`, fields: { title: `Actie ${n}`, state: actionStates[n % 6]!, createdOn: dayOf(n), closedOn: n % 6 < 3 ? null : dayOf(n), reason: n % 6 < 3 ? '' : `Reden ${n}`, promise: n % 2 === 0, terugkoppelingOn: n % 2 === 0 ? addDays(dayOf(n), 14) : null } }
  for (let n = 0; n < 2000; n++) yield { kind: 'terugkoppeling', id: `k${n}`, gebied: `g${n % 5}`, fields: { actionId: `x${n}`, toWhom: 'Wijkpanel', toldOn: addDays(dayOf(n), 10 + (n % 9)) } }
  for (let n = 0; n < count; n++) yield { kind: 'signal', id: `s${n}`, gebied: `g${n % 5}`, fields: { text: `Signaal ${n}`, themeIds: [`t${n % 24}`], buurtCode: `BU036181${String(n % 100).padStart(2, '0')}`, occurredAt: `${dayOf(n)}T12:30`, state: signalStates[n % 5]! } }
}

/** The counts that the report cannot do without, and the closed actions, straight from the tables. */
function bare(): void {
  const all = (sql: string) => store.db.prepare(sql).all(period)
  all(`SELECT m.gebied, m.kind, count(DISTINCT m.id), count(a.id), sum(a.walkIn) FROM meeting m LEFT JOIN attendance a ON a.meetingId = m.id AND a.deleted = 0 WHERE m.deleted = 0 AND m.startsAt >= @from AND m.startsAt <= @to GROUP BY m.gebied, m.kind`)
  all(`SELECT s.gebied, s.themeIds, s.state, count(*) FROM signal s WHERE s.deleted = 0 AND s.occurredAt >= @from AND s.occurredAt <= @to GROUP BY s.gebied, s.themeIds, s.state`)
  all(`SELECT a.gebied, a.state, count(*) FROM action a WHERE a.deleted = 0 AND a.createdOn <= @to AND (a.closedOn IS NULL OR a.closedOn >= @from) GROUP BY a.gebied, a.state`)
  all(`SELECT a.gebied, count(*), sum(t.toldOn <= a.terugkoppelingOn) FROM action a LEFT JOIN terugkoppeling t ON t.actionId = a.id AND t.deleted = 0 WHERE a.deleted = 0 AND a.terugkoppelingOn >= @from AND a.terugkoppelingOn <= @to GROUP BY a.gebied`)
  all(`SELECT a.title, a.reason FROM action a WHERE a.deleted = 0 AND a.closedOn >= @from AND a.closedOn <= @to ORDER BY a.closedOn`)
}

const ROUNDS = 9
function median(run: () => unknown): number {
  run()
  return Array.from({ length: ROUNDS }, () => { const start = performance.now(); run(); return performance.now() - start }).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!
}

try {
  const changes = [...rows()]
  for (let from = 0; from < changes.length; from += 5000) store.commit(changes.slice(from, from + 5000))
  const sql = median(bare), page = median(() => reportPage(context, { gebied: null, ...period, keep: [], also: [] }))
  console.log(`report over ten years, ${count} signals, 5,000 actions: ${page.toFixed(0)} ms as a page without names, ${sql.toFixed(0)} ms bare SQL: ×${(page / sql).toFixed(1)}`)
} finally {
  store.close()
  rmSync(folder, { recursive: true, force: true })
}
