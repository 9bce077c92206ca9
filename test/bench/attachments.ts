import { randomBytes, randomFillSync } from 'node:crypto'
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeStamp } from '#core/sync/clock.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { uuidv7 } from '#core/model/ids.ts'
import { migrations } from '../../electron/data/migrations.ts'
import { Store } from '../../electron/data/store/store.ts'
import { httpTransport } from '../../electron/data/sync/http.ts'
import { writeConnection } from '../../electron/data/sync/memory.ts'
import { remoteOf } from '../../electron/data/sync/remote.ts'
import { runRound } from '../../electron/data/sync/round.ts'
import { Transfers } from '../../electron/data/sync/transfers.ts'
import { buildServer } from '../../server/app.ts'
import { addAccount } from '../../server/auth/accounts.ts'
import { openEmbeddedStore } from '../../server/store/embedded/open.ts'
import { addPhoto } from '../support/attachments.ts'
import { plainPasswords } from '../support/server.ts'
import { ratio, type Line } from './ratio.ts'

const PHOTO_BYTES = 5_000_000, RUNS = 7

/** A photo of 5 MB from the laptop's encrypted file to the server's store, durable part by part, beside one bare PUT of the same bytes that is written to a file and flushed. Both over loopback, taking turns. */
export async function attachmentBench(): Promise<Line> {
  const folder = mkdtempSync(join(tmpdir(), 'gebiedsboek-bench-'))
  const laptop = await connectedLaptop(folder), bare = await barePut(folder)
  const ours: number[] = [], other: number[] = []
  try {
    for (let i = 0; i < RUNS; i++) {
      const bytes = randomBytes(PHOTO_BYTES)
      ours.push(await laptop.send(bytes, `f${i}`))
      other.push(await bare.send(bytes))
    }
  } finally {
    await laptop.close()
    bare.close()
    rmSync(folder, { recursive: true })
  }
  return ratio('a photo of 5 MB to the server, in parts that can break off', ours, 'one PUT of the same bytes, flushed', other, 10)
}

async function connectedLaptop(folder: string) {
  const random = (b: Uint8Array) => randomFillSync(b)
  const serverStore = openEmbeddedStore({ folder: join(folder, 'server'), newEpoch: 'bench', lock: true })
  const deps = { store: serverStore, passwords: plainPasswords, now: Date.now, random, report: (e: unknown) => { throw e }, signInsPerMinute: 100, doorPagesPerMinute: 1e9, behindProxy: false }
  const app = await buildServer(deps)
  await serverStore.write(async (tx) => { await tx.within([MUNICIPALITY]); await tx.putRows([{ before: undefined, after: { row: { kind: 'gebied', id: 'g1', gebied: MUNICIPALITY, stamp: makeStamp(1, 0, 'server00'), overrides: {}, fields: { name: 'Bench', color: 0, position: 0 } }, bases: {} }, audience: 'team' }]) })
  await addAccount(deps, { name: 'Anna', role: 'regisseur', gebieden: ['g1'], password: 'lang genoeg 1' })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const store = new Store({ file: join(folder, 'boek.db'), key: randomBytes(32), nowMs: Date.now, newId: () => uuidv7(Date.now(), random), newDevice: () => 'bench000', migrations })
  const remote = remoteOf(httpTransport(address))
  const { token, epoch, account } = await remote.signIn('Anna', 'lang genoeg 1', store.device, 'bench')
  writeConnection(store, { address, name: 'Anna', token, epoch, account, paused: false, pushes: 0 })
  const transfers = new Transfers(store, () => undefined)
  return {
    /** Milliseconds from the row being at the server until the bytes are. */
    async send(bytes: Buffer, id: string): Promise<number> {
      addPhoto(store, id, bytes, 'g1')
      await runRound({ store, remote, nowMs: Date.now, pageSize: 1000, verify: false, onNotes: () => undefined, onAccount: () => undefined, onProgress: () => undefined, stopped: () => false })
      const began = performance.now()
      await transfers.run({ remote, verify: false, stopped: () => false, between: async () => undefined })
      const took = performance.now() - began
      if (transfers.waiting().up > 0) throw new Error('the photo did not arrive')
      return took
    },
    async close() { remote.close(); store.close(); await app.close(); await serverStore.close() },
  }
}

async function barePut(folder: string) {
  const server = createServer((question, answer) => {
    const file = openSync(join(folder, 'bare'), 'w')
    question.on('data', (piece: Buffer) => { writeSync(file, piece) })
    question.on('end', () => { fsyncSync(file); closeSync(file); answer.end('ok') })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    send: (bytes: Buffer) => new Promise<number>((resolve, reject) => {
      const began = performance.now()
      const put = request({ host: '127.0.0.1', port, method: 'PUT', headers: { 'content-length': String(bytes.length) } }, (answer) => { answer.resume().on('end', () => resolve(performance.now() - began)) })
      put.on('error', reject).end(bytes)
    }),
    close: () => server.close(),
  }
}
