import websocket from '@fastify/websocket'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { DOOR_PATH } from '#core/door/token.ts'
import type { Deps } from './deps.ts'
import { WireFailure } from './failure.ts'
import { doorRoutes, refuse } from './door/routes.ts'
import { attachmentRoutes } from './routes/attachments.ts'
import { MAX_BODY, readJson } from './routes/http.ts'
import { pokeRoute } from './routes/poke.ts'
import { accountRoutes, sessionRoutes } from './routes/session.ts'
import { syncRoutes } from './routes/sync.ts'

/** Only the proxy itself is believed: what stands before its own entry in `X-Forwarded-For`, a caller may have made up. */
const nearestHop = (_address: string, hop: number): boolean => hop === 0

/** The whole server, without listening. */
export async function buildServer(deps: Deps): Promise<FastifyInstance> {
  // An address that is no address at all; under the door it gets the page that every wrong link gets.
  const frameworkErrors = (error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    if (request.url.startsWith(DOOR_PATH)) { void refuse(deps, reply); return }
    const failure = failureOf(error, deps.report)
    void reply.code(failure.status).send(failure.body)
  }
  const options = { logger: false, frameworkErrors, bodyLimit: MAX_BODY, trustProxy: deps.behindProxy ? nearestHop : false, requestTimeout: 120_000, forceCloseConnections: true, routerOptions: { maxParamLength: 100 } }
  const app = fastify({ ...options, https: deps.tls ? { ...deps.tls, minVersion: 'TLSv1.2' } : null }) as unknown as FastifyInstance
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: MAX_BODY }, (request: FastifyRequest, body: Buffer) => readJson(request, body))
  app.setErrorHandler((error, _request, reply) => {
    const failure = failureOf(error, deps.report)
    return reply.code(failure.status).send(failure.body)
  })
  app.setNotFoundHandler(async () => { throw new WireFailure('notFound', 'Dit adres kent de server van Gebiedsboek niet') })
  if (!deps.tls && !deps.behindProxy) app.addHook('onRequest', async (request: FastifyRequest) => {
    if (!isLoopback(request.ip)) throw new WireFailure('forbidden', 'Deze server spreekt alleen versleuteld met andere computers')
  })
  await app.register(websocket, { options: { maxPayload: 1024 } })
  await app.register(async (routes) => {
    pokeRoute(routes, deps)
    sessionRoutes(routes, deps)
    accountRoutes(routes, deps)
    syncRoutes(routes, deps)
    attachmentRoutes(routes, deps)
  })
  await app.register(doorRoutes(deps), { prefix: DOOR_PATH })
  return app
}

export const isLoopback = (address: string): boolean => /^(::ffff:)?127\.|^::1$/.test(address)

/** SQLite's, the system's and PostgreSQL's codes of a disk that is full or broken. */
const DISK = /^(SQLITE_FULL|SQLITE_IOERR|ENOSPC|EDQUOT|EIO|53100|58030)/

/** Every error becomes one of the closed list; what is not expected is reported and says nothing of its inside. */
function failureOf(error: unknown, report: (error: unknown) => void): WireFailure {
  if (error instanceof WireFailure) return error
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  if (status === 413) return new WireFailure('tooLarge', 'Dit is te veel in één keer')
  if (typeof status === 'number' && status >= 400 && status < 500) return new WireFailure('invalid', 'De vraag van de app is niet te begrijpen')
  report(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (DISK.test(code)) return new WireFailure('unavailable', 'De schijf van de server is vol of geeft een fout. Er is niets opgeslagen; de app probeert het later opnieuw.')
  return new WireFailure('unavailable', 'Er ging iets mis in de server. Er is niets opgeslagen; de app probeert het later opnieuw.')
}
