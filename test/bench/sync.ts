import { openHarness } from './harness.ts'
import { median, ratio, size, type Line } from './ratio.ts'

/** Ours and the other peers in the same harness, one after another, each beside a `raw` run of the same minutes. Without ../shared there is nothing to compare with. */
export function syncBench(others: readonly string[], runs = 5): Line[] {
  const harness = openHarness(others)
  if (!harness) return []
  const lines: Line[] = []
  for (const peer of ['gebiedsboek', ...others]) {
    const before = harness.measure('raw', runs), ours = harness.measure(peer, runs), after = harness.measure('raw', runs)
    const raw = [...before, ...after], mb = median(ours.map((r) => r.a_down + r.a_up)) / 1e6, kb = median(ours.map((r) => r.b_aup + r.b_adown + r.b_bup + r.b_bdown)) / 1e3
    const limits = peer === 'gebiedsboek' ? [2, 1.5, 2] as const : [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as const
    lines.push(ratio(`${peer}: first sync of 10,000 contacts until durable (${mb.toFixed(2)} MB)`, ours.map((r) => r.a_ms), 'raw', raw.map((r) => r.a_ms), limits[0]))
    lines.push(ratio(`${peer}: 1,000 offline edits A → server → B (${kb.toFixed(0)} kB)`, ours.map((r) => r.b_ms), 'raw', raw.map((r) => r.b_ms), limits[1]))
    lines.push(size(`${peer}: database file after both`, median(ours.map((r) => r.disk)), 'raw', median(raw.map((r) => r.disk)), limits[2]))
  }
  harness.remove()
  return lines.map((line) => ({ ...line, wanted: line.wanted.replace('≤ Infinity ×', '–') }))
}
