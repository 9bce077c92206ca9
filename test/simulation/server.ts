import type { FastifyInstance } from 'fastify'
import { MUNICIPALITY } from '#core/model/define.ts'
import { makeStamp } from '#core/sync/clock.ts'
import { paths, PROTOCOL, type PushAnswer } from '#core/sync/wire.ts'
import type { Reply } from '../../electron/data/sync/http.ts'
import { buildServer } from '../../server/app.ts'
import { addAccount } from '../../server/auth/accounts.ts'
import type { Deps } from '../../server/deps.ts'
import type { Passwords } from '../../server/auth/password.ts'
import { ALL_GEBIEDEN, type ReadTx, type ServerStore } from '../../server/store/contract.ts'
import type { Backend } from './backend.ts'
import { injectedReply } from '../support/reply.ts'
import type { Random } from '../support/seeded.ts'
import type { Timeline } from './timeline.ts'

export const GEBIEDEN = ['g1', 'g2'] as const
export const PASSWORD = 'lang genoeg 1'
/** Fast and worthless: Argon2id has tests of its own. */
const passwords: Passwords = { hash: async (p) => p, matches: async (p, stored) => p === stored }

export type Answer = Reply

/** The real server, routes and all, that can die at any write and comes back with what it had committed. */
export class SimServer {
  readonly backend: Backend
  /** The routes read `store` at every request, so another one can take its place. */
  readonly deps: Deps & { store: ServerStore }
  readonly reported: unknown[] = []
  crashes = 0
  private readonly app: FastifyInstance
  private readonly timeline: Timeline
  private downUntil = 0
  /** Answers of an earlier life never leave. */
  private life = 0
  private session: { token: string; epoch: string; pushes: number } | undefined
  private working = 0

  private constructor(backend: Backend, timeline: Timeline, deps: SimServer['deps'], app: FastifyInstance) {
    this.backend = backend
    this.timeline = timeline
    this.deps = deps
    this.app = app
  }

  static async start(backend: Backend, timeline: Timeline, random: Random): Promise<SimServer> {
    const reported: unknown[] = []
    const store = await backend.open()
    const deps = { store, passwords, now: () => timeline.now, random: (b: Uint8Array) => { b.set(random.bytes(b.length)); return b }, report: (e: unknown) => { reported.push(e) }, signInsPerMinute: 1e9, doorPagesPerMinute: 1e9, behindProxy: false }
    const server = new SimServer(backend, timeline, deps, await buildServer(deps))
    deps.report = (e) => { if (!backend.isExpected(e)) server.reported.push(e) }
    await server.seed()
    return server
  }

  private async seed(): Promise<void> {
    const stamp = makeStamp(this.timeline.now - 1000, 0, 'server00')
    const rows = GEBIEDEN.map((id) => ({ kind: 'gebied', id, gebied: MUNICIPALITY, stamp, overrides: {}, fields: { name: `Gebied ${id}`, color: 0, position: 0 } }))
    await this.deps.store.write(async (tx) => {
      await tx.within([MUNICIPALITY])
      await tx.putRows(rows.map((row) => ({ before: undefined, after: { row, bases: {} }, audience: 'team' as const })))
    })
    await addAccount(this.deps, { name: 'Beheer', role: 'beheerder', gebieden: [ALL_GEBIEDEN], password: PASSWORD })
  }

  /** One request; undefined when the server is not there, or dies before it has answered. */
  async handle(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string | Uint8Array): Promise<Answer | undefined> {
    if (this.timeline.now < this.downUntil) return undefined
    const { life } = this
    this.working += 1
    const answer = await injectedReply(this.app, method, path, headers, body)
    this.working -= 1
    // Whoever finishes last buries the process: the others noticed too.
    if (this.backend.isDead() && this.working === 0) await this.restart(500)
    return life === this.life && !this.backend.isDead() ? answer : undefined
  }

  /** Dies, and comes back after a while. */
  async restart(downMs: number): Promise<void> {
    this.life += 1
    this.crashes += 1
    await this.backend.crash()
    this.deps.store = await this.backend.open()
    this.downUntil = this.timeline.now + downMs
  }

  /** The server goes back to its copy, as after a disk that broke: `restored` gives the data another epoch [R3]. */
  async putBack(epoch: string, downMs: number): Promise<void> {
    this.life += 1
    this.session = undefined
    await this.backend.putBack()
    this.deps.store = await this.backend.open()
    await this.deps.store.write((tx) => tx.setEpoch(epoch))
    this.downUntil = this.timeline.now + downMs
  }

  /** Looks at everything there is, whatever the walls between gebieden; undefined when the server is not there. */
  look<T>(work: (tx: ReadTx) => Promise<T>): Promise<T | undefined> {
    return this.beside(({ store }) => store.read(async (tx) => {
      await tx.within([MUNICIPALITY, ...await tx.gebieden()])
      return work(tx)
    }))
  }

  /** Work beside the running server, such as changing an account; undefined when it is not there, or died of it. */
  async beside<T>(work: (deps: Deps) => Promise<T>): Promise<T | undefined> {
    if (this.timeline.now < this.downUntil) return undefined
    try {
      return await work(this.deps)
    } catch (error) {
      if (!this.backend.isExpected(error)) throw error
      if (this.backend.isDead()) await this.restart(500)
      return undefined
    }
  }

  /** What a beheerder with a good connection sends: what a newer version of the app would. */
  async adminPush(changes: readonly unknown[]): Promise<PushAnswer | undefined> {
    this.session ??= await this.signInAdmin()
    if (!this.session) return undefined
    const { token, epoch } = this.session
    const body = { device: 'beheer00', push: ++this.session.pushes, epoch, changes, notes: [], erase: [] }
    const answer = await this.handle('POST', paths.push, { authorization: `Bearer ${token}`, 'x-gebiedsboek-protocol': String(PROTOCOL) }, JSON.stringify(body))
    // Its line to the database may break: then nothing was done.
    if (!answer || answer.status === 503) return undefined
    if (answer.status !== 200) throw new Error(`the beheerder was not answered: ${answer.text}`)
    return JSON.parse(answer.text) as PushAnswer
  }

  private async signInAdmin(): Promise<SimServer['session']> {
    const answer = await this.handle('POST', paths.session, {}, JSON.stringify({ name: 'Beheer', password: PASSWORD, device: 'beheer00', deviceName: 'beheer', protocol: PROTOCOL }))
    return answer?.status === 200 ? (JSON.parse(answer.text) as { token: string; epoch: string; pushes: number }) : undefined
  }

  /** Up and running, with no death to come. */
  recover(): void {
    this.downUntil = 0
    this.backend.dieAt(Number.MAX_SAFE_INTEGER)
  }

  async close(): Promise<void> {
    await this.app.close()
    await this.backend.remove()
  }
}
