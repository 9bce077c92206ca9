import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SignalFilter } from '#core/contract/signals.ts'
import { signalSources, signalStates, signalWeights } from '#core/model/kinds.ts'
import { matchQuery } from '#core/search/match.ts'
import { addDays } from '#core/text/days.ts'
import { listSignals, signalCounts } from '../../electron/data/signals/list.ts'
import { createSignal } from '../../electron/data/signals/write.ts'
import type { LocalChange } from '../../electron/data/store/store.ts'
import { testContext } from '../support/store.ts'

/** Milliseconds per keystroke and per filter of the list of signals in the encrypted store: `node test/bench/signal-list.ts [signals]`. */
const count = Number(process.argv[2] ?? 50_000)
const folder = mkdtempSync(join(tmpdir(), 'signal-list-'))
const context = testContext({}, { file: join(folder, 'boek.db'), key: randomBytes(32) })
const { store } = context
const what = ['lantaarn', 'zwerfvuil', 'fiets', 'hard rijden', 'jongeren', 'hondenpoep', 'parkeren', 'geluid', 'tegel', 'container', 'brommer', 'heg'], where = ['bij de brug', 'voor de school', 'op het plein', 'achter de flat', 'in het park', 'langs de vaart', 'bij de bushalte'], more = ['al weken', 'elke avond', 'sinds gisteren', 'vooral in het weekend', 'opnieuw', 'bewoners durven er niet langs']

function fill(): void {
  const town = Array.from({ length: 24 }, (_, n): LocalChange => ({ kind: 'theme', id: `t${n}`, gebied: 'gemeente', fields: { name: `Thema ${n}`, parentId: n < 8 ? null : `t${n % 8}` } }))
  store.commit(town)
  for (let from = 0; from < count; from += 5000) {
    const changes: LocalChange[] = []
    for (let n = from; n < Math.min(count, from + 5000); n++) changes.push({ kind: 'signal', id: context.newId(), gebied: `g${n % 5}`, fields: {
      text: `${what[n % 12]!} ${where[n % 7]!}, ${more[n % 6]!} (${n})`, themeIds: [`t${n % 24}`], buurtCode: `BU036181${String(n % 100).padStart(2, '0')}`, wijkCode: `WK0361${String(n % 20).padStart(2, '0')}`, place: `Voorbeeldstraat ${n % 200}`,
      occurredAt: `${addDays('2026-11-23', -(n * 7919) % 3650)}T${String(n % 24).padStart(2, '0')}:30`, source: signalSources[n % 6]!, weight: signalWeights[n % 3]!, state: signalStates[n % 5]!,
    } })
    store.commit(changes)
  }
}

const typed = ['lantaarn brug', 'zwerfvuil', 'hard rijden school', 'voorbeeldstraat 12', 'bewoners durven', 'q', 'parkeren plein weekend']
const all: SignalFilter = { gebieden: 'all' }
const questions: readonly SignalFilter[] = [
  ...typed.flatMap((text) => [...text].map((_, i): SignalFilter => ({ ...all, text: text.slice(0, i + 1) }))),
  all, { gebieden: ['g1'] }, { ...all, themeId: 't1' }, { ...all, buurtCode: 'BU03618107' }, { gebieden: ['g2'], states: ['nieuw', 'opgepakt'], from: '2026-01-01', weight: 'ernstig' }, { ...all, source: 'panel', themeId: 't3', text: 'brug' },
]

/** What a question costs without any of ours: the words of the index joined with the rows, sorted, the first hundred. */
function bare({ text = '' }: SignalFilter): unknown {
  const match = text === '' ? null : matchQuery(text)
  const rows = match === null
    ? store.db.prepare('SELECT s.* FROM signal s NOT INDEXED WHERE s.deleted = 0 ORDER BY s.occurredAt DESC LIMIT 100').all()
    : store.db.prepare("SELECT s.* FROM search f JOIN signal s ON s.id = f.subject WHERE f.search MATCH ? AND f.kind = 'signal' AND s.deleted = 0 ORDER BY s.occurredAt DESC LIMIT 100").all(match)
  return rows
}

/** p50, p95 and worst in ms. */
function measure(run: (filter: SignalFilter) => unknown): readonly [number, number, number] {
  for (const filter of questions) run(filter)
  const times = [...questions, ...questions].map((filter) => { const start = performance.now(); run(filter); return performance.now() - start }).sort((a, b) => a - b)
  const at = (part: number) => times[Math.floor((times.length - 1) * part)] ?? 0
  return [at(0.5), at(0.95), at(1)]
}

try {
  fill()
  const say = (name: string, [p50, p95, worst]: readonly [number, number, number]) => console.log(`${name.padEnd(44)} ${p50.toFixed(1)} ms (median)  ${p95.toFixed(1)} ms (p95)  ${worst.toFixed(1)} ms (worst)`)
  const page = measure((filter) => listSignals(context, filter, 0, 100)), counts = measure((filter) => signalCounts(context, filter)), plain = measure(bare)
  const writes = Array.from({ length: 200 }, (_, n) => { const start = performance.now(); createSignal(context, { gebied: 'g1', text: `nieuw signaal ${n}`, buurtCode: 'BU03618107', themeIds: ['t9'] }); return performance.now() - start }).sort((a, b) => a - b)
  console.log(`${count} signals`)
  say('the first hundred and their number', page)
  say('counts by theme, buurt and state', counts)
  say('bare SQL: the first hundred alone', plain)
  console.log(`page and counts ÷ bare SQL, p95: ${((page[1] + counts[1]) / plain[1]).toFixed(2)} ×`)
  console.log(`a new signal on disk: ${writes[100]!.toFixed(1)} ms (median)  ${writes[189]!.toFixed(1)} ms (p95)`)
} finally {
  store.close()
  rmSync(folder, { recursive: true, force: true })
}
