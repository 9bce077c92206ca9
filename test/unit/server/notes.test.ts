import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { FeedNote, PullAnswer } from '#core/sync/wire.ts'
import { change, G1, testServer, type Laptop, type TestServer } from '../../support/server.ts'

let server: TestServer, anna: Laptop, bert: Laptop
beforeEach(async () => {
  server = await testServer()
  anna = await server.laptop('Anna', 'regisseur', [G1])
  bert = await server.laptop('Bert', 'oov', [G1])
})
afterEach(async () => {
  await server.close()
})

const text = (doc: Y.Doc) => doc.getText('t').toString()
const updateOf = (doc: Y.Doc, work: () => void): string => {
  const before = Y.encodeStateVector(doc)
  work()
  return Buffer.from(Y.encodeStateAsUpdateV2(doc, before)).toString('base64')
}
const noteIn = (answer: PullAnswer) => answer.feeds[G1]!.items.find((i): i is FeedNote => i[0] === 'n')
const read = (item: FeedNote | undefined, doc = new Y.Doc()) => { for (const u of item?.[4] ?? []) Y.applyUpdateV2(doc, Buffer.from(u, 'base64')); return doc }
const send = (laptop: Laptop, update: string, generation = 0) => laptop.push([], { notes: [{ id: 'n1', gebied: G1, generation, update }] })

it('[N1] two people who type in one note without connection end with both texts', async () => {
  const a = new Y.Doc(), b = new Y.Doc()
  await send(anna, updateOf(a, () => a.getText('t').insert(0, 'van Anna. ')))
  await send(bert, updateOf(b, () => b.getText('t').insert(0, 'van Bert. ')))
  const merged = text(read(noteIn(await anna.pull())))
  expect(merged).toContain('van Anna. ')
  expect(merged).toContain('van Bert. ')
})

it('[N2] an update of an older generation is refused; a new generation replaces the text, and keeps what its writer had not fetched', async () => {
  const old = new Y.Doc(), anew = new Y.Doc()
  const first = updateOf(old, () => old.getText('t').insert(0, 'met Geheim'))
  await send(anna, first)
  Y.applyUpdateV2(anew, Buffer.from(first, 'base64'))
  await send(bert, updateOf(old, () => old.getText('t').insert(0, 'Bert: ')))
  anew.getText('t').delete(4, 6)
  anew.getText('t').insert(4, 'niemand')
  await send(anna, Buffer.from(Y.encodeStateAsUpdateV2(anew)).toString('base64'), 1)
  expect((await send(bert, first)).notes).toMatchObject([{ status: 'refused', reason: 'oldGeneration' }])
  const item = noteIn(await bert.pull())
  expect([item?.[3], item?.[5], text(read(item))]).toEqual([1, 1, 'Bert: met niemand'])
  expect(item![4].some((u) => Buffer.from(u, 'base64').includes('Geheim'))).toBe(false)
})

it('[N3] whoever stood at the end of the feed gets only what is new; others the whole note, also after compacting', async () => {
  const doc = new Y.Doc(), follower = new Y.Doc()
  const sizes: string[] = []
  let cursor = 0
  for (let i = 0; i < 120; i++) {
    await send(anna, updateOf(doc, () => doc.getText('t').insert(doc.getText('t').length, `${i} `)))
    if (i % 3 !== 0) continue
    const answer = await bert.pull({ [G1]: cursor }, { settled: { [G1]: cursor } })
    const item = noteIn(answer)
    sizes.push(`${item?.[4].length} ${item?.[5] === 1 ? 'whole' : 'new'}`)
    read(item, follower)
    cursor = answer.feeds[G1]!.cursor
    expect(text(follower)).toBe(text(doc))
  }
  expect(sizes.slice(0, 3)).toEqual(['1 whole', '3 new', '3 new'])
  // In the middle of a first sync: the cursor is past the note's first updates, but they never came.
  expect(text(read(noteIn(await bert.pull({ [G1]: cursor - 1 }))))).toBe(text(doc))
})

it('a note moves with its row, and everyone there gets the whole of it', async () => {
  const rita = await server.laptop('Rita', 'regisseur', [G1, 'g-mare'])
  const doc = new Y.Doc()
  const fields = { meetingId: 'm1', agendaItemId: null, generation: 0 }
  await rita.push([change('note', 'n1', rita.at(1), fields)])
  await send(rita, updateOf(doc, () => doc.getText('t').insert(0, 'hallo')))
  const cursor = (await rita.pull()).feeds['g-mare']!.cursor
  await rita.push([change('note', 'n1', rita.at(2), fields, { gebied: 'g-mare' })])
  await rita.push([], { notes: [{ id: 'n1', gebied: 'g-mare', generation: 0, update: updateOf(doc, () => doc.getText('t').insert(5, ' daar')) }] })
  const item = (await rita.pull({ 'g-mare': cursor }, { settled: { 'g-mare': cursor } })).feeds['g-mare']!.items.find((i): i is FeedNote => i[0] === 'n')
  expect(text(read(item))).toBe('hallo daar')
  expect(noteIn(await anna.pull())).toBeUndefined()
})

it('bytes that are no note are refused and stop nothing else', async () => {
  const doc = new Y.Doc()
  const good = updateOf(doc, () => doc.getText('t').insert(0, 'x'))
  const answer = await anna.push([], { notes: [{ id: 'n1', gebied: G1, generation: 0, update: Buffer.from('geen yjs, maar wel bytes').toString('base64') }, { id: 'n2', gebied: G1, generation: 0, update: good }] })
  expect(answer.notes).toMatchObject([{ status: 'refused', reason: 'invalid' }, { status: 'applied' }])
})
