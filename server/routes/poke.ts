import type { FastifyInstance } from 'fastify'
import type { WebSocket } from '@fastify/websocket'
import { MUNICIPALITY } from '#core/model/define.ts'
import { paths, type Poke } from '#core/sync/wire.ts'
import { feedsOf, scopeFrom } from '../auth/scope.ts'
import type { Deps } from '../deps.ts'
import { WireFailure } from '../failure.ts'
import type { News } from '../store/contract.ts'
import { deviceSession } from './device.ts'
import { presenceOf, type Line } from './presence.ts'

/** So often every line gets a ping, and one that did not answer the last one is closed. The laptop gets a sign of life that it can hear: a poke without gebieden. */
const PING_MS = 30_000
const ALIVE = JSON.stringify({ gebieden: [], presence: true } satisfies Poke)

/** [K1] Losing a poke costs time, never data: the client also asks by itself. */
export function pokeRoute(app: FastifyInstance, deps: Deps): void {
  const open = new Map<WebSocket, Line>()
  const presence = presenceOf(deps, open)
  app.get(paths.poke, { websocket: true, preValidation: async (request) => {
    await deviceSession(deps, request)
    if (request.headers.upgrade === undefined) throw new WireFailure('invalid', 'Dit adres is er alleen voor een open lijn')
  } }, (socket, request) => {
    void deviceSession(deps, request).then((session) => {
      if (socket.readyState !== socket.OPEN) return
      open.set(socket, { id: lineId(deps), session: session.hash, accountId: session.accountId, alive: true, here: null, wish: null, said: 0 })
      socket.send(ALIVE)
    }, () => socket.close(4401))
    socket.on('pong', () => { const entry = open.get(socket); if (entry) entry.alive = true })
    socket.on('message', (data: Buffer, binary: boolean) => {
      const line = open.get(socket)
      if (binary || !line || !presence.said(socket, line, data.toString('utf8'))) socket.close(1008)
    })
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      const line = open.get(socket)
      open.delete(socket)
      if (line) presence.left(line)
    })
  })
  const pings = setInterval(() => {
    for (const [socket, entry] of open) { if (!entry.alive) socket.terminate(); else { entry.alive = false; entry.said = 0; socket.ping(); socket.send(ALIVE) } }
    presence.recheck().catch(deps.report)
  }, PING_MS)
  pings.unref()
  app.addHook('onClose', async () => clearInterval(pings))
  const announce = announcer(deps, open)
  deps.store.onNews((news) => {
    if (news !== 'unknown' && news.presence) { presence.hear(news.presence); return }
    announce(news)
    // Accounts belong to the municipality: somebody may have lost a gebied or a role.
    if (news === 'unknown' || news.gebieden.includes(MUNICIPALITY)) presence.recheck().catch(deps.report)
  })
}

const lineId = ({ random }: Deps): string => Buffer.from(random(new Uint8Array(12))).toString('hex')

/**
 * Says to every laptop that is connected here which of its gebieden have news; not to the one that made it.
 * What arrives while it is busy goes out together: rights are looked up once for all of it.
 */
function announcer(deps: Deps, open: ReadonlyMap<WebSocket, Line>): (news: News | 'unknown') => void {
  let waiting: (News | 'unknown')[] = [], busy = false
  const announce = async () => {
    busy = true
    try {
      for (let batch = waiting; batch.length > 0; batch = waiting) {
        waiting = []
        if (open.size === 0) continue
        const scopes = await scopesOf(deps, new Set([...open.values()].map((line) => line.accountId)))
        for (const [socket, line] of open) {
          const gebieden = concerning(batch, line, scopes.get(line.accountId))
          if (gebieden.length > 0) socket.send(JSON.stringify({ gebieden }))
        }
      }
    } catch (error) {
      deps.report(error)
    } finally {
      busy = false
    }
  }
  return (news) => { waiting.push(news); if (!busy) void announce() }
}

function concerning(batch: readonly (News | 'unknown')[], { session }: Line, feeds: readonly string[] = []): string[] {
  if (batch.includes('unknown')) return [...feeds]
  const told = new Set(batch.flatMap((news) => (news === 'unknown' || news.exceptSession === session ? [] : news.gebieden)))
  return feeds.filter((g) => told.has(g))
}

/** What these accounts may hear about; those that may not sign in any more are left out. */
const scopesOf = (deps: Deps, accountIds: ReadonlySet<string>): Promise<Map<string, string[]>> => deps.store.read(async (tx) => {
  const [accounts, known] = [await tx.accounts(), await tx.gebieden()]
  return new Map(accounts.filter((a) => accountIds.has(a.id)).flatMap((a) => { const scope = scopeFrom(a, known); return scope ? [[a.id, feedsOf(scope)] as const] : [] }))
})
