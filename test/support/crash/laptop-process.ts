import { randomFillSync } from 'node:crypto'
import { join } from 'node:path'
import { CommandFailure } from '#core/contract/command.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { uuidv7 } from '#core/model/ids.ts'
import { patience } from '../../../electron/data/sync/patience.ts'
import { readAgain, readFeeds } from '../../../electron/data/sync/memory.ts'
import { digestOf } from '../../../electron/data/sync/round.ts'
import { openWorkspace } from '../../../electron/data/workspace.ts'
import type { LocalChange } from '../../../electron/data/store/store.ts'
import { typeInNote } from '../engine-laptop.ts'
import { seeded } from '../seeded.ts'
import { Ledger, type Entry } from './ledger.ts'
import { GEBIED, type Asked, type LaptopConfig, type Told } from './laptop.ts'

/**
 * The data process of the app under plain Node: the same workspace, store and sync engine, on a real encrypted file.
 * It types without pause until it is told otherwise, or killed.
 */
const config = JSON.parse(process.argv[2]!) as LaptopConfig
const { name, folder } = config
const tell = (news: Told) => process.send?.(news)
const random = seeded(config.seed)
const workspace = openWorkspace({
  file: join(folder, 'boek.db'), key: Buffer.from(config.key, 'hex'), tempFolder: folder, nowMs: Date.now, patience: { ...patience, afterEdit: 10, every: 2000, backoff: [50, 100, 200], silence: 5000 },
  newId: () => uuidv7(Date.now(), (bytes) => randomFillSync(bytes)), newDevice: () => `laptop${name.toLowerCase()}0`, emit: () => undefined, log: (line) => tell({ log: line }),
  session: () => ({ memberId: '', userId: '', name, role: 'regisseur', gebieden: 'all', standalone: false, sample: false }),
})
const { context: { store }, handlers } = workspace
const ledger = new Ledger(join(folder, 'ledger'))
let order = ledger.read().all.at(-1)?.order ?? 0
let typing = false

if ((await handlers['sync.state']({})).connection === null) await handlers['sync.connect']({ address: config.address, name: `Laptop ${name}`, password: config.password })
if (name === 'A' && !store.read('gebied', GEBIED)) store.commit([{ kind: 'gebied', id: GEBIED, gebied: MUNICIPALITY, fields: { name: 'Proef' } }])
tell({ opened: store.db.pragma('quick_check(1)', { simple: true }) as string })

/** One edit: something new, something of one's own, something shared, a word in a note, or a list of people. */
function edit(): void {
  const dice = random.below(10), n = order + 1
  if (dice < 2) return write([{ kind: 'action', id: `${name}-${n}`, field: 'title', value: `nieuw ${n} van ${name}` }])
  if (dice < 4) return write([{ kind: 'action', id: `${name}-${1 + random.below(n)}`, field: 'description', value: `eigen ${n} van ${name}` }])
  if (dice < 6) return write([{ kind: 'action', id: `samen-${random.below(8)}`, field: 'reason', value: `samen ${n} van ${name}` }])
  if (dice < 8) return word(`note-${n >> 7}`, `<${n} van ${name}>`)
  return write(Array.from({ length: 25 }, (_, i) => ({ kind: 'contact' as const, id: `${name}-${n}-${i}`, field: 'remarks', value: `persoon ${n} ${i} van ${name}` })))
}

function write(edits: readonly Pick<Entry, 'kind' | 'id' | 'field' | 'value'>[]): void {
  const entries = edits.map((e): Entry => ({ ...e, by: name, order: ++order, saw: sawOf(e) }))
  ledger.trying(entries)
  store.commit(entries.map(({ kind, id, field, value }) => ({ kind, id, gebied: GEBIED, fields: { [field]: value } }) as LocalChange))
  ledger.acknowledged(entries)
}

function sawOf({ kind, id, field }: Pick<Entry, 'kind' | 'id' | 'field'>): string | null {
  const held = kind === 'note' ? undefined : store.tables[kind].find(id)?.[field]
  return typeof held === 'string' && held !== '' ? held : null
}

function word(noteId: string, value: string): void {
  const entry: Entry = { by: name, order: ++order, kind: 'note', id: noteId, field: 'body', value, saw: null }
  ledger.trying([entry])
  typeInNote(store, noteId, GEBIED, value)
  ledger.acknowledged([entry])
}

async function go(): Promise<void> {
  while (typing) {
    try {
      edit()
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error
      tell({ refused: error.failure })
    }
    await new Promise((resolve) => { setTimeout(resolve, random.below(config.pauseMs * 2)) })
  }
}

process.on('disconnect', () => process.exit())
process.on('message', (asked: Asked) => void answer(asked))
async function answer(asked: Asked): Promise<void> {
  if (asked === 'type' && !typing) { typing = true; void go() }
  if (asked === 'stopTyping') typing = false
  if (asked === 'readAgain') { store.transaction(() => readAgain(store, readFeeds(store).map((f) => f.gebied))); void handlers['sync.now']({}) }
  if (asked === 'sync') {
    await handlers['sync.now']({})
    const { phase, pending, problem, refused } = await handlers['sync.state']({})
    tell({ synced: { phase, pending, refused, problem: problem?.message ?? null, digests: [GEBIED, MUNICIPALITY].map((g) => digestOf(store, g)) } })
  }
  if (asked === 'close') { workspace.close(); process.exit(0) }
  if (typeof asked === 'object') store.db.pragma(`max_page_count = ${asked.roomPages === null ? 4_294_967_294 : (store.db.pragma('page_count', { simple: true }) as number) + asked.roomPages}`)
}
