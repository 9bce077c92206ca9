import { afterEach, beforeEach, expect, it } from 'vitest'
import { fromBase64 } from '#core/notes/base64.ts'
import { readNote } from '#core/notes/document.ts'
import { noteState, rewriteNote } from '../../../electron/data/notes/bodies.ts'
import { readAgain } from '../../../electron/data/sync/memory.ts'
import { pendingCount } from '../../../electron/data/sync/round.ts'
import { typeInNote } from '../../support/engine-laptop.ts'
import { realLaptop, type RealLaptop } from '../../support/laptop.ts'
import { G1, G2, testServer, type TestServer } from '../../support/server.ts'

/** Typing that meets a note that was written anew meanwhile is never gone: it goes on in the newer note, or comes back to who typed it. */
let server: TestServer, anna: RealLaptop, bert: RealLaptop
beforeEach(async () => {
  server = await testServer()
  anna = await realLaptop(server, { name: 'Anna', role: 'regisseur', gebieden: [G1, G2] })
  bert = await realLaptop(server, { name: 'Bert', role: 'oov', gebieden: [G1] })
  typeInNote(anna.store, 'n1', G1, 'begin')
  await anna.round()
  await bert.round()
})
afterEach(async () => {
  anna.close()
  bert.close()
  await server.close()
})

const text = (l: RealLaptop): string => JSON.stringify(readNote([noteState(l.store, 'n1')?.update ?? new Uint8Array([0, 0])]))
/** As an erasure does it that names somebody in the note. */
const rewrite = (l: RealLaptop) => { l.store.transaction(() => rewriteNote(l.store, 'n1', noteState(l.store, 'n1')!.update)) }
const refusedTyping = (l: RealLaptop): string =>
  (l.store.db.prepare("SELECT json_extract(body, '$.note') FROM syncRefused WHERE kind = 'note'").pluck().all() as (string | null)[]).map((note) => (note === null ? '' : new TextDecoder().decode(fromBase64(note)))).join('\n')
/** A round that ends right after the answer to what was sent. */
const untilAnswered = async (l: RealLaptop) => {
  let asked = 0
  await l.round({ stopped: () => ++asked > 1 })
}

it('[N2] typing that was on its way in the old note, and goes on in the newer one that came first, is sent there (seed 2087)', async () => {
  typeInNote(bert.store, 'n1', G1, 'van Bert')
  bert.network.fate = () => 'lost'
  await expect(bert.round()).rejects.toMatchObject({ type: 'Offline' })
  bert.network.fate = () => 'ok'
  rewrite(anna)
  await anna.round()
  // As after another role: what others have comes before what waits here is answered.
  bert.store.transaction(() => readAgain(bert.store, [G1]))
  await bert.round()
  await anna.round()
  expect(text(anna)).toMatch(/van Bert/)
  expect([text(bert), pendingCount(bert.store)]).toEqual([text(anna), 0])
})

it('[N2] a note that was written anew here goes to the server as well, when somebody else wrote it anew meanwhile', async () => {
  typeInNote(anna.store, 'n1', G1, 'van Anna')
  anna.network.fate = () => 'lost'
  await expect(anna.round()).rejects.toMatchObject({ type: 'Offline' })
  anna.network.fate = () => 'ok'
  rewrite(anna)
  rewrite(bert)
  await bert.round()
  await anna.round()
  await bert.round()
  expect(text(bert)).toMatch(/van Anna/)
  expect([text(anna), pendingCount(anna.store)]).toEqual([text(bert), 0])
})

it('[N2] what others typed before the newer note came, and its writer had not fetched, goes on in it', async () => {
  typeInNote(bert.store, 'n1', G1, 'van Bert')
  await bert.round()
  rewrite(anna)
  await anna.round()
  await bert.round()
  expect(text(bert)).toMatch(/van Bert/)
  expect([text(anna), pendingCount(anna.store)]).toEqual([text(bert), 0])
})

it('[N4] typing that waits for the newer note comes back to its writer when that note goes where they cannot follow', async () => {
  typeInNote(bert.store, 'n1', G1, 'van Bert')
  rewrite(anna)
  await anna.round()
  await untilAnswered(bert)
  anna.store.commit([{ kind: 'note', id: 'n1', gebied: G2, fields: {} }])
  await anna.round()
  await bert.round()
  await bert.round()
  expect([noteState(bert.store, 'n1'), pendingCount(bert.store)]).toEqual([undefined, 0])
  expect(refusedTyping(bert)).toMatch(/van Bert/)
})

it('[N4] what waits for a newer note that never comes is offered again, and is counted until the server has it', async () => {
  typeInNote(bert.store, 'n1', G1, 'van Bert')
  rewrite(anna)
  await anna.round()
  await untilAnswered(bert)
  expect(pendingCount(bert.store)).toBe(1)
  await bert.round()
  await anna.round()
  expect([/van Bert/.test(text(anna)), pendingCount(bert.store)]).toEqual([true, 0])
})
