import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from '#core/model/ids.ts'
import type { DataContext } from '../../electron/data/context.ts'
import { migrations } from '../../electron/data/migrations.ts'
import { searchAll } from '../../electron/data/search/search.ts'
import { Store, type LocalChange } from '../../electron/data/store/store.ts'
import { LongWork } from '../../electron/data/work.ts'
import { inventedContact } from '../support/contacts.ts'

/** Milliseconds per keystroke of the search behind Ctrl+K in the encrypted store: `node test/bench/search.ts [contacts]`. */
const count = Number(process.argv[2] ?? 100_000), meetings = 1000, actions = 5000
const folder = mkdtempSync(join(tmpdir(), 'search-'))
const newId = () => uuidv7(Date.now(), (b) => { b.set(randomBytes(b.length)); return b })
const store = new Store({ file: join(folder, 'boek.db'), key: randomBytes(32), nowMs: Date.now, newId, newDevice: () => 'bench000', migrations })
const gebieden = ['g1', 'g2', 'g3', 'g4', 'g5']
const words = ['lantaarn', 'verlichting', 'jongeren', 'overlast', 'speeltuin', 'verkeer', 'parkeren', 'snelheid', 'afval', 'container', 'inbraak', 'camera', 'heg', 'park', 'school', 'fietspad', 'hek', 'bankje', 'buurtapp', 'avond']
const say = (n: number, length: number) => Array.from({ length }, (_, i) => words[(Math.imul(n + 7, 2654435761 + i * 97) >>> 9) % words.length]).join(' ')

function fill(): void {
  for (let from = 0; from < count; from += 5000) {
    store.commit(Array.from({ length: Math.min(5000, count - from) }, (_, i): LocalChange[] => {
      const id = newId(), gebied = gebieden[i % 5] ?? 'g1', { contact, details } = inventedContact(from + i)
      return [{ kind: 'contact', id, gebied, fields: contact }, { kind: 'contactDetails', id, gebied, fields: details }]
    }).flat())
  }
  for (let n = 0; n < meetings; n++) {
    const meetingId = newId(), agendaItemId = newId(), gebied = gebieden[n % 5] ?? 'g1'
    store.commit([
      { kind: 'meeting', id: meetingId, gebied, fields: { title: `Wijkpanel ${say(n, 2)}`, startsAt: `20${String(20 + (n % 7))}-0${String(1 + (n % 9))}-12T19:30` } },
      { kind: 'agendaItem', id: agendaItemId, gebied, fields: { meetingId, title: say(n, 3) } }, { kind: 'note', id: agendaItemId, gebied, fields: { meetingId, agendaItemId } }, { kind: 'decision', id: newId(), gebied, fields: { meetingId, text: say(n, 8) } },
    ])
    store.setNoteText(agendaItemId, say(n, 3), say(n * 31, 300))
  }
  store.commit(Array.from({ length: actions }, (_, n): LocalChange => ({ kind: 'action', id: newId(), gebied: gebieden[n % 5] ?? 'g1', fields: { title: say(n, 4), description: say(n * 17, 30), dueOn: '2026-12-01' } })))
}

const typed = ['jansen', 'van der berg', 'jan', 'anna de vries', 'kerkstraat 12', '1823 ab', 'lantaarn school', 'verlichting', 'overlast jongeren park', 'wijkpanel heg', 'j', 'sanne.mei', 'ver', 'bestaatniet']
try {
  fill()
  const context: DataContext = { store, work: new LongWork(store, () => undefined), tempFolder: folder, newId, now: () => new Date(), emit: () => undefined, session: () => ({ memberId: '', userId: '', name: '', role: 'regisseur', gebieden: 'all', standalone: true, sample: false }) }
  for (const [name, asked] of [['all gebieden', 'all'], ['one gebied', ['g2']]] as const) {
    const times: { ms: number; cpu: number; text: string }[] = []
    searchAll(context, { text: 'warm', gebieden: asked, limit: 6 })
    for (const text of [1, 2].flatMap(() => typed.flatMap((t) => [...t].map((_, i) => t.slice(0, i + 1))))) {
      const cpu = process.cpuUsage(), start = performance.now()
      searchAll(context, { text, gebieden: asked, limit: 6 })
      const ms = performance.now() - start, used = process.cpuUsage(cpu)
      times.push({ ms, cpu: (used.user + used.system) / 1000, text })
    }
    const at = (part: number, field: 'ms' | 'cpu' = 'ms') => times.toSorted((a, b) => a[field] - b[field])[Math.floor((times.length - 1) * part)]?.[field].toFixed(1) ?? ''
    times.sort((a, b) => a.cpu - b.cpu)
    console.log(`search, ${name}: p50 ${at(0.5)} p95 ${at(0.95)} max ${at(1)} ms   cpu p50 ${at(0.5, 'cpu')} p95 ${at(0.95, 'cpu')} ms   dearest: ${times.slice(-5).map((t) => `'${t.text}' ${t.cpu.toFixed(1)}`).join(', ')}`)
  }
} finally {
  store.close()
  rmSync(folder, { recursive: true })
}
