import { afterEach, beforeEach, expect, it } from 'vitest'
import { KEEP_REMOVED_MS, PART_BYTES } from '#core/attachments/limits.ts'
import { changeAccount } from '../../../server/auth/accounts.ts'
import { erasePerson } from '../../../electron/data/sync/erase.ts'
import { dismissRefused, forgetDismissed, listRefused, retryRefused } from '../../../electron/data/sync/refused.ts'
import { sweepBytes } from '../../../electron/data/sync/sweep.ts'
import { addPhoto, attachmentFields, fingerprint, photoBytes, transfersOf } from '../../support/attachments.ts'
import { realLaptop, type RealLaptop } from '../../support/laptop.ts'
import { G1, testServer, type TestServer } from '../../support/server.ts'

let server: TestServer, anna: RealLaptop, bert: RealLaptop
let annas: ReturnType<typeof transfersOf>, berts: ReturnType<typeof transfersOf>
const photo = photoBytes(3 * PART_BYTES + 5000), hash = fingerprint(photo)
beforeEach(async () => {
  server = await testServer()
  anna = await realLaptop(server, { name: 'Anna', role: 'regisseur', gebieden: [G1] })
  bert = await realLaptop(server, { name: 'Bert', role: 'boa', gebieden: [G1] })
  annas = transfersOf(anna)
  berts = transfersOf(bert)
  await anna.round()
  await bert.round()
})
afterEach(async () => { anna.close(); bert.close(); await server.close() })

const stateAt = (laptop: ReturnType<typeof transfersOf>, gebied = G1, sha256 = hash) => laptop.transfers.stateOf({ gebied, sha256 })
const arrives = async () => { await anna.round(); await annas.run(); await bert.round(); await berts.run() }

it('[A1] the row is elsewhere before the bytes are; before each part whatever else is wanted goes first', async () => {
  addPhoto(anna.store, 'f1', photo)
  expect([annas.transfers.waiting().up, stateAt(annas).type]).toEqual([1, 'waiting'])
  await anna.round()
  await bert.round()
  await berts.run()
  expect([bert.store.read('attachment', 'f1')?.sha256, bert.store.bytes.isWhole(hash), stateAt(berts).type]).toEqual([hash, false, 'notSent'])
  const seen: (readonly [string, number])[] = []
  let edits = 0
  await annas.run({ between: async () => {
    seen.push([stateAt(annas).type, stateAt(annas).percent])
    anna.store.commit([{ kind: 'action', id: `a${++edits}`, gebied: G1, fields: { title: `regel ${edits}` } }])
    await anna.round()
    await bert.round()
    expect(bert.store.read('action', `a${edits}`)?.title).toBe(`regel ${edits}`)
  } })
  expect(seen).toEqual([['sending', 0], ['sending', 33], ['sending', 66], ['sending', 99]])
  expect([stateAt(annas).type, annas.transfers.waiting().up, bert.store.bytes.isWhole(hash)]).toEqual(['there', 0, false])
  await berts.run()
  expect([Buffer.from(bert.store.bytes.read(hash)!).equals(photo), stateAt(berts).type]).toEqual([true, 'there'])
})

it('[A2] broken off after any message, in both directions, nothing is sent from the beginning again and the bytes are equal', async () => {
  addPhoto(anna.store, 'f1', photo)
  await anna.round()
  const ended = new Set<string>()
  for (let i = 0; !anna.store.bytes.isDelivered(G1, hash);) {
    anna.network.fate = () => (['ok', 'twice', 'answerLost', 'lost'] as const)[i++ % 4]!
    ended.add(await annas.run().then(() => 'whole', (error: unknown) => (error as { type?: string }).type ?? String(error)))
    expect(i).toBeLessThan(60)
  }
  expect(ended).toEqual(new Set(['Offline', 'whole']))
  anna.network.fate = () => 'ok'
  await bert.round()
  const parts: number[] = []
  for (let n = 1; !bert.store.bytes.isWhole(hash); n++) {
    // Another process after every part: what is on disk is all there is.
    await transfersOf(bert).run({ stopAfter: 7 })
    parts.push(bert.store.bytes.head(hash)?.here ?? 0)
    expect(n).toBeLessThan(12)
  }
  expect(parts).toEqual([...parts].sort((a, b) => a - b))
  expect(Buffer.from(bert.store.bytes.read(hash)!).equals(photo)).toBe(true)
})

it('[A2] what arrives damaged is dropped and fetched anew; a file that stays broken says so and holds up no other', async () => {
  const other = photoBytes(500, 2)
  addPhoto(anna.store, 'f1', photo)
  addPhoto(anna.store, 'f2', other)
  await anna.round()
  await annas.run()
  await bert.round()
  bert.store.bytes.append(hash, photo.length, 0, photoBytes(100, 9))
  await berts.run()
  expect(Buffer.from(bert.store.bytes.read(hash)!).equals(photo)).toBe(true)
  expect(bert.store.bytes.isWhole(fingerprint(other))).toBe(true)
})

it('a file that the server will not have says why, holds up no other, and can be tried again', async () => {
  addPhoto(anna.store, 'f1', photo)
  const other = photoBytes(500, 2)
  addPhoto(anna.store, 'f2', other)
  await anna.round()
  // The row says another size than its bytes have, as a mistake would leave it.
  anna.store.db.prepare('UPDATE attachment SET byteSize = byteSize + 1 WHERE id = ?').run('f1')
  await annas.run()
  expect([stateAt(annas).type, stateAt(annas).message, stateAt(annas, G1, fingerprint(other)).type]).toEqual(['failed', 'Dit bestand is groter dan het zei te zijn', 'there'])
  anna.store.db.prepare('UPDATE attachment SET byteSize = byteSize - 1 WHERE id = ?').run('f1')
  await annas.run()
  expect(stateAt(annas).type).toBe('failed')
  annas.transfers.want(hash)
  await annas.run()
  expect(stateAt(annas).type).toBe('there')
})

it('[A4] files come by themselves, newest first', async () => {
  for (let i = 1; i <= 3; i++) {
    const bytes = photoBytes(400, i)
    anna.store.bytes.keep(bytes)
    anna.store.commit([{ kind: 'attachment', id: `f${i}`, gebied: G1, fields: attachmentFields(bytes, { addedAt: `2026-11-2${i}T12:00:00.000Z` }) }])
  }
  await anna.round()
  await annas.run()
  await bert.round()
  const order: number[] = []
  await berts.run({ between: async () => { for (let i = 1; i <= 3; i++) if (stateAt(berts, G1, fingerprint(photoBytes(400, i))).type === 'fetching') order.push(i) } })
  expect(order).toEqual([3, 2, 1])
})

it('[A5] bytes leave with their row: at once when the gebied is taken away or somebody named is erased, after a week when it was deleted', async () => {
  const named = photoBytes(700, 3)
  addPhoto(anna.store, 'f1', photo)
  anna.store.bytes.keep(named)
  anna.store.commit([{ kind: 'contact', id: 'c1', gebied: G1, fields: { firstName: 'Zoë', lastName: 'Zandloper' } }, { kind: 'attachment', id: 'f2', gebied: G1, fields: attachmentFields(named, { name: 'Brief van Zoë Zandloper.jpg' }) }])
  await arrives()
  expect(bert.store.bytes.heads()).toHaveLength(2)
  anna.store.transaction(() => erasePerson(anna.store, 'c1', G1))
  sweepBytes(anna.store)
  expect([anna.store.read('attachment', 'f2'), anna.store.bytes.heads().map((h) => h.hash)]).toEqual([undefined, [hash]])
  await arrives()
  expect([bert.store.tables.attachment.find('f2'), bert.store.bytes.heads().map((h) => h.hash)]).toEqual([undefined, [hash]])

  anna.store.commit([{ kind: 'attachment', id: 'f1', gebied: G1, fields: { deleted: true } }])
  await arrives()
  expect([sweepBytes(bert.store), bert.store.bytes.isWhole(hash)]).toEqual([0, true])
  server.clock.ms += KEEP_REMOVED_MS + 1000
  expect([sweepBytes(bert.store), bert.store.bytes.heads()]).toEqual([1, []])
  // Put back by whoever still has the bytes: they come again.
  anna.store.commit([{ kind: 'attachment', id: 'f1', gebied: G1, fields: { deleted: false } }])
  await anna.round()
  await annas.run({ verify: true })
  await bert.round()
  await berts.run({ verify: true })
  expect(bert.store.bytes.isWhole(hash)).toBe(true)

  await changeAccount(server.deps, bert.accountId, { gebieden: [] })
  await bert.round()
  await berts.run()
  expect(bert.store.bytes.heads()).toEqual([])
})

it('[A6] what the server lost comes back from a laptop that has it', async () => {
  addPhoto(anna.store, 'f1', photo)
  await arrives()
  await server.store.write(async (tx) => { await tx.within([G1]); await tx.dropFiles([{ gebied: G1, hash }]) })
  await berts.run()
  expect(await bert.remote.files(await tokenOf(bert), ['f1'])).toEqual({ f1: { received: 0, complete: false } })
  await transfersOf(bert).run()
  expect(await bert.remote.files(await tokenOf(bert), ['f1'])).toEqual({ f1: { received: photo.length, complete: true } })
})
const tokenOf = async (laptop: RealLaptop): Promise<string> => (laptop.store.setting<{ token: string }>('sync'))!.token

it('[A7] a photo of which the row was refused waits in the list with its bytes, and goes along when it is tried again', async () => {
  await changeAccount(server.deps, anna.accountId, { gebieden: [] })
  addPhoto(anna.store, 'f1', photo)
  await anna.round()
  sweepBytes(anna.store)
  const [item] = listRefused(anna.store)
  expect([item?.kindName, item?.title, anna.store.read('attachment', 'f1'), anna.store.bytes.isWhole(hash)]).toEqual(['bijlage', 'foto.jpg', undefined, true])
  await changeAccount(server.deps, anna.accountId, { gebieden: [G1] })
  await anna.round()
  retryRefused(anna.store, [item!.id])
  await arrives()
  expect(bert.store.bytes.isWhole(hash)).toBe(true)
  anna.store.db.prepare('DELETE FROM attachment').run()
  dismissRefused(anna.store, [item!.id])
  // It can be put back in the list for a day.
  expect(sweepBytes(anna.store)).toBe(0)
  anna.store.db.prepare("UPDATE syncRefused SET goneAt = '2026-01-01T00:00:00.000Z'").run()
  forgetDismissed(anna.store)
  expect(sweepBytes(anna.store)).toBe(1)
})
