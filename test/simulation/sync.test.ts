import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { kindNames } from '#core/model/kinds.ts'
import { mayReceive } from '#core/model/may.ts'
import { noteState } from '../../electron/data/notes/bodies.ts'
import { readConnection } from '../../electron/data/sync/memory.ts'
import { listRefused } from '../../electron/data/sync/refused.ts'
import { digestOf } from '../../electron/data/sync/round.ts'
import { G1 } from '../support/server.ts'
import { world, type World, type Written } from './world.ts'

const STEPS = 150
const seeds = process.env['SEED'] ? [Number(process.env['SEED'])] : Array.from({ length: Number(process.env['SEEDS'] ?? 100) }, (_, i) => i + 1)

it('replicas agree once it is quiet, and nothing that was typed is gone', async () => {
  for (const seed of seeds) {
    const w = await world(seed)
    try {
      for (let i = 0; i < STEPS; i++) await w.step()
      await w.quiet()
      check(w, seed)
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
    } finally {
      await w.close()
    }
  }
}, 300_000)

function check(w: World, seed: number): void {
  const [anna, bert, carla, dirk] = w.laptops as [World['laptops'][0], World['laptops'][0], World['laptops'][0], World['laptops'][0]]
  for (const gebied of [G1, 'gemeente']) {
    expect(digestOf(bert.store, gebied), `seed ${seed} Bert ${gebied}`).toBe(digestOf(anna.store, gebied))
    expect(digestOf(dirk.store, gebied), `seed ${seed} Dirk ${gebied}`).toBe(digestOf(anna.store, gebied))
  }
  for (const kind of kindNames) {
    expect(plain(bert, kind), `seed ${seed} ${kind}`).toEqual(plain(anna, kind))
    if (kind !== 'conflict' && mayReceive('boa', kind)) expect(plain(carla, kind), `seed ${seed} ${kind}`).toEqual(plain(anna, kind))
    if (!mayReceive('boa', kind)) expect(carla.store.db.prepare(`SELECT count(*) FROM "${kind}"`).pluck().get()).toBe(0)
  }
  for (const l of w.laptops) expect(new Set(l.store.db.prepare('SELECT gebied FROM action UNION SELECT gebied FROM contact').pluck().all())).not.toContain(readConnection(l.store)!.account.gebieden.includes('g-mare') ? '' : 'g-mare')
  for (const write of w.written) expect(lost(w, write), `seed ${seed}: ${JSON.stringify(write)}`).toBe(false)
  const refused = w.laptops.flatMap((l) => listRefused(l.store)).map((r) => r.kind)
  const notes = [anna, bert, dirk].map(textOf)
  expect(new Set(notes).size, `seed ${seed} notes`).toBe(1)
  if (!refused.includes('note')) for (const { text } of w.typed) expect(notes[0], `seed ${seed}`).toContain(text)
}

const plain = (l: World['laptops'][0], kind: (typeof kindNames)[number]) => (l.store.db.prepare(`SELECT * FROM "${kind}" WHERE gebied IN (?, 'gemeente') ORDER BY id`).all(G1) as Record<string, unknown>[]).map(({ rowid: _, ...row }) => row)

function textOf(l: World['laptops'][0]): string {
  const state = noteState(l.store, 'n1'), doc = new Y.Doc()
  if (state) Y.applyUpdateV2(doc, state.update)
  return doc.getText('t').toString()
}

/** A value must be current, overwritten by somebody who saw it, typed over by its own writer, kept as a difference, or in a refused list. */
function lost(w: World, { kind, id, field, value, by, order }: Written): boolean {
  const { store } = w.laptops[0]!
  if (store.tables[kind].find(id)?.[field] === value) return false
  const same = w.written.filter((x) => x.kind === kind && x.id === id && x.field === field)
  if (same.some((x) => x.saw === value || (x.by === by && x.order > order))) return false
  if (store.rows('conflict').some((c) => c.subjectKind === kind && c.subjectId === id && c.field === field && c.value === value)) return false
  return !w.laptops.some((l) => listRefused(l.store).some((r) => r.rowId === id && r.values.some((v) => v.text === value)))
}
