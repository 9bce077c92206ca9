import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MUNICIPALITY } from '#core/model/define.ts'
import { addDigest, digestText, EMPTY_DIGEST, readDigest } from '#core/sync/digest.ts'
import { migrations } from '../../../electron/data/migrations.ts'
import { Store } from '../../../electron/data/store/store.ts'
import { digestOf } from '../../../electron/data/sync/round.ts'
import { badNetwork, type BadNetwork } from '../bad-network.ts'
import { GEBIED, LaptopProcess, type Synced } from './laptop.ts'
import { Ledger, lostFrom, type Entry } from './ledger.ts'
import { freePort, ServerProcess, type Place } from './server.ts'

/** A server and two laptops, each a process with files of its own, and a network in which every message can be seen. */
export interface Office {
  readonly server: ServerProcess
  readonly laptops: readonly LaptopProcess[]
  /** Which message a laptop waits for an answer to. */
  waitingFor(laptop: LaptopProcess): 'push' | 'pull' | undefined
  /** Hears of every question and answer. */
  onMessage: (laptop: LaptopProcess, what: 'push' | 'pull', stage: 'asked' | 'answered') => void
  /** Nobody types; waits until everybody has everything. */
  settle(): Promise<readonly Synced[]>
  /** Stops all, opens the files and judges them. */
  judge(): Promise<Verdict>
  remove(): Promise<void>
}
export interface Verdict { readonly acknowledged: number; readonly rows: number; readonly conflicts: number; readonly lost: readonly Entry[]; readonly digests: { readonly server: readonly string[]; readonly laptops: readonly (readonly string[])[] }; readonly integrity: readonly string[] }

const PASSWORD = 'zeven molens en een sloot', FEEDS = [GEBIED, MUNICIPALITY]

/** `place`: where the server keeps its data, when not in a folder of the office. */
export async function openOffice({ seed, pauseMs, place }: { readonly seed: number; readonly pauseMs: number; readonly place?: Place | undefined }): Promise<Office> {
  const folder = mkdtempSync(join(tmpdir(), 'gebiedsboek-crash-'))
  const server = new ServerProcess(await freePort(), place ?? join(folder, 'server'))
  await server.start()
  const networks: BadNetwork[] = [], laptops: LaptopProcess[] = []
  const waiting = new Map<LaptopProcess, 'push' | 'pull'>()
  const heard: Pick<Office, 'onMessage'> = { onMessage: () => undefined }
  for (const name of ['A', 'B']) {
    await server.account('add', '--name', `Laptop ${name}`, '--role', 'regisseur', '--gebied', 'alle', '--password', PASSWORD)
    const asked = new Map<number, 'push' | 'pull'>()
    const tap = (direction: 'up' | 'down', piece: Buffer, connection: number) => {
      const path = direction === 'up' ? /^POST \/sync\/(push|pull) /.exec(piece.toString('latin1', 0, 40))?.[1] as 'push' | 'pull' | undefined : asked.get(connection)
      if (path === undefined) return
      if (direction === 'up') { asked.set(connection, path); waiting.set(laptop, path) } else { asked.delete(connection); waiting.delete(laptop) }
      heard.onMessage(laptop, path, direction === 'up' ? 'asked' : 'answered')
    }
    const network = await badNetwork({ port: server.port, tap })
    networks.push(network)
    mkdirSync(join(folder, name))
    const laptop: LaptopProcess = new LaptopProcess({ name, folder: join(folder, name), key: randomBytes(32).toString('hex'), address: network.address, password: PASSWORD, seed: seed + laptops.length, pauseMs })
    laptops.push(laptop)
    await laptop.start()
  }
  return {
    server, laptops,
    get onMessage() { return heard.onMessage },
    set onMessage(listener) { heard.onMessage = listener },
    waitingFor: (laptop) => (laptop.running ? waiting.get(laptop) : undefined),
    settle: () => settle(laptops),
    judge: async () => {
      for (const laptop of laptops) await laptop.close()
      await server.close()
      return judge(server, laptops)
    },
    remove: async () => {
      for (const laptop of laptops) await laptop.kill()
      await server.kill()
      for (const network of networks) await network.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Rounds until nobody has anything left and both have the same; after so many it is a fault, which the caller shows. */
async function settle(laptops: readonly LaptopProcess[]): Promise<readonly Synced[]> {
  for (const laptop of laptops) laptop.tell('stopTyping')
  let states: Synced[] = []
  for (let turn = 0; turn < 60; turn++) {
    states = []
    for (const laptop of laptops) states.push(await laptop.sync())
    if (turn > 0 && states.every((s) => s.pending === 0 && s.problem === null && s.digests.join() === states[0]!.digests.join())) return states
    await new Promise((resolve) => { setTimeout(resolve, 50) })
  }
  return states
}

async function judge(server: ServerProcess, laptops: readonly LaptopProcess[]): Promise<Verdict> {
  const store = await server.store()
  const heads = await store.read(async (tx) => { await tx.within(FEEDS); return tx.feedHeads(FEEDS) })
  const sumOf = (gebied: string) => Object.values(heads.get(gebied)?.digests ?? {}).reduce((sum, part) => addDigest(sum, readDigest(part)), EMPTY_DIGEST)
  await store.close()
  const opened = laptops.map(({ config }) => new Store({ file: join(config.folder, 'boek.db'), key: Buffer.from(config.key, 'hex'), nowMs: Date.now, newId: () => '', newDevice: () => 'judge000', migrations }))
  const ledgers = laptops.map(({ config }) => new Ledger(join(config.folder, 'ledger')).read())
  const [first] = opened
  const verdict: Verdict = {
    acknowledged: ledgers.reduce((sum, l) => sum + l.acknowledged.size, 0),
    rows: first!.db.prepare('SELECT (SELECT count(*) FROM action) + (SELECT count(*) FROM contact) + (SELECT count(*) FROM note)').pluck().get() as number,
    conflicts: first!.rows('conflict').length,
    lost: opened.flatMap((s) => lostFrom(s, ledgers)),
    digests: { server: FEEDS.map((g) => digestText(sumOf(g))), laptops: opened.map((s) => FEEDS.map((g) => digestOf(s, g))) },
    integrity: opened.map((s) => s.db.pragma('integrity_check', { simple: true }) as string),
  }
  for (const s of opened) s.close()
  return verdict
}
