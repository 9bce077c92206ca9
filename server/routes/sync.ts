import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isPlainChange } from '#core/sync/quick.ts'
import { MAX_PUSH_CHANGES, paths, pullRequest, pushRequest, type PushRequest } from '#core/sync/wire.ts'
import type { Deps } from '../deps.ts'
import { WireFailure } from '../failure.ts'
import type { StoredSession } from '../store/contract.ts'
import { pull } from '../sync/pull.ts'
import { push } from '../sync/push.ts'
import { deviceSession } from './device.ts'
import { parsed, sendJson } from './http.ts'

/** Push and pull. */
export function syncRoutes(app: FastifyInstance, deps: Deps): void {
  app.post(paths.push, async (request, reply) => {
    const session = await deviceSession(deps, request)
    const body = pushOf(request.body)
    requireOwnDevice(session, body.device)
    const pushed = await push(deps.store, session.accountId, body, deps.now())
    if (pushed.news.size > 0) deps.store.tell({ gebieden: [...pushed.news], exceptSession: session.hash })
    return sendJson(request, reply, JSON.stringify(pushed.answer))
  })
  app.post(paths.pull, async (request: FastifyRequest, reply: FastifyReply) => {
    const session = await deviceSession(deps, request)
    const body = parsed(pullRequest, request.body)
    requireOwnDevice(session, body.device)
    return sendJson(request, reply, await pull(deps.store, session.accountId, body, deps.now()))
  })
}

/** Changes come by the thousand: those that are plain need no schema. */
function pushOf(body: unknown): PushRequest {
  const changes = typeof body === 'object' && body !== null && 'changes' in body ? body.changes : undefined
  if (!Array.isArray(changes) || changes.length > MAX_PUSH_CHANGES || !changes.every(isPlainChange)) return parsed(pushRequest, body)
  return { ...parsed(pushRequest, { ...(body as object), changes: [] }), changes: changes as PushRequest['changes'] }
}

/** A stamp says which device wrote; nobody writes in the name of another. */
function requireOwnDevice(session: StoredSession, device: string): void {
  if (session.device !== device) throw new WireFailure('unauthorized', 'Deze aanmelding hoort bij een andere laptop. Meld u opnieuw aan.')
}
