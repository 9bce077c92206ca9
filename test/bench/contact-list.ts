import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ContactFilter } from '#core/contract/contacts.ts'
import { uuidv7 } from '#core/model/ids.ts'
import { ContactFinder } from '../../electron/data/contacts/list.ts'
import { migrations } from '../../electron/data/migrations.ts'
import { Store, type LocalChange } from '../../electron/data/store/store.ts'
import { inventedContact } from '../support/contacts.ts'

/** Milliseconds per keystroke of the contact list in the encrypted store: `node test/bench/contact-list.ts [contacts]`. */
const count = Number(process.argv[2] ?? 100_000)
const folder = mkdtempSync(join(tmpdir(), 'contact-list-'))
const newId = () => uuidv7(Date.now(), (b) => { b.set(randomBytes(b.length)); return b })
const store = new Store({ file: join(folder, 'boek.db'), key: randomBytes(32), nowMs: Date.now, newId, newDevice: () => 'bench000', migrations })
const gebieden = ['g1', 'g2', 'g3', 'g4', 'g5']
const all: ContactFilter = { gebied: null, query: '', panelId: null, wijkCode: null, buurtCode: null, label: null, consent: null }

function fill(): void {
  for (let from = 0; from < count; from += 5000) {
    const changes: LocalChange[] = []
    for (let n = from; n < Math.min(count, from + 5000); n++) {
      const id = newId(), gebied = gebieden[n % 5] ?? 'g1', { contact, details } = inventedContact(n)
      changes.push({ kind: 'contact', id, gebied, fields: contact }, { kind: 'contactDetails', id, gebied, fields: details })
      if (n % 3 === 0) changes.push({ kind: 'consent', id: newId(), gebied, fields: { contactId: id, givenOn: '2026-03-01', channels: ['email'], withdrawnOn: n % 30 === 0 ? '2026-05-01' : null } })
    }
    store.commit(changes)
  }
}

/** Every prefix that a person types on the way to these. */
const typed = ['jansen', 'van der berg', 'sanne de vries', 'kerkstraat 12', '1823 ab', '1815', 'anna.meijer', 'wijkmoeder', '06 12 34', 'judith leij', 'zso', 'teun bosveld', 'laan van athene 7', 'q', 'bakkerstra', 'mo smit']
const keystrokes = typed.flatMap((text) => [...text].map((_, i) => text.slice(0, i + 1)))

/** Wall time is what a person feels; processor time is what the query costs, whatever else the machine is doing. */
function measure(name: string, run: (query: string) => unknown): void {
  const times: { ms: number; cpu: number; query: string }[] = []
  run('')
  for (const query of [...keystrokes, ...keystrokes]) {
    const cpu = process.cpuUsage(), start = performance.now()
    run(query)
    const ms = performance.now() - start, used = process.cpuUsage(cpu)
    times.push({ ms, cpu: (used.user + used.system) / 1000, query })
  }
  const share = (field: 'ms' | 'cpu', part: number) => times.map((t) => t[field]).sort((a, b) => a - b)[Math.floor((times.length - 1) * part)]?.toFixed(1) ?? ''
  const slowest = times.toSorted((a, b) => b.cpu - a.cpu).slice(0, 5).map((t) => `'${t.query}' ${t.cpu.toFixed(1)}`).join(', ')
  console.log(`${name.padEnd(34)} wall p50 ${share('ms', 0.5)} p95 ${share('ms', 0.95)} ms   cpu p50 ${share('cpu', 0.5)} p95 ${share('cpu', 0.95)} max ${share('cpu', 1)} ms   dearest: ${slowest}`)
}

try {
  const start = performance.now()
  fill()
  console.log(`${String(count)} contacts written in ${((performance.now() - start) / 1000).toFixed(1)} s`)
  const finder = new ContactFinder(store, () => true)
  const list = (filter: Partial<ContactFilter>, offset = 0) => finder.list({ ...all, ...filter, offset, limit: 100 })
  const first = performance.now()
  list({})
  console.log(`first list after a write ${(performance.now() - first).toFixed(1)} ms`)
  measure('typing, all gebieden', (query) => list({ query }))
  measure('typing, one gebied', (query) => list({ query, gebied: 'g2' }))
  measure('typing, with a wijk', (query) => list({ query, wijkCode: 'WK036103' }))
  measure('typing, with a valid consent', (query) => list({ query, gebied: 'g1', consent: 'geldig' }))
  measure('window at the middle of a query', (query) => list({ query }, 2000))
  measure('window at the end of everything', () => list({}, count - 100))
} finally {
  store.close()
  rmSync(folder, { recursive: true })
}
