import type { FastifyInstance } from 'fastify'
import type { WebSocket } from '@fastify/websocket'
import { MUNICIPALITY } from '#core/model/define.ts'
import { paths } from '#core/sync/wire.ts'
import { scopeOf } from '../auth/scope.ts'
import type { Deps } from '../app.ts'
import { WireFailure } from '../failure.ts'
import { deviceSession } from './sync.ts'

export interface Pokes {
  /** Says to every connected laptop which of its gebieden have news; not to the one that made it. */
  tell(news: ReadonlySet<string>, exceptSession?: string): Promise<void>
}

/** A connection that says nothing for so long gets a ping; one that stays silent after it is closed. */
const PING_MS = 30_000

/** [K1] Losing a poke costs time, never data: the client also asks by itself. */
export function pokeRoute(app: FastifyInstance, deps: Deps): Pokes {
  const open = new Map<WebSocket, { session: string; accountId: string; alive: boolean }>()
  app.get(paths.poke, { websocket: true, preValidation: async (request) => {
    await deviceSession(deps, request)
    if (request.headers.upgrade === undefined) throw new WireFailure('invalid', 'Dit adres is er alleen voor een open lijn')
  } }, (socket, request) => {
    void deviceSession(deps, request).then((session) => {
      open.set(socket, { session: session.hash, accountId: session.accountId, alive: true })
    }, () => socket.close(4401))
    socket.on('pong', () => { const entry = open.get(socket); if (entry) entry.alive = true })
    // Clients have nothing to say here.
    socket.on('message', () => socket.close(1008))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => open.delete(socket))
  })
  const pings = setInterval(() => {
    for (const [socket, entry] of open) { if (!entry.alive) socket.terminate(); else { entry.alive = false; socket.ping() } }
  }, PING_MS)
  pings.unref()
  app.addHook('onClose', async () => clearInterval(pings))
  return {
    async tell(news, exceptSession) {
      const scopes = new Map<string, ReadonlySet<string> | undefined>()
      for (const [socket, { session, accountId }] of open) {
        if (session === exceptSession) continue
        if (!scopes.has(accountId)) scopes.set(accountId, await visible(deps, accountId))
        const gebieden = [...news].filter((g) => scopes.get(accountId)?.has(g))
        if (gebieden.length > 0) socket.send(JSON.stringify({ gebieden }))
      }
    },
  }
}

/** What an account may hear about; nothing once it may not sign in any more. */
const visible = (deps: Deps, accountId: string): Promise<ReadonlySet<string> | undefined> => deps.store.read(async (tx) => {
  try {
    return new Set([...(await scopeOf(tx, accountId)).gebieden, MUNICIPALITY])
  } catch (error) {
    if (error instanceof WireFailure) return undefined
    throw error
  }
})
