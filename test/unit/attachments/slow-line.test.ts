import { afterEach, beforeEach, expect, it } from 'vitest'
import { PART_BYTES } from '#core/attachments/limits.ts'
import { addAccount } from '../../../server/auth/accounts.ts'
import { addPhoto, fingerprint, photoBytes } from '../../support/attachments.ts'
import { badNetwork, type BadNetwork } from '../../support/bad-network.ts'
import { networkLaptop, type NetworkLaptop } from '../../support/networkLaptop.ts'
import { G1, testServer, type TestServer } from '../../support/server.ts'

const PASSWORD = 'lang genoeg 1'
let server: TestServer, net: BadNetwork, anna: NetworkLaptop, bert: NetworkLaptop
beforeEach(async () => {
  server = await testServer()
  server.clock.ms = Date.now()
  const address = await server.app.listen({ port: 0, host: '127.0.0.1' })
  net = await badNetwork({ port: Number(new URL(address).port) })
  for (const name of ['Anna', 'Bert']) await addAccount(server.deps, { name, role: 'boa', gebieden: [G1], password: PASSWORD })
  anna = networkLaptop()
  bert = networkLaptop()
  await anna.engine.connect(net.address, 'Anna', PASSWORD)
  await bert.engine.connect(address, 'Bert', PASSWORD)
  await anna.settled()
  await bert.settled()
})
afterEach(async () => { anna.close(); bert.close(); await net.close(); await server.close() })

const photo = photoBytes(8 * PART_BYTES), hash = fingerprint(photo)
const state = ({ engine }: NetworkLaptop) => engine.transfers.stateOf({ gebied: G1, sha256: hash })

it('[A1] what is typed while a photo is on its way over a slow line is with the others long before the photo', async () => {
  net.change({ latencyMs: 80 })
  addPhoto(anna.store, 'f1', photo)
  anna.engine.edited()
  await expect.poll(() => state(anna).percent, { timeout: 10_000 }).toBeGreaterThan(10)
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { title: 'Hek staat open' } }])
  await expect.poll(() => bert.store.read('action', 'a1')?.title, { timeout: 10_000 }).toBe('Hek staat open')
  expect([state(anna).type, bert.store.bytes.isWhole(hash), anna.engine.state().files.up]).toEqual(['sending', false, 1])
  await expect.poll(() => bert.store.bytes.isWhole(hash), { timeout: 20_000 }).toBe(true)
  expect(Buffer.from(bert.store.bytes.read(hash)!).equals(photo)).toBe(true)
  // The answer to the last part may still be on its way back.
  await expect.poll(() => [state(anna).type, anna.engine.state().files], { timeout: 10_000 }).toEqual(['there', { up: 0, down: 0 }])
})

it('[A2] over connections that each break after half a megabyte the photo arrives, by itself', async () => {
  net.change({ cutUp: 500_000 })
  addPhoto(anna.store, 'f1', photo)
  anna.engine.edited()
  await expect.poll(() => bert.store.bytes.isWhole(hash), { timeout: 20_000 }).toBe(true)
  net.change({ kind: 'refused' })
  const other = photoBytes(900, 5)
  addPhoto(anna.store, 'f2', other)
  anna.engine.edited()
  await expect.poll(() => anna.engine.state().phase, { timeout: 10_000 }).toBe('offline')
  expect([anna.engine.state().files.up, anna.engine.transfers.stateOf({ gebied: G1, sha256: fingerprint(other) }).type]).toEqual([1, 'waiting'])
  net.change({})
  await expect.poll(() => bert.store.bytes.isWhole(fingerprint(other)), { timeout: 20_000 }).toBe(true)
})
