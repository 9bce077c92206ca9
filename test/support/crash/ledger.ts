import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { noteText } from '#core/notes/text.ts'
import { noteState } from '../../../electron/data/notes/bodies.ts'
import type { Store } from '../../../electron/data/store/store.ts'

/** One value that a laptop wrote, and the value it saw when it did. A word in a note has field `body`. */
export interface Entry { readonly by: string; readonly order: number; readonly kind: 'action' | 'contact' | 'note'; readonly id: string; readonly field: string; readonly value: string; readonly saw: string | null }

/** What a laptop did, in a plain file beside its database: each line is with the system before the program goes on, however it ends. */
export class Ledger {
  private readonly file: string
  constructor(file: string) { this.file = file }

  /** Before the edit: it may be in the database from now on. */
  trying(entries: readonly Entry[]): void { appendFileSync(this.file, entries.map((e) => `${JSON.stringify(e)}\n`).join('')) }
  /** After the edit: it was acknowledged, so it must never be lost. */
  acknowledged(entries: readonly Entry[]): void { appendFileSync(this.file, entries.map((e) => `${e.order}\n`).join('')) }

  read(): { readonly all: Entry[]; readonly acknowledged: ReadonlySet<number> } {
    const all: Entry[] = [], acknowledged = new Set<number>()
    for (const line of existsSync(this.file) ? readFileSync(this.file, 'utf8').split('\n') : []) {
      if (line.startsWith('{') && line.endsWith('}')) all.push(JSON.parse(line) as Entry)
      else if (/^\d+$/.test(line)) acknowledged.add(Number(line))
    }
    return { all, acknowledged }
  }
}

/** The acknowledged values that are gone: not current, not overwritten by somebody who saw them or by their own writer, not kept as a difference. A word of a note must be there exactly once. */
export function lostFrom(store: Store, ledgers: readonly ReturnType<Ledger['read']>[]): Entry[] {
  const all = ledgers.flatMap((l) => l.all)
  const followed = new Set(all.map((e) => `${e.kind} ${e.id} ${e.field} ${e.saw ?? ''}`))
  const lastOf = new Map(all.map((e) => [`${e.by} ${e.kind} ${e.id} ${e.field}`, e.order]))
  const kept = new Set(store.rows('conflict').map((c) => `${c.subjectKind} ${c.subjectId} ${c.field} ${String(c.value)}`))
  const texts = new Map<string, string>()
  const textOf = (id: string) => {
    const held = texts.get(id) ?? noteText(noteState(store, id)?.update ?? new Uint8Array())
    texts.set(id, held)
    return held
  }
  const isLost = ({ by, order, kind, id, field, value }: Entry): boolean => {
    if (kind === 'note') return textOf(id).split(value).length !== 2
    if (store.tables[kind].find(id)?.[field] === value) return false
    const key = `${kind} ${id} ${field}`
    return !followed.has(`${key} ${value}`) && lastOf.get(`${by} ${key}`) === order && !kept.has(`${key} ${value}`)
  }
  return ledgers.flatMap((l) => l.all.filter((e) => l.acknowledged.has(e.order) && isLost(e)))
}
