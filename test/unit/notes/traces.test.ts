import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { noteDoc, noteFragment } from '#core/notes/document.ts'
import { migrations } from '../../../electron/data/migrations.ts'
import { appendNoteUpdate, noteState } from '../../../electron/data/notes/bodies.ts'
import { pendingCount } from '../../../electron/data/sync/round.ts'
import type { Store } from '../../../electron/data/store/store.ts'
import { realLaptop, type RealLaptop } from '../../support/laptop.ts'
import { seeded } from '../../support/seeded.ts'
import { G1, testServer } from '../../support/server.ts'
import { describeSharedData, sharedBytes } from '../../support/shared-data.ts'
import { testStore } from '../../support/store.ts'
import { isWide, readTrace, textIn, textOfNote, typedBy, Typist, type Trace } from '../../support/traces.ts'

const cleanups: (() => Promise<unknown> | void)[] = []
afterEach(async () => { for (const cleanup of cleanups.splice(0).reverse()) await cleanup() })
const folder = () => { const at = mkdtempSync(join(tmpdir(), 'gebiedsboek-trace-')); cleanups.push(() => rmSync(at, { recursive: true })); return at }
/** What is handed over at once: more than an editor does, to keep the test short. */
const AT_ONCE = 40
const keep = (store: Store, update: Uint8Array) => appendNoteUpdate(store, { noteId: 'n1', gebied: G1, meetingId: null, agendaItemId: null, generation: 0, update })
const textAt = (store: Store) => textOfNote(noteState(store, 'n1')!.update)

/** Through the storage of a laptop, closed and opened halfway, and read again from the file. */
function replayed(trace: Trace): string {
  const { txns, startContent = '' } = trace, wide = isWide(trace)
  const file = join(folder(), 'boek.db'), key = new Uint8Array(32).fill(7)
  let { store } = testStore({ file, key, migrations })
  let writer = new Typist({ wide }).begin(startContent)
  txns.forEach(({ patches }, i) => {
    writer.type(patches)
    if (i % AT_ONCE === AT_ONCE - 1 || i === txns.length - 1) { const update = writer.take(); if (update) keep(store, update) }
    if (i !== Math.floor(txns.length / (2 * AT_ONCE)) * AT_ONCE - 1) return
    store.close()
    store = testStore({ file, key, migrations }).store
    writer = new Typist({ wide, start: noteState(store, 'n1')!.update })
  })
  store.close()
  store = testStore({ file, key, migrations }).store
  const text = textAt(store)
  store.close()
  return text
}

/** Two laptops, each with the typing of one, and a third that comes in at the end; messages get lost, doubled and late. */
async function synced(trace: Trace, seed: number): Promise<string[]> {
  const random = seeded(seed), server = await testServer()
  cleanups.push(() => server.close())
  const person = async (name: string) => { const l = await realLaptop(server, { name, role: 'regisseur', gebieden: [G1] }); cleanups.push(() => l.close()); return l }
  const [anna, bert] = [await person('Anna'), await person('Bert')]
  const round = async (l: RealLaptop) => { try { await l.round() } catch (error) { if (!String(error).includes('niet te bereiken')) throw error } }
  for (const l of [anna, bert]) l.network.fate = () => random.pick(['ok', 'ok', 'ok', 'lost', 'twice', 'answerLost'] as const)
  const held: Uint8Array[][] = [[], []]
  const save = (agent: number) => { const updates = held[agent]!.splice(0); if (updates.length > 0) keep([anna, bert][agent]!.store, Y.mergeUpdatesV2(updates)) }
  let count = 0
  for (const { agent, update } of typedBy(trace, 2)) {
    held[agent]!.push(update)
    if (held[agent]!.length >= AT_ONCE) save(agent)
    if (++count % 150 === 0) { server.clock.ms += 500; await round(random.pick([anna, bert])) }
  }
  save(0)
  save(1)
  for (const l of [anna, bert]) l.network.fate = () => 'ok'
  for (let turn = 0; turn < 3; turn++) for (const l of [anna, bert]) await round(l)
  const carla = await person('Carla')
  await carla.round()
  expect([anna, bert, carla].map((l) => pendingCount(l.store))).toEqual([0, 0, 0])
  return [anna, bert, carla].map((l) => textAt(l.store))
}

describeSharedData('real editing traces', () => {
  it.each(['friendsforever_flat', 'json-crdt-patch', 'rustcode', 'sveltecomponent'])('%s ends in its text, through the storage of a laptop', (name) => {
    const trace = readTrace(sharedBytes(`08-bewerkingssporen/sequential-${name}.json.gz`))
    expect(replayed(trace)).toBe(trace.endContent)
  }, 60_000)

  it('two friends who wrote one text at the same time end in their text, through two laptops, a bad network and the server', async () => {
    const trace = readTrace(sharedBytes('08-bewerkingssporen/concurrent-friendsforever.json.gz'))
    expect(await synced(trace, 1)).toEqual([trace.endContent, trace.endContent, trace.endContent])
  }, 60_000)
})

/** A trace of our own, with letters that take two units in the computer and one for people. */
function generated(seed: number, steps: number): Trace {
  const random = seeded(seed)
  const points: string[] = []
  const txns = Array.from({ length: steps }, () => {
    const at = random.below(points.length + 1), remove = random.chance(0.3) ? Math.min(random.below(6), points.length - at) : 0
    const insert = random.pick(['e', 'ë', 'ij ', '😀', '𝒢a', '\n', 'woord ', '👩‍👩‍👧', ''])
    points.splice(at, remove, ...insert)
    return { patches: [[at, remove, insert] as const] }
  })
  return { endContent: points.join(''), txns }
}

it.each([1, 2, 3])('a made-up trace with emoji ends in its text, through the storage (seed %i)', (seed) => {
  const trace = generated(seed, 600)
  expect(replayed(trace)).toBe(trace.endContent)
})

it('what two people type in the same place at the same moment keeps every character, on both laptops', async () => {
  const word = fc.array(fc.constantFrom('a', 'b', 'ë', '😀', ' '), { minLength: 1, maxLength: 6 }).map((letters) => letters.join(''))
  const turn = fc.record({ anna: fc.array(word, { maxLength: 3 }), bert: fc.array(word, { maxLength: 3 }), place: fc.nat(1000), rounds: fc.constantFrom('anna', 'bert', 'both', 'none') })
  const server = await testServer()
  cleanups.push(() => server.close())
  const laptops = [await realLaptop(server, { name: 'Anna', role: 'regisseur', gebieden: [G1] }), await realLaptop(server, { name: 'Bert', role: 'oov', gebieden: [G1] })]
  cleanups.push(() => { for (const l of laptops) l.close() })
  let notes = 0
  const result = await fc.check(fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 6 }), async (turns) => {
    const noteId = `n${++notes}`, typed: string[] = []
    const start = new Typist().begin()
    laptops.forEach(({ store }, i) => { if (i === 0) appendNoteUpdate(store, { noteId, gebied: G1, meetingId: null, agendaItemId: null, generation: 0, update: start.take()! }) })
    for (const l of laptops) await l.round()
    for (const { anna, bert, place, rounds } of turns) {
      for (const [i, words] of [anna, bert].entries()) for (const w of words) {
        typed.push(w)
        typeAt(laptops[i]!.store, noteId, place, w)
      }
      for (const [i, name] of ['anna', 'bert'].entries()) if (rounds === name || rounds === 'both') await laptops[i]!.round()
    }
    for (const l of [...laptops, ...laptops]) await l.round()
    const [one, two] = laptops.map(({ store }) => textOfNote(noteState(store, noteId)!.update))
    return one === two && sorted(one!) === sorted(typed.join(''))
  }), { numRuns: Number(process.env['RUNS'] ?? 60), seed: Number(process.env['SEED'] ?? 5) })
  expect(result.failed ? fc.defaultReportMessage(result) : null).toBeNull()
}, 60_000)

const sorted = (text: string) => [...text].sort().join('')

/** Types a word at the same place of what this laptop has, in one go. */
function typeAt(store: Store, noteId: string, place: number, insert: string): void {
  const held = noteState(store, noteId)!
  const doc = noteDoc([held.update]), before = Y.encodeStateVector(doc)
  const points = [...textIn(doc)], at = points.slice(0, place % (points.length + 1)).join('').length
  const text = (noteFragment(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText
  text.insert(at, insert)
  appendNoteUpdate(store, { noteId, gebied: G1, meetingId: null, agendaItemId: null, generation: 0, update: Y.encodeStateAsUpdateV2(doc, before) })
  doc.destroy()
}
