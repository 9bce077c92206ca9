import { openHarness } from './harness.ts'
import { median } from './ratio.ts'

/** More runs where one is short. */
const sizes = [[1000, 5], [10_000, 3], [100_000, 1]] as const

/** First sync of ever more contacts: what each costs in time, and what laptop and server hold in memory at most. */
export function growthBench(): string[] {
  const harness = openHarness()
  if (!harness) return []
  const out = ['| Contacts | First sync until durable | per 1,000 contacts | `raw` | × `raw` | over the line | laptop, most memory | server, most memory | file |', '|---|---|---|---|---|---|---|---|---|']
  for (const [contacts, runs] of sizes) {
    const ours = harness.measure('gebiedsboek', runs, contacts), raw = harness.measure('raw', runs, contacts)
    const of = (pick: (r: (typeof ours)[number]) => number, from = ours) => median(from.map(pick))
    const ms = of((r) => r.a_ms), rawMs = of((r) => r.a_ms, raw)
    out.push(`| ${contacts.toLocaleString('en')} | ${ms.toFixed(0)} ms | ${((ms / contacts) * 1000).toFixed(1)} ms | ${rawMs.toFixed(0)} ms | ${(ms / rawMs).toFixed(2)} | ${(of((r) => r.a_down + r.a_up) / 1e6).toFixed(2)} MB | ${of((r) => r.rssB).toFixed(0)} MB | ${of((r) => r.rssS).toFixed(0)} MB | ${(of((r) => r.disk) / 1e6).toFixed(1)} MB |`)
  }
  harness.remove()
  return out
}
