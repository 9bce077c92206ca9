import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Y from 'yjs'
import { migrations } from '../../electron/data/migrations.ts'
import { appendNoteUpdate, noteState, pendingNoteUpdates } from '../../electron/data/notes/bodies.ts'
import type { Store } from '../../electron/data/store/store.ts'
import { testStore } from '../support/store.ts'
import { realLaptop } from '../support/laptop.ts'
import { seeded } from '../support/seeded.ts'
import { G1, testServer } from '../support/server.ts'
import { Typist } from '../support/traces.ts'
import { ratio, size, type Line } from './ratio.ts'

const EDITS = 100_000
/** What the editor hands over at once. */
const AT_ONCE = 8
const NOTE = { noteId: 'n1', gebied: G1, meetingId: null, agendaItemId: null, generation: 0 } as const

/** A long evening: letters at a cursor that jumps now and then, and one in five taken back. */
function* typing(writer: Typist): Generator<Uint8Array> {
  const random = seeded(1)
  let length = 0, cursor = 0
  for (let i = 1; i <= EDITS; i++) {
    if (random.chance(0.01)) cursor = random.below(length + 1)
    if (cursor > 0 && random.chance(0.2)) { writer.type([[--cursor, 1, '']]); length -= 1 } else { writer.type([[cursor++, 0, random.pick([...'etaoin shrdlu'])]]); length += 1 }
    if (i % AT_ONCE === 0) yield writer.take()!
  }
}

const stored = (store: Store) => store.db.prepare('SELECT (SELECT coalesce(sum(length(state)), 0) FROM noteBody) + (SELECT coalesce(sum(length(data)), 0) FROM noteUpdate)').pluck().get() as number
function opened(update: () => Uint8Array): number[] {
  return Array.from({ length: 9 }, () => {
    const start = performance.now()
    const doc = new Y.Doc()
    Y.applyUpdateV2(doc, update())
    return performance.now() - start
  })
}

/** A note with 100,000 edits: how long opening takes, what it takes on disk and over the line, beside the same document in plain Yjs. */
export async function noteBench(): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gebiedsboek-note-bench-'))
  const server = await testServer()
  const [online, offline, reader] = [await realLaptop(server, { name: 'Anna', role: 'regisseur', gebieden: [G1], file: join(folder, 'online.db') }), testStore({ migrations, file: join(folder, 'offline.db'), key: new Uint8Array(32) }).store, await realLaptop(server, { name: 'Bert', role: 'regisseur', gebieden: [G1] })]
  // Writing is not what is measured here.
  for (const { db } of [online.store, offline]) db.pragma('synchronous = OFF')
  const writer = new Typist({ number: 1 }).begin()
  let count = 0
  for (const update of typing(writer)) {
    appendNoteUpdate(online.store, { ...NOTE, update })
    appendNoteUpdate(offline, { ...NOTE, update })
    if (++count % 100 === 0) { server.clock.ms += 1000; await online.round() }
  }
  await online.round()
  const plain = Y.encodeStateAsUpdateV2(writer.doc)
  const lines = [
    ratio('opening a note of 100,000 edits', opened(() => noteState(online.store, 'n1')!.update), 'plain Yjs', opened(() => plain), 2),
    ratio('the same, never sent', opened(() => noteState(offline, 'n1')!.update), 'plain Yjs', opened(() => plain), 2),
    size('on disk', stored(online.store), 'plain Yjs', plain.length, 1.5),
    size('on disk, never sent', stored(offline), 'plain Yjs', plain.length, 2.5),
    size('over the line to the server in one go (base64)', pendingNoteUpdates(offline)[0]!.update.length * 4 / 3, 'plain Yjs', plain.length, 2),
    size('over the line to another laptop (base64)', await pulled(reader), 'plain Yjs', plain.length, 2),
  ]
  for (const laptop of [online, reader]) laptop.close()
  offline.close()
  await server.close()
  rmSync(folder, { recursive: true })
  return lines
}

/** Characters of the note in the answer to somebody who has nothing yet. */
async function pulled(reader: Awaited<ReturnType<typeof realLaptop>>): Promise<number> {
  let characters = 0
  const { remote } = reader
  await reader.round({ remote: { ...remote, pull: async (token, request) => {
    const answer = await remote.pull(token, request)
    for (const page of Object.values(answer.feeds)) for (const item of page.items) if (item[0] === 'n') characters += item[4].reduce((sum, u) => sum + u.length, 0)
    return answer
  } } })
  return characters
}
