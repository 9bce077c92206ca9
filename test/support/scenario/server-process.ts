import { randomFillSync, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dayIn } from '#core/actions/typed-day.ts'
import { uuidv7 } from '#core/model/ids.ts'
import { migrations } from '../../../electron/data/migrations.ts'
import { appendNoteUpdate } from '../../../electron/data/notes/bodies.ts'
import { gebiedId, memberId, sample } from '../../../electron/data/sample/sample.ts'
import { Store } from '../../../electron/data/store/store.ts'
import { httpTransport } from '../../../electron/data/sync/http.ts'
import { writeConnection } from '../../../electron/data/sync/memory.ts'
import { remoteOf } from '../../../electron/data/sync/remote.ts'
import { runRound } from '../../../electron/data/sync/round.ts'
import { buildServer } from '../../../server/app.ts'
import type { Deps } from '../../../server/deps.ts'
import { addAccount } from '../../../server/auth/accounts.ts'
import { argonPasswords } from '../../../server/auth/password.ts'
import { openEmbeddedStore } from '../../../server/store/embedded/open.ts'
import { beheerder, type NewScenarioAccount, type ServerNews } from './server.ts'

/**
 * The server of the scenarios as a process of its own: real, on loopback, filled with the sample. It is spoken to by
 * messages (see server.ts); the windows and the story get its time for themselves.
 */
const tell = (news: ServerNews) => process.send?.(news)
const random = (bytes: Uint8Array) => randomFillSync(bytes)

async function start(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gebiedsboek-server-'))
  const store = openEmbeddedStore({ folder, newEpoch: randomUUID(), lock: true })
  const report = (error: unknown) => tell({ unexpected: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  const deps: Deps = { store, passwords: argonPasswords(), now: Date.now, random, report, signInsPerMinute: 100, doorPagesPerMinute: 1e9, behindProxy: false }
  const app = await buildServer(deps)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const account = async ({ member, name, role, gebieden, password }: NewScenarioAccount) => {
    await addAccount(deps, { name, role, gebieden: gebieden.map((g) => (g === 'alle' ? g : gebiedId(g))), password, memberId: memberId(member) })
  }
  await account(beheerder)
  await fill(port, beheerder)
  process.on('message', (asked: NewScenarioAccount | 'stop') => {
    if (asked !== 'stop') void account(asked).then(() => tell({ made: asked.name }))
    else void app.close().then(() => store.close()).then(() => rm(folder, { recursive: true, force: true })).then(() => process.exit(0))
  })
  tell({ port })
}

const HOUR = 3_600_000

/** The sample gets to the server as all data does: the beheerder's laptop wrote it an hour ago and sends it now. */
async function fill(port: number, { name, password }: NewScenarioAccount): Promise<void> {
  const nowMs = () => Date.now() - HOUR
  const store = new Store({ file: ':memory:', nowMs, newId: () => uuidv7(nowMs(), random), newDevice: () => 'voorbeel', migrations })
  const { changes, notes } = sample(dayIn(new Date()))
  store.transaction(() => {
    // The beheerder's own team member came with the account.
    store.commit(changes.filter((change) => change.id !== memberId('frank')))
    for (const { id: noteId, gebied, meetingId, agendaItemId, update } of notes) appendNoteUpdate(store, { noteId, gebied, meetingId, agendaItemId, generation: 0, update })
  })
  const address = `http://127.0.0.1:${port}`
  const remote = remoteOf(httpTransport(address))
  const { token, epoch, account } = await remote.signIn(name, password, store.device, 'beheer')
  writeConnection(store, { address, name, token, epoch, account, paused: false, pushes: 0 })
  const done = await runRound({ store, remote, nowMs: Date.now, pageSize: 5000, verify: true, onNotes: () => undefined, onAccount: () => undefined, onProgress: () => undefined, stopped: () => false })
  remote.close()
  store.close()
  if (done.refused > 0 || done.sent === 0) throw new Error(`the sample did not reach the server: ${JSON.stringify(done)}`)
}

await start()
